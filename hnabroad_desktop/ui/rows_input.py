"""A small table inside a form: typed in place, Enter leads on and adds rows, blocks can be pasted."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from hnabroad_desktop.base.errors import Problem
from hnabroad_desktop.base.fields import Attachment, Rows, Stored
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.records.schema import Row
from hnabroad_desktop.ui.attachment_verbs import AttachmentVerbs
from hnabroad_desktop.ui.cell_delegate import CellDelegate, MakeInput
from hnabroad_desktop.ui.controls import WrapLayout, button
from hnabroad_desktop.ui.desk import Desk
from hnabroad_desktop.ui.input import Input
from hnabroad_desktop.ui.rows_model import RowsModel
from hnabroad_desktop.ui.rows_view import RowsView, column_weight


class RowsInput(Input):
    """The table of one Rows field."""

    def __init__(self, field: Rows, desk: Desk, make: MakeInput, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.model = RowsModel(field, desk)
        self.view = RowsView([column_weight(column) for column in field.fields])
        self.view.setModel(self.model)
        delegate = CellDelegate(field.fields, make, self.view)
        delegate.stepped.connect(self._step)
        self.view.setItemDelegate(delegate)
        self._add = button(_("Add a row"), self.add_row, role="link", picture="plus")
        self._drop = button(_("Delete the row"), self.drop_row, role="link", tip=_("Ctrl+Delete"))
        for action in (self._add, self._drop):
            action.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        foot = WrapLayout(gap=4)
        foot.addWidget(self._add)
        foot.addWidget(self._drop)
        self.files: AttachmentVerbs | None = None
        if any(isinstance(column, Attachment) for column in field.fields):
            self.files = AttachmentVerbs(field, desk, self.model, self.view)
            for action in self.files.buttons:
                foot.addWidget(action)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self.view)
        layout.addLayout(foot)
        self.setFocusProxy(self.view)
        self.view.row_wanted.connect(self.add_row)
        self.view.row_unwanted.connect(self.drop_row)
        self.view.pasted.connect(self._paste)
        self.model.edited.connect(self._edited)
        self.model.modelReset.connect(self._reshape)
        self.model.rowsInserted.connect(self._reshape)
        self.model.rowsRemoved.connect(self._reshape)
        self._reshape()

    def value(self) -> tuple[Row, ...]:
        """Return the rows as far as they are understood."""
        return self.model.rows()

    def set_value(self, value: Stored) -> None:
        """Tables are shown by ``set_rows``. Raises TypeError."""
        raise TypeError(self.field.name)

    def set_rows(self, rows: tuple[Row, ...]) -> None:
        """Show stored rows, in the order the table asks for."""
        self.model.set_rows(rows)

    def problems(self) -> list[Problem]:
        """Return why some cells cannot be stored."""
        return self.model.problems()

    def set_read_only(self, read_only: bool) -> None:
        """Let the table be read and copied only."""
        self.model.read_only = read_only
        self._add.setVisible(not read_only)
        self._drop.setVisible(not read_only and self.model.rowCount() > 0)
        self._look_at_files()

    def accepts_enter(self) -> bool:
        """Enter belongs to the table."""
        return True

    def show_row_problem(self, kept: int, name: str, message: str) -> None:
        """Mark a cell; ``kept`` counts the rows as ``value`` returns them."""
        self.model.complain(self.model.place_of(kept), name, message)

    def go_to(self, kept: int, name: str) -> None:
        """Put the cursor into a cell."""
        column = [field.name for field in self.model.columns].index(name)
        self.view.setFocus()
        self.view.setCurrentIndex(self.model.index(self.model.place_of(kept), column))

    def add_row(self) -> None:
        """Add a row and start typing in it."""
        if not self.model.read_only:
            self._type_in(self.model.append(), 0)

    def drop_row(self) -> None:
        """Take the current row away."""
        if not self.model.read_only and self.view.currentIndex().isValid():
            self.model.remove(self.view.currentIndex().row())

    def _type_in(self, row: int, column: int) -> None:
        index = self.model.index(row, column)
        self.view.setFocus()
        self.view.setCurrentIndex(index)
        self.view.edit(index)

    def _step(self, step: int) -> None:
        # 1: Enter, adds a row after the last cell; 2: Tab, leaves the table there; -1: Shift+Tab.
        here = self.view.currentIndex()
        width = len(self.model.columns)
        place = here.row() * width + here.column() + (1 if step > 0 else -1)
        if 0 <= place < self.model.rowCount() * width:
            self._type_in(place // width, place % width)
        elif step == 1:
            self.add_row()
        else:
            self.view.setFocus()
            self.view.focusNextPrevChild(step > 0)

    def _paste(self, text: str) -> None:
        if self.model.read_only or not text:
            return
        here = self.view.currentIndex()
        row = here.row() if here.isValid() else self.model.rowCount()
        self.model.paste(row, max(here.column(), 0), text)

    def _edited(self) -> None:
        self.changed.emit()
        # Cells are typed in one by one: what is in the table is done with.
        self.left.emit()
        QTimer.singleShot(0, self.view, self.view.fit)

    def _reshape(self) -> None:
        self._drop.setVisible(self.model.rowCount() > 0 and not self.model.read_only)
        self._look_at_files()
        self.view.fit()

    def _look_at_files(self) -> None:
        if self.files is not None:
            self.files.look()
