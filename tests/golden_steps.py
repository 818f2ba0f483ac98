"""Makes the golden file of one step of the tables with the program that had it as its newest step.

``git worktree add --detach OLD COMMIT`` and then, from there,
``PYTHONPATH=OLD python tests/golden_steps.py``: it writes ``step-N.hnab`` with
its key slots, a backup ``step-N.hnabak`` and the recovery key beside the other
golden files, never over one. Made so far: step 1 with 590374f (the last program
before keys and cards), step 2 with 99b09f5 (keys and cards, no exchange yet),
step 3 with fa9d378 (the first with the exchange). It calls only what all these
programs have, and of later steps what they brought.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from hnabroad_desktop.records.schema import Record, Row
from hnabroad_desktop.store import backups
from hnabroad_desktop.store.datafile import DataFile
from hnabroad_desktop.store.keyslots import Cost
from hnabroad_desktop.store.lines import COMMON
from hnabroad_desktop.store.migrations import newest
from hnabroad_desktop.store.opening import STEPS, new_file

FOLDER = Path(__file__).parent / "files" / "golden"
PASSWORD, SECOND = "mật khẩu của tệp mẫu", "mật khẩu thứ hai"
CHEAP = Cost(passes=1, kibibytes=64, lanes=1)

UNIT, WARD = "1".zfill(32), "2".zfill(32)
MAI, LONG, GONE, HOA = (letter.zfill(32) for letter in "abc9")
PLAN_LINE, CLASS = "e".zfill(32), "f".zfill(32)
WARD_CODE, WARD_NAME = "00004.BXDD", "Đảng ủy phường Cửa Nam"
DIPLOMA = b"%PDF-1.7 golden"
SHIPPED = (
    Record(
        "catalogue_value", {"catalogue": "post", "code": "chuyen_vien", "name": "Chuyên viên"}, id="d" * 32
    ),
    Record("unit", {"code": "BTCTU", "name": "Ban Tổ chức Thành ủy", "kind": "party_organ"}, id=UNIT),
    Record("unit", {"code": "00004.BXDD", "name": "Đảng ủy phường Cửa Nam", "kind": "party_organ"}, id=WARD),
)


def make(folder: Path) -> Path:
    """Write the file, its backup and its recovery key into ``folder``; return the file."""
    step = newest(STEPS)
    path = folder / f"step-{step}.hnab"
    file, recovery = _made(path, UNIT)
    _people(file)
    _course(file)
    _changes(file)
    if step >= 2:
        _cards(file)
    if step >= 3:
        _packages(file, folder)
    file.vault.add_person("Bình", SECOND, CHEAP)
    _shrink(file)
    made = backups.backup(file.vault, folder / "backups", "by hand")
    file.close()
    shutil.move(made, folder / f"step-{step}.hnabak")
    (folder / f"step-{step}.json").write_text(json.dumps({"recovery": recovery}) + "\n", "utf-8")
    return path


def _made(path: Path, unit: str) -> tuple[DataFile, str]:
    file, recovery = new_file(path, person="Lan", password=PASSWORD, shipped=SHIPPED, cost=CHEAP)
    file.set_setting("unit", unit)
    return file, recovery


def _people(file: DataFile) -> None:
    with file.transaction("add", "Nguyễn Thị Mai") as step:
        values: dict[str, Any] = {
            "full_name": "Nguyễn Thị Mai",
            "given_name": "Mai",
            "sex": "female",
            "birth_date": "1985-03",
            "unit": UNIT,
            "post": "chuyen_vien",
            "coefficient": "3.66",
            "not_party_member": True,
            "citizen_id": "001185000001",
        }
        rows = (Row({"year": 2024, "rating": "good"}), Row({"year": 2025, "rating": "excellent"}))
        step.add(Record("cadre", values, {"rating": rows}, MAI))
        for record_id, name in ((LONG, "Đặng Hoàng Long"), (GONE, "Trần Văn Thử")):
            step.add(Record("cadre", {"full_name": name, "unit": UNIT}, id=record_id))


def _course(file: DataFile) -> None:
    with file.transaction("add", "LOP-2026-07") as step:
        content = "Quản lý đô thị xanh, thông minh"
        step.add(Record("plan_line", {"content": content, "people": 2}, id=PLAN_LINE))
        roster = (
            Row({"order": 1, "cadre": MAI, "role": "head", "status": "listed"}),
            Row({"order": 2, "cadre": LONG, "role": "trainee", "status": "listed"}),
        )
        values: dict[str, Any] = {
            "code": "LOP-2026-07",
            "name": content,
            "state": "selecting",
            "plan_line": PLAN_LINE,
            "places": 2,
            "departure_date": "2026-12-07",
        }
        step.add(Record("class", values, {"roster": roster}, CLASS))


def _changes(file: DataFile) -> None:
    """Change values, move a person, take one away, undo and redo, keep an attachment and a draft."""
    with file.transaction("change", "Nguyễn Thị Mai") as step:
        step.change("cadre", MAI, {"post": "~Phó Chủ tịch", "phone": "0912 345 678"})
    with file.transaction("move", "Đặng Hoàng Long") as step:
        step.change("cadre", LONG, {"unit": WARD})
    with file.transaction("delete", "Trần Văn Thử") as step:
        step.delete("cadre", GONE, "Nhập trùng")
    with file.transaction("change", "LOP-2026-07") as step:
        before = step.load("class", CLASS)
        assert before is not None
        kept = [row for row in before.table("roster") if row["order"] == 1]
        step.save(before.with_table("roster", kept), before)
    with file.transaction("change", "Nguyễn Thị Mai") as step:
        step.change("cadre", MAI, {"phone": "không giữ", "photo": file_name(step)})
    with file.transaction("change", "Nguyễn Thị Mai") as step:
        step.change("cadre", MAI, {"phone": "cũng không giữ"})
    file.undo()
    file.redo()
    file.undo()
    with file.local() as db:
        body = json.dumps({"values": {"full_name": "Lê Văn Dở"}, "rows": {}}).encode()
        db.execute("INSERT INTO draft VALUES ('cadre', '', '2026-11-24T09:00:00', ?)", (body,))


def file_name(step: Any) -> str:
    """Keep an attachment with what a step writes and return what names it."""
    return str(step.keep_blob(DIPLOMA))


def _cards(file: DataFile) -> None:
    """Make the keys of the unit, renew them, and confirm the card of the ward; for step 2 and later."""
    # The program of the first step has nothing of this.
    from hnabroad_desktop.exchange import cards, keys, partners

    keys.own(file)
    keys.renew(file)
    card = cards.card_of(
        keys.Keys(WARD, "00004.BXDD", "Đảng ủy phường Cửa Nam", (keys.new_pair("2026-11-24"),))
    )
    partners.trust(file, card, card.fingerprint)


def _packages(file: DataFile, folder: Path) -> None:
    """Take two packages of the ward in, the second at odds with an own change, and send one; for step 3."""
    # Nor have those of the first two steps anything of this.
    from hnabroad_desktop.exchange.merge import merge
    from hnabroad_desktop.exchange.outgoing import compose, note_own, note_sent

    scopes = (COMMON, UNIT, WARD)
    path = folder / "ward.hnab"
    ward, _recovery = _made(path, WARD)
    note_own(file, 3)
    note_own(ward, 1)
    with ward.transaction("add", "Lê Thị Hòa") as step:
        step.add(Record("cadre", {"full_name": "Lê Thị Hòa", "unit": WARD, "phone": "024 1"}, id=HOA))
    merge(file, compose(ward, {UNIT: scopes}, {UNIT: scopes}))
    for each, phone in ((ward, "024 2"), (file, "024 3")):
        with each.transaction("change", "Lê Thị Hòa") as step:
            step.change("cadre", HOA, {"phone": phone})
    merge(file, compose(ward, {UNIT: scopes}, {UNIT: scopes}))
    note_sent(file, compose(file, {WARD: scopes}, {WARD: scopes}), "goi-1.hsx")
    ward.close()
    path.unlink()
    Path(f"{path}.keys").unlink()


def _shrink(file: DataFile) -> None:
    """Leave out the empty readings, 1.2 MB of empty pages, which every version makes anew."""
    writer = file.vault.writer
    writer.execute("PRAGMA query_only=OFF")
    for table in file.model.kinds.values():
        if writer.execute(f'SELECT count(*) FROM "{table.table_name}"').fetchone()[0] == 0:
            writer.execute(f'DROP TABLE "{table.table_name}"')
    writer.execute("UPDATE meta SET value = 'of another shape' WHERE name = 'readings'")
    writer.execute("VACUUM")


def main() -> None:
    """Write the golden file of this program's newest step, never over one."""
    name = f"step-{newest(STEPS)}"
    if (FOLDER / f"{name}.hnab").exists():
        sys.exit(f"{name} was released; it is never made again")
    with tempfile.TemporaryDirectory() as home:
        os.environ["HNABROAD_HOME"] = home
        folder = Path(home) / "made"
        folder.mkdir()
        path = make(folder)
        for part in (path, Path(f"{path}.keys"), path.with_suffix(".hnabak"), path.with_suffix(".json")):
            shutil.copy(part, FOLDER / part.name)


if __name__ == "__main__":
    main()
