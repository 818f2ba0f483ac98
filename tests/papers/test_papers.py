"""A decision from its draft to the archive, and the numbers it takes."""

from __future__ import annotations

import datetime as dt
import hashlib
import re

import pytest

from hnabroad_desktop.actions import classes, issuing, papers, previews, records
from hnabroad_desktop.actions.templates import document_of
from hnabroad_desktop.base.errors import AppError, FormError
from hnabroad_desktop.base.vietnamese import number_words
from hnabroad_desktop.records.schema import Record, Row
from hnabroad_desktop.store.datafile import DataFile
from tests.papers.city import City

DAY = dt.date(2026, 11, 24)


def signed(file: DataFile, city: City, profile: str = "state") -> str:
    decision = papers.draw_up(file, city.class_id, profile)  # type: ignore[arg-type]
    papers.submit(file, decision)
    papers.sign(file, decision)
    return decision


def read(file: DataFile, decision: str) -> Record:
    found = file.get("decision", decision)
    assert found is not None
    return found


def test_a_draft_has_the_body_signer_and_papers_that_fit(file: DataFile, city: City) -> None:
    decision = read(file, papers.draw_up(file, city.class_id, "state"))
    assert file.title(decision.text("body")) == "Ủy ban nhân dân thành phố Hà Nội"
    assert file.title(decision.text("signer")) == "Nguyễn Văn Minh Trí"
    assert decision["submission"] is not None
    assert decision["number"] is None
    assert decision["state"] == "draft"


def test_party_papers_come_from_the_level_that_manages_the_people(file: DataFile, city: City) -> None:
    board = read(file, papers.draw_up(file, city.class_id, "party"))
    assert file.title(board.text("body")) == "Ban Tổ chức Thành ủy"
    cadre = file.get("cadre", city.cadres[0])
    assert cadre is not None
    records.save(file, cadre.with_values(management_level="city_standing_committee"))
    committee = read(file, papers.draw_up(file, city.class_id, "party"))
    assert file.title(committee.text("body")) == "Thành ủy Hà Nội"
    state = read(file, papers.draw_up(file, city.class_id, "state"))
    assert "văn bản chủ trương" in " ".join(document_of(file, state).missing)


def test_a_draft_that_lacks_something_is_not_submitted(file: DataFile, city: City) -> None:
    class_ = file.get("class", city.class_id)
    assert class_ is not None
    records.save(file, class_.with_values(estimate_number=None, estimate_date=None))
    decision = papers.draw_up(file, city.class_id, "state")
    with pytest.raises(AppError, match="văn bản dự toán"):
        papers.submit(file, decision)
    assert read(file, decision)["state"] == "draft"


def test_the_steps_are_taken_in_order(file: DataFile, city: City) -> None:
    decision = papers.draw_up(file, city.class_id, "state")
    with pytest.raises(FormError):
        papers.sign(file, decision)
    with pytest.raises(AppError):
        issuing.issue(file, decision, number=1, day=DAY)
    papers.submit(file, decision)
    with pytest.raises(AppError):
        papers.back_to_draft(file, decision, "  ")
    papers.back_to_draft(file, decision, "Sửa căn cứ")
    papers.submit(file, decision)
    papers.sign(file, decision)
    assert [row["stage"] for row in read(file, decision).table("stages")] == [
        "submitted",
        "draft",
        "submitted",
        "signed",
    ]


def test_issuing_takes_the_number_given_and_freezes_pages_and_data(file: DataFile, city: City) -> None:
    decision = signed(file, city)
    assert issuing.issue(file, decision, number=128, day=DAY).number == "128/QĐ-UBND"
    kept = read(file, decision)
    assert (kept["state"], kept["number"], kept["date"]) == ("issued", 128, "2026-11-24")
    pdf = file.blob(kept.text("archive_copy"))
    assert pdf is not None
    assert hashlib.sha256(pdf).hexdigest() == kept["archive_hash"]
    shown = previews.printout(file, kept)
    assert shown.pdf == pdf
    assert "Số: 128/QĐ-UBND" in shown.text
    assert "Kèm theo Quyết định số 128/QĐ-UBND ngày 24 tháng 11 năm 2026" in shown.text
    class_ = file.get("class", city.class_id)
    assert class_ is not None
    assert class_["state"] == "decided"
    duty = next(row for row in class_.table("duties") if row["duty"] == "decision")
    assert duty["document"] == "128/QĐ-UBND"


def test_an_issued_paper_stays_whatever_changes_later(file: DataFile, city: City) -> None:
    decision = signed(file, city)
    issuing.issue(file, decision, number=128, day=DAY)
    before = previews.printout(file, read(file, decision))
    cadre = file.get("cadre", city.cadres[1])
    assert cadre is not None
    records.save(file, cadre.with_values(full_name="Hoàng Thị Yến Nhi", post="Phó Giám đốc Sở"))
    line = file.find("wording_text", template="decision.ubnd", line="d1.2")[0]
    records.save(file, line.with_values(text="2. Nơi học: <thành phố>, <nước>."))
    after = previews.printout(file, read(file, decision))
    assert after == before
    assert "Nơi học" not in after.text


def test_numbers_are_never_given_twice_and_a_void_one_stays(file: DataFile, city: City) -> None:
    first = signed(file, city)
    issuing.issue(file, first, number=127, day=DAY)
    entry = file.find("document_number", number=127)[0]
    with pytest.raises(FormError):
        issuing.void_number(file, entry.id, " ")
    issuing.void_number(file, entry.id, "Ghi nhầm sổ")
    assert read(file, first)["state"] == "annulled"
    second = signed(file, city)
    with pytest.raises(FormError, match="đã hủy"):
        issuing.issue(file, second, number=127, day=DAY)
    issuing.issue(file, second, number=128, day=DAY)
    third_class = _another_class(file, city)
    third = papers.draw_up(file, third_class, "state")
    papers.submit(file, third)
    papers.sign(file, third)
    with pytest.raises(FormError, match="Số 128/QĐ-UBND đã cấp ngày 24/11/2026"):
        issuing.issue(file, third, number=128, day=DAY)
    assert read(file, third)["number"] is None


def test_only_issuing_issues_and_only_voiding_voids(file: DataFile, city: City) -> None:
    decision = signed(file, city)
    typed = read(file, decision).with_values(state="issued", number=5, date=DAY.isoformat())
    with pytest.raises(FormError, match="dùng lệnh “Ban hành”"):
        records.save(file, typed)
    issuing.issue(file, decision, number=127, day=DAY)
    (entry,) = file.find("document_number", number=127)
    with pytest.raises(FormError, match="dùng lệnh “Hủy số”"):
        records.save(file, entry.with_values(state="void", void_reason="Ghi nhầm"))
    assert read(file, decision)["state"] == "issued"


def _another_class(file: DataFile, city: City) -> str:
    class_ = file.get("class", city.class_id)
    assert class_ is not None
    rows = {
        name: tuple(Row(row.values) for row in rows)
        for name, rows in class_.rows.items()
        if name in {"roster", "legs", "money"}
    }
    values = {**class_.values, "code": "LOP-2026-02", "state": "planned"}
    for name in ("people", "reserves", "duties_done", "estimate_total", "settlement_total", "country"):
        values.pop(name, None)
    copied = records.save(file, Record("class", values, rows)).id
    paper = file.find("incoming_document", role="proposal")[0]
    records.save(file, Record("incoming_document", {**paper.values, "class": copied}))
    return copied


def test_a_register_may_let_the_program_give_numbers(file: DataFile, city: City) -> None:
    register = file.find("register", symbol="QĐ-UBND")[0]
    records.save(file, register.with_values(policy="by_program"))
    decision = signed(file, city)
    assert issuing.offered_number(file, decision, DAY) == 1
    assert issuing.issue(file, decision, day=DAY).number == "01/QĐ-UBND"
    second = _another_class(file, city)
    other = papers.draw_up(file, second, "state")
    papers.submit(file, other)
    papers.sign(file, other)
    assert issuing.offered_number(file, other, DAY) == 2
    assert issuing.offered_number(file, other, dt.date(2027, 1, 4)) == 1
    assert "2" in issuing.issue(file, other, number=3, day=DAY).remark


def test_party_numbers_run_by_term(file: DataFile, city: City) -> None:
    register = file.find("register", symbol="QĐ/BTCTU")[0]
    records.save(file, register.with_values(policy="by_program"))
    decision = papers.draw_up(file, city.class_id, "party")
    assert issuing.offered_number(file, decision, dt.date(2026, 12, 31)) == 1
    assert issuing.offered_number(file, decision, dt.date(2027, 1, 4)) == 1
    assert issuing.register_of(file, read(file, decision))["counting"] == "per_term"


def test_without_a_number_the_registry_is_asked(file: DataFile, city: City) -> None:
    with pytest.raises(AppError, match="văn thư"):
        issuing.issue(file, signed(file, city), day=DAY)


def test_issuing_is_not_undone(file: DataFile, city: City) -> None:
    decision = signed(file, city)
    issuing.issue(file, decision, number=5, day=DAY)
    assert records.next_steps(file) == ("", "")
    assert records.undo(file) == ""
    assert read(file, decision)["state"] == "issued"


def test_a_signer_out_of_office_is_refused(file: DataFile, city: City) -> None:
    signer = file.find("signer", title="PHÓ CHỦ TỊCH")[0]
    decision = signed(file, city)
    records.save(file, signer.with_values(valid_to="2026-11-01"))
    with pytest.raises(FormError, match="thôi giữ chức vụ từ ngày 01/11/2026"):
        issuing.issue(file, decision, number=9, day=DAY)
    assert read(file, decision)["state"] == "signed"


def test_more_people_than_places_need_a_document(file: DataFile, city: City) -> None:
    classes.add(file, city.class_id, city.reserves[0])
    decision = signed(file, city)
    with pytest.raises(FormError, match=r"vượt chỉ tiêu|cho phép"):
        issuing.issue(file, decision, number=9, day=DAY)
    draft = read(file, decision)
    records.save(file, draft.with_values(over_quota_document="Công văn số 12-CV/TU ngày 20/11/2026"))
    issuing.issue(file, decision, number=9, day=DAY)


def test_a_damaged_archive_copy_is_not_passed_off(file: DataFile, city: City) -> None:
    decision = signed(file, city)
    issuing.issue(file, decision, number=9, day=DAY)
    kept = read(file, decision)
    with file.local() as db:
        db.execute("UPDATE blob SET data = ? WHERE sha256 = ?", (b"%PDF-x", kept["archive_copy"]))
    with pytest.raises(AppError, match=r"[Bb]ản lưu"):
        previews.printout(file, kept)


def test_the_late_change(file: DataFile, city: City) -> None:
    decision = papers.draw_up(file, city.class_id, "state")
    before = previews.printout(file, read(file, decision))
    leaving = next(p for p in classes.roster(file, city.class_id) if p.name == "Hoàng Thị Yến")
    done = classes.replace(file, city.class_id, leaving.row_id, "Ốm")
    assert (done.gone, done.came) == ("Hoàng Thị Yến", "Ngô Ý Nhi")
    after = previews.printout(file, read(file, decision))
    lines = {
        (d.sign, "Yến" in d.text, "Nhi" in d.text) for d in previews.differences(before.text, after.text)
    }
    assert ("-", True, False) in lines
    assert ("+", False, True) in lines
    assert _said(after.text) == _said(before.text) == 6
    gone = classes.gone(file, city.class_id)
    assert [(p.name, p.note) for p in gone] == [("Hoàng Thị Yến", "Ốm")]
    records.undo(file)
    assert previews.printout(file, read(file, decision)).text == before.text


def _said(text: str) -> int:
    found = re.search(r"Cử (\d+) \(([^)]+)\)", text)
    closing = re.search(r"Danh sách gồm (\d+) người", text)
    assert found is not None
    assert closing is not None
    count = int(found[1])
    assert found[2] == number_words(count)
    assert int(closing[1]) == count
    return count


def test_the_form_of_a_class_cannot_change_the_list_of_an_issued_decision(file: DataFile, city: City) -> None:
    issuing.issue(file, signed(file, city), number=5, day=DAY)
    class_ = file.get("class", city.class_id)
    assert class_ is not None
    records.save(file, class_.with_values(evaluation="Tốt"))
    class_ = file.get("class", city.class_id)
    assert class_ is not None
    shorter = class_.with_table("roster", class_.table("roster")[1:])
    with pytest.raises(FormError, match="quyết định điều chỉnh, bổ sung"):
        records.save(file, shorter)


def test_a_list_names_the_post_held_on_the_day_of_the_paper(file: DataFile, city: City) -> None:
    cadre = file.get("cadre", city.cadres[1])
    assert cadre is not None
    finance = file.find("unit", code="STC")[0].id
    moved = Row({"from_date": "2019-05", "to_date": "2025-06-30", "post": "Chuyên viên", "unit": finance})
    present = [Row({**row.values, "from_date": "2025-07-01"}, row.id) for row in cadre.table("career_record")]
    records.save(file, cadre.with_table("career_record", [*present, moved]))
    decision = read(file, papers.draw_up(file, city.class_id, "state"))
    assert "Trưởng phòng, Sở Nội vụ" in _line_of(file, decision, "Hoàng Thị Yến")
    earlier = records.save(file, decision.with_values(date="2024-10-10", signer=None)).id
    assert "Chuyên viên, Sở Tài chính" in _line_of(file, read(file, earlier), "Hoàng Thị Yến")


def _line_of(file: DataFile, decision: Record, name: str) -> str:
    text = previews.printout(file, decision).text
    return next(line for line in text.splitlines() if " | " in line and name in line)
