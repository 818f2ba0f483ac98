"""A file that an earlier version of the program made is brought up to date when it is opened."""

from __future__ import annotations

from pathlib import Path

from hnabroad_desktop.actions import backups, files
from hnabroad_desktop.store.keyslots import Cost

PASSWORD = "mật khẩu thử 1"


def _earlier(path: Path) -> int:
    """Make a file as a version without lessons would have left it; return how many units it holds."""
    file, _key = files.new(path, "BTCTU", "Lan", PASSWORD, cost=Cost(passes=1, kibibytes=64, lanes=1))
    units = file.count_of("unit")
    with file.local() as db:
        db.execute("DROP TABLE r_lesson")
        db.execute("UPDATE meta SET value = 'an earlier shape' WHERE name = 'readings'")
    file.close()
    return units


def test_a_file_without_the_tables_of_later_record_types_opens(tmp_path: Path) -> None:
    path = tmp_path / "cu.hnab"
    units = _earlier(path)
    opened = files.open_file(path, password=PASSWORD)
    try:
        assert opened.count_of("lesson") == 0
        assert opened.count_of("unit") == units
        assert files.check(opened) == []
        assert [b.manifest.reason for b in backups.listed(path)] == ["before change"]
    finally:
        files.close(opened)


def test_an_earlier_file_is_looked_at_and_stays_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "cu.hnab"
    units = _earlier(path)
    before = path.read_bytes()
    opened = files.open_file(path, password=PASSWORD, read_only=True)
    try:
        assert opened.read_only
        assert (opened.count_of("lesson"), opened.count_of("unit")) == (0, units)
    finally:
        files.close(opened)
    assert path.read_bytes() == before
