"""What holds of every record type: names, labels, columns, states, ownership, translation."""

from __future__ import annotations

import pytest

from hnabroad_desktop.base.fields import Choice, Field, Reference, Rows
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.records import KINDS, RECORD_TYPES, SCOPES
from hnabroad_desktop.records.catalogue_value import CATALOGUES
from hnabroad_desktop.records.field_authority import PARTS
from hnabroad_desktop.records.schema import RecordType
from hnabroad_desktop.records.shipped import catalogue_values

ALL = pytest.mark.parametrize("kind", RECORD_TYPES, ids=lambda kind: kind.code)

#: Kinds other parts and other programs name (they stay).
PROMISED = {
    "cadre", "unit", "partner", "agreement", "institution", "country", "plan", "class", "decision",
}  # fmt: skip


def every_field(kind: RecordType) -> list[tuple[str, Field]]:
    found: list[tuple[str, Field]] = [(f.name, f) for f in (*kind.fields, *kind.tables, *kind.derived)]
    for table in kind.tables:
        found += [(f"{table.name}.{f.name}", f) for f in table.fields]
    return found


def test_the_promised_kinds_are_there() -> None:
    assert set(KINDS) >= PROMISED
    assert len(KINDS) == len(RECORD_TYPES)


@ALL
def test_names_are_used_once(kind: RecordType) -> None:
    names = [f.name for f in (*kind.fields, *kind.tables, *kind.derived)]
    assert len(set(names)) == len(names)
    for table in kind.tables:
        inner = [f.name for f in table.fields]
        assert len(set(inner)) == len(inner)


@ALL
def test_columns_search_and_code_are_fields(kind: RecordType) -> None:
    assert set(kind.columns) <= set(kind.by_name)
    assert set(kind.search) <= set(kind.by_name)
    assert not kind.code_field or kind.code_field in kind.by_name
    assert not any(isinstance(kind.by_name[name], Rows) for name in kind.columns)


@ALL
def test_references_lead_to_kinds_and_choices_to_catalogues(kind: RecordType) -> None:
    catalogues = dict(CATALOGUES)
    for name, field in every_field(kind):
        if isinstance(field, Reference):
            assert set(field.kinds) <= set(KINDS), name
        if isinstance(field, Choice):
            assert bool(field.options) != bool(field.catalogue), name
            assert not field.catalogue or field.catalogue in catalogues, name
        if isinstance(field, Rows):
            order = {part.lstrip("-") for part in field.order}
            assert order <= {f.name for f in field.fields}, name


@ALL
def test_every_word_of_a_type_is_translated(kind: RecordType) -> None:
    words = [kind.label, kind.label_plural, kind.empty_hint, *(s.title for s in kind.sections)]
    words += [state.label for state in kind.states]
    for _name, field in every_field(kind):
        words += [field.label, field.hint, field.help, field.column]
        if isinstance(field, Choice):
            words += [label for _code, label in field.options]
        if isinstance(field, Rows):
            words.append(field.row_label)
    same_in_both = {"LLCT", "QLNN", "QĐ-UBND, QĐ/TU, QĐ/BTCTU"}
    same_in_both |= {words for _code, words in PARTS}  # data, Vietnamese as catalogues are
    untranslated = {word for word in words if word and _(word) == word}
    assert untranslated <= same_in_both


@ALL
def test_states_lead_to_states(kind: RecordType) -> None:
    codes = {state.code for state in kind.states}
    assert len(codes) == len(kind.states)
    for state in kind.states:
        assert set(state.then) <= codes - {state.code}
    if codes:
        assert kind.settle(None, kind.new())["state"] == kind.states[0].code


@ALL
def test_derived_values_are_declared(kind: RecordType) -> None:
    assert set(kind.derive(kind.new())) <= {f.name for f in kind.derived}
    assert len(kind.derive(kind.new())) == len(kind.derived)


@ALL
def test_an_empty_record_has_a_title_and_a_place_in_the_order(kind: RecordType) -> None:
    empty = kind.new()
    assert isinstance(kind.title(empty), str)
    assert isinstance(kind.subtitle(empty), str)
    assert kind.sort is not None
    assert isinstance(kind.sort(empty), str)


@ALL
def test_ownership_is_said_for_every_kind(kind: RecordType) -> None:
    scope = SCOPES[kind.code]
    assert scope.owner == kind.scope
    assert not scope.owner or isinstance(kind.by_name[scope.owner], Reference)


def test_ownership_names_no_other_kinds() -> None:
    assert set(SCOPES) == set(KINDS)


def test_every_catalogue_named_has_values() -> None:
    shipped = {str(value["catalogue"]) for value in catalogue_values()}
    assert {code for code, _label in CATALOGUES} == shipped
