"""One step of the user at a time: what it writes, how it is taken back, what stands in its way."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from hnabroad_desktop.records import RECORD_TYPES
from hnabroad_desktop.records.schema import Record, Row
from hnabroad_desktop.store.datafile import DataFile, readings_signature
from hnabroad_desktop.store.errors import OpenedToView
from hnabroad_desktop.store.lines import decode
from hnabroad_desktop.store.model import Model
from hnabroad_desktop.store.undo import LaterEdits
from hnabroad_desktop.store.vault import open_vault
from tests.store import toy
from tests.store.toy import AWAY, HOME, MODEL, somebody, thing


@pytest.fixture
def file(tmp_path: Path) -> Iterator[DataFile]:
    opened = toy.opened(toy.copy_of_pattern(tmp_path))
    yield opened
    assert list(opened.findings()) == []
    opened.rebuild()
    assert list(opened.findings()) == []
    opened.close()


def add(
    file: DataFile, verb: str = "add", rows: dict[str, tuple[object, ...]] | None = None, **values
) -> str:
    with file.transaction(verb) as step:
        return step.add(thing(rows=rows, **values))


def set_values(file: DataFile, record_id: str, verb: str = "change", **values) -> None:
    with file.transaction(verb) as step:
        step.change("thing", record_id, values)


def get(file: DataFile, record_id: str) -> Record:
    record = file.get("thing", record_id)
    assert record is not None
    return record


def verbs(file: DataFile) -> tuple[list[str], list[str]]:
    found = file.steps()
    return [s.verb for s in found.undo], [s.verb for s in found.redo]


def last_line(file: DataFile):
    with file.reading() as db:
        return decode(db.exec_driver_sql("SELECT line FROM change ORDER BY n DESC LIMIT 1").scalar())


def test_a_step_that_fails_leaves_nothing(file: DataFile) -> None:
    one = add(file, name="An", size=1)

    def fails() -> None:
        with file.transaction("fails") as step:
            step.change("thing", one, {"size": 2})
            step.add(thing(name="Bình"))
            assert step.load("thing", one).values["size"] == 2
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fails()
    assert get(file, one)["size"] == 1
    assert verbs(file) == (["add"], [])
    set_values(file, one, size=3)
    assert get(file, one)["size"] == 3


def test_a_step_without_a_change_leaves_no_trace(file: DataFile) -> None:
    one = add(file, name="An")
    with file.transaction("nothing") as step:
        step.save(get(file, one))
    assert verbs(file) == (["add"], [])


def test_an_unknown_record_is_never_changed(file: DataFile) -> None:
    for act in (
        lambda step: step.delete("thing", "c" * 32, "why"),
        lambda step: step.restore("thing", "c" * 32),
        lambda step: step.change("thing", "c" * 32, {"name": "x"}),
    ):
        with pytest.raises(KeyError), file.transaction("act") as step:
            act(step)


def test_what_was_left_out_of_a_record_stays(file: DataFile) -> None:
    one = add(file, name="An", rows={"line": (Row({"word": "a"}),), "tag": (Row({"text": "t"}),)})
    record = get(file, one)
    with file.transaction("save") as step:
        step.save(Record("thing", {**record.values, "size": 4}, {"line": ()}, one))
    assert get(file, one).table("line") == ()
    assert [row["text"] for row in get(file, one).table("tag")] == ["t"]


def test_a_group_is_written_whole(file: DataFile) -> None:
    one = add(file, name="An", post="Bí thư", since="2020")
    set_values(file, one, post="Chủ tịch")
    line = last_line(file)
    assert dict(line.values) == {"post": "Chủ tịch", "since": "2020"}
    assert set(line.parents) == {"post"}


def test_rows_are_seen_as_the_step_left_them(file: DataFile) -> None:
    one = add(file, name="An", rows={"line": (Row({"word": "a", "amount": 1}),)})
    row = get(file, one).table("line")[0]
    with file.transaction("twice") as step:
        step.save(thing(one, {"line": (Row({"word": "a", "amount": 2}, row.id),)}, name="An"))
        step.save(thing(one, {"line": (Row({"word": "a", "amount": 1}, row.id),)}, name="An"))
    assert get(file, one).table("line")[0]["amount"] == 1
    assert get(file, one)["total"] == 1


def test_derived_values_follow_rows_even_beside_a_field_they_do_not_depend_on(file: DataFile) -> None:
    one = add(file, name="An")
    with file.transaction("save") as step:
        step.save(thing(one, {"line": (Row({"amount": 5}),)}, name="An", size=9))
    assert get(file, one)["total"] == 5


def test_a_removed_row_comes_back_with_what_is_typed_now(file: DataFile) -> None:
    one = add(file, name="An", rows={"line": (Row({"word": "a", "amount": 1}),)})
    row = get(file, one).table("line")[0]
    with file.transaction("remove") as step:
        step.save(thing(one, {"line": ()}, name="An"))
    with file.transaction("back") as step:
        step.save(thing(one, {"line": (Row({"word": "b", "amount": 1}, row.id),)}, name="An"))
    assert get(file, one).table("line") == (Row({"word": "b", "amount": 1}, row.id),)
    file.undo()
    file.undo()
    assert get(file, one).table("line") == (row,)


def test_a_known_reading_writes_only_what_was_changed_since(file: DataFile) -> None:
    one = add(file, name="An", size=1, other="x")
    before = get(file, one)
    set_values(file, one, other="y")
    with file.transaction("save") as step:
        step.save(before.with_values(size=2), before)
    assert (get(file, one)["size"], get(file, one)["other"]) == (2, "y")


def test_deleting_names_what_the_deleter_knew(file: DataFile) -> None:
    one = add(file, name="An", rows={"line": (Row({"word": "a"}),)})
    with file.transaction("delete") as step:
        step.delete("thing", one, "trùng")
    line = last_line(file)
    assert line.seen is not None
    assert [(d.replica, d.seq) for d in line.seen] == [(toy.MINE, 2)]
    assert get(file, one).deleted


def test_removed_rows_know_what_they_had(file: DataFile) -> None:
    one = add(file, name="An", rows={"line": (Row({"word": "a"}),)})
    for act in ("remove", "undo", "redo"):
        if act == "remove":
            with file.transaction("remove") as step:
                step.save(thing(one, {"line": ()}, name="An"))
        else:
            getattr(file, act)()
        line = last_line(file)
        if act != "undo":
            assert line.seen, act


def test_fifty_levels_down_and_up(file: DataFile) -> None:
    one = add(file, name="0")
    for number in range(1, 51):
        set_values(file, one, f"set {number}", name=str(number))
    for number in range(50, 0, -1):
        assert file.undo().verb == f"set {number}"
        assert get(file, one)["name"] == str(number - 1)
    for number in range(1, 51):
        assert file.redo() is not None
        assert get(file, one)["name"] == str(number)
    assert file.redo() is None
    for number in range(50, 0, -1):
        assert file.undo() is not None
        assert get(file, one)["name"] == str(number - 1)
    file.undo()
    assert get(file, one).deleted
    assert file.undo() is None


def test_a_new_step_ends_what_could_be_made_again(file: DataFile) -> None:
    one = add(file, name="An")
    set_values(file, one, "a", name="Bình")
    file.undo()
    assert verbs(file) == (["add"], ["a"])
    set_values(file, one, "b", name="Chi")
    assert verbs(file) == (["add", "b"], [])


def test_a_value_changed_there_and_back_in_one_step_does_not_stand_in_the_way(file: DataFile) -> None:
    one = add(file, name="An", size=1)
    set_values(file, one, "first", name="Bình", size=1)
    with file.transaction("there and back") as step:
        step.change("thing", one, {"name": "Chi", "size": 2})
        step.change("thing", one, {"name": "Bình"})
    file.undo()
    file.undo()
    assert get(file, one)["name"] == "An"


def test_undo_stops_at_a_later_edit_of_somebody_else(file: DataFile) -> None:
    one = add(file, name="An", size=1)
    two = add(file, name="Bình")
    with file.transaction("both") as step:
        step.change_many("thing", {one: {"name": "A", "size": 2}, two: {"name": "B"}})
    with somebody(file) as step:
        step.change("thing", one, {"name": "của họ"})
    with pytest.raises(LaterEdits) as found:
        file.undo()
    assert found.value.entities == (("thing", one),)
    assert get(file, one)["size"] == 2
    file.undo(force=True)
    assert (get(file, one)["name"], get(file, one)["size"], get(file, two)["name"]) == ("An", 1, "Bình")
    file.redo()
    assert (get(file, one)["name"], get(file, one)["size"]) == ("của họ", 2)


def test_undo_of_other_fields_passes_a_later_edit(file: DataFile) -> None:
    one = add(file, name="An", size=1)
    set_values(file, one, size=2)
    with somebody(file) as step:
        step.change("thing", one, {"name": "của họ"})
    file.undo()
    assert (get(file, one)["name"], get(file, one)["size"]) == ("của họ", 1)


def test_a_record_others_worked_on_is_not_taken_away_silently(file: DataFile) -> None:
    one = add(file, name="An")
    with somebody(file) as step:
        step.change("thing", one, {"name": "của họ"})
    with pytest.raises(LaterEdits) as found:
        file.undo()
    assert found.value.entities == (("thing", one),)
    two = add(file, "second", name="Bình")
    with somebody(file) as step:
        step.save(thing(two, {"tag": (Row({"text": "của họ"}),)}, name="Bình"))
    tag = get(file, two).table("tag")[0].id
    with pytest.raises(LaterEdits) as found:
        file.undo()
    assert found.value.entities == (("thing.tag", tag),)
    file.undo(force=True)
    assert get(file, two).deleted


def test_own_later_edits_taken_back_do_not_hold_a_creation(file: DataFile) -> None:
    one = add(file, name="An", rows={"line": (Row({"word": "a"}),)})
    with file.transaction("more") as step:
        step.save(thing(one, {"tag": (Row({"text": "t"}),)}, name="Bình"))
    for _round in range(3):
        file.undo()
        file.undo()
        assert get(file, one).deleted
        file.redo()
        file.redo()
        assert get(file, one)["name"] == "Bình"
        assert len(get(file, one).table("tag")) == len(get(file, one).table("line")) == 1


def test_undo_never_crosses_a_barrier(file: DataFile) -> None:
    one = add(file, name="An")
    with file.transaction("issue", barrier=True) as step:
        step.change("thing", one, {"size": 1})
    assert file.undo() is None
    set_values(file, one, "after", size=2)
    assert file.undo().verb == "after"
    assert file.undo() is None
    assert get(file, one)["size"] == 1


def test_undo_of_somebody_else_is_not_offered(file: DataFile) -> None:
    with somebody(file) as step:
        step.add(thing(name="của họ"))
    assert verbs(file) == ([], [])


def test_several_values_come_back_however_often(file: DataFile) -> None:
    one = add(file, name="An")
    with somebody(file) as step:
        # Written without knowledge of "An": the two stand beside each other.
        step.write("thing", one, {"name": "Bình"}, scope=toy.COMMON)
    assert list(file.findings()) == []
    assert get(file, one)["name"] == "Bình"  # the greater replica is shown for now
    with file.transaction("settle") as step:
        step.change("thing", one, {"name": "Chi"})
    for _round in range(3):
        file.undo()
        with file.reading() as db:
            unsettled = db.exec_driver_sql("SELECT _unsettled FROM r_thing").scalar()
        assert unsettled == "name"
        assert list(file.findings()) == []
        file.redo()
        assert get(file, one)["name"] == "Chi"
    kept = {entry.new for entry in file.history("thing", one) if entry.field == "name"}
    assert {"An", "Bình", "Chi"} <= kept


def test_moving_lays_the_whole_record_down_in_its_new_scope(file: DataFile) -> None:
    one = add(file, name="An", place=HOME, rows={"line": (Row({"word": "a"}), Row({"word": "b"}))})
    first = get(file, one).table("line")[0].id
    with file.transaction("drop a row") as step:
        step.save(
            thing(
                one,
                {"line": tuple(r for r in get(file, one).table("line") if r.id != first)},
                name="An",
                place=HOME,
            )
        )
    set_values(file, one, "move", place=AWAY)
    with file.reading() as db:
        scopes = {s.hex() for (s,) in db.exec_driver_sql("SELECT scope FROM entity WHERE kind LIKE 'thing%'")}
    assert scopes == {AWAY}
    moved = [e for e in file.history("thing", one) if e.verb == "move"]
    assert [(e.field, e.old, e.new) for e in moved] == [("place", HOME, AWAY)]
    file.undo()
    file.undo()
    assert len(get(file, one).table("line")) == 2
    with file.reading() as db:
        scopes = {s.hex() for (s,) in db.exec_driver_sql("SELECT scope FROM entity WHERE kind LIKE 'thing%'")}
    assert scopes == {HOME}
    file.redo()
    file.redo()
    assert get(file, one)["place"] == AWAY


def test_going_back_lays_the_record_down_in_its_old_scope(file: DataFile) -> None:
    one = add(file, name="An", place=HOME)
    set_values(file, one, "move", place=AWAY)
    set_values(file, one, "there", name="Bình")
    file.undo()
    file.undo()
    line = last_line(file)
    assert line.dot.scope == HOME
    assert line.values["name"] == "An"


def test_a_move_can_be_taken_back_after_others_changed_another_field(file: DataFile) -> None:
    one = add(file, name="An", place=HOME)
    set_values(file, one, "move", place=AWAY)
    with somebody(file) as step:
        step.change("thing", one, {"name": "của họ"})
    file.undo()
    assert (get(file, one)["place"], get(file, one)["name"]) == (HOME, "của họ")


def test_history_says_old_and_new_and_what_stands(file: DataFile) -> None:
    one = add(file, name="An", place=HOME)
    set_values(file, one, "b", name="Bình")
    set_values(file, one, "move", place=AWAY)
    found = [(e.field, e.old, e.new, e.stands) for e in file.history("thing", one)]
    assert found[:2] == [("place", HOME, AWAY, True), ("name", "An", "Bình", True)]
    assert set(found[2:]) == {("place", None, HOME, False), ("name", None, "An", False)}
    set_values(file, one, "c", name="Chi")
    stands = {(e.field, e.new): e.stands for e in file.history("thing", one)}
    assert stands[("name", "Chi")]
    assert not stands[("name", "Bình")]


def test_steps_survive_closing(tmp_path: Path) -> None:
    path = toy.copy_of_pattern(tmp_path)
    file = toy.opened(path)
    one = add(file, name="An")
    set_values(file, one, "b", name="Bình")
    file.undo()
    file.close()
    file = toy.opened(path)
    assert verbs(file) == (["add"], ["b"])
    file.redo()
    assert get(file, one)["name"] == "Bình"
    file.close()


def test_a_file_opened_to_view_takes_nothing(tmp_path: Path) -> None:
    path = toy.copy_of_pattern(tmp_path)
    view = DataFile(open_vault(path, password=toy.PASSWORD, newest=3, read_only=True), toy.MINE, MODEL)
    with pytest.raises(OpenedToView), view.transaction("x"):
        pass
    assert list(view.findings()) == []
    view.close()


def test_the_mark_of_the_readings_is_always_the_same() -> None:
    """Otherwise every opening would make the readings anew."""
    assert len({readings_signature(Model(RECORD_TYPES)) for _model in range(20)}) == 1
