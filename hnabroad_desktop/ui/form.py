"""The one form: draws any record type in the order of its paper and asks for a save, knowing no storage."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from hnabroad_desktop.base.errors import AppError, FormError, Problem
from hnabroad_desktop.base.fields import Choice, Field, FieldError, Rows, Stored
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.records.schema import Record, RecordType, Row
from hnabroad_desktop.ui import theme
from hnabroad_desktop.ui.controls import button, label, painted, with_key
from hnabroad_desktop.ui.desk import Desk, OpenRecord
from hnabroad_desktop.ui.dialog import choose
from hnabroad_desktop.ui.form_field import FieldBox, is_short
from hnabroad_desktop.ui.help_note import HelpNote
from hnabroad_desktop.ui.inputs import make_input
from hnabroad_desktop.ui.jobs import Background
from hnabroad_desktop.ui.rows_input import RowsInput
from hnabroad_desktop.ui.section_nav import SectionNav
from hnabroad_desktop.ui.shown import shown

#: A form wider than this has its sections at the left, a narrower one above the fields.
_SIDE_FROM = 760
_DRAFT_AFTER = 4000
_CHECK_AFTER = 250

SAVE, DISCARD, STAY = range(3)

Keep = Callable[[Record], tuple[Record, Sequence[Problem]]]


class RecordForm(QWidget):
    """One record being read or typed.

    ``keep`` stores a record as typed and returns it as stored with what should be
    looked at, or raises FormError. ``closed`` asks to be put away (Esc on an
    unchanged record).
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
    ) -> None:
        super().__init__(parent)
        painted(self, "surface")
        self.type = record_type
        self._keep = keep
        self._desk, self._background, self._open = desk, background, open_record
        self._base = record_type.new()
        self._dirty, self._read_only, self._showing = False, False, False
        self.fields: dict[str, FieldBox] = {}
        self._sections: list[QWidget] = []
        self._title = label("", "title", wrap=True)
        self._state = label("", "quiet")
        self._subtitle = label("", "quiet", wrap=True)
        self._dirty_mark = label(_("Not saved yet"), "dirty")
        titles = [_(section.title) for section in record_type.sections]
        self._tabs = SectionNav(titles, side=False)
        self._side = SectionNav(titles, side=True)
        self._scroll = QScrollArea()
        self._note: HelpNote | None = None
        self._build()
        self._draft_timer = self._timer(_DRAFT_AFTER, self._keep_draft)
        self._check_timer = self._timer(_CHECK_AFTER, self._look_over)
        self.show_record(self._base)

    def _timer(self, pause: int, then: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(pause)
        timer.timeout.connect(then)
        return timer

    # --- what it is made of

    def _build(self) -> None:
        head = QVBoxLayout()
        head.setContentsMargins(20, 12, 20, 6)
        head.setSpacing(4)
        first = QHBoxLayout()
        first.addWidget(self._title, 1)
        first.addWidget(self._state, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(first)
        head.addWidget(self._subtitle)
        head.addWidget(self._tabs)
        body = QHBoxLayout()
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        self._side.setFixedWidth(
            max(self._side.sizeHint().width() + 36, round(196 * theme.current().scale / 100))
        )
        self._side.setContentsMargins(12, 4, 0, 0)
        body.addWidget(self._side)
        body.addWidget(self._scroll, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addLayout(body, 1)
        layout.addWidget(self._foot())
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(self._pages())
        self._scroll.verticalScrollBar().valueChanged.connect(self._scrolled)
        for nav in (self._tabs, self._side):
            nav.chosen.connect(self.go_to_section)
            nav.show_place(0)
            nav.setVisible(len(self.type.sections) > 1)

    def _foot(self) -> QWidget:
        foot = QFrame()
        foot.setObjectName("formfoot")
        row = QHBoxLayout(foot)
        row.setContentsMargins(20, 8, 16, 8)
        row.setSpacing(8)
        self.save_button = button(with_key(_("Save"), "Ctrl+S"), self.save, role="primary")
        self.discard_button = button(with_key(_("Don't save"), "Esc"), self.leave)
        self.history_button = button(_("History of changes"), self.history_requested.emit, role="link")
        row.addWidget(self.save_button)
        row.addWidget(self.discard_button)
        row.addWidget(self._dirty_mark)
        row.addStretch(1)
        row.addWidget(self.history_button)
        self._foot_row = row
        return foot

    def add_verb(self, made: QPushButton) -> None:
        """Put another verb of this kind of record at the end of the foot."""
        self._foot_row.addWidget(made)

    def _pages(self) -> QWidget:
        inside = QWidget()
        inside.setObjectName("scrolled")
        column = QVBoxLayout(inside)
        column.setContentsMargins(20, 6, 20, 24)
        column.setSpacing(18)
        for section in self.type.sections:
            page = QWidget()
            grid = QGridLayout(page)
            grid.setContentsMargins(0, 0, 0, 0)
            grid.setHorizontalSpacing(16)
            grid.setVerticalSpacing(8)
            grid.setColumnStretch(0, 1)
            grid.setColumnStretch(1, 1)
            grid.addWidget(label(_(section.title), "heading"), 0, 0, 1, 2)
            self._place(grid, section.fields)
            self._sections.append(page)
            column.addWidget(page)
        column.addStretch(1)
        return inside

    def _place(self, grid: QGridLayout, fields: Sequence[Field]) -> None:
        line, waiting, item = 1, False, ""
        for place, field in enumerate(fields):
            box = self._make(field)
            if is_short(field):
                after = fields[place + 1] if place + 1 < len(fields) else None
                pair = after is not None and is_short(after) and after.item == field.item
                if waiting and pair and field.item != item:
                    # What belongs together on the paper begins a line of its own.
                    line, waiting = line + 1, False
                item = field.item
                grid.addWidget(box, line, 1 if waiting else 0)
                line, waiting = (line + 1, False) if waiting else (line, True)
            else:
                line += waiting
                grid.addWidget(box, line, 0, 1, 2)
                line, waiting = line + 1, False

    def _make(self, field: Field) -> FieldBox:
        box = make_input(field, self._desk, self._background, self._open)
        made = FieldBox(box)
        self.fields[field.name] = made
        box.changed.connect(self._changed)
        box.left.connect(self._left)
        return made

    # --- what it shows

    @property
    def dirty(self) -> bool:
        """True while something is typed that is not saved."""
        return self._dirty

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
        self._refresh_head(record)
        self._look_over()
        self._scroll.verticalScrollBar().setValue(0)

    def _fill(self, record: Record) -> None:
        self._showing = True
        for name, made in self.fields.items():
            if isinstance(made.box, RowsInput):
                made.box.set_rows(record.table(name))
            else:
                made.box.set_value(record[name])
            made.refresh()
        self._showing = False

    def mark_saved(self, record: Record, warnings: Sequence[Problem] = ()) -> None:
        """Take a record as saved and keep the cursor where it is."""
        focused = QApplication.focusWidget()
        self._draft_timer.stop()
        self._base = record
        self._fill(record)
        self._set_dirty(False)
        self._refresh_head(record)
        self.show_problems(warnings, move=False)
        if focused is not None and self.isAncestorOf(focused):
            focused.setFocus()

    def set_read_only(self, read_only: bool) -> None:
        """Let the record be read and copied only."""
        self._read_only = read_only
        for made in self.fields.values():
            made.box.set_read_only(read_only)
        self.save_button.setVisible(not read_only)
        self.discard_button.setText(with_key(_("Close") if read_only else _("Don't save"), "Esc"))

    def _refresh_head(self, record: Record) -> None:
        fresh = not record.id
        title = self.type.title(record)
        if fresh and not title.strip():
            title = _("New: {kind}").format(kind=_(self.type.label))
        self._title.setText(title)
        subtitle = "" if fresh else self._subtitle_of(record)
        self._subtitle.setText(subtitle)
        self._subtitle.setVisible(bool(subtitle))
        state = self.type.by_name.get("state") or self.type.by_name.get("status")
        words = dict(getattr(state, "options", ()))
        self._state.setText(_(words.get(record.text(state.name) if state else "", "")))
        self.history_button.setEnabled(not fresh)

    def _subtitle_of(self, record: Record) -> str:
        small = self.type.subtitle(record)
        for field in self.type.fields:
            if isinstance(field, Choice) and small and record.text(field.name) == small:
                small = shown(field, small, self._desk)
        unit = self.type.by_name.get(self.type.scope)
        where = shown(unit, record[unit.name], self._desk) if unit is not None else ""
        return " · ".join(filter(None, (small, where)))

    # --- what is typed

    def record(self) -> tuple[Record, list[Problem]]:
        """Return the record as typed, and why some of it cannot be stored as it stands."""
        values: dict[str, Stored] = dict(self._base.values)
        rows: dict[str, tuple[Row, ...]] = dict(self._base.rows)
        problems: list[Problem] = []
        for name, made in self.fields.items():
            if isinstance(made.box, RowsInput):
                rows[name] = made.box.value()
                problems += made.box.problems()
                continue
            try:
                values[name] = made.field.clean(made.box.value())
                complaint = made.box.complaint()
            except FieldError as problem:
                values[name] = str(made.box.value())
                complaint = made.box.complaint() or str(problem)
            if complaint:
                problems.append(Problem(name, complaint))
        return Record(self.type.code, values, rows, self._base.id, self._base.deleted), problems

    def save(self) -> bool:
        """Ask for a save, or show every problem and go to the first. Returns whether it was saved."""
        focused = QApplication.focusWidget()
        if focused is not None and self.isAncestorOf(focused):
            self._settle(focused)
        record, problems = self.record()
        problems += self._absent(record, {p.field for p in problems})
        if problems:
            self.show_problems(problems)
            return False
        try:
            stored, warnings = self._keep(record)
        except FormError as refused:
            self.show_problems(refused.problems)
            return False
        except AppError as failure:
            self.failed.emit(str(failure))
            return False
        self.mark_saved(stored, warnings)
        self.saved.emit(stored.id)
        return True

    def _settle(self, focused: QWidget) -> None:
        # What stands in the box or cell under the cursor counts as left.
        for made in self.fields.values():
            if isinstance(made.box, RowsInput) and made.box.isAncestorOf(focused):
                made.box.view.setFocus()
            elif focused is made.box.focusProxy():
                made.box.leave()

    def _absent(self, record: Record, told: set[str]) -> list[Problem]:
        absent = []
        for field in self.type.needed("S"):
            empty = not record.table(field.name) if isinstance(field, Rows) else record[field.name] is None
            if empty and field.name in self.fields and field.name not in told:
                absent.append(Problem(field.name, _("Fill in: {field}.").format(field=_(field.label))))
        return absent

    def _changed(self) -> None:
        if not self._showing:
            self._set_dirty(True)
            self._draft_timer.start()
            self._check_timer.start()

    def _left(self) -> None:
        if self._dirty:
            self._check_timer.start()

    def _set_dirty(self, dirty: bool) -> None:
        changed = dirty != self._dirty
        self._dirty = dirty
        self._dirty_mark.setVisible(dirty)
        if changed:
            self.dirty_changed.emit(dirty)

    def _keep_draft(self) -> None:
        if self._dirty:
            self._desk.keep_draft(self.record()[0], self.type.code, self._base.id)

    # --- what is wrong with it

    def show_problems(self, problems: Sequence[Problem], *, move: bool = True) -> None:
        """Show every problem beside its field and put the cursor to the first one."""
        told: dict[str, list[Problem]] = {}
        for problem in problems:
            told.setdefault(problem.field.partition(".")[0], []).append(problem)
        for name, made in self.fields.items():
            here = sorted(told.get(name, ()), key=lambda problem: problem.severity)
            made.set_problem("\n".join(p.message for p in here), here[0].severity if here else "")
            self._show_cells(made, here)
        self._mark_sections()
        wrong = [name for name in self.fields if name in told]
        if wrong and move:
            self._go_to_problem(told[wrong[0]][0])

    def _show_cells(self, made: FieldBox, here: Sequence[Problem]) -> None:
        if isinstance(made.box, RowsInput):
            for problem in here:
                parts = problem.field.split(".")
                if len(parts) == 3:
                    made.box.show_row_problem(int(parts[1]), parts[2], problem.message)

    def _go_to_problem(self, problem: Problem) -> None:
        parts = problem.field.split(".")
        self.go_to_field(parts[0])
        box = self.fields[parts[0]].box
        if len(parts) == 3 and isinstance(box, RowsInput):
            box.go_to(int(parts[1]), parts[2])

    def _mark_sections(self) -> None:
        marks = []
        for section in self.type.sections:
            found = {self.fields[field.name].severity for field in section.fields}
            marks.append("error" if "error" in found else "warning" if "warning" in found else "")
        self._tabs.show_marks(marks)
        self._side.show_marks(marks)

    def _look_over(self) -> None:
        record, problems = self.record()
        findings = {p.field: p for p in self._desk.check(record) if "." not in p.field}
        unclean = {p.field: p for p in problems}
        for name, made in self.fields.items():
            empty = not record.table(name) if isinstance(made.field, Rows) else record[name] is None
            made.set_missing("N" in made.field.needed and empty)
            finding = unclean.get(name) or (None if empty else findings.get(name))
            if isinstance(made.box, RowsInput) or (
                finding and made.box.focusProxy() is QApplication.focusWidget()
            ):
                continue
            made.set_problem(finding.message if finding else "", finding.severity if finding else "")
        self._mark_sections()

    # --- moving about

    def go_to_section(self, place: int) -> None:
        """Bring a section to the top and the cursor into its first field."""
        page = self._sections[place]
        names = [field.name for field in self.type.sections[place].fields]
        if names:
            self.fields[names[0]].box.setFocus(Qt.FocusReason.OtherFocusReason)
        self._scroll.verticalScrollBar().setValue(page.y() - 4)
        self._show_place(place)

    def go_to_field(self, name: str) -> None:
        """Put the cursor into a field and the field into sight."""
        made = self.fields[name]
        made.box.setFocus(Qt.FocusReason.OtherFocusReason)
        self._scroll.ensureWidgetVisible(made, 0, 40)

    def focus_first(self) -> None:
        """Put the cursor into the first field."""
        self.go_to_section(0)

    def _show_place(self, place: int) -> None:
        self._tabs.show_place(place)
        self._side.show_place(place)

    def _scrolled(self, value: int) -> None:
        bar = self._scroll.verticalScrollBar()
        tops = [page.y() for page in self._sections]
        place = max((i for i, top in enumerate(tops) if top <= value + 40), default=0)
        self._show_place(len(tops) - 1 if value == bar.maximum() > 0 else place)

    def section_in_sight(self) -> int:
        """Return the place of the section at the top."""
        value = self._scroll.verticalScrollBar().value()
        return max((i for i, page in enumerate(self._sections) if page.y() <= value + 40), default=0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the sections where there is room for them."""
        super().resizeEvent(event)
        side = self.width() >= _SIDE_FROM * theme.current().scale / 100
        several = len(self.type.sections) > 1
        self._side.setVisible(side and several)
        self._tabs.setVisible(not side and several)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter leads to the next field, Esc leaves, F1 tells how the field is written."""
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if (
                not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            ):
                self._scroll.focusNextPrevChild(True)
            case Qt.Key.Key_Escape:
                self.leave()
            case Qt.Key.Key_F1:
                self.show_help()
            case Qt.Key.Key_PageDown | Qt.Key.Key_PageUp if control:
                step = 1 if event.key() == Qt.Key.Key_PageDown else -1
                self.go_to_section(max(0, min(self.section_in_sight() + step, len(self._sections) - 1)))
            case _:
                super().keyPressEvent(event)

    def show_help(self) -> None:
        """Show how the field under the cursor is written."""
        focused = QApplication.focusWidget()
        for made in self.fields.values():
            if focused is not None and made.isAncestorOf(focused):
                if self._note is None:
                    self._note = HelpNote(self.window())
                text = "\n".join(filter(None, (_(made.field.help), _(made.field.hint))))
                self._note.show_for(
                    made.box, _(made.field.label), text or _("Write it as on the paper form.")
                )

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
            _("“{title}” has changes that are not saved.").format(title=self._title.text()),
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
