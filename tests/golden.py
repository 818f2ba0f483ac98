"""Makes the golden data file of the present format: ``python tests/golden.py``, once for each release.

Every later version must open it: tests/store/test_golden.py does. A golden
file is never made again for a version that was released.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from hnabroad_desktop.records.schema import Record, Row
from hnabroad_desktop.store.keyslots import Cost
from hnabroad_desktop.store.opening import new_file, open_file

FOLDER = Path(__file__).parent / "files" / "golden"
PASSWORD = "mật khẩu của tệp mẫu"
UNIT, OTHER_UNIT = "1".zfill(32), "2".zfill(32)
MAI, LONG, GONE = "a".zfill(32), "b".zfill(32), "c".zfill(32)


def make(path: Path) -> None:
    """Write a file with units, people and rows, changes, a move, a deletion, steps undone and redone."""
    words = [
        Record(
            "catalogue_value",
            {"catalogue": "post", "code": "chuyen_vien", "name": "Chuyên viên"},
            id="d" * 32,
        )
    ]
    file, _recovery = new_file(
        path, person="Lan", password=PASSWORD, shipped=words, cost=Cost(passes=1, kibibytes=64, lanes=1)
    )
    with file.transaction("add", "đơn vị") as step:
        for unit, name in ((UNIT, "UBND phường Hoàn Kiếm"), (OTHER_UNIT, "UBND xã Đông Anh")):
            step.add(Record("unit", {"name": name}, id=unit))
    with file.transaction("add", "Nguyễn Thị Mai") as step:
        step.add(
            Record(
                "cadre",
                {
                    "full_name": "Nguyễn Thị Mai",
                    "given_name": "Mai",
                    "sex": "female",
                    "birth_date": "1985-03",
                    "unit": UNIT,
                    "post": "chuyen_vien",
                    "coefficient": "3.66",
                    "not_party_member": True,
                    "citizen_id": "001185000001",
                },
                {
                    "rating": (
                        Row({"year": 2024, "rating": "good"}),
                        Row({"year": 2025, "rating": "excellent"}),
                    )
                },
                MAI,
            )
        )
        for record_id, name in ((LONG, "Đặng Hoàng Long"), (GONE, "Trần Văn Thử")):
            step.add(Record("cadre", {"full_name": name, "unit": UNIT}, id=record_id))
    with file.transaction("change", "Nguyễn Thị Mai") as step:
        step.change("cadre", MAI, {"post": "~Phó Chủ tịch", "phone": "0912 345 678"})
    with file.transaction("move", "Đặng Hoàng Long") as step:
        step.change("cadre", LONG, {"unit": OTHER_UNIT})
    with file.transaction("delete", "Trần Văn Thử") as step:
        step.delete("cadre", GONE, "Nhập trùng")
    with file.transaction("change", "Nguyễn Thị Mai") as step:
        step.change("cadre", MAI, {"phone": "không giữ"})
    file.undo()
    file.redo()
    file.undo()
    file.keep_blob(b"%PDF-golden")
    file.close()


def shrink(path: Path) -> None:
    """Leave out the empty readings, which every later version makes anew in its own shape."""
    file = open_file(path, password=PASSWORD)
    with file.local() as db:
        for table in file.model.tables.values():
            if db.execute(f'SELECT count(*) FROM "{table.name}"').fetchone()[0] == 0:
                db.execute(f'DROP TABLE "{table.name}"')
        db.execute("UPDATE meta SET value = 'of another shape' WHERE name = 'readings'")
    file.vault.writer.execute("PRAGMA query_only=OFF")
    file.vault.writer.execute("VACUUM")
    file.close()


def main() -> None:
    """Write the file beside the others, never over one."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    path = FOLDER / "format-1.hnab"
    if path.exists():
        sys.exit(f"{path.name} was released; give the new one another name")
    with tempfile.TemporaryDirectory() as home:
        os.environ["HNABROAD_HOME"] = home
        make(path)
        shrink(path)
    for left in FOLDER.iterdir():
        if not left.name.endswith((".hnab", ".keys")):
            left.unlink()


if __name__ == "__main__":
    main()
