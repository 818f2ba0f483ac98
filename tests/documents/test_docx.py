"""The Word file: the same words as the PDF, well formed for Word 2010, and readable by LibreOffice."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from collections import Counter
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest

from hnabroad_desktop.documents.blocks import Document
from hnabroad_desktop.documents.docx import to_docx
from hnabroad_desktop.documents.facts import Marks
from hnabroad_desktop.documents.pdf import to_pdf
from tests.documents import sample
from tests.documents.reading import PrintedSheet, read

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MARKED = Marks(practice=True, draft=True, urgency="khan", circulation="LƯU HÀNH NỘI BỘ", footer="Dự thảo")

PAPERS = {
    "ubnd": sample.decision(sample.UBND),
    "so": sample.decision(sample.issued(sample.SO)),
    "btv": sample.decision(sample.issued(sample.BAN_THUONG_VU)),
    "btc": sample.decision(sample.BAN_TO_CHUC),
    "list": sample.profile_list(sample.PROFILE_LIST),
}

#: The order the format prescribes, of what we write ourselves.
ORDERS = {
    "sectPr": [
        "headerReference",
        "footerReference",
        "type",
        "pgSz",
        "pgMar",
        "pgNumType",
        "cols",
        "titlePg",
        "docGrid",
    ],
    "tblPr": ["tblStyle", "tblW", "jc", "tblInd", "tblBorders", "tblLayout", "tblCellMar", "tblLook"],
    "pPr": [
        "pStyle",
        "keepNext",
        "keepLines",
        "widowControl",
        "pBdr",
        "spacing",
        "ind",
        "jc",
        "rPr",
        "sectPr",
    ],
    "tcPr": ["tcW", "gridSpan", "vMerge", "tcBorders", "vAlign"],
    "rPr": ["rFonts", "b", "bCs", "i", "iCs", "color", "sz", "szCs", "highlight", "u", "lang"],
}


def body(document: Document) -> ElementTree.Element:
    with zipfile.ZipFile(io.BytesIO(to_docx(document))) as file:
        return ElementTree.fromstring(file.read("word/document.xml"))


def words_of(text: str) -> Counter[str]:
    return Counter(text.replace("\u00a0", " ").replace("|", " ").split())


@pytest.mark.parametrize("name", PAPERS)
def test_says_the_words_of_the_paper(name: str) -> None:
    said = "\n".join(
        "".join(t.text or "" for t in paragraph.iter(f"{W}t"))
        for paragraph in body(PAPERS[name]).iter(f"{W}p")
    )
    assert words_of(said) == words_of(PAPERS[name].text())


@pytest.mark.parametrize("name", PAPERS)
def test_elements_stand_in_the_order_word_insists_on(name: str) -> None:
    for tag, order in ORDERS.items():
        for element in body(PAPERS[name]).iter(f"{W}{tag}"):
            names = [child.tag.removeprefix(W) for child in element]
            assert set(names) <= set(order), (tag, names)
            assert names == sorted(names, key=order.index), (tag, names)


def test_rows_are_whole_and_both_header_rows_repeat() -> None:
    tables = list(body(PAPERS["list"]).iter(f"{W}tbl"))
    rows = list(tables[0].iter(f"{W}tr"))
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows[:3]] == [True, True, False]
    kept = [row.find(f".//{W}keepNext") is not None for row in rows[2:]]
    assert kept == [False] * (len(kept) - 2) + [True, True]


def test_sections_have_their_formats_and_count_from_one() -> None:
    sections = list(body(PAPERS["ubnd"]).iter(f"{W}sectPr"))
    assert len(sections) == 2
    for section in sections:
        starts = section.findall(f"{W}pgNumType")
        assert [s.get(f"{W}start") for s in starts] == ["1"]
        margins = section.find(f"{W}pgMar")
        assert margins is not None
        assert abs(int(margins.get(f"{W}left", "0")) - 1701) <= 1
    wide = next(body(PAPERS["list"]).iter(f"{W}pgSz"))
    assert wide.get(f"{W}orient") == "landscape"


def test_times_new_roman_is_named_and_missing_fields_are_highlighted() -> None:
    document = sample.decision(replace(sample.UBND, days=None))
    with zipfile.ZipFile(io.BytesIO(to_docx(document))) as file:
        assert "Times New Roman" in file.read("word/styles.xml").decode()
        assert 'w:highlight w:val="yellow"' in file.read("word/document.xml").decode()


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_it_without_loss(tmp_path: Path) -> None:
    papers = PAPERS | {"marked": sample.decision(replace(sample.BAN_THUONG_VU, marks=MARKED))}
    for name, document in papers.items():
        (tmp_path / f"{name}.docx").write_bytes(to_docx(document))
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "pdf",
         "--outdir", str(tmp_path), *(str(tmp_path / f"{name}.docx") for name in papers)],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    for name, document in papers.items():
        ours, theirs = read(to_pdf(document)), read((tmp_path / f"{name}.pdf").read_bytes())
        assert [(s.width > s.height) for s in theirs][:1] == [(s.width > s.height) for s in ours][:1]
        if name == "marked":
            assert any("BẢN THỰC HÀNH" in sheet.words for sheet in theirs)
            continue
        assert _plain(theirs) == _plain(ours)


def _plain(sheets: tuple[PrintedSheet, ...]) -> str:
    """The letters in any order, without page numbers and headings that repeat: lines may break elsewhere."""
    first_heads: set[str] = set()
    kept = []
    for sheet in sheets:
        heads = {line.text for line in sheet.lines if line.bold and line.size in (10, 12)}
        kept += [
            line.text
            for line in sheet.lines
            if line.base > 19 and not (line.text in heads and heads <= first_heads | {"Nơi nhận:"})
        ]
        first_heads |= heads
    return "".join(sorted("".join("".join(kept).split())))
