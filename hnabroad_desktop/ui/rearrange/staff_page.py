"""People of old units, looked at one by one or in parts: a proposal taken, a unit chosen, or left waiting."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QItemSelectionModel, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from hnabroad_desktop.actions import placing
from hnabroad_desktop.actions.placing import Proposal
from hnabroad_desktop.actions.sketches import STAYS
from hnabroad_desktop.actions.units import Choice
from hnabroad_desktop.base.errors import AppError
from hnabroad_desktop.base.i18n import N_, _
from hnabroad_desktop.base.vietnamese import show_number
from hnabroad_desktop.ui.controls import Tab, WrapLayout, button, label, painted
from hnabroad_desktop.ui.desk import Hit
from hnabroad_desktop.ui.icons import icon
from hnabroad_desktop.ui.pick_line import PickLine
from hnabroad_desktop.ui.plain_table import plain
from hnabroad_desktop.ui.rearrange.staff_model import BORN, DECIDED, NAME, OLD, POST, PROPOSED, StaffModel

#: The states a click shows alone, and what they are called.
_SHOWN = (
    ("", N_("All: {count}")),
    ("open", N_("Not looked at: {count}")),
    ("placed", N_("Placed: {count}")),
    ("stays", N_("Staying: {count}")),
)


class StaffPage(QWidget):
    """The table above, the decision about whoever is selected below it."""

    #: What was decided so far: cadre -> unit, or STAYS.
    decided = Signal(object)
    #: Something could not be done; the sentence that says why, "" once it can.
    refused = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.choices: dict[str, str] = {}
        self._organs: Sequence[Choice] = ()
        self.model = StaffModel()
        self.table = StaffTable(self.model)
        self.words = QLineEdit()
        self._states = QButtonGroup(self)
        self._said = label("", "quiet", wrap=True)
        self._selected = label("", "strong")
        self._keys = label(
            _("Space takes the proposal · Enter chooses a unit · Delete forgets · Ctrl+A selects all shown"),
            "hint",
            wrap=True,
        )
        self.pick = PickLine((), _("Placed in"))
        self._pick_name = label(_("Placed &in"), "label")
        self._pick_name.setBuddy(self.pick)
        self.place_button = button(_("&Place"), self.place, picture="user-check")
        self.accept_button = button(_("Take what is &proposed"), self.accept, picture="check", tip=_("Space"))
        self.stay_button = button("", self.stay, picture="hourglass")
        self.forget_button = button(_("&Forget"), self.forget, role="quiet", tip=_("Delete"))
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(150)
        self._build()
        self._connect()

    def _build(self) -> None:
        self.words.setPlaceholderText(_("Name, post or unit"))
        self.words.setAccessibleName(_("Find people in the table"))
        self.words.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        letter = self.fontMetrics().horizontalAdvance("n")
        self.words.setMinimumWidth(letter * 22)
        top = QHBoxLayout()
        top.setContentsMargins(16, 4, 16, 6)
        top.setSpacing(6)
        top.addWidget(self.words, 1)
        for place, _each in enumerate(_SHOWN):
            made = Tab("", "choice")
            made.setChecked(place == 0)
            self._states.addButton(made, place)
            top.addWidget(made)
        below = QFrame()
        painted(below, "side")
        column = QVBoxLayout(below)
        column.setContentsMargins(16, 8, 16, 8)
        column.setSpacing(6)
        head = QHBoxLayout()
        head.addWidget(self._selected)
        head.addSpacing(12)
        head.addWidget(self._keys, 1)
        column.addLayout(head)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self._pick_name)
        line.addWidget(self.pick, 1)
        line.addWidget(self.place_button)
        column.addLayout(line)
        verbs = WrapLayout(None, gap=8, line_gap=6)
        for verb in (self.accept_button, self.stay_button, self.forget_button):
            verbs.addWidget(verb)
        column.addLayout(verbs)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        around = QHBoxLayout()
        around.setContentsMargins(16, 0, 16, 6)
        around.addWidget(self._said)
        whole.addLayout(around)
        whole.addLayout(top)
        whole.addWidget(self.table, 1)
        whole.addWidget(below)

    def _connect(self) -> None:
        self.words.textEdited.connect(lambda _text: self._pause.start())
        self.words.installEventFilter(self)
        self._pause.timeout.connect(self._filter)
        self._states.idClicked.connect(lambda _place: self._filter())
        self.table.selectionModel().selectionChanged.connect(lambda _now, _before: self._show_selected())
        self.table.accepted.connect(self.accept)
        self.table.choosing.connect(self._choose)
        self.table.forgotten.connect(self.forget)
        self.pick.line.returnPressed.connect(self._returned)

    # --- what is shown

    def show_people(
        self,
        people: Sequence[Proposal],
        decided: Mapping[str, str],
        organs: Sequence[Choice],
        *,
        said: str,
        stays: str,
    ) -> None:
        """Ask about people; ``organs`` are all they may belong to, ``stays`` says what staying is called."""
        self._organs = organs
        self.choices = dict(decided)
        self._said.setText(said)
        self.stay_button.setText(stays)
        names = {choice.unit: choice.title for choice in organs}
        for each in people:
            names.update((choice.unit, choice.title) for choice in each.choices)
        self.model.show(people, self.choices, names, stays)
        self.table.selectRow(0)
        self._show_counts()
        self._show_selected()

    def _show_counts(self) -> None:
        for place, (state, words) in enumerate(_SHOWN):
            made = self._states.button(place)
            made.setText(_(words).format(count=show_number(self.model.count(state))))

    def _filter(self) -> None:
        state = _SHOWN[self._states.checkedId()][0]
        self.model.show_only(self.words.text(), state)
        if self.model.rowCount():
            self.table.selectRow(0)
        self._show_selected()

    def selected(self) -> list[Proposal]:
        """Return the people selected, in the order of the table."""
        rows = sorted({index.row() for index in self.table.selectionModel().selectedRows()})
        return self.model.people(rows)

    def _show_selected(self) -> None:
        chosen = self.selected()
        one = chosen[0].name if len(chosen) == 1 else _("{count} people selected")
        self._selected.setText(one.format(count=show_number(len(chosen))) if chosen else _("Nobody selected"))
        for made in (self.place_button, self.stay_button, self.forget_button):
            made.setEnabled(bool(chosen))
        self.accept_button.setEnabled(any(each.proposed for each in chosen))
        suggested = {choice.unit: choice for each in chosen for choice in each.choices}
        hits = [Hit(choice.unit, choice.title, choice.reason) for choice in suggested.values()]
        hits += [Hit(c.unit, c.title, c.reason) for c in self._organs if c.unit not in suggested]
        self.pick.set_hits(hits)
        decisions = {self.choices.get(each.cadre, STAYS) for each in chosen}
        self.pick.set_value(decisions.pop() if len(decisions) == 1 else None)
        names = ", ".join(choice.title for choice in list(suggested.values())[:3])
        self.pick.line.setPlaceholderText(
            _("Suggested (F4): {names}").format(names=names) if names else _("F4 opens the list")
        )

    # --- what is decided

    def _decide(self, decisions: Mapping[str, str | None]) -> None:
        for cadre, unit in decisions.items():
            if unit is None:
                self.choices.pop(cadre, None)
            else:
                self.choices[cadre] = unit
        self.model.show_decided(self.choices)
        self._show_counts()
        self._show_selected()
        self.refused.emit("")
        self.decided.emit(dict(self.choices))

    def accept(self) -> None:
        """Take what is proposed for those selected; whoever nothing is proposed for stays undecided."""
        chosen = {each.cadre: each.proposed for each in self.selected() if each.proposed}
        if chosen:
            self._decide(chosen)
            self._go_on()

    def place(self) -> None:
        """Put those selected where the line says."""
        self.pick.leave()
        unit, chosen = self.pick.value(), self.selected()
        if not unit or not chosen:
            self.pick.line.setFocus()
            return
        ids = [each.cadre for each in chosen]
        try:
            placing.refuse_for_all(self.model.everybody, ids)
        except AppError as problem:
            self.refused.emit(str(problem))
            return
        self._decide(dict.fromkeys(ids, unit))
        self._go_on()

    def stay(self) -> None:
        """Leave those selected where they are."""
        self._decide({each.cadre: STAYS for each in self.selected()})
        self._go_on()

    def forget(self) -> None:
        """Forget what was decided about those selected."""
        self._decide({each.cadre: None for each in self.selected()})

    def _go_on(self) -> None:
        row = self.model.next_open(
            max((i.row() for i in self.table.selectionModel().selectedRows()), default=0)
        )
        self.table.selectRow(row)
        self.table.setFocus()

    def _choose(self) -> None:
        self.pick.line.setFocus()
        self.pick.line.selectAll()
        if not self.pick.line.text():
            self.pick.open_list()

    def _returned(self) -> None:
        if not self.pick.suggestions.visible:
            self.place()

    def enter(self) -> None:
        """Take the cursor into the table."""
        self.table.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Down and Enter lead from the words into the table, and Esc clear them."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._pause.stop()
                self._filter()
                self.table.setFocus()
                return True
            if event.key() == Qt.Key.Key_Escape and self.words.text():
                self.words.clear()
                self._filter()
                return True
        return super().eventFilter(watched, event)


class StaffTable(QTableView):
    """Rows are selected as in Excel: Shift and arrows, Ctrl and a click, Ctrl+A."""

    accepted = Signal()
    choosing = Signal()
    forgotten = Signal()

    def __init__(self, model: StaffModel) -> None:
        super().__init__()
        self.setModel(model)
        plain(self)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setAccessibleName(_("People to be placed"))
        self.doubleClicked.connect(lambda _index: self.choosing.emit())

    def fit(self) -> None:
        """Give every column its letters; what is left goes to the units."""
        letter = self.fontMetrics().averageCharWidth()
        widths = {NAME: 24, DECIDED: 26, PROPOSED: 26, POST: 18, OLD: 26, BORN: 12}
        left = self.viewport().width() - sum(widths.values()) * letter
        more = max(left // 3, 0)
        for column, letters in widths.items():
            units = column in (DECIDED, PROPOSED, OLD)
            self.setColumnWidth(column, letters * letter + (more if units else 0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit again."""
        super().resizeEvent(event)
        self.fit()

    def selectRow(self, row: int) -> None:
        """Select one row alone and bring it into sight."""
        index = self.model().index(row, 0)
        if index.isValid():
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            self.selectionModel().setCurrentIndex(index, flags)
            self.scrollTo(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space takes the proposal, Enter and F2 choose a unit, Delete forgets."""
        plainly = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        verb = {
            Qt.Key.Key_Space: self.accepted,
            Qt.Key.Key_Return: self.choosing,
            Qt.Key.Key_Enter: self.choosing,
            Qt.Key.Key_F2: self.choosing,
            Qt.Key.Key_Delete: self.forgotten,
        }.get(Qt.Key(event.key()))
        if verb is not None and plainly:
            verb.emit()
        else:
            super().keyPressEvent(event)
