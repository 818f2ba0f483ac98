"""The areas of classes and of documents: the list opens the class at work, or the document as pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.records.schema import RecordType
from hnabroad_desktop.ui import settings, theme
from hnabroad_desktop.ui.controls import button
from hnabroad_desktop.ui.host import Host
from hnabroad_desktop.ui.record_area import KindScreen, RecordArea
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


class DocumentRecordPane(RecordPane):
    """A decision as pages first, with its form one press away."""

    def __init__(self, record_type: RecordType, host: Host) -> None:
        super().__init__(record_type, host)
        self.paper: PaperPane | None = None
        self._as_form = False
        file = file_of(host)
        if file is None:
            return
        # As for the classes: loaded when the first document is shown.
        from hnabroad_desktop.ui.paper_pane import PaperPane

        self.paper = PaperPane(host, file, with_profiles=False)
        self._stack.insertWidget(0, self.paper)
        self._switch = button("", self.switch, role="link", picture="file-pen")
        self._class = button(_("Open the class"), self._open_class, role="link", picture="plane")
        self.paper.gap_chosen.connect(lambda _gap: self._open_class())
        self._put_on_top(self._switch, self._class)

    def _put_on_top(self, *made: QPushButton) -> None:
        layout = self.layout()
        top = layout.itemAt(0) if isinstance(layout, QVBoxLayout) else None
        row = top.layout() if top is not None else None
        if isinstance(row, QHBoxLayout):
            for one in made:
                row.addWidget(one)

    def switch(self) -> None:
        """Show the form instead of the pages, or the pages instead of the form."""
        if self._as_form and not self.form.may_leave():
            return
        self._as_form = not self._as_form
        self._show_form()

    def _show_form(self) -> None:
        record = self._host.desk.get("decision", self.form.record_id) if self.form.record_id else None
        as_pages = (
            self.paper is not None and record is not None and bool(record["class"]) and not self._as_form
        )
        if self.paper is None or not as_pages or record is None:
            if self.paper is not None:
                self._switch.setText(_("Pages"))
                self._switch.setVisible(record is not None and bool(record["class"]))
                self._class.setVisible(record is not None and bool(record["class"]))
            super()._show_form()
            return
        self._switch.setText(_("About the document"))
        self._switch.show()
        self._class.show()
        self.paper.show_decision(record)
        self._stack.setCurrentWidget(self.paper)

    def open_new(self, **values: object) -> bool:
        """Show an empty record to be typed."""
        self._as_form = True
        return super().open_new(**values)

    def _open_class(self) -> None:
        record = self._host.desk.get("decision", self.form.record_id)
        if record is not None and record["class"]:
            self._host.open_record("class", record.text("class"))


class DecisionScreen(KindScreen):
    """The list of outgoing documents with their pages beside it."""

    pane_type = DocumentRecordPane

    _roomy = False

    def _show_pane(self) -> None:
        super()._show_pane()
        if not self._roomy and not self._narrow:
            # A page needs more room than a form.
            self._roomy = True
            self._splitter.setSizes([440, 720])

    def _work_in(self, record_id: str) -> None:
        super()._work_in(record_id)
        pane = self.pane
        if isinstance(pane, DocumentRecordPane) and pane.paper is not None and pane.paper.isVisible():
            pane.paper.view.setFocus()


class DocumentArea(RecordArea):
    """Outgoing documents as pages; registers, numbers and incoming documents as records."""

    screen_types: ClassVar[Mapping[str, type[KindScreen]]] = {"decision": DecisionScreen}

    @property
    def paper(self) -> PaperPane | None:
        """The paper in sight."""
        pane = self.current.pane
        paper = pane.paper if isinstance(pane, DocumentRecordPane) else None
        return paper if paper is not None and paper.isVisible() else None
