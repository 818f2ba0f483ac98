"""A small invented city for the window: units and cadres who could exist and do not."""

from __future__ import annotations

import random

from hnabroad_desktop.base.vietnamese import passport_name, split_name
from hnabroad_desktop.records.cadre import CADRE
from hnabroad_desktop.records.schema import Row
from hnabroad_desktop.records.unit import UNIT
from tests.ui.memory_desk import MemoryDesk

UNITS = (
    ("Sở Nội vụ", "department"),
    ("Sở Tài chính", "department"),
    ("Sở Y tế", "department"),
    ("Đảng ủy xã Sóc Sơn", "party_committee"),
    ("UBND phường Cửa Nam", "people_committee"),
    ("UBND phường Hồng Hà", "people_committee"),
)
FAMILIES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Đặng", "Bùi", "Đỗ", "Ngô", "Vũ", "Dương", "Đinh")
MIDDLES = {"female": ("Thị", "Thị Bích", "Thu", "Thị Ngọc"), "male": ("Văn", "Đức", "Minh", "Hữu", "Quốc")}
GIVEN = {
    "female": ("An", "Ánh", "Đào", "Hà", "Hải", "Hiền", "Liễu", "Mỹ", "Nga", "Ước", "Yến"),
    "male": ("An", "Bình", "Dũng", "Đức", "Giang", "Hạnh", "Khánh", "Nghĩa", "Phượng", "Ẩn"),
}
POSTS = ("chuyen_vien", "chuyen_vien", "chuyen_vien", "pho_truong_phong", "truong_phong")


def fill(desk: MemoryDesk, people: int = 60) -> str:
    """Fill ``desk`` and return the id of Hoàng Thị Đào."""
    chance = random.Random(19)
    units = [desk.put(UNIT.new(name=name, kind=kind)) for name, kind in UNITS]
    for _ in range(people - 1):
        sex = chance.choice(("male", "female"))
        name = " ".join((chance.choice(FAMILIES), chance.choice(MIDDLES[sex]), chance.choice(GIVEN[sex])))
        year = chance.randint(1970, 1998)
        _person(
            desk,
            name,
            sex,
            chance.choice(units),
            chance.choice(POSTS),
            f"{year}-{chance.randint(1, 12):02}-17",
        )
    return _person(desk, "Hoàng Thị Đào", "female", units[0], "pho_truong_phong", "1985-03-12")


def _person(desk: MemoryDesk, name: str, sex: str, unit: str, post: str, born: str) -> str:
    family, given = split_name(name)
    record = CADRE.new(
        full_name=name,
        family_and_middle_name=family,
        given_name=given,
        sex=sex,
        birth_date=born,
        unit=unit,
        post=post,
        category="civil_servant",
        management_level="department",
        ethnicity="kinh",
        home_place="Xã Phúc Thọ, thành phố Hà Nội",
        citizen_id=f"001{'0' if sex == 'male' else '1'}{born[2:4]}012345",
        staff_number="SNV-0412",
        passport_name=passport_name(name),
        party_join_date="2010-05-19",
        party_official_date="2011-05-19",
        appointment_date="2025-03-01",
        status="working",
        political_theory="trung_cap",
    )
    careers = (
        Row({"from_date": "2019", "to_date": "2025-02", "post": "chuyen_vien", "unit": unit}, "1" * 32),
        Row({"from_date": "2025-03", "post": post, "unit": unit}, "2" * 32),
    )
    return desk.put(record.with_table("career_record", careers))
