"""Work on a draft: its layout, its own words, where gaps are filled, and what was printed last."""

from __future__ import annotations

import datetime as dt

import pytest

from hnabroad_desktop.actions import classes, drafting, issuing, papers, previews, printed, records
from hnabroad_desktop.base.errors import AppError
from hnabroad_desktop.records import KINDS
from hnabroad_desktop.store.datafile import DataFile
from tests.papers.city import City

ISSUED = "Quyết định đã ban hành, không sửa được"


@pytest.fixture
def draft(file: DataFile, city: City) -> str:
    return papers.draw_up(file, city.class_id, "state")


def issue(file: DataFile, draft: str, number: int = 5) -> None:
    papers.submit(file, draft)
    papers.sign(file, draft)
    issuing.issue(file, draft, number=number)


def test_without_a_draft_the_paper_is_tried_and_nothing_written(file: DataFile, city: City) -> None:
    assert drafting.current(file, city.class_id) is None
    steps = len(file.steps().undo)
    tried = drafting.trial(file, city.class_id, "party")
    assert tried is not None
    assert "ĐẢNG CỘNG SẢN VIỆT NAM" in previews.printout(file, tried).text
    assert len(file.steps().undo) == steps


def test_a_class_others_decide_on_has_no_paper_of_ours(file: DataFile, city: City) -> None:
    invitation = file.find("incoming_document")[0].id
    class_ = file.get("class", city.class_id)
    assert class_ is not None
    records.save(file, class_.with_values(organiser="partner", incoming_document=invitation))
    assert drafting.trial(file, city.class_id, "state") is None


def test_another_layout_brings_its_body_and_signer_and_is_undone(
    file: DataFile, city: City, draft: str
) -> None:
    before = file.get("decision", draft)
    drafting.use_profile(file, draft, "party")
    after = file.get("decision", draft)
    assert before is not None
    assert after is not None
    assert after["profile"] == "party"
    assert after["body"] != before["body"]
    assert after["signer"] not in {None, before["signer"]}
    records.undo(file)
    again = file.get("decision", draft)
    assert again is not None
    assert (again["profile"], again["body"], again["signer"]) == ("state", before["body"], before["signer"])


def test_a_submitted_paper_keeps_its_layout(file: DataFile, draft: str) -> None:
    papers.submit(file, draft)
    with pytest.raises(AppError, match="trả quyết định về dự thảo"):
        drafting.use_profile(file, draft, "party")


def test_own_words_fill_one_document_and_can_be_taken_back(file: DataFile, city: City, draft: str) -> None:
    drafting.use_profile(file, draft, "party")
    name = "đơn vị tham mưu thuộc Ban"

    def missing() -> tuple[str, ...]:
        decision = file.get("decision", draft)
        assert decision is not None
        return previews.printout(file, decision).missing

    assert name in missing()
    drafting.fill(file, draft, name, "  Phòng Đào tạo  ")
    decision = file.get("decision", draft)
    assert decision is not None
    assert "Xét đề nghị của Phòng Đào tạo" in previews.printout(file, decision).text
    drafting.fill(file, draft, f"<{name}>", "")
    assert name in missing()


def test_nothing_of_an_issued_decision_is_changed(file: DataFile, city: City, draft: str) -> None:
    issue(file, draft)
    for act in (
        lambda: drafting.use_profile(file, draft, "party"),
        lambda: drafting.fill(file, draft, "nhiệm kỳ", "2025-2030"),
        lambda: drafting.allow_over_quota(file, draft, "Công văn 1"),
        lambda: classes.ensure_open(file, city.class_id),
    ):
        with pytest.raises(AppError, match=ISSUED):
            act()
    current = drafting.current(file, city.class_id)
    assert current is not None
    assert current["number"] == 5


def test_a_signed_list_stays_until_the_paper_is_a_draft_again(file: DataFile, city: City, draft: str) -> None:
    papers.submit(file, draft)
    classes.ensure_open(file, city.class_id)
    papers.sign(file, draft)
    with pytest.raises(AppError, match="Quyết định đã ký, chờ cấp số"):
        classes.ensure_open(file, city.class_id)
    papers.back_to_draft(file, draft, "thay người")
    classes.ensure_open(file, city.class_id)


@pytest.mark.parametrize(
    ("name", "kind", "field", "person"),
    [
        ("<ngày đi>", "class", "departure_date", ""),
        ("số tờ trình", "decision", "submission", ""),
        ("trưởng đoàn", "list", "", ""),
        ("ngày sinh (Lê Văn Bình)", "cadre", "birth_date", "Lê Văn Bình"),
        ("nhiệm kỳ", "words", "", ""),
    ],
)
def test_a_gap_knows_where_it_is_filled(name: str, kind: str, field: str, person: str) -> None:
    found = drafting.gap(name)
    assert (found.kind, found.field, found.person) == (kind, field, person)


def test_the_fields_gaps_point_to_are_there() -> None:
    for kind, names in (("class", drafting.ON_CLASS), ("decision", drafting.ON_DECISION)):
        assert set(names.values()) <= set(KINDS[kind].by_name)
    assert set(drafting.OF_PERSON.values()) <= set(KINDS["cadre"].by_name)


def test_the_book_tells_its_latest_number(file: DataFile, city: City, draft: str) -> None:
    day = file.today()
    before = drafting.numbering(file, draft, day)
    assert (before.latest, before.offered, before.joint, before.symbol) == (None, None, "/", "QĐ-UBND")
    issue(file, draft, 31)
    assert drafting.numbering(file, draft, day).latest == 31
    assert drafting.numbering(file, draft, day + dt.timedelta(days=400)).latest is None


def test_more_people_than_places_need_a_document(file: DataFile, city: City, draft: str) -> None:
    assert drafting.over_quota(file, draft) is None
    classes.add(file, city.class_id, city.reserves[0])
    assert drafting.over_quota(file, draft) == (7, 6)
    drafting.allow_over_quota(file, draft, "Công văn số 88/UBND-NC")
    assert drafting.over_quota(file, draft) is None


def test_a_row_with_another_number_is_no_difference() -> None:
    before = "A\n1 | Lan | x\n2 | Minh | y\n3 | Yến | z\n"
    after = "A\n1 | Nhi | w\n2 | Lan | x\n3 | Minh | y\n"
    assert [(d.sign, d.text) for d in previews.differences(before, after)] == [
        ("+", "1 | Nhi | w"),
        ("-", "3 | Yến | z"),
    ]
    assert previews.differences(after, after) == []


def test_the_last_print_is_kept_with_the_file(file: DataFile, draft: str) -> None:
    assert printed.last(file, draft, "decisionA") is None
    made = printed.remember(file, draft, "decisionA", ("a", "b"), "lời văn")
    assert printed.last(file, draft, "decisionA") == made
    assert printed.last(file, draft, "annexA") is None
    assert printed.last(file, "", "decisionA") is None
    assert not [step for step in file.steps().undo if step.verb == "printed"]
