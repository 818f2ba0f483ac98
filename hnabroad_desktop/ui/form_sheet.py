"""The sheet a record is typed on: head, sections, fields, foot, and the ways about it by mouse and keys."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from hnabroad_desktop.base.fields import Field
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.records.schema import RecordType
from hnabroad_desktop.ui import theme
from hnabroad_desktop.ui.controls import button, painted, with_key
from hnabroad_desktop.ui.desk import Desk, OpenRecord
from hnabroad_desktop.ui.form_head import FormHead
from hnabroad_desktop.ui.form_pages import FormPages
from hnabroad_desktop.ui.help_note import HelpNote
from hnabroad_desktop.ui.input import Input
from hnabroad_desktop.ui.inputs import make_input
from hnabroad_desktop.ui.jobs import Background
from hnabroad_desktop.ui.photo_box import PhotoBox
from hnabroad_desktop.ui.photo_input import PhotoInput
from hnabroad_desktop.ui.record_card import RecordCard
from hnabroad_desktop.ui.section_nav import SectionNav

#: A sheet wider than this has its sections at the left, a narrower one above the fields.
_SIDE_FROM = 760


class FormSheet(QWidget):
    """Knows where each field lies, and nothing of what becomes of what is typed."""

    #: Something was typed into a field.
    typed = Signal()
    #: The cursor left a field.
    left_field = Signal()

    def __init__(
        self,
        record_type: RecordType,
        desk: Desk,
        background: Background,
        open_record: OpenRecord | None,
        cards: Mapping[str, RecordCard],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        painted(self, "surface")
        self.type = record_type
        self._desk, self._background, self._open = desk, background, open_record
        titles = [_(section.title) for section in record_type.sections]
        self.head = FormHead(record_type, desk)
        self._tabs = SectionNav([_(s.short or s.title) for s in record_type.sections], side=False)
        self._side = SectionNav(titles, side=True)
        self._pages = FormPages(record_type.sections, self._make, cards)
        self.fields = self._pages.boxes
        self._photo: PhotoBox | None = None
        self._note: HelpNote | None = None
        self.save_button = button(with_key(_("Save"), "Ctrl+S"), role="primary")
        self.discard_button = button(with_key(_("Don't save"), "Esc"))
        self.history_button = button(_("History of changes"), role="link")
        self._build()
        self._put_photo()

    # --- what it is made of

    def _build(self) -> None:
        head = QVBoxLayout()
        head.setContentsMargins(20, 10, 20, 4)
        head.setSpacing(6)
        head.addWidget(self.head)
        head.addWidget(self._tabs)
        body = QHBoxLayout()
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        self._side.setFixedWidth(
            max(self._side.sizeHint().width() + 36, round(196 * theme.current().scale / 100))
        )
        self._side.setContentsMargins(12, 4, 0, 0)
        body.addWidget(self._side)
        body.addWidget(self._pages, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addLayout(body, 1)
        layout.addWidget(self._foot())
        self._pages.arrived.connect(self._show_place)
        for nav in (self._tabs, self._side):
            nav.chosen.connect(self.go_to_section)
            nav.show_place(0)
            nav.setVisible(len(self.type.sections) > 1)

    def _put_photo(self) -> None:
        for made in self.fields.values():
            if isinstance(made.box, PhotoInput):
                self._photo = PhotoBox(made.box, self.head)
                self.head.add_photo(self._photo)

    def _make(self, field: Field) -> Input:
        box = make_input(field, self._desk, self._background, self._open)
        box.changed.connect(self.typed)
        box.left.connect(self.left_field)
        return box

    def _foot(self) -> QWidget:
        foot = QFrame()
        foot.setObjectName("formfoot")
        row = QHBoxLayout(foot)
        row.setContentsMargins(20, 8, 16, 8)
        row.setSpacing(8)
        row.addWidget(self.save_button)
        row.addWidget(self.discard_button)
        row.addStretch(1)
        row.addWidget(self.history_button)
        self._foot_row = row
        return foot

    def add_verb(self, made: QPushButton) -> None:
        """Put another verb of this kind of record at the end of the foot."""
        self._foot_row.addWidget(made)

    def lock(self, locked: bool) -> None:
        """Let every field be read and copied only."""
        for made in self.fields.values():
            made.box.set_read_only(locked)
        if self._photo is not None:
            self._photo.show_or_hide()
        self.save_button.setVisible(not locked)
        self.discard_button.setText(with_key(_("Close") if locked else _("Don't save"), "Esc"))

    def mark_sections(self) -> None:
        """Mark the sections whose fields show a problem."""
        marks = self._pages.severities()
        self._tabs.show_marks(marks)
        self._side.show_marks(marks)

    # --- moving about

    def go_to_section(self, place: int) -> None:
        """Bring a section to the top and the cursor into its first field."""
        self._pages.go_to_section(place)

    def go_to_field(self, name: str) -> None:
        """Put the cursor into a field and the field into sight."""
        self._pages.go_to_field(name)

    def go_to_next_of(self, names: Collection[str]) -> None:
        """Go to the next of some fields after the one under the cursor, or to the first of them."""
        order = list(self.fields)
        here = order.index(self.field_in_focus()) if self.field_in_focus() else -1
        wanted = [name for name in order if name in names]
        later = [name for name in wanted if order.index(name) > here]
        if wanted:
            self.go_to_field((later or wanted)[0])

    def field_in_focus(self) -> str:
        """Return the field under the cursor, "" if it is in none."""
        focused = QApplication.focusWidget()
        if focused is None:
            return ""
        return next((name for name, made in self.fields.items() if made.isAncestorOf(focused)), "")

    def focus_first(self) -> None:
        """Put the cursor into the first field."""
        self.go_to_section(0)

    def _show_place(self, place: int) -> None:
        self._tabs.show_place(place)
        self._side.show_place(place)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the sections where there is room for them."""
        super().resizeEvent(event)
        side = self.width() >= _SIDE_FROM * theme.current().scale / 100
        several = len(self.type.sections) > 1
        self._side.setVisible(side and several)
        self._tabs.setVisible(not side and several)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter leads to the next field, Ctrl+Page to the next section, F1 tells how a field is written."""
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if (
                not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            ):
                self._pages.focusNextPrevChild(True)
            case Qt.Key.Key_F1:
                self.show_help()
            case Qt.Key.Key_PageDown | Qt.Key.Key_PageUp if control:
                self._pages.step_section(1 if event.key() == Qt.Key.Key_PageDown else -1)
            case _:
                super().keyPressEvent(event)

    def show_help(self) -> None:
        """Show how the field under the cursor is written."""
        name = self.field_in_focus()
        if not name:
            return
        if self._note is None:
            self._note = HelpNote(self.window())
        made = self.fields[name]
        text = "\n".join(filter(None, (_(made.field.help), _(made.field.hint))))
        self._note.show_for(made.box, _(made.field.label), text or _("Write it as on the paper form."))
