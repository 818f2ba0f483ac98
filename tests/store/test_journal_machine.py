"""Any sequence of steps, undo, redo, failures and reopening leaves what a plain dictionary says."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, precondition, rule

from hnabroad_desktop.base.ids import new_id
from hnabroad_desktop.records.schema import Row
from hnabroad_desktop.store.undo import LaterEdits
from tests.store import toy
from tests.store.toy import AWAY, FAR, HOME, somebody

#: Every value of one field, None among them.
FIELDS: dict[str, st.SearchStrategy[Any]] = {
    "name": st.sampled_from([None, "An", "Bình", "Đức", "  ", "Hoà"]),
    "other": st.sampled_from([None, "x", "50%_"]),
    "post": st.sampled_from([None, "Bí thư", "Chủ tịch"]),
    "since": st.sampled_from([None, "2020", "2020-05", "2020-05-07"]),
    "colour": st.sampled_from([None, "red", "~tím"]),
    "size": st.sampled_from([None, 0, 1, -7]),
    "rate": st.sampled_from([None, "4.98", "0.00"]),
    "price": st.sampled_from([None, 0, 3_500_000_000]),
    "good": st.sampled_from([None, True, False]),
    "day": st.sampled_from([None, "2026-11-25"]),
    "place": st.sampled_from([None, HOME, AWAY, FAR]),
    "friend": st.sampled_from([None, HOME]),
}
values = st.fixed_dictionaries({}, optional=FIELDS)
row_values = st.fixed_dictionaries(
    {},
    optional={
        "word": st.sampled_from([None, "a", "b"]),
        "amount": st.sampled_from([None, 1, 2]),
        "first": st.sampled_from([None, "1"]),
        "second": st.sampled_from([None, "2"]),
    },
)

#: A record in the oracle: values, rows by id (with the rows taken out), whether it is deleted.
Plain = dict[str, Any]
World = dict[str, Plain]


def something(found: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in found.items() if value is not None}


def copied(world: World) -> World:
    return {
        i: {
            "values": dict(r["values"]),
            "rows": {k: dict(v) for k, v in r["rows"].items()},
            "gone": r["gone"],
        }
        for i, r in world.items()
    }


class Journalled(RuleBasedStateMachine):
    """The file beside the oracle: worlds as they were before and after each step."""

    records = Bundle("records")

    @initialize()
    def start(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="hnabroad-machine-"))
        self.path = toy.copy_of_pattern(self.folder)
        self.file = toy.opened(self.path)
        self.world: World = {}
        self.done: list[tuple[str, World, World]] = []
        self.undone: list[tuple[str, World, World]] = []
        self.count = 0

    def teardown(self) -> None:
        if hasattr(self, "file"):
            self.file.close()
            shutil.rmtree(self.folder)

    # -- what a user does ----------------------------------------------------------------

    def _verb(self) -> str:
        self.count += 1
        return f"step {self.count}"

    def _step(self, verb: str, after: World) -> None:
        if after != self.world:
            self.done.append((verb, self.world, after))
            self.undone.clear()
            self.world = after

    @rule(target=records, found=values, rows=st.lists(row_values, max_size=3))
    def add(self, found: dict[str, Any], rows: list[dict[str, Any]]) -> str:
        verb = self._verb()
        kept = {new_id(): something(r) for r in rows}
        with self.file.transaction(verb) as step:
            record = toy.thing(rows={"line": tuple(Row(v, i) for i, v in kept.items())}, **found)
            record_id = step.add(record)
        # Taking it back takes the record and its rows out of the lists; its values stay with it.
        before, after = copied(self.world), copied(self.world)
        before[record_id] = {"values": something(found), "rows": {}, "gone": True}
        after[record_id] = {"values": something(found), "rows": kept, "gone": False}
        self.done.append((verb, before, after))
        self.undone.clear()
        self.world = after
        return record_id

    @rule(one=records, found=values, data=st.data())
    def save(self, one: str, found: dict[str, Any], data: st.DataObject) -> None:
        """Change values and rows as a form does: what is not named is emptied."""
        if one not in self.world:
            return  # its making was taken back, and more
        after = copied(self.world)
        record = after[one]
        record["values"] = something(found)
        for row in list(record["rows"]):
            match data.draw(st.sampled_from(["keep", "change", "remove"])):
                case "change":
                    record["rows"][row] = something(data.draw(row_values))
                case "remove":
                    del record["rows"][row]
        for more in data.draw(st.lists(row_values, max_size=2)):
            record["rows"][new_id()] = something(more)
        verb = self._verb()
        with self.file.transaction(verb) as step:
            rows = tuple(Row(v, i) for i, v in record["rows"].items())
            step.save(toy.thing(one, {"line": rows}, **record["values"]))
        self._step(verb, after)

    @rule(changes=st.dictionaries(records, values, min_size=1, max_size=4))
    def change_many(self, changes: dict[str, dict[str, Any]]) -> None:
        changes = {one: found for one, found in changes.items() if one in self.world}
        after = copied(self.world)
        for one, found in changes.items():
            after[one]["values"] = something({**after[one]["values"], **found})
        verb = self._verb()
        with self.file.transaction(verb) as step:
            step.change_many("thing", changes)
        self._step(verb, after)

    @rule(one=records, found=values, more=values)
    def several_acts_in_one_step(self, one: str, found: dict[str, Any], more: dict[str, Any]) -> None:
        if one not in self.world:
            return  # its making was taken back, and more
        after = copied(self.world)
        verb = self._verb()
        before = copied(self.world)
        with self.file.transaction(verb) as step:
            step.change("thing", one, found)
            step.delete("thing", one, "trong bước")
            step.change("thing", one, more)
            step.restore("thing", one)
        after[one]["values"] = something({**after[one]["values"], **found, **more})
        after[one]["gone"] = False
        self.done.append((verb, before, after))
        self.undone.clear()
        self.world = after

    @rule(one=records)
    def delete(self, one: str) -> None:
        if one not in self.world:
            return  # its making was taken back, and more
        verb = self._verb()
        with self.file.transaction(verb) as step:
            step.delete("thing", one, f"lý do {self.count}")
        after = copied(self.world)
        after[one]["gone"] = True
        self.done.append((verb, self.world, after))
        self.undone.clear()
        self.world = after

    @rule(one=records)
    def restore(self, one: str) -> None:
        if one not in self.world:
            return  # its making was taken back, and more
        verb = self._verb()
        with self.file.transaction(verb) as step:
            step.restore("thing", one)
        after = copied(self.world)
        after[one]["gone"] = False
        self.done.append((verb, self.world, after))
        self.undone.clear()
        self.world = after

    @rule(one=records, found=values)
    def fail(self, one: str, found: dict[str, Any]) -> None:
        def fails() -> None:
            with self.file.transaction("fails") as step:
                step.change("thing", one, found)
                step.add(toy.thing(name="Không còn", rows={"line": (Row({"word": "x"}),)}))
                step.load("thing", one)
                step.delete("thing", one, "không")
                raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            fails()

    @rule(levels=st.integers(1, 12))
    def undo(self, levels: int) -> None:
        for _level in range(levels):
            step = self.file.undo()
            if not self.done:
                assert step is None
                return
            verb, before, after = self.done.pop()
            assert step is not None
            assert step.verb == verb
            self.undone.append((verb, before, after))
            self.world = before

    @rule(levels=st.integers(1, 12))
    def redo(self, levels: int) -> None:
        for _level in range(levels):
            step = self.file.redo()
            if not self.undone:
                assert step is None
                return
            verb, before, after = self.undone.pop()
            assert step is not None
            assert step.verb == verb
            self.done.append((verb, before, after))
            self.world = after

    @precondition(lambda self: bool(self.done))
    @rule(data=st.data(), name=st.sampled_from(["của họ", "cũng của họ"]))
    def another_edits_what_the_last_step_changed(self, data: st.DataObject, name: str) -> None:
        """The step then asks; confirmed, it takes everything back, the other's edit too."""
        verb, before, after = self.done[-1]
        changed = [i for i in after if i in before and before[i]["values"] != after[i]["values"]]
        named = [i for i in changed if before[i]["values"].get("name") != after[i]["values"].get("name")]
        if not named:
            return
        one = data.draw(st.sampled_from(named))
        with somebody(self.file) as step:
            step.change("thing", one, {"name": name})
        with pytest.raises(LaterEdits) as found:
            self.file.undo()
        assert found.value.entities == (("thing", one),)
        assert found.value.step.verb == verb
        assert self.file.get("thing", one)["name"] == name  # type: ignore[index]
        self.file.undo(force=True)
        self.done.clear()  # what comes before may now rest on what was overwritten
        self.undone.clear()
        self.world = before
        with self.file.transaction("stop", barrier=True) as step:
            step.change("place", HOME, {"note": f"{self.count}"})
        self.count += 1

    @rule()
    def barrier(self) -> None:
        self.count += 1
        with self.file.transaction("issue", barrier=True) as step:
            step.change("place", HOME, {"note": f"{self.count}"})
        self.done.clear()
        self.undone.clear()

    @rule()
    def reopen(self) -> None:
        self.file.close()
        self.file = toy.opened(self.path)

    @rule()
    def rebuild(self) -> None:
        self.file.rebuild()

    # -- what must hold ------------------------------------------------------------------

    @invariant()
    def the_journal_is_sound(self) -> None:
        assert list(self.file.findings()) == []

    @invariant()
    def records_are_what_the_oracle_says(self) -> None:
        for one, plain in self.world.items():
            record = self.file.get("thing", one)
            assert record is not None
            shown = {n: v for n, v in record.values.items() if n not in ("total", "lines")}
            assert shown == plain["values"]
            assert {r.id: dict(r.values) for r in record.table("line")} == plain["rows"]
            assert record.deleted == plain["gone"]
            assert record["total"] == sum(r.get("amount", 0) for r in plain["rows"].values())
            assert record["lines"] == len(plain["rows"])
            assert self.file.title(one) == plain["values"].get("name", "")

    @invariant()
    def the_steps_are_named_right(self) -> None:
        found = self.file.steps()
        assert [s.verb for s in found.undo] == [verb for verb, _b, _a in self.done]
        assert [s.verb for s in found.redo] == [verb for verb, _b, _a in self.undone]

    @invariant()
    def history_tells_the_way_to_what_stands(self) -> None:
        """Each entry starts where the one before it ended, and the last one is what stands."""
        for one, plain in self.world.items():
            told: dict[tuple[str, str], Any] = {}
            for entry in reversed(self.file.history("thing", one)):
                place = (entry.row, entry.field)
                if entry.field != "_deleted":
                    assert told.get(place) == entry.old
                told[place] = entry.new
            assert (
                something({f: v for (row, f), v in told.items() if not row and f != "_deleted"})
                == plain["values"]
            )
            for row, expected in plain["rows"].items():
                shown = {f: v for (r, f), v in told.items() if r == row and f != "_deleted"}
                assert something(shown) == expected
            assert (told.get(("", "_deleted")) is not None) == plain["gone"]


Journalled.TestCase.settings = settings(max_examples=25, stateful_step_count=40, deadline=None)
TestJournal = Journalled.TestCase
