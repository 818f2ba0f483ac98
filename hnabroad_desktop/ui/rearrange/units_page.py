"""First step of a rearrangement: what is done, from when, under which act, and to which units."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from hnabroad_desktop.actions import sketches
from hnabroad_desktop.actions.files import OpenFile
from hnabroad_desktop.actions.sketches import OldUnit, Sketch
from hnabroad_desktop.base.errors import Problem
from hnabroad_desktop.base.fields import Choice, Date, Reference
from hnabroad_desktop.base.i18n import N_, _
from hnabroad_desktop.base.vietnamese import show_number
from hnabroad_desktop.records import KINDS
from hnabroad_desktop.records.schema import Record, Section
from hnabroad_desktop.records.unit import SUCCESSION_KINDS
from hnabroad_desktop.ui.controls import button, label, painted
from hnabroad_desktop.ui.host import Host
from hnabroad_desktop.ui.inputs import make_input
from hnabroad_desktop.ui.plain_table import PlainTable
from hnabroad_desktop.ui.rearrange.adder import Adder
from hnabroad_desktop.ui.rearrange.fields_pane import FieldsPane

#: What each kind means, in one sentence.
MEANINGS = {
    "rename": N_("One unit gets another name. A new unit of that name follows it."),
    "absorb": N_("Units end and go into one that exists and goes on."),
    "amalgamate": N_("Two or more units end, and one unit follows all of them."),
    "divide": N_("One unit ends, and two or more units follow it."),
    "separate": N_("A unit goes on, and one or more units are separated from it."),
    "dissolve": N_(
        "Units end without a successor. Everybody is placed by name; units named next are suggestions only."
    ),
    "hand_over": N_("Units end, and what they did is handed over to other units."),
}

_ACT_FIELDS = ("document_type", "number", "date", "issuer", "summary", "attachments")

_WHAT = (
    Choice(name="kind", label=N_("Kind of arrangement"), options=SUCCESSION_KINDS, needed="S", width=16),
    Date(name="day", label=N_("First day of what is new"), needed="S"),
)
_KNOWN_ACT = Reference(
    name="act_id",
    label=N_("Act of the register"),
    kinds=("legal_act",),
    hint=N_("Leave it empty for a new act, and enter that one below."),
)


def _sections() -> tuple[Section, ...]:
    act = tuple(KINDS["legal_act"].by_name[name] for name in _ACT_FIELDS)
    return (
        Section(name="what", title=N_("What is arranged"), fields=_WHAT),
        Section(name="act", title=N_("Legal basis"), fields=(_KNOWN_ACT, *act)),
    )


class UnitsPage(QWidget):
    """The act at the left, the units at the right."""

    #: Something was entered; what is known so far.
    changed = Signal(object)

    def __init__(self, host: Host, file: OpenFile) -> None:
        super().__init__()
        self._file = file
        self._sketch = Sketch()
        self._units: list[OldUnit] = []
        self.fields = FieldsPane(_sections(), lambda f: make_input(f, host.desk, host.background))
        self.adder = Adder(host, _("Unit to be rearranged"))
        self.table = _Units()
        self.drop_button = button(_("Take &off the list"), self.drop, tip=_("Delete"), picture="x")
        self.below_button = button(_("&Units below it too"), self._add_below, picture="list-tree")
        self.organs = QCheckBox(_("&Organs of these territories go along"))
        self._meaning = label("", "quiet", wrap=True)
        self._said = label("", "quiet", wrap=True)
        self._build()
        self.fields.changed.connect(self._typed)
        self.adder.added.connect(self.add)
        self.table.dropped.connect(self.drop)
        self.table.itemSelectionChanged.connect(self._name_buttons)
        self.organs.toggled.connect(lambda on: self._tell(replace(self._sketch, organs=on)))

    def _build(self) -> None:
        right = QWidget()
        painted(right, "surface")
        column = QVBoxLayout(right)
        column.setContentsMargins(16, 6, 16, 12)
        column.setSpacing(8)
        column.addWidget(label(_("Units to be rearranged"), "heading"))
        column.addWidget(self._meaning)
        column.addWidget(self.adder)
        column.addWidget(self.table, 1)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.drop_button)
        row.addWidget(self.below_button)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self.organs)
        column.addWidget(self._said)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setHandleWidth(1)
        split.setChildrenCollapsible(False)
        split.addWidget(self.fields)
        split.addWidget(right)
        split.setSizes([500, 560])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(split)

    # --- what is shown

    def show_sketch(self, sketch: Sketch) -> None:
        """Show what is known so far."""
        values = {"kind": sketch.kind, "day": sketch.day, "act_id": sketch.act_id}
        shown = Record(
            "", {**sketch.act.values, **{k: v or None for k, v in values.items()}}, sketch.act.rows
        )
        self.fields.show_record(shown)
        self.show_units(sketch)

    def show_units(self, sketch: Sketch) -> None:
        """Show the units chosen and what that means; the boxes stay as they are typed in."""
        again = sketch.old != self._sketch.old or len(self._units) != len(sketch.old)
        self._sketch = sketch
        self._meaning.setText(_(MEANINGS[sketch.kind]) if sketch.kind in MEANINGS else "")
        self._meaning.setVisible(bool(self._meaning.text()))
        if again:
            self._units = sketches.old_units(self._file, sketch)
            self.table.show_rows([(u.name, u.code, show_number(u.staff)) for u in self._units])
            self.table.setCurrentCell(len(self._units) - 1, 0)
        self.fields.show_fields(not sketch.act_id, *_ACT_FIELDS)
        with_organs = sketches.takes_organs(self._file, sketch)
        self.organs.blockSignals(True)
        self.organs.setChecked(sketch.organs)
        self.organs.blockSignals(False)
        self.organs.setVisible(with_organs)
        self._name_buttons()

    def _name_buttons(self) -> None:
        here = self._marked()
        self.drop_button.setEnabled(here is not None)
        below = len(here.below) if here is not None else 0
        self.below_button.setEnabled(bool(below) and self._sketch.kind in {"dissolve", "hand_over", "absorb"})
        going_on = sum(len(u.below) for u in self._units)
        self._said.setText(
            _(
                "{count} units stand below these. They go on, below whatever follows the unit above them, "
                "unless they are taken into the arrangement too."
            ).format(count=show_number(going_on))
            if going_on and not self.organs.isVisibleTo(self)
            else ""
        )
        self._said.setVisible(bool(self._said.text()))

    def _marked(self) -> OldUnit | None:
        row = self.table.currentRow()
        return self._units[row] if 0 <= row < len(self._units) else None

    # --- what is entered

    def _typed(self) -> None:
        self._tell(self.read()[0])

    def read(self) -> tuple[Sketch, list[Problem]]:
        """Return what was entered, and what of it cannot be kept as it stands."""
        typed, problems = self.fields.typed()
        faulty = {problem.field for problem in problems}
        said = {name: "" if name in faulty else typed.text(name) for name in ("kind", "day", "act_id")}
        values = {n: v for n in _ACT_FIELDS if n not in faulty and (v := typed[n]) is not None}
        act = KINDS["legal_act"].new(**values).with_table("attachments", typed.table("attachments"))
        return replace(self._sketch, act=act, **said), problems  # type: ignore[arg-type]

    def complete(self) -> bool:
        """Show what is missing or wrong beside its field; True when nothing is."""
        self.fields.settle()
        sketch, problems = self.read()
        told = {problem.field for problem in problems}
        needed = [("kind", sketch.kind), ("day", sketch.day)]
        if not sketch.act_id:
            needed += [("number", sketch.act.text("number")), ("summary", sketch.act.text("summary"))]
        labels = {name: made.field.label for name, made in self.fields.boxes.items()}
        problems += [
            Problem(name, _("Fill in: {field}.").format(field=_(labels[name])))
            for name, value in needed
            if not value and name not in told
        ]
        self.fields.show_problems(problems)
        if not problems and not sketch.old:
            self.adder.setFocus()
        return not problems and bool(sketch.old)

    def add(self, unit: str) -> None:
        """Take a unit into the arrangement."""
        if unit not in self._sketch.old:
            self._tell(replace(self._sketch, old=(*self._sketch.old, unit)))

    def drop(self) -> None:
        """Take the unit marked off again."""
        here = self._marked()
        if here is not None:
            self._tell(replace(self._sketch, old=tuple(u for u in self._sketch.old if u != here.id)))

    def _add_below(self) -> None:
        here = self._marked()
        if here is not None:
            self._tell(replace(self._sketch, old=(*self._sketch.old, *here.below)))

    def _tell(self, sketch: Sketch) -> None:
        self.changed.emit(sketch)

    def enter(self) -> None:
        """Take the cursor to the first thing that is asked for."""
        self.fields.pages.go_to_field("kind" if not self._sketch.kind else "day")


class _Units(PlainTable):
    """The units chosen; Delete takes one off."""

    dropped = Signal()

    def __init__(self) -> None:
        super().__init__((_("Unit"), _("Unit code"), _("Cadres at work")), numbers=(2,))
        self.setAccessibleName(_("Units to be rearranged"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete takes the row marked off."""
        if event.key() == Qt.Key.Key_Delete:
            self.dropped.emit()
        else:
            super().keyPressEvent(event)
