"""The figures of Decree 30/2020, Appendix I, measured on the printed page."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from hnabroad_desktop.documents.facts import Marks, Signer
from hnabroad_desktop.documents.pdf import to_pdf
from tests.documents import sample
from tests.documents.reading import PrintedSheet, read

NEAR = {"abs": 0.5}
SIZE = {"abs": 0.1}


@pytest.fixture(scope="module")
def sheets() -> tuple[PrintedSheet, ...]:
    return read(to_pdf(sample.decision(sample.issued(sample.UBND))))


@pytest.mark.parametrize(
    ("start", "size", "bold", "italic"),
    [
        ("ỦY BAN NHÂN DÂN", 13, True, False),
        ("THÀNH PHỐ HÀ NỘI", 13, True, False),
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 13, True, False),
        ("Độc lập - Tự do - Hạnh phúc", 14, True, False),
        ("Số: 05/QĐ-UBND", 13, False, False),
        ("Hà Nội, ngày 26 tháng 11 năm 2026", 14, False, True),
        ("QUYẾT ĐỊNH", 14, True, False),
        ("Về việc cử", 14, True, False),
        ("CHỦ TỊCH ỦY BAN NHÂN DÂN", 14, True, False),
        ("Căn cứ Luật Tổ chức", 14, False, True),
        ("Điều 1.", 14, True, False),
        ("1. Cơ quan chủ trì", 14, False, False),
        ("Nơi nhận:", 12, True, True),
        ("- Như Điều 3;", 11, False, False),
        ("- Lưu: VT, SNV.", 11, False, False),
        ("KT. CHỦ TỊCH", 14, True, False),
        ("PHÓ CHỦ TỊCH", 14, True, False),
        ("Vương Đình Quân", 14, True, False),
    ],
)
def test_face_and_size(
    sheets: tuple[PrintedSheet, ...], start: str, size: float, bold: bool, italic: bool
) -> None:
    line = next(line for sheet in sheets for line in sheet.lines if line.text.startswith(start))
    assert line.size == pytest.approx(size, **SIZE)
    assert (line.bold, line.italic) == (bold, italic)
    assert "Tinos" in line.font


def test_page_and_margins(sheets: tuple[PrintedSheet, ...]) -> None:
    first = sheets[0]
    assert (first.width, first.height) == (pytest.approx(210, **NEAR), pytest.approx(297, **NEAR))
    body = [line for line in first.lines if line.size == 14 and not line.bold and line.italic]
    assert min(line.left for line in body) == pytest.approx(30, **NEAR)
    assert max(line.right for line in first.lines) == pytest.approx(195, **NEAR)
    assert max(line.base for line in first.lines) <= 277
    # The letters of the first line begin at the top margin.
    assert first.line("CỘNG HÒA").base == pytest.approx(20 + 13 * 0.93 / 72 * 25.4, abs=0.6)


def test_letterhead_lies_in_its_two_columns(sheets: tuple[PrintedSheet, ...]) -> None:
    first = sheets[0]
    for start in ("ỦY BAN NHÂN DÂN", "THÀNH PHỐ HÀ NỘI", "Số: 05"):
        assert first.line(start).centre == pytest.approx(30 + 68 / 2, **NEAR)
    for start in ("CỘNG HÒA", "Độc lập", "Hà Nội, ngày"):
        assert first.line(start).centre == pytest.approx(98 + 97 / 2, **NEAR)
    assert first.line("Số: 05").base == pytest.approx(first.line("Hà Nội, ngày").base, **NEAR)
    assert first.line("CỘNG HÒA").width == pytest.approx(95.7, **NEAR)


def test_lines_have_their_lengths(sheets: tuple[PrintedSheet, ...]) -> None:
    first = sheets[0]
    motto = first.line("Độc lập")
    assert first.stroke_below(motto).width == pytest.approx(motto.width, **NEAR)
    name = first.line("THÀNH PHỐ HÀ NỘI")
    assert 1 / 3 <= first.stroke_below(name).width / name.width <= 1 / 2
    summary = [line for line in first.lines if line.text.startswith(("Về việc cử", "bồi dưỡng"))]
    rule = first.stroke_below(summary[1])
    assert 1 / 3 - 0.01 <= rule.width / max(line.width for line in summary[:2]) <= 1 / 2
    for line in (motto, name, summary[1]):
        rule = first.stroke_below(line)
        assert (rule.left + rule.right) / 2 == pytest.approx(line.centre, **NEAR)


def test_text_is_justified_and_indented_one_centimetre(sheets: tuple[PrintedSheet, ...]) -> None:
    first = sheets[0]
    start = first.line("Căn cứ Đề án số 19-ĐA/TU")
    assert start.left == pytest.approx(40, **NEAR)
    assert start.right == pytest.approx(195, **NEAR)
    following = first.lines[first.lines.index(start) + 1]
    assert following.left == pytest.approx(30, **NEAR)
    pitch = (following.base - start.base) * 72 / 25.4
    assert 14 * 1.1 <= pitch <= 14 * 1.15 * 1.5
    above = first.lines[first.lines.index(start) - 1]
    assert (start.base - above.base) * 72 / 25.4 - pitch >= 6 - 0.1


def test_bases_end_with_semicolons_and_the_last_with_a_full_stop() -> None:
    lines = sample.decision(sample.UBND).text().split("\n")
    bases = [line for line in lines if line.startswith(("Căn cứ", "Theo đề nghị"))]
    assert all(line.endswith(";") for line in bases[:-1])
    assert bases[-1].endswith(".")
    assert any(line.endswith("./.") for line in lines if line.startswith("Điều 3."))


def test_page_number_from_the_second_page_in_the_top_margin(sheets: tuple[PrintedSheet, ...]) -> None:
    numbers = [[line for line in sheet.lines if line.text.isdigit() and line.base < 20] for sheet in sheets]
    assert [[n.text for n in page] for page in numbers] == [[], ["2"], [], ["2"]]
    number = numbers[1][0]
    assert number.size == pytest.approx(13, **SIZE)
    assert number.centre == pytest.approx((30 + 195) / 2, **NEAR)
    assert number.base == pytest.approx(10 + 13 * 0.891 / 72 * 25.4, **NEAR)


def test_signature_is_level_with_the_recipients(sheets: tuple[PrintedSheet, ...]) -> None:
    last = sheets[1]
    receiving, signing = last.line("Nơi nhận:"), last.line("KT. CHỦ TỊCH")
    assert receiving.left == pytest.approx(30, **NEAR)
    assert signing.base == pytest.approx(receiving.base, abs=1.0)
    name = last.line("Vương Đình Quân")
    assert name.centre == pytest.approx(signing.centre, **NEAR)
    assert 25 <= name.base - last.line("PHÓ CHỦ TỊCH").base <= 33


def test_two_lines_of_the_last_article_travel_with_the_signature() -> None:
    for extra in range(14):
        more = tuple(f"Cơ quan nhận số {n}" for n in range(extra * 2))
        sheets = read(to_pdf(sample.decision(replace(sample.UBND, recipients=more))))
        page = next(sheet for sheet in sheets if any(line.text == "KT. CHỦ TỊCH" for line in sheet.lines))
        body = [line for line in page.lines if line.size == 14 and line.left < 45 and line.base > 20]
        assert len(body) >= 2, extra


def test_draft_leaves_room_for_number_and_day() -> None:
    draft = read(to_pdf(sample.decision(replace(sample.UBND, marks=Marks(draft=True)))))[0]
    number = draft.line("Số:")
    assert "/QĐ-UBND" in number.text + draft.lines[draft.lines.index(number) + 1].text
    assert draft.line("DỰ THẢO").centre == pytest.approx(64, **NEAR)
    issued = sample.decision(replace(sample.issued(sample.UBND), marks=Marks(draft=True)))
    assert "DỰ THẢO" not in issued.text()


def test_marks_of_urgency_and_secrecy_have_the_sizes_of_their_stamps() -> None:
    marks = Marks(secrecy="mat", urgency="thuong_khan", circulation="LƯU HÀNH NỘI BỘ")
    first = read(to_pdf(sample.decision(replace(sample.UBND, marks=marks))))[0]
    for words, wide in (("MẬT", 20), ("THƯỢNG KHẨN", 40)):
        line = first.line(words)
        frame = next(b for b in first.boxes if b.top < line.base < b.bottom and b.left < line.left)
        assert (frame.width, frame.bottom - frame.top) == (
            pytest.approx(wide, **NEAR),
            pytest.approx(8, **NEAR),
        )
        assert frame.left == pytest.approx(30, **NEAR)
    scope = first.line("LƯU HÀNH NỘI BỘ")
    assert scope.base < 20
    assert scope.centre == pytest.approx(30 + 0.715 * 165, abs=1.0)


@pytest.mark.parametrize(
    ("signer", "lines"),
    [
        (Signer("Vương Đình Quân", "CHỦ TỊCH"), ("CHỦ TỊCH",)),
        (Signer("Vương Đình Quân", "PHÓ CHỦ TỊCH", "deputy", "CHỦ TỊCH"), ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")),
        (
            Signer("Vương Đình Quân", "PHÓ CHỦ TỊCH", "on_behalf", "ỦY BAN NHÂN DÂN", "CHỦ TỊCH"),
            ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
        ),
        (
            Signer("Tống Khắc Hiếu", "GIÁM ĐỐC SỞ NỘI VỤ", "by_authority", "CHỦ TỊCH"),
            ("TUQ. CHỦ TỊCH", "GIÁM ĐỐC SỞ NỘI VỤ"),
        ),
        (
            Signer("Tống Khắc Hiếu", "CHÁNH VĂN PHÒNG", "by_order", "CHỦ TỊCH"),
            ("TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG"),
        ),
        (Signer("Tống Khắc Hiếu", "GIÁM ĐỐC", "acting"), ("Q. GIÁM ĐỐC",)),
    ],
)
def test_signing_capacity(signer: Signer, lines: tuple[str, ...]) -> None:
    document = sample.decision(replace(sample.UBND, signer=signer))
    text = document.text()
    assert "\n".join((*lines, signer.name)) in text
    printed = [line for sheet in read(to_pdf(document)) for line in sheet.lines]
    assert all(line.bold for line in printed if line.text in lines)
    collective = signer.capacity == "on_behalf"
    assert ("\nCHỦ TỊCH ỦY BAN NHÂN DÂN THÀNH PHỐ HÀ NỘI\n" in text) is not collective


def test_lines_never_overlap(sheets: tuple[PrintedSheet, ...]) -> None:
    for sheet in sheets[:2]:
        left = sorted((line for line in sheet.lines if line.left < 60), key=lambda line: line.base)
        for above, below in pairwise(left):
            apart = below.base - above.base
            assert apart < 0.2 or apart * 72 / 25.4 > below.size * 0.9
