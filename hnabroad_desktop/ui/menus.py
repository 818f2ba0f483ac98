"""The menus of the window: every verb with its key, in the order of use."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from PySide6.QtWidgets import QApplication, QWidget

from hnabroad_desktop.base.i18n import N_
from hnabroad_desktop.ui.paper_verbs import paper_verbs
from hnabroad_desktop.ui.top_bar import TopBar
from hnabroad_desktop.ui.verbs import Verb

if TYPE_CHECKING:
    from hnabroad_desktop.ui.kind_screen import KindScreen

FILE = N_("&File")
EDIT = N_("&Edit")
RECORD = N_("&Record")
LIST = N_("&List")
VIEW = N_("&View")
HELP = N_("&Help")


class Window(Protocol):
    """What the menus need of the window."""

    @property
    def top(self) -> TopBar:
        """The bar with the search box."""

    def close(self) -> bool:
        """Close the window."""

    def kind_screen(self) -> KindScreen | None:
        """Return the list in sight."""

    def undo(self) -> None:
        """Take the latest change back."""

    def redo(self) -> None:
        """Do again what was taken back."""

    def primary(self) -> None:
        """Do what the red button does."""

    def refresh(self) -> None:
        """Show what is stored now."""

    def open_palette(self) -> None:
        """Open the palette."""

    def change_look(self, *, dark: bool | None = None, step: int = 0) -> None:
        """Change colours or font size."""

    def toggle_dark(self) -> None:
        """Switch between light and dark."""

    def change_language(self) -> None:
        """Switch the language."""

    def current_screen(self) -> QWidget | None:
        """Return the screen in sight."""

    def say(self, words: str) -> None:
        """Show a short note."""

    def show_keys(self) -> None:
        """Show every key."""

    def show_about(self) -> None:
        """Say what the program is."""


def window_verbs(shell: Window) -> list[Verb]:
    """Return the verbs every window has."""
    return [
        *_file(shell),
        *_edit(shell),
        *_record(shell),
        *_list(shell),
        *paper_verbs(shell),
        *_view(shell),
        *_help(shell),
    ]


def _on_list(shell: Window, act: Callable[[KindScreen], object]) -> Callable[[], None]:
    def run() -> None:
        screen = shell.kind_screen()
        if screen is not None:
            act(screen)

    return run


def _file(shell: Window) -> list[Verb]:
    return [Verb("quit", FILE, N_("E&xit"), shell.close, "Ctrl+Q", "log-out", separate=True)]


def _edit(shell: Window) -> list[Verb]:
    return [
        Verb("undo", EDIT, N_("&Undo the last change"), shell.undo, "Ctrl+Z", "undo-2"),
        Verb("redo", EDIT, N_("&Do again"), shell.redo, "Ctrl+Y", "redo-2"),
        Verb(
            "find",
            EDIT,
            N_("&Find in everything"),
            shell.top.search.setFocus,
            "Ctrl+F",
            "search",
            separate=True,
            also="F3",
        ),
        Verb("palette", EDIT, N_("&Command…"), shell.open_palette, "Ctrl+K", "keyboard"),
    ]


def _record(shell: Window) -> list[Verb]:
    def on_form(act: Callable[[KindScreen], object]) -> Callable[[], None]:
        return _on_list(shell, lambda screen: act(screen) if not screen.pane.isHidden() else None)

    return [
        Verb("add", RECORD, N_("&Add a record"), _on_list(shell, lambda s: s.add()), "Ctrl+N", "plus"),
        Verb(
            "add_quickly",
            RECORD,
            N_("&Quick entry"),
            _on_list(shell, lambda s: s.add_quickly()),
            "Ctrl+Shift+N",
        ),
        Verb("save", RECORD, N_("&Save"), on_form(lambda s: s.pane.form.save()), "Ctrl+S", "save"),
        Verb("primary", RECORD, N_("Do what the &red button does"), shell.primary, "Ctrl+Return"),
        Verb(
            "history",
            RECORD,
            N_("History of &changes"),
            on_form(lambda s: s.pane.show_history()),
            "Ctrl+H",
            "history",
            separate=True,
        ),
        Verb(
            "delete",
            RECORD,
            N_("&Delete the record…"),
            on_form(lambda s: s.pane.delete()),
            "",
            "trash-2",
            separate=True,
        ),
    ]


def _list(shell: Window) -> list[Verb]:
    return [
        Verb(
            "filter",
            LIST,
            N_("&Filter the list"),
            _on_list(shell, lambda s: s.focus_filter()),
            "Ctrl+L",
            "filter",
        ),
        Verb(
            "clear_filter",
            LIST,
            N_("&Clear the filter"),
            _on_list(shell, lambda s: s.list.clear()),
            "Ctrl+Shift+F",
            "filter-x",
        ),
        Verb(
            "rows",
            LIST,
            N_("&Go to the list"),
            _on_list(shell, lambda s: s.focus_rows()),
            "F6",
            "list",
        ),
        Verb(
            "grid",
            LIST,
            N_("&Type in the grid"),
            _on_list(shell, lambda s: s.type_in_grid(not s.typing)),
            "F9",
            "pencil",
        ),
        Verb("refresh", LIST, N_("&Read again"), shell.refresh, "F5", "refresh-cw"),
        Verb(
            "bin",
            LIST,
            N_("&Deleted records"),
            _on_list(shell, lambda s: s.bin_button.toggle()),
            "",
            "trash-2",
            separate=True,
        ),
    ]


def _view(shell: Window) -> list[Verb]:
    return [
        Verb("larger", VIEW, N_("&Larger letters"), lambda: shell.change_look(step=1), "Ctrl++", "zoom-in"),
        Verb(
            "smaller", VIEW, N_("&Smaller letters"), lambda: shell.change_look(step=-1), "Ctrl+-", "zoom-out"
        ),
        Verb("dark", VIEW, N_("Li&ght or dark"), shell.toggle_dark, "Ctrl+Shift+D", "moon"),
        Verb(
            "language",
            VIEW,
            N_("&English / Tiếng Việt"),
            shell.change_language,
            "",
            "languages",
            separate=True,
        ),
    ]


def _help(shell: Window) -> list[Verb]:
    return [
        Verb(
            "how",
            HELP,
            N_("&How to write the field"),
            _on_list(shell, lambda s: s.pane.form.show_help()),
            "F1",
            "circle-question-mark",
            key_is_heard=False,
        ),
        Verb("keys", HELP, N_("&Keys"), shell.show_keys, "", "keyboard"),
        Verb("about", HELP, N_("&About the program"), shell.show_about, "", "info"),
        Verb("about_qt", HELP, N_("About &Qt"), QApplication.aboutQt, ""),
    ]
