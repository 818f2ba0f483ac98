"""The figures of the Party's guides HD 36 and HD 05, measured on the printed page."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hnabroad_desktop.documents.facts import DecisionFacts, Marks, Signer
from hnabroad_desktop.documents.pdf import to_pdf
from tests.documents import sample
from tests.documents.reading import PrintedSheet, read

NEAR = {"abs": 0.5}
SIZE = {"abs": 0.1}

HD05 = sample.issued(sample.BAN_THUONG_VU)
HD36 = sample.issued(replace(sample.BAN_THUONG_VU, as_of="2026-05-20"), day="2026-05-20")
COMMITTEE = sample.issued(sample.BAN_TO_CHUC)


@pytest.mark.parametrize("facts", [HD05, HD36], ids=["HD05", "HD36"])
@pytest.mark.parametrize(
    ("start", "size", "bold", "italic"),
    [
        ("THÀNH ỦY HÀ NỘI", 14, True, False),
        ("*", 14, False, False),
        ("ĐẢNG CỘNG SẢN VIỆT NAM", 15, True, False),
        ("Số 05-QĐ/TU", 14, False, False),
        ("Hà Nội, ngày", 14, False, True),
        ("QUYẾT ĐỊNH", 16, True, False),
        ("về việc cử cán bộ", 14, True, False),
        ("-----", 14, False, False),
        ("- Căn cứ Điều lệ Đảng", 14, False, False),
        ("BAN THƯỜNG VỤ THÀNH ỦY QUYẾT ĐỊNH", 14, True, False),
        ("Điều 1.", 14, True, False),
        ("Nơi nhận:", 14, False, False),
        ("- Như Điều 3", 12, False, False),
        ("T/M BAN THƯỜNG VỤ", 14, True, False),
        ("PHÓ BÍ THƯ", 14, False, False),
        ("Lâm Thế Toàn", 14, True, False),
    ],
)
def test_face_and_size(facts: DecisionFacts, start: str, size: float, bold: bool, italic: bool) -> None:
    sheets = read(to_pdf(sample.decision(facts)))
    line = next(line for sheet in sheets for line in sheet.lines if line.text.startswith(start))
    assert line.size == pytest.approx(size, **SIZE)
    assert (line.bold, line.italic) == (bold, italic)


def sheet(facts: DecisionFacts) -> PrintedSheet:
    return read(to_pdf(sample.decision(facts)))[0]


@pytest.mark.parametrize("facts", [HD05, HD36, COMMITTEE], ids=["HD05", "HD36", "BTC"])
def test_line_under_the_partys_name_is_as_long_as_the_name(facts: DecisionFacts) -> None:
    page = sheet(facts)
    name = page.line("ĐẢNG CỘNG SẢN VIỆT NAM")
    assert name.width == pytest.approx(72.9, **NEAR)
    rule = page.stroke_below(name)
    assert rule.width == pytest.approx(name.width, **NEAR)
    assert rule.top < page.line("Hà Nội, ngày").base
    assert page.line("Số 05").base == pytest.approx(page.line("Hà Nội, ngày").base, **NEAR)


def test_asterisk_is_centred_below_the_issuer() -> None:
    page = sheet(COMMITTEE)
    upper, name, star = page.line("THÀNH ỦY HÀ NỘI"), page.line("BAN TỔ CHỨC"), page.line("*")
    assert (upper.bold, name.bold) == (False, True)
    assert upper.base < name.base < star.base
    assert star.centre == pytest.approx(name.centre, **NEAR)


def test_line_pitch() -> None:
    assert _pitch(sheet(HD05)) == pytest.approx(20, **SIZE)
    assert _pitch(sheet(HD36)) == pytest.approx(18, **SIZE)


def _pitch(page: PrintedSheet) -> float:
    start = page.line("- Căn cứ Đề án")
    following = page.lines[page.lines.index(start) + 1]
    assert start.left == pytest.approx(40, **NEAR)
    return (following.base - start.base) * 72 / 25.4


def test_margins_and_page_number() -> None:
    sheets = read(to_pdf(sample.decision(HD05)))
    assert max(line.right for line in sheets[0].lines) == pytest.approx(195, **NEAR)
    number = next(line for line in sheets[1].lines if line.text == "2" and line.base < 20)
    assert number.size == pytest.approx(14, **SIZE)
    assert number.base == pytest.approx(10 + 14 * 0.891 / 72 * 25.4, **NEAR)


def test_recipients_are_underlined_upright_and_punctuated_by_the_guide() -> None:
    for facts, end in ((HD05, ";"), (HD36, ",")):
        document = sample.decision(facts)
        assert f"- Như Điều 3{end}\n" in document.text()
        assert "- Lưu Văn phòng Thành ủy.\n" in document.text()
        page = next(s for s in read(to_pdf(document)) if "Nơi nhận" in s.words)
        heading = page.line("Nơi nhận:")
        assert page.stroke_below(heading, 1.5).width == pytest.approx(heading.width, **NEAR)


def test_last_basis_and_end_of_text() -> None:
    for facts, last in ((HD05, "."), (HD36, ",")):
        lines = sample.decision(facts).text().split("\n")
        bases = [line for line in lines if line.startswith(("- Căn cứ", "- Xét"))]
        assert all(line.endswith(";") for line in bases[:-1])
        assert bases[-1].endswith(last)
        assert any(line.endswith("thi hành Quyết định này.") for line in lines)


def test_last_basis_is_a_setting() -> None:
    profile = {"bases.last": ","}
    lines = sample.decision(HD05, **profile).text().split("\n")
    assert next(line for line in lines if line.startswith("- Xét")).endswith(",")


def test_head_alone_is_bold_deputy_is_not() -> None:
    for signer, bold in (
        (Signer("Quách Minh Trí", "TRƯỞNG BAN"), {"TRƯỞNG BAN": True}),
        (
            Signer("Quách Minh Trí", "PHÓ TRƯỞNG BAN", "deputy", "TRƯỞNG BAN"),
            {"K/T TRƯỞNG BAN": True, "PHÓ TRƯỞNG BAN": False},
        ),
        (
            Signer("Quách Minh Trí", "TRƯỞNG BAN TỔ CHỨC", "by_order", "BAN THƯỜNG VỤ"),
            {"T/L BAN THƯỜNG VỤ": True, "TRƯỞNG BAN TỔ CHỨC": False},
        ),
    ):
        sheets = read(to_pdf(sample.decision(replace(COMMITTEE, signer=signer))))
        printed = {line.text: line.bold for s in sheets for line in s.lines}
        assert {words: printed[words] for words in bold} == bold


def test_urgency_stands_below_the_number_and_the_draft_is_counted() -> None:
    marks = Marks(draft=True, draft_number=2, urgency="hoa_toc")
    page = sheet(replace(sample.BAN_THUONG_VU, marks=marks))
    number, urgent, draft = page.line("Số"), page.line("HỎA TỐC"), page.line("Dự thảo lần 2")
    assert number.base < urgent.base < draft.base
    assert urgent.size == pytest.approx(14, **SIZE)
    assert (draft.italic, draft.bold) == (True, False)
    assert draft.base < page.line("QUYẾT ĐỊNH").base


def test_old_spelling_is_for_boilerplate_not_for_names() -> None:
    people = (replace(sample.PEOPLE[0], full_name="Nguyễn Thị Thủy"), *sample.PEOPLE[1:])
    text = sample.decision(replace(HD36, people=people), **{"spelling.old": True}).text()
    assert "THÀNH UỶ HÀ NỘI" in text
    assert "Nguyễn Thị Thủy" in text
    assert "khoá bồi dưỡng" in text
