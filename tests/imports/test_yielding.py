"""A save from the window goes before an import that is being written, and is heeded by it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from hnabroad_desktop.actions import imports, records
from hnabroad_desktop.base.errors import AppError
from hnabroad_desktop.base.progress import AGAIN, Report
from hnabroad_desktop.records.cadre import CADRE
from hnabroad_desktop.store.datafile import DataFile
from tests.imports.conftest import dump

NAME = "DSCB_tcvn3_40.xls"


def saving_once(file: DataFile, save: Callable[[], object], told: list[int]) -> Report:
    """Return a report that lets a clerk save while the rows are being written."""
    clerk = threading.Thread(target=save)

    def report(done: int, _total: int) -> None:
        told.append(done)
        if done != AGAIN and file.turns.job_writes and clerk.ident is None:
            clerk.start()
            while clerk.is_alive() and not file.turns.step_waits:
                pass

    return report


@pytest.fixture
def planned(file: DataFile, samples: Path) -> imports.Plan:
    file.turns.quiet = 0
    return imports.check(file, imports.lay_out(file, imports.read(samples / NAME)))


def test_an_import_that_still_says_the_same_is_written_after_the_save(
    file: DataFile, planned: imports.Plan
) -> None:
    told: list[int] = []
    before = len(file.find("cadre"))
    unit = file.find("cadre")[0]["unit"]

    def save() -> None:
        values = {"birth_date": "1985-03-12", "sex": "male", "post": "Chuyên viên", "unit": unit}
        records.save(file, CADRE.new(full_name="Người Lưu Giữa Chừng", **values))

    done = imports.commit(file, planned, report=saving_once(file, save, told))
    assert AGAIN in told
    assert len(file.find("cadre")) == before + 1 + len(done.added)
    assert file.find("cadre", full_name="Người Lưu Giữa Chừng")
    assert list(file.findings()) == []


def test_a_save_of_a_person_in_the_list_makes_the_rows_be_checked_again(
    file: DataFile, planned: imports.Plan
) -> None:
    row = next(row for row in planned.rows if row.action == "add")
    left: list[object] = []

    def save() -> None:
        records.save(file, row.record.with_values())
        left.append(dump(file))

    with pytest.raises(AppError, match="kiểm tra lại"):
        imports.commit(file, planned, report=saving_once(file, save, []))
    assert dump(file) == left[0]
