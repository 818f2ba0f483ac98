"""A partner with two data files, or one restored from a backup: packages begin where it stands."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from hnabroad_desktop.actions import files
from hnabroad_desktop.actions.exchange import receiving, sending
from hnabroad_desktop.exchange.refusals import MissingPackage
from hnabroad_desktop.records.schema import Record
from hnabroad_desktop.store import books, machine
from hnabroad_desktop.store.books import note_peer
from hnabroad_desktop.store.datafile import DataFile, lay_exchange_tables, lay_partner_files
from tests.exchange.offices import PASSWORD, WARD, change, get, office, person, stick, up


@pytest.fixture
def second(tmp_path: Path) -> Iterator[DataFile]:
    """The file on another PC of the ward."""
    file = office(tmp_path / "second", WARD)
    yield file
    files.close(file)


def plan_of(city: DataFile, name: str) -> str:
    """Write something that goes down to every unit."""
    with city.transaction("add") as step:
        return step.add(Record("plan", {"name": name, "year": 2027}))


def test_two_files_of_a_unit_each_find_the_beginning(
    city: DataFile, ward: DataFile, second: DataFile
) -> None:
    one = plan_of(city, "A")
    up(ward, city)
    up(second, city)
    # Only the first file takes this one, and says so; the other says nothing new.
    up(city, ward)
    up(ward, city)
    two = plan_of(city, "B")
    package = stick(city, ward)
    receiving.merge(second, package)
    receiving.merge(ward, package)
    for file in (ward, second):
        assert [get(file, "plan", each)["name"] for each in (one, two)] == ["A", "B"]
        assert list(file.findings()) == []
    # When both have spoken there is nothing to say again.
    up(ward, city)
    assert sending.outgoing(city, [ward.unit_id]).lines > 0
    up(second, city)
    assert sending.outgoing(city, [ward.unit_id]).lines == 0
    (state,) = sending.partners(city)
    assert state.files == (2, 2)


def test_a_file_nobody_knew_of_asks_by_sending_a_package(
    city: DataFile, ward: DataFile, second: DataFile
) -> None:
    one = plan_of(city, "A")
    up(city, ward)
    up(ward, city)
    two = plan_of(city, "B")
    with pytest.raises(MissingPackage, match="gửi cho"):
        receiving.merge(second, stick(city, ward))
    up(second, city)
    up(city, second)
    assert [get(second, "plan", each)["name"] for each in (one, two)] == ["A", "B"]
    assert list(second.findings()) == []


def test_a_restored_backup_gets_again_what_it_lacks(city: DataFile, ward: DataFile, tmp_path: Path) -> None:
    up(ward, city)
    path = ward.path
    files.close(ward)
    copies = [shutil.copy2(part, tmp_path / part.name) for part in path.parent.iterdir() if part.is_file()]
    ward = files.open_file(path, password=PASSWORD)
    lost = plan_of(city, "A")
    mine = person(ward, "Nguyễn Văn An")
    up(city, ward)
    up(ward, city)
    assert sending.partners(city)[0].confirmed == 1
    files.close(ward)
    for part in copies:
        shutil.copy2(part, path.parent)
    machine.forget(path)
    ward = files.open_file(path, password=PASSWORD)
    try:
        assert ward.get("plan", lost) is None
        other = person(ward, "Lê Thị Hòa", birth_date="1990-01-01")
        up(ward, city)
        up(city, ward)
        assert get(ward, "plan", lost)["name"] == "A"
        assert get(ward, "cadre", mine)["full_name"] == "Nguyễn Văn An"
        assert get(city, "cadre", other)["full_name"] == "Lê Thị Hòa"
        for file in (city, ward):
            assert list(file.findings()) == []
    finally:
        files.close(ward)


def test_both_took_a_package_back_and_nobody_has_to_ask_for_everything(
    city: DataFile, ward: DataFile
) -> None:
    up(ward, city)
    one, two = person(ward, "Nguyễn Văn An"), plan_of(city, "A")
    mine, theirs = stick(ward, city), stick(city, ward)
    receiving.merge(city, mine)
    receiving.merge(ward, theirs)
    up(ward, city)
    up(city, ward)
    receiving.take_back(city, mine.package_id)
    receiving.take_back(ward, theirs.package_id)
    change(ward, "cadre", one, phone="1")
    change(city, "plan", two, note="1")
    # What goes on from something the city does not count is refused; what it says of the ward is heeded.
    with pytest.raises(MissingPackage):
        receiving.merge(city, stick(ward, city))
    up(city, ward)
    up(ward, city)
    assert (get(city, "cadre", one)["phone"], get(ward, "plan", two)["note"]) == ("1", "1")
    for file in (city, ward):
        assert list(file.findings()) == []


def test_a_file_that_fell_silent_holds_nothing_back_for_ever(city: DataFile, ward: DataFile) -> None:
    up(ward, city)
    with city.local() as db:
        note_peer(db, ward.unit_id, "e" * 32, 1, "", {})  # it holds nothing at all
    plan_of(city, "A")
    up(city, ward)
    for turn in range(12):
        up(ward, city)
        still = sending.outgoing(city, [ward.unit_id]).lines
        assert (still > 0) == (turn < 11), turn
        assert len(sending.partners(city)[0].files) == (2 if turn < 11 else 1)
    # It speaks after all, and counts again.
    with city.local() as db:
        note_peer(db, ward.unit_id, "e" * 32, 2, "", {})
    assert sending.outgoing(city, [ward.unit_id]).lines > 0


def test_an_earlier_word_of_a_file_changes_nothing(city: DataFile, ward: DataFile) -> None:
    early = stick(ward, city)
    plan_of(city, "A")
    up(city, ward)
    up(ward, city)
    assert sending.outgoing(city, [ward.unit_id]).lines == 0
    receiving.merge(city, replace(early, package_id="d" * 32))
    assert sending.outgoing(city, [ward.unit_id]).lines == 0


def test_what_was_known_of_partners_before_is_kept(city: DataFile, ward: DataFile) -> None:
    """A file of the version that knew one file of each partner goes on from there."""
    plan_of(city, "A")
    up(city, ward)
    up(ward, city)
    with city.raw() as db:
        before, tips = books.peers(db), books.tips_of(db, ward.unit_id, ward.replica)
    with city.local() as db:
        _as_it_was(db, before, tips)
        lay_partner_files(db)
    with city.raw() as db:
        assert [(p.sender, p.number, p.confirmed) for p in books.peers(db)] == [
            (p.sender, p.number, p.confirmed) for p in before
        ]
        assert books.tips_of(db, ward.unit_id, ward.replica) == tips
    assert sending.outgoing(city, [ward.unit_id]).lines == 0
    change(city, "plan", plan_of(city, "B"), note="x")
    up(city, ward)


def _as_it_was(db: Any, peers: list[books.Peer], tips: books.Tips) -> None:
    db.execute("DROP TABLE partner_file")
    db.execute("DROP TABLE partner_tip")
    names = ("author", "withdrawn", "package_in", "package_out", "proposal")
    for name in names:
        db.execute(f"ALTER TABLE {name} RENAME TO kept_{name}")
    lay_exchange_tables(db)
    for name in names:
        db.execute(f"DROP TABLE {name}")
        db.execute(f"ALTER TABLE kept_{name} RENAME TO {name}")
    for peer in peers:
        row = (peer.unit, peer.sender, peer.number, peer.confirmed, peer.at)
        db.execute("INSERT INTO peer VALUES (?, ?, ?, ?, ?)", row)
        for (replica, scope), (n, hash_) in tips.items():
            row = (peer.unit, bytes.fromhex(replica), bytes.fromhex(scope), n, hash_)
            db.execute("INSERT INTO peer_tip VALUES (?, ?, ?, ?, ?)", row)
