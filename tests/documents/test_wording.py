"""The words: dated profiles and templates, merge fields, conditional lines, bases by day and category."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hnabroad_desktop.documents.blocks import Span
from hnabroad_desktop.documents.citing import acts_for, shipped_acts
from hnabroad_desktop.documents.facts import DecisionFacts, Issuer, Leg, MoneySource, Paper, Signer
from hnabroad_desktop.documents.profile_list import years_rated
from hnabroad_desktop.documents.profiles import profile_for, profiles
from hnabroad_desktop.documents.wording import family_of, fill, wording_for, wordings
from tests.documents import sample


def told(text: str, values: dict[str, str | None]) -> str:
    return "".join(span.text for span in fill(text, values))


def test_profile_is_chosen_by_day() -> None:
    assert profile_for("party", "2026-05-26").id == "party-hd36"
    assert profile_for("party", "2026-05-27").id == "party-hd05"
    assert profile_for("state", "2023-03-01").family == "state"


def test_every_size_and_margin_lies_in_what_the_rule_allows() -> None:
    for profile in profiles():
        for name, (least, most) in profile.ranges.items():
            value = (
                getattr(profile.style(name.split(".")[1]), name.split(".")[2])
                if name.startswith("style.")
                else profile.number(name)
            )
            assert least - 0.001 <= value <= most + 0.001, (profile.id, name)


def test_what_is_not_established_is_marked_and_a_setting_settles_it() -> None:
    party = profile_for("party", "2026-11-25")
    for name in ("bases.last", "sign.head_alone_bold", "annex.ref_before_mark", "spelling.old"):
        assert name in party.uncertain
    settled = profile_for("party", "2026-11-25", {"bases.last": ",", "style.summary.size": 15})
    assert "bases.last" not in settled.uncertain
    assert settled.style("summary").size == 15
    for unknown in ("bases.first", "style.body.colour", "style.nobody.size"):
        with pytest.raises(KeyError):
            profile_for("party", "2026-11-25", {unknown: 1})
    with pytest.raises(LookupError):
        profile_for("party", "9999-99")


def test_numbering_policy() -> None:
    assert profile_for("state", "2026-11-25").text("numbering.policy") == "year"
    assert profile_for("party", "2026-11-25").text("numbering.policy") == "term"


def test_fields_are_filled_missing_ones_stand_as_themselves() -> None:
    spans = fill("Trưởng đoàn: <trưởng đoàn>; hạn <hạn báo cáo đoàn> ngày", {"trưởng đoàn": "Lê An"})
    assert spans == (
        Span("Trưởng đoàn: Lê An; hạn "),
        Span("<hạn báo cáo đoàn>", missing=True),
        Span(" ngày"),
    )


def test_case_of_a_field_follows_its_name() -> None:
    values = {"đối tượng": "công chức"}
    assert told("<đối tượng> <Đối tượng> <ĐỐI TƯỢNG>", values) == "công chức Công chức CÔNG CHỨC"


def test_optional_part_goes_with_its_field() -> None:
    assert told("An[, <ngạch, mã số>].", {"ngạch, mã số": ""}) == "An."
    assert told("An[, <ngạch, mã số>].", {"ngạch, mã số": "Chuyên viên"}) == "An, Chuyên viên."


def test_wording_is_replaced_by_line_and_unknown_lines_are_refused() -> None:
    mine = wording_for(
        "decision",
        "2026-11-25",
        organ="ubnd",
        settings={"d2": "Điều 2. Trách nhiệm", "summary": "Về việc cử"},
    )
    assert mine.text("summary") == "Về việc cử"
    assert next(line for line in mine.articles if line.id == "d2").text == "Điều 2. Trách nhiệm"
    with pytest.raises(KeyError):
        wording_for("decision", "2026-11-25", organ="ubnd", settings={"d9": ""})
    with pytest.raises(LookupError):
        wording_for("decision", "2026-11-25", organ="nobody")
    with pytest.raises(LookupError):
        family_of("nobody")


def test_every_template_names_a_source_or_is_a_list_of_ours() -> None:
    assert all(w.text("basis") or w.kind == "profile_list" for w in wordings())


@pytest.mark.parametrize(
    ("day", "category", "expected", "absent"),
    [
        (
            "2024-06-10",
            "civil_servant",
            ["13 tháng 11 năm 2008", "101/2017/NĐ-CP", "89/2021/NĐ-CP"],
            ["171/2025"],
        ),
        (
            "2024-06-10",
            "public_employee",
            ["15 tháng 11 năm 2010", "101/2017/NĐ-CP"],
            ["13 tháng 11 năm 2008"],
        ),
        (
            "2025-09-01",
            "civil_servant",
            ["24 tháng 6 năm 2025", "171/2025/NĐ-CP"],
            ["101/2017", "Luật Viên chức"],
        ),
        (
            "2025-09-01",
            "public_employee",
            ["15 tháng 11 năm 2010", "101/2017/NĐ-CP"],
            ["10 tháng 12 năm 2025"],
        ),
        ("2026-06-30", "public_employee", ["15 tháng 11 năm 2010"], ["10 tháng 12 năm 2025"]),
        ("2026-07-01", "public_employee", ["10 tháng 12 năm 2025"], ["15 tháng 11 năm 2010", "101/2017"]),
    ],
)
def test_bases_follow_the_day_and_the_people(
    day: str, category: str, expected: list[str], absent: list[str]
) -> None:
    people = tuple(replace(p, category=category) for p in sample.PEOPLE)  # type: ignore[arg-type]
    text = sample.decision(replace(sample.UBND, people=people, as_of=day)).text()
    bases = text[text.index("CHỦ TỊCH ỦY BAN") : text.index("QUYẾT ĐỊNH:")]
    assert all(words in bases for words in expected)
    assert not any(words in bases for words in absent)


def test_an_act_to_be_confirmed_is_named() -> None:
    assert any("259/2026" in name for name in sample.decision(sample.UBND).uncertain)
    assert all(a.certain or a.source for a in shipped_acts())
    assert acts_for(shipped_acts(), "training", "2026-11-25", {"contract_worker"}) == ()


def test_line_of_the_policy_paper_comes_and_goes() -> None:
    assert "735-TB/BTCTU" in sample.decision(sample.UBND).text()
    without = sample.decision(replace(sample.UBND, policy_paper=None))
    assert "chủ trương" not in without.text()
    asked = sample.decision(replace(sample.UBND, policy_paper=None, policy_required=True))
    assert "văn bản chủ trương" in asked.missing


def test_head_is_left_out_where_a_decision_apart_sets_up_the_delegation() -> None:
    assert "5. Trưởng đoàn: Nguyễn Hữu Khánh, Phó Giám đốc Sở Nội vụ." in sample.decision(sample.UBND).text()
    apart = sample.decision(replace(sample.UBND, delegation_apart=True)).text()
    assert "5. Trưởng đoàn" not in apart


def test_up_to_three_people_stand_in_the_article() -> None:
    one = sample.decision(replace(sample.UBND, people=(sample.PEOPLE[11],)))
    text = one.text()
    assert (
        "Điều 1. Cử ông (bà) Phan Thị Kim Oanh, sinh ngày 12 tháng 3 năm 1985, "
        "Phó Trưởng phòng Chuyển đổi số, Sở Khoa học và Công nghệ, Chuyên viên (01.003), tham gia" in text
    )
    assert "các ông (bà) có tên tại Điều 1 chịu trách nhiệm" in text
    assert "danh sách" not in text
    assert len(one.parts) == 1
    by_sex = sample.decision(
        replace(sample.UBND, people=(sample.PEOPLE[11],)), **{"people.address_by_sex": True}
    )
    assert "Cử bà Phan Thị Kim Oanh" in by_sex.text()
    party = sample.decision(replace(sample.BAN_THUONG_VU, people=sample.PEOPLE[2:4])).text()
    assert "Cử đồng chí Đỗ Quang Vinh, sinh ngày 12/3/1976, Bí thư Đảng ủy phường Cửa Nam; đồng chí" in party
    listed = sample.decision(replace(sample.UBND, people=sample.PEOPLE[:2], with_list=True))
    assert "Cử 02 (hai) công chức có tên trong danh sách" in listed.text()


@pytest.mark.parametrize(
    ("birth", "words"), [("1985", "sinh năm 1985"), ("1985-03", "sinh tháng 3 năm 1985")]
)
def test_partial_birth_in_the_article(birth: str, words: str) -> None:
    person = replace(sample.PEOPLE[11], birth=birth)
    assert words in sample.decision(replace(sample.UBND, people=(person,))).text()
    party = sample.decision(replace(sample.BAN_THUONG_VU, people=(person,))).text()
    assert words.replace(" năm 1985", "/1985") in party or birth == "1985"


def test_everything_missing_is_listed_once_and_shown() -> None:
    bare = DecisionFacts(organ="ubnd", as_of="2026-11-25", class_name="", people=())
    document = sample.decision(bare)
    assert len(document.missing) == len(set(document.missing))
    for name in (
        "tên khóa",
        "nước",
        "số ngày",
        "người ký",
        "đơn vị soạn thảo",
        "hạn báo cáo đoàn",
        "nguồn kinh phí",
    ):
        assert name in document.missing
        assert f"<{name}>" in document.text()
    person = replace(sample.PEOPLE[0], birth="", post="")
    listed = sample.decision(replace(sample.UBND, people=(person, *sample.PEOPLE[1:])))
    assert listed.missing == ("ngày sinh (Nguyễn Hữu Khánh)", "chức vụ (Nguyễn Hữu Khánh)")
    assert sample.decision(sample.UBND).missing == ()


def test_a_line_the_clerk_leaves_out() -> None:
    facts = replace(sample.BAN_THUONG_VU, omit=("b.levels",), extra=(("nhiệm kỳ", "2025-2030"),))
    document = sample.decision(facts)
    assert "phân cấp quản lý" not in document.text()
    assert document.missing == ()


def test_own_bases_replace_all() -> None:
    text = sample.decision(replace(sample.UBND, bases=("Căn cứ A", "Căn cứ B"))).text()
    assert "\nCăn cứ A;\nCăn cứ B.\n" in text
    assert "171/2025" not in text


def test_several_legs_and_sources_of_money() -> None:
    facts = replace(
        sample.UBND,
        legs=(Leg("Nhật Bản", "thành phố Fukuoka"), Leg("Hàn Quốc", "thành phố Busan")),
        money=(
            MoneySource("đối tác nước ngoài tài trợ học phí"),
            MoneySource("ngân sách Thành phố", 1_005_000),
        ),
        travel_included=False,
    )
    text = sample.decision(facts).text()
    assert "tại Nhật Bản và Hàn Quốc" in text
    assert "thành phố Fukuoka, Nhật Bản và thành phố Busan, Hàn Quốc." in text
    assert (
        "đối tác nước ngoài tài trợ học phí; ngân sách Thành phố, số tiền 1.005.000 đồng "
        "(Bằng chữ: Một triệu không trăm linh năm nghìn đồng)" in text
    )
    assert "(không kể thời gian đi, về)" in text


def test_department_in_its_own_name_and_by_authority_are_two_papers() -> None:
    own = sample.decision(sample.issued(sample.SO)).text()
    assert "05/QĐ-SNV" in own
    assert "GIÁM ĐỐC SỞ NỘI VỤ THÀNH PHỐ HÀ NỘI" in own
    assert "Điều 4. Chánh Văn phòng Sở, Trưởng phòng Công chức, viên chức" in own
    assert "- Như Điều 4;\n- UBND Thành phố (để báo cáo);" in own
    city = sample.decision(sample.issued(sample.SO_BY_AUTHORITY)).text()
    assert "05/QĐ-UBND" in city
    assert "\nCHỦ TỊCH ỦY BAN NHÂN DÂN THÀNH PHỐ HÀ NỘI\n" in city
    assert "TUQ. CHỦ TỊCH\nGIÁM ĐỐC SỞ NỘI VỤ" in city
    assert "Căn cứ Văn bản số 1874/UBND-NC" in city


def test_letterhead_may_be_another() -> None:
    issuer = Issuer(("ỦY BAN NHÂN DÂN", "THÀNH PHỐ HÀ NỘI"), ("SỞ TÀI CHÍNH",), "QĐ-STC", "Hà Nội")
    text = sample.decision(replace(sample.SO, issuer=issuer)).text()
    assert "SỞ TÀI CHÍNH" in text
    assert "/QĐ-STC" in text


def test_policy_paper_before_cua_is_cited_without_its_issuer() -> None:
    facts = replace(
        sample.BAN_TO_CHUC, policy_paper=Paper("Kết luận", "318-KL/TU", "2026-11-06", "Thường trực Thành ủy")
    )
    assert (
        "- Căn cứ Kết luận số 318-KL/TU, ngày 06/11/2026 của Thường trực Thành ủy;"
        in sample.decision(facts).text()
    )


def test_profile_list_names_the_two_years_and_signs_for_the_party() -> None:
    assert years_rated("2026-11-25") == (2025, 2024)
    facts = replace(
        sample.PROFILE_LIST, signer=Signer("Quách Minh Trí", "PHÓ TRƯỞNG BAN", "deputy", "TRƯỞNG BAN")
    )
    text = sample.profile_list(facts, "party").text()
    assert "K/T TRƯỞNG BAN\nPHÓ TRƯỞNG BAN\nQuách Minh Trí" in text
    bare = sample.profile_list(replace(sample.PROFILE_LIST, signer=None, submission=None)).text()
    assert "THỦ TRƯỞNG CƠ QUAN" in bare
    assert "(Kèm theo Tờ trình số … ngày … của …)" in bare
    assert "HTXSNV: Hoàn thành xuất sắc nhiệm vụ" in bare
