"""The area of cadres: the list and the record, and in their place the import of a list from Excel."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from PySide6.QtWidgets import QMenu

from hnabroad_desktop.actions.files import OpenFile
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.records.schema import RecordType
from hnabroad_desktop.ui.controls import button
from hnabroad_desktop.ui.exporting import export_shown
from hnabroad_desktop.ui.host import Host
from hnabroad_desktop.ui.import_screen import ImportScreen
from hnabroad_desktop.ui.kind_screen import KindScreen
from hnabroad_desktop.ui.merge_screen import MergeScreen
from hnabroad_desktop.ui.person_pane import PeopleScreen
from hnabroad_desktop.ui.record_area import RecordArea


class PeopleArea(RecordArea):
    """Cadres; importing takes the whole place and leaves everything as it was chosen."""

    screen_types: ClassVar[Mapping[str, type[KindScreen]]] = {"cadre": PeopleScreen}

    def __init__(self, types: Sequence[RecordType], host: Host, file: OpenFile) -> None:
        self._file = file
        self._import: ImportScreen | None = None
        self._merge: MergeScreen | None = None
        self._with_tools: set[str] = set()
        super().__init__(types, host)

    def show_kind(self, kind: str) -> KindScreen:
        """Show the list of a kind with the verbs on spreadsheets beside it."""
        screen = super().show_kind(kind)
        if kind == "cadre" and kind not in self._with_tools:
            self._with_tools.add(kind)
            if isinstance(screen, PeopleScreen):
                screen.merge_wanted.connect(self.start_merge)
            if not self._file.read_only:
                screen.add_tool(
                    button(_("Import from Excel"), self.start_import, picture="download", tip="Ctrl+I")
                )
            out = button(_("Export to Excel ▾"), picture="upload")
            menu = QMenu(out)
            menu.addAction(_("What the list shows…"), lambda: export_shown(screen, self._host, self._file))
            menu.addAction(_("Blank template…"), self.save_template)
            out.setMenu(menu)
            screen.add_tool(out)
        return screen

    @property
    def importing(self) -> bool:
        """True while the import stands in the place of the list."""
        return self._import is not None and not self._import.isHidden()

    @property
    def import_screen(self) -> ImportScreen:
        """The screen of the import, made when it is first needed."""
        if self._import is None:
            made = ImportScreen(self._host, self._file)
            made.left.connect(self.show_list)
            made.written.connect(super().refresh)
            layout = self.layout()
            assert layout is not None
            layout.addWidget(made)
            made.hide()
            self._import = made
        return self._import

    def start_import(self) -> None:
        """Show the import where it was left."""
        if self.may_leave():
            screen = self.import_screen
            self._stack.hide()
            screen.show()
            screen.enter()

    def show_imports(self) -> None:
        """Show the imports made so far."""
        self.start_import()
        if self.importing:
            self.import_screen.show_history()

    @property
    def merging(self) -> bool:
        """True while two records stand side by side in the place of the list."""
        return self._merge is not None and not self._merge.isHidden()

    @property
    def merge_screen(self) -> MergeScreen:
        """The screen of a merge, made when it is first needed."""
        if self._merge is None:
            made = MergeScreen(self._host, self._file)
            made.left.connect(self._merged)
            layout = self.layout()
            assert layout is not None
            layout.addWidget(made)
            made.hide()
            self._merge = made
        return self._merge

    def start_merge(self, keep: str, gone: str) -> None:
        """Show two records of one person side by side."""
        if self.may_leave():
            screen = self.merge_screen
            self._stack.hide()
            screen.show()
            screen.show_two(keep, gone)

    def _merged(self, record_id: str) -> None:
        self.merge_screen.hide()
        self._stack.show()
        if record_id:
            self.refresh()
            self.current.open(record_id)
        self.current.focus_rows()

    def save_template(self) -> None:
        """Save a blank workbook to be filled in."""
        self.import_screen.save_template()

    def show_list(self) -> None:
        """Show the list again."""
        self.import_screen.hide()
        self._stack.show()
        self.current.focus_rows()

    def primary(self) -> bool:
        """Do what the red button of import or merge does; False leaves it to the list."""
        if self.merging:
            self.merge_screen.merge()
            return True
        return self.importing and self.import_screen.primary()

    def may_leave(self) -> bool:
        """Ask once what becomes of unsaved work; an import in the making is no work that could be lost."""
        return self.importing or super().may_leave()

    def refresh(self) -> None:
        """Show what is stored now."""
        super().refresh()
        if self.importing:
            self.import_screen.refresh()

    def enter(self) -> None:
        """Take the cursor."""
        if self.importing:
            self.import_screen.enter()
        elif self.merging:
            self.merge_screen.table.setFocus()
        else:
            super().enter()
