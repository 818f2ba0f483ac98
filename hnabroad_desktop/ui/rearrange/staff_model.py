"""People of old units as a table: who they are, what is proposed, and what was decided about each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from hnabroad_desktop.actions.placing import Proposal
from hnabroad_desktop.actions.sketches import STAYS
from hnabroad_desktop.base import dates
from hnabroad_desktop.base.i18n import N_, _
from hnabroad_desktop.base.vietnamese import fold
from hnabroad_desktop.ui import theme
from hnabroad_desktop.ui.icons import icon

Index = QModelIndex | QPersistentModelIndex

#: What can be said of a person, each with its sign and its colour.
State = Literal["open", "placed", "stays"]
SIGNS: Mapping[State, tuple[str, str]] = {
    "open": ("circle-question-mark", "warning"),
    "placed": ("circle-check", "ok"),
    "stays": ("hourglass", "quiet"),
}

#: The decision stands beside the name, so that both are in sight however narrow the window is.
COLUMNS = (
    N_("Full name"),
    N_("Placed in"),
    N_("Proposed or suggested"),
    N_("Post held"),
    N_("Unit before"),
    N_("Born"),
)
NAME, DECIDED, PROPOSED, POST, OLD, BORN = range(len(COLUMNS))


class StaffModel(QAbstractTableModel):
    """Everybody who is asked about; a filter of words and state lets some through."""

    def __init__(self) -> None:
        super().__init__()
        self._everybody: Sequence[Proposal] = ()
        self._found: list[Proposal] = []
        self._decided: Mapping[str, str] = {}
        self._names: Mapping[str, str] = {}
        self._stays = ""
        self._words, self._state = "", ""

    # --- what is shown

    def show(
        self, people: Sequence[Proposal], decided: Mapping[str, str], names: Mapping[str, str], stays: str
    ) -> None:
        """Show people; ``names`` are of the units, ``stays`` says what staying is called."""
        self._everybody, self._decided, self._names, self._stays = people, decided, names, stays
        self._filter()

    def show_decided(self, decided: Mapping[str, str]) -> None:
        """Show other decisions about the same people, who stay in their rows until filtered again."""
        self._decided = decided
        if self._found:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._found) - 1, len(COLUMNS) - 1))

    def show_only(self, words: str, state: str) -> None:
        """Show those who hold all the words, in one state or ("") in any."""
        self._words, self._state = words, state
        self._filter()

    def _filter(self) -> None:
        wanted = fold(self._words).split()
        self.beginResetModel()
        self._found = [
            each
            for each in self._everybody
            if (not self._state or self.state(each) == self._state) and self._holds(each, wanted)
        ]
        self.endResetModel()

    @staticmethod
    def _holds(each: Proposal, words: Sequence[str]) -> bool:
        text = fold(f"{each.name} {each.post} {each.old_title}")
        return all(word in text for word in words)

    # --- what is asked of it

    @property
    def everybody(self) -> Sequence[Proposal]:
        """Everybody who is asked about, shown or not."""
        return self._everybody

    def person(self, row: int) -> Proposal | None:
        """Return the person in a row."""
        return self._found[row] if 0 <= row < len(self._found) else None

    def people(self, rows: Iterable[int]) -> list[Proposal]:
        """Return the people in some rows."""
        return [self._found[row] for row in rows]

    def state(self, each: Proposal) -> State:
        """Return what was decided about somebody."""
        if each.cadre not in self._decided:
            return "open"
        return "stays" if self._decided[each.cadre] == STAYS else "placed"

    def count(self, state: str) -> int:
        """Return how many people are in a state, "" for all of them."""
        return sum(1 for each in self._everybody if not state or self.state(each) == state)

    def next_open(self, row: int) -> int:
        """Return the first row after ``row`` that nothing was decided about, else the row itself."""
        order = [*range(row + 1, len(self._found)), *range(row)]
        return next((n for n in order if self.state(self._found[n]) == "open"), row)

    # --- as Qt asks for it

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  as Qt declares it
        """Return the number of people shown."""
        return 0 if parent.isValid() else len(self._found)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  as Qt declares it
        """Return the number of columns."""
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, way: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the heading of a column."""
        if way == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _(COLUMNS[section])
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the words of a cell; what was decided has a sign and a colour too."""
        each = self.person(index.row())
        if each is None:
            return None
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == PROPOSED:
            return "\n".join(choice.reason for choice in each.choices) or None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._words_of(each, index.column())
        if index.column() == DECIDED:
            picture, colour = SIGNS[self.state(each)]
            if role == Qt.ItemDataRole.DecorationRole:
                return icon(picture, colour)
            if role == Qt.ItemDataRole.ForegroundRole:
                return theme.current().colour(colour)
        elif role == Qt.ItemDataRole.ForegroundRole and index.column() == PROPOSED and not each.proposed:
            return theme.current().colour("quiet")
        return None

    def _words_of(self, each: Proposal, column: int) -> str:
        if column == DECIDED:
            state = self.state(each)
            if state == "open":
                return _("not looked at")
            return self._stays if state == "stays" else self._names.get(self._decided[each.cadre], "")
        if column == PROPOSED:
            titles = ", ".join(choice.title for choice in each.choices)
            if not titles:
                return _("nothing is suggested")
            return titles if each.proposed else _("suggested: {units}").format(units=titles)
        born = dates.show(each.birth) if each.birth else ""
        return {NAME: each.name, POST: each.post, OLD: each.old_title, BORN: born}[column]
