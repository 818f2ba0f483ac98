"""The toy record type as programs of three releases have it, and units with one of these programs each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from hypothesis import strategies as st

from hnabroad_desktop.base.fields import Choice, Field, PartialDate, Rows, Stored, Text
from hnabroad_desktop.base.ids import new_id
from hnabroad_desktop.records.schema import RecordType, Row, Section
from hnabroad_desktop.records.upgrades import recoded, renamed, split
from hnabroad_desktop.store.lines import Dot, decode
from hnabroad_desktop.store.model import Model
from tests.exchange.acts import Play
from tests.exchange.worlds import Unit, World
from tests.store import toy
from tests.store.toy import AWAY, HOME, PLACE, THING, thing


def parted(name: Stored) -> tuple[Stored, ...]:
    """Return family name and given name: the last word is the given one."""
    family, _blank, given = str(name).rpartition(" ")
    return family or None, given or None


CODES = {"red": "R", "blue": "B"}
COLOURS = (("R", "Đỏ"), ("B", "Xanh lam"))

_SECOND = (
    renamed(2, "other", "remark"),
    recoded(2, "colour", CODES),
    renamed(2, "word", "term", table="line"),
)
_THIRD = (
    split(3, "name", ("family", "given"), parted),
    renamed(3, "remark", "note"),
    renamed(3, "since", "begun"),
)


def _text(name: str, **more: str) -> Text:
    return Text(name=name, label=name, **more)


def _with(changes: Mapping[str, tuple[Field, ...]]) -> tuple[Section, ...]:
    (section,) = THING.sections
    fields = tuple(new for old in section.fields for new in changes.get(old.name, (old,)))
    return (replace(section, fields=fields),)


def _rows_of_terms() -> Rows:
    (line,) = (f for f in THING.tables if f.name == "line")
    return replace(line, fields=(_text("term"), *line.fields[1:]))


_COLOUR = Choice(name="colour", label="colour", options=COLOURS, free=True)

#: The record type as its second and third release have it.
SECOND: RecordType = replace(
    THING,
    version=2,
    upgrades=_SECOND,
    search=("name", "remark"),
    sections=_with({"other": (_text("remark"),), "colour": (_COLOUR,), "line": (_rows_of_terms(),)}),
)
THIRD: RecordType = replace(
    THING,
    version=3,
    upgrades=(*_SECOND, *_THIRD),
    search=("given", "note"),
    title=lambda record: f"{record.text('family')} {record.text('given')}".strip(),
    columns=("given", "size", "place"),
    depends=frozenset({"family", "given", "line"}),
    sections=_with(
        {
            "name": (_text("family"), _text("given")),
            "other": (_text("note"),),
            "since": (PartialDate(name="begun", label="begun", group="post"),),
            "colour": (_COLOUR,),
            "line": (_rows_of_terms(),),
        }
    ),
)
MODELS = {1: toy.MODEL, 2: Model((SECOND, PLACE)), 3: Model((THIRD, PLACE))}

#: Unit of conflict in its latest name -> versions that changed how it is written.
CHANGED = {
    "family": (3,),
    "given": (3,),
    "note": (2, 3),
    "post": (3,),
    "colour": (2,),
    "term": (2,),
}


def said(version: int, values: Mapping[str, Stored]) -> dict[str, Stored]:
    """Return values in the names and codes of the first release as a program of ``version`` has them."""
    found: dict[str, Stored] = {}
    for name, value in values.items():
        if name == "other" and version > 1:
            found["remark" if version == 2 else "note"] = value
        elif name == "colour" and version > 1:
            found[name] = CODES.get(str(value), value)
        elif name == "word" and version > 1:
            found["term"] = value
        elif name == "name" and version > 2:
            found["family"], found["given"] = parted(value) if value is not None else (None, None)
        elif name == "since" and version > 2:
            found["begun"] = value
        else:
            found[name] = value
    return found


class Releases(World):
    """Units with programs of three releases."""

    def __init__(self) -> None:
        self.written: dict[Dot, int] = {}
        super().__init__()

    def version(self, unit: Unit) -> int:
        """Return the release of a unit's program."""
        return unit.file.model.kinds["thing"].schema

    def install(self, unit: Unit, version: int) -> None:
        """Give a unit the program of a release; its file is opened with it."""
        path, replica = unit.file.path, unit.file.replica
        unit.file.close()
        unit.file = toy.opened(path, replica, MODELS[version])
        self.read_again(unit)

    def read(self, unit: Unit) -> None:
        """Note what was written since the last look, and by which release."""
        with unit.file.raw() as db:
            rows = db.execute("SELECT line FROM change WHERE n > ?", (unit.read,)).fetchall()
        for line in (decode(raw) for (raw,) in rows):
            self.written[line.dot] = line.schema
        super().read(unit)

    def understood(self, dot: Dot, other: Dot, group: str) -> bool:
        """Deny it to a program older than a change of the group, where ``other`` was written after it."""
        writer, author = self.written[dot], self.written[other]
        return not any(writer < changed <= author for changed in CHANGED.get(group, ()))

    def all_of_the_last(self) -> None:
        """Give everybody the last release; what is checked from now on is read with it."""
        for unit in self.units:
            self.install(unit, 3)
        self.model = MODELS[3]
        self.direct.clear()
        for unit in self.units:
            self.lines |= unit.lines


CHANGES: tuple[dict[str, Stored], ...] = (
    {"name": "Lê An"},
    {"name": "Lê Bình"},
    {"name": "Trần An"},
    {"name": None},
    {"other": "x"},
    {"other": "y", "size": 2},
    {"colour": "red"},
    {"colour": "blue"},
    {"post": "Bí thư", "since": "2020"},
    {"since": "2021"},
    {"size": 1},
    {"place": HOME},
    {"place": AWAY, "name": "Vũ Chi"},
)


@dataclass
class Season(Play):
    """What units with programs of several releases do."""

    def values(self, unit: Unit) -> dict[str, Stored]:
        assert isinstance(self.world, Releases)
        return said(self.world.version(unit), self.draw(st.sampled_from(CHANGES)))

    def add(self) -> None:
        unit = self.unit()
        assert isinstance(self.world, Releases)
        words = self.draw(st.lists(st.sampled_from("xy"), max_size=2))
        rows = tuple(Row(said(self.world.version(unit), {"word": word}), new_id()) for word in words)
        values: dict[str, Any] = {"place": HOME, **self.values(unit)}
        self.world.write(unit, lambda step: self.things.append(step.add(thing("", {"line": rows}, **values))))

    def change(self) -> None:
        unit = self.unit()
        one = self.thing_of(unit)
        if one:
            values = self.values(unit)
            self.world.write(unit, lambda step: step.change("thing", one, values))

    def save_rows(self) -> None:
        unit = self.unit()
        one = self.thing_of(unit)
        if not one:
            return
        assert isinstance(self.world, Releases)
        record = unit.file.get("thing", one)
        assert record is not None
        word = said(self.world.version(unit), {"word": self.draw(st.sampled_from("zw"))})
        rows = [Row({**row.values, **word}, row.id) for row in record.table("line")]
        if self.draw(st.booleans()):
            rows.append(Row(word))
        self.world.write(unit, lambda step: step.save(record.with_table("line", rows), record))

    def new_release(self) -> None:
        """Let a unit have the next release of the program."""
        unit = self.unit()
        assert isinstance(self.world, Releases)
        version = self.world.version(unit)
        if version < 3:
            self.world.install(unit, version + 1)


SEASON = (
    Season.add,
    Season.change,
    Season.change,
    Season.change,
    Season.change,
    Season.save_rows,
    Season.delete,
    Season.restore,
    Season.same_person,
    Season.undo,
    Season.pack,
    Season.pack,
    Season.pack,
    Season.take,
    Season.take,
    Season.new_release,
)
