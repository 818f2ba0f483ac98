"""What is done with the files in a table of attachments: attached, opened, saved elsewhere."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, Qt
from PySide6.QtWidgets import QMenu

from hnabroad_desktop.base.fields import Attachment, Rows, Text
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.ui.attachment_input import ask_file, save_copy
from hnabroad_desktop.ui.controls import button
from hnabroad_desktop.ui.desk import Desk
from hnabroad_desktop.ui.rows_model import RowsModel
from hnabroad_desktop.ui.rows_view import RowsView

_STORED = Qt.ItemDataRole.EditRole


class AttachmentVerbs(QObject):
    """The buttons below a table one of whose columns is a file."""

    def __init__(self, table: Rows, desk: Desk, model: RowsModel, view: RowsView) -> None:
        super().__init__(view)
        self._desk, self._model, self._view = desk, model, view
        columns = table.fields
        self.column = next(i for i, field in enumerate(columns) if isinstance(field, Attachment))
        # The title is the first text of the row; a file that has none takes the name it came with.
        self._title = next((i for i, field in enumerate(columns) if isinstance(field, Text)), None)
        field = columns[self.column]
        assert isinstance(field, Attachment)
        self._types = field.types
        self.attach_button = button(
            _("Attach a file…"), lambda: self.attach(), role="link", picture="paperclip"
        )
        self.open_button = button(_("Open the file"), self.open, role="link", picture="external-link")
        self.save_button = button(_("Save the file as…"), self.save_as, role="link")
        self.menu = QMenu(view)
        self.buttons = (self.attach_button, self.open_button, self.save_button)
        for made in self.buttons:
            # By keys it is Enter on the cell of the file.
            made.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        view.selectionModel().currentChanged.connect(self.look)
        view.doubleClicked.connect(self._double_clicked)
        view.file_wanted.connect(self.offer)
        for signal in (model.edited, model.modelReset, model.rowsInserted, model.rowsRemoved):
            signal.connect(self.look)

    def look(self, *_what: object) -> None:
        """Offer what can be done with the row under the cursor."""
        there = bool(self._digest(self._view.currentIndex().row()))
        self.attach_button.setVisible(not self._model.read_only)
        self.open_button.setEnabled(there)
        self.save_button.setEnabled(there)
        for made in (self.open_button, self.save_button):
            made.setVisible(self._model.rowCount() > 0)

    def _digest(self, row: int) -> str:
        if row < 0:
            return ""
        return str(self._model.index(row, self.column).data(_STORED) or "")

    def _double_clicked(self, index: QModelIndex) -> None:
        if index.column() == self.column:
            if self._digest(index.row()):
                self.open()
            elif not self._model.read_only:
                self.attach()

    def offer(self) -> None:
        """List what can be done with the file under the cursor, or ask for one where there is none."""
        index = self._view.currentIndex()
        if not self._digest(index.row()):
            if not self._model.read_only:
                self.attach()
            return
        self.menu.clear()
        self.menu.addAction(_("Open the file"), self.open)
        self.menu.addAction(_("Save the file as…"), self.save_as)
        if not self._model.read_only:
            self.menu.addAction(_("Replace the file…"), lambda: self.attach(index.row()))
        self.menu.setActiveAction(self.menu.actions()[0])
        below = self._view.visualRect(index).bottomLeft()
        self.menu.popup(self._view.viewport().mapToGlobal(below))

    def attach(self, row: int = -1) -> None:
        """Ask for a file for ``row``, else for the row under the cursor or, where that has one, a new row."""
        path = ask_file(self._view, _("Attach a file"), self._types)
        if path is None:
            return
        digest = self._desk.attach(path)
        if row < 0:
            row = self._view.currentIndex().row()
            if row < 0 or self._digest(row):
                row = self._model.append()
        self._model.setData(self._model.index(row, self.column), digest)
        if self._title is not None:
            title = self._model.index(row, self._title)
            if not title.data(_STORED):
                self._model.setData(title, path.stem)
        self._view.setFocus()
        self._view.setCurrentIndex(self._model.index(row, 0))

    def open(self) -> None:
        """Show the file of the row by the program the system has for it."""
        digest = self._digest(self._view.currentIndex().row())
        if digest:
            self._desk.open_attachment(digest)

    def save_as(self) -> None:
        """Write the file of the row where the user says."""
        row = self._view.currentIndex().row()
        digest = self._digest(row)
        if digest:
            title = self._model.index(row, self._title).data() if self._title is not None else ""
            save_copy(self._view, self._desk, digest, str(title or _("Attachment")))
