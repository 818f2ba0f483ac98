"""Data files of every step the tables ever had open in today's program and say what they said.

The files ``step-N.hnab`` with their key slots, the backups ``step-N.hnabak`` and the
printed recovery keys ``step-N.json`` were made by running the program that had step N
as its newest: tests/golden_steps.py says which, and how. Only their empty readings
were left out, for their size. They are never made again.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from hnabroad_desktop.actions import backups, drafts, files, records
from hnabroad_desktop.exchange import keys, partners
from hnabroad_desktop.exchange.merge import merge
from hnabroad_desktop.exchange.outgoing import compose, note_own
from hnabroad_desktop.exchange.partners import Status
from hnabroad_desktop.exchange.taking_back import take_back
from hnabroad_desktop.exchange.unsettled import unsettled
from hnabroad_desktop.records import KINDS
from hnabroad_desktop.records.scope import channel
from hnabroad_desktop.store import backups as bundles
from hnabroad_desktop.store import books, bundle, keyfile, migrations, recovery
from hnabroad_desktop.store.datafile import DataFile
from hnabroad_desktop.store.errors import NewerFile, WrongPassword, WrongRecoveryKey
from hnabroad_desktop.store.lines import COMMON
from hnabroad_desktop.store.opening import STEPS, new_file
from hnabroad_desktop.store.vault import open_vault
from tests.golden_steps import (
    CHEAP,
    CLASS,
    DIPLOMA,
    FOLDER,
    GONE,
    HOA,
    LONG,
    MAI,
    PASSWORD,
    PLAN_LINE,
    SECOND,
    SHIPPED,
    UNIT,
    WARD,
)

NEWEST = migrations.newest(STEPS)
EVERY = pytest.mark.parametrize("step", range(1, NEWEST + 1))


def laid(step: int, folder: Path) -> Path:
    """Lay a copy of the golden file of a step into a folder."""
    for ending in (".hnab", ".hnab.keys"):
        shutil.copy(FOLDER / f"step-{step}{ending}", folder)
    return folder / f"step-{step}.hnab"


def says_what_it_said(file: DataFile, step: int) -> None:
    mai, long, gone, course = (
        file.get(kind, record_id)
        for kind, record_id in (("cadre", MAI), ("cadre", LONG), ("cadre", GONE), ("class", CLASS))
    )
    assert mai is not None
    assert long is not None
    assert gone is not None
    assert course is not None
    said = ("full_name", "birth_date", "post", "coefficient", "not_party_member", "unit", "phone")
    assert [mai[name] for name in said] == [
        "Nguyễn Thị Mai",
        "1985-03",
        "~Phó Chủ tịch",
        "3.66",
        True,
        UNIT,
        "không giữ",
    ]
    ratings = sorted((row["year"], row["rating"]) for row in mai.table("rating"))
    assert ratings == [(2024, "good"), (2025, "excellent")]
    assert file.blob(mai.text("photo")) == DIPLOMA
    assert (long["unit"], long.deleted, gone.deleted) == (WARD, False, True)
    assert (course["code"], course["plan_line"]) == ("LOP-2026-07", PLAN_LINE)
    assert [row["cadre"] for row in course.table("roster")] == [MAI]
    told = [(e.old, e.new) for e in file.history("cadre", MAI) if e.field == "phone"]
    turns = [("không giữ", "cũng không giữ"), ("cũng không giữ", "không giữ")]
    assert told == [
        turns[1],
        turns[0],
        turns[1],
        turns[0],
        ("0912 345 678", "không giữ"),
        (None, "0912 345 678"),
    ]
    assert (file.get("cadre", HOA) is not None) == (step >= 3)


@pytest.fixture
def ward(tmp_path: Path) -> Iterator[DataFile]:
    """A file of the ward, made by today's program."""
    file, _key = new_file(
        tmp_path / "ward.hnab", person="Hoa", password=PASSWORD, shipped=SHIPPED, cost=CHEAP
    )
    file.set_setting("unit", WARD)
    note_own(file, 1)
    yield file
    file.close()


def test_there_is_one_of_every_step() -> None:
    names = {
        f"step-{step}{end}" for step in range(1, NEWEST + 1) for end in (".hnab", ".hnab.keys", ".hnabak")
    }
    assert names <= {path.name for path in FOLDER.iterdir()}


@EVERY
def test_a_file_is_brought_up_to_date_after_a_backup_and_lives_on(step: int, tmp_path: Path) -> None:
    path = laid(step, tmp_path)
    file = files.open_file(path, password=PASSWORD)
    assert migrations.version_of(file.vault.writer) == NEWEST
    kept = backups.listed(path)
    assert {(b.manifest.reason, b.manifest.version) for b in kept} == {("before change", step)}
    typed = drafts.kept(file, "cadre", "")
    assert typed is not None
    assert typed["full_name"] == "Lê Văn Dở"
    for _time in range(2):
        assert files.check(file) == []
        says_what_it_said(file, step)
        files.rebuild(file)
    with file.transaction("change", "") as writing:
        writing.change("cadre", MAI, {"phone": "1"})
    records.undo(file)
    mai = file.get("cadre", MAI)
    assert mai is not None
    assert mai["phone"] == "không giữ"
    assert files.check(file) == []
    files.close(file)
    again = files.open_file(path, password=PASSWORD)
    assert files.check(again) == []
    files.close(again)


@EVERY
def test_everybody_who_had_a_key_still_has_it(step: int, tmp_path: Path) -> None:
    path = laid(step, tmp_path)
    printed = json.loads((FOLDER / f"step-{step}.json").read_text("utf-8"))["recovery"]
    assert files.people(path) == ("Lan", "Bình")
    with pytest.raises(WrongPassword):
        files.open_file(path, password="sai")
    with pytest.raises(WrongRecoveryKey):
        files.open_file(path, recovery_key=recovery.show(bytes(20)))
    for found in (
        files.open_file(path, password=SECOND, person="Bình", read_only=True),
        files.open_file(path, recovery_key=printed, read_only=True),
    ):
        says_what_it_said(found, step)
        files.close(found)


@EVERY
def test_looking_at_a_file_leaves_it_as_it_was(step: int, tmp_path: Path) -> None:
    path = laid(step, tmp_path)
    before = path.read_bytes()
    file = files.open_file(path, password=PASSWORD, read_only=True)
    says_what_it_said(file, step)
    assert files.check(file) == []
    files.close(file)
    assert path.read_bytes() == before
    assert {p.name for p in tmp_path.iterdir() if p.is_file()} == {path.name, f"{path.name}.keys"}


@EVERY
def test_a_later_file_is_refused_and_left_as_it_was(step: int, tmp_path: Path) -> None:
    path = laid(step, tmp_path)
    vault = open_vault(path, password=PASSWORD, newest=NEWEST)
    vault.writer.execute(f"PRAGMA user_version={NEWEST + 1}")
    keyfile.store(path, vault.slots.stamped("9.1"))
    vault.close()
    before = {p.name: p.read_bytes() for p in tmp_path.iterdir() if p.is_file()}
    for read_only in (False, True):
        with pytest.raises(NewerFile, match=r"9\.1"):
            files.open_file(path, password=PASSWORD, read_only=read_only)
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir() if p.is_file()} == before


@EVERY
def test_a_backup_is_put_back_and_brought_up_to_date(step: int, tmp_path: Path) -> None:
    kept = FOLDER / f"step-{step}.hnabak"
    assert bundle.manifest_of(kept).version == step
    inside = bundles.inspect(kept, password=PASSWORD, newest=NEWEST)
    inside.close()
    path = tmp_path / "again.hnab"
    backups.restore(kept, path, password=PASSWORD)
    file = files.open_file(path, password=PASSWORD)
    says_what_it_said(file, step)
    assert files.check(file) == []
    files.close(file)


@EVERY
def test_what_belongs_to_the_exchange_is_there(step: int, tmp_path: Path, ward: DataFile) -> None:
    """Keys and cards from step 2 on, packages and a difference from step 3 on; before, all can begin."""
    file = files.open_file(laid(step, tmp_path), password=PASSWORD)
    known = keys.keys_of(file)
    assert (len(known.pairs) if known is not None else 0) == (2 if step >= 2 else 0)
    statuses = [(p.card.unit, p.status) for p in partners.partners(file).known]
    assert statuses == ([(WARD, Status.VERIFIED)] if step >= 2 else [])
    assert keys.own(file).unit == UNIT
    with file.raw() as db:
        came, went = books.packages_in(db), books.packages_out(db, WARD)
    assert (len(came), len(went)) == ((2, 1) if step >= 3 else (0, 0))
    odds = [(d.id, d.field, {d.ours.value, d.theirs.value}) for d in unsettled(file)]
    assert odds == ([(HOA, "phone", {"024 2", "024 3"})] if step >= 3 else [])
    if came:
        take_back(file, came[-1].id)
        assert unsettled(file) == []
    note_own(file, 3)
    scopes = (COMMON, UNIT, WARD, *(channel(kind, UNIT) for kind in KINDS))
    merge(ward, compose(file, {WARD: scopes}, {WARD: scopes}, everything=True))
    says_what_it_said(ward, step)
    assert list(ward.findings()) == []
    files.close(file)
