"""One field of a form: its label and item number above, its box, and below it hint, note or problem."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from hnabroad_desktop.base.fields import (
    Choice,
    Date,
    Field,
    Money,
    Number,
    PartialDate,
    Reference,
    Rows,
    Text,
    YesNo,
)
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.ui import theme
from hnabroad_desktop.ui.controls import label, restyle
from hnabroad_desktop.ui.icons import pixmap
from hnabroad_desktop.ui.input import Input

#: Fields of at most this many letters share a line with another one.
SHORT = 32

#: A longer label, its number counted, is not cut but takes a line of its own.
_LONGEST_LABEL = 35


def letters(field: Field) -> int:
    """Return how many letters a box should show; 0 means as many as there is room for."""
    if field.width:
        return field.width
    match field:
        case Date() | PartialDate():
            return 12
        case YesNo():
            return 8
        case Number():
            return 8
        case Money():
            return 18
    return 0


def is_short(field: Field) -> bool:
    """Say whether two fields like this one fit beside each other."""
    if isinstance(field, Rows) or len(field.item) + len(_(field.label)) > _LONGEST_LABEL:
        return False
    if isinstance(field, Text):
        return field.lines == 1 and 0 < field.width <= SHORT
    if isinstance(field, Reference):
        return 0 < field.width <= SHORT
    return letters(field) <= SHORT and isinstance(field, Choice | Date | PartialDate | YesNo | Number | Money)


class FieldBox(QWidget):
    """A field as it stands in a form."""

    def __init__(self, box: Input) -> None:
        super().__init__()
        self.field, self.box = box.field, box
        field = self.field
        self._problem, self._severity = "", ""
        # Only a number helps to keep the place on the paper; words like "head" do not.
        self._item = label(field.item, "hint")
        if not field.item[:1].isdigit():
            self._item.hide()
        name = _(field.label)
        self._name = label(name, "strong" if isinstance(field, Rows) else "label", wrap=False)
        # Gives way where there is no room; the tooltip has the whole label.
        self._name.setMinimumWidth(min(self._name.sizeHint().width(), 40))
        self._name.setToolTip(name)
        box.setAccessibleName(name)
        proxy = box.focusProxy()
        if proxy is not None:
            proxy.setAccessibleName(name)
        self._missing = label("●", "warning")
        self._missing.setToolTip(_("Needed before this person can be nominated"))
        self._missing.hide()
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(5)
        head.addWidget(self._item)
        head.addWidget(self._name)
        if "S" in field.needed:
            self._name.setText(f"{name} *")
            self._name.setToolTip(f"{name} – " + _("Needed to save"))
        head.addWidget(self._missing)
        head.addStretch(1)
        self._mark = QLabel()
        self._mark.setFixedWidth(round(14 * theme.current().scale / 100))
        self._below = label("", "hint", wrap=True)
        foot = QHBoxLayout()
        foot.setContentsMargins(0, 0, 0, 0)
        foot.setSpacing(4)
        foot.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        foot.addWidget(self._below, 1)
        self._foot = QWidget()
        self._foot.setLayout(foot)
        layout = self._column = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(3)
        layout.addLayout(head)
        layout.addWidget(box)
        layout.addWidget(self._foot)
        layout.addStretch(1)
        self._measure()
        box.left.connect(self.refresh)
        self.refresh()

    def put_below(self, parts: QWidget) -> None:
        """Let the small parts of this field stand right below its box."""
        self._column.insertWidget(2, parts)

    def _measure(self) -> None:
        wanted = letters(self.field)
        page = isinstance(self.field, Text) and self.field.lines > 1
        if wanted and not page and not isinstance(self.field, Rows):
            letter = self.box.fontMetrics().horizontalAdvance("n")
            extra = 52 if isinstance(self.field, Choice | YesNo | Reference) else 26
            self.box.setMaximumWidth(max(wanted * letter + extra, 64))

    def set_problem(self, message: str, severity: str) -> None:
        """Show a finding under the box; an empty one takes it away."""
        self._problem, self._severity = message, severity if message else ""
        self.box.show_problem(self._severity)
        self.refresh()

    @property
    def problem(self) -> str:
        """The finding shown under the box."""
        return self._problem

    @property
    def severity(self) -> str:
        """How grave the finding is: "error", "warning" or ""."""
        return self._severity

    def set_missing(self, missing: bool) -> None:
        """Show or take away the amber dot: empty, and needed for a nomination."""
        self._missing.setVisible(missing)

    @property
    def missing(self) -> bool:
        """True while the amber dot is shown."""
        return not self._missing.isHidden()

    def refresh(self) -> None:
        """Show what is most worth saying: the problem, what was understood, or the hint."""
        text = self._problem or self.box.note() or _(self.field.hint)
        self._below.setText(text)
        restyle(self._below, role=self._severity or "hint")
        if self._severity:
            picture = "circle-alert" if self._severity == "error" else "triangle-alert"
            self._mark.setPixmap(pixmap(picture, self._severity, 14, self.devicePixelRatioF()))
        self._mark.setVisible(bool(self._severity))
        self._foot.setVisible(bool(text))

    def minimumSizeHint(self) -> QSize:
        """Let a long label be narrower than its words; its tooltip has them all."""
        return QSize(60, super().minimumSizeHint().height())
