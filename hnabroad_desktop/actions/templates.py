"""Papers made from records: facts, the unit's own layout values and words, and the document they make."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from hnabroad_desktop.actions.amendment_facts import amendment_facts
from hnabroad_desktop.actions.facts import (
    Family,
    class_of,
    decision_facts,
    organ_of,
    profile_list_facts,
)
from hnabroad_desktop.base.errors import AppError
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.documents.annex import build_annex
from hnabroad_desktop.documents.decision import build_decision
from hnabroad_desktop.documents.facts import DecisionFacts
from hnabroad_desktop.documents.profile_list import build_profile_list
from hnabroad_desktop.documents.profiles import Profile, profile_for
from hnabroad_desktop.documents.wording import Kind, Wording, family_of, reworded, wording_for
from hnabroad_desktop.records.decision import AMENDMENT
from hnabroad_desktop.records.parts import valid_on
from hnabroad_desktop.records.schema import Record
from hnabroad_desktop.records.wording_text import lines_on
from hnabroad_desktop.store.datafile import DataFile

if TYPE_CHECKING:
    from hnabroad_desktop.documents.blocks import Document

ListColumns = Literal["A", "B"]


@dataclass(frozen=True)
class Made:
    """Everything a decision is made from: nothing else is needed to print it again.

    ``layout`` and ``words`` hold only what differs from what ships with the program.
    """

    facts: DecisionFacts
    layout: Mapping[str, Any]
    words: Mapping[str, str]


def made_from(file: DataFile, decision: Record) -> Made:
    """Return what the decision of a class is made from, as records say it now. Raises AppError."""
    class_ = class_of(file, decision.text("class"))
    facts = decision_facts(file, class_, decision)
    if decision["document_kind"] == AMENDMENT:
        facts = amendment_facts(file, decision, facts)
    day = facts.valid_day
    layout = _layout(file, family_of(facts.organ), day)
    return Made(facts, layout, _words(file, _shipped(facts), day, own_words(decision)))


def _shipped(facts: DecisionFacts) -> Wording:
    kind: Kind = "decision" if facts.amends is None else "amendment"
    return wording_for(kind, facts.valid_day, organ=facts.organ)


def paper(made: Made, what: str = "decision") -> Document:
    """Return the decision, or with ``what`` "annex" its list alone. Raises AppError where it has none."""
    facts = made.facts
    profile = profile_for(family_of(facts.organ), facts.valid_day, made.layout)
    if what == "annex" and facts.amends is not None:
        raise AppError(
            _(
                "An amending decision has no list of its own: it says who leaves and who comes. "
                "The list of the first decision stays as printed."
            )
        )
    build = build_annex if what == "annex" else build_decision
    return build(facts, profile, reworded(_shipped(facts), made.words))


def document_of(
    file: DataFile, decision: Record, what: str = "decision", columns: ListColumns = "A"
) -> Document:
    """Return a paper of a decision as records say it now. Raises AppError without a class or a body.

    ``columns`` is the set of the profile list: "A" the usual one, "B" for appraisal.
    """
    if what == "profile_list":
        return _profile_list(file, decision, columns)
    return paper(made_from(file, decision), what)


def _profile_list(file: DataFile, decision: Record, columns: ListColumns) -> Document:
    body = file.get("unit", decision.text("body")) if decision["body"] else None
    family: Family = family_of(organ_of(body, None))
    facts = profile_list_facts(file, class_of(file, decision.text("class")), decision, columns)
    profile = profile_for(family, facts.as_of, _layout(file, family, facts.as_of))
    shipped = wording_for("profile_list", facts.as_of, family=family)
    return build_profile_list(facts, profile, reworded(shipped, _words(file, shipped, facts.as_of, {})))


def _words(file: DataFile, shipped: Wording, day: str, own: Mapping[str, str]) -> dict[str, str]:
    """Return the unit's wording of ``day`` and a paper's own words, where they differ from what ships.

    A line the template does not know has no place on the paper and is left out.
    """
    kept: dict[str, str] = {}
    for template in filter(None, (shipped.like, shipped.id)):
        texts = file.find("wording_text", template=template)
        kept |= lines_on(texts, template, dt.date.fromisoformat(day))
    known = shipped.lines
    return {name: text for name, text in {**kept, **own}.items() if name in known and known[name] != text}


def own_words(decision: Record) -> dict[str, str]:
    """Return the lines this document says in its own words, by the name of the line."""
    return {
        str(row["part"]): str(row["text"] or "")
        for row in decision.table("own_words")
        if not str(row["part"]).startswith("<")
    }


def _layout(file: DataFile, family: Family, day: str) -> dict[str, Any]:
    """Return the unit's own layout values in force on ``day`` (parameters "layout.<profile>.<name>")."""
    plain = profile_for(family, day)
    prefix = f"layout.{plain.id}."
    own: dict[str, Any] = {}
    for setting in file.find("setting"):
        key = setting.text("key")
        if not key.startswith(prefix) or setting["value"] is None:
            continue
        if valid_on(setting, dt.date.fromisoformat(day)):
            own[key.removeprefix(prefix)] = _value(plain, setting, key.removeprefix(prefix))
    return own


def _value(profile: Profile, setting: Record, name: str) -> Any:
    """Return a layout value in the kind the profile has it. Raises AppError for one that does not fit."""
    text = setting.text("value")
    try:
        if name.startswith("style."):
            found: Any = float(text.replace(",", "."))
        elif isinstance(profile.values[name], bool):
            found = text.casefold() in {"1", "true", "có"}
        elif isinstance(profile.values[name], int | float):
            found = float(text.replace(",", "."))
        else:
            found = text
        profile_for(profile.family, profile.valid_from or "2020-03-05", {name: found})
    except (KeyError, ValueError) as error:
        raise AppError(
            _(
                "The parameter {key} does not fit the layout. Nothing was printed. "
                "Mend or delete it under Catalogues and settings."
            ).format(key=setting.text("key"))
        ) from error
    return found
