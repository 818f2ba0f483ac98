"""The menu of saved views above a list: choose one, keep what is shown, share it, group, choose columns."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QLineEdit, QMenu, QWidget

from hnabroad_desktop.actions import views
from hnabroad_desktop.actions.files import OpenFile
from hnabroad_desktop.actions.views import View
from hnabroad_desktop.base.errors import AppError
from hnabroad_desktop.base.fields import Choice, Reference, YesNo
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.ui.column_chooser import ColumnChooser
from hnabroad_desktop.ui.controls import label
from hnabroad_desktop.ui.dialog import Dialog
from hnabroad_desktop.ui.host import Host
from hnabroad_desktop.ui.record_list import RecordList

#: Signs that Windows does not take in the name of a file.
_NOT_IN_NAMES = frozenset('\\/:*?"<>|')


class NameDialog(Dialog):
    """Asks for the name of a view."""

    def __init__(self, parent: QWidget | None, title: str, name: str) -> None:
        super().__init__(parent, title, 420)
        self.body.addWidget(label(_("Name of the view"), "label"))
        self.line = QLineEdit(name)
        self.line.setCompleter(None)  # type: ignore[arg-type]
        self.line.setAccessibleName(_("Name of the view"))
        self.body.addWidget(self.line)
        keep = self.add_button(_("&Save"), 1, primary=True)
        self.add_button(_("&Close"), 0)
        self.line.textChanged.connect(lambda text: keep.setEnabled(bool(text.strip())))
        keep.setEnabled(bool(name))
        self.line.setFocus()


class ListViews:
    """What can be done with the views of one list."""

    def __init__(self, rows: RecordList, host: Host, file: OpenFile) -> None:
        self._rows, self._host, self._file = rows, host, file
        self.current: View | None = None
        self._groups: QMenu | None = None

    def fill(self, menu: QMenu) -> None:
        """Put the views and their verbs into a menu that is about to open."""
        menu.clear()
        found = views.views(self._file, self._rows.type.code)
        for place, view in enumerate(found):
            if place and view.shipped and not found[place - 1].shipped:
                menu.addSeparator()
            here = self.current is not None and self.current.id == view.id
            self._add(menu, view.name, partial(self.show, view), ticked=here)
        menu.addSeparator()
        self._add(menu, _("Columns…"), self.choose_columns)
        menu.addMenu(self._group_menu(menu))
        menu.addSeparator()
        own = self.current is not None and not self.current.shipped
        if not self._file.read_only:
            self._add(menu, _("Save the view"), self.save, on=own)
            self._add(menu, _("Save as…"), self.save_as)
            self._add(menu, _("Rename…"), self.rename, on=own)
            self._add(menu, _("Remove the view"), self.remove, on=own)
            menu.addSeparator()
        self._add(menu, _("Write the view to a file…"), self.export, on=self.current is not None)
        if not self._file.read_only:
            self._add(menu, _("Take views in from a file…"), self.adopt)

    def _add(
        self,
        menu: QMenu,
        words: str,
        act: Callable[[], object],
        *,
        on: bool = True,
        ticked: bool | None = None,
    ) -> None:
        action = menu.addAction(words.replace("&", "&&"))
        action.triggered.connect(lambda _checked=False: act())
        action.setEnabled(on)
        if ticked is not None:
            action.setCheckable(True)
            action.setChecked(ticked)

    def _group_menu(self, menu: QMenu) -> QMenu:
        if self._groups is None:
            self._groups = QMenu(_("Group by"), menu)
        groups, here = self._groups, self._rows.group
        groups.clear()
        self._add(groups, _("No groups"), lambda: self.group_by(""), ticked=not here)
        for name, field in self._rows.type.listable.items():
            if isinstance(field, Choice | Reference | YesNo):
                act = partial(self.group_by, name)
                self._add(groups, _(field.label), act, ticked=name == here)
        return groups

    def group_by(self, name: str) -> None:
        """Let rows with equal values in a column stand together under a head."""
        self._rows.group = name
        self._rows.refresh()

    def show(self, view: View) -> None:
        """Show a view."""
        self.current = view
        self._rows.show_query(view.query, view.columns, view.widths)

    def choose_columns(self) -> None:
        """Ask which columns the list shows."""
        dialog = ColumnChooser(self._rows, self._rows.type, self._rows.column_names())
        if dialog.ask() == 1:
            self._rows.set_columns(dialog.names())

    def _shown(self, name: str, view_id: str = "") -> View:
        rows = self._rows
        note = self.current.note if self.current is not None and view_id else ""
        columns = tuple(rows.column_names())
        return View(rows.type.code, name, rows.asked(), columns, rows.widths(), note, id=view_id)

    def _keep(self, view: View) -> None:
        self.current = views.get(self._file, views.save(self._file, view))
        self._host.done(_("View “{name}” was saved.").format(name=view.name), undoable=True)

    def save(self) -> None:
        """Keep what is shown under the name of the own view chosen last."""
        if self.current is not None and not self.current.shipped:
            self._keep(self._shown(self.current.name, self.current.id))

    def save_as(self) -> None:
        """Keep what is shown as a view of one's own."""
        dialog = NameDialog(self._rows, _("Save the view"), "")
        if dialog.ask() == 1:
            self._keep(self._shown(dialog.line.text().strip()))

    def rename(self) -> None:
        """Give the view another name; what it shows stays as it was kept."""
        if self.current is None:
            return
        view = views.get(self._file, self.current.id)
        dialog = NameDialog(self._rows, _("Rename the view"), view.name)
        if dialog.ask() == 1:
            name = dialog.line.text().strip()
            self._keep(View(view.kind, name, view.query, view.columns, view.widths, view.note, id=view.id))

    def remove(self) -> None:
        """Take the view away; the list stays as it is."""
        if self.current is not None:
            name, gone = self.current.name, self.current.id
            self.current = None
            views.remove(self._file, gone)
            self._host.done(_("View “{name}” was removed.").format(name=name), undoable=True)

    def export(self) -> None:
        """Write the view to a file for another unit."""
        if self.current is None:
            return
        text = views.export(self._file, [self.current.id])
        offered = "".join("-" if sign in _NOT_IN_NAMES else sign for sign in self.current.name)
        name, _kind = QFileDialog.getSaveFileName(
            self._rows, _("Write the view to a file"), f"{offered}.json", _("Views (*.json)")
        )
        if name:
            try:
                Path(name).write_text(text, encoding="utf-8")
            except OSError as error:
                raise AppError(
                    _("{path} could not be written. Choose another folder.").format(path=name)
                ) from error
            self._host.say(_("Written: {path}").format(path=name))

    def adopt(self) -> None:
        """Take in the views another unit wrote to a file."""
        name, _kind = QFileDialog.getOpenFileName(
            self._rows, _("Take views in from a file"), "", _("Views (*.json)")
        )
        if not name:
            return
        try:
            text = Path(name).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise AppError(
                _("{path} could not be read. Nothing was kept. Choose another file.").format(path=name)
            ) from error
        ids = views.adopt(self._file, text)
        self._host.done(_("{count} views were taken in.").format(count=len(ids)), undoable=True)
