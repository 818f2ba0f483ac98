"""Typing in a list as in Excel: cells, blocks, and a line below that says what was not kept and why."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from hnabroad_desktop.actions import cells
from hnabroad_desktop.actions.cells import Cell, Written
from hnabroad_desktop.actions.files import OpenFile
from hnabroad_desktop.base.errors import AppError
from hnabroad_desktop.base.fields import Field, Text
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.base.progress import Report, silent
from hnabroad_desktop.base.vietnamese import show_number
from hnabroad_desktop.records.schema import RecordType
from hnabroad_desktop.ui import theme
from hnabroad_desktop.ui.controls import label, painted, restyle
from hnabroad_desktop.ui.desk import Source
from hnabroad_desktop.ui.dialog import choose
from hnabroad_desktop.ui.grid_model import FrozenSource, GridModel
from hnabroad_desktop.ui.grid_view import GridDelegate, GridView
from hnabroad_desktop.ui.host import Host
from hnabroad_desktop.ui.inputs import make_input
from hnabroad_desktop.ui.shortened import Shortened

#: Up to so many records are written at once; more as a job that can be stopped.
_AT_ONCE = 5


class Block(NamedTuple):
    """Rows and columns selected together."""

    rows: range
    columns: range


class GridSheet(QWidget):
    """The rows of a list in the places they had, to be typed in; each thing done is one step to undo."""

    #: The clerk is done typing.
    left = Signal()

    def __init__(self, record_type: RecordType, host: Host, file: OpenFile) -> None:
        super().__init__()
        painted(self, "list")
        self.type, self._host, self._file = record_type, host, file
        self.view = GridView()
        self.model: GridModel | None = None
        self._said = label("", "quiet")
        self._why = Shortened()
        self.view.copied.connect(self.copy)
        self.view.pasted.connect(self.paste)
        self.view.filled_down.connect(self.fill_down)
        self.view.emptied.connect(self.empty)
        self.view.left.connect(self._give_up)
        foot = QFrame()
        foot.setFixedHeight(theme.current().measure("status") + 2)
        row = QHBoxLayout(foot)
        row.setContentsMargins(10, 0, 8, 0)
        row.setSpacing(10)
        row.addWidget(self._said)
        row.addWidget(self._why, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.view, 1)
        layout.addWidget(foot)

    def begin(
        self,
        columns: Sequence[Field],
        source: Source,
        record_ids: Sequence[str],
        widths: Sequence[int],
        row: int,
    ) -> None:
        """Show some records of a list, in columns of some widths, with the cursor in one row."""
        host = self._host
        frozen = FrozenSource(source, record_ids)
        model = GridModel(columns, frozen, host.desk, host.background, cells.fields(self.type.code))
        self.model, before = model, (self.view.model(), self.view.selectionModel())
        self.view.setModel(model)
        for gone in before:
            if gone is not None:
                gone.deleteLater()
        shapes = tuple(replace(c, lines=1) if isinstance(c, Text) else c for c in columns)
        delegate = GridDelegate(
            shapes, lambda asked, cell: make_input(asked, host.desk, host.background, parent=cell), self.view
        )
        delegate.stepped.connect(self.view.step)
        self.view.setItemDelegate(delegate)
        for place, width in enumerate(widths):
            self.view.setColumnWidth(place, width)
        model.typed.connect(self._write)
        model.counted.connect(lambda count, _whole: self._begun(count, row))
        self.view.selectionModel().currentChanged.connect(lambda _now, _before: self._tell())
        model.show(model.query)

    def _begun(self, count: int, row: int) -> None:
        if self.model is not None and count:
            self.view.go_to(min(max(row, 0), count - 1), 0)
            self.view.scrollTo(self.view.currentIndex(), GridView.ScrollHint.PositionAtCenter)
        self._tell()

    @property
    def current_id(self) -> str:
        """The id of the record the cursor is in, "" if there is none."""
        here = self.view.currentIndex()
        line = self.model.line(here.row()) if self.model is not None and here.isValid() else None
        return line.id if line else ""

    # --- what was typed

    def _write(self, batch: int) -> None:
        if self.model is None:
            return
        typed = self.model.cells_of(batch)
        self.model.clear_reasons(batch)

        def write(report: Report) -> Written:
            return cells.write(self._file, self.type.code, typed, report=report)

        if len({record_id for record_id, _name in typed}) <= _AT_ONCE:
            self._written(batch, write(silent))
        else:
            words = _("Writing {count} cells").format(count=show_number(len(typed)))
            self._host.background.run(words, write, lambda done: self._written(batch, done), saves=True)
        self._tell()

    def _written(self, batch: int, done: Written) -> None:
        if self.model is None:
            return
        if done.problems:
            self.model.refuse(done.problems)
        else:
            self.model.forget(batch)
            self.model.read_again()
            count = len(done.records)
            if count > 1:
                self._host.done(
                    _("{count} records were changed.").format(count=show_number(count)), undoable=True
                )
            elif count:
                self._host.done()
        self._tell()

    def _give_up(self) -> None:
        """Forget what is not written; where there is nothing, be done."""
        if self.model is not None and self.model.waiting:
            self.model.forget()
            self._tell()
        else:
            self.left.emit()

    def may_leave(self) -> bool:
        """Ask once what becomes of cells that cannot be kept."""
        if self.model is None or not self.model.waiting:
            return True
        words = _(
            "{count} cells typed in the grid are not kept yet. Everything else is saved. "
            "Stay and put them right, or give these cells up."
        ).format(count=show_number(self.model.waiting))
        answers = [_("&Stay"), _("&Give the cells up")]
        if choose(self.window(), _("Typing in the grid"), words, answers) == 0:
            return False
        self.model.forget()
        return True

    def read_again(self) -> None:
        """Show what is stored now."""
        if self.model is not None:
            self.model.read_again()

    # --- blocks

    def _chosen(self) -> Block | None:
        """Return the block selected, the cell of the cursor where nothing else is."""
        here, chosen = self.view.currentIndex(), self.view.selectionModel()
        if self.model is None or not here.isValid():
            return None
        ranges = [chosen.selection().at(place) for place in range(chosen.selection().count())]
        if not ranges:
            return Block(range(here.row(), here.row() + 1), range(here.column(), here.column() + 1))
        return Block(
            range(min(each.top() for each in ranges), max(each.bottom() for each in ranges) + 1),
            range(min(each.left() for each in ranges), max(each.right() for each in ranges) + 1),
        )

    def copy(self) -> None:
        """Put the cells selected on the clipboard as text, as Excel takes it."""
        block, model = self._chosen(), self.model
        if model is None or block is None:
            return
        out = io.StringIO()
        lines = csv.writer(out, delimiter="\t", lineterminator="\n")
        for row in block.rows:
            model.fetch(row)
            lines.writerow([str(model.index(row, column).data() or "") for column in block.columns])
        QGuiApplication.clipboard().setText(out.getvalue().rstrip("\n"))

    def paste(self) -> None:
        """Write a block from the clipboard; one value fills everything selected.

        Raises AppError where it does not fit the list, or a column cannot be typed in; then nothing was
        written.
        """
        rows = list(csv.reader(io.StringIO(QGuiApplication.clipboard().text()), delimiter="\t"))
        block = self._chosen()
        if block is None or not rows:
            return
        if len(rows) == 1 and len(rows[0]) == 1:
            rows = [rows[0] * len(block.columns)] * len(block.rows)
        texts: dict[Cell, str] = {}
        for down, line in enumerate(rows):
            for right, text in enumerate(line):
                if text.strip():  # a blank never erases, as in an import; Delete does
                    texts[self._open_cell(block.rows[0] + down, block.columns[0] + right)] = text
        self._begin_block(texts)

    def fill_down(self) -> None:
        """Give the cells selected the value of the topmost, one cell alone that of the cell above."""
        block, model = self._chosen(), self.model
        if model is None or block is None:
            return
        first = block.rows[0] - 1 if len(block.rows) == 1 else block.rows[0]
        if first < 0:
            return
        model.fetch(first)
        values: dict[Cell, Any] = {}
        for column in block.columns:
            value = model.value(model.index(first, column))
            for row in range(first + 1, block.rows[-1] + 1):
                values[self._open_cell(row, column)] = value
        self._begin_block(values)

    def empty(self) -> None:
        """Take the values of the cells selected away."""
        block = self._chosen()
        if block is not None:
            cells_here = [(row, column) for row in block.rows for column in block.columns]
            self._begin_block({self._open_cell(*place): None for place in cells_here})

    def _begin_block(self, values: Mapping[Cell, Any]) -> None:
        if self.model is not None and values:
            self._write(self.model.take(values))

    def _open_cell(self, row: int, column: int) -> Cell:
        """Return a cell that may be typed in. Raises AppError."""
        model = self.model
        assert model is not None
        if row >= model.rowCount():
            raise AppError(
                _(
                    "The block has more rows than the list has from here on. Nothing was written. "
                    "New people are brought in by “Import from Excel”."
                )
            )
        if column >= len(model.columns):
            raise AppError(
                _(
                    "The block has more columns than the list has from here on. Nothing was written. "
                    "Show the columns needed first, in the order of the block."
                )
            )
        model.fetch(row)
        index = model.index(row, column)
        if not model.may_type(index):
            raise AppError(
                _("Column “{column}” cannot be typed in here. Nothing was written.").format(
                    column=_(model.columns[column].heading)
                )
            )
        return model.cell_of(index)

    # --- what is told

    def _tell(self) -> None:
        model = self.model
        if model is None:
            return
        here = self.view.currentIndex()
        waiting = model.waiting
        restyle(self._said, role="warning" if waiting else "quiet")
        self._said.setText(
            _("{count} cells not kept; Esc gives them up").format(count=show_number(waiting))
            if waiting
            else _("Typing in the grid: {count} records").format(count=show_number(model.rowCount()))
        )
        why = model.reason(here) if here.isValid() else ""
        colour = "error" if why else "quiet"
        if not why and here.isValid() and not model.may_type(here):
            why = _("This column follows from the record and is not typed here.")
        keys = _(
            "F2 types in the cell · Enter down · Tab right · Ctrl+D copies from above · Delete empties · "
            "Ctrl+C, Ctrl+V a block · Esc back to the list"
        )
        self._why.show_words(why or keys, colour)
