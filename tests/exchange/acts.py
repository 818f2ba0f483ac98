"""What units do, drawn at random: writing, exchanging, losing sticks, restoring, taking back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from hnabroad_desktop.base.ids import new_id
from hnabroad_desktop.exchange.content import Content
from hnabroad_desktop.exchange.plan import Choice, Difference
from hnabroad_desktop.exchange.planning import plan
from hnabroad_desktop.exchange.refusals import MissingPackage, NotTakenBack
from hnabroad_desktop.records.schema import Record, Row
from hnabroad_desktop.store.books import MERGED, packages_in
from hnabroad_desktop.store.transaction import Transaction
from hnabroad_desktop.store.undo import LaterEdits
from tests.exchange.worlds import ALL, Unit, World, dump, shown
from tests.store.toy import AWAY, FAR, HOME, thing

CHANGES: list[dict[str, Any]] = [
    {"name": "An"},
    {"name": "Bình"},
    {"name": None},
    {"post": "Bí thư", "since": "2020"},
    {"post": "Chủ tịch"},
    {"since": "2021"},
    {"size": 1},
    {"size": 2, "name": "An"},
    {"good": True},
    {"place": HOME},
    {"place": AWAY},
    {"place": FAR},
    {"place": AWAY, "name": "Chi"},
]

PARTS = ("thing.name", "thing.post", "thing._deleted", "thing.line.*")


@dataclass
class Play:
    """A world under way: the things there are, packages on sticks, backups kept.

    ``often`` is the unit that acts more often than others.
    """

    world: World
    draw: Callable[[st.SearchStrategy[Any]], Any]
    things: list[str] = field(default_factory=list)
    sticks: list[tuple[Unit, Content]] = field(default_factory=list)
    copies: dict[int, list[Path]] = field(default_factory=dict)
    partial: bool = False
    often: Unit | None = None

    def unit(self) -> Unit:
        if self.often is not None and self.draw(st.integers(0, 3)):
            return self.often
        return self.world.units[self.draw(st.integers(0, len(self.world.units) - 1))]

    def thing_of(self, unit: Unit) -> str:
        """Return a thing the unit knows, "" if there is none."""
        with unit.file.raw() as db:
            known = [eid.hex() for (eid,) in db.execute("SELECT id FROM r_thing ORDER BY id")]
        return known[self.draw(st.integers(0, len(known) - 1))] if known else ""

    # -- acts ----------------------------------------------------------------------------

    def add(self) -> None:
        unit = self.unit()
        values = {"place": HOME, **self.draw(st.sampled_from(CHANGES))}
        rows = tuple(
            Row({"word": word}, new_id()) for word in self.draw(st.lists(st.sampled_from("xy"), max_size=2))
        )
        self.world.write(unit, lambda step: self.things.append(step.add(thing("", {"line": rows}, **values))))

    def change(self) -> None:
        unit = self.unit()
        one = self.thing_of(unit)
        if one:
            values = self.draw(st.sampled_from(CHANGES))
            self.world.write(unit, lambda step: step.change("thing", one, values))

    def save_rows(self) -> None:
        """Add, change or take out rows as a form does."""
        unit = self.unit()
        one = self.thing_of(unit)
        if not one:
            return
        record = unit.file.get("thing", one)
        assert record is not None
        rows = []
        for row in record.table("line"):
            match self.draw(st.sampled_from(("keep", "change", "drop"))):
                case "keep":
                    rows.append(row)
                case "change":
                    rows.append(Row({"word": "z", "first": "1", "second": "2"}, row.id))
        if self.draw(st.booleans()):
            rows.append(Row({"word": "mới"}))
        self.world.write(unit, lambda step: step.save(record.with_table("line", rows), record))

    def delete(self) -> None:
        unit = self.unit()
        one = self.thing_of(unit)
        if one:
            reason = self.draw(st.sampled_from(("trùng", "nhầm")))
            self.world.write(unit, lambda step: step.delete("thing", one, reason))

    def restore(self) -> None:
        unit = self.unit()
        one = self.thing_of(unit)
        if one:
            self.world.write(unit, lambda step: step.restore("thing", one))

    def same_person(self) -> None:
        """Make one of two things: links follow, the one gone leaves the lists."""
        unit = self.unit()
        keep, gone = self.thing_of(unit), self.thing_of(unit)
        if not keep or keep == gone:
            return

        def act(step: Transaction) -> None:
            step.change("thing", gone, {"friend": keep})
            step.delete("thing", gone, "cùng một người")

        self.world.write(unit, act)

    def rule(self) -> None:
        """Say whose word is shown of a part that is at odds, or say it otherwise."""
        unit = self.unit()
        with unit.file.raw() as db:
            known = [eid.hex() for (eid,) in db.execute("SELECT id FROM r_field_authority ORDER BY id")]
        values = {
            "part": self.draw(st.sampled_from(PARTS)),
            "level": self.draw(st.sampled_from(("city", "ward", "all"))),
        }
        one = self.draw(st.sampled_from(("", *known)))
        if not one:
            self.world.write(unit, lambda step: step.add(Record("field_authority", values)))
        elif self.draw(st.booleans()):
            self.world.write(unit, lambda step: step.change("field_authority", one, values))
        else:
            self.world.write(unit, lambda step: step.delete("field_authority", one, "bỏ"))

    def undo(self) -> None:
        unit = self.unit()
        try:
            unit.file.undo()
        except LaterEdits:
            unit.file.undo(force=True)
        self.world.read(unit)

    def redo(self) -> None:
        unit = self.unit()
        try:
            unit.file.redo()
        except LaterEdits:
            unit.file.redo(force=True)
        self.world.read(unit)

    def rebuild(self) -> None:
        """Make the readings anew; nothing of them differs."""
        unit = self.unit()
        before = shown(unit.file)
        unit.file.rebuild()
        assert shown(unit.file) == before

    def change_what_came(self) -> None:
        """Change a record that another unit made, or a row of one: what is taken back is below it then."""
        unit = self.unit()
        with unit.file.raw() as db:
            rows = db.execute(
                "SELECT t.id FROM r_thing t JOIN entity e ON e.eid = t.id JOIN stream s ON s.sid = e.base_sid"
                " WHERE s.replica <> ? AND t._deleted = 0 ORDER BY t.id",
                (bytes.fromhex(unit.file.replica),),
            ).fetchall()
        foreign = [eid.hex() for (eid,) in rows]
        if not foreign:
            return
        one = self.draw(st.sampled_from(foreign))
        record = unit.file.get("thing", one)
        assert record is not None
        edited = tuple(Row({"word": "sửa"}, row.id) for row in record.table("line"))
        if edited and self.draw(st.booleans()):
            self.world.write(unit, lambda step: step.save(record.with_table("line", edited), record))
        else:
            values = self.draw(st.sampled_from(CHANGES))
            self.world.write(unit, lambda step: step.change("thing", one, values))

    def pack(self) -> None:
        sender, receiver = self.unit(), self.unit()
        if sender is receiver:
            sender = self.world.units[self.draw(st.integers(0, len(self.world.units) - 1))]
        if sender is receiver:
            return
        some = ALL
        if self.partial and self.draw(st.booleans()):
            some = tuple(s for s in ALL if self.draw(st.booleans()))
        everything = self.draw(st.integers(0, 4)) == 0
        self.sticks.append((receiver, self.world.pack(sender, receiver, some, everything=everything)))
        self.world.read(sender)
        if self.draw(st.booleans()):
            self.take(len(self.sticks) - 1)

    def take(self, which: int | None = None) -> None:
        """Take a package from any stick, whenever, however often."""
        if not self.sticks:
            return
        if which is None:
            which = self.draw(st.integers(0, len(self.sticks) - 1))
        unit, content = self.sticks[which]
        before = dump(unit.file)
        try:
            found = plan(unit.file, content)
        except MissingPackage:
            assert dump(unit.file) == before
            return
        assert dump(unit.file) == before
        choices = [c for c in map(self.choose, found.conflicts) if c is not None]
        merged = self.world.take(unit, content, choices, found)
        at_odds = self.world.at_odds(unit)
        if not found.already:
            # What the plan called open is open, and nothing it passed over has come to be at odds.
            expected = {(c.id, c.field) for c in merged.open}
            assert expected <= at_odds
            assert at_odds - expected <= self.world.odds_before
        again = plan(unit.file, content)
        assert again.already

    def choose(self, conflict: Difference) -> Choice | None:
        match self.draw(st.integers(0, 2)):
            case 0:
                return Choice(conflict.id, conflict.field, conflict.ours.value)
            case 1:
                return Choice(conflict.id, conflict.field, conflict.theirs.value)
        return None

    def take_back(self) -> None:
        unit = self.unit()
        with unit.file.raw() as db:
            merged = [p.id for p in packages_in(db) if p.state == MERGED]
        if merged:
            try:
                self.world.take_back(unit, merged[self.draw(st.integers(0, len(merged) - 1))])
            except NotTakenBack:
                return

    def back_up(self) -> None:
        unit = self.unit()
        place = self.world.units.index(unit)
        self.copies.setdefault(place, []).append(self.world.keep(unit))

    def put_back(self) -> None:
        unit = self.unit()
        copies = self.copies.get(self.world.units.index(unit))
        if copies:
            self.world.put_back(unit, self.draw(st.sampled_from(copies)))


ACTS = (
    Play.add,
    Play.change,
    Play.change,
    Play.change,
    Play.save_rows,
    Play.delete,
    Play.restore,
    Play.same_person,
    Play.rule,
    Play.undo,
    Play.pack,
    Play.pack,
    Play.pack,
    Play.take,
    Play.take,
)
RARE = (Play.take_back, Play.back_up, Play.put_back)

#: What has to do with taking back what somebody went on with.
BACK_AND_FORTH = (
    Play.add,
    Play.change_what_came,
    Play.change_what_came,
    Play.change_what_came,
    Play.save_rows,
    Play.delete,
    Play.restore,
    Play.undo,
    Play.redo,
    Play.rebuild,
    Play.pack,
    Play.pack,
    Play.take,
    Play.take,
    Play.take_back,
    Play.take_back,
)
