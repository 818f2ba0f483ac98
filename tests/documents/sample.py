"""Invented people and courses for the printed papers: right posts in right organs, nobody real."""

# ruff: noqa: E501  (a row of the roster is one line)

from __future__ import annotations

from dataclasses import replace

from hnabroad_desktop.documents.blocks import Document
from hnabroad_desktop.documents.decision import build_decision
from hnabroad_desktop.documents.facts import (
    DecisionFacts,
    Leg,
    Marks,
    MoneySource,
    Paper,
    Person,
    ProfileListFacts,
    Signer,
)
from hnabroad_desktop.documents.profile_list import build_profile_list
from hnabroad_desktop.documents.profiles import Family, profile_for
from hnabroad_desktop.documents.wording import family_of, wording_for

_ROSTER = (
    ("Nguyễn Hữu Khánh", "male", "1974-08-19", "Phó Giám đốc Sở", "Sở Nội vụ", "Chuyên viên cao cấp", "01.001", "civil_servant", "head"),
    ("Trần Thị Minh Nguyệt", "female", "1978-11-02", "Trưởng phòng Công chức, viên chức", "Sở Nội vụ", "Chuyên viên chính", "01.002", "civil_servant", "deputy"),
    ("Đỗ Quang Vinh", "male", "1976-03-12", "Bí thư Đảng ủy", "Đảng ủy phường Cửa Nam", "", "", "cadre", "member"),
    ("Lê Thị Thu Hương", "female", "1980-07-25", "Phó Bí thư Thường trực Đảng ủy", "Đảng ủy phường Hồng Hà", "", "", "cadre", "member"),
    ("Phạm Văn Tuấn", "male", "1979-01-05", "Trưởng Ban Xây dựng Đảng", "Đảng ủy xã Sóc Sơn", "Chuyên viên chính", "01.002", "civil_servant", "member"),
    ("Hoàng Thị Bích Ngọc", "female", "1983-12-30", "Phó Trưởng Ban Xây dựng Đảng", "Đảng ủy phường Ba Đình", "Chuyên viên", "01.003", "civil_servant", "member"),
    ("Vũ Đức Thắng", "male", "1975-05-09", "Phó Giám đốc Sở", "Sở Tài chính", "Chuyên viên cao cấp", "01.001", "civil_servant", "member"),
    ("Bùi Ngọc Lan", "female", "1981-04-17", "Phó Trưởng phòng Quản lý ngân sách", "Sở Tài chính", "Chuyên viên chính", "01.002", "civil_servant", "member"),
    ("Đặng Xuân Trường", "male", "1982-09-21", "Trưởng phòng Quy hoạch, kiến trúc", "Sở Quy hoạch - Kiến trúc", "Chuyên viên chính", "01.002", "civil_servant", "member"),
    ("Ngô Thị Hải Yến", "female", "1984-02-08", "Phó Trưởng phòng Kế hoạch - Tài chính", "Sở Xây dựng", "Chuyên viên chính", "01.002", "civil_servant", "member"),
    ("Dương Mạnh Hùng", "male", "1977-10-14", "Chánh Văn phòng", "Sở Khoa học và Công nghệ", "Chuyên viên chính", "01.002", "civil_servant", "member"),
    ("Phan Thị Kim Oanh", "female", "1985-03-12", "Phó Trưởng phòng Chuyển đổi số", "Sở Khoa học và Công nghệ", "Chuyên viên", "01.003", "civil_servant", "member"),
    ("Trịnh Công Minh", "male", "1980-06-01", "Chủ tịch Ủy ban nhân dân phường", "Ủy ban nhân dân phường Cầu Giấy", "", "", "cadre", "member"),
    ("Mai Thị Thanh Thủy", "female", "1982-08-15", "Phó Chủ tịch Ủy ban nhân dân phường", "Ủy ban nhân dân phường Tây Hồ", "", "", "cadre", "member"),
    ("Lý Văn Hòa", "male", "1986-01-27", "Trưởng phòng Văn hóa - Xã hội", "Ủy ban nhân dân xã Gia Lâm", "Chuyên viên", "01.003", "civil_servant", "member"),
    ("Nguyễn Thị Phương Thảo", "female", "1987-05-30", "Phó Trưởng phòng Kinh tế, Hạ tầng và Đô thị", "Ủy ban nhân dân phường Long Biên", "Chuyên viên", "01.003", "civil_servant", "member"),
    ("Tạ Quốc Bảo", "male", "1979-07-07", "Phó Giám đốc", "Trung tâm Phục vụ hành chính công Thành phố", "Chuyên viên chính", "01.002", "civil_servant", "member"),
    ("Cao Thị Hồng Nhung", "female", "1983-11-11", "Phó Trưởng phòng Hợp tác quốc tế", "Văn phòng Ủy ban nhân dân Thành phố", "Chuyên viên chính", "01.002", "civil_servant", "member"),
    ("Đinh Trọng Nghĩa", "male", "1978", "Phó Giám đốc", "Bệnh viện Đa khoa Xanh Pôn", "Bác sĩ chính (hạng II)", "V.08.01.02", "public_employee", "member"),
    ("Lương Thị Quỳnh Chi", "female", "1984-09-03", "Phó Hiệu trưởng", "Trường Đại học Thủ đô Hà Nội", "Giảng viên chính (hạng II)", "V.07.01.02", "public_employee", "member"),
    ("Kiều Anh Dũng", "male", "1985-12-24", "Phó Giám đốc", "Trung tâm Giao dịch công nghệ thông tin và truyền thông", "Chuyên viên", "01.003", "public_employee", "member"),
    ("Hà Thị Vân Anh", "female", "1988-06-18", "Phó Trưởng phòng Đào tạo, bồi dưỡng", "Sở Nội vụ", "Chuyên viên", "01.003", "civil_servant", "member"),
    ("Chu Việt Hưng", "male", "1989-10-10", "Chuyên viên Phòng Công chức, viên chức", "Sở Nội vụ", "Chuyên viên", "01.003", "civil_servant", "secretary"),
)  # fmt: skip

PEOPLE = tuple(
    Person(
        full_name=name,
        sex=sex,  # type: ignore[arg-type]
        birth=birth,
        post=post,
        unit=unit,
        rank=rank,
        rank_code=code,
        category=category,  # type: ignore[arg-type]
        role=role,  # type: ignore[arg-type]
        post_rank=place,
        ethnicity="Kinh",
        home_place=("Xã Sóc Sơn, Hà Nội", "Phường Sơn Tây, Hà Nội", "Tỉnh Ninh Bình", "Tỉnh Hưng Yên")[
            place % 4
        ],
        party_join_date=("2004-05-19", "2008-09-02", "2010-02-03")[place % 3],
        party_official_date=("2005-05-19", "2009-09-02", "2011-02-03")[place % 3],
        education=("Thạc sĩ Quản lý công", "Tiến sĩ Kinh tế", "Cử nhân Luật", "Kỹ sư Xây dựng")[place % 4],
        political_theory=("Cao cấp", "Trung cấp")[place % 5 == 4],
        state_management=("CVCC", "CVC", "CV")[min(place // 4, 2)],
        languages=("Anh bậc 4", "Anh bậc 3", "Trung bậc 4")[place % 3],
        planning=("Giám đốc Sở, 2026-2031", "Phó Giám đốc Sở, 2026-2031", "Bí thư Đảng ủy, 2025-2030", "")[
            place % 4
        ],
        ratings=((2025, "good" if place % 5 else "excellent"), (2024, "good")),
        remaining_service="14 năm 2 tháng",
        trips_abroad=("", "1 lần, 2019", "2 lần, 2023")[place % 3],
    )
    for place, (name, sex, birth, post, unit, rank, code, category, role) in enumerate(_ROSTER)
)

STATE_SIGNER = Signer("Vương Đình Quân", "PHÓ CHỦ TỊCH", "deputy", "CHỦ TỊCH")
PARTY_SIGNER = Signer("Lâm Thế Toàn", "PHÓ BÍ THƯ", "on_behalf", "BAN THƯỜNG VỤ")


UBND = DecisionFacts(
    organ="ubnd",
    as_of="2026-11-25",
    class_name="quản lý đô thị xanh, thông minh",
    content="quản lý đô thị xanh, thông minh",
    people=PEOPLE,
    number=None,
    host="Học viện Quản lý đô thị Kyushu",
    legs=(Leg("Nhật Bản", "thành phố Fukuoka"),),
    days=10,
    departs="2026-12-07",
    returns="2026-12-16",
    travel_included=True,
    money=(MoneySource("ngân sách Thành phố năm 2026", 4_140_000_000),),
    estimate=Paper("Quyết định", "6120/QĐ-UBND", "2026-11-12", "Ủy ban nhân dân thành phố Hà Nội", "về việc phê duyệt dự toán kinh phí khóa bồi dưỡng"),
    lead_body="Sở Nội vụ",
    proposal=Paper("Tờ trình", "4815/TTr-SNV", "2026-11-20"),
    policy_paper=Paper("Thông báo", "735-TB/BTCTU", "2026-11-18", "Ban Tổ chức Thành ủy", "về chủ trương cử cán bộ đi bồi dưỡng ở nước ngoài"),
    plan=Paper("Kế hoạch", "38/KH-UBND", "2026-02-05", "Ủy ban nhân dân thành phố Hà Nội", "về đào tạo, bồi dưỡng cán bộ, công chức, viên chức ở nước ngoài năm 2026"),
    report_days_person=15,
    report_days_delegation=30,
    recipients=("Các Sở: Nội vụ, Tài chính", "Các cơ quan, đơn vị có người được cử"),
    drafting_unit="SNV",
    signer=STATE_SIGNER,
)  # fmt: skip

SO = replace(
    UBND,
    organ="so",
    signer=Signer("Tống Khắc Hiếu", "PHÓ GIÁM ĐỐC", "deputy", "GIÁM ĐỐC"),
    recipients=("Các cơ quan, đơn vị có người được cử",),
    drafting_unit="CCVC",
    extra=(
        ("quyết định quy định chức năng, nhiệm vụ của Sở Nội vụ", "Quyết định số 17/2025/QĐ-UBND ngày 28 tháng 02 năm 2025 của Ủy ban nhân dân thành phố Hà Nội quy định chức năng, nhiệm vụ, quyền hạn và cơ cấu tổ chức của Sở Nội vụ"),
        ("văn bản phân cấp hoặc ủy quyền", "Quyết định số 2210/QĐ-UBND ngày 14 tháng 5 năm 2026 của Ủy ban nhân dân thành phố Hà Nội về việc ủy quyền cho Giám đốc Sở Nội vụ cử cán bộ, công chức, viên chức đi bồi dưỡng ở nước ngoài"),
        ("phòng tham mưu", "Công chức, viên chức"),
    ),
)  # fmt: skip

SO_BY_AUTHORITY = replace(
    UBND,
    organ="so_by_authority",
    signer=Signer("Tống Khắc Hiếu", "GIÁM ĐỐC SỞ NỘI VỤ", "by_authority", "CHỦ TỊCH"),
    extra=(("văn bản ủy quyền", "Văn bản số 1874/UBND-NC ngày 15 tháng 6 năm 2026 của Chủ tịch Ủy ban nhân dân thành phố Hà Nội về việc ủy quyền, thời hạn đến ngày 31 tháng 12 năm 2026"),),
)  # fmt: skip

BAN_THUONG_VU = replace(
    UBND,
    organ="ban_thuong_vu",
    proposal=Paper("Tờ trình", "212-TTr/BTCTU", "2026-11-19"),
    plan=Paper("Kế hoạch", "57-KH/TU", "2026-01-22", "Ban Thường vụ Thành ủy", "về đào tạo, bồi dưỡng cán bộ ở nước ngoài năm 2026"),
    policy_paper=None,
    recipients=("Các cấp ủy, cơ quan, đơn vị có cán bộ được cử",),
    signer=PARTY_SIGNER,
    extra=(
        ("nhiệm kỳ", "2025-2030"),
        ("quy định về phân cấp quản lý cán bộ của Thành ủy", "Quy định số 52-QĐ/TU, ngày 15/12/2025 của Thành ủy Hà Nội về phân cấp quản lý cán bộ"),
    ),
)  # fmt: skip

BAN_TO_CHUC = replace(
    BAN_THUONG_VU,
    organ="ban_to_chuc",
    policy_paper=Paper("Kết luận", "318-KL/TU", "2026-11-16"),
    recipients=("Các cấp ủy, cơ quan, đơn vị có cán bộ được cử",),
    signer=Signer("Quách Minh Trí", "PHÓ TRƯỞNG BAN", "deputy", "TRƯỞNG BAN"),
    extra=(
        ("quy định về chức năng, nhiệm vụ của ban tổ chức thành ủy", "Quy định số 20-QĐ/TU, ngày 10/11/2025 của Ban Thường vụ Thành ủy về chức năng, nhiệm vụ, tổ chức bộ máy của Ban Tổ chức Thành ủy"),
        ("văn bản phân cấp hoặc ủy quyền", "Quyết định số 415-QĐ/TU, ngày 03/3/2026 của Ban Thường vụ Thành ủy về việc ủy quyền cử cán bộ đi bồi dưỡng ở nước ngoài"),
        ("đơn vị tham mưu thuộc ban", "Phòng Đào tạo, bồi dưỡng cán bộ"),
    ),
)  # fmt: skip

PROFILE_LIST = ProfileListFacts(
    as_of="2026-11-25",
    class_name=UBND.class_name,
    people=PEOPLE,
    legs=UBND.legs,
    submission=Paper("Tờ trình", "4815/TTr-SNV", "2026-11-20", "Sở Nội vụ"),
    preparer="Hà Thị Vân Anh",
    signer=Signer("Tống Khắc Hiếu", "GIÁM ĐỐC"),
)


def issued(facts: DecisionFacts, number: int = 5, day: str = "2026-11-26") -> DecisionFacts:
    """Return the facts with number and day."""
    return replace(facts, number=number, day=day)


PRACTICE = Marks(practice=True)


def decision(facts: DecisionFacts, **settings: object) -> Document:
    """Build a decision with the profile and the wording of its day."""
    day = facts.valid_day
    profile = profile_for(family_of(facts.organ), day, settings)
    return build_decision(facts, profile, wording_for("decision", day, organ=facts.organ))


def profile_list(facts: ProfileListFacts, family: Family = "state", **settings: object) -> Document:
    """Build a danh sách trích ngang in the layout of a family."""
    profile = profile_for(family, facts.as_of, settings)
    return build_profile_list(facts, profile, wording_for("profile_list", facts.as_of, family=family))
