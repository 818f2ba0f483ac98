"""What reading one cell gives: a value, how sure it is, why, and what else it may be."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal, NamedTuple

from hnabroad_desktop.base.fields import Stored
from hnabroad_desktop.records.schema import Row
from hnabroad_desktop.sheets.dating import Order
from hnabroad_desktop.sheets.matching import Entry, Vocabulary

#: Green as it stands, amber to be looked at, red to be repaired.
State = Literal["green", "amber", "red"]


@dataclass(frozen=True)
class Option:
    """A value the user may choose for a cell, with the text shown."""

    value: str
    label: str


class Read(NamedTuple):
    """What a cell gives: the value, how sure it is, why, what else it may be.

    ``ended`` is the entry of a unit that is no more; ``lines`` are rows of a
    table a cell gives; ``second`` is what it gives for its second field.
    """

    value: Stored = None
    state: State = "green"
    reason: str = ""
    options: tuple[Option, ...] = ()
    ended: Entry | None = None
    lines: tuple[Row, ...] = ()
    second: Read | None = None


@dataclass
class Setting:
    """What the cells of one column are read with."""

    vocabulary: Vocabulary
    today: dt.date | None = None
    as_of: str = ""
    base_1904: bool = False
    order: Order = "dmy"
    keep_case: bool = False


NOTHING = Read()
