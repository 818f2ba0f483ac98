"""The plan of a year: the sheet that is typed, how each line stands, and the names behind the figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from hnabroad_desktop.actions import plans
from hnabroad_desktop.actions.plans import Person, Standing
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.records.schema import Record, RecordType
from hnabroad_desktop.ui import theme
from hnabroad_desktop.ui.cell_delegate import CellDelegate
from hnabroad_desktop.ui.controls import button, label, painted
from hnabroad_desktop.ui.desk import Hit, Query
from hnabroad_desktop.ui.dialog import choose
from hnabroad_desktop.ui.file_desk import FileDesk
from hnabroad_desktop.ui.host import Host
from hnabroad_desktop.ui.inputs import make_input
from hnabroad_desktop.ui.kind_screen import KindScreen
from hnabroad_desktop.ui.pick_line import PickLine
from hnabroad_desktop.ui.plain_table import PlainTable
from hnabroad_desktop.ui.plan_sheet import PlanSheet
from hnabroad_desktop.ui.plan_standing import FIGURES, StandingModel, sentence
from hnabroad_desktop.ui.plan_views import SheetView, StandingView
from hnabroad_desktop.ui.record_area import RecordArea


class PlanSheetScreen(KindScreen):
    """The lines of one plan as a sheet; the whole form of a line opens beside it with F2."""

    def __init__(self, record_type: RecordType, host: Host, kinds: QWidget | None = None) -> None:
        self._plan = ""
        super().__init__(record_type, host, kinds)
        self.pane.written.connect(lambda _id: self.refresh())

    # --- what it is made of

    def _left(self, kinds: QWidget | None) -> QWidget:
        left = super()._left(None)
        left.hide()
        self._hidden = left  # the plain list stands by for what KindScreen asks of it
        page = QWidget()
        painted(page, "list")
        page.setMinimumWidth(round(340 * theme.current().scale / 100))
        desk = self._host.desk
        self.sheet = PlanSheet(desk, self._save)
        self.view = SheetView(self.sheet)
        delegate = CellDelegate(
            self.sheet.columns,
            lambda field, cell: make_input(field, desk, self._host.background, self._host.open_record, cell),
            self.view,
        )
        delegate.stepped.connect(self._step)
        self.view.setItemDelegate(delegate)
        self.figures = StandingModel(lambda: [line.record.id for line in self.sheet.lines])
        self.standing = StandingView(self.figures)
        self._join()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        if kinds is not None:
            column.addWidget(kinds)
        column.addLayout(self._head())
        column.addWidget(self._tables(), 3)
        column.addWidget(self._below())
        column.addWidget(self._names(), 2)
        self._read_plans()
        return page

    def _head(self) -> QHBoxLayout:
        self.plan_box = PickLine((), _("Plan of a year"))
        self.plan_box.setMaximumWidth(round(420 * theme.current().scale / 100))
        self.plan_box.changed.connect(self._plan_chosen)
        self.add_line_button = button(
            _("&Add a line"), self.add, role="primary", picture="plus", tip="Ctrl+N"
        )
        if self._host.desk.read_only:
            self.add_line_button.hide()
        self.form_button = button(
            _("The whole &form of the line") + "  F2", self._open_form, picture="panel-right"
        )
        row = QHBoxLayout()
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(8)
        row.addWidget(self.add_line_button)
        row.addWidget(self.plan_box, 1)
        row.addWidget(self.form_button)
        row.addStretch(1)
        return row

    def _tables(self) -> QWidget:
        self._pair = QSplitter(Qt.Orientation.Horizontal)
        self._pair.setHandleWidth(3)
        self._pair.setChildrenCollapsible(False)
        self._pair.addWidget(self.view)
        self._pair.addWidget(self.standing)
        self._pair.setStretchFactor(0, 3)
        self._pair.setStretchFactor(1, 2)
        self._pair.setSizes([600, 520])
        return self._pair

    def _below(self) -> QWidget:
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(12, 4, 12, 6)
        self.said = label("", "strong", wrap=True)
        self.said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.fault = label("", "error", wrap=True)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.said)
        words.addWidget(self.fault)
        self.fault.hide()
        row.addLayout(words, 1)
        return foot

    def _names(self) -> QWidget:
        self.names_box = QWidget()
        self._names_title = label("", "heading", wrap=True)
        self.names = PlainTable((_("Full name"), _("Class"), _("Sex")), wide=0)
        self.names.opened.connect(self._open_person)
        close = button(_("Close"), self._hide_names, role="quiet", picture="x")
        head = QHBoxLayout()
        head.addWidget(self._names_title, 1)
        head.addWidget(close)
        column = QVBoxLayout(self.names_box)
        column.setContentsMargins(12, 4, 12, 8)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self.names, 1)
        self.names_box.setMaximumHeight(theme.current().measure("row") * 8)
        self.names_box.hide()
        self._people: Sequence[Person] = ()
        return self.names_box

    def _join(self) -> None:
        """Let the two tables scroll and mark as one."""
        here, there = self.view.verticalScrollBar(), self.standing.verticalScrollBar()
        here.valueChanged.connect(there.setValue)
        there.valueChanged.connect(here.setValue)
        self.view.selectionModel().currentRowChanged.connect(self._row_changed)
        self.standing.clicked.connect(self._ask_names)
        self.view.row_wanted.connect(self.add)
        self.sheet.rowsInserted.connect(lambda *_rows: self.figures.lines_changed())
        self.sheet.rowsRemoved.connect(lambda *_rows: self.figures.lines_changed())
        self.sheet.modelReset.connect(self.figures.lines_changed)
        height = self.view.fontMetrics().lineSpacing() * 2 + 8  # the figures are named in two lines
        for table in (self.view, self.standing):
            table.horizontalHeader().setFixedHeight(height)
            table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)

    # --- which plan

    def _read_plans(self) -> None:
        desk = self._host.desk
        source = desk.source("plan")
        ids = source.ids(Query(sort="year", descending=True))
        found = [plan for plan in (desk.get("plan", record_id) for record_id in ids) if plan is not None]
        hits = [Hit(plan.id, plan.text("name"), plan.text("year"), "plan") for plan in found]
        self.plan_box.set_hits(hits)
        year = desk.today.year
        wanted = next((plan.id for plan in found if plan["year"] == year), hits[0].value if hits else "")
        if self._plan not in {hit.value for hit in hits}:
            self._plan = wanted
        self.plan_box.set_value(self._plan)
        self._read_lines()

    def _plan_chosen(self) -> None:
        chosen = self.plan_box.value()
        if not chosen or chosen == self._plan:
            return
        if self.may_leave_sheet():
            self._plan = chosen
            self._read_lines()
        else:
            self.plan_box.set_value(self._plan)

    def _read_lines(self) -> None:
        desk, plan = self._host.desk, self._plan
        self.add_line_button.setEnabled(bool(plan))
        self.said.setText("" if plan else _("There is no plan yet. Add one under “Plans” first."))
        if not plan:
            self.sheet.show_lines(())
            return
        assert isinstance(desk, FileDesk)
        file = desk.file
        self.sheet.show_lines(plans.lines(file, plan))
        self._host.background.ask(lambda: plans.standings(file, plan), lambda found: self._stand(plan, found))

    def _stand(self, plan: str, found: Sequence[Standing]) -> None:
        if plan == self._plan:
            self.figures.show_standings(found)
            self._show_sentence(self.view.currentIndex().row())

    # --- typing

    def _save(self, record: Record) -> Record:
        desk = self._host.desk
        saved = desk.save(record)
        self._host.done()
        return desk.get("plan_line", saved.id) or record

    def add(self) -> None:
        """Begin a new line below the others."""
        if self._host.desk.read_only or not self._plan or not self._write_row(self.view.currentIndex().row()):
            return
        last = self.sheet.lines[-1].record if self.sheet.lines else None
        number = last["number"] if last is not None else 0
        record = self.type.new(
            plan=self._plan,
            number=number + 1 if isinstance(number, int) else None,
            lead_body=last["lead_body"] if last is not None else None,
        )
        self._type_in(self.sheet.append(record), self.sheet.place_of("content"))

    def _type_in(self, row: int, column: int) -> None:
        index = self.sheet.index(row, column)
        self.view.setFocus()
        self.view.setCurrentIndex(index)
        self.view.edit(index)

    def _step(self, step: int) -> None:
        # 1 and 2: Enter and Tab lead on, and after the last cell of the last line begin a new one.
        here = self.view.currentIndex()
        width = len(self.sheet.columns)
        place = here.row() * width + here.column() + (1 if step > 0 else -1)
        row = place // width
        if place < 0:
            return
        if row != here.row() and not self._write_row(here.row()):
            return
        if row < len(self.sheet.lines):
            self._type_in(row, place % width)
        else:
            self.add()

    def _row_changed(self, now: QModelIndex, before: QModelIndex) -> None:
        if before.isValid() and before.row() != now.row() and before.row() < len(self.sheet.lines):
            self._write_row(before.row(), stay=False)
        self._show_sentence(now.row())

    def _write_row(self, row: int, *, stay: bool = True) -> bool:
        """Write a line that was typed in; where it cannot be, say why and put the cursor there."""
        if not 0 <= row < len(self.sheet.lines):
            return True
        problems = self.sheet.write(row)
        self.fault.setText(" ".join(dict.fromkeys(p.message for p in problems)))
        self.fault.setVisible(bool(problems))
        if problems and stay:
            place = self.sheet.place_of(problems[0].field.partition(".")[0])
            self.view.setCurrentIndex(self.sheet.index(row, place))
        if not problems and self.sheet.lines[row].record.id:
            self._stand_again()
        return not problems

    def _stand_again(self) -> None:
        desk, plan = self._host.desk, self._plan
        assert isinstance(desk, FileDesk)
        file = desk.file
        self._host.background.ask(lambda: plans.standings(file, plan), lambda found: self._stand(plan, found))

    # --- figures

    def _show_sentence(self, row: int) -> None:
        standing = self.figures.standing(row)
        self.said.setText(sentence(standing) if standing is not None else "")
        self.form_button.setEnabled(standing is not None)

    def _ask_names(self, index: QModelIndex) -> None:
        row = index.row()
        if row < len(self.sheet.lines):
            self.view.selectionModel().setCurrentIndex(
                self.sheet.index(row, max(self.view.currentIndex().column(), 0)),
                QItemSelectionModel.SelectionFlag.ClearAndSelect,
            )
        self._people = self.figures.people(row, index.column())
        figure = FIGURES[index.column()]
        self._names_title.setText(
            _("{figure}: {count} people").format(figure=_(figure.label), count=len(self._people))
        )
        self.names.show_rows(
            [(p.name, p.class_code, _("Female") if p.female else _("Male")) for p in self._people]
        )
        self.names_box.setVisible(bool(self._people))
        if self._people:
            self.names.setFocus()

    def _hide_names(self) -> None:
        self.names_box.hide()
        self.standing.setFocus()

    def _open_person(self, row: int) -> None:
        self._host.open_record("cadre", self._people[row].cadre)

    # --- what the window asks of it

    def open(self, record_id: str) -> None:
        """Show the plan of a line with the line marked, so that its figures stand there."""
        line = self._host.desk.get("plan_line", record_id)
        if line is None or not self.may_leave_sheet():
            return
        self._plan = line.text("plan")
        self._read_plans()
        for row, shown_line in enumerate(self.sheet.lines):
            if shown_line.record.id == record_id:
                self.view.setFocus()
                self.view.setCurrentIndex(self.sheet.index(row, self.sheet.place_of("content")))

    def _open_form(self) -> None:
        standing = self.figures.standing(self.view.currentIndex().row())
        if standing is not None and self.may_leave_sheet() and self.pane.open(standing.line_id):
            self._show_pane()
            self.pane.form.focus_first()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F2 opens the whole form; Esc puts the names away."""
        if event.key() == Qt.Key.Key_F2:
            self._open_form()
        elif event.key() == Qt.Key.Key_Escape and not self.names_box.isHidden():
            self._hide_names()
        else:
            super().keyPressEvent(event)

    def may_leave_sheet(self) -> bool:
        """Write what was typed; where a line cannot be written, ask once."""
        rows = [row for row in self.sheet.dirty_rows if not self._write_row(row)]
        if not rows:
            return True
        answers = [_("Keep &editing"), _("&Don't save")]
        words = _("{count} lines of the plan cannot be saved as they stand.").format(count=len(rows))
        if choose(self.window(), _("Not saved"), words, answers) == 0:
            return False
        self._read_lines()
        return True

    def refresh(self) -> None:
        """Show what is stored now."""
        if not self.sheet.dirty_rows:
            self._read_plans()

    def _closed(self) -> None:
        super()._closed()
        self.view.setFocus()


class PlansArea(RecordArea):
    """Plans: the sheet first, then the plain lists."""

    screen_types: ClassVar[Mapping[str, type[KindScreen]]] = {"plan_line": PlanSheetScreen}

    def __init__(self, types: Sequence[RecordType], host: Host) -> None:
        super().__init__(sorted(types, key=lambda t: t.code != "plan_line"), host)

    def may_leave(self) -> bool:
        """Ask once what becomes of unsaved work, in the sheet too."""
        screen = self.current
        return super().may_leave() and (not isinstance(screen, PlanSheetScreen) or screen.may_leave_sheet())

    def refresh(self) -> None:
        """Show what is stored now."""
        super().refresh()
        for screen in self._screens.values():
            if isinstance(screen, PlanSheetScreen):
                screen.refresh()

    def enter(self) -> None:
        """Take the cursor into the sheet or the list."""
        if isinstance(self.current, PlanSheetScreen):
            self.current.view.setFocus()
        else:
            super().enter()
