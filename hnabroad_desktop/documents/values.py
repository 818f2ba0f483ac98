"""The values of the merge fields: facts in, the words that stand in the text out (wording.md 8.1)."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from hnabroad_desktop.base.vietnamese import money_words, show_number
from hnabroad_desktop.documents import people as told
from hnabroad_desktop.documents.blocks import Span
from hnabroad_desktop.documents.citing import cite, told_day
from hnabroad_desktop.documents.facts import DecisionFacts, Leg, MoneySource, Paper, Person
from hnabroad_desktop.documents.profiles import Profile
from hnabroad_desktop.documents.wording import Value, Values, Wording, fill

Filled = dict[str, Value]


def decision_values(facts: DecisionFacts, profile: Profile, wording: Wording) -> Values:
    """Return every merge field of a decision by its name; None where nothing is known."""
    values: Filled = {name: text or None for name, text in wording.defaults.items()}
    values |= people_values(facts.people, profile)
    values |= course_values(facts.class_name, facts.legs)
    values |= {
        "nội dung": facts.content or facts.class_name or None,
        "cơ sở nước ngoài": facts.host or None,
        "số ngày": None if facts.days is None else told.figure(facts.days, profile),
        "ngày đi": told_day(facts.departs, profile) if facts.departs else None,
        "ngày về": told_day(facts.returns, profile) if facts.returns else None,
        "kể cả thời gian đi, về": _travel(facts.travel_included),
        "nguồn kinh phí": money_clauses(facts.money) or None,
        "cơ quan chủ trì": facts.lead_body or None,
        "trưởng đoàn": _head(facts.people),
        "hạn báo cáo cá nhân": _days(facts.report_days_person, profile),
        "hạn báo cáo đoàn": _days(facts.report_days_delegation, profile),
        "đơn vị soạn thảo": facts.drafting_unit or None,
        "phòng": facts.drafting_unit or None,
        "người được cử": None if with_list(facts, profile) else _named(facts.people, profile, wording),
    }
    values |= _papers(facts, profile)
    if facts.amends is not None:
        values |= _amendment(facts, facts.amends, profile, wording)
    return values | {name.lower(): text for name, text in facts.extra}


def _amendment(facts: DecisionFacts, amends: Paper, profile: Profile, wording: Wording) -> Filled:
    """Return what an amending decision says of the first one and of who leaves and who comes."""
    return {
        "văn bản được điều chỉnh": cite(amends, profile, issuer=False),
        "văn bản được điều chỉnh, trích yếu": cite(amends, profile),
        "người đưa ra": _told(facts.removed, profile, wording, lambda person: f"; lý do: {person.note}"),
        "người bổ sung": _told(facts.added, profile, wording, _led),
    }


def _led(person: Person) -> str:
    # One who takes the place of a head or a secretary takes the task with it.
    task = told.ROLE_WORDS[person.role]
    return f", làm {task}" if task else ""


def with_list(facts: DecisionFacts, profile: Profile) -> bool:
    """Tell whether the people stand in an annexed list; a few stand in the article itself."""
    if facts.with_list is not None:
        return facts.with_list
    return len(facts.people) > profile.number("people.inline_up_to")


def people_values(people: Sequence[Person], profile: Profile) -> Filled:
    """Return the fields that count the people; none of them without anybody."""
    return {
        "số người": told.figure(len(people), profile) if people else None,
        "số người bằng chữ": told.count_words(len(people)) if people else None,
        "đối tượng": told.groups(people) or None,
        "số nữ": told.figure(sum(p.sex == "female" for p in people), profile),
    }


def course_values(class_name: str, legs: Sequence[Leg]) -> Filled:
    """Return course and places; several legs are joined with "và"."""
    countries = list(dict.fromkeys(leg.country for leg in legs if leg.country))
    cities = list(dict.fromkeys(leg.city for leg in legs if leg.city))
    values: Filled = {
        "tên khóa": class_name or None,
        "nước": joined(countries) or None,
        "thành phố": joined(cities) or None,
    }
    if all(leg.city for leg in legs) and (len(countries) > 1 or cities == countries):
        values["thành phố, nước"] = joined([_city_and_country(leg) for leg in legs])
    return values


def _city_and_country(leg: Leg) -> str:
    # Of a city that is a country the name stands once: "Singapore", not "Singapore, Singapore".
    return leg.country if leg.city == leg.country else f"{leg.city}, {leg.country}"


def joined(parts: Sequence[str]) -> str:
    """Return "a", "a và b", "a, b và c"."""
    return " và ".join(part for part in (", ".join(parts[:-1]), *parts[-1:]) if part)


def money_clauses(money: Sequence[MoneySource]) -> str:
    """Return one clause per source of money, the amount in figures and words where it is known."""
    clauses = []
    for part in money:
        amount = ""
        if part.amount is not None:
            amount = f", số tiền {show_number(part.amount)} đồng (Bằng chữ: {money_words(part.amount)})"
        clauses.append(part.source + amount)
    return "; ".join(clauses)


def paper_values(name: str, paper: Paper | None, profile: Profile) -> Filled:
    """Return the citation of a paper under ``name``, and its short form before "của"."""
    if paper is None:
        return {name: None}
    return {name: cite(paper, profile), f"{name} (trước “của”)": cite(paper, profile, issuer=False)}


def _papers(facts: DecisionFacts, profile: Profile) -> Filled:
    plan, proposal = facts.plan, facts.proposal
    values: Filled = {
        "số kế hoạch": plan.number if plan and plan.number else None,
        "ngày kế hoạch": told_day(plan.day, profile) if plan and plan.day else None,
        "trích yếu kế hoạch": plan.about.removeprefix("về ") if plan and plan.about else None,
        "số tờ trình": _leading_number(proposal),
        "ngày tờ trình": told_day(proposal.day, profile) if proposal and proposal.day else None,
    }
    values |= paper_values("văn bản dự toán", facts.estimate, profile)
    values |= paper_values("văn bản chủ trương", facts.policy_paper, profile)
    return values | paper_values("kế hoạch", plan, profile)


def _leading_number(paper: Paper | None) -> str | None:
    # The template writes the symbol itself: of "125/TTr-SNV" it needs 125.
    found = re.match(r"\d+", paper.number) if paper else None
    return found[0] if found else None


def _days(days: int | None, profile: Profile) -> str | None:
    return None if days is None else told.figure(days, profile)


def _travel(included: bool | None) -> str | None:
    if included is None:
        return None
    return "(kể cả thời gian đi, về)" if included else "(không kể thời gian đi, về)"


def _head(people: Sequence[Person]) -> str | None:
    heads = [person for person in people if person.role == "head"]
    if not heads:
        return None
    return ", ".join(part for part in (heads[0].full_name, told.post_and_unit(heads[0])) if part)


def _named(people: Sequence[Person], profile: Profile, wording: Wording) -> tuple[Span, ...] | None:
    # Up to three people stand in the article itself; what one of them lacks is asked for at its place.
    return _told(people, profile, wording, lambda _person: "")


def _told(
    people: Sequence[Person], profile: Profile, wording: Wording, more: Callable[[Person], str]
) -> tuple[Span, ...] | None:
    spans: list[Span] = []
    for person in people:
        spans += [Span("; ")] if spans else []
        spans += fill(wording.text("person"), _person_values(person, profile))
        spans += [Span(words)] if (words := more(person)) else []
    return tuple(spans) or None


def _person_values(person: Person, profile: Profile) -> Filled:
    together: Filled = {"chức vụ, đơn vị": told.post_and_unit(person)} if person.post and person.unit else {}
    return together | {
        "xưng hô": told.address(person, profile),
        "họ tên": person.full_name or None,
        "ngày sinh": _born(person.birth, profile) if person.birth else None,
        "chức vụ": person.post or None,
        "đơn vị": person.unit or None,
        "ngạch, mã số": told.rank_with_code(person),
    }


def _born(birth: str, profile: Profile) -> str:
    match birth.split("-"):
        case [year]:
            return f"năm {year}"
        case [year, month] if profile.text("cite.style") == "words":
            return f"tháng {int(month)} năm {year}"
        case [year, month]:
            return f"tháng {int(month)}/{year}"
        case _:
            return f"ngày {told_day(birth, profile)}"
