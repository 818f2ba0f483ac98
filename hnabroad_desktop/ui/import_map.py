"""Second step of an import: the field and the encoding of every column, and what it does to people known."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QHeaderView, QLabel, QVBoxLayout, QWidget

from hnabroad_desktop.actions import imports
from hnabroad_desktop.base.errors import AppError
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.sheets import detect, mapping
from hnabroad_desktop.ui.controls import button, label
from hnabroad_desktop.ui.desk import Hit
from hnabroad_desktop.ui.pick_line import PickLine
from hnabroad_desktop.ui.plain_table import PlainTable
from hnabroad_desktop.ui.problem_box import ProblemBox

#: How many values of a column are shown as examples.
_EXAMPLES = 3
_AUTOMATIC = "auto"


def column_letters(column: int) -> str:
    """Return how Excel calls a column counted from 0."""
    name, column = "", column + 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


class MapPage(QWidget):
    """One row for each column of the file; what is chosen for the row marked stands below the table."""

    changed = Signal(object)
    sheet_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._layout: imports.Layout | None = None
        self._said = label("", wrap=True)
        self._decoded = label("", "warning", wrap=True)
        self.sheet = PickLine((), _("Sheet"))
        self.sheet.left.connect(self._choose_sheet)
        self.sheet_name = label(_("Sheet"), "label")
        self._header = label("")
        self.table = PlainTable(
            (
                _("Column"),
                _("Heading in the file"),
                _("Goes to"),
                _("In the file"),
                _("Read as"),
                _("Encoding"),
                _("If known already"),
            ),
            wide=4,
        )
        # Samples are told from the left: a date with its middle left out is another date.
        self.table.setTextElideMode(Qt.TextElideMode.ElideRight)
        # Before and after stand side by side and share the room that is left.
        self.table.horizontalHeader().setSectionResizeMode(3, QHeaderView.ResizeMode.Stretch)
        self.target = PickLine((), _("Goes to"))
        self.encoding = PickLine(
            [Hit(_AUTOMATIC, _("As each cell tells")), *(Hit(c, _(n)) for c, n in detect.NAMES.items())],
            _("Encoding"),
        )
        self.policy = PickLine(
            [Hit(code, _(words)) for code, words in imports.POLICY_NAMES.items()], _("If known already")
        )
        self.problem = ProblemBox()
        self._of = label("", "strong")
        self._example = label("", "quiet")
        self._build()
        self.table.itemSelectionChanged.connect(self._marked)
        self.table.opened.connect(lambda _row: self.target.line.setFocus())
        for pick, act in (
            (self.target, self._map),
            (self.encoding, self._decode),
            (self.policy, self._update),
        ):
            pick.left.connect(act)
            pick.line.returnPressed.connect(self._on_return(pick))

    def _on_return(self, pick: PickLine) -> Callable[[], None]:
        def run() -> None:
            if not pick.suggestions.visible:
                pick.leave()
                self.table.setFocus()

        return run

    def _build(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self._said, 1)
        top.addWidget(self.sheet_name)
        top.addWidget(self.sheet)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._header)
        self.up = button(_("Header up"), lambda: self._move(-1, -1), role="link", picture="arrow-up")
        self.down = button(_("Header down"), lambda: self._move(1, 1), role="link", picture="arrow-down")
        self.more = button(_("One line more"), lambda: self._move(0, 1), role="link")
        self.less = button(_("One line less"), lambda: self._move(0, -1), role="link")
        for made in (self.up, self.down, self.more, self.less):
            head.addWidget(made)
        head.addStretch(1)
        below = QGridLayout()
        below.setHorizontalSpacing(12)
        below.setVerticalSpacing(2)
        first = QHBoxLayout()
        first.setSpacing(12)
        first.addWidget(self._of)
        first.addWidget(self._example, 1)
        below.addLayout(first, 0, 0, 1, 3)
        for place, (words, pick) in enumerate(
            (
                (_("&Goes to"), self.target),
                (_("&Encoding"), self.encoding),
                (_("If &known already"), self.policy),
            )
        ):
            name: QLabel = label(words, "label")
            name.setBuddy(pick)
            below.addWidget(name, 1, place)
            below.addWidget(pick, 2, place)
            below.setColumnStretch(place, 2 if place == 0 else 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 16, 8)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self._decoded)
        column.addLayout(head)
        column.addWidget(self.table, 1)
        column.addLayout(below)
        column.addWidget(self.problem)

    # --- what is shown

    def show_layout(self, layout: imports.Layout, *, usual: imports.Policy = "update") -> None:
        """Show what the columns of a file mean."""
        row = max(self.table.currentRow(), 0)
        self._layout, self._usual = layout, usual
        self.problem.clear()
        words = (
            _("{name}: {count} rows. The columns are mapped as the last time.")
            if layout.remembered
            else _("{name}: {count} rows. Look whether every column goes where it belongs.")
        )
        self._said.setText(words.format(name=layout.book.name, count=len(layout.table.rows)))
        names = [sheet.name for sheet in layout.book.filled]
        for part in (self.sheet, self.sheet_name):
            part.setVisible(len(names) > 1)
        self.sheet.set_hits([Hit(name, name) for name in names])
        self.sheet.set_value(layout.sheet.name)
        self._show_decoded(layout)
        first, last = layout.table.header_top + 1, layout.table.header_end
        rows = str(first) if first == last else f"{first}–{last}"
        self._header.setText(_("Row of headings: {rows}").format(rows=rows))
        self.less.setEnabled(last > first)
        self.up.setEnabled(first > 1)
        self.target.set_hits([Hit(path, words) for path, words in mapping.target_choices(layout.record_type)])
        self.table.show_rows([self._row(layout, column) for column in layout.table.columns])
        self.table.setCurrentCell(min(row, self.table.rowCount() - 1), 0)
        self._marked()

    def _show_decoded(self, layout: imports.Layout) -> None:
        by_name: dict[str, int] = {}
        for encoding in layout.decoded.values():
            by_name[encoding] = by_name.get(encoding, 0) + 1
        found = ", ".join(
            _("{encoding} in {count} columns").format(encoding=_(detect.NAMES[code]), count=count)
            for code, count in by_name.items()
        )
        self._decoded.setText(
            _("Found: {encodings}. Compare “In the file” with “Read as”.").format(encodings=found)
        )
        self._decoded.setVisible(bool(found))

    def _row(self, layout: imports.Layout, column: imports.Column) -> Sequence[str]:
        place = column.index
        path = layout.mapping.targets.get(place, "")
        pairs = _pairs(layout, place)
        if pairs:
            before, after = (" · ".join(part) for part in zip(*pairs, strict=True))
        else:
            before, after = "", " · ".join(_values(layout, place))
        encoding = layout.mapping.encodings.get(place) or layout.decoded.get(place, "")
        policy = layout.policies.get(path) or (imports.default_policy(path, self._usual) if path else "keep")
        return (
            column_letters(place),
            column.heading,
            mapping.label_of(layout.record_type, path) if path else "— " + _("Leave out"),
            before,
            after,
            _(detect.NAMES[encoding]) if encoding else "",
            _(imports.POLICY_NAMES[policy]) if path else "",
        )

    @property
    def _column(self) -> imports.Column | None:
        row = self.table.currentRow()
        if self._layout is None or not 0 <= row < len(self._layout.table.columns):
            return None
        return self._layout.table.columns[row]

    def _marked(self) -> None:
        column, layout = self._column, self._layout
        for pick in (self.target, self.encoding, self.policy):
            pick.setEnabled(column is not None)
        if column is None or layout is None:
            return
        path = layout.mapping.targets.get(column.index, "")
        self._of.setText(
            _("Column {letter}: {heading}").format(
                letter=column_letters(column.index), heading=column.heading or "—"
            )
        )
        pairs = [f"{before} → {after}" for before, after in _pairs(layout, column.index)]
        self._example.setText(" · ".join(pairs or _values(layout, column.index)))
        self.target.set_value(path)
        self.encoding.set_value(layout.mapping.encodings.get(column.index, _AUTOMATIC))
        self.policy.set_value(
            layout.policies.get(path) or imports.default_policy(path or "post", self._usual)
        )
        self.policy.setEnabled(bool(path))

    # --- what the user chooses

    def _choose_sheet(self) -> None:
        name = self.sheet.value()
        if self._layout is not None and name and name != self._layout.sheet.name:
            self.sheet_chosen.emit(name)

    def _map(self) -> None:
        column, layout = self._column, self._layout
        if column is None or layout is None:
            return
        path = self.target.value()
        if not path and not (self.target.settled and self.target.line.text()):
            # Leaving out is a choice of the list; an emptied box says nothing.
            self._marked()
        elif path != layout.mapping.targets.get(column.index, ""):
            self.changed.emit(imports.with_target(layout, column.index, path))

    def _decode(self) -> None:
        column, layout = self._column, self._layout
        code = self.encoding.value().replace(_AUTOMATIC, "")
        if column and layout and code != layout.mapping.encodings.get(column.index, ""):
            self.changed.emit(imports.with_encoding(layout, column.index, code))

    def _update(self) -> None:
        column, layout = self._column, self._layout
        code = self.policy.value()
        if column is None or layout is None:
            return
        path = layout.mapping.targets.get(column.index, "")
        now = layout.policies.get(path) or imports.default_policy(path or "post", self._usual)
        chosen = next((policy for policy in imports.POLICIES if policy == code), None)
        if path and chosen and chosen != now:
            self.changed.emit(imports.with_policy(layout, path, chosen))

    def _move(self, top: int, end: int) -> None:
        layout = self._layout
        if layout is None:
            return
        table = layout.table
        try:
            self.changed.emit(imports.with_header(layout, table.header_top + top, table.header_end + end))
        except AppError as problem:
            self.problem.say(str(problem))


def _pairs(layout: imports.Layout, place: int) -> list[tuple[str, str]]:
    """Return some cells of a column that look different before and after."""
    found: dict[str, str] = {}
    for row in layout.table.rows:
        cell, text = layout.sheet.cell(row, place), layout.grid.text(row, place)
        if cell.kind == "text" and str(cell.value) != text:
            found[str(cell.value)] = text
        if len(found) == _EXAMPLES:
            break
    return list(found.items())


def _values(layout: imports.Layout, place: int) -> list[str]:
    found: dict[str, None] = {}
    for row in layout.table.rows:
        if text := layout.grid.text(row, place).strip():
            found[text] = None
        if len(found) == _EXAMPLES:
            break
    return list(found)
