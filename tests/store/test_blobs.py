"""Contents of attachments: once each, with the step that names them or not at all, none left unnamed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from hnabroad_desktop.records.cadre import CADRE
from hnabroad_desktop.records.schema import Row
from hnabroad_desktop.store import opening
from hnabroad_desktop.store.datafile import DataFile
from hnabroad_desktop.store.keyslots import Cost
from hnabroad_desktop.store.transaction import Transaction

PASSWORD = "mật khẩu"


@pytest.fixture
def file(path: Path, cheap: Cost) -> Iterator[DataFile]:
    made, _key = opening.new_file(path, person="Lan", password=PASSWORD, shipped=(), cost=cheap)
    yield made
    made.close()


def reopened(file: DataFile) -> DataFile:
    file.close()
    return opening.open_file(file.path, password=PASSWORD)


def contents(file: DataFile) -> int:
    with file.raw() as db:
        return int(db.execute("SELECT count(*) FROM blob").fetchone()[0])


def save(file: DataFile, **values: str) -> str:
    with file.transaction("save") as step:
        return step.save(CADRE.new(full_name="Lý Thị Tư", **values))


def test_what_no_record_names_is_gone_at_the_next_opening(file: DataFile) -> None:
    digest = file.keep_blob(b"a photo nobody saved")
    assert file.blob(digest) is not None
    again = reopened(file)
    assert again.blob(digest) is None
    assert contents(again) == 0
    again.close()


@pytest.mark.parametrize("in_table", [False, True])
def test_what_a_record_names_stays_even_when_it_is_taken_away(file: DataFile, in_table: bool) -> None:
    digest = file.keep_blob(b"a scan")
    record = CADRE.new(full_name="Lý Thị Tư", photo=None if in_table else digest)
    if in_table:
        record = record.with_table("attachments", [Row({"title": "Bản sao hộ chiếu", "file": digest})])
    with file.transaction("save") as step:
        record_id = step.save(record)
    stored = file.get("cadre", record_id)
    assert stored is not None
    with file.transaction("save") as step:
        step.save(stored.with_values(photo=None).with_table("attachments", []))
    again = reopened(file)
    assert again.blob(digest) == b"a scan"
    again.undo()
    kept = again.get("cadre", record_id)
    assert kept is not None
    assert digest in {kept["photo"], *(row["file"] for row in kept.table("attachments"))}
    again.close()


def test_the_same_bytes_are_kept_once(file: DataFile) -> None:
    first, second = file.keep_blob(b"one and the same"), file.keep_blob(b"one and the same")
    assert first == second
    save(file, photo=first)
    # Attached once more and not saved: it is still the one that is named.
    file.keep_blob(b"one and the same")
    again = reopened(file)
    assert again.blob(first) == b"one and the same"
    assert contents(again) == 1
    again.close()


def test_what_a_draft_names_waits_for_it(file: DataFile) -> None:
    digest = file.keep_blob(b"typed, not saved, the power failed")
    with file.local() as db:
        db.execute("INSERT INTO draft VALUES ('cadre', '', '', ?)", (b'{"photo":"%s"}' % digest.encode(),))
    again = reopened(file)
    assert again.blob(digest) is not None
    with again.local() as db:
        db.execute("DELETE FROM draft WHERE kind = 'cadre'")
    last = reopened(again)
    assert last.blob(digest) is None
    last.close()


def test_a_step_that_fails_leaves_no_content(file: DataFile) -> None:
    def fail(step: Transaction) -> None:
        step.save(CADRE.new(full_name="Lý Thị Tư", photo=step.keep_blob(b"in a step that fails")))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), file.transaction("save") as step:
        fail(step)
    assert contents(file) == 0
