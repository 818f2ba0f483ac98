"""Rules of authority as dated data: what ships, what they name, which of them holds on a day."""

from __future__ import annotations

import datetime as dt
from collections import Counter

from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.records import KINDS, SCOPES
from hnabroad_desktop.records.authority import (
    CITY,
    OTHER,
    RULE_KINDS,
    WARD,
    WHOLE_TABLE,
    Rule,
    from_above,
    in_force,
    place_of,
)
from hnabroad_desktop.records.field_authority import PARTS
from hnabroad_desktop.records.shipped import gathering_bodies, rules_of_authority
from tests.records.world import World

DAY = dt.date(2026, 11, 25)


def _small(words: str) -> str:
    return words if words[1:2].isupper() else words[0].lower() + words[1:]


def _as_the_forms_say() -> dict[str, str]:
    """Return every part of a record that leaves a file, in the words of its form."""
    found: dict[str, str] = {}
    for code, kind in KINDS.items():
        if code == "view" or code in RULE_KINDS or not SCOPES[code].receivers:
            continue
        groups: dict[str, list[str]] = {}
        for field in kind.fields:
            if not field.under:
                groups.setdefault(field.unit_of_conflict, []).append(_small(_(field.label)))
        name = _(kind.label)
        found |= {f"{code}.{group}": f"{name}: {', '.join(words)}" for group, words in groups.items()}
        for table in kind.tables:
            found[f"{code}.{table.name}{WHOLE_TABLE}"] = f"{name}: {_small(_(table.label))} (các dòng đã có)"
        found[f"{code}._deleted"] = f"{name}: xóa khỏi danh sách"
    return found


def test_every_part_that_travels_can_be_named_as_the_form_names_it() -> None:
    assert dict(PARTS) == _as_the_forms_say()
    assert max(Counter(words for _code, words in PARTS).values()) == 1


def test_what_ships_is_dated_sourced_and_an_example_until_it_is_confirmed() -> None:
    rules, bodies = list(rules_of_authority()), list(gathering_bodies())
    assert len(rules) > 40
    assert len(bodies) == 7
    for record in (*rules, *bodies):
        assert record["example"] is True
        assert record["valid_from"]
        assert record["source"]
        kind = KINDS[record.kind]
        assert list(kind.check(record, World())) == []
        assert {name: kind.by_name[name].clean(value) for name, value in record.values.items()} == dict(
            record.values
        )
    assert len({record.id for record in (*rules, *bodies)}) == len(rules) + len(bodies)


def test_a_part_is_a_unit_of_conflict_or_a_whole_table() -> None:
    assert place_of("cadre.birth_date") == ("cadre", "birth_date")
    assert place_of("cadre._deleted") == ("cadre", "_deleted")
    assert place_of("cadre.rating.*") == ("cadre.rating", "")


def test_of_several_rules_about_one_part_the_one_that_began_last_holds() -> None:
    old = Rule("cadre", "phone", CITY, valid_from="2025-07-01")
    new = Rule("cadre", "phone", OTHER, valid_from="2026-11-25")
    later = Rule("cadre", "phone", WARD, valid_from="2026-11-26")
    ended = Rule("cadre", "sex", CITY, valid_to="2026-11-24")
    once = Rule("cadre", "phone", CITY, after="decision")
    assert in_force((new, old, later, ended, once), DAY) == (new, once)
    assert in_force((old, later, ended), DAY + dt.timedelta(days=1)) == (later,)


def test_what_is_shown_of_values_at_odds_asks_for_no_day() -> None:
    ended = Rule("cadre", "sex", CITY, valid_to="2020-01-01")
    shown = from_above((ended, Rule("cadre", "phone", OTHER)))
    assert shown["cadre"] == {"sex"}
    # The rules themselves are always the city's: none of them can hand them away.
    assert shown["field_authority"] == shown["gathering_body"] == {""}


def test_two_rules_of_one_day_about_one_part_are_refused() -> None:
    kind = KINDS["field_authority"]
    world = World()
    values = {"part": "cadre.phone", "level": "city", "valid_from": "2026-01-01"}
    world.keep(kind.new(**values))
    (problem,) = kind.check(kind.new(**values), world)
    assert problem.field == "valid_from"
    assert list(kind.check(kind.new(**values, after="decision"), world)) == []


def test_a_gathering_body_is_named_in_one_way() -> None:
    kind = KINDS["gathering_body"]
    assert [p.field for p in kind.check(kind.new(name="X"), World())] == ["unit"]
    two = kind.new(name="X", unit_kind="department", code_ending=".X")
    assert [p.field for p in kind.check(two, World())] == ["unit"]
    assert list(kind.check(kind.new(name="X", code_ending=".X"), World())) == []
