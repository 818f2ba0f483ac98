"""Units are merged, split, renamed and dissolved; people move only when confirmed, old papers stay."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from hnabroad_desktop.actions import (
    arrangements,
    files,
    issuing,
    lists,
    papers,
    previews,
    rearranging,
    records,
    unit_figures,
    units,
)
from hnabroad_desktop.actions.arrangements import Part, Plan, Successor
from hnabroad_desktop.base.errors import AppError, FormError
from hnabroad_desktop.records.cadre import CADRE
from hnabroad_desktop.records.schema import Record
from hnabroad_desktop.store.datafile import DataFile
from tests.papers import city as made
from tests.papers.city import City

DAY = dt.date(2027, 1, 1)
BOTH: tuple[unit_figures.By, ...] = ("as_it_was", "successor")
ACT = "Nghị quyết số 1/NQ-HĐND"


def unit(file: DataFile, code: str) -> str:
    found = lists.find_one(file, "unit", code)
    assert found
    return found


def read(file: DataFile, kind: str, record_id: str) -> Record:
    found = file.get(kind, record_id)
    assert found is not None
    return found


def add(file: DataFile, name: str, place: str, **more: Any) -> str:
    values = {
        "full_name": name,
        "unit": place,
        "post": "Chuyên viên",
        "appointment_date": "2020-01-01",
        **more,
    }
    return records.save(file, CADRE.new(**values)).id


def dump(file: DataFile) -> dict[str, Any]:
    result = {}
    for kind in ("cadre", "unit"):
        for record_id in lists.Listing(file, kind).ids(lists.Query()):
            record = read(file, kind, record_id)
            result[record_id] = (dict(record.values), {t: r for t, r in record.rows.items() if r})
    return result


def test_three_wards_become_one_and_everybody_is_asked_about(file: DataFile) -> None:
    wards = [unit(file, code) for code in ("00070", "00082", "00091")]
    committees = [unit(file, f"{code}.UBND") for code in ("00070", "00082", "00091")]
    staff = [add(file, f"Người {n}", place, sex="female") for n, place in enumerate(committees)]
    retired = add(file, "Đã nghỉ", committees[0], status="retired")
    into = arrangements.to_make(file, wards[0], name="Phường Hồ Gươm", code="99001")
    parts = arrangements.organs_too(file, Part("amalgamate", tuple(wards), (into,)))
    plan = Plan(DAY, ACT, parts)
    council = next(u for u in plan.made.values() if u["code"] == "99001.UBND")
    assert "phường Hồ Gươm" in council.text("name")
    found = rearranging.proposals(file, plan)
    assert {p.cadre for p in found} == set(staff)
    assert {p.proposed for p in found} == {council.id}
    assert "hợp nhất thành" in found[0].choices[0].reason

    before = dump(file)
    moves = {p.cadre: p.proposed for p in found[:2]}
    done = rearranging.rearrange(file, plan, moves)
    assert (done.moved, done.waiting) == (2, (found[2].cadre,))
    assert read(file, "cadre", retired)["unit"] == committees[0]
    moved = read(file, "cadre", found[0].cadre)
    assert moved["unit"] == council.id
    old, new = sorted(moved.table("career_record"), key=lambda row: str(row["from_date"]))
    assert (old["unit"], old["to_date"]) == (found[0].old, "2027-01-01")
    assert (new["unit"], new["from_date"], new["to_date"]) == (council.id, "2027-01-01", None)
    ended = read(file, "unit", wards[0])
    assert ended["valid_to"] == "2026-12-31"
    assert [
        (r["successor"], r["kind"], r["primary"], r["legal_basis"]) for r in ended.table("succession")
    ] == [(into.unit, "amalgamate", True, ACT)]
    names = {node.id for top in units.tree(file, DAY) for node in top.walk()}
    earlier = {node.id for top in units.tree(file, dt.date(2026, 6, 1)) for node in top.walk()}
    assert into.unit in names - earlier
    assert set(wards) <= earlier - names
    assert records.next_steps(file)[0] == f"Sắp xếp tổ chức: {ACT}"
    assert [f for f in file.findings() if f.what == "reference"] == []
    records.undo(file)
    assert dump(file) == before


def test_figures_by_successor_add_up_to_the_same(file: DataFile) -> None:
    departments = [unit(file, code) for code in ("SNV", "STC", "SYT")]
    for number in range(7):
        add(file, f"Người {number}", departments[number % 3], sex=("male", "female")[number % 2])
    plan = Plan(
        DAY,
        ACT,
        (
            Part("absorb", (departments[0],), (Successor(departments[1]),)),
            Part(
                "divide",
                (departments[2],),
                (_new(file, departments[2], "A", main=True), _new(file, departments[2], "B")),
            ),
        ),
    )
    rearranging.rearrange(file, plan)
    as_was = unit_figures.figures(file)
    later = unit_figures.figures(file, "successor", day=DAY)
    now = unit_figures.figures(file, "successor", day=dt.date(2026, 1, 1))
    assert [as_was.total(name) for name in ("cadres", "women")] == [11, 5]
    assert [later.total(name) for name in ("cadres", "women")] == [11, 5]
    assert [line.unit for line in now.lines] == [line.unit for line in as_was.lines]
    assert [line.title for line in later.lines] == ["Sở Tài chính", "A"]
    assert [line.amount("cadres") for line in as_was.lines] == [7, 2, 2]


def _new(file: DataFile, like: str, name: str, *, main: bool = False) -> Successor:
    made_ = arrangements.to_make(file, like, name=name, code=f"X-{name}")
    return Successor(made_.unit, main, made_.made)


def test_a_split_and_a_dissolved_body_propose_nobody(file: DataFile) -> None:
    home, health = unit(file, "SNV"), unit(file, "SYT")
    add(file, "Người Y", health)
    split = Plan(DAY, ACT, (Part("separate", (health,), (_new(file, health, "Sở Dược"),)),))
    (proposal,) = rearranging.proposals(file, split)
    assert proposal.proposed == ""
    assert [choice.title for choice in proposal.choices] == ["Sở Dược"]
    done = rearranging.rearrange(file, split)
    assert (done.closed, done.waiting) == ((), ())
    assert read(file, "unit", health)["valid_to"] is None
    shares = [[(x.unit, x.amount("cadres")) for x in unit_figures.figures(file, by).lines] for by in BOTH]
    assert shares[0] == shares[1]

    dissolved = Plan(DAY, ACT, (Part("dissolve", (health,), (Successor(home),)),))
    (proposal,) = rearranging.proposals(file, dissolved)
    assert proposal.proposed == ""
    assert "chỉ là gợi ý" in proposal.choices[0].reason
    done = rearranging.rearrange(file, dissolved)
    assert done.waiting == (proposal.cadre,)
    rows = read(file, "unit", health).table("succession")
    assert [(r["kind"], r["primary"], r["suggestion"]) for r in rows] == [
        ("separate", None, None),
        ("dissolve", None, True),
    ]


def test_a_renamed_unit_keeps_those_below_it(file: DataFile) -> None:
    above = unit(file, "UBNDTP")
    known = units.lives(file).values()
    below = [life.id for life in known if life.parent == above and life.stands_on(DAY)]
    assert below
    new = _new(file, above, "Ủy ban nhân dân Thủ đô")
    rearranging.rearrange(file, Plan(DAY, ACT, (Part("rename", (above,), (new,)),)))

    def under(day: dt.date) -> dict[str, set[str]]:
        nodes = [node for top in units.tree(file, day) for node in top.walk()]
        return {node.id: {each.id for each in node.below} for node in nodes}

    assert set(below) <= under(DAY)[new.unit]
    before = under(dt.date(2026, 12, 31))
    assert set(below) <= before[above]
    assert new.unit not in before


def test_present_organs_are_suggested_for_a_body_of_a_dissolved_district(file: DataFile) -> None:
    with file.reading() as connection:
        driver: Any = connection.connection.driver_connection
        (eid,) = driver.execute(
            "SELECT id FROM r_unit WHERE name = 'Ủy ban nhân dân quận Hoàn Kiếm'"
        ).fetchone()
    found = units.suggestions(file, eid.hex())
    assert found
    assert all("Ủy ban nhân dân phường" in choice.title for choice in found)
    assert "nơi tiếp nhận" in found[0].reason
    assert units.suggestions(file, "0" * 32) == []


@pytest.mark.parametrize(
    ("kind", "old", "count", "said"),
    [
        ("amalgamate", ("SNV",), 1, "Số đơn vị"),
        ("divide", ("SNV",), 1, "Số đơn vị"),
        ("divide", ("SNV",), 2, "kế thừa chính"),
        ("absorb", ("STC",), 1, "không thể là đơn vị sau sắp xếp"),
        ("hand_over", ("001",), 1, "đã kết thúc"),
    ],
)
def test_a_plan_that_cannot_be_is_refused(
    file: DataFile, kind: str, old: tuple[str, ...], count: int, said: str
) -> None:
    successors = [Successor(unit(file, code)) for code in ("STC", "SYT")[:count]]
    plan = Plan(DAY, ACT, (Part(kind, tuple(unit(file, code) for code in old), tuple(successors)),))
    before = dump(file)
    with pytest.raises(AppError, match=said):
        rearranging.rearrange(file, plan)
    assert dump(file) == before


def test_nothing_is_written_when_one_move_is_refused(file: DataFile) -> None:
    home, money = unit(file, "SNV"), unit(file, "STC")
    person, other = add(file, "Người A", home), add(file, "Người B", money)
    plan = Plan(DAY, ACT, (Part("absorb", (home,), (Successor(money),)),))
    before = dump(file)
    ended, territory = unit(file, "001"), unit(file, "00082")
    for moves in ({person: ended}, {person: territory}, {other: money}, {person: home}, {person: "f" * 32}):
        with pytest.raises(AppError):
            rearranging.rearrange(file, plan, moves)
        assert dump(file) == before
    with pytest.raises(AppError, match="căn cứ"):
        rearranging.rearrange(file, Plan(DAY, " ", plan.parts))
    with pytest.raises(AppError):
        rearranging.rearrange(file, Plan(DAY, ACT, (*plan.parts, *plan.parts)))
    taken = arrangements.to_make(file, home, name="Trùng mã", code="STC")
    with pytest.raises(FormError, match="STC"):
        rearranging.rearrange(file, Plan(DAY, ACT, (Part("rename", (home,), (taken,)),)))
    nameless = arrangements.to_make(file, home)
    with pytest.raises(FormError):
        rearranging.rearrange(file, Plan(DAY, ACT, (Part("rename", (home,), (nameless,)),)))
    with pytest.raises(AppError):
        arrangements.to_make(file, person)
    assert dump(file) == before


# -- papers --------------------------------------------------------------------------------------------------


@pytest.fixture
def city(tmp_path: Path) -> City:
    return made.build(tmp_path / "thanh-pho.hnab")


@pytest.fixture
def city_file(city: City) -> Iterator[DataFile]:
    opened = files.open_file(city.path, password=made.PASSWORD)
    yield opened
    files.close(opened)


def test_an_issued_decision_keeps_the_old_names(city_file: DataFile, city: City) -> None:
    file = city_file
    decision = papers.draw_up(file, city.class_id, "state")
    papers.submit(file, decision)
    papers.sign(file, decision)
    issuing.issue(file, decision, number=128, day=dt.date(2026, 11, 24))
    archive = file.blob(read(file, "decision", decision).text("archive_copy"))
    year: dict[str, Any] = {"first": dt.date(2026, 1, 1), "last": dt.date(2026, 12, 31)}
    before = unit_figures.figures(file, **year)
    assert before.total("sent") == 6

    home = unit(file, "SNV")
    new = _new(file, home, "Sở Nội vụ và Lao động")
    plan = Plan(DAY, ACT, (Part("rename", (home,), (new,)),))
    moves = {p.cadre: p.proposed for p in rearranging.proposals(file, plan)}
    assert len(moves) == 4
    rearranging.rearrange(file, plan, moves)

    issued = read(file, "decision", decision)
    assert file.blob(issued.text("archive_copy")) == archive
    assert file.title(issued.text("body")) == "Ủy ban nhân dân thành phố Hà Nội"
    assert file.title(home) == "Sở Nội vụ"
    was = unit_figures.figures(file, **year)
    assert [(x.title, x.amount("sent")) for x in was.lines if x.amount("sent")] == [
        (x.title, x.amount("sent")) for x in before.lines if x.amount("sent")
    ]
    later = unit_figures.figures(file, "successor", day=DAY, **year)
    for measure in unit_figures.MEASURES:
        assert later.total(measure.code) == before.total(measure.code)
    leading = [(line.title, line.amount("classes")) for line in later.lines if line.amount("classes")]
    assert leading == [("Sở Nội vụ và Lao động", 1)]
    assert unit_figures.figures(file, first=DAY).total("classes") == 0


def test_an_issued_decision_printed_again_and_a_list_of_an_old_day_name_the_old_units(
    city_file: DataFile, city: City
) -> None:
    file = city_file
    issued, draft = (papers.draw_up(file, city.class_id, "state") for _each in range(2))
    papers.submit(file, issued)
    papers.sign(file, issued)
    issuing.issue(file, issued, number=128, day=dt.date(2026, 11, 24))
    before = previews.printout(file, read(file, "decision", issued), "annex").text
    assert "Sở Nội vụ" in before
    home = unit(file, "SNV")
    plan = Plan(DAY, ACT, (Part("rename", (home,), (_new(file, home, "Sở Công vụ"),)),))
    rearranging.rearrange(file, plan, {p.cadre: p.proposed for p in rearranging.proposals(file, plan)})
    for what in ("decision", "annex"):
        again = previews.printout(file, read(file, "decision", issued), what)
        assert "Sở Công vụ" not in again.text
    assert previews.printout(file, read(file, "decision", issued), "annex").text == before
    old = read(file, "decision", draft)
    records.save(file, old.with_values(date="2026-11-24"))
    for day, here, gone in (
        ("2026-11-24", "Sở Nội vụ", "Sở Công vụ"),
        ("2027-02-02", "Sở Công vụ", "Trưởng phòng, Sở Nội vụ"),
    ):
        records.save(file, read(file, "decision", draft).with_values(date=day))
        text = previews.printout(file, read(file, "decision", draft), "annex").text
        assert here in text
        assert gone not in text
