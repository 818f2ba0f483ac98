"""Gives one field of the selected records a value: first what would change, then one step to undo."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QWidget

from hnabroad_desktop.actions import bulk
from hnabroad_desktop.actions.files import OpenFile
from hnabroad_desktop.base.errors import AppError, FormError
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.ui.controls import label
from hnabroad_desktop.ui.dialog import Dialog
from hnabroad_desktop.ui.host import Host
from hnabroad_desktop.ui.input import Input
from hnabroad_desktop.ui.inputs import make_input
from hnabroad_desktop.ui.plain_table import PlainTable

#: More changes than this are counted, not listed.
_LISTED = 500


class BulkDialog(Dialog):
    """A field, a value, and the table of old and new values; nothing is written before the red button."""

    def __init__(
        self, parent: QWidget | None, host: Host, file: OpenFile, kind: str, ids: Sequence[str]
    ) -> None:
        title = _("Change a field of {count} selected records").format(count=len(ids))
        super().__init__(parent, title, 760)
        self._host, self._file, self._kind, self._ids = host, file, kind, list(ids)
        self.preview: bulk.Preview | None = None
        self.input: Input | None = None
        self.body.addWidget(label(_("Field to change"), "label"))
        self.fields = QComboBox()
        self.fields.setAccessibleName(_("Field to change"))
        for field in bulk.fields(kind):
            self.fields.addItem(_(field.label), field.name)
        self.body.addWidget(self.fields)
        self.body.addWidget(label(_("New value (empty: the field is emptied)"), "label"))
        self._place = self.body.count()
        self.problem = label("", "error", wrap=True)
        self.body.addWidget(self.problem)
        self.table = PlainTable(
            [_("Record"), _("Old value"), _("New value"), _("What stands against it")], wide=3
        )
        self.table.setMinimumHeight(220)
        self.body.addWidget(self.table, 1)
        self.said = label("", "hint", wrap=True)
        self.body.addWidget(self.said)
        self.add_verb(_("&Preview"), self.look)
        self.go = self.add_button(_("C&hange"), 1, primary=True)
        self.add_button(_("&Close"), 0)
        self.fields.currentIndexChanged.connect(lambda _index: self._choose())
        self._choose()
        self.fields.setFocus()

    def _choose(self) -> None:
        if self.input is not None:
            self.input.hide()
            self.body.removeWidget(self.input)
            self.input.deleteLater()
        field = next(f for f in bulk.fields(self._kind) if f.name == self.fields.currentData())
        made = make_input(field, self._host.desk, self._host.background)
        made.setAccessibleName(_(field.label))
        made.changed.connect(self._forget)
        made.left.connect(self.look)
        self.body.insertWidget(self._place, made)
        self.input = made
        self._forget()

    def _forget(self) -> None:
        self.preview = None
        self.table.setRowCount(0)
        self.problem.clear()
        self.said.clear()
        self.go.setEnabled(False)

    def look(self) -> None:
        """Show what would change; nothing is written."""
        if self.input is None or self.preview is not None:
            return
        complaint = self.input.complaint()
        if complaint:
            self.problem.setText(complaint)
            return
        name = str(self.fields.currentData())
        try:
            found = bulk.preview(self._file, self._kind, self._ids, name, self.input.value())
        except FormError as error:
            self.problem.setText(" ".join(each.message for each in error.problems))
            return
        self.preview = found
        self.problem.clear()
        self.table.show_rows(
            [
                (each.title, each.old, each.new, " ".join(p.message for p in each.problems))
                for each in found.changes[:_LISTED]
            ]
        )
        blocked = len(found.changes) - found.possible
        self.said.setText(
            _("{possible} change, {same} already have the value, {blocked} stay as they are.").format(
                possible=found.possible, same=found.unchanged, blocked=blocked
            )
        )
        self.go.setEnabled(found.possible > 0)


def change_selected(parent: QWidget, host: Host, file: OpenFile, kind: str, ids: Sequence[str]) -> bool:
    """Ask for a field and a value and write them. Raises AppError where nothing is selected."""
    if not ids:
        raise AppError(_("No record is selected. Select rows with Shift or Ctrl, then choose this again."))
    dialog = BulkDialog(parent, host, file, kind, ids)
    if dialog.ask() != 1 or dialog.preview is None:
        return False
    count = bulk.apply(file, dialog.preview)
    host.done(_("{count} records were changed.").format(count=count), undoable=True)
    return True
