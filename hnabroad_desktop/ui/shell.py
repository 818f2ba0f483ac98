"""The window: top bar, navigation, the screen in sight, and the line at the bottom."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from hnabroad_desktop.base import i18n
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.ui import settings, theme
from hnabroad_desktop.ui.areas import MakeScreen
from hnabroad_desktop.ui.banner import Banner
from hnabroad_desktop.ui.desk import Desk, Hit
from hnabroad_desktop.ui.dialog import tell
from hnabroad_desktop.ui.jobs import Background
from hnabroad_desktop.ui.menus import EDIT, FILE, window_verbs
from hnabroad_desktop.ui.navigation import Navigation
from hnabroad_desktop.ui.palette import Entry, Palette
from hnabroad_desktop.ui.screen_stack import ScreenStack
from hnabroad_desktop.ui.status_line import StatusLine
from hnabroad_desktop.ui.step_names import name_steps
from hnabroad_desktop.ui.stepping import step_back, step_on
from hnabroad_desktop.ui.toast import Toast
from hnabroad_desktop.ui.top_bar import TopBar
from hnabroad_desktop.ui.verbs import Verb, Verbs, plain

if TYPE_CHECKING:
    from hnabroad_desktop.ui.kind_screen import KindScreen

#: A window narrower than this shows list or record, not both (screen.md, "Frame").
_NARROW = 1200


@dataclass(frozen=True)
class Identity:
    """Whose file is open, and as what."""

    unit: str = ""
    file: str = ""
    user: str = ""
    practice: bool = False


class Shell(QMainWindow):
    """The main window of one open file."""

    def __init__(
        self,
        desk: Desk,
        identity: Identity,
        *,
        own: Mapping[str, MakeScreen] | None = None,
        verbs: Callable[[Shell], Sequence[Verb]] | None = None,
    ) -> None:
        super().__init__()
        self._desk, self._identity, self._own = desk, identity, own or {}
        self._more_verbs = verbs
        self._background = Background(self)
        self._unsaved_failure = False
        program = _("HN Abroad")
        self.setWindowTitle(" – ".join(filter(None, (identity.file, program))))
        self.resize(1366, 728)
        self.setMinimumSize(900, 540)
        self._build()
        geometry = settings.read_bytes("window")
        if not geometry.isEmpty():
            self.restoreGeometry(geometry)
        self._background.started.connect(lambda job: self.status.follow(job))

    # --- what it is made of

    def _build(self) -> None:
        whole = QWidget()
        whole.setObjectName("page")
        identity = self._identity
        self._top = TopBar(identity.unit, identity.file, identity.user, self._ask, self.open_palette)
        self._top.search.picked.connect(self._open_hit)
        self.banner = Banner()
        self.navigation = Navigation()
        self.screens = ScreenStack(self, self._own, self.navigation)
        self._arrange()
        self.status = StatusLine()
        self.status.show_kind(practice=identity.practice, read_only=self._desk.read_only)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.navigation)
        middle.addWidget(self.screens, 1)
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._top)
        column.addWidget(self.banner)
        column.addLayout(middle, 1)
        column.addWidget(self.status)
        self.setCentralWidget(whole)
        self.toast = Toast(self)
        self.palette_box = Palette(self, self._entries, self._ask, self._open_hit)
        for action in self.actions():
            self.removeAction(action)
        self.verbs = Verbs(self, self._top.menus)
        own_verbs = self._more_verbs(self) if self._more_verbs is not None else ()
        # The menu of the file begins with the verbs on the file; those of other menus end them.
        own_first = sorted(own_verbs, key=lambda verb: verb.menu != FILE)
        number = sum(verb.menu == FILE for verb in own_verbs)
        for verb in (*own_first[:number], *window_verbs(self), *own_first[number:]):
            self.verbs.add(verb)
        steps = (self.verbs.actions["undo"], self.verbs.actions["redo"])
        name_steps(self.verbs.menus[EDIT], *steps, self._desk)
        if self.screens.areas:
            self.go_to_area(next(iter(self.screens.areas)))
        self.screens.count_areas()

    # --- what screens ask of it

    @property
    def desk(self) -> Desk:
        """The open file."""
        return self._desk

    @property
    def top(self) -> TopBar:
        """The bar at the top."""
        return self._top

    @property
    def background(self) -> Background:
        """The worker threads."""
        return self._background

    def done(self, words: str = "", *, undoable: bool = False) -> None:
        """Tell that something was written."""
        self._unsaved_failure = False
        self.banner.hide()
        self.status.show_saved(dt.datetime.now())
        if words:
            self.toast.say(words, self.undo if undoable else None)
        self.screens.count_areas()

    def say(self, words: str) -> None:
        """Show a short note about what was done, when nothing was written to the file."""
        self.toast.say(words)

    def show_sentence(self, words: str) -> None:
        """Say what could not be done, calmly and until it is read."""
        self.banner.say(words)

    def failed_to_save(self, words: str) -> None:
        """Say in red that a write failed; the window does not close over it without asking."""
        self._unsaved_failure = True
        self.status.show_not_saved(_("Not saved"))
        self.banner.say(words)

    def open_record(self, kind: str, record_id: str) -> None:
        """Go to a record; an empty ``kind`` is found out. The code of an area leads to one of its pages."""
        self.screens.open_record(kind, record_id)

    # --- moving about

    def go_to_area(self, code: str) -> bool:
        """Show an area; False when unsaved work keeps the present one."""
        return self.screens.go_to_area(code)

    def current_screen(self) -> QWidget | None:
        """Return the screen in sight."""
        return self.screens.currentWidget()

    def kind_screen(self) -> KindScreen | None:
        """Return the list in sight, if the screen is one of records."""
        return self.screens.kind_screen()

    def _arrange(self) -> None:
        self.screens.set_narrow(self.width() < _NARROW * theme.current().scale / 100)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put list and record side by side where there is room."""
        super().resizeEvent(event)
        self._arrange()
        self.toast.place()

    def refresh(self) -> None:
        """Show what is stored now, everywhere."""
        self.screens.refresh()

    # --- finding

    def _ask(self, words: str, answer: Callable[[Sequence[Hit]], None]) -> None:
        def with_kinds(hits: Sequence[Hit]) -> None:
            answer([hit if hit.kind == "cadre" else self._named(hit) for hit in hits])

        self._background.ask(lambda: self._desk.search(words), with_kinds)

    def _named(self, hit: Hit) -> Hit:
        # Beside people stand things of many kinds: what each is, is said first.
        kind = _(self._desk.types[hit.kind].label)
        return replace(hit, detail=" · ".join(filter(None, (kind, hit.detail))))

    def _open_hit(self, hit: Hit) -> None:
        self.open_record(hit.kind, hit.value)

    def _entries(self) -> list[Entry]:
        verbs = [
            Entry(plain(action.text().split("\t")[0]), action.shortcut().toString(), action.trigger)
            for action in self.verbs.actions.values()
            if action.isEnabled()
        ]
        return self.screens.entries() + verbs

    def open_palette(self) -> None:
        """Open the line that finds verbs, screens and records."""
        self.palette_box.open()

    # --- verbs of the window

    def undo(self) -> None:
        """Take the latest own change back."""
        self._stepped(step_back(self, self._desk), _("There is nothing to undo."))

    def redo(self) -> None:
        """Do again what was taken back."""
        self._stepped(step_on(self, self._desk), _("There is nothing to do again."))

    def _stepped(self, did: str | None, nothing: str) -> None:
        if did:
            self.done(did)
            self.refresh()
        elif did is not None:
            self.toast.say(nothing)

    def primary(self) -> None:
        """Do what the red button of the screen does."""
        own = getattr(self.current_screen(), "primary", None)
        if own is not None and own():
            return
        screen = self.kind_screen()
        if screen is None:
            return
        focused = QApplication.focusWidget()
        if screen.pane.form.dirty or (focused is not None and screen.pane.isAncestorOf(focused)):
            screen.pane.form.save()
        elif not self._desk.read_only:
            screen.add()

    def change_look(self, *, dark: bool | None = None, step: int = 0) -> None:
        """Change colours or font size and draw everything anew."""
        look = theme.current()
        place = max(0, min(theme.SCALES.index(look.scale) + step, len(theme.SCALES) - 1))
        wanted = replace(look, dark=look.dark if dark is None else dark, scale=theme.SCALES[place])
        if wanted != look and self.screens.may_leave():
            settings.write_theme(wanted)
            application = QApplication.instance()
            assert isinstance(application, QApplication)
            theme.apply(application, wanted)
            self._rebuild()

    def toggle_dark(self) -> None:
        """Switch between the light and the dark look."""
        self.change_look(dark=not theme.current().dark)

    def change_language(self) -> None:
        """Switch between Vietnamese and English."""
        if self.screens.may_leave():
            code = "en" if i18n.language() == "vi" else "vi"
            settings.write("language", code)
            i18n.set_language(code)
            self._rebuild()

    def _rebuild(self) -> None:
        here = self.navigation.current()
        self._build()
        self.go_to_area(here)

    def show_keys(self) -> None:
        """Show every key."""
        # Loaded when asked for: the first paint does not need it.
        from hnabroad_desktop.ui.keys_page import KeysPage, keys_of

        KeysPage(self, keys_of(self.verbs)).ask()

    def show_about(self) -> None:
        """Say what the program is."""
        tell(
            self,
            _("About the program"),
            _(
                "HN Abroad Desktop keeps the cadres, plans, agreements and classes of a unit "
                "that sends people to train abroad."
            ),
        )

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close only when nothing unsaved is lost."""
        if not self.screens.may_leave():
            event.ignore()
            return
        settings.write("window", self.saveGeometry())
        self._background.close()
        event.accept()
