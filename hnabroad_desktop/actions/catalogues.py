"""Catalogues as pickers see them, and matching what was typed freely with them (features.md B3, B4)."""

from __future__ import annotations

from collections.abc import Sequence

from hnabroad_desktop.actions import parked
from hnabroad_desktop.base import vietnamese
from hnabroad_desktop.base.errors import AppError
from hnabroad_desktop.base.fields import UNMATCHED, Choice
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.records import KINDS
from hnabroad_desktop.records.catalogue_value import usable_on
from hnabroad_desktop.store.datafile import DataFile


def options(file: DataFile, catalogue: str) -> list[tuple[str, str]]:
    """Return the values of a catalogue in use, in its order: code and text. Retired ones are left out.

    The units that exist today are the catalogue ``parked.CATALOGUE``.
    """
    if catalogue == parked.CATALOGUE:
        return parked.options(file)
    in_use = usable_on(file.find("catalogue_value", catalogue=catalogue), file.today())
    return [(v.text("code"), v.text("name_vi")) for v in in_use]


def codes_saying(file: DataFile, choice: Choice, folded: str, *, whole: bool = False) -> Sequence[str]:
    """Return the codes of a choice whose words, without marks, contain or with ``whole`` are ``folded``."""
    words = [(code, _(label)) for code, label in choice.options]
    if choice.catalogue:
        words = [(code, text) for (of, code), text in file.words().items() if of == choice.catalogue]
    said = ((code, vietnamese.fold(text)) for code, text in words)
    return [code for code, text in said if (folded == text if whole else folded in text)]


def code_of(file: DataFile, choice: Choice, text: str) -> str | None:
    """Return the code a typed text means: a code, the exact words, or the words without marks; else None."""
    words = {code: _(label) for code, label in choice.options}
    if choice.catalogue:
        words = {code: name for (of, code), name in file.words().items() if of == choice.catalogue}
    if text in words:
        return text
    exact = [code for code, name in words.items() if name.casefold() == text.casefold()]
    if len(exact) == 1:
        return exact[0]
    plain = vietnamese.fold(text)
    alike = [code for code, name in words.items() if vietnamese.fold(name) == plain]
    return alike[0] if len(alike) == 1 else None


def unmatched(file: DataFile) -> list[tuple[str, str, int]]:
    """Return (catalogue, text, number of uses) of everything that waits to be matched."""
    found: dict[tuple[str, str], int] = {}
    for kind, name, catalogue in _free_choices():
        for text, count in file.unmatched_texts(kind, name):
            key = (catalogue, text.removeprefix(UNMATCHED))
            found[key] = found.get(key, 0) + count
    for unit in parked.waiting(file):
        found[parked.CATALOGUE, unit.text("name")] = parked.uses(file, unit.id)
    return [(catalogue, text, count) for (catalogue, text), count in sorted(found.items())]


def match(file: DataFile, catalogue: str, text: str, code: str) -> int:
    """Put a catalogue code wherever ``text`` waits for one, in one step, and return how many there were.

    Raises AppError when the catalogue has no such code.
    """
    if catalogue == parked.CATALOGUE:
        return parked.match(file, text, code)
    if (catalogue, code) not in file.words():
        raise AppError(
            _("Catalogue {catalogue} has no code {code}. Nothing was changed. Choose another code.").format(
                catalogue=catalogue, code=code
            )
        )
    count = 0
    with file.transaction("match", text) as step:
        for kind, name, of in _free_choices():
            if of == catalogue:
                ids = file.having(kind, name, UNMATCHED + text)
                step.change_many(kind, {record_id: {name: code} for record_id in ids})
                count += len(ids)
    return count


def _free_choices() -> list[tuple[str, str, str]]:
    """Return (entity kind, field, catalogue) of every field that takes free text for a while."""
    found = []
    for record_type in KINDS.values():
        for field in record_type.fields:
            if isinstance(field, Choice) and field.free and field.catalogue:
                found.append((record_type.code, field.name, field.catalogue))
        for table in record_type.tables:
            for field in table.fields:
                if isinstance(field, Choice) and field.free and field.catalogue:
                    found.append((f"{record_type.code}.{table.name}", field.name, field.catalogue))
    return found
