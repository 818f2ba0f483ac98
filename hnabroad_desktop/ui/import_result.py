"""Last step of an import: what was written, the way back, the rows that stayed out; all imports so far."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from hnabroad_desktop.actions import imports
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.base.vietnamese import show_number
from hnabroad_desktop.ui.controls import button, label
from hnabroad_desktop.ui.plain_table import PlainTable


class ResultPage(QWidget):
    """Says what became of the rows."""

    undo_asked = Signal()
    rejected_asked = Signal()
    list_asked = Signal()
    another_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._title = label("", "title", wrap=True)
        self._said = label("", wrap=True)
        self._left = label("", "warning", wrap=True)
        self.list_button = button(_("&To the list"), self.list_asked.emit, role="primary")
        self.undo_button = button(_("&Take this import back"), self.undo_asked.emit, picture="undo-2")
        self.rejected_button = button(_("&Rows not imported…"), self.rejected_asked.emit, picture="download")
        self.another_button = button(_("Import &another file"), self.another_asked.emit, role="link")
        verbs = QHBoxLayout()
        verbs.setSpacing(8)
        for made in (self.list_button, self.rejected_button, self.undo_button, self.another_button):
            verbs.addWidget(made)
        verbs.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        for part in (self._title, self._said, self._left):
            column.addWidget(part)
        column.addLayout(verbs)
        column.addStretch(1)

    def show_outcome(self, plan: imports.Plan, outcome: imports.Outcome) -> None:
        """Show what an import wrote."""
        self._title.setText(_("{name} was imported").format(name=plan.layout.book.name))
        self._said.setText(
            _("Added: {add}. Updated: {update}. Unchanged: {same}.").format(
                add=show_number(len(outcome.added)),
                update=show_number(len(outcome.updated)),
                same=show_number(len(outcome.unchanged)),
            )
        )
        left = len(outcome.rejected)
        self._left.setText(
            _(
                "Not imported: {count}. Save these rows to a workbook: the last column says why. Put them "
                "right there and import that file."
            ).format(count=show_number(left))
        )
        self._left.setVisible(bool(left))
        self.rejected_button.setVisible(bool(left))
        self.undo_button.setEnabled(True)

    def show_taken_back(self) -> None:
        """Say that the import was taken back."""
        self._title.setText(_("The import was taken back"))
        self._said.setText(_("Everything is as it was before."))
        self.undo_button.setEnabled(False)


class HistoryPage(QWidget):
    """Every import with its counts; the one marked can be taken back."""

    undo_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._batches: list[imports.Batch] = []
        self.table = PlainTable(
            (
                _("Time"),
                _("File"),
                _("By"),
                _("Rows"),
                _("Newly added"),
                _("Updated"),
                _("Not imported"),
                _("State"),
                _("SHA-256"),
            ),
            numbers=(3, 4, 5, 6),
            wide=1,
        )
        self._none = label(_("Nothing was imported yet."), "quiet")
        self.undo_button = button(_("&Take the import marked back"), self._undo, picture="undo-2")
        row = QHBoxLayout()
        row.addWidget(self.undo_button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 16, 16)
        column.setSpacing(8)
        column.addWidget(self._none)
        column.addWidget(self.table, 1)
        column.addLayout(row)
        self.table.itemSelectionChanged.connect(self._marked)

    def show_batches(self, found: list[imports.Batch]) -> None:
        """Show imports, the latest first."""
        self._batches = found
        self._none.setVisible(not found)
        self.table.show_rows([self._row(batch) for batch in found])
        self._marked()

    def _row(self, batch: imports.Batch) -> tuple[str, ...]:
        record = batch.record
        day, _sep, time = record.text("at").partition(" ")
        when = "/".join(reversed(day.split("-"))) + f" {time}"
        counts = (show_number(batch.number(n)) for n in ("row_count", "added", "updated", "rejected"))
        state = _("taken back") if batch.taken_back else ""
        return (
            when,
            record.text("file_name"),
            record.text("person"),
            *counts,
            state,
            record.text("sha256")[:16],
        )

    def _marked(self) -> None:
        row = self.table.currentRow()
        batch = self._batches[row] if 0 <= row < len(self._batches) else None
        self.undo_button.setEnabled(batch is not None and not batch.taken_back)

    def _undo(self) -> None:
        row = self.table.currentRow()
        if 0 <= row < len(self._batches):
            self.undo_asked.emit(self._batches[row].id)
