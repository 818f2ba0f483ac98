"""An arrangement in the making is kept whole, follows its units, and becomes a plan or says what it lacks."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hnabroad_desktop.actions import arrangements, lists, rearranging, records, sketches
from hnabroad_desktop.actions.arrangements import Successor
from hnabroad_desktop.actions.sketches import STAYS, Sketch
from hnabroad_desktop.base.errors import AppError, FormError
from hnabroad_desktop.records import KINDS
from hnabroad_desktop.records.schema import Row
from hnabroad_desktop.store.datafile import DataFile

ACT = KINDS["legal_act"].new(
    document_type="resolution",
    number="12/NQ-HĐND",
    date="2026-12-08",
    issuer="Hội đồng nhân dân thành phố Hà Nội",
    summary="sắp xếp đơn vị hành chính",
)


def unit(file: DataFile, code: str) -> str:
    return lists.find_one(file, "unit", code)


@pytest.fixture
def sketch(file: DataFile) -> Sketch:
    wards = (unit(file, "00070"), unit(file, "00082"))
    into = arrangements.to_make(file, wards[0], name="Phường Hồ Gươm", code="99001")
    whole = Sketch("amalgamate", "2027-01-01", "", ACT, wards, (into,), organs=True)
    return sketches.settled(file, whole)


def test_a_sketch_is_kept_whole_until_it_is_forgotten(file: DataFile, sketch: Sketch) -> None:
    assert sketches.kept(file) is None
    with_more = replace(
        sketch,
        act=ACT.with_table("attachments", [Row({"title": "Nghị quyết"})]),
        decided={"a" * 32: sketch.organ_parts[0].successors[0].unit, "b" * 32: STAYS},
    )
    before = file.own_lines()
    sketches.keep(file, with_more)
    assert sketches.kept(file) == with_more
    assert sketches.plan_of(file, with_more).made == sketches.plan_of(file, sketch).made
    assert file.own_lines() == before
    sketches.keep(file, None)
    assert sketches.kept(file) is None
    assert Sketch().is_empty
    assert not sketch.is_empty


def test_a_sketch_of_units_that_are_not_there_is_no_sketch(file: DataFile, sketch: Sketch) -> None:
    sketches.keep(file, replace(sketch, old=("f" * 32,)))
    assert sketches.kept(file) is None


def test_organs_follow_the_unit_and_keep_what_was_put_right(file: DataFile, sketch: Sketch) -> None:
    organ = sketch.organ_parts[0].successors[0].made
    assert organ is not None
    renamed = sketches.settled(file, sketch.with_made(organ.with_values(name="Đảng ủy Hồ Gươm")))
    assert renamed.organ_parts[0].successors[0].made == organ.with_values(name="Đảng ủy Hồ Gươm")
    into = sketch.successors[0].made
    assert into is not None
    other = sketches.settled(
        file, sketch.with_made(into.with_values(name="Phường Long Biên mới", code="99002"))
    )
    names = {s.made.text("name") for p in other.organ_parts for s in p.successors if s.made is not None}
    assert len(names) == len(other.organ_parts)
    assert all("phường Long Biên mới" in name for name in names)
    kept = replace(sketch, decided={"a" * 32: organ.id, "b" * 32: STAYS})
    assert sketches.settled(file, replace(kept, organs=False)).decided == {"b" * 32: STAYS}
    assert sketches.settled(file, replace(sketch, organs=False)).organ_parts == ()


def test_a_kind_with_one_successor_keeps_one(file: DataFile, sketch: Sketch) -> None:
    two = replace(sketch, kind="rename", successors=(*sketch.successors, Successor(unit(file, "STC"))))
    assert sketches.settled(file, two).successors == sketch.successors


def test_what_is_missing_is_said(file: DataFile, sketch: Sketch) -> None:
    for missing, said in (
        ({"kind": ""}, "hình thức"),
        ({"old": ()}, "đơn vị được sắp xếp"),
        ({"day": ""}, "ngày"),
    ):
        with pytest.raises(AppError, match=said):
            sketches.plan_of(file, replace(sketch, **missing))
    nothing = sketches.plan_of(file, replace(sketch, act=KINDS["legal_act"].new()))
    with pytest.raises(AppError, match="căn cứ"):
        rearranging.check(file, nothing)
    known = sketches.old_units(file, sketch)
    assert [(u.code, u.staff) for u in known] == [("00070", 0), ("00082", 0)]
    assert all(len(u.below) > 3 for u in known)


def test_a_new_act_is_entered_and_one_of_the_register_is_cited(file: DataFile, sketch: Sketch) -> None:
    plan = sketches.plan_of(file, sketch)
    basis = "Nghị quyết số 12/NQ-HĐND, ngày 08/12/2026 của Hội đồng nhân dân thành phố Hà Nội"
    assert plan.legal_basis == basis
    outline = rearranging.outline(file, plan)
    assert outline.act is not None
    assert file.find("legal_act", number="12/NQ-HĐND") == []
    rearranging.rearrange(file, plan)
    (act,) = file.find("legal_act", number="12/NQ-HĐND")
    assert rearranging.is_done(file, plan)
    again = Sketch("rename", "2027-02-01", act.id, old=(unit(file, "SNV"),))
    again = again.with_successors((arrangements.to_make(file, again.old[0], name="Sở Nội vụ mới"),))
    second = sketches.plan_of(file, again)
    assert (second.act, second.legal_basis) == (None, basis)
    records.undo(file)
    assert file.find("legal_act", number="12/NQ-HĐND") == []
    assert not rearranging.is_done(file, plan)
    named = KINDS["legal_act"].new(summary="Luật", citation="Luật Thủ đô")
    assert arrangements.basis_of(file, named) == "Luật Thủ đô"
    assert (
        arrangements.basis_of(file, KINDS["legal_act"].new(number="3/QĐ", summary="x")) == "Văn bản số 3/QĐ"
    )


def test_an_act_without_its_summary_is_refused(file: DataFile, sketch: Sketch) -> None:
    act = KINDS["legal_act"].new(number="1/NQ")
    with pytest.raises(FormError, match="Trích yếu"):
        rearranging.outline(file, sketches.plan_of(file, replace(sketch, act=act)))


def test_two_new_units_cannot_have_one_code(file: DataFile) -> None:
    home = unit(file, "SNV")
    twins = tuple(arrangements.to_make(file, home, name=name, code="X1") for name in ("A", "B"))
    halves = (replace(twins[0], main=True), replace(twins[1], main=False))
    whole = Sketch("divide", "2027-01-01", "", ACT, (home,), halves)
    with pytest.raises(FormError, match="X1"):
        rearranging.outline(file, sketches.plan_of(file, whole))
