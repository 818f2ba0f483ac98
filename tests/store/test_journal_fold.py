"""Folding: whatever order lines come in, what stands is what nobody who knew of it replaced."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hnabroad_desktop.store.fold import Folded, fold
from hnabroad_desktop.store.journal import Journal, enter_transaction
from hnabroad_desktop.store.lines import COMMON, DELETED, Dot, Line, chain, decode
from hnabroad_desktop.store.rebuild import check_chain, check_readings, check_references, rebuild
from hnabroad_desktop.store.tables import exchange_statements, log_statements, reading_statements
from tests.store.histories import KINDS, LINE, THING, History, arrivals, histories
from tests.store.toy import MODEL


def state(folded: Folded) -> Any:
    """A fold as a value that forgets the order of heads."""
    heads = {g: sorted(((h.dot, h.value) for h in found), key=repr) for g, found in folded.heads.items()}
    return heads, folded.owner, folded.edited_after_deletion, folded.unsettled, folded.values, folded.deleted


def of(lines: Sequence[Line], entity: str) -> list[Line]:
    return [line for line in lines if line.entity == entity]


@given(st.data())
def test_the_order_of_lines_does_not_matter(data: st.DataObject) -> None:
    lines = data.draw(histories()).lines
    for entity, code in KINDS.items():
        kind = MODEL.kinds[code]
        mixed = data.draw(st.permutations(of(lines, entity)))
        assert state(fold(kind, mixed)) == state(fold(kind, of(lines, entity)))
        twice = [*mixed, *data.draw(st.permutations(mixed))]
        assert state(fold(kind, twice)) == state(fold(kind, mixed))


@given(st.data())
def test_what_stands_is_what_nobody_who_knew_it_replaced(data: st.DataObject) -> None:
    history = data.draw(histories())
    for known in (history.lines, *history.known.values()):
        for entity, code in KINDS.items():
            rows = (fold(MODEL.kinds[KINDS[LINE]], of(known, LINE)),) if entity == THING else ()
            _agrees(history, known, entity, fold(MODEL.kinds[code], of(known, entity), rows=rows))


def _agrees(history: History, known: Sequence[Line], entity: str, folded: Folded) -> None:
    if not of(known, entity):
        return
    for group in history.groups(known, entity):
        expected = {line.dot for line in history.heads(known, entity, group)}
        assert {head.dot for head in folded.heads[group]} == expected
        values = history.values(known, entity, group)
        assert {head.value for head in folded.heads[group]} == values
        if group != DELETED:
            assert (group in folded.unsettled) == (len(values) > 1)
        assert folded.values[group] in values
    edited = history.edited_after_deletion(known, entity)
    assert folded.edited_after_deletion == edited
    gone = {value == (None,) for value in history.values(known, entity, DELETED)}
    assert (DELETED in folded.unsettled) == (edited or len(gone) > 1)


class Copy:
    """One file as far as the journal is concerned."""

    def __init__(self) -> None:
        self.db = sqlite3.connect(":memory:", isolation_level=None)
        for statement in (*log_statements(), *exchange_statements(), *reading_statements(MODEL)):
            self.db.execute(statement)
        self.journal = Journal(self.db, MODEL, "d" * 32, "An")

    def take(self, lines: Sequence[Line]) -> None:
        with self.journal.open():
            for line in lines:
                sid, dot = self.journal.place(line.dot.scope, line.dot.replica)
                assert dot == line.dot
                n = self.journal.write(sid, line)
                enter_transaction(self.db, line, n, n)

    def shown(self) -> Any:
        tables = [
            self.db.execute(f"SELECT * FROM {MODEL.kinds[c].table_name}").fetchall() for c in KINDS.values()
        ]
        names = {
            s: (r.hex(), p.hex()) for s, r, p in self.db.execute("SELECT sid, replica, scope FROM stream")
        }
        entities = {}
        for eid, scope, owner, sid, seq, blob in self.db.execute(
            "SELECT eid, scope, owner, base_sid, base_seq, heads FROM entity"
        ):
            kept = {
                group: sorted(((*names[h[0]], *h[1:]) for h in heads), key=repr)
                for group, heads in (orjson.loads(blob) if blob else {}).items()
            }
            base = [(*names[sid], seq)] if sid else []
            kind = MODEL.kinds[KINDS[eid.hex()]]
            entities[eid] = (
                scope,
                owner,
                {g: [h[:3] for h in kept.get(g, base)] for g in (*kind.groups, DELETED)},
            )
        return tables, entities

    def sound(self) -> list[Any]:
        return [*check_chain(self.db), *check_readings(self.db, MODEL), *check_references(self.db, MODEL)]


@given(st.data())
def test_step_by_step_comes_to_what_folding_says(data: st.DataObject) -> None:
    """Lines in any order, in batches of any size, causal or not; then the same from the log alone."""
    history = data.draw(histories())
    copies = []
    for _copy in range(2):
        copy = Copy()
        order = data.draw(arrivals(history.lines))
        while order:
            size = data.draw(st.integers(1, len(order)))
            copy.take(order[:size])
            order = order[size:]
            assert list(check_readings(copy.db, MODEL)) == []
        assert copy.sound() == []
        copies.append(copy)
    one, two = (copy.shown() for copy in copies)
    assert one == two
    for copy in copies:
        with copy.journal.open():
            assert rebuild(copy.db, MODEL) == len(history.lines)
            copy.journal.refresh()
        assert copy.sound() == []
        assert copy.shown() == one
    for copy in copies:
        copy.db.close()


def line(seq: int, replica: str = "a", entity: str = THING, **more: Any) -> Line:
    facts = {"at": 1, "user": "An", "verb": "v", "transaction": f"t{replica}{seq}", "kind": KINDS[entity]}
    return Line(Dot(replica * 32, COMMON, seq), **{**facts, "entity": entity, "values": {}, **more})


def test_equal_values_are_no_conflict() -> None:
    first = line(1, first=True, values={"name": "An"})
    both = [line(1, r, values={"name": "Bình"}, parents={"name": (first.dot,)}) for r in "bc"]
    folded = fold(MODEL.kinds["thing"], [first, *both])
    assert len(folded.heads["name"]) == 2
    assert folded.unsettled == ()
    copy = Copy()
    copy.take([first, *both])
    assert copy.db.execute("SELECT name, _unsettled FROM r_thing").fetchone() == ("Bình", None)
    copy.db.close()


def test_a_line_replaces_in_a_group_only_what_it_names_there() -> None:
    first = line(1, first=True, values={"name": "An", "other": "x"})
    both = {"name": (first.dot,), "other": (first.dot,)}
    edit = line(1, "b", values={"name": "Bình", "other": "y"}, parents=both)
    # Its writer held the name of that edit back: only a later program reads it.
    blind = {"name": (first.dot,), "other": (edit.dot,)}
    later = line(1, "c", values={"name": "Chi", "other": "z"}, parents=blind)
    folded = fold(MODEL.kinds["thing"], [first, edit, later])
    assert {head.dot for head in folded.heads["name"]} == {edit.dot, later.dot}
    assert {head.dot for head in folded.heads["other"]} == {later.dot}
    copy = Copy()
    copy.take([first, edit, later])
    assert copy.db.execute("SELECT other, _unsettled FROM r_thing").fetchone() == ("z", "name")
    copy.db.close()


def test_two_equal_deletions_are_no_conflict_even_taken_in_apart() -> None:
    first = line(1, first=True)
    gone = {DELETED: {"reason": "trùng"}}
    copy = Copy()
    for other in (
        first,
        *(line(1, r, values=gone, parents={DELETED: (first.dot,)}, seen=(first.dot,)) for r in "bcd"),
    ):
        copy.take([other])
        copy.journal.refresh()
    assert copy.db.execute("SELECT _deleted, _unsettled FROM r_thing").fetchone() == (1, None)
    copy.db.close()


def test_a_group_is_one_unit_of_conflict() -> None:
    first = line(1, first=True, values={"post": "Bí thư", "since": "2020"})
    parents = {"post": (first.dot,)}
    one = line(1, "b", values={"post": "Chủ tịch", "since": "2020"}, parents=parents)
    two = line(1, "c", values={"post": "Bí thư", "since": "2021"}, parents=parents)
    folded = fold(MODEL.kinds["thing"], [first, one, two])
    assert folded.unsettled == ("post",)
    assert folded.values["post"] == ("Bí thư", "2021")  # whole, never ("Chủ tịch", "2021")


def test_an_edit_the_deleter_did_not_know_is_flagged() -> None:
    first = line(1, first=True, values={"name": "An"})
    edit = line(1, "b", values={"name": "Bình"}, parents={"name": (first.dot,)})
    gone = line(2, values={DELETED: {"reason": ""}}, parents={DELETED: (first.dot,)}, seen=(first.dot,))
    kind = MODEL.kinds["thing"]
    assert not fold(kind, [first, gone]).edited_after_deletion
    flagged = fold(kind, [gone, edit, first])
    assert flagged.edited_after_deletion
    assert flagged.deleted
    back = line(3, values={DELETED: None}, parents={DELETED: (gone.dot,)})
    assert not fold(kind, [first, gone, edit, back]).edited_after_deletion
    knowing = line(
        4, values={DELETED: {"reason": ""}}, parents={DELETED: (back.dot,)}, seen=(back.dot, edit.dot)
    )
    assert not fold(kind, [first, gone, edit, back, knowing]).edited_after_deletion


def test_a_line_names_several_values_and_one_settles_them() -> None:
    first = line(1, first=True, values={"name": "An"})
    apart = line(2, several={"name": ({"name": "Bình"}, {"name": "Chi"})}, parents={"name": (first.dot,)})
    copy = Copy()
    copy.take([first, apart])
    assert copy.db.execute("SELECT _unsettled FROM r_thing").fetchone() == ("name",)
    copy.take([line(3, values={"name": "Dung"}, parents={"name": (apart.dot,)})])
    assert copy.db.execute("SELECT name, _unsettled FROM r_thing").fetchone() == ("Dung", None)
    assert copy.sound() == []
    copy.db.close()


def test_a_kind_of_a_later_version_is_kept() -> None:
    other = Line(Dot("b" * 32, COMMON, 1), 1, "An", "v", "t", "comet", "d" * 32, {"tail": "long"}, first=True)
    copy = Copy()
    copy.take([other])
    copy.take([Line(Dot("b" * 32, COMMON, 2), 1, "An", "v", "u", "comet", "d" * 32, {"tail": "short"})])
    assert copy.sound() == []
    assert copy.db.execute("SELECT kind FROM entity").fetchall() == [("comet",)]
    copy.db.close()


@given(st.data())
def test_a_line_comes_back_from_its_bytes(data: st.DataObject) -> None:
    for one in data.draw(histories()).lines:
        assert decode(one.encode()) == one
        assert decode(one.encode()).encode() == one.encode()


ids = st.text("0123456789abcdef", min_size=32, max_size=32)
dots = st.builds(Dot, ids, ids, st.integers(1, 1 << 40))
stored = st.none() | st.booleans() | st.integers(-(1 << 53), 1 << 53) | st.text(max_size=20)
assigned = st.dictionaries(st.text(min_size=1, max_size=8), stored, max_size=4)
groups = st.dictionaries(st.text(min_size=1, max_size=8), st.lists(dots, max_size=3).map(tuple), max_size=3)


@given(
    st.builds(
        Line,
        dot=dots,
        at=st.integers(0, 1 << 62),
        user=st.text(max_size=10),
        verb=st.text(max_size=10),
        transaction=ids,
        kind=st.text(max_size=10),
        entity=ids,
        values=assigned | st.just({DELETED: {"reason": "trùng"}}),
        schema=st.integers(1, 9),
        parents=groups,
        through=groups,
        several=st.dictionaries(st.text(min_size=1, max_size=8), st.lists(assigned).map(tuple), max_size=2),
        owner=st.just("") | ids,
        subject=st.text(max_size=10),
        barrier=st.booleans(),
        seen=st.none() | st.lists(dots, max_size=3).map(tuple),
        rows=st.none() | st.lists(dots, max_size=3).map(tuple),
        undoes=st.just("") | ids,
        restores=groups,
        first=st.booleans(),
        needs=st.dictionaries(st.text(min_size=1, max_size=8), st.integers(2, 9), max_size=2),
    )
)
def test_every_part_of_a_line_travels(one: Line) -> None:
    assert decode(one.encode()) == one


@pytest.mark.parametrize("raw", [b"", b"{}", b"[]", b"null", b'"x"', b"{", b'{"v":1}', b"\xff"])
def test_what_is_no_line_is_refused(raw: bytes) -> None:
    with pytest.raises(ValueError, match="not a line"):
        decode(raw)


def test_a_chain_depends_on_every_line_and_their_order() -> None:
    start = b"\0" * 32
    tips = {
        chain(chain(start, one), two) for one, two in ((b"a", b"b"), (b"b", b"a"), (b"a", b"a"), (b"b", b"b"))
    }
    assert len(tips) == 4
    assert LINE != THING
