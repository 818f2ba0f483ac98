"""The area of documents: outgoing ones as pages with their form one press away, the rest as records."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout

from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.records.schema import Record, RecordType
from hnabroad_desktop.ui.class_area import file_of
from hnabroad_desktop.ui.controls import button
from hnabroad_desktop.ui.host import Host
from hnabroad_desktop.ui.kind_screen import KindScreen
from hnabroad_desktop.ui.record_area import RecordArea
from hnabroad_desktop.ui.record_pane import RecordPane

if TYPE_CHECKING:
    from hnabroad_desktop.ui.paper_pane import PaperPane


class NumberedPane(RecordPane):
    """A record that bears a number of the book, which can be made void from here."""

    def __init__(self, record_type: RecordType, host: Host) -> None:
        super().__init__(record_type, host)
        self._file = file_of(host)
        self.void_button = button(_("Void the number…"), self.void, role="link", picture="ban")
        self.void_button.hide()
        self._put_on_top(self.void_button)

    def _put_on_top(self, *made: QPushButton) -> None:
        layout = self.layout()
        top = layout.itemAt(0) if isinstance(layout, QVBoxLayout) else None
        row = top.layout() if top is not None else None
        if isinstance(row, QHBoxLayout):
            for one in made:
                row.addWidget(one)

    def _entry(self) -> Record | None:
        if self._file is None or not self.form.record_id:
            return None
        # As for the classes: loaded when the first document is shown.
        from hnabroad_desktop.ui.voiding import number_in_force

        return number_in_force(self._file, self._host.desk.get(self.type.code, self.form.record_id))

    def _show_form(self) -> None:
        super()._show_form()
        self.void_button.setVisible(self._entry() is not None)

    def void(self) -> None:
        """Void the number in sight, with a reason. Raises AppError."""
        # Loaded when asked for: the first paint does not need it.
        from hnabroad_desktop.ui.voiding import void_number

        entry = self._entry()
        if entry is None:
            self._host.say(_("No number of a document in force is in sight."))
        elif self.form.may_leave() and void_number(self.window(), self._host, self._file, entry):
            self.open(self.form.record_id)
            self.written.emit(self.form.record_id)


class DocumentRecordPane(NumberedPane):
    """A decision as pages first, with its form one press away."""

    def __init__(self, record_type: RecordType, host: Host) -> None:
        super().__init__(record_type, host)
        self.paper: PaperPane | None = None
        self._as_form = False
        file = self._file
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
        self.void_button.setVisible(self._entry() is not None)
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


class NumberScreen(KindScreen):
    """The book of numbers with the line chosen beside it."""

    pane_type = NumberedPane


class DocumentArea(RecordArea):
    """Outgoing documents as pages; registers, numbers and incoming documents as records."""

    screen_types: ClassVar[Mapping[str, type[KindScreen]]] = {
        "decision": DecisionScreen,
        "document_number": NumberScreen,
    }

    @property
    def paper(self) -> PaperPane | None:
        """The paper in sight."""
        pane = self.current.pane
        paper = pane.paper if isinstance(pane, DocumentRecordPane) else None
        return paper if paper is not None and paper.isVisible() else None

    def void_number(self) -> None:
        """Void the number of the record in sight. Raises AppError."""
        pane = self.current.pane
        if isinstance(pane, NumberedPane) and pane.isVisible():
            pane.void()
        else:
            self._host.say(_("Open an issued document or a line of the book of numbers first."))
