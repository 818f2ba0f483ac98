"""A data file with as many invented cadres as a benchmark asks for, made once and kept between runs."""

from __future__ import annotations

import random
import tempfile
from pathlib import Path

from hnabroad_desktop.actions import files, lists
from hnabroad_desktop.base.vietnamese import passport_name, split_name
from hnabroad_desktop.records.cadre import CADRE
from hnabroad_desktop.records.schema import Record, Row
from hnabroad_desktop.records.shipped import shipped_records
from hnabroad_desktop.store.keyslots import Cost

PASSWORD = "mat khau do toc do"
#: Unlocking is not measured, so it may be quick.
QUICK = Cost(1, 32, 1)

_FAMILIES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Đặng", "Bùi", "Đỗ", "Ngô", "Vũ", "Dương", "Đinh")
_MIDDLES = {
    "female": ("Thị", "Thị Bích", "Thu", "Thị Ngọc"),
    "male": ("Văn", "Đức", "Minh", "Hữu", "Quốc"),
}
_GIVEN = {
    "female": ("An", "Ánh", "Đào", "Hà", "Hải", "Hiền", "Liễu", "Mỹ", "Nga", "Ước", "Yến"),
    "male": ("An", "Bình", "Dũng", "Đức", "Giang", "Hạnh", "Khánh", "Nghĩa", "Phượng", "Ẩn"),
}
_POSTS = ("chuyen_vien", "truong_phong", "pho_truong_phong")
_TOGETHER = 5000


def data_file(count: int) -> Path:
    """Return the file of ``count`` cadres, made now if it is not there yet."""
    path = Path(tempfile.gettempdir()) / f"hnabroad-bench-{count}" / "do.hnab"
    done = path.with_suffix(".done")
    if not done.exists():
        for left in path.parent.glob("*") if path.parent.exists() else ():
            left.unlink()
        path.parent.mkdir(exist_ok=True)
        _make(path, count)
        done.touch()
    return path


def _make(path: Path, count: int) -> None:
    unit = next(r for r in shipped_records() if r.kind == "unit" and r["kind"] == "department" and r["code"])
    file, _key = files.new(path, unit.text("code"), "Đo tốc độ", PASSWORD, cost=QUICK)
    try:
        chance = random.Random(19)
        source = lists.Listing(file, "unit")
        units = source.ids(lists.Query())
        for start in range(0, count, _TOGETHER):
            with file.transaction("bulk", "") as step:
                for number in range(start, min(start + _TOGETHER, count)):
                    step.add(cadre(number, chance, units))
    finally:
        files.close(file)


def cadre(number: int, chance: random.Random, units: list[str]) -> Record:
    """Return one invented cadre with the usual fields and a few rows of history."""
    sex = chance.choice(("male", "female"))
    name = " ".join((chance.choice(_FAMILIES), chance.choice(_MIDDLES[sex]), chance.choice(_GIVEN[sex])))
    family, given = split_name(name)
    unit, post, year = chance.choice(units), chance.choice(_POSTS), chance.randint(1968, 1999)
    return CADRE.new(
        full_name=name,
        family_and_middle_name=family,
        given_name=given,
        sex=sex,
        birth_date=f"{year}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}",
        unit=unit,
        post=post,
        category="civil_servant",
        management_level="department",
        ethnicity="kinh",
        religion="khong",
        birth_place="Thành phố Hà Nội",
        home_place="Xã Phúc Thọ, thành phố Hà Nội",
        residence="Số 12, ngõ 34, phường Cửa Nam, thành phố Hà Nội",
        phone=f"09{number:08}",
        citizen_id=f"001{'0' if sex == 'male' else '1'}{year % 100:02}{number:06}",
        staff_number=f"CB-{number:06}",
        passport_name=passport_name(name),
        recruitment_date="2008-09-01",
        party_join_date="2010-05-19",
        party_official_date="2011-05-19",
        appointment_date="2025-03-01",
        status="working",
        political_theory="trung_cap",
    ).with_table(
        "career_record",
        (
            Row({"from_date": "2019", "to_date": "2025-02", "post": "chuyen_vien", "unit": unit}),
            Row({"from_date": "2025-03", "post": post, "unit": unit}),
        ),
    )


if __name__ == "__main__":
    for size in (20_000, 100_000):
        print(data_file(size))
