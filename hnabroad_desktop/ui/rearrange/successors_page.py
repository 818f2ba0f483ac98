"""Second step of a rearrangement: the units that follow, old or new, and the organs that go along."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from hnabroad_desktop.actions import arrangements
from hnabroad_desktop.actions.arrangement_rules import SHAPES
from hnabroad_desktop.actions.arrangements import Part, Successor
from hnabroad_desktop.actions.files import OpenFile
from hnabroad_desktop.actions.sketches import Sketch
from hnabroad_desktop.base.errors import Problem
from hnabroad_desktop.base.i18n import N_, _
from hnabroad_desktop.records import KINDS
from hnabroad_desktop.records.schema import Section
from hnabroad_desktop.records.unit import SUCCESSION_KINDS
from hnabroad_desktop.ui.controls import WrapLayout, button, label, painted
from hnabroad_desktop.ui.host import Host
from hnabroad_desktop.ui.inputs import make_input
from hnabroad_desktop.ui.plain_table import PlainTable
from hnabroad_desktop.ui.rearrange.adder import Adder
from hnabroad_desktop.ui.rearrange.fields_pane import FieldsPane

_FIELDS = (
    "name",
    "short_name",
    "code",
    "symbol",
    "kind",
    "block",
    "parent_unit",
    "address",
    "phone",
    "name_en",
)
#: So many old units are named at the head.
_NAMED = 3
#: The column that says which organs an organ follows.
_CAME = 3
_KINDS = dict(SUCCESSION_KINDS)


def _section() -> Section:
    unit = KINDS["unit"].by_name
    return Section(name="unit", title=N_("New unit"), fields=tuple(unit[name] for name in _FIELDS))


@dataclass(frozen=True)
class _Line:
    """One successor as the table shows it, of the units chosen or of an organ that goes along."""

    successor: Successor
    part: Part
    organ: bool


class SuccessorsPage(QWidget):
    """The successors at the left, the new one that is marked at the right."""

    changed = Signal(object)

    def __init__(self, host: Host, file: OpenFile) -> None:
        super().__init__()
        self._file, self._host = file, host
        self._sketch = Sketch()
        self._lines: list[_Line] = []
        self._shown = ""
        self._said = label("", "strong", wrap=True)
        self._hint = label("", "quiet", wrap=True)
        self.new_button = button(_("&New unit"), self.add_new, picture="plus", tip="Insert")
        self.main_button = button(_("&Main successor"), self._make_main, picture="check")
        self.drop_button = button(_("Take &off the list"), self.drop, tip=_("Delete"), picture="x")
        self.adder = Adder(host, _("Unit that exists"))
        self.table = _Successors()
        self.fields = FieldsPane((_section(),), lambda f: make_input(f, host.desk, host.background))
        self._none = label("", "quiet", wrap=True)
        self._above = label("", "quiet", wrap=True)
        self._right = QStackedWidget()
        self._build()
        self.adder.added.connect(self.add)
        self.table.dropped.connect(self.drop)
        self.table.wanted.connect(self.add_new)
        self.table.opened.connect(lambda _row: self._work_in())
        self.table.itemSelectionChanged.connect(self._show_marked)
        self.fields.changed.connect(self._typed)

    def _build(self) -> None:
        left = QWidget()
        painted(left, "surface")
        column = QVBoxLayout(left)
        column.setContentsMargins(16, 10, 16, 12)
        column.setSpacing(8)
        column.addWidget(self._said)
        column.addWidget(self._hint)
        column.addWidget(self.adder)
        verbs = WrapLayout(None, gap=8, line_gap=6)
        for made in (self.new_button, self.main_button, self.drop_button):
            verbs.addWidget(made)
        column.addLayout(verbs)
        column.addWidget(self.table, 1)
        beside = QWidget()
        painted(beside, "surface")
        inside = QVBoxLayout(beside)
        inside.setContentsMargins(20, 14, 20, 12)
        inside.addWidget(self._none)
        inside.addStretch(1)
        form = QWidget()
        painted(form, "surface")
        formed = QVBoxLayout(form)
        formed.setContentsMargins(0, 0, 0, 0)
        formed.setSpacing(0)
        formed.addWidget(self.fields, 1)
        around = QHBoxLayout()
        around.setContentsMargins(20, 0, 20, 8)
        around.addWidget(self._above)
        formed.addLayout(around)
        self._right.addWidget(beside)
        self._right.addWidget(form)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setHandleWidth(1)
        split.setChildrenCollapsible(False)
        split.addWidget(left)
        split.addWidget(self._right)
        split.setSizes([600, 460])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(split)

    # --- what is shown

    def begin(self, sketch: Sketch) -> None:
        """Show what is known so far, as the page is entered."""
        self._shown = ""
        self.show_sketch(sketch)

    def show_sketch(self, sketch: Sketch) -> None:
        """Show what is known so far; the boxes of the unit marked stay as they are typed in."""
        self._sketch = sketch
        names = ", ".join(f"“{self._file.title(old)}”" for old in sketch.old[:_NAMED])
        if len(sketch.old) > _NAMED:
            names = _("{units} and {count} more").format(units=names, count=len(sketch.old) - _NAMED)
        kind = _(_KINDS[sketch.kind]) if sketch.kind in _KINDS else ""
        self._said.setText(f"{kind}: {names}")
        shape = SHAPES.get(sketch.kind)
        self.main_button.setVisible(sketch.kind in {"divide", "hand_over"})
        single = shape is not None and shape.most_new == 1
        self._hint.setText(self._asked(single=single))
        self._show_lines()

    def _asked(self, *, single: bool) -> str:
        if self._sketch.kind == "dissolve":
            return _("A dissolved unit needs no successor. Units named here are suggestions for its people.")
        if self._sketch.kind == "absorb":
            return _("Name the unit that takes the others in and goes on.")
        if single:
            return _("Make the new unit, or name one that exists.")
        if self._sketch.kind == "separate":
            return _("Name every unit that is separated from it.")
        return _("Name every successor; reports by present units count the old unit under the main one.")

    def _show_lines(self) -> None:
        sketch = self._sketch
        whole = Part(sketch.kind, sketch.old, sketch.successors)
        lines = [_Line(s, whole, organ=False) for s in sketch.successors]
        lines += [_Line(s, part, organ=True) for part in sketch.organ_parts for s in part.successors]
        before = self._marked_id()
        self._lines = lines
        self.table.blockSignals(True)
        self.table.show_rows([self._row(line) for line in lines])
        self.table.setColumnHidden(_CAME, not sketch.organ_parts)
        place = next((n for n, line in enumerate(lines) if line.successor.unit == before), 0)
        self.table.setCurrentCell(place if lines else -1, 0)
        self.table.blockSignals(False)
        self._show_marked()

    def _row(self, line: _Line) -> Sequence[str]:
        made = line.successor.made
        name = made.text("name") if made is not None else self._file.title(line.successor.unit)
        state = _("new") if made is not None else _("exists")
        alone = len(line.part.successors) == 1 and line.part.kind not in {"dissolve", "separate"}
        main = "●" if line.successor.main or alone else ""
        came = ", ".join(self._file.title(old) for old in line.part.old) if line.organ else ""
        return (name or _("(no name yet)"), state, "" if line.part.kind == "dissolve" else main, came)

    def _marked(self) -> _Line | None:
        row = self.table.currentRow()
        return self._lines[row] if 0 <= row < len(self._lines) else None

    def _marked_id(self) -> str:
        here = self._marked()
        return here.successor.unit if here is not None else ""

    def _show_marked(self) -> None:
        here = self._marked()
        made = here.successor.made if here is not None else None
        own = here is not None and not here.organ
        self.drop_button.setEnabled(own)
        self.main_button.setEnabled(own)
        self._right.setCurrentIndex(0 if made is None else 1)
        if made is None:
            self._none.setText(
                _("This unit exists already; it is changed on its own record.")
                if here is not None
                else _("No successor yet. Press “New unit”, or find one that exists.")
            )
        elif made.id != self._shown:
            self.fields.show_record(made)
            above = self._sketch.made_of(made.text("parent_unit"))
            self.fields.show_fields(above is None, "parent_unit")
            said = _("Directly below: {unit} (new)").format(unit=above.text("name")) if above else ""
            self._above.setText(said)
            self._above.setVisible(bool(said))
        self._shown = made.id if made is not None else ""

    # --- what is entered

    def _typed(self) -> None:
        here = self._marked()
        if here is None or here.successor.made is None:
            return
        typed, _problems = self.fields.typed()
        values = {name: value for name, value in typed.values.items() if value is not None}
        made = replace(here.successor.made, values=values)
        self.changed.emit(self._sketch.with_made(made))

    def settle(self) -> None:
        """Count what stands under the cursor as left."""
        self.fields.settle()

    def complete(self) -> bool:
        """Show what a new unit still lacks; True when nothing is missing."""
        self.fields.settle()
        for place, line in enumerate(self._lines):
            made = line.successor.made
            if made is None:
                continue
            missing = [f for f in KINDS["unit"].needed("S") if made[f.name] is None]
            if missing:
                self.table.setCurrentCell(place, 0)
                said = [Problem(f.name, _("Fill in: {field}.").format(field=_(f.label))) for f in missing]
                self.fields.show_problems(said)
                return False
        return True

    def add(self, unit: str) -> None:
        """Take a unit that exists as a successor."""
        if all(s.unit != unit for s in self._sketch.successors):
            self._put(Successor(unit, main=self._is_first()))

    def add_new(self) -> None:
        """Make a successor after the pattern of the first old unit, and go to its name."""
        if not self._sketch.old:
            return
        made = arrangements.to_make(self._file, self._sketch.old[0])
        taken = {s.made.text("code") for s in self._sketch.successors if s.made is not None}
        if made.made is not None and made.made.text("code") in taken:
            made = replace(made, made=made.made.with_values(code=None))
        self._put(replace(made, main=self._is_first()))
        self._work_in()

    def _is_first(self) -> bool:
        return not self._sketch.successors and self._sketch.kind not in {"dissolve", "separate"}

    def _put(self, successor: Successor) -> None:
        shape = SHAPES.get(self._sketch.kind)
        kept = self._sketch.successors if shape is None or shape.most_new > 1 else ()
        self.changed.emit(self._sketch.with_successors((*kept, successor)))
        self._mark(successor.unit)

    def _mark(self, unit: str) -> None:
        place = next((n for n, line in enumerate(self._lines) if line.successor.unit == unit), -1)
        if place >= 0:
            self.table.setCurrentCell(place, 0)

    def _make_main(self) -> None:
        here = self._marked_id()
        successors = tuple(replace(s, main=s.unit == here) for s in self._sketch.successors)
        self.changed.emit(replace(self._sketch, successors=successors))

    def drop(self) -> None:
        """Take the successor marked off again."""
        here = self._marked()
        if here is not None and not here.organ:
            kept = tuple(s for s in self._sketch.successors if s.unit != here.successor.unit)
            self.changed.emit(self._sketch.with_successors(kept))

    def _work_in(self) -> None:
        if self._right.currentIndex() == 1:
            self.fields.pages.go_to_field("name")

    def enter(self) -> None:
        """Take the cursor to what comes first: the name of a new unit, the table, or finding one."""
        if self._lines:
            self.table.setFocus()
        elif self._sketch.kind == "absorb":
            self.adder.setFocus()
        else:
            self.new_button.setFocus()


class _Successors(PlainTable):
    """Delete takes the row marked off, Insert begins a new unit."""

    dropped = Signal()
    wanted = Signal()

    def __init__(self) -> None:
        super().__init__((_("Unit after the arrangement"), _("State"), _("Main successor"), _("From unit")))
        self.setAccessibleName(_("Units after the arrangement"))
        self.horizontalHeader().setSectionResizeMode(_CAME, QHeaderView.ResizeMode.Stretch)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete and Insert are ours; everything else walks the table."""
        if event.key() == Qt.Key.Key_Delete:
            self.dropped.emit()
        elif event.key() == Qt.Key.Key_Insert:
            self.wanted.emit()
        else:
            super().keyPressEvent(event)
