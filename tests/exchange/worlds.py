"""Units with data files that write and exchange, and an oracle that knows what each of them knew."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from hnabroad_desktop.base.ids import new_id
from hnabroad_desktop.exchange import merge as merging
from hnabroad_desktop.exchange.content import Content
from hnabroad_desktop.exchange.merge import Merged
from hnabroad_desktop.exchange.outgoing import compose, note_own, note_sent
from hnabroad_desktop.exchange.plan import Choice, Plan
from hnabroad_desktop.exchange.taking_back import TakenBack, take_back
from hnabroad_desktop.records.scope import channel
from hnabroad_desktop.store.authority import shown_from_above, weight
from hnabroad_desktop.store.datafile import DataFile
from hnabroad_desktop.store.fold import Folded, fold, group_values, standing_values
from hnabroad_desktop.store.lines import DELETED, SCOPE, Dot, Line
from hnabroad_desktop.store.model import Model
from hnabroad_desktop.store.parts import held
from hnabroad_desktop.store.streams import Streams
from hnabroad_desktop.store.versions import read
from tests.store import toy
from tests.store.toy import AWAY, COMMON, FAR, HOME

UNITS = tuple(f"{n:x}" * 32 for n in (10, 11, 12, 13))
ALL = (
    COMMON,
    HOME,
    AWAY,
    FAR,
    *UNITS,
    *(channel(kind, unit) for kind in ("place", "field_authority") for unit in UNITS),
)


def frozen(content: Content) -> Content:
    """Return a package as it lies on a stick: later changes of the file it came from do not reach it."""
    return replace(content, streams=tuple(replace(p, lines=tuple(p.lines)) for p in content.streams))


@dataclass
class Unit:
    """One unit with its file, and everything the oracle knows of it."""

    id: str
    folder: Path
    file: DataFile
    level: int
    scopes: Collection[str] = ALL
    read: int = 0
    lines: dict[Dot, Line] = field(default_factory=dict)


class World:
    """Some units, the lines ever written, and for each line what its writer knew."""

    def __init__(self, count: int = 4) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="hnabroad-world-"))
        self.knew: dict[Dot, frozenset[Dot]] = {}
        self.away: dict[Dot, frozenset[Dot]] = {}
        self.lines: dict[Dot, Line] = {}
        self.direct: dict[tuple[Dot, str], set[Dot]] = {}
        self.counted: set[Dot] = set()
        self.odds_before: set[tuple[str, str]] = set()
        self.clock = 0
        self.model: Model = toy.MODEL
        self.units: list[Unit] = []
        for n in range(count):
            folder = self.folder / str(n)
            folder.mkdir()
            path = toy.copy_of_pattern(folder)
            unit = Unit(UNITS[n], folder, toy.opened(path, self._replica(n)), 3 if n == 0 else 1)
            self.units.append(unit)
            self.read(unit)
            unit.file.set_setting("unit", unit.id)
            note_own(unit.file, unit.level)

    def _replica(self, n: int) -> str:
        self.clock += 1
        return f"{n + 1:x}{self.clock:03x}".ljust(32, "7")

    def close(self) -> None:
        for unit in self.units:
            unit.file.close()
        shutil.rmtree(self.folder)

    # -- the oracle ----------------------------------------------------------------------

    def read(self, unit: Unit) -> None:
        """Note what was written to a file since the last look."""
        known = frozenset(self.counting(unit))
        away = frozenset(unit.lines) - known
        with unit.file.raw() as db:
            rows = db.execute("SELECT n, line FROM change WHERE n > ? ORDER BY n", (unit.read,)).fetchall()
        for n, raw in rows:
            line = read(unit.file.model, raw)
            unit.lines[line.dot] = line
            unit.read = n
            if line.dot not in self.knew:
                self.knew[line.dot] = known
                self.away[line.dot] = away
                self.lines[line.dot] = line
            known |= {line.dot}

    def read_again(self, unit: Unit) -> None:
        """Note all of a file anew."""
        unit.lines.clear()
        unit.read = 0
        self.read(unit)

    def counting(self, unit: Unit) -> set[Dot]:
        """Return the lines that count in a file: all it holds but for those taken back."""
        with unit.file.raw() as db:
            upto = {names: stream.n for names, stream in held(db).items()}
        return {dot for dot in unit.lines if dot.seq <= upto[dot.replica, dot.scope]}

    def check(self, unit: Unit) -> None:
        """Assert that what stands is what nobody who knew of it replaced, and that the tables say so."""
        faults = list(unit.file.findings())
        assert faults == [], faults
        counting = self.counted = self.counting(unit)
        by_entity: dict[str, list[Line]] = {}
        for dot in counting:
            by_entity.setdefault(unit.lines[dot].entity, []).append(unit.lines[dot])
        rows: dict[str, list[list[Line]]] = {}
        for lines in by_entity.values():
            owner = next((line.owner for line in lines if line.owner), "")
            rows.setdefault(owner, []).append(lines)
        for entity, lines in by_entity.items():
            self._check_entity(unit, lines, rows.get(entity, []))
        assert self.listed(unit) == {e for e, lines in by_entity.items() if self._is_listed(unit, lines)}

    def listed(self, unit: Unit) -> set[str]:
        """Return the ids of all records and rows that stand in lists and tables."""
        found: set[str] = set()
        with unit.file.raw() as db:
            for kind in unit.file.model.kinds.values():
                rows = db.execute(f'SELECT id FROM "{kind.table_name}" WHERE _deleted = 0').fetchall()
                found.update(eid.hex() for (eid,) in rows)
        return found

    def _is_listed(self, unit: Unit, lines: list[Line]) -> bool:
        kind = unit.file.model.kinds.get(lines[0].kind)
        return kind is not None and self._is_made(unit, lines) and not self._folded(unit, lines).deleted

    def _folded(self, unit: Unit, lines: list[Line], rows: Sequence[Folded] = ()) -> Folded:
        kind = self.model.kinds[lines[0].kind]
        with unit.file.raw() as db:
            streams, above = Streams(db), shown_from_above(db, unit.file.model)

        def rank(group: str, dot: Dot) -> tuple[int, Dot]:
            return weight(above, kind.code, group) * streams.level(dot.replica), dot

        return fold(kind, lines, rank, lambda dot: self._taken_back(unit, dot), rows)

    def _taken_back(self, unit: Unit, dot: Dot) -> bool:
        return dot in unit.lines and dot not in self.counted

    def _is_made(self, unit: Unit, lines: list[Line]) -> bool:
        """Tell whether a line that counts makes an entity: its first, or one that lays it down from such."""
        laid = [[links for group in line.restores if (links := self._links(line, group))] for line in lines]
        return any(line.first for line in lines) or any(
            found and not any(self._taken_back(unit, dot) for links in found for dot in links)
            for found in laid
        )

    def _links(self, line: Line, group: str) -> list[Dot]:
        """Return what a line that lays a value down copies, link by link, as everybody's lines tell."""
        found: list[Dot] = []
        step: Line | None = line
        while step is not None:
            copied = step.restores.get(group, ())[:1]
            if group in step.several or not copied or copied != step.parents.get(group):
                break
            found += copied
            step = self.lines.get(copied[0])
        return found

    def _version(self, dot: Dot, group: str) -> Dot:
        return (self._links(self.lines[dot], group) or [dot])[-1]

    def _replaced(self, unit: Unit, dot: Dot, group: str) -> set[Dot]:
        """Return every version a line stands above: what its writer knew, and what those had known.

        What was replaced only by a line that was taken back here is not replaced any more.
        """
        found: set[Dot] = set()
        waiting = [dot]
        while waiting:
            for each in self._direct(waiting.pop(), group) - found:
                found.add(each)
                taken_back = each in unit.lines and each not in self.counted
                if not taken_back or each.scope != dot.scope:
                    waiting.append(each)
        return found

    def _direct(self, dot: Dot, group: str) -> set[Dot]:
        key = (dot, group)
        if key not in self.direct:
            line = self.lines[dot]
            kind = self.model.kinds[line.kind]
            same = [
                d
                for d in self.knew[dot]
                if self.lines[d].entity == line.entity and group in group_values(kind, self.lines[d])
                if self._was_known(dot, d, group)
            ]
            self.direct[key] = {d for d in same if not any(self._was_known(e, d, group) for e in same)}
        return self.direct[key]

    def _was_known(self, dot: Dot, other: Dot, group: str) -> bool:
        """Tell whether the writer of one line knew what another says of a group.

        A copy of what was taken back there was not there for the writer either.
        """
        return (
            other in self.knew[dot]
            and self.understood(dot, other, group)
            and self.away[dot].isdisjoint(self._links(self.lines[other], group))
        )

    def understood(self, dot: Dot, other: Dot, group: str) -> bool:
        """Say whether who wrote ``dot`` saw what ``other``, which lay there, says of a unit of conflict."""
        return True

    def _check_entity(self, unit: Unit, lines: list[Line], rows: list[list[Line]]) -> None:
        kind = self.model.kinds.get(lines[0].kind)
        if kind is None:
            return
        its_rows = [self._folded(unit, row) for row in rows]
        folded = self._folded(unit, lines, its_rows)
        made = self._is_made(unit, lines)
        assert folded.made == made
        assigned: dict[str, list[Line]] = {}
        for line in lines:
            for group in group_values(kind, line):
                if not any(self._taken_back(unit, dot) for dot in self._links(line, group)):
                    assigned.setdefault(group, []).append(line)
        for group, found in assigned.items():
            expected = self._expected(unit, group, found)
            assert {head.dot for head in folded.heads[group]} == expected, (group, lines)
            values = {
                v
                for x in found
                if x.dot in expected
                for v in standing_values(kind, x, self._gone(unit))[group]
            }
            assert {head.value for head in folded.heads[group]} == values
            if group != DELETED:
                assert (group in folded.unsettled) == (made and len(values) > 1), (group, lines)
        self._check_deletion(folded, its_rows, lines)

    def _gone(self, unit: Unit) -> Callable[[Dot], bool]:
        return lambda dot: self._taken_back(unit, dot)

    def _expected(self, unit: Unit, group: str, found: list[Line]) -> set[Dot]:
        """Return what nobody who knew it, or a copy of it, said something else about."""
        gone: set[Dot] = set()
        replaced: set[Dot] = set()
        for line in found:
            above = self._replaced(unit, line.dot, group)
            gone |= above
            own = self._version(line.dot, group)
            counting = {self._version(dot, group) for dot in above if not self._taken_back(unit, dot)}
            replaced |= counting - {own}
        return {x.dot for x in found if x.dot not in gone and self._version(x.dot, group) not in replaced}

    def _check_deletion(self, folded: Folded, rows: list[Folded], lines: list[Line]) -> None:
        taken = [h for h in folded.heads[DELETED] if h.value != (None,)]
        there = [row for row in rows if row.made and not row.deleted]
        standing = {
            (group, head.dot)
            for each in (folded, *there)
            for group, heads in each.heads.items()
            if group not in (DELETED, SCOPE)
            for head in heads
        }
        unknown = any(not self._knew(h.dot, dot, group) for h in taken for group, dot in standing)
        both = bool(taken) and len(taken) < len(folded.heads[DELETED])
        assert (DELETED in folded.unsettled) == (folded.made and (unknown or both)), lines

    def _knew(self, deletion: Dot, dot: Dot, group: str) -> bool:
        """Tell whether who deleted a record knew a value in it or a copy of it."""
        known = self.knew[deletion] | {deletion}
        return not known.isdisjoint((dot, *self._links(self.lines[dot], group)))

    # -- what units do -------------------------------------------------------------------

    def write(self, unit: Unit, act: Callable[[Any], None], verb: str = "v") -> None:
        """Let a unit write one step."""
        with unit.file.transaction(verb) as step:
            act(step)
        self.read(unit)

    def pack(
        self, sender: Unit, receiver: Unit, scopes: Collection[str] | None = None, **more: Any
    ) -> Content:
        """Pack what the receiver has not confirmed of ``scopes``."""
        wanted = ALL if scopes is None else scopes
        allowed = [scope for scope in wanted if scope in receiver.scopes and scope in sender.scopes]
        content = frozen(compose(sender.file, {receiver.id: allowed}, {receiver.id: ALL}, **more))
        note_sent(sender.file, content, "toy")
        return content

    def take(
        self, unit: Unit, content: Content, choices: Iterable[Choice] = (), plan: Plan | None = None
    ) -> Merged:
        """Let a unit take a package in."""
        self.odds_before = self.at_odds(unit)
        try:
            return merging.merge(unit.file, content, plan, choices)
        finally:
            self.read(unit)

    def at_odds(self, unit: Unit) -> set[tuple[str, str]]:
        """Return (id, unit of conflict) of everything a file shows as not settled."""
        found: set[tuple[str, str]] = set()
        with unit.file.raw() as db:
            for kind in unit.file.model.kinds.values():
                rows = db.execute(
                    f'SELECT id, _unsettled FROM "{kind.table_name}" WHERE _unsettled IS NOT NULL'
                ).fetchall()
                found.update((eid.hex(), group) for eid, groups in rows for group in groups.split())
        return found

    def take_back(self, unit: Unit, package: str) -> TakenBack:
        """Let a unit take a package back."""
        try:
            return take_back(unit.file, package)
        finally:
            self.read(unit)

    def exchange_all(self) -> None:
        """Let everybody send everything to everybody until nothing is new."""
        for _round in range(2):
            for sender in self.units:
                for receiver in self.units:
                    if sender is not receiver:
                        self.take(receiver, self.pack(sender, receiver, everything=True))

    def keep(self, unit: Unit) -> Path:
        """Back a unit's file up."""
        unit.file.close()
        self.clock += 1
        copy = self.folder / f"copy{self.clock}"
        shutil.copytree(unit.folder, copy)
        unit.file = toy.opened(unit.folder / "toy.hnab", unit.file.replica, unit.file.model)
        return copy

    def put_back(self, unit: Unit, copy: Path) -> None:
        """Restore a backup: the file goes on under a new identity (design 7.10)."""
        unit.file.close()
        shutil.rmtree(unit.folder)
        shutil.copytree(copy, unit.folder)
        replica = self._replica(self.units.index(unit))
        unit.file = toy.opened(unit.folder / "toy.hnab", replica, unit.file.model)
        self.read_again(unit)
        note_own(unit.file, unit.level)


def shown(file: DataFile) -> Any:
    """Return everything the tables of a file say, without its own numbering."""
    with file.raw() as db:
        tables = {
            code: sorted(db.execute(f'SELECT * FROM "{kind.table_name}"').fetchall(), key=repr)
            for code, kind in file.model.kinds.items()
        }
        scopes = sorted(db.execute("SELECT eid, kind, owner, scope FROM entity").fetchall())
    return tables, scopes


def dump(file: DataFile) -> Any:
    """Return every row of every table of the journal and its readings."""
    with file.raw() as db:
        names = [
            n for (n,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        ]
        return {name: db.execute(f'SELECT * FROM "{name}"').fetchall() for name in names}


def fresh() -> str:
    """Return a new id."""
    return new_id()


def folded(unit: Unit, entity: str) -> Folded:
    """Return one entity as the plain definition folds it."""
    lines = [line for line in unit.lines.values() if line.entity == entity]
    return fold(toy.MODEL.kinds[lines[0].kind], lines)


def made(world: World, unit: int = 0, **values: object) -> str:
    """Let a unit write a new thing and return its id."""
    ids: list[str] = []
    world.write(world.units[unit], lambda step: ids.append(step.add(toy.thing(**{"place": HOME, **values}))))
    return ids[0]


def change(world: World, unit: int, one: str, **values: object) -> None:
    """Let a unit change a thing."""
    world.write(world.units[unit], lambda step: step.change("thing", one, values))


def spread(world: World, a: int, b: int) -> None:
    """Carry a package from one unit to another."""
    world.take(world.units[b], world.pack(world.units[a], world.units[b]))
