"""The list annexed to a decision: who goes, and nothing that is only for those who decide.

Planning, ratings, discipline, health, Party dates, home place and numbers of
papers have no column here (wording.md 6.2 and 11.2); the columns are drawn
from a closed set, so none of them can be chosen.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from hnabroad_desktop.documents import compose, lists, people
from hnabroad_desktop.documents.blocks import Document, Part, Space, Table, Text
from hnabroad_desktop.documents.facts import DecisionFacts, Issuer, Marks, Person
from hnabroad_desktop.documents.profiles import Profile
from hnabroad_desktop.documents.values import decision_values
from hnabroad_desktop.documents.wording import Wording


def build_annex(facts: DecisionFacts, profile: Profile, wording: Wording) -> Document:
    """Return the annexed list as a paper of its own."""
    part, missing = annex_part(facts, profile, wording)
    return Document(
        title=" ".join(b.words for b in part.blocks if isinstance(b, Text) and b.style == "annex_title"),
        profile=profile,
        parts=(part,),
        missing=tuple(dict.fromkeys(missing)),
        practice=facts.marks.practice,
        footer=facts.marks.footer,
    )


def annex_part(facts: DecisionFacts, profile: Profile, wording: Wording) -> tuple[Part, tuple[str, ...]]:
    """Return the annexed list as pages with their own numbers, and what is missing in it."""
    values = {
        **decision_values(facts, profile, wording),
        **_reference(facts, profile, wording),
    }
    page = compose.Page(profile, values, facts.annex_landscape)
    shape = facts.annex_shape or profile.text("annex.shape")
    if shape == "phu_luc" and wording.text("annex.label"):
        page.blocks.append(compose.line("annex_label", wording.text("annex.label")))
        page.say("annex_title", wording.text("annex.title"), keep_next=-1)
    else:
        _as_list(page, facts, wording)
    _reference_and_mark(page, wording)
    page.blocks.append(Space(4))
    page.blocks.append(_table(facts, profile))
    page.say("annex_close", wording.text("annex.closing"))
    wide = facts.annex_landscape
    part = Part("annex", tuple(page.blocks), profile.margins(wide=wide), wide)
    return part, (*page.missing, *person_gaps(facts.people))


def _as_list(page: compose.Page, facts: DecisionFacts, wording: Wording) -> None:
    compose.letterhead(page, wording, facts.issuer or Issuer(), "", "", Marks(), True)
    page.blocks.append(Space(page.profile.number("title.before") * 25.4 / 72))
    page.blocks.append(compose.line("annex_label", wording.text("annex.type_name")))
    page.say("annex_title", wording.text("annex.summary"), keep_next=-1)


def _reference_and_mark(page: compose.Page, wording: Wording) -> None:
    profile = page.profile
    before = profile.values.get("annex.ref_before_mark", True)
    if before:
        page.say("annex_ref", wording.text("annex.reference"), keep_next=-1)
        compose.summary_mark(page, "annex_ref")
    else:
        compose.summary_mark(page, "annex_title")
        page.say("annex_ref", wording.text("annex.reference"), keep_next=-1)


def _reference(facts: DecisionFacts, profile: Profile, wording: Wording) -> dict[str, str]:
    # Number and day of the decision; a draft shows dots where the văn thư will fill in.
    symbol = (facts.issuer.symbol if facts.issuer else "") or wording.text("symbol")
    number = compose.number_and_symbol(facts.number, symbol, profile, blank="…")
    told = ["…", "…", "…"]
    if facts.day:
        told = re.findall(r"\d+", compose.place_and_date("", facts.day, facts.as_of, profile))
    return {
        "số": number.removesuffix(profile.text("number.separator") + symbol),
        "ký hiệu": symbol,
        "ngày": told[0],
        "tháng": told[1],
        "năm": told[2],
        "ngày/tháng/năm": "/".join(told),
    }


def _table(facts: DecisionFacts, profile: Profile) -> Table:
    wide = facts.annex_landscape
    width = compose.text_width(profile, wide=wide)
    upright = "portrait_rank" if facts.annex_rank_column else "portrait"
    sheet = ("wide257" if width > 254 else "wide252") if wide else upright
    without = () if facts.annex_rank_column else ("rank",)
    told = lists.columns_for("annex", sheet, width, without=without)
    year_only = facts.birth_year_only
    if year_only is None:
        year_only = profile.flag("annex.birth_year_only")
    keys = [column["key"] for column in told]
    rows = (_row(i, p, keys, year_only) for i, p in enumerate(facts.people, 1))
    return lists.table(told, "annex", rows)


def _row(order: int, person: Person, keys: Sequence[str], year_only: bool) -> tuple[str, ...]:
    cells = {
        "order": str(order),
        "name": name_cell(person),
        "birth_male": "",
        "birth_female": "",
        "post_unit": people.post_and_unit(person),
        "rank": people.rank_with_code(person),
        "role": people.ROLE_WORDS[person.role],
        "note": person.note,
        "role_note": people.role_and_note(person),
    }
    if person.sex:
        cells[f"birth_{person.sex}"] = people.birth_cell(person, year_only=year_only)
    return tuple(cells[key] for key in keys)


def name_cell(person: Person) -> str:
    """Return the name with a given name of several words held together."""
    given = person.given_name or ""
    return person.full_name.replace(given, given.replace(" ", "\u00a0")) if given else person.full_name


def person_gaps(people: Iterable[Person]) -> tuple[str, ...]:
    """Return what a decision needs of its people and doesn't have: "ngày sinh (Nguyễn Văn An)"."""
    needed = (
        ("full_name", "họ tên"),
        ("sex", "giới tính"),
        ("birth", "ngày sinh"),
        ("post", "chức vụ"),
        ("unit", "đơn vị"),
    )
    return tuple(
        f"{words} ({person.full_name})" if person.full_name else words
        for person in people
        for name, words in needed
        if not getattr(person, name)
    )
