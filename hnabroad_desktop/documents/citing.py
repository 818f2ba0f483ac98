"""Citing other papers: how a number, a day and an issuer are written, and the register of acts."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Set
from datetime import date
from functools import lru_cache

from hnabroad_desktop.base.paths import RESOURCES
from hnabroad_desktop.base.vietnamese import decree_date
from hnabroad_desktop.documents.facts import LegalAct, Paper
from hnabroad_desktop.documents.profiles import Profile


def long_day(day: str) -> str:
    """Return "05 tháng 02 năm 2026" for an ISO day."""
    return decree_date(date.fromisoformat(day)).removeprefix("ngày ")


def short_day(day: str) -> str:
    """Return "05/02/2026", with the zeros the layout rules ask for: "21/10/2022", "05/3/2026"."""
    return "/".join(re.findall(r"\d+", decree_date(date.fromisoformat(day))))


def told_day(day: str, profile: Profile) -> str:
    """Return a day as the profile writes it inside a text."""
    return long_day(day) if profile.text("cite.style") == "words" else short_day(day)


def cite(paper: Paper, profile: Profile, *, issuer: bool = True) -> str:
    """Return "Kế hoạch số 45/KH-UBND ngày … của … về …" with the parts that are known.

    Without ``issuer`` the citation stops before "của", for texts that go on with it.
    """
    told = paper.kind
    if paper.number:
        told += f" số {paper.number}"
    if paper.day:
        before = profile.text("cite.before_day") if paper.number else " ngày "
        told += before + told_day(paper.day, profile)
    if issuer and paper.issuer:
        told += f" của {paper.issuer}"
    if issuer and paper.about:
        told += f" {paper.about}"
    return told


@lru_cache(maxsize=1)
def shipped_acts() -> tuple[LegalAct, ...]:
    """Return the register of acts that ships with the program."""
    raw = json.loads((RESOURCES / "documents" / "legal_acts.json").read_text("utf-8"))["acts"]
    return tuple(
        LegalAct(
            topic=entry["topic"],
            paper=Paper(**{k: entry.get(k, "") for k in ("kind", "number", "day", "issuer", "about")}),
            valid_from=entry["valid_from"],
            valid_to=entry.get("valid_to", ""),
            categories=tuple(entry.get("categories", ())),
            certain=entry.get("certain", True),
            source=entry.get("source", ""),
        )
        for entry in raw
    )


def acts_for(acts: Iterable[LegalAct], topic: str, day: str, categories: Set[str]) -> tuple[LegalAct, ...]:
    """Return the acts of ``topic`` in force on ``day`` for any of ``categories``, in their order."""
    return tuple(
        act
        for act in acts
        if act.topic == topic
        and act.valid_from <= day <= (act.valid_to or "9999")
        and (not act.categories or categories & set(act.categories))
    )
