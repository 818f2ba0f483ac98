"""Figures by unit, as it was or by the unit that stands for it now, with the records behind every line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from hnabroad_desktop.actions import unit_figures
from hnabroad_desktop.actions.files import OpenFile
from hnabroad_desktop.actions.unit_figures import MEASURES, By, Counted, Figures, Line
from hnabroad_desktop.base.fields import Date, FieldError
from hnabroad_desktop.base.i18n import N_, _
from hnabroad_desktop.base.vietnamese import show_number
from hnabroad_desktop.ui.controls import Tab, WrapLayout, button, label, painted
from hnabroad_desktop.ui.exporting import save_workbook
from hnabroad_desktop.ui.host import Host
from hnabroad_desktop.ui.jobs import Report
from hnabroad_desktop.ui.plain_table import PlainTable
from hnabroad_desktop.ui.screen_head import ScreenHead
from hnabroad_desktop.ui.text_input import DateInput

_WAYS: tuple[tuple[By, str], ...] = (
    ("as_it_was", N_("By the unit at that time")),
    ("successor", N_("By present units (regrouped)")),
)
_GROUPS = (("people", N_("Cadres and journeys")), ("plans", N_("Classes, plans, money")))
_LABELS = {measure.code: measure.label for measure in MEASURES}


class FiguresScreen(QWidget):
    """Stands in the place of the units; the same things are counted either way, so totals are equal."""

    left = Signal()

    def __init__(self, host: Host, file: OpenFile) -> None:
        super().__init__()
        painted(self, "surface")
        self._host, self._file = host, file
        self._counted: tuple[Counted, ...] = ()
        self.figures: Figures | None = None
        self._lines: list[Line] = []
        self._items: list[Counted] = []
        self.ways, self.groups = QButtonGroup(self), QButtonGroup(self)
        year = host.desk.today.year
        self.first = self._day(N_("From"), dt.date(year, 1, 1))
        self.last = self._day(N_("To"), dt.date(year, 12, 31))
        self.day = self._day(N_("Present units on"), host.desk.today)
        self._said = label("", "quiet", wrap=True)
        self.split = QSplitter(Qt.Orientation.Vertical)
        self.table = _Figures(())
        self.items = PlainTable(
            (_("Counted as"), _("Name"), _("What it is"), _("Unit at that time"), _("Number")),
            numbers=(4,),
            wide=2,
        )
        self._build()
        self.ways.idClicked.connect(lambda _place: self._regroup())
        self.groups.idClicked.connect(lambda _place: self._draw())
        for box in (self.first, self.last):
            box.left.connect(self._read_if_changed)
        self.day.left.connect(self._regroup)
        self.table.opened.connect(lambda _row: self.items.setFocus())
        self.items.opened.connect(self._open)
        self._read_for: tuple[dt.date | None, dt.date | None] | None = None

    def _day(self, name: str, day: dt.date) -> DateInput:
        box = DateInput(Date(name="day", label=name), self._host.desk)
        box.set_value(day.isoformat())
        box.line.setAccessibleName(_(name))
        box.setFixedWidth(self.fontMetrics().horizontalAdvance("0") * 12 + 26)
        box.line.returnPressed.connect(box.leave)
        return box

    def _name(self, box: DateInput) -> QLabel:
        made = label(_(box.field.label), "label")
        made.setBuddy(box)
        return made

    def _build(self) -> None:
        self.export_button = button(_("Export to Excel…"), self.export, picture="upload", tip="Ctrl+Enter")
        top = ScreenHead(_("Back to the units"), self.left.emit, _("Figures by unit"), below=4)
        top.row.addStretch(1)
        top.row.addWidget(self.export_button)
        asked = QFrame()
        line = WrapLayout(asked, gap=16, line_gap=6)
        line.setContentsMargins(16, 2, 16, 6)
        for buttons, words in ((self.ways, [w for _c, w in _WAYS]), (self.groups, [w for _c, w in _GROUPS])):
            choices = []
            for place, each in enumerate(words):
                made = Tab(_(each), "choice")
                made.setChecked(place == 0)
                buttons.addButton(made, place)
                choices.append(made)
            line.addWidget(_together(choices))
        line.addWidget(_together([self._name(self.first), self.first, self._name(self.last), self.last]))
        self._day_asked = _together([self._name(self.day), self.day])
        self._day_asked.hide()
        line.addWidget(self._day_asked)
        said = QHBoxLayout()
        said.setContentsMargins(16, 0, 16, 6)
        said.addWidget(self._said)
        self.split.setHandleWidth(1)
        self.split.setChildrenCollapsible(False)
        self.split.addWidget(self.table)
        self.split.addWidget(self.items)
        self.split.setSizes([360, 200])
        self.items.setAccessibleName(_("What is counted"))
        around = QVBoxLayout()
        around.setContentsMargins(16, 0, 16, 12)
        around.addWidget(self.split)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (top, asked):
            column.addWidget(part)
        column.addLayout(said)
        column.addLayout(around, 1)

    # --- what is counted

    @property
    def by(self) -> By:
        """How it is grouped."""
        return _WAYS[self.ways.checkedId()][0]

    def _chosen(self, box: DateInput) -> dt.date | None:
        try:
            day = box.field.clean(box.value())
        except FieldError:
            return None
        return dt.date.fromisoformat(str(day)) if day else None

    def _read_if_changed(self) -> None:
        if self._read_for is not None and self._read_for != (
            self._chosen(self.first),
            self._chosen(self.last),
        ):
            self.refresh()

    def refresh(self) -> None:
        """Count again what is stored now."""
        first, last = self._chosen(self.first), self._chosen(self.last)
        self._read_for = (first, last)

        def work(report: Report) -> tuple[Counted, ...]:
            return tuple(unit_figures.counted(self._file, first, last, report))

        self._host.background.run(_("Counting"), work, self._take)

    def _take(self, counted: tuple[Counted, ...]) -> None:
        self._counted = counted
        self._regroup()

    def _regroup(self) -> None:
        day = self._chosen(self.day)
        self.figures = unit_figures.grouped(self._file, self._counted, self.by, day)
        self._day_asked.setVisible(self.by == "successor")
        self._draw()

    # --- what is shown

    def _draw(self) -> None:
        found = self.figures
        if found is None:
            return
        group = _GROUPS[self.groups.checkedId()][0]
        measures = [measure for measure in MEASURES if measure.group == group]
        self._lines = [x for x in found.lines if any(x.amount(m.code) for m in measures)]
        rows = [
            (_title(line), *(show_number(n) if (n := line.amount(m.code)) else "" for m in measures))
            for line in self._lines
        ]
        totals = (_("Total"), *(show_number(found.total(m.code)) for m in measures))
        self._shape([_(m.label) for m in measures])
        self.table.show_rows([totals, *rows] if rows else [])
        if rows:
            self._mark_total()
        self.table.fit()
        gone = sum(1 for line in self._lines if line.gone)
        said = _("The same things are counted in both ways; the totals are equal.")
        if self.by == "successor" and gone:
            said += " " + _(
                "{count} units have ended and no single one stands for them: they keep their own names."
            ).format(count=show_number(gone))
        self._said.setText(said if rows else _("Nothing falls into these days."))
        self._show_items()

    def _shape(self, heads: list[str]) -> None:
        old = self.table
        made = _Figures(heads)
        made.opened.connect(lambda _row: self.items.setFocus())
        had_focus = old.hasFocus()
        self.split.replaceWidget(0, made)
        old.deleteLater()
        self.table = made
        made.itemSelectionChanged.connect(self._show_items)
        if had_focus:
            made.setFocus()

    def _mark_total(self) -> None:
        for column in range(self.table.columnCount()):
            item = self.table.item(0, column)
            if item is not None:
                font = item.font()
                font.setBold(True)
                item.setFont(font)
        self.table.setCurrentCell(1, 0)

    def _show_items(self) -> None:
        found, row = self.figures, self.table.currentRow() - 1
        group = _GROUPS[self.groups.checkedId()][0]
        codes = {measure.code for measure in MEASURES if measure.group == group}
        line = self._lines[row] if 0 <= row < len(self._lines) else None
        self._items = [x for x in line.counted if codes & x.amounts.keys()] if line is not None else []
        names = found.names if found is not None else {}
        self.items.show_rows(
            [
                (_counted_as(each), each.title, each.detail, names.get(each.unit, ""), _number(each))
                for each in self._items
            ]
        )

    def _open(self, row: int) -> None:
        if 0 <= row < len(self._items):
            self._host.open_record(self._items[row].kind, self._items[row].id)

    def export(self) -> None:
        """Save every measure of every unit as a workbook."""
        found = self.figures
        if found is not None:
            save_workbook(self, self._host, _("Figures by unit"), lambda: unit_figures.workbook(found))

    def primary(self) -> bool:
        """Export: the one verb of this screen."""
        self.export()
        return True

    def enter(self) -> None:
        """Take the cursor into the table."""
        self.table.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leads back to the units."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class _Figures(PlainTable):
    """Units with their numbers; the names have room whatever is counted, the rest is scrolled to."""

    def __init__(self, heads: Sequence[str]) -> None:
        super().__init__((_("Unit"), *heads), numbers=tuple(range(1, len(heads) + 1)))
        self.setAccessibleName(_("Figures by unit"))
        self.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Fixed)

    def fit(self) -> None:
        """Give the names what the numbers leave, and never less than thirty letters."""
        numbers = sum(self.columnWidth(column) for column in range(1, self.columnCount()))
        least = 30 * self.fontMetrics().averageCharWidth()
        self.setColumnWidth(0, max(least, self.viewport().width() - numbers))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit again."""
        super().resizeEvent(event)
        self.fit()


def _together(parts: Sequence[QWidget]) -> QWidget:
    whole = QWidget()
    row = QHBoxLayout(whole)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(6)
    for part in parts:
        row.addWidget(part)
    return whole


def _title(line: Line) -> str:
    title = line.title or _("Without a unit")
    return _("{unit} (ended)").format(unit=title) if line.gone else title


def _counted_as(each: Counted) -> str:
    return _(_LABELS[next(iter(each.amounts))])


def _number(each: Counted) -> str:
    return " · ".join(
        show_number(amount)
        for code, amount in each.amounts.items()
        if amount and code not in {"women", "women_sent"}
    )
