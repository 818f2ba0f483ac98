"""The menu of what is done with papers and lists of people; most keys are heard by the screen itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from PySide6.QtWidgets import QWidget

from hnabroad_desktop.base.i18n import N_, _
from hnabroad_desktop.ui.verbs import Verb

if TYPE_CHECKING:
    from hnabroad_desktop.ui.class_screen import ClassScreen
    from hnabroad_desktop.ui.paper_pane import PaperPane

PAPER = N_("&Paper")


class Window(Protocol):
    """What the verbs of papers need of the window."""

    def current_screen(self) -> QWidget | None:
        """Return the screen in sight."""

    def say(self, words: str) -> None:
        """Show a short note."""


def paper_verbs(shell: Window) -> list[Verb]:
    """Return the verbs of papers; issuing has no key (wording.md 12.2)."""

    def shown(name: str, words: str, act: Callable[[], object], key: str = "", picture: str = "") -> Verb:
        apart = name in {"print", "replace", "submit", "issue"}
        return Verb(name, PAPER, words, act, key, picture, separate=apart, key_is_heard=False)

    def paper(act: Callable[[PaperPane], object]) -> Callable[[], None]:
        return _on_paper(shell, act)

    def class_(act: Callable[[ClassScreen], object]) -> Callable[[], None]:
        return _on_class(shell, act)

    def list_(verb: str) -> Callable[[], None]:
        return class_(lambda screen: screen.roster.do(verb))

    return [
        shown("print", N_("&Print…"), paper(lambda p: p.out.print()), "Ctrl+P", "printer"),
        shown(
            "reprint", N_("Print &changed pages again"), paper(lambda p: p.print_changed()), "Ctrl+Shift+P"
        ),
        shown("pdf", N_("Save as P&DF…"), paper(lambda p: p.out.save_pdf()), "", "download"),
        shown("word", N_("Save for &Word…"), paper(lambda p: p.out.save_word()), "", "download"),
        shown("excel", N_("Save the list for E&xcel…"), paper(lambda p: p.out.save_excel()), "", "download"),
        shown(
            "differences",
            N_("Wha&t changed"),
            paper(lambda p: p.toggle_differences()),
            "Ctrl+D",
            "file-search",
        ),
        shown(
            "replace", N_("&Replace the person…"), class_(lambda s: s.roster.do("replace")), "F4", "replace"
        ),
        shown("withdraw", N_("Take the person &off…"), list_("withdraw"), "Del", "user-minus"),
        shown("add_person", N_("&Add someone…"), class_(lambda s: s.roster.add_person()), "Ins"),
        shown("up", N_("Move &up"), list_("up"), "Alt+Up", "arrow-up"),
        shown("down", N_("Move dow&n"), list_("down"), "Alt+Down", "arrow-down"),
        shown("role", N_("Tas&k in the delegation…"), list_("role"), "F2"),
        shown("order", N_("Arrang&e the list…"), list_("order"), "", "arrow-up-down"),
        shown("submit", N_("&Submit for signing"), class_(lambda s: s.course.submit()), "", "send"),
        shown("sign", N_("It is si&gned"), class_(lambda s: s.course.sign()), "", "signature"),
        shown(
            "back_to_draft", N_("&Back to draft…"), class_(lambda s: s.course.back_to_draft()), "", "undo-2"
        ),
        shown("issue", N_("&Issue…"), class_(lambda s: s.course.issue()), "", "stamp"),
        shown("amend", N_("A&mend an issued decision"), class_(lambda s: s.amend()), "", "file-pen"),
        shown("void", N_("&Void the number…"), _on_document(shell), "", "ban"),
    ]


def _on_paper(shell: Window, act: Callable[[PaperPane], object]) -> Callable[[], None]:
    def run() -> None:
        # Loaded when asked for, as below: the first paint does not need it.
        from hnabroad_desktop.ui.class_area import ClassArea

        # Nor this.
        from hnabroad_desktop.ui.document_area import DocumentArea

        screen = shell.current_screen()
        paper = screen.paper if isinstance(screen, ClassArea | DocumentArea) else None
        if paper is None:
            shell.say(_("Open a class or a document first."))
        else:
            act(paper)

    return run


def _on_document(shell: Window) -> Callable[[], None]:
    def run() -> None:
        # Loaded when asked for.
        from hnabroad_desktop.ui.document_area import DocumentArea

        screen = shell.current_screen()
        if isinstance(screen, DocumentArea):
            screen.void_number()
        else:
            shell.say(_("Open an issued document or a line of the book of numbers first."))

    return run


def _on_class(shell: Window, act: Callable[[ClassScreen], object]) -> Callable[[], None]:
    def run() -> None:
        # Loaded when asked for.
        from hnabroad_desktop.ui.class_area import ClassArea

        screen = shell.current_screen()
        if isinstance(screen, ClassArea) and screen.at_work and screen.class_screen is not None:
            act(screen.class_screen)
        else:
            shell.say(_("Open a class first."))

    return run
