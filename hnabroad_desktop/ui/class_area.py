"""The area of classes: the list opens the class at work in its place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from hnabroad_desktop.records.schema import RecordType
from hnabroad_desktop.ui import settings, theme
from hnabroad_desktop.ui.host import Host
from hnabroad_desktop.ui.kind_screen import KindScreen
from hnabroad_desktop.ui.record_area import RecordArea
from hnabroad_desktop.ui.record_pane import RecordPane

if TYPE_CHECKING:
    from hnabroad_desktop.ui.class_screen import ClassScreen
    from hnabroad_desktop.ui.paper_pane import PaperPane

#: Columns of the list of classes over the whole width, in pixels at 100 %.
_WIDTHS = {
    "code": 104,
    "name": 280,
    "state": 180,
    "country": 92,
    "departure_date": 120,
    "return_date": 106,
    "people": 76,
    "places": 76,
    "duties_done": 100,
}


def file_of(host: Host) -> Any:
    """Return the open file behind the window, None where there is none to print from."""
    return getattr(host.desk, "file", None)


class ClassList(KindScreen):
    """The list of classes; opening one leaves the list for the class at work."""

    class_wanted = Signal(str)
    form_left = Signal()
    lent = False

    def __init__(self, record_type: RecordType, host: Host, kinds: QWidget | None = None) -> None:
        super().__init__(record_type, host, kinds)
        kept = settings.read_widths(record_type.code)
        scale = theme.current().scale / 100
        for place, name in enumerate(record_type.columns):
            if name in _WIDTHS and name not in kept:
                self.list.header.resizeSection(place, round(_WIDTHS[name] * scale))

    def open(self, record_id: str) -> None:
        """Open a class at work."""
        self.list.go_to(record_id)
        self.class_wanted.emit(record_id)

    def _work_in(self, record_id: str) -> None:
        self.class_wanted.emit(record_id)

    def _show_marked(self) -> None:
        # A mark alone opens nothing: the list keeps the whole width until a class is opened.
        return

    def _closed(self) -> None:
        if self.lent:
            self.form_left.emit()
        else:
            self._open = False
            self._arrange()
            self.list.view.setFocus()

    def _arrange(self) -> None:
        if not self.lent:
            super()._arrange()

    def take_pane(self) -> RecordPane:
        """Lend the form."""
        self.lent = True
        return self.pane

    def return_pane(self, pane: RecordPane) -> None:
        """Take the form back beside the list, put away."""
        self._splitter.addWidget(pane)
        self.lent = False
        self._open = False
        self._arrange()


class ClassArea(RecordArea):
    """The list of classes, or one class at work in its place."""

    screen_types: ClassVar[Mapping[str, type[KindScreen]]] = {"class": ClassList}

    def __init__(self, types: Sequence[RecordType], host: Host) -> None:
        self.class_screen: ClassScreen | None = None
        super().__init__(types, host)

    def show_kind(self, kind: str) -> KindScreen:
        """Show the list of a kind; the list of classes opens them here."""
        known = kind in self._screens
        screen = super().show_kind(kind)
        if not known and isinstance(screen, ClassList):
            screen.class_wanted.connect(self.open_class)
            screen.form_left.connect(lambda: self._made().show_page(0))
        return screen

    def _made(self) -> ClassScreen:
        if self.class_screen is None:
            # The pages of a PDF are a library of their own: loaded when the first class is opened.
            from hnabroad_desktop.ui.class_screen import ClassScreen

            self.class_screen = ClassScreen(self._host, file_of(self._host))
            self.class_screen.closed.connect(self.close_class)
            layout = self.layout()
            assert layout is not None
            layout.addWidget(self.class_screen)
            self.class_screen.hide()
            self.class_screen.set_narrow(self._narrow)
        return self.class_screen

    @property
    def at_work(self) -> bool:
        """True while a class is open at work."""
        return self.class_screen is not None and not self.class_screen.isHidden()

    def open_class(self, class_id: str) -> None:
        """Open a class at work."""
        screen = self.current
        if not isinstance(screen, ClassList):
            return
        if file_of(self._host) is None:
            KindScreen.open(screen, class_id)
            return
        made = self._made()
        if made.open(class_id, screen.take_pane()):
            self._stack.hide()
            made.show()
            made.roster.view.setFocus()

    def close_class(self) -> None:
        """Go back to the list, to the same row."""
        made, screen = self._made(), self.current
        class_id, pane = made.class_id, made.give_back()
        made.hide()
        self._stack.show()
        if pane is not None and isinstance(screen, ClassList):
            screen.return_pane(pane)
        screen.list.refresh(class_id)
        screen.list.view.setFocus()

    def may_leave(self) -> bool:
        """Ask once what becomes of unsaved work."""
        if self.at_work and self.class_screen is not None:
            return self.class_screen.may_leave()
        return super().may_leave()

    def refresh(self) -> None:
        """Show what is stored now."""
        if self.at_work and self.class_screen is not None:
            self.class_screen.refresh()
            self.current.list.refresh()
        else:
            super().refresh()

    def set_narrow(self, narrow: bool) -> None:
        """Give the page more of the width where there is less of it."""
        super().set_narrow(narrow)
        if self.class_screen is not None:
            self.class_screen.set_narrow(narrow)

    def enter(self) -> None:
        """Take the cursor."""
        if self.at_work and self.class_screen is not None:
            self.class_screen.roster.view.setFocus()
        else:
            super().enter()

    def primary(self) -> bool:
        """Do what the red button does, when a class is at work."""
        return self.class_screen.primary() if self.at_work and self.class_screen is not None else False

    @property
    def paper(self) -> PaperPane | None:
        """The paper in sight."""
        return self.class_screen.paper if self.at_work and self.class_screen is not None else None
