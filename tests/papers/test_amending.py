"""Amending an issued decision: the first stays as printed, the list follows, each names the other."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hnabroad_desktop.actions import amending, classes, drafting, issuing, papers, previews, records
from hnabroad_desktop.base.errors import AppError, FormError
from hnabroad_desktop.records.schema import Record
from hnabroad_desktop.store.datafile import DataFile
from tests.papers import city as papers_city
from tests.papers.city import City, opened

FIRST, LATER = dt.date(2026, 11, 24), dt.date(2026, 11, 27)


def issued(file: DataFile, city: City, profile: str = "state") -> str:
    decision = papers.draw_up(file, city.class_id, profile)  # type: ignore[arg-type]
    for name in previews.printout(file, read(file, decision)).missing:
        drafting.fill(file, decision, name, f"({name})")
    papers.submit(file, decision)
    papers.sign(file, decision)
    issuing.issue(file, decision, number=127, day=FIRST)
    return decision


def read(file: DataFile, record_id: str, kind: str = "decision") -> Record:
    found = file.get(kind, record_id)
    assert found is not None
    return found


def row_of(file: DataFile, city: City, cadre: str) -> str:
    return next(place.row_id for place in classes.roster(file, city.class_id) if place.cadre == cadre)


def submission(file: DataFile, city: City) -> None:
    """Enter the submission that asks for the change."""
    values = {"class": city.class_id, "role": "proposal", "document_type": "submission"}
    values |= {"number": "5012/TTr-SNV", "date": "2026-11-26", "sender": "Sở Nội vụ", "summary": "thay người"}
    records.save(file, Record("incoming_document", values))


def test_the_first_decision_stays_and_the_amending_one_says_who_leaves_and_comes(
    file: DataFile, city: City
) -> None:
    first = issued(file, city)
    printed = previews.printout(file, read(file, first))
    submission(file, city)
    draft = amending.draw_up(file, city.class_id)
    assert read(file, draft)["signer"] == read(file, first)["signer"]
    with pytest.raises(AppError, match="người đưa ra"):
        papers.submit(file, draft)
    done = classes.replace(file, city.class_id, row_of(file, city, city.cadres[1]), "chuyển công tác")
    assert (done.gone, done.came) == ("Hoàng Thị Yến", "Ngô Ý Nhi")
    text = previews.printout(file, read(file, draft)).text
    number = "Quyết định số 127/QĐ-UBND ngày 24 tháng 11 năm 2026"
    assert f"Về việc điều chỉnh, bổ sung {number} về việc cử cán bộ, công chức, viên chức" in text
    assert (
        "1. Đưa ra khỏi danh sách: ông (bà) Hoàng Thị Yến, sinh ngày 12 tháng 3 năm 1985, "
        "Trưởng phòng, Sở Nội vụ; lý do: chuyển công tác." in text
    )
    assert "2. Bổ sung vào danh sách: ông (bà) Ngô Ý Nhi, sinh ngày 20 tháng 5 năm 1986" in text
    assert f"Điều 2. Các nội dung khác của {number} không thay đổi." in text
    assert "Tờ trình số 5012/TTr-SNV ngày 26 tháng 11 năm 2026" in text
    with pytest.raises(AppError, match="không có danh sách kèm theo riêng"):
        previews.printout(file, read(file, draft), "annex")
    papers.submit(file, draft)
    papers.sign(file, draft)
    issuing.issue(file, draft, number=131, day=LATER)
    assert previews.printout(file, read(file, first)) == printed
    old, new = read(file, first), read(file, draft)
    assert (old["state"], new["state"]) == ("amended", "issued")
    assert [(r["relation"], r["document"]) for r in old.table("relations")] == [("amended_by", draft)]
    assert [(r["relation"], r["document"]) for r in new.table("relations")] == [("amends", first)]
    assert {entry["number"] for entry in file.find("document_number")} == {127, 131}
    assert drafting.current(file, city.class_id) == old
    assert amending.issued_amendments(file, city.class_id) == [new]
    with pytest.raises(AppError, match="đã ban hành"):
        classes.withdraw(file, city.class_id, row_of(file, city, city.reserves[0]), "ốm")
    with pytest.raises(AppError, match="không xóa được"):
        records.delete(file, "decision", draft, "nhầm")


def test_party_paper_takes_the_short_form(file: DataFile, city: City) -> None:
    issued(file, city, "party")
    draft = amending.draw_up(file, city.class_id)
    classes.withdraw(file, city.class_id, row_of(file, city, city.cadres[4]), "nghỉ thai sản")
    text = previews.printout(file, read(file, draft)).text
    assert "về việc điều chỉnh, bổ sung Quyết định số 127-QĐ/BTCTU, ngày 24/11/2026\n" in text
    assert "1. Đưa ra khỏi danh sách: đồng chí Nguyễn Thị Hoa, sinh ngày 01/6/1990" in text
    assert "lý do: nghỉ thai sản." in text
    assert "Bổ sung vào danh sách" not in text


def test_one_who_takes_the_place_of_the_head_leads(file: DataFile, city: City) -> None:
    issued(file, city)
    draft = amending.draw_up(file, city.class_id)
    classes.replace(file, city.class_id, row_of(file, city, city.cadres[0]), "công tác đột xuất")
    assert "Ngô Ý Nhi, sinh ngày 20 tháng 5 năm 1986, Trưởng phòng, Sở Tài chính, làm Trưởng đoàn." in (
        previews.printout(file, read(file, draft)).text
    )


def test_only_people_are_changed_and_every_step_is_undone_whole(file: DataFile, city: City) -> None:
    with pytest.raises(AppError, match="chưa có quyết định còn hiệu lực"):
        amending.draw_up(file, city.class_id)
    issued(file, city)
    draft = amending.draw_up(file, city.class_id)
    with pytest.raises(AppError, match="đang được lập"):
        amending.draw_up(file, city.class_id)
    row = row_of(file, city, city.cadres[2])
    for act in (
        lambda: classes.set_role(file, city.class_id, row, "deputy"),
        lambda: classes.move(file, city.class_id, row, 1),
        lambda: classes.arrange(file, city.class_id, "alphabet"),
    ):
        with pytest.raises(AppError, match="giữ như đã ban hành"):
            act()
    with pytest.raises(AppError, match="giữ thể thức"):
        drafting.use_profile(file, draft, "party")
    before = classes.roster(file, city.class_id)
    classes.withdraw(file, city.class_id, row, "ốm")
    assert len(read(file, draft).table("changes")) == 1
    with pytest.raises(AppError, match="đã thay đổi theo dự thảo"):
        records.delete(file, "decision", draft, "không cần")
    records.undo(file)
    assert read(file, draft).table("changes") == ()
    assert classes.roster(file, city.class_id) == before
    records.delete(file, "decision", draft, "không cần")
    with pytest.raises(AppError, match="đã ban hành"):
        classes.withdraw(file, city.class_id, row, "ốm")


def test_more_people_than_places_need_a_document_here_too(file: DataFile, city: City) -> None:
    issued(file, city)
    draft = amending.draw_up(file, city.class_id)
    submission(file, city)
    (paper,) = file.find("incoming_document", number="5012/TTr-SNV")
    records.save(file, read(file, draft).with_values(submission=paper.id))
    classes.add(file, city.class_id, city.reserves[0])
    papers.submit(file, draft)
    papers.sign(file, draft)
    with pytest.raises(FormError, match="Danh sách 7 người, chỉ tiêu 6"):
        issuing.issue(file, draft, number=131, day=LATER)
    assert read(file, draft)["state"] == "signed"


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> City:
    """A city whose decision is issued and whose amending draft is open."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HNABROAD_HOME", str(tmp_path_factory.mktemp("amend-home")))
        city = papers_city.build(tmp_path_factory.mktemp("amend") / "thanh-pho.hnab")
        with opened(city) as file:
            issued(file, city)
            amending.draw_up(file, city.class_id)
    return city


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(["replace", "withdraw", "add"]), st.integers(0, 5)), max_size=7))
def test_the_draft_always_says_exactly_how_the_list_differs_from_the_issued_one(
    template: City, tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, int]]
) -> None:
    city = papers_city.copy(template, tmp_path_factory.mktemp("steps"))
    with opened(city) as file:
        for verb, place in steps:
            roster = classes.roster(file, city.class_id)
            try:
                match verb:
                    case "replace" if roster:
                        classes.replace(file, city.class_id, roster[place % len(roster)].row_id, "bận")
                    case "withdraw" if roster:
                        classes.withdraw(file, city.class_id, roster[place % len(roster)].row_id, "bận")
                    case "add":
                        classes.add(file, city.class_id, (*city.cadres, *city.reserves)[place])
            except AppError:
                continue
        going = {p.cadre for p in classes.roster(file, city.class_id)}
        draft = papers.open_amendment(file, city.class_id)
        assert draft is not None
        changes = draft.table("changes")
        gone = {row["removed"] for row in changes if row["removed"]}
        come = {row["added"] for row in changes if row["added"]}
        assert gone == set(city.cadres) - going
        assert come == going - set(city.cadres)
        assert len(gone) + len(come) == sum(bool(r["removed"]) + bool(r["added"]) for r in changes)
