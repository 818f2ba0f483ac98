"""What follows from type, score and day of a language certificate, filled in while it is typed."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QObject, Qt

from hnabroad_desktop.actions import people
from hnabroad_desktop.base.fields import Stored
from hnabroad_desktop.ui.rows_input import RowsInput

_FROM = ("type", "score", "issue_date")
_STORED = Qt.ItemDataRole.EditRole


class CertificateProposals(QObject):
    """Fills cells nobody has typed in; what somebody wrote differently stays."""

    def __init__(self, box: RowsInput, file: Any) -> None:
        super().__init__(box)
        self._model, self._file = box.model, file
        self._names = [column.name for column in box.model.columns]
        self._made: dict[tuple[int, str], Stored] = {}
        box.model.modelReset.connect(self._made.clear)
        box.model.rowsRemoved.connect(self._made.clear)
        box.model.dataChanged.connect(self._changed)

    def _changed(self, first: QModelIndex, last: QModelIndex) -> None:
        touched = self._names[first.column() : last.column() + 1]
        if any(name in _FROM for name in touched):
            for row in range(first.row(), last.row() + 1):
                self._propose(row)

    def _propose(self, row: int) -> None:
        cells = {name: self._model.index(row, i) for i, name in enumerate(self._names)}
        known = {name: cells[name].data(_STORED) for name in _FROM}
        for name, proposal in people.certificate_proposals(self._file, known).items():
            stands, made = cells[name].data(_STORED), self._made.get((row, name))
            if proposal is not None and stands in (None, "", made) and stands != proposal:
                self._made[row, name] = proposal
                self._model.setData(cells[name], proposal)
