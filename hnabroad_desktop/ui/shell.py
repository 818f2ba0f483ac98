"""The window: top bar, navigation, the screen in sight, and the line at the bottom."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from hnabroad_desktop.actions.later_edits import LaterEdits
from hnabroad_desktop.base import i18n
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.ui import settings, theme
from hnabroad_desktop.ui.areas import Area, MakeScreen, screens
from hnabroad_desktop.ui.banner import Banner
from hnabroad_desktop.ui.desk import Desk, Hit, Query
from hnabroad_desktop.ui.dialog import tell
from hnabroad_desktop.ui.jobs import Background
from hnabroad_desktop.ui.menus import EDIT, FILE, window_verbs
from hnabroad_desktop.ui.navigation import Navigation
from hnabroad_desktop.ui.overwriting import confirm_overwriting
from hnabroad_desktop.ui.palette import Entry, Palette
from hnabroad_desktop.ui.status_line import StatusLine
from hnabroad_desktop.ui.step_names import name_steps
from hnabroad_desktop.ui.toast import Toast
from hnabroad_desktop.ui.top_bar import TopBar
from hnabroad_desktop.ui.verbs import Verb, Verbs, plain

if TYPE_CHECKING:
    from hnabroad_desktop.ui.kind_screen import KindScreen
    from hnabroad_desktop.ui.record_area import RecordArea

#: A window narrower than this shows list or record, not both (screen.md, "Frame").
_NARROW = 1200
#: Areas with a screen of their own whose first kind is counted all the same.
_COUNTED = {"people", "classes", "documents"}


def _with_lists(screen: QWidget | None) -> RecordArea | None:
    """Return a screen that is an area of lists, None for any other."""
    # Loaded when asked for: the first screen has no list.
    from hnabroad_desktop.ui.record_area import RecordArea

    return screen if isinstance(screen, RecordArea) else None


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
        self._screens: dict[str, QWidget] = {}
        self._areas: dict[str, tuple[Area, MakeScreen]] = {}
        whole = QWidget()
        whole.setObjectName("page")
        identity = self._identity
        self._top = TopBar(identity.unit, identity.file, identity.user, self._ask, self.open_palette)
        self._top.search.picked.connect(self._open_hit)
        self.banner = Banner()
        self.navigation = Navigation()
        self.stack = QStackedWidget()
        self.status = StatusLine()
        self.status.show_kind(practice=identity.practice, read_only=self._desk.read_only)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.navigation)
        middle.addWidget(self.stack, 1)
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
        for area, make in screens(self._desk.types, self._own):
            self._areas[area.code] = (area, make)
        self.navigation.show_areas([(a.code, _(a.name), a.picture) for a, _make in self._areas.values()])
        self.navigation.chosen.connect(self._go)
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
        if self._areas:
            self.go_to_area(next(iter(self._areas)))
        self._count_areas()

    def _count_areas(self) -> None:
        for code in self._areas:
            kinds = [t.code for t in self._desk.types.values() if t.area == code]
            if kinds and (code not in self._own or code in _COUNTED) and code != "settings":
                source = self._desk.source(kinds[0])
                self._background.ask(
                    lambda source=source: source.count(Query())[1],  # type: ignore[misc]
                    lambda count, code=code: self.navigation.show_count(code, count),  # type: ignore[misc]
                )

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
        self._count_areas()

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
        if kind in self._areas:
            go_to = getattr(self._screens.get(kind) if self.go_to_area(kind) else None, "go_to", None)
            if go_to is not None:
                go_to(record_id)
            return
        desk = self._desk
        if not kind:
            kind = next((code for code in desk.types if desk.get(code, record_id) is not None), "")
        for code in self._areas:
            if any(t.code == kind and t.area == code for t in desk.types.values()) and self.go_to_area(code):
                area = _with_lists(self._screens[code])
                if area is not None:
                    area.show_kind(kind).open(record_id)

    # --- moving about

    def go_to_area(self, code: str) -> bool:
        """Show an area; False when unsaved work keeps the present one."""
        self.navigation.go_to(code)
        return self.navigation.current() == code and self.stack.currentWidget() is self._screens.get(code)

    def _go(self, code: str) -> None:
        before = self.stack.currentWidget()
        leaving = getattr(before, "may_leave", None)
        if (
            before is not None
            and leaving is not None
            and before is not self._screens.get(code)
            and not leaving()
        ):
            self.navigation.take_back(next(c for c, s in self._screens.items() if s is before))
            return
        if code not in self._screens:
            self._screens[code] = self._areas[code][1](self)
            self.stack.addWidget(self._screens[code])
        self.stack.setCurrentWidget(self._screens[code])
        self._arrange()

    def current_screen(self) -> QWidget | None:
        """Return the screen in sight."""
        return self.stack.currentWidget()

    def kind_screen(self) -> KindScreen | None:
        """Return the list in sight, if the screen is one of records."""
        area = _with_lists(self.stack.currentWidget())
        return area.current if area is not None else None

    def _arrange(self) -> None:
        narrow = self.width() < _NARROW * theme.current().scale / 100
        arrange = getattr(self.stack.currentWidget(), "set_narrow", None)
        if arrange is not None:
            arrange(narrow)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put list and record side by side where there is room."""
        super().resizeEvent(event)
        self._arrange()
        self.toast.place()

    def refresh(self) -> None:
        """Show what is stored now, everywhere."""
        for screen in self._screens.values():
            again = getattr(screen, "refresh", None)
            if again is not None:
                again()

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
        areas = [
            Entry(_(area.name), _("Screen"), partial(self.go_to_area, area.code))
            for area, _make in self._areas.values()
        ]
        verbs = [
            Entry(plain(action.text().split("\t")[0]), action.shortcut().toString(), action.trigger)
            for action in self.verbs.actions.values()
            if action.isEnabled()
        ]
        return areas + self._kind_entries() + verbs

    def _kind_entries(self) -> list[Entry]:
        """Return a way to each list that is one of several in its area."""
        entries = []
        for area, _make in self._areas.values():
            kinds = [t for t in self._desk.types.values() if t.area == area.code]
            for each in kinds if len(kinds) > 1 else ():
                entries.append(
                    Entry(_(each.label_plural), _(area.name), partial(self._go_to_kind, area.code, each.code))
                )
        return entries

    def _go_to_kind(self, code: str, kind: str) -> None:
        if self.go_to_area(code):
            area = _with_lists(self._screens[code])
            if area is not None and area.holds(kind):
                area.show_kind(kind)
                area.enter()

    def open_palette(self) -> None:
        """Open the line that finds verbs, screens and records."""
        self.palette_box.open()

    # --- verbs of the window

    def undo(self) -> None:
        """Take the latest own change back."""
        name = self._stepped(self._desk.undo)
        self._after(name, _("Undone: {name}").format(name=name), _("There is nothing to undo."))

    def redo(self) -> None:
        """Do again what was taken back."""
        name = self._stepped(self._desk.redo)
        self._after(name, _("Done again: {name}").format(name=name), _("There is nothing to do again."))

    def _stepped(self, step: Callable[..., str]) -> str | None:
        """Take a step; where values were changed after it, show them and ask once. None = left as it is."""
        try:
            return step()
        except LaterEdits as problem:
            if not confirm_overwriting(self, self._desk.later_values(problem)):
                return None
        return step(force=True)

    def _after(self, name: str | None, did: str, nothing: str) -> None:
        if name is None:
            return
        if name:
            self.done(did)
            self.refresh()
        else:
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
        if wanted != look and self._may_leave():
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
        if self._may_leave():
            code = "en" if i18n.language() == "vi" else "vi"
            settings.write("language", code)
            i18n.set_language(code)
            self._rebuild()

    def _rebuild(self) -> None:
        here = self.navigation.current()
        self._build()
        self.go_to_area(here)
        self._arrange()

    def show_keys(self) -> None:
        """Show every key."""
        # Loaded when asked for: the first paint does not need it.
        from hnabroad_desktop.ui.keys_page import KeysPage, form_keys

        keys = {
            _(menu): [
                (a.text().split("\t")[0], a.shortcut().toString() or a.text().partition("\t")[2])
                for a in made.actions()
                if a.text()
            ]
            for menu, made in self.verbs.menus.items()
        }
        with_keys = {menu: [row for row in rows if row[1]] for menu, rows in keys.items()}
        KeysPage(
            self, {**{m: r for m, r in with_keys.items() if r}, _("In forms and lists"): form_keys()}
        ).ask()

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

    def _may_leave(self) -> bool:
        leaving = getattr(self.stack.currentWidget(), "may_leave", None)
        return leaving is None or bool(leaving())

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close only when nothing unsaved is lost."""
        if not self._may_leave():
            event.ignore()
            return
        settings.write("window", self.saveGeometry())
        self._background.close()
        event.accept()
