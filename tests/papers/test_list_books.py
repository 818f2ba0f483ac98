"""The list of a paper as a workbook: the same words, texts that stay texts, readable by others."""

from __future__ import annotations

import io

import openpyxl
import pytest

from hnabroad_desktop.actions import issuing, papers, previews
from hnabroad_desktop.actions.templates import document_of
from hnabroad_desktop.documents.blocks import Table
from hnabroad_desktop.store.datafile import DataFile
from tests.papers.city import City


@pytest.mark.parametrize(("what", "wide"), [("annex", False), ("profile_list", True)])
def test_the_workbook_says_what_the_list_says(file: DataFile, city: City, what: str, wide: bool) -> None:
    decision = file.get("decision", papers.draw_up(file, city.class_id, "state"))
    assert decision is not None
    sheet = openpyxl.load_workbook(io.BytesIO(previews.list_file(file, decision, what))).active
    assert sheet is not None
    document = document_of(file, decision, what)
    table = next(b for part in document.parts for b in part.blocks if isinstance(b, Table))
    rows = [[str(cell or "") for cell in row] for row in sheet.iter_rows(values_only=True)]
    start = next(place for place, row in enumerate(rows) if row[0] == "1")
    assert rows[start : start + len(table.rows)] == [list(row) for row in table.rows]
    assert all(cell.data_type == "s" for cell in sheet[start + 1] if cell.value is not None)
    heads = [cell.text for cell in table.head if cell.row == 0]
    assert [text for text in rows[start - table.head_rows] if text] == heads
    assert sheet.print_title_rows == f"${start - table.head_rows + 1}:${start}"
    assert (sheet.page_setup.orientation == "landscape") == wide
    assert any("QUẢN LÝ PHÁT TRIỂN ĐÔ THỊ" in row[0].upper() for row in rows[:start])


def test_an_issued_list_is_written_from_what_was_frozen(file: DataFile, city: City) -> None:
    decision = papers.draw_up(file, city.class_id, "state")
    papers.submit(file, decision)
    papers.sign(file, decision)
    issuing.issue(file, decision, number=127)
    issued = file.get("decision", decision)
    cadre = file.get("cadre", city.cadres[1])
    assert issued is not None
    assert cadre is not None
    with file.transaction("edit") as step:
        step.save(cadre.with_values(full_name="Hoàng Thị Yến Nhi"))
    sheet = openpyxl.load_workbook(io.BytesIO(previews.list_file(file, issued))).active
    assert sheet is not None
    names = {str(row[1]) for row in sheet.iter_rows(values_only=True)}
    assert "Hoàng Thị Yến" in names
    assert "Hoàng Thị Yến Nhi" not in names
