"""The words of official papers: dated templates with merge fields, and how a field is filled.

The texts are data (``resources/documents/wording.json``) in the form of
wording.md 8: ``<…>`` is a merge field, a part in square brackets goes away
when a field in it is empty. A field in capitals is filled in capitals.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Set
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any, Literal, cast

from hnabroad_desktop.base.vietnamese import respell, title_initial
from hnabroad_desktop.documents.blocks import Span
from hnabroad_desktop.documents.profiles import Family
from hnabroad_desktop.records.paper_wording import templates

Kind = Literal["decision", "amendment", "profile_list"]
Value = str | tuple[Span, ...] | None
Values = Mapping[str, Value]

_FIELD = re.compile(r"<([^<>]+)>")
#: Fields that may have one value for both where they stand side by side.
_PAIRS = (("thành phố", "nước"), ("chức vụ", "đơn vị"))

_OPTIONAL = re.compile(r"\[([^\[\]]*)\]")


@dataclass(frozen=True)
class Line:
    """One basis or one line of an article.

    ``acts`` takes it from the register of acts by topic; ``when`` are the
    conditions that must all hold ("!list": there is no annexed list);
    ``join`` continues the paragraph before.
    """

    id: str
    text: str = ""
    when: tuple[str, ...] = ()
    acts: str = ""
    required: bool = False
    join: bool = False

    def applies(self, conditions: Set[str]) -> bool:
        """Tell whether every condition of the line holds."""
        return all((c[1:] not in conditions) if c.startswith("!") else (c in conditions) for c in self.when)


@dataclass(frozen=True)
class Wording:
    """One dated template. ``texts`` are its single lines by name ("summary", "annex.closing").

    ``uncertain`` names the lines that are examples until confirmed; ``defaults``
    fills merge fields for which the facts give nothing; ``like`` is the template
    that the lines come from which are not its own.
    """

    id: str
    kind: Kind
    organ: str
    family: Family
    valid_from: str
    valid_to: str
    texts: Mapping[str, str] = field(hash=False)
    superior: tuple[str, ...]
    issuer: tuple[str, ...]
    bases: tuple[Line, ...]
    articles: tuple[Line, ...]
    recipients: tuple[str, ...]
    defaults: Mapping[str, str] = field(hash=False)
    ratings: Mapping[str, str] = field(hash=False)
    uncertain: tuple[str, ...] = ()
    like: str = ""

    def text(self, name: str) -> str:
        """Return a single line by its name. Raises KeyError for an unknown name."""
        return self.texts[name]

    @property
    def lines(self) -> Mapping[str, str]:
        """Every line that settings may replace, by its name."""
        return {**self.texts, **{line.id: line.text for line in (*self.bases, *self.articles)}}


def wording_for(
    kind: Kind,
    day: str,
    *,
    organ: str = "",
    family: Family | None = None,
    settings: Mapping[str, str] | None = None,
) -> Wording:
    """Return the template of ``kind`` in force on ``day`` for an organ, or for a family.

    ``settings`` replaces lines by id ("d2.1") and single lines by name
    ("summary"). Raises LookupError when there is no template, KeyError for a
    setting it doesn't know.
    """
    for wording in wordings():
        suits = wording.organ == organ and family in (None, wording.family)
        if wording.kind == kind and suits and wording.valid_from <= day <= (wording.valid_to or "9999"):
            return reworded(wording, settings or {})
    raise LookupError(f"{kind} {organ or family} {day}")


def family_of(organ: str) -> Family:
    """Return whose layout an organ's papers have. Raises LookupError for an unknown organ."""
    for wording in wordings():
        if organ and wording.organ == organ:
            return wording.family
    raise LookupError(organ)


@lru_cache(maxsize=1)
def wordings() -> tuple[Wording, ...]:
    """Return every template that ships, in the order of the file."""
    return tuple(_wording(entry) for entry in templates())


def _wording(entry: Mapping[str, Any]) -> Wording:
    texts = {name: text for name, text in entry.items() if isinstance(text, str)}
    texts |= {f"annex.{name}": text for name, text in entry.get("annex", {}).items()}
    letterhead = entry.get("letterhead", {})
    texts |= {name: letterhead.get(name, "") for name in ("symbol", "place")}
    return Wording(
        **{name: texts.pop(name) for name in ("id", "organ", "valid_from", "valid_to")},
        like=texts.pop("like", ""),
        kind=cast(Kind, texts.pop("kind")),
        family=cast(Family, texts.pop("family")),
        texts=texts,
        superior=tuple(letterhead.get("superior", ())),
        issuer=tuple(letterhead.get("issuer", ())),
        bases=tuple(_line(line) for line in entry.get("bases", ())),
        articles=tuple(_line(line) for line in entry.get("articles", ())),
        recipients=tuple(entry.get("recipients", ())),
        defaults=entry.get("defaults", {}),
        ratings=entry.get("ratings", {}),
        uncertain=tuple(entry.get("uncertain", ())),
    )


def _line(entry: dict[str, Any]) -> Line:
    return Line(**{**entry, "when": tuple(entry.get("when", ()))})


def reworded(wording: Wording, settings: Mapping[str, str]) -> Wording:
    """Return a template with some lines replaced by name. Raises KeyError for a line it does not have."""
    for name, text in settings.items():
        if name in wording.texts:
            wording = replace(wording, texts={**wording.texts, name: text})
        elif name in {line.id for line in (*wording.bases, *wording.articles)}:
            wording = replace(
                wording,
                bases=tuple(replace(b, text=text, acts="") if b.id == name else b for b in wording.bases),
                articles=tuple(replace(a, text=text) if a.id == name else a for a in wording.articles),
            )
        else:
            raise KeyError(name)
        wording = replace(wording, uncertain=tuple(u for u in wording.uncertain if u != name))
    return wording


def fill(text: str, values: Values, *, old_spelling: bool = False) -> tuple[Span, ...]:
    """Return ``text`` with its merge fields filled.

    A field whose value is None stands as itself and is marked missing; an
    empty value leaves nothing. ``old_spelling`` respells the text around the
    fields ("uỷ"), never the values.
    """
    for pair in _PAIRS:
        if ", ".join(pair) in values:
            text = text.replace("<{}>, <{}>".format(*pair), "<{}, {}>".format(*pair))
    text = _OPTIONAL.sub(lambda part: part[1] if _has_values(part[1], values) else "", text)
    spans: list[Span] = []
    run: list[str] = []
    at = 0
    for found in _FIELD.finditer(text):
        run.append(_boilerplate(text[at : found.start()], old_spelling))
        at = found.end()
        value = _value(found[1], values, before_of=text.startswith(" của ", at))
        if isinstance(value, str):
            run.append(value)
            continue
        _end_run(run, spans)
        spans += (Span(found[0], missing=True),) if value is None else value
    run.append(_boilerplate(text[at:], old_spelling))
    _end_run(run, spans)
    return tuple(spans)


def _end_run(run: list[str], spans: list[Span]) -> None:
    if any(run):
        spans.append(Span("".join(run)))
    run.clear()


def _boilerplate(text: str, old_spelling: bool) -> str:
    return respell(text, "old") if old_spelling else text


def _has_values(part: str, values: Values) -> bool:
    return all(_value(name, values) for name in _FIELD.findall(part))


def _value(name: str, values: Values, *, before_of: bool = False) -> Value:
    key = name.lower()
    if before_of and f"{key} (trước “của”)" in values:
        key = f"{key} (trước “của”)"
    value = values.get(key)
    if not isinstance(value, str):
        return value
    if name.isupper():
        return value.upper()
    return title_initial(value) if name[:1].isupper() else value


def missing_fields(spans: tuple[Span, ...]) -> tuple[str, ...]:
    """Return the names of the fields that have no value, in their order."""
    return tuple(span.text.strip("<>") for span in spans if span.missing)
