"""The danh sách trích ngang: the landscape list for the one who decides (wording.md 11.1)."""

from __future__ import annotations

from collections.abc import Sequence

from hnabroad_desktop.base import dates
from hnabroad_desktop.documents import compose, lists, people
from hnabroad_desktop.documents.annex import name_cell
from hnabroad_desktop.documents.blocks import Block, Document, Grid, Part, Space, Span, Table, Text
from hnabroad_desktop.documents.citing import told_day
from hnabroad_desktop.documents.facts import Person, ProfileListFacts
from hnabroad_desktop.documents.profiles import Profile
from hnabroad_desktop.documents.values import Filled, course_values, people_values
from hnabroad_desktop.documents.wording import Wording


def build_profile_list(facts: ProfileListFacts, profile: Profile, wording: Wording) -> Document:
    """Return the list with its legend and the two signatures below it."""
    page = compose.Page(profile, _values(facts, profile), wide=True)
    page.blocks.append(compose.line("wide_title", page.words(wording.text("type_name"))))
    page.say("wide_title", wording.text("summary"), keep_next=-1)
    page.say("wide_ref", wording.text("reference"), keep_next=-1)
    page.blocks.append(Space(4))
    page.blocks.append(_table(facts, profile, wording))
    page.say("wide_legend", wording.text("legend"), keep_next=-1)
    page.say("wide_total", wording.text("closing"), keep_next=-1)
    page.blocks.append(Space(2))
    page.blocks.append(_signatures(page, facts, wording))
    margins = profile.margins(wide=True)
    part = Part("profile_list", tuple(page.blocks), margins, wide=True)
    return Document(
        title=f"{wording.text('type_name')} {facts.class_name}".strip(),
        profile=profile,
        parts=(part,),
        missing=tuple(dict.fromkeys(page.missing)),
        practice=facts.marks.practice,
        footer=facts.marks.footer,
    )


def years_rated(as_of: str) -> tuple[int, int]:
    """Return the two years whose ratings stand in the list: last year and the one before."""
    year = int(as_of[:4])
    return year - 1, year - 2


def _values(facts: ProfileListFacts, profile: Profile) -> Filled:
    paper = facts.submission
    return {
        **people_values(facts.people, profile),
        **course_values(facts.class_name, facts.legs),
        "số": paper.number if paper and paper.number else "…",
        "ngày": told_day(paper.day, profile) if paper and paper.day else "…",
        "cơ quan": paper.issuer if paper and paper.issuer else "…",
    }


def _table(facts: ProfileListFacts, profile: Profile, wording: Wording) -> Table:
    width = compose.text_width(profile, wide=True)
    told = lists.columns_for(
        "profile_list", "wide257" if width > 254 else "wide252", width, chosen=facts.columns
    )
    years = years_rated(facts.day or facts.as_of)
    keys = [column["key"] for column in told]
    rows = (_row(i, p, keys, years, wording) for i, p in enumerate(facts.people, 1))
    return lists.table(told, "profile_list", rows, {"<hai năm>": f"{years[0]}\n{years[1]}"})


def _row(
    order: int, person: Person, keys: Sequence[str], years: Sequence[int], wording: Wording
) -> tuple[str, ...]:
    cells = {
        "order": str(order),
        "name": name_cell(person),
        "birth_male": "",
        "birth_female": "",
        "post_unit": people.post_and_unit(person),
        "party_dates": _party_dates(person),
        "ratings": _ratings(person, years, wording),
    }
    if person.sex:
        cells[f"birth_{person.sex}"] = people.birth_cell(person)
    return tuple(cells[key] if key in cells else str(getattr(person, key)) for key in keys)


def _party_dates(person: Person) -> str:
    # Brackets round the second day would not fit the 18 mm of the column; the heading has them.
    told = [dates.show(day) for day in (person.party_join_date, person.party_official_date) if day]
    return "\n".join(told)


def _ratings(person: Person, years: Sequence[int], wording: Wording) -> str:
    rated = dict(person.ratings)
    told = [wording.ratings.get(rated.get(year, ""), rated.get(year, "")) for year in years]
    return "\n".join(told) if any(told) else ""


def _signatures(page: compose.Page, facts: ProfileListFacts, wording: Wording) -> Grid:
    profile = page.profile
    gap = Space(profile.number("sign.gap"))
    date_line = compose.place_and_date(facts.place, facts.day, facts.as_of, profile)
    heads: tuple[tuple[str, bool], ...] = ((wording.text("head"), True),)
    if facts.signer:
        heads = compose.signing_lines(facts.signer, profile)
    left: list[Block] = [
        compose.line("place_date", "\u00a0"),
        compose.line("capacity", wording.text("preparer")),
    ]
    left += [gap, compose.line("signer_name", facts.preparer or "\u00a0")]
    right: list[Block] = [compose.line("place_date", date_line)]
    right += [Text("capacity", (Span(page.words(words), bold=bold),)) for words, bold in heads]
    right += [gap, compose.line("signer_name", facts.signer.name if facts.signer else "\u00a0")]
    half = compose.text_width(profile, wide=True) / 2
    return Grid((half, half), ((tuple(left), tuple(right)),))
