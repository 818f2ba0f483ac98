"""The record of a cadre: the whole form or the quick one, who else it may be, how full it is."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QVBoxLayout

from hnabroad_desktop.actions import people, summaries
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.records.cadre import QUICK
from hnabroad_desktop.records.schema import Record, RecordType, Row
from hnabroad_desktop.ui.certificate_proposals import CertificateProposals
from hnabroad_desktop.ui.completeness_line import CompletenessLine
from hnabroad_desktop.ui.controls import button, with_key
from hnabroad_desktop.ui.file_desk import FileDesk
from hnabroad_desktop.ui.form import RecordForm
from hnabroad_desktop.ui.host import Host
from hnabroad_desktop.ui.kind_screen import KindScreen
from hnabroad_desktop.ui.record_cards import ApartCard
from hnabroad_desktop.ui.record_pane import RecordPane
from hnabroad_desktop.ui.rows_input import RowsInput
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
        self._whole = self.form
        self._quick: RecordForm | None = None
        #: Whether the next new record is asked for in the quick form.
        self.quickly = False
        self._twins = {self._whole: self._watch(self._whole)}
        self.meter = CompletenessLine()
        self._whole.head.add_line(self.meter)
        for made in self._whole.fields.values():
            made.box.left.connect(self._measure)
        self.meter.wanted.connect(self._whole.go_to_field)
        words = with_key(_("Quick entry"), "Ctrl+Shift+N")
        self.quick_button = button(words, lambda: self.change_form(quickly=True), role="inline")
        self._whole.head.add_verb(self.quick_button)
        self.print_button = button(_("Print ▾"), role="link", picture="printer", tip="Ctrl+P")
        menu = QMenu(self.print_button)
        menu.addAction(_("Summary of the cadre"), self.print_summary)
        self.print_button.setMenu(menu)
        key = QShortcut(QKeySequence("Ctrl+P"), self, self.print_summary)
        key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._whole.add_verb(self.print_button)
        self._whole.saved.connect(lambda _id: self._look_again())
        for card in self._whole.findChildren(ApartCard):
            card.asked_again.connect(self.ask_again)

    @property
    def twins(self) -> TwinBar:
        """Who else the person in sight may be."""
        return self._twins[self.form]

    def _watch(self, form: RecordForm) -> TwinBar:
        twins = TwinBar()
        column = form.layout()
        assert isinstance(column, QVBoxLayout)
        column.insertWidget(1, twins)
        for name in _KNOWN_BY:
            if name in form.fields:
                form.fields[name].box.left.connect(self._look)
        certificates = form.fields["language_certificate"].box
        assert isinstance(certificates, RowsInput)
        CertificateProposals(certificates, self._file)
        twins.opened.connect(lambda other: self._host.open_record("cadre", other))
        twins.told_apart.connect(self.tell_apart)
        twins.merge_wanted.connect(self.ask_merge)
        return twins

    # --- the whole form and the quick one

    def _quick_form(self) -> RecordForm:
        if self._quick is None:
            self._quick = made = self._new_form(QUICK, {})
            self._twins[made] = self._watch(made)
            made.head.add_verb(
                button(_("Whole form"), lambda: self.change_form(quickly=False), role="inline")
            )
            made.save_button.setText(with_key(_("Save and go on"), "Ctrl+S"))
            made.saved.connect(self._go_on)
        return self._quick

    def _show(self, record: Record) -> None:
        quickly = self.quickly and not record.id
        self.form = self._quick_form() if quickly else self._whole
        super()._show(record)
        self._look_again()

    def change_form(self, *, quickly: bool) -> None:
        """Ask for the same new record in the other form; what was typed comes along."""
        self.quickly = quickly
        typed, dirty = self.form.record()[0], self.form.dirty
        self.form.mark_saved(self.type.new())
        self.form = self._quick_form() if quickly else self._whole
        self.form.show_record(typed, draft=typed if dirty else None)
        self._show_form()
        self._look_again()
        self.form.focus_first()

    def _go_on(self, record_id: str) -> None:
        """Begin the next person of the list; a record with a finding stays in sight."""
        title = self._host.desk.title(record_id)
        if any(made.severity for made in self.form.fields.values()):
            self._look()
            return
        self._host.done(_("Saved: {title}").format(title=title), undoable=True)
        self._show(self.type.new())
        self.form.focus_first()

    # --- one person once

    def _look_again(self) -> None:
        stored = bool(self.form.record_id)
        self.print_button.setVisible(stored and not self.form.record()[0].deleted)
        self.quick_button.setVisible(not stored and not self._host.desk.read_only)
        self._look()
        self._measure()

    def _look(self) -> None:
        record = self.form.record()[0]
        found = [] if record.deleted else people.similar(self._file, record)
        self.twins.show_matches(found, read_only=self._host.desk.read_only)

    def _measure(self) -> None:
        record = self._whole.record()[0]
        self.meter.show_gaps(people.gaps(self._file, record), people.completeness(record))

    def tell_apart(self, other: str) -> None:
        """Remember that ``other`` is somebody else: at once, or in one step with what is being typed."""
        if self.form.record_id and not self.form.dirty:
            people.tell_apart(self._file, self.form.record_id, other)
            self._host.done(_("Remembered: not one person."), undoable=True)
            self.open(self.form.record_id)
        else:
            self.form.add_row("not_same_person", Row({"cadre": other}))
            self._look()

    def ask_again(self, other: str) -> None:
        """Forget that ``other`` was found to be somebody else; what is typed is asked about first."""
        if self.form.may_leave():
            people.ask_again(self._file, self.form.record_id, other)
            self._host.done(_("The program asks again whether they are one person."), undoable=True)
            self.open(self.form.record_id)

    def ask_merge(self, other: str) -> None:
        """Ask for the merge with ``other``; what is typed is saved first."""
        if self.form is not self._whole:
            self.change_form(quickly=False)
        if (self.form.record_id and not self.form.dirty) or self.form.save():
            self.merge_wanted.emit(self.form.record_id, other)

    # --- on paper

    def print_summary(self) -> None:
        """Show the one-page summary of what is stored, to be printed; what is typed is asked about first."""
        record_id = self.form.record_id
        if record_id and self.form.may_leave():
            # Pages are drawn by a part of Qt that nothing else here needs.
            from hnabroad_desktop.ui.summary_dialog import SummaryDialog

            made = summaries.summary_sheet(self._file, record_id)
            SummaryDialog(self.window(), made, self._host).ask()
            self.open(record_id)


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

    def add(self) -> None:
        """Begin a new record in the whole form."""
        self._begin(quickly=False)

    def add_quickly(self) -> None:
        """Begin a new record in the quick form."""
        self._begin(quickly=True)

    def _begin(self, *, quickly: bool) -> None:
        pane = self.pane
        assert isinstance(pane, PersonPane)
        if pane.form.may_leave():
            pane.quickly = quickly
            super().add()
