"""The papers of the practice data: days, numbers, names of the time, signers, layouts."""

from __future__ import annotations

import datetime as dt
import io
import json
from collections import defaultdict

import pdfplumber
import pytest

from hnabroad_desktop.actions import issuing, papers
from hnabroad_desktop.actions.sample.seed import TODAY
from hnabroad_desktop.records.register import period_of
from hnabroad_desktop.records.schema import Record
from hnabroad_desktop.records.signer import may_sign_on
from tests.sample.reading import City, main_lines

#: The holidays of the two Tết that lie within the practice data, and those before.
TET = {
    2022: "2022-02-01",
    2023: "2023-01-22",
    2024: "2024-02-10",
    2025: "2025-01-29",
    2026: "2026-02-17",
    2027: "2027-02-06",
}
PARTY_36_UNTIL = "2026-05-26"


def at_tet(day: dt.date) -> bool:
    tet = TET.get(day.year)
    return tet is not None and -2 <= (day - dt.date.fromisoformat(tet)).days <= 5


def text_of(city: City, decision: Record) -> str:
    """Return the words of the archive copy, without the letters of the practice mark across the page."""
    kept = issuing.archived(city.file, decision)
    assert kept is not None
    with pdfplumber.open(io.BytesIO(kept.pdf)) as pdf:
        pages = [page.filter(lambda o: o.get("upright", True)).extract_text() for page in pdf.pages]
    return "\n".join(pages)


def test_no_paper_is_written_on_a_sunday_or_at_tet(city: City) -> None:
    found = list(city.paper_days())
    assert len(found) > 6_000
    days = [(where, dt.date.fromisoformat(day)) for where, day in found]
    assert [(where, str(day)) for where, day in days if day.weekday() == 6 or at_tet(day)] == []


def test_nothing_is_dated_after_today_but_what_lies_ahead(city: City) -> None:
    assert [where for where, day in city.paper_days() if day > TODAY.isoformat()] == []


def test_numbers_rise_with_the_days(city: City) -> None:
    books: dict[tuple[str, str], list[tuple[str, int]]] = defaultdict(list)
    terms = ("2020-10-13", "2025-10-15")
    for paper in city.numbered():
        symbol = paper.book.rpartition(" ")[2]
        period = paper.day[:4]
        if symbol.startswith("-"):
            period = max(term for term in terms if term <= paper.day)
        books[paper.book, period].append((paper.day, paper.number))
    assert len(books) > 15
    for book, entries in books.items():
        by_day, by_number = sorted(entries), sorted(entries, key=lambda entry: entry[1])
        assert [d for d, _n in by_day] == [d for d, _n in by_number], book
        assert len({number for _day, number in entries}) == len(entries), book


def test_incoming_papers_are_entered_in_order(city: City) -> None:
    entries = sorted((p.text("received_date"), p["received_number"]) for p in city.kinds["incoming_document"])
    for year in {day[:4] for day, _n in entries}:
        numbers = [number for day, number in entries if day.startswith(year)]
        assert numbers == sorted(numbers)  # type: ignore[type-var]


def test_proposal_opinion_decision_briefing_departure_report_follow_each_other(city: City) -> None:
    decided = [d for d in city.kinds["decision"] if d["document_kind"] == "sending"]
    assert len(decided) == 9
    for decision in decided:
        class_ = city.file.get("class", decision.text("class"))
        assert class_ is not None
        days = [city.file.get("incoming_document", decision.text("submission")).text("date")]  # type: ignore[union-attr]
        if decision["policy_document"]:
            days.append(city.file.get("incoming_document", decision.text("policy_document")).text("date"))  # type: ignore[union-attr]
        days.append(decision.text("date") or TODAY.isoformat())
        days += [str(r["date"]) for r in class_.table("duties") if r["duty"] == "briefing" and r["date"]]
        days.append(class_.text("departure_date"))
        assert days == sorted(set(days)), class_["code"]
        for row in class_.table("results"):
            for name in ("report_date", "party_report_date", "passport_returned"):
                assert not row[name] or str(row[name]) > class_.text("return_date")
        if class_["delegation_report_date"]:
            assert class_.text("delegation_report_date") > class_.text("return_date")


def test_nominations_pass_their_stages_in_order(city: City) -> None:
    for nomination in city.kinds["nomination"]:
        days = [str(row["date"]) for row in nomination.table("stages")]
        assert days == sorted(days)
        assert nomination.text("party_opinion_date") < nomination.text("letter_date")
        assert 50 <= len(nomination.text("reason").split()) <= 150
        assert len({row["stage"] for row in nomination.table("stages")}) == len(days)


def test_a_nomination_comes_from_a_unit_that_existed(city: City) -> None:
    for nomination in city.kinds["nomination"]:
        unit, day = city.units[nomination.text("unit")], nomination.text("letter_date")
        assert unit.text("valid_from") <= day <= (unit.text("valid_to") or "9999"), unit["name"]
        assert unit["kind"] != "division"


def test_no_class_lies_over_tet(city: City) -> None:
    for class_ in city.classes:
        if not class_["departure_date"]:
            continue
        day = dt.date.fromisoformat(class_.text("departure_date"))
        while day.isoformat() <= class_.text("return_date"):
            assert not at_tet(day), class_["code"]
            day += dt.timedelta(1)


def test_former_bodies_end_with_their_time(city: City) -> None:
    for cadre in city.cadres:
        for row in cadre.table("career_record"):
            name = city.units[str(row["unit"])].text("name") if row["unit"] else str(row["unit_text"])
            until = str(row["to_date"] or "9999")
            if "Sở Ngoại vụ" in name or "Sở Kế hoạch và Đầu tư" in name or "Sở Thông tin" in name:
                assert until <= "2025-02-28"
            if "Quận ủy" in name or "Huyện ủy" in name or "dân quận" in name:
                assert until <= "2025-06-30"


def test_a_decision_keeps_the_names_of_its_time(city: City) -> None:
    old = ("Quận ủy", "Huyện ủy", "quận ", "huyện ")
    seen = {"before": 0, "after": 0}
    for decision in city.issued():
        found = [word for word in old if word in text_of(city, decision)]
        if decision.text("date") < "2025-07-01":
            assert found, decision["number"]
            seen["before"] += 1
        else:
            assert not found, decision["number"]
            seen["after"] += 1
    assert seen == {"before": 4, "after": 4}


def test_eight_decisions_are_issued_with_their_numbers_in_the_book(city: City) -> None:
    issued = city.issued()
    assert len(issued) == 8
    assert {d["profile"] for d in issued} == {"state", "party"}
    book = {(n["register"], n["period"], n["number"]): n["document"] for n in city.kinds["document_number"]}
    assert len(book) == 8
    for decision in issued:
        register = city.file.get("register", decision.text("register"))
        assert register is not None
        assert register["body"] == decision["body"]
        period = period_of(register, dt.date.fromisoformat(decision.text("date")))
        assert book[register.id, period, decision["number"]] == decision.id
        assert decision["archive_hash"] == decision["archive_copy"]


def test_signers_are_in_office_and_sign_in_the_right_form(city: City) -> None:
    forms = {"UBNDTP": {"for_head", "direct"}, "TU": {"on_behalf"}, "BTCTU": {"for_head", "direct"}}
    for decision in city.kinds["decision"]:
        signer = city.file.get("signer", decision.text("signer"))
        assert signer is not None
        assert may_sign_on(signer, dt.date.fromisoformat(decision.text("date") or TODAY.isoformat()))
        assert signer["body"] == decision["body"]
        assert signer["capacity"] in forms[city.unit_code(decision["body"])]


def test_signers_in_the_file_hold_the_post_they_sign_in(city: City) -> None:
    linked = [s for s in city.kinds["signer"] if s["cadre"]]
    assert len(linked) == 4
    for signer in linked:
        cadre = city.people[signer.text("cadre")]
        assert cadre["full_name"] == signer["full_name"]
        assert main_lines(cadre)[-1]["from_date"] == signer["valid_from"]
        assert cadre.text("post").upper().startswith(signer.text("title"))


def test_the_level_of_the_people_selects_who_decides(city: City) -> None:
    for decision in city.issued():
        class_ = city.file.get("class", decision.text("class"))
        assert class_ is not None
        people, body = city.listed(class_), city.unit_code(decision["body"])
        high = [c for c in people if c["management_level"] == "city_standing_committee"]
        if body == "BTCTU":
            assert high == []
        if body == "TU":
            assert len(high) >= len(people) / 2
        if body == "UBNDTP" and high:
            assert decision["policy_document"]
        day = dt.date.fromisoformat(decision.text("date"))
        tracks = {r["track"] for c in people for r in main_lines(c) if _holds(r, day)}
        assert tracks <= ({"government"} if body == "UBNDTP" else {"party", "organisation"})


def _holds(row: object, day: dt.date) -> bool:
    begin, end = str(row["from_date"]), str(row["to_date"] or "9999")  # type: ignore[index]
    return begin <= day.isoformat() <= end


def test_layout_follows_body_and_day(city: City) -> None:
    kinds = set()
    for decision in city.issued():
        text = text_of(city, decision)
        if decision["profile"] == "state":
            assert "- Như Điều 3;" in text
            assert "./." in text
            kinds.add("state")
        elif decision.text("date") <= PARTY_36_UNTIL:
            assert "- Như Điều 3," in text
            kinds.add("party_36")
        else:
            assert "- Như Điều 3;" in text
            assert "./." not in text
            kinds.add("party_05")
    assert kinds == {"state", "party_36", "party_05"}


def test_every_archived_paper_is_marked_as_practice(city: City) -> None:
    for decision in city.issued():
        data = city.file.blob(decision.text("archive_data"))
        assert data is not None
        assert json.loads(data)["facts"]["marks"]["practice"] is True


@pytest.mark.parametrize("profile", ["state", "party"])
def test_the_draft_of_the_story_lacks_nothing_in_either_layout(city: City, profile: str) -> None:
    class_ = city.class_("LOP-2026-07")
    drafts = papers.drafts_of(city.file, class_.id)
    assert [(d["state"], d["profile"], d["number"]) for d in drafts] == [("draft", "state", None)]
    body = "" if profile == "party" else drafts[0].text("body")
    proposed = papers.proposed(city.file, class_.id, profile, body=body)  # type: ignore[arg-type]
    document = papers.document_of(city.file, proposed)
    assert document.missing == ()
