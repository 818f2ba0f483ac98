"""The record of a cadre: the one form, with who else it may be and how full it is for each purpose."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from hnabroad_desktop.actions import people, summaries
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.records.schema import Record, RecordType
from hnabroad_desktop.ui.completeness_line import CompletenessLine
from hnabroad_desktop.ui.controls import button
from hnabroad_desktop.ui.file_desk import FileDesk
from hnabroad_desktop.ui.host import Host
from hnabroad_desktop.ui.kind_screen import KindScreen
from hnabroad_desktop.ui.record_pane import RecordPane
from hnabroad_desktop.ui.twin_bar import TwinBar

#: The fields by which a person is known from others.
_KNOWN_BY = ("full_name", "birth_date", "citizen_id", "staff_number")


class PersonPane(RecordPane):
    """Looks for the same person when a telling field is left, before anything is saved."""

    #: Two records are to be made into one: the one shown and the other.
    merge_wanted = Signal(str, str)

    def __init__(self, record_type: RecordType, host: Host) -> None:
        super().__init__(record_type, host)
        assert isinstance(host.desk, FileDesk)
        self._file = host.desk.file
        #: Found to be of other people, to be remembered when the record is saved.
        self._apart: set[str] = set()
        self.twins, self.meter = TwinBar(), CompletenessLine()
        column = self.form.layout()
        assert isinstance(column, QVBoxLayout)
        column.insertWidget(1, self.meter)
        column.insertWidget(2, self.twins)
        for made in self.form.fields.values():
            made.box.left.connect(self._measure)
        for name in _KNOWN_BY:
            self.form.fields[name].box.left.connect(self._look)
        self.print_button = button(
            _("Print the summary"), self.print_summary, role="link", picture="file-text"
        )
        self.form.add_verb(self.print_button)
        self.form.saved.connect(self._saved)
        self.meter.wanted.connect(self.form.go_to_field)
        self.twins.opened.connect(lambda other: host.open_record("cadre", other))
        self.twins.told_apart.connect(self.tell_apart)
        self.twins.merge_wanted.connect(self.ask_merge)

    def _show(self, record: Record) -> None:
        super()._show(record)
        self._apart.clear()
        self.print_button.setVisible(bool(record.id) and not record.deleted)
        self._look()
        self._measure()

    def _look(self) -> None:
        record = self.form.record()[0]
        found = [] if record.deleted else people.similar(self._file, record)
        still = [match for match in found if match.id not in self._apart]
        self.twins.show_matches(still, read_only=self._host.desk.read_only)

    def _measure(self) -> None:
        record = self.form.record()[0]
        self.meter.show_gaps(people.gaps(self._file, record), people.completeness(record))

    def tell_apart(self, other: str) -> None:
        """Remember that ``other`` is somebody else: at once, or with the next save of what is typed."""
        self._apart.add(other)
        if self.form.record_id and not self.form.dirty:
            self._saved(self.form.record_id)
        else:
            self._look()

    def _saved(self, record_id: str) -> None:
        apart, self._apart = self._apart, set()
        for other in sorted(apart):
            people.tell_apart(self._file, record_id, other)
        if apart:
            self._host.done(_("Remembered: not one person."), undoable=True)
            self.open(record_id)
        else:
            self._look()
            self._measure()
        self.print_button.show()

    def print_summary(self) -> None:
        """Show the one-page summary of what is stored, to be printed; what is typed is asked about first."""
        record_id = self.form.record_id
        if record_id and self.form.may_leave():
            # Pages are drawn by a part of Qt that nothing else here needs.
            from hnabroad_desktop.ui.summary_dialog import SummaryDialog

            made = summaries.summary_sheet(self._file, record_id)
            SummaryDialog(self.window(), made, self._host).ask()
            self.open(record_id)

    def ask_merge(self, other: str) -> None:
        """Ask for the merge with ``other``; what is typed is saved first."""
        if (self.form.record_id and not self.form.dirty) or self.form.save():
            self.merge_wanted.emit(self.form.record_id, other)


class PeopleScreen(KindScreen):
    """The list of cadres with the record of a person beside it."""

    pane_type = PersonPane
    #: Two records are to be made into one: the one shown and the other.
    merge_wanted = Signal(str, str)

    @property
    def pane(self) -> RecordPane:
        """The record beside the list, whose wish to merge is passed on."""
        fresh = self._pane is None
        pane = super().pane
        if fresh and isinstance(pane, PersonPane):
            pane.merge_wanted.connect(self.merge_wanted)
        return pane
