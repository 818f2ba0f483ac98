"""US-9: twelve units, twelve sticks, one sitting: a virus, a cut-off copy, a wrong clock, one again."""

from __future__ import annotations

import io
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pdfplumber
import pytest

from hnabroad_desktop.actions import files, records
from hnabroad_desktop.actions.exchange import receiving, reports, sending, sitting, sticks
from hnabroad_desktop.actions.exchange.receiving import Received
from hnabroad_desktop.exchange import cards, keys, package, partners
from hnabroad_desktop.exchange.content import Content
from hnabroad_desktop.exchange.package import Written
from hnabroad_desktop.records.cadre import CADRE
from hnabroad_desktop.records.shipped import units
from hnabroad_desktop.store.datafile import DataFile
from tests.exchange.offices import CITY, office

CUT, VIRUS, CLOCK_2019, AGAIN, TWINS = 7, 4, 9, 11, (2, 5)
DUNG = {"full_name": "Bùi Văn Dũng", "citizen_id": "001085012345"}


@pytest.fixture
def city(tmp_path: Path) -> Iterator[DataFile]:
    file = office(tmp_path / "ban", CITY)
    yield file
    files.close(file)


@pytest.fixture
def wards(tmp_path: Path) -> Iterator[dict[int, DataFile]]:
    """The building committees of the Party of twelve wards, numbered from 1."""
    codes = sorted(
        u.text("code") for u in units() if u.text("code").endswith(".BXDD") and u["valid_to"] is None
    )
    made = {n: office(tmp_path / f"don-vi-{n}", code) for n, code in enumerate(codes[:12], 1)}
    yield made
    for file in made.values():
        files.close(file)


def person(file: DataFile, **values: str) -> str:
    record = CADRE.new(
        **{"birth_date": "1985-03-12", "sex": "male", "post": "Chuyên viên", "unit": file.unit_id, **values}
    )
    return records.save(file, record).id


def get_to_know(one: DataFile, other: DataFile) -> None:
    """Exchange the cards of two units, as two clerks do with file and sheet."""
    for here, there in ((one, other), (other, one)):
        card = cards.card_of(keys.own(there))
        partners.trust(here, card, card.fingerprint)


def pack(ward: DataFile, city: DataFile, stick: Path) -> Written:
    """Pack what the city has not confirmed onto a stick."""
    stick.mkdir(parents=True, exist_ok=True)
    content = sending.outgoing(ward, [city.unit_id])
    path = stick / f"goi-{content.number}.hsx"
    receivers = partners.partners(ward).receiving(city.unit_id)
    written = package.write(path, content, keys.own(ward), receivers)
    sending.sent(ward, content, path.name)
    return written


def opener(city: DataFile, path: Path) -> Callable[[], Content]:
    return partial(package.read, path, keys.own(city), partners.partners(city))


def clock(year: int) -> int:
    return int(time.mktime((year, 3, 5, 8, 0, 0, 0, 0, -1))) * 1_000_000_000


def test_twelve_packages_in_one_sitting(
    city: DataFile, wards: dict[int, DataFile], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = person(city, full_name="Đặng Thị Hà", unit=wards[CLOCK_2019].unit_id, phone="1")
    people: dict[int, str] = {}
    written: dict[int, Written] = {}
    media = {n: tmp_path / "usb" / str(n) for n in wards}
    for n, ward in wards.items():
        get_to_know(ward, city)
        people[n] = person(ward, full_name=f"Nguyễn Văn {'ABCDEFGHIJKL'[n - 1]}")
        if n in TWINS:
            person(ward, **DUNG)
        written[n] = pack(ward, city, media[n])
    # Unit 9 once got a record of the city, and changes it on a machine that believes it is 2019.
    ninth = wards[CLOCK_2019]
    down = pack(city, ninth, tmp_path / "usb" / "xuong")
    receiving.merge(ninth, package.read(down.path, keys.own(ninth), partners.partners(ninth)))
    with monkeypatch.context() as patch:
        patch.setattr(time, "time_ns", lambda: clock(2019))
        with ninth.transaction("edit") as step:
            step.change("cadre", known, {"phone": "0912 345 678"})
    written[CLOCK_2019].path.unlink()
    written[CLOCK_2019] = pack(ninth, city, media[CLOCK_2019])
    # Unit 11 was here yesterday with the same stick.
    receiving.merge(city, opener(city, written[AGAIN].path)())
    # The virus of stick 4 hides the package; the copy on stick 7 broke off at 60 %.
    hidden = media[VIRUS] / "\u00a0" / written[VIRUS].path.name
    hidden.parent.mkdir()
    written[VIRUS].path.rename(hidden)
    (media[VIRUS] / f"{hidden.name}.lnk").write_bytes(b"L\0\0\0virus")
    whole = written[CUT].path.read_bytes()
    written[CUT].path.write_bytes(whole[: len(whole) * 60 // 100])

    before = city.count_of("cadre")
    queue: list[Path] = []
    for n in wards:
        (found,) = sticks.packages_on(media[n])
        assert bool(found.warning) == (n == VIRUS), n
        queue.append(found.path)
    entries = [sitting.Entry(path) for path in queue]
    sitting.take_easy(city, entries)
    results = [entry.received for entry in entries]
    by_unit = dict(zip(wards, results, strict=True))

    done = {n for n, r in by_unit.items() if r.merged is not None}
    assert done == set(wards) - {CUT, TWINS[1]}
    assert by_unit[CUT].code == "cut_off"
    assert "60%" in by_unit[CUT].error
    assert "gửi lại" in by_unit[CUT].error
    again = by_unit[AGAIN].merged
    assert again is not None
    assert again.plan.already
    assert city.get("cadre", known)["phone"] == "0912 345 678"  # type: ignore[index]
    plan = by_unit[TWINS[1]].plan
    assert plan is not None
    (double,) = plan.duplicates
    assert (double.name, double.why) == ("Bùi Văn Dũng", "citizen_id")
    assert city.count_of("cadre") == before + 10  # 9 new people of 9 units, and Dũng of unit 2

    _report_says(city, queue, by_unit, written)
    for n in done - {AGAIN}:
        content = by_unit[n].content
        assert content is not None
        receiving.take_back(city, content.package_id)
    assert city.count_of("cadre") == before
    assert city.get("cadre", known)["phone"] == "1"  # type: ignore[index]
    assert list(city.findings()) == []


def _report_says(
    city: DataFile, queue: list[Path], results: dict[int, Received], written: dict[int, Written]
) -> None:
    named = [(path.name, one) for path, one in zip(queue, results.values(), strict=True)]
    report = reports.receiving_report(city, named)
    for n, one in results.items():
        if n != CUT:
            assert written[n].code in report.text
            assert isinstance(one.content, package.Package)
    assert "Tệp thiếu, đề nghị gửi lại" in report.text
    assert "Tổng số 12 gói: tiếp nhận 09, đã có từ trước 01, chờ xử lý 01, không tiếp nhận 01." in report.text
    with pdfplumber.open(io.BytesIO(report.pdf)) as pages:
        assert pages.pages[0].width > pages.pages[0].height
        words = "".join("".join((page.extract_text() or "").split()) for page in pages.pages)
    assert "".join(["Đã", "có", "từ", "trước"]) in words
    for one in results.values():
        if isinstance(one.content, package.Package):
            one.content.close()
