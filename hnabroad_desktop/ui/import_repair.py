"""Puts the cell or row marked right without touching the file: other value, other person, left out."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout

from hnabroad_desktop.actions import imports
from hnabroad_desktop.actions.shown import Names, shown
from hnabroad_desktop.base import dates
from hnabroad_desktop.base.fields import UNMATCHED, Choice, Field, Reference, Stored
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.base.vietnamese import fold
from hnabroad_desktop.sheets import mapping
from hnabroad_desktop.sheets.matching import Vocabulary
from hnabroad_desktop.ui.controls import button, label, painted
from hnabroad_desktop.ui.desk import Hit
from hnabroad_desktop.ui.pick_line import PickLine

#: So many suggestions are named in the empty box.
_OFFERED = 3


class RepairPanel(QFrame):
    """Stands below the table; what is chosen here is told as new choices for the whole check."""

    chosen = Signal(object)
    back = Signal()

    def __init__(self, names: Names) -> None:
        super().__init__()
        painted(self, "side")
        self._names = names
        self._plan: imports.Plan | None = None
        self._words: Vocabulary | None = None
        self._row: imports.PlannedRow | None = None
        self._cell: imports.CellResult | None = None
        self._where = label("", "strong")
        self._from = label("", "quiet")
        self._why = label("", wrap=True)
        self.pick = PickLine((), _("The right value"))
        self.line = QLineEdit()
        self.line.setAccessibleName(_("The right value"))
        self.one = button(_("Put this cell &right"), self._put_one)
        self.all = button(_("&Every row that says so"), self._put_all)
        self.create_button = button(_("Add to the &catalogue"), self._create)
        self.skip = button(_("&Leave the row out"), self._skip)
        self.person = PickLine((), _("Whose record"))
        self.person_name = label(_("This row &is"), "label")
        self.person_name.setBuddy(self.person)
        self._build()
        self.line.returnPressed.connect(self._put_one)
        self.pick.line.returnPressed.connect(self._picked)
        self.person.left.connect(self._answer)

    def _build(self) -> None:
        first = QHBoxLayout()
        first.setSpacing(12)
        first.addWidget(self._where)
        first.addWidget(self._from, 1)
        second = QHBoxLayout()
        second.setSpacing(8)
        for part, stretch in (
            (self.pick, 2),
            (self.line, 2),
            (self.one, 0),
            (self.all, 0),
            (self.create_button, 0),
        ):
            second.addWidget(part, stretch)
        second.addWidget(self.person_name)
        second.addWidget(self.person, 2)
        second.addStretch(1)
        second.addWidget(self.skip)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 16, 8)
        column.setSpacing(6)
        column.addLayout(first)
        column.addWidget(self._why)
        column.addLayout(second)

    def show_cell(
        self,
        plan: imports.Plan,
        words: Vocabulary,
        row: imports.PlannedRow | None,
        cell: imports.CellResult | None,
    ) -> None:
        """Show what is said about a cell and a row, and what can be done."""
        self._plan, self._words, self._row, self._cell = plan, words, row, cell
        one = mapping.field_of(plan.layout.record_type, cell.path) if cell else None
        is_listed = isinstance(one, Choice | Reference)
        for part in (self.pick, self.line, self.one, self.all, self.create_button):
            part.setVisible(False)
        if row is None:
            self._where.setText(_("No row to show."))
            for text in (self._from, self._why):
                text.setText("")
            for hidden in (self.person, self.person_name, self.skip):
                hidden.setVisible(False)
            return
        self.skip.setVisible(True)
        self._show_row(plan, row, cell)
        if cell is not None and one is not None:
            self._show_box(cell, one, is_listed)
        self._show_people(plan, row)

    def _show_row(self, plan: imports.Plan, row: imports.PlannedRow, cell: imports.CellResult | None) -> None:
        name = row.record.text("full_name") or plan.layout.record_type.title(row.record)
        place = mapping.label_of(plan.layout.record_type, cell.path) if cell else ""
        parts = (_("Row {row}").format(row=row.row + 1), name, place)
        self._where.setText(" · ".join(part for part in parts if part))
        said = [cell.reason] if cell and cell.reason else []
        said += [text for text in (row.extra or (row.match.reason if row.match else ""),) if text not in said]
        if not said:
            said = [row.reasons] if row.reasons else []
        self._why.setText("\n".join(filter(None, said)))
        self._from.setText("")
        if cell is not None and cell.original:
            decided = plan.layout.grid.decided.get((row.row, cell.column))
            how = f" ({decided.explain()})" if decided and decided.is_changed else ""
            self._from.setText(_("In the file: “{text}”{how}").format(text=cell.original, how=how))

    def _show_box(self, cell: imports.CellResult, one: Field, is_listed: bool) -> None:
        self.one.setVisible(True)
        if not is_listed:
            self.line.setVisible(True)
            self.line.setText(cell.text if cell.value is None else shown(one, cell.value, self._names))
            return
        self.pick.setVisible(True)
        hits = {option.value: Hit(option.value, option.label) for option in cell.options}
        for hit in self._listed(one):
            hits.setdefault(hit.value, hit)
        self.pick.set_hits(list(hits.values()))
        self.pick.set_value(cell.value)
        offered = ", ".join(option.label for option in cell.options[:_OFFERED])
        self.pick.line.setPlaceholderText(
            _("Suggested (F4): {names}").format(names=offered) if offered else _("F4 opens the list")
        )
        # The present organ of somebody from a dissolved one is told per person, never for all.
        asked = self._row is not None and bool(self._row.result.asks) and self._is_ended()
        self.all.setVisible(bool(cell.text.strip()) and not asked)

        waits = str(cell.value or "").startswith(UNMATCHED)
        self.create_button.setVisible(waits and isinstance(one, Choice) and bool(one.catalogue))

    def _is_ended(self) -> bool:
        assert self._row is not None
        return any(line["to_date"] for line in self._row.result.record.table("career_record"))

    def _listed(self, one: Field) -> list[Hit]:
        if isinstance(one, Choice) and one.options:
            return [Hit(code, _(words)) for code, words in one.options]
        if self._words is None:
            return []
        if isinstance(one, Choice):
            return [Hit(e.value, e.label) for e in self._words.catalogue(one.catalogue).entries]
        assert isinstance(one, Reference)
        entries = [e for kind in one.kinds for e in self._words.kind(kind).entries]
        return [Hit(e.value, e.label) for e in entries if e.employs and not e.ended]

    def _show_people(self, plan: imports.Plan, row: imports.PlannedRow) -> None:
        people = row.match.people if row.match else ()
        for part in (self.person, self.person_name):
            part.setVisible(bool(people))
        hits = [Hit(imports.NEW, _("Another person: add a new record"))]
        for one in people:
            born = dates.show(one.birth) if one.birth else ""
            hits.append(Hit(one.id, one.name, " · ".join(filter(None, (born, one.number)))))
        self.person.set_hits(hits)
        answer = plan.choices.people.get(row.row, row.before)
        self.person.set_value(answer or None)
        is_out = row.row in plan.choices.repairs.skipped
        self.skip.setText(_("&Take the row back in") if is_out else _("&Leave the row out"))

    def focus_box(self) -> None:
        """Take the cursor into what can be put right."""
        for box in (self.pick.line, self.line, self.person.line):
            if box.isVisible():
                box.setFocus()
                box.selectAll()
                return

    # --- answers

    def _picked(self) -> None:
        if not self.pick.suggestions.visible:
            self._put_one()

    def _value(self) -> Stored:
        self.pick.leave()
        return self.pick.value() or None

    def _put_one(self) -> None:
        plan, row, cell = self._plan, self._row, self._cell
        if plan is None or row is None or cell is None:
            return
        repairs = plan.choices.repairs
        if not self.pick.isHidden():
            if (value := self._value()) is None:
                self.pick.line.setFocus()
                return
            repairs = replace(repairs, values={**repairs.values, (row.row, cell.path): value})
        else:
            repairs = replace(repairs, cells={**repairs.cells, (row.row, cell.column): self.line.text()})
        self._tell(repairs)

    def _put_all(self) -> None:
        plan, cell, value = self._plan, self._cell, self._value()
        if plan is None or cell is None or value is None:
            self.pick.line.setFocus()
            return
        repairs = plan.choices.repairs
        self._tell(replace(repairs, by_text={**repairs.by_text, (cell.path, fold(cell.text)): value}))

    def _create(self) -> None:
        plan, cell = self._plan, self._cell
        if plan is not None and cell is not None:
            text = str(cell.value).removeprefix(UNMATCHED)
            made = plan.choices.create | {(cell.path, text)}
            self.chosen.emit(replace(plan.choices, create=made))

    def _skip(self) -> None:
        if self._plan is not None and self._row is not None:
            repairs = self._plan.choices.repairs
            self._tell(replace(repairs, skipped=frozenset(repairs.skipped) ^ {self._row.row}))

    def _tell(self, repairs: imports.Repairs) -> None:
        assert self._plan is not None
        self.chosen.emit(replace(self._plan.choices, repairs=repairs))

    def _answer(self) -> None:
        plan, row, answer = self._plan, self._row, self.person.value()
        if plan is None or row is None or not answer:
            return
        if answer != plan.choices.people.get(row.row, row.before):
            self.chosen.emit(replace(plan.choices, people={**plan.choices.people, row.row: answer}))
