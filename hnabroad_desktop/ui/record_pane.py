"""The record beside a list: its form, or its history in the form's place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QStackedWidget, QVBoxLayout, QWidget

from hnabroad_desktop.base.errors import Problem
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.records.schema import Record, RecordType
from hnabroad_desktop.ui.controls import button, painted, with_key
from hnabroad_desktop.ui.form import RecordForm
from hnabroad_desktop.ui.history_panel import HistoryPanel
from hnabroad_desktop.ui.host import Host
from hnabroad_desktop.ui.reason import ask_reason
from hnabroad_desktop.ui.record_card import RecordCard
from hnabroad_desktop.ui.record_cards import cards_of


class RecordPane(QWidget):
    """Opens, saves, deletes and restores one record of one kind at a time."""

    #: Something was written; the id of the record.
    written = Signal(str)
    closed = Signal()

    def __init__(self, record_type: RecordType, host: Host) -> None:
        super().__init__()
        painted(self, "record")
        self.type, self._host = record_type, host
        self._stack = QStackedWidget()
        self._backs: list[QPushButton] = []
        self._narrow = False
        self.form = self._new_form(record_type, cards_of(record_type.code, host))
        self.history = HistoryPanel()
        self._stack.addWidget(self.history)
        self._restore = button(
            _("Restore the record"), self._restore_record, role="primary", picture="undo-2"
        )
        self._delete = button(_("Delete…"), self.delete, role="link", picture="trash-2")
        self.form.add_verb(self._restore)
        self.form.add_verb(self._delete)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._stack, 1)
        self.history.closed.connect(self._show_form)
        self.history.restore_requested.connect(self._restore_value)

    def _new_form(self, record_type: RecordType, cards: Mapping[str, RecordCard]) -> RecordForm:
        host = self._host
        form = RecordForm(record_type, host.desk, host.background, self._keep, host.open_record, cards=cards)
        back = button(with_key(_("List"), "Esc"), form.leave, role="link", picture="arrow-left")
        back.setVisible(self._narrow)
        form.head.add_way_back(back)
        self._backs.append(back)
        form.closed.connect(self.closed)
        form.saved.connect(self.written)
        form.failed.connect(host.failed_to_save)
        form.history_requested.connect(self.show_history)
        self._stack.addWidget(form)
        return form

    def set_narrow(self, narrow: bool) -> None:
        """Offer the way back to the list where the record has taken its place."""
        self._narrow = narrow
        for back in self._backs:
            back.setVisible(narrow)

    def open(self, record_id: str) -> bool:
        """Show a stored record; returns False when it is gone or the present one stays."""
        if not self.form.may_leave():
            return False
        record = self._host.desk.get(self.type.code, record_id)
        if record is None:
            return False
        self._show(record)
        return True

    def open_new(self, **values: object) -> bool:
        """Show an empty record to be typed, or what was typed before and not saved."""
        if not self.form.may_leave():
            return False
        self._show(self.type.new(**values))
        self.form.focus_first()
        return True

    def _show(self, record: Record) -> None:
        desk = self._host.desk
        looked_at = self._only_looked_at()
        self.form.set_read_only(looked_at or record.deleted)
        draft = None if looked_at or record.deleted else desk.draft(self.type.code, record.id)
        # A form of some of the fields keeps what a draft says of the others.
        base = record if record.id or draft is None else draft
        self.form.show_record(base, draft=draft)
        self._restore.setVisible(record.deleted and not looked_at)
        self._delete.setVisible(bool(record.id) and not record.deleted and not looked_at)
        self._show_form()

    def _only_looked_at(self) -> bool:
        desk = self._host.desk
        return desk.read_only or bool(desk.closed(self.type.code))

    def _show_form(self) -> None:
        self._stack.setCurrentWidget(self.form)

    def _keep(self, record: Record) -> tuple[Record, Sequence[Problem]]:
        desk = self._host.desk
        saved = desk.save(record)
        desk.keep_draft(None, record.kind, record.id)
        self._host.done()
        stored = desk.get(record.kind, saved.id) or record
        self._delete.setVisible(True)
        return stored, saved.warnings

    def delete(self) -> None:
        """Put the record among the deleted ones, with a reason."""
        record_id = self.form.record_id
        if not record_id:
            return
        title = self._host.desk.title(record_id)
        words = _("“{title}” goes to the deleted records and can be restored from there.").format(title=title)
        reason = ask_reason(self.window(), _("Delete the record"), words, _("&Delete"))
        if reason and self.form.may_leave():
            self._host.desk.delete(self.type.code, record_id, reason)
            self._host.done(_("Deleted: {title}").format(title=title), undoable=True)
            self.written.emit("")

    def _restore_record(self) -> None:
        record_id = self.form.record_id
        self._host.desk.restore(self.type.code, record_id)
        self._host.done(_("Restored: {title}").format(title=self._host.desk.title(record_id)), undoable=True)
        self.open(record_id)
        self.written.emit(record_id)

    def show_history(self) -> None:
        """Show the changes of the record."""
        record_id = self.form.record_id
        if record_id:
            desk = self._host.desk
            changes = desk.history(self.type.code, record_id)
            self.history.show_changes(desk.title(record_id), changes, read_only=self._only_looked_at())
            self._stack.setCurrentWidget(self.history)

    def _restore_value(self, key: str) -> None:
        record_id = self.form.record_id
        if self.form.may_leave():
            self._host.desk.restore_value(self.type.code, record_id, key)
            self._host.done(_("The earlier value is back."), undoable=True)
            self.open(record_id)
            self.written.emit(record_id)
            self.show_history()
