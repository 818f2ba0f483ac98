"""The printed lists: columns to the tenth of a millimetre, headings that repeat, rows that stay whole."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hnabroad_desktop.documents.annex import build_annex
from hnabroad_desktop.documents.facts import DecisionFacts, Person
from hnabroad_desktop.documents.pdf import page_count, to_pdf
from hnabroad_desktop.documents.profiles import profile_for
from hnabroad_desktop.documents.wording import family_of, wording_for
from tests.documents import sample
from tests.documents.reading import PrintedSheet, read

NEAR = {"abs": 0.1}


def annex(facts: DecisionFacts, **values: object) -> tuple[PrintedSheet, ...]:
    profile = profile_for(family_of(facts.organ), facts.valid_day, values)
    return read(
        to_pdf(build_annex(facts, profile, wording_for("decision", facts.valid_day, organ=facts.organ)))
    )


def widths(sheet: PrintedSheet) -> list[float]:
    uprights = sorted({round(s.left, 2) for s in sheet.strokes if s.bottom - s.top > 5})
    return [round(b - a, 2) for a, b in pairwise(uprights)]


@pytest.mark.parametrize(
    ("facts", "values", "expected"),
    [
        ({}, {}, [9, 39, 21, 21, 51, 24]),
        ({"annex_rank_column": True}, {}, [8, 34, 21, 21, 41, 22, 18]),
        ({}, {"page.right": 20}, [9, 39, 21, 21, 46, 24]),
        ({"annex_landscape": True, "annex_rank_column": True}, {}, [10, 50, 23, 23, 78, 30, 24, 14]),
        (
            {"annex_landscape": True, "annex_rank_column": True},
            {"wide.left": 20, "wide.right": 20},
            [10, 50, 23, 23, 78, 30, 24, 19],
        ),
    ],
)
def test_columns_of_the_annex(
    facts: dict[str, object], values: dict[str, object], expected: list[float]
) -> None:
    sheets = annex(replace(sample.UBND, **facts), **values)  # type: ignore[arg-type]
    assert widths(sheets[0]) == pytest.approx(expected, **NEAR)


@pytest.mark.parametrize(
    ("chosen", "values", "expected"),
    [
        ("A", {}, [7, 28, 18, 18, 10, 18, 37, 18, 18, 11.5, 12, 13, 18, 16, 9.5]),
        (
            "A",
            {"wide.left": 20, "wide.right": 20},
            [7, 28, 18, 18, 10, 18, 37, 18, 18, 11.5, 12, 13, 18, 16, 14.5],
        ),
        ("B", {}, [7, 28, 18, 18, 37, 18, 18, 11.5, 12, 13, 18, 16, 12, 16, 9.5]),
    ],
)
def test_columns_of_the_profile_list(chosen: str, values: dict[str, object], expected: list[float]) -> None:
    facts = replace(sample.PROFILE_LIST, columns=chosen)  # type: ignore[arg-type]
    sheet = read(to_pdf(sample.profile_list(facts, **values)))[0]
    assert widths(sheet) == pytest.approx(expected, **NEAR)
    assert (sheet.width, sheet.height) == (pytest.approx(297, **NEAR), pytest.approx(210, **NEAR))


def test_sizes_of_the_lists() -> None:
    for sheet, size in (
        (annex(sample.UBND)[0], 12),
        (read(to_pdf(sample.profile_list(sample.PROFILE_LIST)))[0], 10),
    ):
        head = sheet.line("Họ và tên")
        cell = sheet.line("19/08/1974")
        assert (head.size, head.bold) == (pytest.approx(size, abs=0.1), True)
        assert (cell.size, cell.bold) == (pytest.approx(size, abs=0.1), False)


def test_both_header_rows_repeat_on_every_page() -> None:
    for sheets in (annex(_many(60)), read(to_pdf(sample.profile_list(sample.PROFILE_LIST)))):
        assert len(sheets) > 2
        for sheet in sheets:
            assert any(line.text == "Họ và tên" for line in sheet.lines)
            assert any(line.text == "Nam" for line in sheet.lines)


def test_the_date_stands_in_the_column_of_the_sex_and_words_stay_in_their_cells() -> None:
    sheet = annex(sample.UBND)[0]
    assert 78 <= sheet.line("19/08/1974").left < sheet.line("19/08/1974").right <= 99
    assert 99 <= sheet.line("02/11/1978").left < sheet.line("02/11/1978").right <= 120
    edges = sorted({round(s.left, 2) for s in sheet.strokes if s.bottom - s.top > 5})
    for line in (line for line in sheet.lines if line.size == pytest.approx(12)):
        inside = [i for i, edge in enumerate(edges) if edge <= line.left + 0.05]
        assert line.right <= edges[inside[-1] + 1] - 0.7 or line.bold, line.text


def test_words_of_the_profile_list_stay_in_their_cells() -> None:
    for chosen in ("A", "B"):
        facts = replace(sample.PROFILE_LIST, columns=chosen)  # type: ignore[arg-type]
        for sheet in read(to_pdf(sample.profile_list(facts))):
            edges = sorted({round(s.left, 2) for s in sheet.strokes if s.bottom - s.top > 5})
            for line in (line for line in sheet.lines if line.size == pytest.approx(10) and not line.italic):
                inside = [i for i, edge in enumerate(edges) if edge <= line.left + 0.05]
                assert line.bold or line.right <= edges[inside[-1] + 1] - 0.7, line.text


def test_a_row_is_never_split() -> None:
    long_post = "Phó Trưởng phòng Kinh tế, Hạ tầng và Đô thị kiêm Giám đốc Ban Quản lý dự án " * 3
    people = tuple(replace(p, post=long_post.strip()) for p in sample.PEOPLE)
    sheets = annex(replace(sample.UBND, people=people))
    for sheet in sheets:
        counts = [line for line in sheet.lines if line.text.isdigit() and line.left < 39 and line.base > 25]
        assert counts
        assert sheet.words.count("kiêm") == 3 * len(counts)


@settings(max_examples=20, deadline=None)
@given(st.integers(4, 130))
def test_the_closing_line_never_stands_alone(count: int) -> None:
    last = annex(_many(count))[-1]
    rows = [line for line in last.lines if line.text.isdigit() and line.left < 39 and line.base > 25]
    assert len(rows) >= 2
    assert last.line("Danh sách gồm").base > max(row.base for row in rows)


@settings(max_examples=12, deadline=None)
@given(st.integers(2, 60), st.sampled_from(["A", "B"]))
def test_two_rows_stand_with_the_signature_of_the_profile_list(count: int, chosen: str) -> None:
    people = _many(count).people
    facts = replace(sample.PROFILE_LIST, people=people, columns=chosen)  # type: ignore[arg-type]
    last = read(to_pdf(sample.profile_list(facts)))[-1]
    rows = [line for line in last.lines if line.text.isdigit() and line.left < 37 and line.base > 25]
    assert len(rows) >= 2
    assert last.line("NGƯỜI LẬP BIỂU").base < last.line("Tống Khắc Hiếu").base


def test_nothing_for_those_who_decide_reaches_the_recipients() -> None:
    secrets = {
        "ethnicity": "Mường",
        "home_place": "Hòa Lạc",
        "party_join_date": "1999-09-09",
        "party_official_date": "2000-09-09",
        "planning": "Giám đốc Sở Tuyệt Đối",
        "ratings": ((2025, "Hoàn thành xuất sắc nhiệm vụ"),),
        "political_theory": "Cử nhân chính trị",
        "remaining_service": "7 năm 7 tháng",
        "trips_abroad": "9 lần",
        "education": "Tiến sĩ khoa học",
        "languages": "Anh bậc 6",
    }
    words = (
        "Mường",
        "Hòa Lạc",
        "1999",
        "2000",
        "Tuyệt Đối",
        "xuất sắc",
        "Cử nhân",
        "7 năm",
        "9 lần",
        "bậc 6",
    )
    people = tuple(replace(p, **secrets) for p in sample.PEOPLE)  # type: ignore[arg-type]
    for rank in (False, True):
        for wide in (False, True):
            facts = replace(sample.UBND, people=people, annex_rank_column=rank, annex_landscape=wide)
            text = sample.decision(facts).text()
            assert not [word for word in words if word in text]


def test_shapes_of_the_state_annex() -> None:
    appendix = sample.decision(sample.issued(sample.UBND)).text()
    assert "\nPhụ lục\nDANH SÁCH CÁN BỘ, CÔNG CHỨC, VIÊN CHỨC THAM GIA KHÓA BỒI DƯỠNG" in appendix
    assert (
        "(Kèm theo Quyết định số 05/QĐ-UBND ngày 26 tháng 11 năm 2026 "
        "của Chủ tịch Ủy ban nhân dân thành phố Hà Nội)" in appendix
    )
    listed = sample.decision(replace(sample.UBND, annex_shape="danh_sach")).text()
    assert listed.count("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM") == 2
    assert "\nDANH SÁCH\nCán bộ, công chức, viên chức tham gia khóa bồi dưỡng" in listed
    assert "số …/QĐ-UBND ngày … tháng … năm …" in listed
    assert listed.rstrip().endswith("Danh sách gồm 23 người./.")


def test_party_annex() -> None:
    text = sample.decision(sample.issued(sample.BAN_THUONG_VU)).text()
    assert "(Kèm theo Quyết định số 05-QĐ/TU, ngày 26/11/2026 của Ban Thường vụ Thành ủy)" in text
    assert text.rstrip().endswith("(Danh sách gồm 23 đồng chí)")
    years = sample.decision(replace(sample.BAN_THUONG_VU, birth_year_only=True)).text()
    assert re.search(r"Nguyễn Hữu Khánh \| 1974 \|", years)


def test_partial_birth_dates_are_shown_as_known() -> None:
    people = (replace(sample.PEOPLE[0], birth="1974-08"), *sample.PEOPLE[1:])
    text = sample.decision(replace(sample.UBND, people=people)).text()
    assert "| 8/1974 |" in text
    assert "| 1978 |" in text


def test_a_name_breaks_between_words_and_a_given_name_of_two_words_stays_whole() -> None:
    full = "Hoàng Công Tằng Tôn Nữ H'Hen Niê"
    name = Person(full, "female", "1990-01-01", "Chuyên viên", "Sở Nội vụ", given_name="H'Hen Niê")
    sheets = annex(replace(sample.UBND, people=(*sample.PEOPLE[:5], name)))
    assert any("H'Hen Niê" in line.text.replace("\u00a0", " ") for line in sheets[0].lines)


def test_a_row_taller_than_a_page_goes_on_overleaf() -> None:
    people = (replace(sample.PEOPLE[0], note="ghi chú rất dài " * 120), *sample.PEOPLE[1:])
    document = sample.decision(replace(sample.UBND, people=people))
    sheets = read(to_pdf(document))
    assert all(line.base < 290 for sheet in sheets for line in sheet.lines)
    assert page_count(document) == len(sheets)


def _many(count: int) -> DecisionFacts:
    people = tuple(sample.PEOPLE[i % len(sample.PEOPLE)] for i in range(count))
    return replace(sample.UBND, people=people)
