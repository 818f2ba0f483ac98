"""A real data file with a class of twenty-three people, three reserves and a draft that lacks nothing."""

# ruff: noqa: E501  (a person of the list is one line)

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from hnabroad_desktop.actions import files, lists, papers, records
from hnabroad_desktop.records import KINDS
from hnabroad_desktop.records.schema import Record, Row
from hnabroad_desktop.store.datafile import DataFile
from hnabroad_desktop.store.keyslots import Cost

#: Name, sex, birth, post, unit, task in the delegation, category.
PEOPLE = (
    ("Nguyễn Hữu Khánh", "male", "1974-08-19", "Phó Giám đốc Sở", "SNV", "head", "civil_servant"),
    ("Trần Thị Minh Nguyệt", "female", "1978-11-02", "Trưởng phòng", "SNV", "deputy", "civil_servant"),
    ("Vũ Đức Thắng", "male", "1975-05-09", "Phó Giám đốc Sở", "STC", "trainee", "civil_servant"),
    ("Đỗ Quang Vinh", "male", "1976-03-12", "Phó Giám đốc Sở", "SXD", "trainee", "civil_servant"),
    ("Lê Thị Thu Hương", "female", "1980-07-25", "Phó Giám đốc Sở", "SYT", "trainee", "civil_servant"),
    ("Phạm Văn Tuấn", "male", "1979-01-05", "Trưởng phòng", "STC", "trainee", "civil_servant"),
    ("Hoàng Thị Bích Ngọc", "female", "1983-12-30", "Trưởng phòng", "SCT", "trainee", "civil_servant"),
    ("Bùi Ngọc Lan", "female", "1981-04-17", "Phó Trưởng phòng", "STC", "trainee", "civil_servant"),
    ("Đặng Xuân Trường", "male", "1982-09-21", "Trưởng phòng", "SQHKT", "trainee", "civil_servant"),
    ("Ngô Thị Hải Hà", "female", "1984-02-08", "Phó Trưởng phòng", "SXD", "trainee", "civil_servant"),
    ("Dương Mạnh Hùng", "male", "1977-10-14", "Chánh Văn phòng", "SKHCN", "trainee", "civil_servant"),
    ("Phan Thị Kim Oanh", "female", "1985-03-12", "Phó Trưởng phòng", "SKHCN", "trainee", "civil_servant"),
    ("Trịnh Công Minh", "male", "1980-06-01", "Trưởng phòng", "SVHTT", "trainee", "civil_servant"),
    ("Mai Thị Thanh Thủy", "female", "1982-08-15", "Phó Trưởng phòng", "SVHTT", "trainee", "civil_servant"),
    ("Lý Văn Hòa", "male", "1986-01-27", "Trưởng phòng", "SDL", "trainee", "civil_servant"),
    ("Nguyễn Thị Phương Thảo", "female", "1987-05-30", "Phó Trưởng phòng", "SGDDT", "trainee", "civil_servant"),
    ("Tạ Quốc Bảo", "male", "1979-07-07", "Phó Trưởng phòng", "SYT", "trainee", "civil_servant"),
    ("Cao Thị Hồng Nhung", "female", "1983-11-11", "Phó Chánh Văn phòng", "VPUBTP", "trainee", "civil_servant"),
    ("Đinh Trọng Nghĩa", "male", "1978", "Trưởng phòng", "STP", "trainee", "civil_servant"),
    ("Lương Thị Quỳnh Chi", "female", "1984-09-03", "Phó Trưởng phòng", "STP", "trainee", "civil_servant"),
    ("Hoàng Thị Yến", "female", "1985-12-24", "Phó Trưởng phòng", "SNNMT", "trainee", "civil_servant"),
    ("Hà Thị Vân Anh", "female", "1988-06-18", "Phó Trưởng phòng", "SDTTG", "trainee", "civil_servant"),
    ("Chu Việt Hưng", "male", "1989-10-10", "Chuyên viên", "SNV", "secretary", "civil_servant"),
)  # fmt: skip

RESERVES = (
    ("Ngô Ý Nhi", "female", "1986-02-14", "Trưởng phòng", "SCT", "trainee", "civil_servant"),
    ("Quách Tuấn Kiệt", "male", "1983-04-20", "Phó Trưởng phòng", "SXD", "trainee", "civil_servant"),
    ("Lã Thị Mỹ Duyên", "female", "1990-09-09", "Chuyên viên", "STC", "trainee", "civil_servant"),
)

EACH = 180_000_000
PASSWORD = "mat khau dai"


@dataclass(frozen=True)
class ClassFile:
    """The open file, its class, and the draft of the State decision."""

    file: DataFile
    class_id: str
    decision_id: str

    @property
    def class_(self) -> Record:
        """The class as it is stored now."""
        found = self.file.get("class", self.class_id)
        assert found is not None
        return found

    @property
    def decision(self) -> Record:
        """The decision as it is stored now."""
        found = self.file.get("decision", self.decision_id)
        assert found is not None
        return found


def unit(file: DataFile, code: str) -> str:
    return lists.find_one(file, "unit", code)


def _saved(file: DataFile, record_kind: str, /, **values: object) -> str:
    return records.save(file, KINDS[record_kind].new(**values)).id


def add_person(file: DataFile, person: tuple[str, str, str, str, str, str, str]) -> str:
    name, sex, birth, post, code, _role, category = person
    return _saved(
        file,
        "cadre",
        full_name=name,
        sex=sex,
        birth_date=birth,
        post=post,
        unit=unit(file, code),
        category=category,
        management_level="body_leadership",
        ethnicity="01",
        rank="01.002",
    )


@dataclass(frozen=True)
class ClassIds:
    """A closed file, its class, and the draft of the State decision."""

    path: Path
    class_id: str
    decision_id: str


def build(path: Path) -> ClassIds:
    """Make the file of the department of home affairs with one class and its draft, and close it."""
    file, _key = files.new(path, "SNV", "Vân Anh", PASSWORD, cost=Cost(1, 32, 1))
    try:
        return ClassIds(path, *_fill(file))
    finally:
        files.close(file)


def open_copy(made: ClassIds, folder: Path) -> ClassFile:
    """Open a copy of the file in a folder of its own."""
    target = folder / made.path.name
    for suffix in ("", ".keys"):
        shutil.copy(f"{made.path}{suffix}", f"{target}{suffix}")
    return ClassFile(files.open_file(target, password=PASSWORD), made.class_id, made.decision_id)


def _fill(file: DataFile) -> tuple[str, str]:
    plan = _saved(
        file,
        "plan",
        year=2026,
        name="Kế hoạch đào tạo, bồi dưỡng ở nước ngoài năm 2026",
        number="38/KH-UBND",
        date="2026-02-05",
        issuer="Ủy ban nhân dân thành phố Hà Nội",
        summary="về đào tạo, bồi dưỡng cán bộ, công chức, viên chức ở nước ngoài năm 2026",
    )
    line = _saved(
        file,
        "plan_line",
        plan=plan,
        content="Quản lý đô thị xanh, thông minh",
        field="urban_management",
        course_kind="short",
        people=46,
        lead_body=unit(file, "SNV"),
    )
    japan = file.find("country", code="JP")[0].id
    host = _saved(
        file, "partner", name_vi="Học viện Quản lý đô thị Kyushu", kind="institution", country=japan
    )
    rows = [
        Row({"order": n, "cadre": add_person(file, p), "role": p[5], "status": "listed"})
        for n, p in enumerate(PEOPLE, start=1)
    ]
    rows += [
        Row({"cadre": add_person(file, p), "role": "trainee", "status": "reserve", "reserve_order": n})
        for n, p in enumerate(RESERVES, start=1)
    ]
    class_ = KINDS["class"].new(
        code="LOP-2026-07",
        name="quản lý đô thị xanh, thông minh",
        state="selecting",
        organiser="city",
        plan_line=line,
        course_kind="short",
        field="urban_management",
        lead_body=unit(file, "SNV"),
        host=host,
        departure_date="2026-12-07",
        return_date="2026-12-16",
        days=10,
        travel_days_included=True,
        places=len(PEOPLE),
        quota_source="city",
        estimate_number="6120/QĐ-UBND",
        estimate_date="2026-11-12",
        estimate_body="Ủy ban nhân dân thành phố Hà Nội",
    )
    class_ = class_.with_table("legs", [Row({"country": japan, "city": "thành phố Fukuoka"})])
    class_ = class_.with_table("money", [Row({"source": "city_budget", "per_person": EACH})])
    class_ = class_.with_table("roster", rows)
    class_id = records.save(file, class_).id
    for role, kind, number, day, sender in (
        ("proposal", "submission", "4815/TTr-SNV", "2026-11-20", "Sở Nội vụ"),
        ("policy", "notice", "735-TB/BTCTU", "2026-11-18", "Ban Tổ chức Thành ủy"),
    ):
        values = {"document_type": kind, "number": number, "date": day, "sender": sender, "role": role}
        summary = "về chủ trương cử cán bộ đi bồi dưỡng ở nước ngoài"
        _saved(file, "incoming_document", summary=summary, **{"class": class_id}, **values)
    add_signers(file)
    decision_id = papers.draw_up(file, class_id, "state")
    decision = file.get("decision", decision_id)
    assert decision is not None
    records.save(
        file, decision.with_values(recipients="Các Sở: Nội vụ, Tài chính\nCác cơ quan có người được cử")
    )
    return class_id, decision_id


def add_signers(file: DataFile) -> None:
    for name, code, title, capacity, for_whom in (
        ("Vương Đình Quân", "UBNDTP", "PHÓ CHỦ TỊCH", "for_head", "CHỦ TỊCH"),
        ("Lâm Thế Toàn", "TU", "PHÓ BÍ THƯ", "on_behalf", "BAN THƯỜNG VỤ"),
        ("Quách Minh Trí", "BTCTU", "PHÓ TRƯỞNG BAN", "for_head", "TRƯỞNG BAN"),
    ):
        _saved(
            file,
            "signer",
            full_name=name,
            body=unit(file, code),
            title=title,
            capacity=capacity,
            signs_for=for_whom,
            valid_from="2025-10-16",
        )
