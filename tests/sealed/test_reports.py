"""The report on a sitting: what is not settled, with both values, where and when; withdrawn cards."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from hnabroad_desktop.actions import files, records
from hnabroad_desktop.actions.exchange import cards, receiving, reports, sticks
from hnabroad_desktop.actions.exchange.receiving import Received
from hnabroad_desktop.base.errors import AppError
from hnabroad_desktop.exchange import errors, keys, package, partners
from hnabroad_desktop.records.cadre import CADRE
from hnabroad_desktop.store.datafile import DataFile
from tests.exchange.offices import CITY, OTHER, WARD, office, stick
from tests.sealed import units


@pytest.fixture
def city(tmp_path: Path) -> Iterator[DataFile]:
    file = office(tmp_path / "ban", CITY)
    yield file
    files.close(file)


@pytest.fixture
def ward(tmp_path: Path) -> Iterator[DataFile]:
    file = office(tmp_path / "phuong", WARD)
    yield file
    files.close(file)


def change(file: DataFile, record: str, **values: str) -> None:
    with file.transaction("edit") as step:
        step.change("cadre", record, values)


def test_places_at_odds_stand_with_both_values_and_where_they_come_from(
    city: DataFile, ward: DataFile
) -> None:
    people = [
        records.save(
            ward,
            CADRE.new(
                full_name=name, unit=ward.unit_id, birth_date="1985-03-12", sex="female", post="Chuyên viên"
            ),
        ).id
        for name in ("Nguyễn Thị Hoa", "Lê Thị Mai")
    ]
    receiving.merge(city, stick(ward, city))
    change(city, people[0], phone="0911")
    change(ward, people[0], phone="0922")
    change(city, people[1], phone="0933")
    with ward.transaction("delete") as step:
        step.delete("cadre", people[1], "Nghỉ hưu")
    content = stick(ward, city)
    waiting = Received(content, plan=receiving.plan(city, content))
    merged = receiving.merge(city, content)
    taken = Received(content, merged=merged, plan=merged.plan)
    for one in (waiting, taken):
        report = reports.receiving_report(city, [("goi-2.hsx", one)], dt.datetime(2026, 11, 24, 9, 5))
        assert "Nguyễn Thị Hoa" in report.text
        assert "Điện thoại" in report.text
        assert "0911" in report.text
        assert "0922" in report.text
        assert "Lê Thị Mai | Xóa hồ sơ" in report.text
        assert "Đã xóa" in report.text
        assert "Còn hồ sơ, có sửa" in report.text
        assert city.title(ward.unit_id) in report.text
        assert "09:05 ngày 24/11/2026" in report.text
        assert report.stem == "Bao-cao-tiep-nhan-2026-11-24-0905"


def test_every_refusal_has_its_words_on_paper(city: DataFile) -> None:
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type)]
    codes = {kind.code for kind in kinds if issubclass(kind, errors.PackageProblem)}
    told = sticks.sticks.OnlyAShortcut.code, "missing", "fork"
    for code in (codes | set(told)) - {"refused", "not_written"}:
        one = Received(None, error="…", code=code)
        report = reports.receiving_report(city, [("goi.hsx", one)])
        assert "Xem thông báo trên máy" not in report.text, code
        assert "goi.hsx | " in report.text
    report = reports.receiving_report(city, [("goi.hsx", Received(None, error="…", code="refused"))])
    assert "Xem thông báo trên máy" in report.text


# -- withdrawals that come with a package ---------------------------------------------------


def meet(here: DataFile, keys_of: keys.Keys) -> None:
    partners.trust(here, cards_of(keys_of), cards_of(keys_of).fingerprint)


def cards_of(of: keys.Keys) -> units.Card:
    return units.card_of(of)


def sent(folder: Path, sender: DataFile, receiver: DataFile) -> package.Package:
    """Return a package of one unit as another receives it, with all withdrawals the sender knows."""
    content = replace(stick(sender, receiver), streams=())
    path = folder / "goi.hsx"
    held = partners.partners(sender).revocations
    card = cards_of(keys.own(receiver))
    package.write(path, content, keys.own(sender), [card], revocations=held)
    return package.read(path, keys.own(receiver), partners.partners(receiver))


def test_the_city_withdraws_the_card_of_a_ward_everywhere(
    city: DataFile, ward: DataFile, tmp_path: Path
) -> None:
    other = office(tmp_path / "khac", OTHER)
    meet(ward, keys.own(city))
    meet(ward, keys.own(other))
    meet(city, keys.own(other))
    partners.withdraw(city, cards_of(keys.own(other)).fingerprint, "Mất máy tính")
    came = sent(tmp_path, city, ward)
    (hit,) = cards.heed_withdrawals(ward, came)
    assert (hit.status, hit.reason, hit.settled_by) == ("revoked", "Mất máy tính", city.title(city.unit_id))
    assert cards.heed_withdrawals(ward, came) == []
    came.close()
    files.close(other)


def test_a_ward_withdraws_nobody_elses(city: DataFile, ward: DataFile, tmp_path: Path) -> None:
    other = office(tmp_path / "khac", OTHER)
    for file in (ward, city):
        meet(file, keys.own(other))
    meet(city, keys.own(ward))
    partners.withdraw(ward, cards_of(keys.own(other)).fingerprint, "Nghi ngờ")
    came = sent(tmp_path, ward, city)
    assert cards.heed_withdrawals(city, came) == []
    came.close()
    # Its own card it does withdraw: the machine was lost.
    cards.renew(ward, lost="Mất máy tính")
    meet(city, keys.own(ward))
    came = sent(tmp_path, ward, city)
    (hit,) = cards.heed_withdrawals(city, came)
    assert (hit.unit, hit.status) == (WARD, "revoked")
    came.close()
    files.close(other)


# -- drives as the receiver sees them -------------------------------------------------------


def test_a_stick_is_shown_with_its_warnings(tmp_path: Path) -> None:
    path = tmp_path / "goi.hsx"
    path.write_bytes(units.forge(units.content()))
    (found,) = sticks.packages_on(tmp_path)
    assert (found.path, found.sound, found.hidden, found.warning) == (path, True, False, "")
    assert sticks.warning(path) == ""
    (tmp_path / "goi.lnk").write_bytes(b"L")
    assert "vi-rút" in sticks.warning(path)
    with pytest.raises(AppError, match=r"goi\.hsx"):
        sticks.warning(tmp_path / "goi.lnk")
    assert isinstance(sticks.removable_drives(), list)
