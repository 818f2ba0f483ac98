"""Gives one field of the selected records a value: first what would change, then one step to undo."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from hnabroad_desktop.actions import bulk
from hnabroad_desktop.actions.files import OpenFile
from hnabroad_desktop.base.errors import AppError
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.base.vietnamese import show_number
from hnabroad_desktop.ui import theme
from hnabroad_desktop.ui.controls import label
from hnabroad_desktop.ui.desk import Hit
from hnabroad_desktop.ui.dialog import Dialog
from hnabroad_desktop.ui.file_screens.work_line import WorkLine
from hnabroad_desktop.ui.host import Host
from hnabroad_desktop.ui.input import Input
from hnabroad_desktop.ui.inputs import make_input
from hnabroad_desktop.ui.pick_line import PickLine
from hnabroad_desktop.ui.plain_table import PlainTable

#: More changes than this are counted, not listed.
_LISTED = 500


class BulkDialog(Dialog):
    """A field, a value, and the table of old and new values; nothing is written before the red button."""

    def __init__(
        self, parent: QWidget | None, host: Host, file: OpenFile, kind: str, ids: Sequence[str]
    ) -> None:
        title = _("Change a field of {count} selected records").format(count=show_number(len(ids)))
        super().__init__(parent, title, 760)
        self._host, self._file, self._kind, self._ids = host, file, kind, list(ids)
        self.preview: bulk.Preview | None = None
        #: Counts the questions asked, so that an answer to an older one is not shown.
        self._turn = 0
        self.input: Input | None = None
        self._known = {field.name: field for field in bulk.fields(kind)}
        self._field = next(iter(self._known))
        self.body.addWidget(label(_("Field to change"), "label"))
        self.fields = PickLine(
            [Hit(name, _(field.label)) for name, field in self._known.items()], _("Field to change")
        )
        self.fields.set_value(self._field)
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
        self.work = WorkLine(host.background)
        self.work.setMinimumHeight(theme.current().measure("tool"))  # so that nothing moves when it works
        self.body.addWidget(self.work)
        self.finished.connect(lambda _result: self.work.stop())
        self.add_verb(_("&Preview"), self.look)
        self.go = self.add_button(_("C&hange"), 1, primary=True)
        self.add_button(_("&Close"), 0)
        self.fields.changed.connect(self._picked)
        self._choose()
        self.fields.setFocus()

    def _picked(self) -> None:
        """Ask for a value of another field once one is named; while its name is typed the old one stays."""
        name = self.fields.value()
        if name and name != self._field:
            self._field = name
            self._choose()

    def _choose(self) -> None:
        if self.input is not None:
            self.input.hide()
            self.body.removeWidget(self.input)
            self.input.deleteLater()
        field = self._known[self._field]
        made = make_input(field, self._host.desk, self._host.background)
        made.setAccessibleName(_(field.label))
        made.changed.connect(self._forget)
        made.left.connect(self.look)
        self.body.insertWidget(self._place, made)
        self.input = made
        self._forget()

    def _forget(self) -> None:
        self.preview = None
        self._turn += 1
        self.table.setRowCount(0)
        self.problem.clear()
        self.said.clear()
        self.go.setEnabled(False)

    def look(self) -> None:
        """Work out what would change, behind the screen; nothing is written."""
        if not self.fields.value() or self.input is None or self.preview is not None or self.work.busy:
            return
        complaint = self.input.complaint()
        if complaint:
            self.problem.setText(complaint)
            return
        turn, name, value = self._turn, self._field, self.input.value()
        self.work.run(
            _("Looking at what would change"),
            lambda report: bulk.preview(self._file, self._kind, self._ids, name, value, report=report),
            lambda found: self._looked(turn, found),
            self.problem.setText,
        )

    def _looked(self, turn: int, found: bulk.Preview) -> None:
        if turn != self._turn:
            self.look()
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
                possible=show_number(found.possible),
                same=show_number(found.unchanged),
                blocked=show_number(blocked),
            )
        )
        self.go.setEnabled(found.possible > 0)


def change_selected(
    parent: QWidget,
    host: Host,
    file: OpenFile,
    kind: str,
    ids: Sequence[str],
    changed: Callable[[], object],
) -> None:
    """Ask for a field and a value and write them as a job. Raises AppError where nothing is selected."""
    if not ids:
        raise AppError(_("No record is selected. Select rows with Shift or Ctrl, then choose this again."))
    dialog = BulkDialog(parent, host, file, kind, ids)
    asked = dialog.preview if dialog.ask() == 1 else None
    if asked is None:
        return

    def written(count: int) -> None:
        host.done(_("{count} records were changed.").format(count=show_number(count)), undoable=True)
        changed()

    host.background.run(
        _("Changing {count} records").format(count=show_number(asked.possible)),
        lambda report: bulk.apply(file, asked, report=report),
        written,
    )
