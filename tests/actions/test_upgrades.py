"""A file that an earlier version of the program made is brought up to date when it is opened."""

from __future__ import annotations

from pathlib import Path

from hnabroad_desktop.actions import backups, files
from hnabroad_desktop.store.keyslots import Cost

PASSWORD = "mật khẩu thử 1"


def test_a_file_without_the_tables_of_later_record_types_opens(tmp_path: Path) -> None:
    path = tmp_path / "cu.hnab"
    file, _key = files.new(path, "BTCTU", "Lan", PASSWORD, cost=Cost(passes=1, kibibytes=64, lanes=1))
    units = file.count_of("unit")
    with file.local() as db:
        db.execute("DROP TABLE r_lesson")
        db.execute("UPDATE meta SET value = 'an earlier shape' WHERE name = 'readings'")
    file.close()
    opened = files.open_file(path, password=PASSWORD)
    try:
        assert opened.count_of("lesson") == 0
        assert opened.count_of("unit") == units
        assert files.check(opened) == []
        assert [b.manifest.reason for b in backups.listed(path)] == ["before change"]
    finally:
        files.close(opened)
