"""Data files and their backups as verbs: people, checks, what a restore would lose, and what is due."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from hnabroad_desktop.actions import attachments, backups, drafts, files, lists, log, records
from hnabroad_desktop.base.errors import AppError
from hnabroad_desktop.records.cadre import CADRE
from hnabroad_desktop.records.schema import Record
from hnabroad_desktop.store import errors
from hnabroad_desktop.store.datafile import DataFile
from tests.data_files import CHEAP, PASSWORD


def cadre(file: DataFile) -> Record:
    found = records.get(file, "cadre", lists.find_one(file, "cadre", "SNV-001"))
    assert found is not None
    return found


def test_a_new_file_knows_its_unit_and_ships_its_catalogues(tmp_path: Path) -> None:
    file, key = files.new(tmp_path / "a.hnab", "BTCTU", "Lan", PASSWORD, cost=CHEAP)
    try:
        assert file.title(file.unit_id) == "Ban Tổ chức Thành ủy"
        assert file.counts()["country"] > 150
        assert records.next_steps(file) == ("", "")
        assert files.check(file) == []
    finally:
        files.close(file)
    assert files.people(file.path) == ("Lan",)
    assert files.needs_password(file.path)
    again = files.open_file(file.path, recovery_key=key)
    assert again.unit_id == file.unit_id
    files.close(again)


def test_an_unknown_unit_makes_no_file(tmp_path: Path) -> None:
    with pytest.raises(AppError, match="XX"):
        files.new(tmp_path / "a.hnab", "XX", "Lan", PASSWORD, cost=CHEAP)
    assert list(tmp_path.iterdir()) == []


def test_people_come_go_and_change_their_password(file: DataFile) -> None:
    files.add_person(file, "Minh", "mật khẩu của Minh")
    assert files.people(file.path) == ("Lan", "Minh")
    with pytest.raises(errors.WrongPassword):
        files.change_password(file, "mật khẩu của Minh", "khác")
    files.change_password(file, PASSWORD, "mật khẩu mới")
    files.close(file)
    with pytest.raises(errors.WrongPassword):
        files.open_file(file.path, password=PASSWORD)
    with at_work(file.path, "mật khẩu của Minh") as minh:
        assert minh.user == "Minh"
        files.remove_person(minh, "Lan")
        with pytest.raises(errors.KeysRefused):
            files.remove_person(minh, "Minh")


@contextmanager
def at_work(path: Path, password: str) -> Iterator[DataFile]:
    """Lend an open file."""
    opened = files.open_file(path, password=password)
    try:
        yield opened
    finally:
        files.close(opened)


def test_a_file_open_elsewhere_is_read_beside_it(file: DataFile) -> None:
    with pytest.raises(errors.AlreadyOpen):
        files.open_file(file.path, password=PASSWORD)
    beside = files.open_to_read(file.path, password=PASSWORD)
    try:
        assert beside.read_only
        assert cadre(beside) == cadre(file)
        assert backups.backup_if_due(beside, True) is None
        with pytest.raises(errors.OpenedToView):
            records.save(beside, cadre(beside).with_values(phone="1"))
    finally:
        files.close(beside)


def test_a_backup_holds_what_stood_when_it_was_made(file: DataFile, tmp_path: Path) -> None:
    made = backups.backup(file)
    assert made.parent == backups.folder_of(file.path)
    (listed,) = backups.listed(file.path)
    assert (listed.path, listed.manifest.reason, listed.manifest.counts["cadre"]) == (made, "manual", 4)
    assert backups.last_time(file.path) == listed.time
    assert backups.needs_password(made)
    with pytest.raises(AppError, match="lên chính nó"):
        backups.restore(made, made, password=PASSWORD)
    with pytest.raises(errors.MissingFile):
        backups.needs_password(tmp_path / "không có.hnabak")
    assert backups.listed(tmp_path / "khác.hnab", tmp_path / "không có") == []


def test_losses_count_exactly_what_is_newer(file: DataFile) -> None:
    made = backups.backup(file)
    assert backups.losses(file, made).changes == 0
    assert backups.losses(file, made).steps == ()
    lines = file.counts()["_lines"]
    records.save(file, cadre(file).with_values(phone="1"))
    records.save(file, CADRE.new(full_name="Người Mới", unit=file.unit_id))
    lost = backups.losses(file, made, password=PASSWORD)
    assert lost.changes == file.counts()["_lines"] - lines
    assert [step.partition(" · ")[2] for step in lost.steps] == ["Thêm: Người Mới", "Sửa: Nguyễn Văn An"]
    assert lost.counts["cadre"] == 4


def test_restoring_brings_back_and_keeps_what_it_replaces(file: DataFile) -> None:
    made = backups.backup(file)
    records.save(file, cadre(file).with_values(phone="1"))
    files.close(file)
    done = backups.restore(made, file.path, password=PASSWORD)
    assert done.replaced is not None
    assert not done.was_damaged
    with at_work(file.path, PASSWORD) as restored:
        assert cadre(restored)["phone"] is None
        assert restored.replica != file.replica
        assert files.check(restored) == []
    with at_work(done.replaced, PASSWORD) as kept:
        assert cadre(kept)["phone"] == "1"


def test_a_backup_is_made_when_due_and_only_after_changes(
    file: DataFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = dt.datetime.now().astimezone()
    assert backups.backup_if_due(file, False) is None
    assert backups.backup_if_due(file, True) is not None
    assert backups.backup_if_due(file, True) is None
    monkeypatch.setattr(backups, "_now", lambda: now + dt.timedelta(minutes=40))
    assert backups.backup_if_due(file, False) is None
    made = backups.backup_if_due(file, True)
    assert made is not None
    assert {b.manifest.reason for b in backups.listed(file.path)} == {"automatic"}


def test_rebuilding_is_backed_up_and_changes_no_reading(file: DataFile) -> None:
    before = (cadre(file), file.counts())
    told: list[tuple[int, int]] = []
    assert files.rebuild(file, lambda done, total: told.append((done, total))) == file.counts()["_lines"]
    assert told[-1][0] == told[-1][1]
    assert (cadre(file), file.counts()) == before
    assert [b.manifest.reason for b in backups.listed(file.path)] == ["before change"]


def test_checking_writes_nothing_and_may_go_on_beside_work(file: DataFile) -> None:
    before = file.path.read_bytes()
    view = files.open_to_check(file.path, password=PASSWORD)
    assert view.read_only
    assert files.check(view) == []
    files.close(view)
    assert file.path.read_bytes() == before


def test_a_file_of_an_earlier_version_is_brought_up_to_date_before_its_check(file: DataFile) -> None:
    file.set_setting("readings", "earlier")
    files.close(file)
    before = file.path.read_bytes()
    again = files.open_to_check(file.path, password=PASSWORD)
    assert again.read_only
    assert files.check(again) == []
    assert cadre(again).id
    files.close(again)
    assert file.path.read_bytes() == before


def test_a_check_finds_readings_that_say_something_else(file: DataFile) -> None:
    with file.local() as db:
        db.execute("UPDATE r_cadre SET phone = '?' WHERE staff_number = 'SNV-001'")
    (found,) = files.check(file)
    assert (found.part, found.detail) == ("reading", "phone")
    files.rebuild(file)
    assert files.check(file) == []


def test_attachments_are_kept_once_and_come_back_whole(file: DataFile, tmp_path: Path) -> None:
    scan = tmp_path / "quyết định.PDF"
    scan.write_bytes(b"%PDF-1.7 content")
    digest = attachments.attach(file, scan)
    assert attachments.attach(file, scan) == digest
    assert attachments.content(file, digest) == scan.read_bytes()
    assert attachments.suffix_of(scan.read_bytes()) == ".pdf"
    assert attachments.suffix_of(b"?") == ".bin"
    with pytest.raises(AppError, match="không có tài liệu"):
        attachments.content(file, "0" * 64)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.pdf", b"MZ a program", "không phải tệp PDF"),
        ("a.exe", b"%PDF", "không phải tệp PDF"),
        ("a.jpg", b"\xff\xd8\xff" + b"0" * 6_000_000, "6,0 MB"),
        ("", b"", "Không đọc được"),
    ],
)
def test_what_is_no_scan_is_not_attached(
    name: str, content: bytes, said: str, file: DataFile, tmp_path: Path
) -> None:
    path = tmp_path / (name or "không có.pdf")
    if name:
        path.write_bytes(content)
    with pytest.raises(AppError, match=said):
        attachments.attach(file, path)


def test_what_is_typed_and_not_saved_survives_outside_the_journal(file: DataFile) -> None:
    lines = file.counts()["_lines"]
    typed = cadre(file).with_values(phone="09")
    assert drafts.kept(file, "cadre", typed.id) is None
    drafts.keep(file, typed, "cadre", typed.id)
    kept = drafts.kept(file, "cadre", typed.id)
    assert kept is not None
    assert (dict(kept.values), kept.id) == (dict(typed.values), typed.id)
    assert kept.table("career_record") == typed.table("career_record")
    drafts.keep(file, None, "cadre", typed.id)
    assert drafts.kept(file, "cadre", typed.id) is None
    assert file.counts()["_lines"] == lines


def test_faults_are_noted_by_kind_and_place_only(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with log.noting():
        with pytest.raises(ValueError, match="An") as fault:
            raise ValueError("Nguyễn Văn An")
        assert log.note_fault(fault.value).startswith("ValueError-test_files.py:")
        logging.getLogger("hnabroad_desktop.store").warning("slow")
    noted = log.log_file().read_text(encoding="utf-8")
    assert "slow" in noted
    assert "ValueError" in noted
    assert "Nguyễn" not in noted
    (tmp_path / "tệp").write_text("")
    monkeypatch.setenv("HNABROAD_HOME", str(tmp_path / "tệp"))
    with log.noting():
        log.note_fault(ValueError())
