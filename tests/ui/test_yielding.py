"""Saving at the desk while a large package comes in: nobody waits, and the window says what happened."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hnabroad_desktop.actions import files
from hnabroad_desktop.actions.exchange import parcels
from hnabroad_desktop.records.cadre import CADRE
from hnabroad_desktop.records.shipped import unit_id
from hnabroad_desktop.ui import jobs
from hnabroad_desktop.ui.jobs import Job
from tests.exchange.offices import CITY, WARD, office
from tests.ui.exchange_desks import Office, acquaint, person

#: Enough people for taking them in to last while somebody saves.
MANY = 3_000


@pytest.fixture
def two(qtbot: QtBot, tmp_path: Path) -> Iterator[tuple[Office, Office]]:
    """The city and a ward with many people, that know each other."""
    opened = [office(tmp_path / code, code) for code in (CITY, WARD)]
    acquaint(tmp_path, *opened)
    (tmp_path / "usb").mkdir()
    city, ward = (Office(qtbot, file, tmp_path / "usb") for file in opened)
    values = {"birth_date": "1985-03-12", "sex": "male", "unit": unit_id("00004.PVHXH")}
    with ward.file.transaction("bulk") as step:
        for number in range(MANY):
            step.add(CADRE.new(full_name=f"Nguyễn Văn {number}", staff_number=f"W{number}", **values))
    yield city, ward
    for each in (city, ward):
        each.window.background.close()
        files.close(each.file)


def test_a_save_does_not_wait_for_a_package(
    two: tuple[Office, Office], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    city, ward = two
    city.file.turns.quiet = 0
    monkeypatch.setattr(jobs, "PATIENCE", 1)
    path = parcels.pack(ward.file, ward.stick, [city.file.unit_id])[0].path
    page = city.look_at(path, monkeypatch)
    said: list[tuple[str, str]] = []

    def told() -> None:
        said.append((page.work._title.text(), city.window.status._job_name.text()))

    def follow(job: Job) -> None:
        job.again.connect(lambda: QTimer.singleShot(0, city.window, told))

    city.window.background.started.connect(follow)
    before = len(city.file.find("cadre"))
    city.window.primary()
    qtbot.waitUntil(lambda: city.file.turns.job_writes, timeout=20_000)
    one = person(city, "Trần Thị Lưu")
    assert len(city.file.find("cadre")) == before + 1
    assert page.entries[-1].state == "easy"
    qtbot.waitUntil(lambda: page.entries[-1].state == "done", timeout=60_000)
    city.idle(page)
    QApplication.processEvents()
    assert said
    assert all("đang làm lại từ đầu" in words for words, _status in said)
    assert "đang làm lại từ đầu" in said[-1][1]
    assert len(city.file.find("cadre")) == before + 1 + MANY
    assert city.get("cadre", one).text("full_name") == "Trần Thị Lưu"
    assert files.check(city.file) == []


def test_cells_pasted_are_not_kept_waiting_by_a_job(qtbot: QtBot, background: jobs.Background) -> None:
    done: list[str] = []

    def long(report: jobs.Report) -> None:
        while "cells" not in done:
            report(0, 1)

    background.run("Đang xử lý", long, lambda _none: done.append("job"))
    background.run("Đang ghi", lambda _report: None, lambda _none: done.append("cells"), saves=True)
    qtbot.waitUntil(lambda: done == ["cells", "job"], timeout=20_000)
