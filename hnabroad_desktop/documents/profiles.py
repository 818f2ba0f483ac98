"""Layout profiles: the dated figures of how an official paper looks, State and Party.

The figures are data (``resources/documents/profiles.json``): sizes, weights,
lines, separators, punctuation, margins, line pitch and numbering policy, each
with the range the rule allows and a mark where it still has to be confirmed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Literal, cast

from hnabroad_desktop.base.paths import RESOURCES

Family = Literal["state", "party"]
Align = Literal["left", "center", "right", "justify"]

#: Width of A4 in mm; landscape turns the page.
PAGE_SHORT = 210.0
PAGE_LONG = 297.0

#: Line pitch of single spacing with Times metrics, as a multiple of the size.
SINGLE = 1.15


@dataclass(frozen=True)
class Style:
    """How a paragraph looks: size and pitch in points, indent in millimetres."""

    name: str
    size: float
    bold: bool = False
    italic: bool = False
    underline: bool = False
    align: Align = "left"
    indent: float = 0.0
    before: float = 0.0
    after: float = 0.0
    leading: float = SINGLE
    exactly: float = 0.0
    at_least: float = 0.0

    @property
    def pitch(self) -> float:
        """Distance of two base lines in points."""
        return self.exactly or max(self.size * self.leading, self.at_least)


@dataclass(frozen=True)
class Margins:
    """Page margins in millimetres."""

    top: float
    bottom: float
    left: float
    right: float


@dataclass(frozen=True)
class Profile:
    """One dated set of figures, with the clerk's own settings laid over it.

    ``uncertain`` maps the names of values still to be confirmed to a remark;
    ``ranges`` holds what the rule allows.
    """

    id: str
    family: Family
    title: str
    basis: str
    valid_from: str
    valid_to: str
    values: Mapping[str, Any] = field(hash=False)
    styles: Mapping[str, Style] = field(hash=False)
    uncertain: Mapping[str, str] = field(hash=False)
    ranges: Mapping[str, tuple[float, float]] = field(hash=False)

    def number(self, name: str) -> float:
        """Return a figure by its name. Raises KeyError for an unknown name."""
        return float(self.values[name])

    def text(self, name: str) -> str:
        """Return a word or a mark by its name. Raises KeyError for an unknown name."""
        return str(self.values[name])

    def flag(self, name: str) -> bool:
        """Return a choice by its name; what a profile doesn't name is off."""
        return bool(self.values.get(name, False))

    def style(self, name: str) -> Style:
        """Return a style by its name. Raises KeyError for an unknown name."""
        return self.styles[name]

    def margins(self, *, wide: bool = False) -> Margins:
        """Return the margins of the upright page, or of the wide one of the lists."""
        page = "wide" if wide else "page"
        return Margins(*(self.number(f"{page}.{side}") for side in ("top", "bottom", "left", "right")))


def profile_for(family: Family, day: str, settings: Mapping[str, Any] | None = None) -> Profile:
    """Return the profile of ``family`` in force on ``day`` (ISO text).

    ``settings`` replaces values by name ("bases.last") and figures of styles
    ("style.body.size"). Raises KeyError for a name the profile doesn't know,
    LookupError when no profile covers the day.
    """
    for profile in profiles():
        if profile.family == family and profile.valid_from <= day <= (profile.valid_to or "9999"):
            return _with_settings(profile, settings or {})
    raise LookupError(f"{family} {day}")


@lru_cache(maxsize=1)
def profiles() -> tuple[Profile, ...]:
    """Return every profile that ships, in the order of the file."""
    raw = json.loads((RESOURCES / "documents" / "profiles.json").read_text("utf-8"))["profiles"]
    by_id: dict[str, dict[str, Any]] = {entry["id"]: entry for entry in raw}
    return tuple(_profile(entry, by_id) for entry in raw)


def _lineage(entry: dict[str, Any], by_id: Mapping[str, dict[str, Any]]) -> Iterable[dict[str, Any]]:
    if "extends" in entry:
        yield from _lineage(by_id[entry["extends"]], by_id)
    yield entry


def _profile(entry: dict[str, Any], by_id: Mapping[str, dict[str, Any]]) -> Profile:
    values: dict[str, Any] = {}
    styles: dict[str, Style] = {}
    uncertain: dict[str, str] = {}
    ranges: dict[str, tuple[float, float]] = {}
    for ancestor in _lineage(entry, by_id):
        for name, given in ancestor["values"].items():
            told = given if isinstance(given, dict) else {"value": given}
            values[name] = told["value"]
            for extra in ("width", "height"):
                if extra in told:
                    values[f"{name}.{extra}"] = told[extra]
            uncertain.pop(name, None)
            ranges.pop(name, None)
            if not told.get("certain", True):
                uncertain[name] = str(told.get("note", ""))
            if "range" in told:
                ranges[name] = tuple(told["range"])
        for name, figures in ancestor["styles"].items():
            figures = dict(figures)
            for key, target in (("range", f"style.{name}.size"), ("pitch_range", f"style.{name}.exactly")):
                ranges.pop(target, None)
                if key in figures:
                    ranges[target] = tuple(figures.pop(key))
            styles[name] = Style(name=name, **figures)
    return Profile(
        id=entry["id"],
        family=cast(Family, entry["family"]),
        title=entry["title"],
        basis=entry["basis"],
        valid_from=entry["valid_from"],
        valid_to=entry["valid_to"],
        values=values,
        styles=styles,
        uncertain=uncertain,
        ranges=ranges,
    )


def _with_settings(profile: Profile, settings: Mapping[str, Any]) -> Profile:
    if not settings:
        return profile
    values = dict(profile.values)
    styles = dict(profile.styles)
    for name, value in settings.items():
        if name.startswith("style."):
            _, style, figure = name.split(".")
            styles[style] = _replaced(styles[style], figure, value)
        elif name in values:
            values[name] = value
        else:
            raise KeyError(name)
    uncertain = {name: note for name, note in profile.uncertain.items() if name not in settings}
    told = {
        name: getattr(profile, name) for name in ("id", "family", "title", "basis", "valid_from", "valid_to")
    }
    return Profile(**told, values=values, styles=styles, uncertain=uncertain, ranges=profile.ranges)


def _replaced(style: Style, figure: str, value: Any) -> Style:
    if figure not in Style.__dataclass_fields__ or figure == "name":
        raise KeyError(f"style.{style.name}.{figure}")
    told = {name: getattr(style, name) for name in Style.__dataclass_fields__}
    return Style(**{**told, figure: value})
