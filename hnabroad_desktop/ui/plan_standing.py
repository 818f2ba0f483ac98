"""How the lines of a plan stand: places and money beside each line, and the names behind every figure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from hnabroad_desktop.actions.plans import Person, Standing
from hnabroad_desktop.base.i18n import N_, _
from hnabroad_desktop.base.vietnamese import show_number
from hnabroad_desktop.ui import theme

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


@dataclass(frozen=True)
class Figure:
    """One column of the standing: its words, its number, and the people behind the number."""

    name: str
    label: str
    number: Callable[[Standing], int]
    people: Callable[[Standing], Sequence[Person]]
    money: bool = False


FIGURES = (
    Figure("places", N_("Quota"), lambda s: s.places, lambda s: (*s.decided, *s.considered)),
    Figure("allotted", N_("Allotted"), lambda s: s.allotted, lambda s: (*s.decided, *s.considered)),
    Figure("considered", N_("Nominated"), lambda s: len(s.considered), lambda s: s.considered),
    Figure("decided", N_("Decided"), lambda s: len(s.decided), lambda s: s.decided),
    Figure(
        "women", N_("Women"), lambda s: s.women_decided, lambda s: tuple(p for p in s.decided if p.female)
    ),
    Figure("departed", N_("Departed"), lambda s: len(s.departed), lambda s: s.departed),
    Figure("remaining", N_("Remaining"), lambda s: s.remaining, lambda s: ()),
    Figure("committed", N_("Money committed"), lambda s: s.committed, lambda s: s.decided, money=True),
    Figure("money_left", N_("Money left"), lambda s: s.money_left, lambda s: (), money=True),
)


def millions(amount: int) -> str:
    """Return money as a summary shows it: in millions of đồng, whole."""
    return show_number(round(amount / 1_000_000))


def sentence(standing: Standing) -> str:
    """Return the answer to "how much is left" for one line, as it is read out on the phone."""
    share = round(100 * standing.women_decided / len(standing.decided)) if standing.decided else 0
    return _(
        "{title}: {places} places; decided {decided}, considered {considered}, left {left}; "
        "women {women}/{decided} ({share} %); committed {committed}, left {money} million đồng"
    ).format(
        title=standing.title,
        places=standing.places,
        decided=len(standing.decided),
        considered=len(standing.considered),
        left=standing.remaining,
        women=standing.women_decided,
        share=share,
        committed=millions(standing.committed),
        money=millions(standing.money_left),
    )


class StandingModel(QAbstractTableModel):
    """Runs beside the sheet, row for row; its last row sums."""

    def __init__(self, line_ids: Callable[[], Sequence[str]]) -> None:
        super().__init__()
        self._line_ids = line_ids
        self._known: Mapping[str, Standing] = {}

    def show_standings(self, standings: Sequence[Standing]) -> None:
        """Show how the lines stand now."""
        self._known = {standing.line_id: standing for standing in standings}
        self.lines_changed()

    def lines_changed(self) -> None:
        """Show as many rows as the sheet."""
        self.beginResetModel()
        self.endResetModel()

    def standing(self, row: int) -> Standing | None:
        """Return how the line of a row stands, None for a line that is new, and for the sums."""
        ids = self._line_ids()
        return self._known.get(ids[row]) if 0 <= row < len(ids) else None

    def people(self, row: int, column: int) -> Sequence[Person]:
        """Return the people behind a figure; of the sums, those of all lines."""
        figure, one = FIGURES[column], self.standing(row)
        chosen = [one] if one is not None else list(self._known.values()) if self._is_sum(row) else []
        return [person for standing in chosen for person in figure.people(standing)]

    def _is_sum(self, row: int) -> bool:
        return row == len(self._line_ids())

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Return the lines and the row of sums."""
        return 0 if parent.isValid() else len(self._line_ids()) + 1

    def columnCount(self, parent: Index = _ROOT) -> int:
        """Return the number of figures."""
        return 0 if parent.isValid() else len(FIGURES)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return the name of a figure."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        figure = FIGURES[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return _(figure.label)
        if role == Qt.ItemDataRole.ToolTipRole and figure.money:
            return _("{label}, in millions of đồng").format(label=_(figure.label))
        return None

    def number(self, row: int, column: int) -> int | None:
        """Return a figure, None where the line is not stored yet."""
        figure = FIGURES[column]
        if self._is_sum(row):
            return sum(figure.number(standing) for standing in self._known.values())
        standing = self.standing(row)
        return figure.number(standing) if standing is not None else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a figure shows; an overdrawn line is red and carries its sign."""
        number = self.number(index.row(), index.column())
        look = theme.current()
        match role:
            case Qt.ItemDataRole.DisplayRole:
                if number is None:
                    return ""
                return millions(number) if FIGURES[index.column()].money else show_number(number)
            case Qt.ItemDataRole.TextAlignmentRole:
                return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            case Qt.ItemDataRole.ForegroundRole:
                return look.colour("error") if number is not None and number < 0 else None
            case Qt.ItemDataRole.FontRole if self._is_sum(index.row()) or FIGURES[index.column()].name in (
                "remaining",
                "money_left",
            ):
                return look.font(10, strong=True)
        return None
