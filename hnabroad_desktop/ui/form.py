"""The one form: a record of any type being typed, its draft, its problems, its save; it knows no storage."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from hnabroad_desktop.base.errors import AppError, FormError, Problem
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.records.schema import Record, RecordType, Row
from hnabroad_desktop.ui import form_findings, form_values
from hnabroad_desktop.ui.desk import Desk, OpenRecord
from hnabroad_desktop.ui.dialog import choose
from hnabroad_desktop.ui.form_sheet import FormSheet
from hnabroad_desktop.ui.jobs import Background
from hnabroad_desktop.ui.record_card import RecordCard
from hnabroad_desktop.ui.rows_input import RowsInput

_DRAFT_AFTER = 4000
_CHECK_AFTER = 250

SAVE, DISCARD, STAY = range(3)

Keep = Callable[[Record], tuple[Record, Sequence[Problem]]]


class RecordForm(FormSheet):
    """One record being read or typed.

    ``keep`` stores a record as typed and returns it as stored with what should be
    looked at, or raises FormError. ``closed`` asks to be put away (Esc on an
    unchanged record). ``cards`` stand at the head of the sections they are named for.
    """

    saved = Signal(str)
    #: Nothing could be written; the sentence that says why.
    failed = Signal(str)
    closed = Signal()
    history_requested = Signal()
    dirty_changed = Signal(bool)

    def __init__(
        self,
        record_type: RecordType,
        desk: Desk,
        background: Background,
        keep: Keep,
        open_record: OpenRecord | None = None,
        parent: QWidget | None = None,
        *,
        cards: Mapping[str, RecordCard] | None = None,
    ) -> None:
        super().__init__(record_type, desk, background, open_record, cards or {}, parent)
        self._cards = cards or {}
        self._keep = keep
        self._base = record_type.new()
        self._dirty, self._read_only, self._showing = False, False, False
        self._missing: list[str] = []
        self.typed.connect(self._changed)
        self.left_field.connect(self._left)
        self.save_button.clicked.connect(self.save)
        self.discard_button.clicked.connect(self.leave)
        self.history_button.clicked.connect(self.history_requested)
        self._draft_timer = self._timer(_DRAFT_AFTER, self._keep_draft)
        self._check_timer = self._timer(_CHECK_AFTER, self._look_over)
        self.show_record(self._base)

    def _timer(self, pause: int, then: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(pause)
        timer.timeout.connect(then)
        return timer

    # --- what it shows

    @property
    def dirty(self) -> bool:
        """True while something is typed that is not saved."""
        return self._dirty

    @property
    def title(self) -> str:
        """The name of the record as it stands at the head."""
        return self.head.title

    @property
    def record_id(self) -> str:
        """The id of the record shown, "" for a new one."""
        return self._base.id

    def show_record(self, record: Record, *, draft: Record | None = None) -> None:
        """Show a record; with ``draft`` what was typed into it before and never saved."""
        self._base = record
        self._fill(draft or record)
        self._set_dirty(draft is not None)
        self.show_problems(())
        self._show_head(record)
        self._look_over()
        self._pages.to_top()

    def _fill(self, record: Record) -> None:
        self._showing = True
        form_values.fill(self.fields, record)
        self._showing = False

    def mark_saved(self, record: Record, warnings: Sequence[Problem] = ()) -> None:
        """Take a record as saved and keep the cursor where it is."""
        focused = QApplication.focusWidget()
        self._draft_timer.stop()
        self._base = record
        self._fill(record)
        self._set_dirty(False)
        self._show_head(record)
        self.show_problems(warnings, move=False)
        if focused is not None and self.isAncestorOf(focused):
            focused.setFocus()

    def set_read_only(self, read_only: bool) -> None:
        """Let the record be read and copied only."""
        self._read_only = read_only
        self.lock(read_only)

    def _show_head(self, record: Record) -> None:
        self.head.show_record(record)
        self.history_button.setEnabled(bool(record.id))
        for card in self._cards.values():
            card.show_record(record)

    # --- what is typed

    def record(self) -> tuple[Record, list[Problem]]:
        """Return the record as typed, and why some of it cannot be stored as it stands."""
        return form_values.typed(self._base, self.fields)

    def save(self) -> bool:
        """Ask for a save, or show every problem and go to the first. Returns whether it was saved."""
        focused = QApplication.focusWidget()
        if focused is not None and self.isAncestorOf(focused):
            form_values.settle(self.fields, focused)
        record, problems = self.record()
        problems += form_findings.absent(self.type, record, {p.field for p in problems})
        if problems:
            self.show_problems(problems)
            return False
        try:
            stored, warnings = self._keep(record)
        except FormError as refused:
            self.show_problems(refused.problems)
            self._tell_unseen(refused.problems)
            return False
        except AppError as failure:
            self.failed.emit(str(failure))
            return False
        self.mark_saved(stored, warnings)
        self.saved.emit(stored.id)
        return True

    def _tell_unseen(self, problems: Sequence[Problem]) -> None:
        # A form of some of the fields has no place for what is wrong with the others.
        unseen = [p.message for p in problems if p.field.partition(".")[0] not in self.fields]
        if unseen:
            self.failed.emit("\n".join(unseen))

    def add_row(self, table: str, row: Row) -> None:
        """Add a row to a table of the record, seen or not; it is typed and not saved yet."""
        box = self.fields[table].box if table in self.fields else None
        if isinstance(box, RowsInput):
            box.set_rows((*box.value(), row))
        else:
            self._base = self._base.with_table(table, (*self._base.table(table), row))
        self._changed()

    def _changed(self) -> None:
        if not self._showing:
            self._set_dirty(True)
            self._draft_timer.start()
            self._check_timer.start()

    def _left(self) -> None:
        if self._dirty:
            self._check_timer.start()
        if self._draft_timer.isActive():
            # A power cut right after Enter costs nothing.
            self._draft_timer.stop()
            self._keep_draft()

    def _set_dirty(self, dirty: bool) -> None:
        changed = dirty != self._dirty
        self._dirty = dirty
        self.head.show_dirty(dirty)
        if changed:
            self.dirty_changed.emit(dirty)

    def _keep_draft(self) -> None:
        if self._dirty and not self._desk.keep_draft(self.record()[0], self.type.code, self._base.id):
            self._draft_timer.start()

    # --- what is wrong with it

    def show_problems(self, problems: Sequence[Problem], *, move: bool = True) -> None:
        """Show every problem beside its field and put the cursor to the first one."""
        first = form_findings.show_problems(self.fields, problems)
        self.mark_sections()
        if first is not None and move:
            self._go_to_problem(first)

    def _go_to_problem(self, problem: Problem) -> None:
        parts = problem.field.split(".")
        self.go_to_field(parts[0])
        box = self.fields[parts[0]].box
        if len(parts) == 3 and isinstance(box, RowsInput):
            box.go_to(int(parts[1]), parts[2])

    def _look_over(self) -> None:
        record, problems = self.record()
        form_findings.look_over(self.fields, record, problems, self._desk.check(record))
        self._missing = form_findings.show_missing(self.type, self.fields, record)
        self.head.show_facts(record)
        self._pages.show_parts(form_values.proposed(self._base, record))
        self.mark_sections()

    def go_to_missing(self) -> None:
        """Go to the next field that a nomination still needs, after the one under the cursor."""
        self.go_to_next_of(self._missing)

    # --- keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves, F8 leads to the next gap."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif event.key() == Qt.Key.Key_F8:
            self.go_to_missing()
        else:
            super().keyPressEvent(event)

    # --- leaving it

    def leave(self) -> None:
        """Go back to what is stored, or ask to be put away."""
        if self.may_leave():
            self.show_record(self._base)
            self.closed.emit()

    def may_leave(self) -> bool:
        """Ask once what becomes of what was typed; False keeps the form as it is."""
        if not self._dirty or self._read_only:
            return True
        answer = choose(
            self.window(),
            _("Not saved yet"),
            _("“{title}” has changes that are not saved.").format(title=self.head.title),
            [_("&Save"), _("&Don't save"), _("&Keep editing")],
        )
        if answer == SAVE:
            return self.save()
        if answer == DISCARD:
            self._draft_timer.stop()
            self._desk.keep_draft(None, self.type.code, self._base.id)
            self._set_dirty(False)
            return True
        return False
