"""What holds for every PDF: its faces, its bytes, its marks."""

from __future__ import annotations

import io
import subprocess
import sys
import unicodedata
from dataclasses import replace

import pdfplumber
import pytest

from hnabroad_desktop.base.paths import ROOT
from hnabroad_desktop.documents.blocks import Document
from hnabroad_desktop.documents.facts import DecisionFacts, Marks
from hnabroad_desktop.documents.pdf import page_count, to_pdf
from tests.documents import sample
from tests.documents.reading import read

PAPERS = [
    sample.decision(sample.UBND),
    sample.decision(sample.issued(sample.BAN_THUONG_VU)),
    sample.profile_list(sample.PROFILE_LIST),
]


@pytest.mark.parametrize("document", PAPERS)
def test_only_our_faces_are_in_it_and_all_are_embedded(document: Document) -> None:
    pdf = to_pdf(document)
    assert b"Helvetica" not in pdf
    with pdfplumber.open(io.BytesIO(pdf)) as file:
        names = {char["fontname"] for page in file.pages for char in page.chars}
        assert all("+Tinos" in name for name in names)
    assert pdf.count(b"/FontFile2") == len(names)


def test_bytes_are_the_same_in_another_process() -> None:
    script = (
        "import sys; from tests.documents import sample; from hnabroad_desktop.documents.pdf import to_pdf;"
        "to_pdf(sample.decision(sample.BAN_TO_CHUC));"
        "sys.stdout.buffer.write(to_pdf(sample.decision(sample.UBND)))"
    )
    other = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, check=True).stdout
    assert other == to_pdf(sample.decision(sample.UBND))


def test_title_and_language() -> None:
    pdf = to_pdf(PAPERS[0])
    assert b"vi-VN" in pdf
    assert pdf.startswith(b"%PDF-1.4")
    with pdfplumber.open(io.BytesIO(pdf)) as file:
        assert file.metadata["Title"].startswith("QUYẾT ĐỊNH Về việc cử cán bộ, công chức, viên chức")


def test_every_word_of_the_paper_is_printed() -> None:
    for document in PAPERS:
        printed = {word for sheet in read(to_pdf(document)) for word in sheet.words.split()}
        said = set(document.text().replace("|", " ").split())
        # A word may touch the upright line of its cell or be broken after a hyphen, never vanish.
        joined = "".join(printed)
        assert [word for word in said if word not in printed and word.split("-")[0] not in joined] == []


def test_decomposed_text_prints_like_composed() -> None:
    people = tuple(
        replace(
            p, full_name=unicodedata.normalize("NFD", p.full_name), post=unicodedata.normalize("NFD", p.post)
        )
        for p in sample.PEOPLE
    )
    assert to_pdf(sample.decision(replace(sample.UBND, people=people))) == to_pdf(PAPERS[0])


def test_practice_mark_is_on_every_page_under_the_words() -> None:
    document = sample.decision(replace(sample.UBND, marks=sample.PRACTICE))
    with pdfplumber.open(io.BytesIO(to_pdf(document))) as file:
        for page in file.pages:
            first = page.chars[: len("BẢN THỰC HÀNH")]
            assert "".join(c["text"] for c in first) == "BẢN THỰC HÀNH"
            assert all(0.8 < c["non_stroking_color"][0] < 0.95 for c in first)
    with pdfplumber.open(io.BytesIO(to_pdf(PAPERS[0]))) as file:
        assert "THỰC HÀNH" not in "".join(c["text"] for c in file.pages[0].chars)


def test_missing_fields_stand_on_a_coloured_ground() -> None:
    sheets = read(to_pdf(sample.decision(replace(sample.UBND, report_days_person=None, days=None))))
    grounds = sum(box.bottom - box.top < 6 for sheet in sheets[:2] for box in sheet.boxes)
    assert grounds >= 2
    assert not any(sheet.boxes for sheet in read(to_pdf(PAPERS[0]))[:2])


def test_footer_of_a_draft() -> None:
    marks = Marks(footer="Dự thảo in lúc 09:15, ngày 25/11/2026")
    for sheet in read(to_pdf(sample.decision(replace(sample.UBND, marks=marks)))):
        line = sheet.line("Dự thảo in lúc")
        assert 280 < line.base < 292


def test_drafter_and_copies() -> None:
    marks = Marks(drafter="NTH", copies=15)
    assert "NTH. (15)\n" in sample.decision(replace(sample.UBND, marks=marks)).text()
    assert "\nNTH\n" in sample.decision(replace(sample.UBND, marks=Marks(drafter="NTH"))).text()


@pytest.mark.parametrize("facts", [sample.UBND, sample.SO, sample.BAN_THUONG_VU, sample.BAN_TO_CHUC])
def test_pages_are_counted_as_printed(facts: DecisionFacts) -> None:
    document = sample.decision(facts)
    assert page_count(document) == len(read(to_pdf(document)))


def test_templates_are_read_without_the_renderers() -> None:
    script = (
        "import sys; from tests.documents import sample; sample.decision(sample.UBND).text();"
        "sys.exit('reportlab' in sys.modules or 'docx' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", script], cwd=ROOT).returncode == 0


def test_real_times_new_roman_only_where_it_is() -> None:
    with pytest.raises(OSError, match="times"):
        to_pdf(PAPERS[0], ROOT / "resources")
