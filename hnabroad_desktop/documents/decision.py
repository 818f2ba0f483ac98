"""The decision that sends people abroad with its annexed list, and the one that amends it.

Sources: wording.md 8.2 to 8.6; forms 1.2 and 1.3 of Decree 30/2020, Appendix III.
"""

from __future__ import annotations

import re
from dataclasses import replace

from hnabroad_desktop.documents import compose
from hnabroad_desktop.documents.annex import annex_part, person_gaps
from hnabroad_desktop.documents.blocks import Document, Part, Span, Text
from hnabroad_desktop.documents.citing import acts_for, cite, shipped_acts
from hnabroad_desktop.documents.facts import DecisionFacts, Issuer
from hnabroad_desktop.documents.profiles import Profile
from hnabroad_desktop.documents.values import decision_values, with_list
from hnabroad_desktop.documents.wording import Line, Wording

_ARTICLE = re.compile(r"(Điều \d+\.)")


def build_decision(facts: DecisionFacts, profile: Profile, wording: Wording) -> Document:
    """Return the decision; with more than a few people its list follows with page numbers of its own.

    Whatever has no value yet stands in the text as "<…>" and in ``missing``.
    """
    page = compose.Page(profile, decision_values(facts, profile, wording))
    holds = conditions(facts, profile)
    _letterhead(page, facts, wording)
    compose.title(page, wording.text("type_name"), wording.text("summary"))
    if profile.text("resolve.place") == "heading":
        page.say("authority", _authority(facts, wording), keep_next=-1)
    uncertain = _bases(page, facts, wording, holds)
    page.say("resolve", wording.text("resolve"), keep_next=-1)
    _articles(page, facts, wording, holds)
    left = compose.recipients(page, wording, facts.recipients, facts.marks, facts.omit)
    compose.signature(page, facts.signer, left)
    parts = [
        Part("decision", tuple(page.blocks), profile.margins(), top_box=compose.circulation_box(facts.marks))
    ]
    if facts.amends is not None:
        # The list of the first decision is changed in words; the first decision stays as printed.
        page.missing += person_gaps((*facts.removed, *facts.added))
    elif "list" in holds:
        annex, annex_missing = annex_part(facts, profile, wording)
        parts.append(annex)
        page.missing += annex_missing
    else:
        page.missing += person_gaps(facts.people)
    return Document(
        title=_title(page, wording),
        profile=profile,
        parts=tuple(parts),
        missing=tuple(dict.fromkeys(page.missing)),
        practice=facts.marks.practice,
        footer=facts.marks.footer,
        uncertain=uncertain,
    )


def conditions(facts: DecisionFacts, profile: Profile) -> frozenset[str]:
    """Return the names of the conditions that hold, for the lines of the wording."""
    listed = with_list(facts, profile)
    has_head = any(person.role == "head" for person in facts.people)
    holds = {
        "list": listed,
        "delegation": listed or has_head,
        "delegation_apart": facts.delegation_apart,
        "policy_paper": facts.policy_paper is not None or facts.policy_required,
        # Of an amendment that changes nothing yet the line asks who is to leave.
        "removed": bool(facts.removed) or not facts.added,
        "added": bool(facts.added),
        "public_employees": any(person.category == "public_employee" for person in facts.people),
    }
    return frozenset(name for name, true in holds.items() if true)


def _letterhead(page: compose.Page, facts: DecisionFacts, wording: Wording) -> None:
    issuer = facts.issuer or Issuer()
    symbol = issuer.symbol or wording.text("symbol")
    place = issuer.place or wording.text("place")
    compose.letterhead(
        page,
        wording,
        issuer,
        compose.number_and_symbol(facts.number, symbol, page.profile),
        compose.place_and_date(place, facts.day, facts.as_of, page.profile),
        facts.marks,
        facts.number is not None,
    )


def _authority(facts: DecisionFacts, wording: Wording) -> str:
    # TM. ỦY BAN NHÂN DÂN goes only with the committee as heading (wording.md 7).
    collective = facts.signer is not None and facts.signer.capacity == "on_behalf"
    return (wording.text("authority_collective") if collective else "") or wording.text("authority")


def _bases(
    page: compose.Page, facts: DecisionFacts, wording: Wording, holds: frozenset[str]
) -> tuple[str, ...]:
    if facts.bases:
        compose.bases(page, [(Span(text),) for text in facts.bases])
        return ()
    texts: list[tuple[Span, ...]] = []
    uncertain: list[str] = []
    for base in wording.bases:
        if base.id in facts.omit or not base.applies(holds):
            continue
        if base.acts:
            texts += _acts(page, facts, base, uncertain)
        else:
            texts.append(page.filled(base.text))
        if base.id in wording.uncertain and not base.acts:
            uncertain.append(base.id)
    compose.bases(page, texts)
    return tuple(uncertain)


def _acts(
    page: compose.Page, facts: DecisionFacts, base: Line, uncertain: list[str]
) -> list[tuple[Span, ...]]:
    categories = {person.category for person in facts.people}
    found = acts_for(
        shipped_acts() if facts.acts is None else facts.acts, base.acts, facts.valid_day, categories
    )
    uncertain += [cite(act.paper, page.profile, issuer=False) for act in found if not act.certain]
    if not found and base.required:
        return [page.filled("Căn cứ <các căn cứ>")]
    return [(Span(f"Căn cứ {cite(act.paper, page.profile)}"),) for act in found]


def _articles(page: compose.Page, facts: DecisionFacts, wording: Wording, holds: frozenset[str]) -> None:
    lines = [a for a in wording.articles if a.id not in facts.omit and a.applies(holds)]
    for index, article in enumerate(lines):
        spans = _with_label(page.filled(article.text))
        if index == len(lines) - 1:
            spans = (*spans, Span(page.profile.text("text.end")))
        above = page.blocks[-1]
        if article.join and isinstance(above, Text):
            page.blocks[-1] = replace(above, spans=(*above.spans, Span(" "), *spans))
        else:
            alone = article.text.strip() == spans[0].text
            page.blocks.append(Text("body", spans, keep_next=-1 if alone else 0))
    last = page.blocks[-1]
    if isinstance(last, Text):
        page.blocks[-1] = replace(last, keep_next=2)


def _with_label(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    # "Điều 1." is bold, its text is not.
    found = _ARTICLE.match(spans[0].text)
    if not found:
        return spans
    rest = spans[0].text[found.end() :]
    return (Span(found[1], bold=True), *((Span(rest),) if rest else ()), *spans[1:])


def _title(page: compose.Page, wording: Wording) -> str:
    summary = "".join(span.text for span in page.filled(wording.text("summary")))
    return f"{wording.text('type_name')} {summary}"
