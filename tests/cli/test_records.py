"""Records kept from a terminal: add, set, show, list, delete, recover, history, undo."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Command

ALWAYS = {"id", "full_name", "sex", "birth_date", "citizen_id", "staff_number", "unit", "post"}


def test_a_list_is_an_array_of_objects_in_vietnamese_order(path: Path, hnabroad: Command) -> None:
    found = hnabroad("list", path, "cadre", "--json").json()
    assert [each["full_name"] for each in found] == [
        "Nguyễn Văn An",
        "Nguyễn Văn An",
        "Đặng Minh Ánh",
        "Lê Thị Hòa",
    ]
    assert all(each.keys() >= ALWAYS for each in found)
    hoa = found[3]
    assert (hoa["sex"], hoa["birth_date"], hoa["unit"], hoa["citizen_id"]) == (
        "female",
        "1985-03",
        "SNV",
        None,
    )
    assert hoa["retirement_date"].endswith("-31")


def test_words_find_with_and_without_marks(path: Path, hnabroad: Command) -> None:
    for words in ("hoa", "Hòa", "lê hoà"):
        found = hnabroad("list", path, "cadre", "--search", words, "--json").json()
        assert [each["staff_number"] for each in found] == ["SNV-002"]


def test_a_list_for_people_says_how_many_there_are(path: Path, hnabroad: Command) -> None:
    done = hnabroad("list", path, "cadre", "--search", "anh")
    assert done.code == 0
    heading, _line, first, count = done.out.splitlines()
    assert heading.startswith("Số hiệu cán bộ, công chức  Họ và tên")
    assert first.split("  ")[0] == "SNV-003"
    assert count == "Hiển thị 1/4"


def test_a_record_is_added_as_people_write_it(path: Path, hnabroad: Command) -> None:
    added = hnabroad(
        "add", path, "cadre", "full_name=Trần Thị Ước", "unit=Sở Nội vụ", "sex=nữ", "birth_date=3/1985",
        "post=trưởng phòng", "party_join_date=5/2/2010", "staff_number=SNV-9", "--json",
    ).json()  # fmt: skip
    assert added["birth_date"] == "1985-03"
    assert added["sex"] == "female"
    assert added["party_join_date"] == "2010-02-05"
    assert added["unit"] == "SNV"
    assert added["passport_name"] == "TRAN THI UOC"
    assert hnabroad("show", path, "cadre", "SNV-9", "--json").json() == added


def test_words_of_a_catalogue_become_its_code_and_others_wait(path: Path, hnabroad: Command) -> None:
    for typed in ("tày", "Tày", "tay"):
        matched = hnabroad("set", path, "cadre", "SNV-001", f"ethnicity={typed}", "--json").json()
        assert matched["ethnicity"] == "02"
    waiting = hnabroad("set", path, "cadre", "SNV-001", "post=Điều phối viên", "--json").json()
    assert waiting["post"] == "Điều phối viên"
    texts = {each["text"] for each in hnabroad("unmatched", path, "--json").json()}
    assert texts == {"Chuyên gia cao cấp", "Điều phối viên"}


def test_only_named_fields_change_and_an_empty_value_erases(path: Path, hnabroad: Command) -> None:
    before = hnabroad("show", path, "cadre", "SNV-001", "--json").json()
    after = hnabroad("set", path, "cadre", "SNV-001", "phone=0912345678", "birth_date=", "--json").json()
    assert after["phone"] == "0912345678"
    assert after["birth_date"] is None
    for name in ("full_name", "post", "unit", "sex", "career_record"):
        assert after[name] == before[name]


def test_rows_are_added_changed_and_taken_away_by_number(path: Path, hnabroad: Command) -> None:
    with_two = hnabroad(
        "set", path, "cadre", "SNV-001",
        "passport+=kind=official;number=A1;issue_date=1/2/2024;expiry_date=1/2/2029",
        r"passport+=kind=hộ chiếu phổ thông;number=B2;kept_at=Tủ A\; ngăn 2;expiry_date=1/2/2030",
        "--json",
    ).json()["passport"]  # fmt: skip
    by_number = {row["number"]: row for row in with_two}
    assert by_number["A1"]["issue_date"] == "2024-02-01"
    assert (by_number["B2"]["kind"], by_number["B2"]["kept_at"]) == ("ordinary", "Tủ A; ngăn 2")
    numbers = [row["number"] for row in with_two]
    changed = hnabroad(
        "set", path, "cadre", "SNV-001", "passport-=1", "passport[2].number=C3", "--json"
    ).json()
    assert [row["number"] for row in changed["passport"]] == ["C3"]
    assert changed["passport"][0]["id"] == by_number[numbers[1]]["id"]
    sheet = hnabroad("show", path, "cadre", "SNV-001").out
    assert "Hộ chiếu (passport)" in sheet
    assert "C3" in sheet


def test_a_record_is_shown_in_the_order_of_its_form(path: Path, hnabroad: Command) -> None:
    lines = hnabroad("show", path, "cadre", "SNV-001").out.splitlines()
    labels = [line.split(":")[0].strip() for line in lines if line.startswith("  ") and ":" in line]
    order = ["Cơ quan, đơn vị công tác", "Họ và tên khai sinh", "Giới tính", "Ngày, tháng, năm sinh"]
    assert [label for label in labels if label in order] == order
    assert "12/03/1985" in "\n".join(lines)


def test_deleting_and_recovering(path: Path, hnabroad: Command) -> None:
    record_id = hnabroad("show", path, "cadre", "SNV-002", "--json").json()["id"]
    assert hnabroad("delete", path, "cadre", "SNV-002", "--reason", "nhập trùng").code == 0
    assert len(hnabroad("list", path, "cadre", "--json").json()) == 3
    assert [each["id"] for each in hnabroad("list", path, "cadre", "--deleted", "--json").json()] == [
        record_id
    ]
    assert "đã xóa trước đây" in hnabroad("delete", path, "cadre", record_id, "--reason", "x").refused()
    assert "recover" in hnabroad("set", path, "cadre", record_id, "phone=1").refused()
    assert "SNV-002" in hnabroad("show", path, "cadre", "SNV-002").refused()
    assert hnabroad("recover", path, "cadre", record_id).code == 0
    assert hnabroad("show", path, "cadre", "SNV-002").code == 0


def test_history_tells_who_changed_what(path: Path, hnabroad: Command) -> None:
    hnabroad("set", path, "cadre", "SNV-001", "phone=0912")
    hnabroad("set", path, "cadre", "SNV-001", "unit=BTCTU")
    found = hnabroad("history", path, "cadre", "SNV-001", "--json").json()
    moved = next(each for each in found if each["field"] == "unit")
    assert (moved["user"], moved["verb"], moved["old"], moved["new"]) == ("Lan", "edit", "SNV", "BTCTU")
    phone = next(each for each in found if each["field"] == "phone")
    assert (phone["old"], phone["new"]) == (None, "0912")
    assert phone["at"][4] == "-"
    table = hnabroad("history", path, "cadre", "SNV-001").out
    assert "Điện thoại" in table
    assert "Sửa" in table


def test_steps_are_undone_and_redone_across_commands(path: Path, hnabroad: Command) -> None:
    assert "hoàn tác" in hnabroad("undo", path).refused()
    hnabroad("set", path, "cadre", "SNV-001", "phone=1")
    hnabroad("set", path, "cadre", "SNV-001", "phone=2")
    assert hnabroad("undo", path).out == "Đã hoàn tác: Sửa: Nguyễn Văn An\n"
    assert hnabroad("show", path, "cadre", "SNV-001", "--json").json()["phone"] == "1"
    assert hnabroad("undo", path).code == 0
    assert "phone" not in hnabroad("show", path, "cadre", "SNV-001", "--json").json()
    assert hnabroad("redo", path).code == 0
    assert hnabroad("redo", path).code == 0
    assert hnabroad("show", path, "cadre", "SNV-001", "--json").json()["phone"] == "2"
    assert "làm lại" in hnabroad("redo", path).refused()


def test_a_text_is_matched_everywhere_in_one_step(path: Path, hnabroad: Command) -> None:
    code = hnabroad("show", path, "cadre", "SNV-001", "--json").json()["post"]
    assert "không có mã" in hnabroad("match", path, "post", "Chuyên gia cao cấp", "nowhere").refused()
    assert "waits" not in hnabroad("match", path, "post", "Không ai ghi", code).refused()
    assert hnabroad("match", path, "post", "Chuyên gia cao cấp", code).code == 0
    posts = {each["post"] for each in hnabroad("list", path, "cadre", "--search", "hòa", "--json").json()}
    assert posts == {code}
    assert hnabroad("unmatched", path).out == "Không có nội dung nào chờ khớp danh mục.\n"
    hnabroad("undo", path)
    assert len(hnabroad("unmatched", path, "--json").json()) == 1


def test_english_is_a_switch(path: Path, hnabroad: Command) -> None:
    assert "Showing 4/4" in hnabroad("list", path, "cadre", "--english").out
    assert "There is nothing to undo." in hnabroad("undo", "--english", path).refused()
    assert "Hiển thị 4/4" in hnabroad("list", path, "cadre").out


@pytest.mark.parametrize(
    "kind", ["cadre", "unit", "partner", "agreement", "institution", "country", "plan", "class", "decision"]
)
def test_every_kind_can_be_listed(kind: str, path: Path, hnabroad: Command) -> None:
    assert isinstance(hnabroad("list", path, kind, "--search", "xx", "--json").json(), list)
    assert hnabroad("list", path, kind, "--search", "viet").code == 0


def test_rules_of_authority_are_records_like_any_other(path: Path, hnabroad: Command) -> None:
    found = hnabroad("list", path, "field_authority", "--json").json()
    (birth,) = [each for each in found if each["part"] == "cadre.birth_date"]
    assert (birth["level"], birth["after"], birth["valid_from"]) == ("city", "decision", "2025-07-01")
    assert hnabroad("set", path, "field_authority", birth["id"], "level=Mọi cơ quan, đơn vị").code == 0
    shown = hnabroad("show", path, "field_authority", birth["id"], "--json").json()
    assert (shown["level"], shown["example"]) == ("all", True)
    refused = hnabroad("set", path, "field_authority", birth["id"], "part=cadre.luck")
    assert refused.code != 0
    assert len(hnabroad("list", path, "gathering_body", "--json").json()) == 7
