"""A small city for tests of verbs: one plan line, one class with a list and reserves, signers, papers."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from hnabroad_desktop.actions import files, lists, records
from hnabroad_desktop.records.schema import Record, Row
from hnabroad_desktop.store.datafile import DataFile
from hnabroad_desktop.store.keyslots import Cost

PASSWORD = "mật khẩu thử 1"
CHEAP = Cost(passes=1, kibibytes=64, lanes=1)

#: Name, sex, birth, unit, post, category: in the order of the list.
PEOPLE = (
    ("Trần Đức Lương", "male", "1979-02-05", "SNV", "Phó Giám đốc Sở", "civil_servant"),
    ("Hoàng Thị Yến", "female", "1985-03-12", "SNV", "Trưởng phòng", "civil_servant"),
    ("Lê Văn Bình", "male", "1981", "STC", "Phó Trưởng phòng", "civil_servant"),
    ("Vũ Thị Ánh", "female", "1988-11", "00082.UBND", "Phó Chủ tịch UBND", "cadre"),
    ("Nguyễn Thị Hoa", "female", "1990-06-01", "SYT", "Chuyên viên", "public_employee"),
    ("Phạm Minh Khôi", "male", "1992-09-09", "SNV", "Chuyên viên", "civil_servant"),
)
RESERVES = (
    ("Ngô Ý Nhi", "female", "1986-05-20", "STC", "Trưởng phòng", "civil_servant"),
    ("Đỗ Minh Đạt", "male", "1991-01-15", "SNV", "Chuyên viên", "civil_servant"),
)
_ROLES = ("head", "trainee", "trainee", "trainee", "trainee", "secretary")


@dataclass(frozen=True)
class City:
    """The ids that tests need."""

    path: Path
    class_id: str
    line_id: str
    plan_id: str
    cadres: tuple[str, ...]
    reserves: tuple[str, ...]


def build(path: Path) -> City:
    """Make the data file at ``path`` and close it."""
    file, _key = files.new(path, "BTCTU", "Lan", PASSWORD, cost=CHEAP)
    try:
        city = _fill(file, path)
    finally:
        files.close(file)
    return city


@contextmanager
def opened(city: City) -> Iterator[DataFile]:
    """Lend the open file of a city."""
    file = files.open_file(city.path, password=PASSWORD)
    try:
        yield file
    finally:
        files.close(file)


def copy(city: City, folder: Path) -> City:
    """Return the same city in a folder of its own."""
    target = folder / city.path.name
    for suffix in ("", ".keys"):
        shutil.copy(f"{city.path}{suffix}", f"{target}{suffix}")
    return City(target, city.class_id, city.line_id, city.plan_id, city.cadres, city.reserves)


def _fill(file: DataFile, path: Path) -> City:
    def unit(code: str) -> str:
        return lists.find_one(file, "unit", code)

    def save(kind_: str, rows: dict[str, tuple[Row, ...]] | None = None, **values: object) -> str:
        return records.save(file, Record(kind_, values, rows or {})).id  # type: ignore[arg-type]

    def cadre(name: str, sex: str, birth: str, code: str, post: str, category: str) -> str:
        return save(
            "cadre",
            full_name=name,
            sex=sex,
            birth_date=birth,
            unit=unit(code),
            post=post,
            category=category,
            management_level="body_leadership",
            ethnicity="01",
        )

    japan = lists.find_one(file, "country", "JP")
    partner = save("partner", name_vi="Trung tâm Đô thị Aokawa (giả định)", kind="institution", country=japan)
    plan = save(
        "plan",
        code="KH-2026",
        year=2026,
        name="Kế hoạch năm 2026",
        number="35/KH-UBND",
        date="2026-01-20",
        issuer="Ủy ban nhân dân thành phố Hà Nội",
        summary="đào tạo, bồi dưỡng cán bộ, công chức, viên chức ở nước ngoài năm 2026",
    )
    line = save(
        "plan_line",
        {"money": (Row({"source": "city_budget", "amount": 3_600_000_000}),)},
        plan=plan,
        content="Quản lý phát triển đô thị",
        field="~Quản lý đô thị",
        course_kind="short",
        people=20,
        total=3_600_000_000,
        lead_body=unit("SNV"),
    )
    cadres = tuple(cadre(*person) for person in PEOPLE)
    waiting = tuple(cadre(*person) for person in RESERVES)
    roster = [
        Row({"cadre": c, "role": role, "status": "listed", "order": n})
        for n, (c, role) in enumerate(zip(cadres, _ROLES, strict=True), start=1)
    ]
    roster += [
        Row({"cadre": c, "role": "trainee", "status": "reserve", "reserve_order": n})
        for n, c in enumerate(waiting, start=1)
    ]
    class_id = save(
        "class",
        {
            "roster": tuple(roster),
            "legs": (
                Row(
                    {"country": japan, "city": "Tô-ky-ô", "from_date": "2026-12-02", "to_date": "2026-12-12"}
                ),
            ),
            "money": (Row({"source": "city_budget", "per_person": 180_000_000}),),
        },
        code="LOP-2026-01",
        name="quản lý phát triển đô thị",
        plan_line=line,
        lead_body=unit("SNV"),
        host=partner,
        departure_date="2026-12-02",
        return_date="2026-12-12",
        travel_days_included=True,
        places=6,
        course_kind="short",
        estimate_number="12/QĐ-STC",
        estimate_date="2026-05-04",
        estimate_body="Sở Tài chính",
        state="planned",
    )
    for code, title, capacity, principal, name in (
        ("UBNDTP", "PHÓ CHỦ TỊCH", "for_head", "CHỦ TỊCH", "Nguyễn Văn Minh Trí"),
        ("BTCTU", "PHÓ TRƯỞNG BAN", "for_head", "TRƯỞNG BAN", "Đinh Quang Thụy"),
    ):
        save(
            "signer",
            full_name=name,
            body=unit(code),
            title=title,
            capacity=capacity,
            signs_for=principal,
            valid_from="2025-07-01",
        )
    save(
        "incoming_document",
        document_type="submission",
        number="125/TTr-SNV",
        date="2026-11-10",
        sender="Sở Nội vụ",
        summary="về việc cử đoàn đi bồi dưỡng",
        role="proposal",
        **{"class": class_id},
    )
    return City(path, class_id, line, plan, cadres, waiting)
