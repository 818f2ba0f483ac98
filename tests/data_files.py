"""Real data files for tests of verbs: made once with a cheap password, copied for each test."""

from __future__ import annotations

import shutil
from pathlib import Path

from hnabroad_desktop.actions import files, records
from hnabroad_desktop.records.cadre import CADRE
from hnabroad_desktop.store.keyslots import Cost

PASSWORD = "mật khẩu dài"
CHEAP = Cost(1, 32, 1)

#: Staff number, name, date of birth, sex, post.
PEOPLE = (
    ("SNV-001", "Nguyễn Văn An", "1985-03-12", "male", "Trưởng phòng"),
    ("SNV-002", "Lê Thị Hòa", "1985-03", "female", "~Chuyên gia cao cấp"),
    ("SNV-003", "Đặng Minh Ánh", "1990", "female", "~Chuyên gia cao cấp"),
    ("", "Nguyễn Văn An", "1979-01-01", "male", "Chuyên viên"),
)


def make(path: Path) -> None:
    """Make the file of the Department of Home Affairs with a few people, and close it."""
    file, _key = files.new(path, "SNV", "Lan", PASSWORD, cost=CHEAP)
    for number, name, birth, sex, post in PEOPLE:
        records.save(
            file,
            CADRE.new(
                full_name=name,
                unit=file.unit_id,
                birth_date=birth,
                sex=sex,
                post=post,
                staff_number=number or None,
            ),
        )
    files.close(file)


def copy(source: Path, target: Path) -> None:
    """Copy a closed file with its keys."""
    for ending in ("", ".keys"):
        shutil.copyfile(f"{source}{ending}", f"{target}{ending}")
