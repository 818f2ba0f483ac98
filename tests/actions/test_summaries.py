"""The summary sheet of a cadre: one page whatever the record holds, in PDF and Word, marked in practice."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path
from typing import Any

import docx
import pdfplumber
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hnabroad_desktop.actions import printing, records, summaries
from hnabroad_desktop.base import pictures
from hnabroad_desktop.base.errors import AppError
from hnabroad_desktop.documents.pdf import page_count
from hnabroad_desktop.documents.profiles import profile_for
from hnabroad_desktop.documents.summary_sheet import SummaryFacts, build_summary_sheet, template
from hnabroad_desktop.records.cadre import CADRE
from hnabroad_desktop.records.schema import Row
from hnabroad_desktop.store.datafile import DataFile


def full(file: DataFile, **values: Any) -> str:
    """Add a person with thirty years behind her."""
    year = file.today().year
    record = CADRE.new(
        full_name="Nguyễn Thúy Hòa",
        birth_date="1985-03-12",
        sex="female",
        unit=file.unit_id,
        post="Phó Trưởng phòng",
        home_place="Nam Định",
        party_join_date="2012-02-03",
        party_official_date="2013-02-03",
        **values,
    )
    countries = file.find("country")
    tables = {
        "career_record": [
            {
                "from_date": f"{y}-01",
                "to_date": f"{y}-12",
                "post": "Chuyên viên",
                "unit_text": f"Phòng của năm {y}",
            }
            for y in range(1995, 2025)
        ],
        "rating": [{"year": y, "rating": "good"} for y in range(year - 8, year)],
        "training_abroad": [
            {
                "from_date": "2019-05",
                "to_date": "2019-06",
                "country": countries[0].id,
                "content": "Quản lý đô thị",
            }
        ],
        "initiative": [{"year": y, "name": f"Sáng kiến số hóa hồ sơ năm {y}"} for y in range(2010, 2025)],
        "planning": [{"post": "Trưởng phòng", "term": "2025-2030"}],
    }
    for table, rows in tables.items():
        record = record.with_table(table, [Row(row) for row in rows])
    return records.save(file, record).id


def pages(pdf: bytes) -> list[str]:
    with pdfplumber.open(io.BytesIO(pdf)) as paper:
        return [page.extract_text() or "" for page in paper.pages]


def test_a_long_life_fits_one_page_and_says_what_is_left_out(file: DataFile) -> None:
    made = summaries.summary_sheet(file, full(file))
    (page,) = pages(made.pdf)
    assert "PHIẾU TÓM TẮT CÁN BỘ" in page
    assert "Quản lý đô thị" in page
    assert "mục trước" in page
    assert "Phòng của năm 2024" in page
    assert "Phòng của năm 1995" not in page
    assert "Nữ" in page
    words = "\n".join(p.text for p in docx.Document(io.BytesIO(made.docx)).paragraphs)
    assert "PHIẾU TÓM TẮT CÁN BỘ" in words
    assert made.stem == "Phieu-tom-tat-Nguyen-Thuy-Hoa"


def test_ratings_are_those_of_the_five_latest_years(file: DataFile) -> None:
    text = summaries.summary_sheet(file, full(file)).text
    year, part = file.today().year, text.partition("(05 năm gần nhất)")[2].partition("Quá trình")[0]
    assert [y for y in range(year - 8, year + 1) if f"{y} | " in part] == list(range(year - 5, year))


def test_a_bare_record_has_a_sheet_too(file: DataFile, tmp_path: Path) -> None:
    cadre = records.save(file, CADRE.new(full_name="Lý Thị Tư", unit=file.unit_id)).id
    made = summaries.summary_sheet(file, cadre)
    assert made.text.count("Chưa có thông tin") == 6
    assert [p.name for p in printing.write_files(tmp_path, made.stem, made.pdf)] == [
        "Phieu-tom-tat-Ly-Thi-Tu.pdf"
    ]


def test_a_record_not_in_the_lists_has_none(file: DataFile) -> None:
    with pytest.raises(AppError):
        summaries.summary_sheet(file, "0" * 32)


def test_a_practice_sheet_is_marked() -> None:
    facts = SummaryFacts({"full_name": "Lý Thị Tư"}, {}, "2026-11-24", practice=True)
    sheet = build_summary_sheet(facts, profile_for("state", "2026-11-24"))
    word = docx.Document(io.BytesIO(printing.to_docx(sheet)))
    assert "BẢN THỰC HÀNH" in "".join(p.text for p in word.sections[0].first_page_header.paragraphs)
    (page,) = pages(printing.to_pdf(sheet))
    assert set("THỰCHÀNH") <= set(page)


_COLUMNS = {name: [key for key, *_rest in told["columns"]] for name, told in template()["histories"].items()}


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_it_is_one_page_whatever_is_in_it(data: st.DataObject) -> None:
    words = st.sampled_from(["", "Sở Nội vụ", "nghiên cứu " * 60, "W" * 400])
    histories = {
        name: tuple({key: data.draw(words) for key in keys} for _row in range(data.draw(st.integers(0, 12))))
        for name, keys in _COLUMNS.items()
    }
    facts = {name: data.draw(words) for name in template()["facts"]}
    sheet = build_summary_sheet(
        SummaryFacts(facts, histories, "2026-11-24"), profile_for("state", "2026-11-24")
    )
    assert page_count(sheet) == 1


def picture(width: int, height: int) -> bytes:
    """Return a PNG of one colour, made by hand."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    rows = (b"\0" + b"\x80\x40\x20" * width) * height
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return pictures.PNG + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


@pytest.mark.parametrize(("width", "height"), [(40, 60), (60, 40), (10, 300)])
def test_the_photo_stands_on_the_page_within_its_place(file: DataFile, width: int, height: int) -> None:
    cadre = full(file, photo=file.keep_blob(picture(width, height)))
    made = summaries.summary_sheet(file, cadre)
    with pdfplumber.open(io.BytesIO(made.pdf)) as paper:
        (page,) = paper.pages
        (image,) = page.images
    millimetre = 72 / 25.4
    wide, high = ((image[b] - image[a]) / millimetre for a, b in (("x0", "x1"), ("top", "bottom")))
    assert wide <= 30.01
    assert high <= 45.01
    assert wide / high == pytest.approx(width / height, rel=0.01)
    shapes = docx.Document(io.BytesIO(made.docx)).inline_shapes
    assert len(shapes) == 1
    assert shapes[0].width / shapes[0].height == pytest.approx(width / height, rel=0.01)


def test_a_photo_that_did_not_come_along_leaves_no_hole(file: DataFile) -> None:
    bare = summaries.summary_sheet(file, full(file)).text
    for photo in ("0" * 64, file.keep_blob(picture(40, 60)[:-20])):
        text = summaries.summary_sheet(file, full(file, photo=photo)).text
        assert text.splitlines()[:8] == bare.splitlines()[:8]
