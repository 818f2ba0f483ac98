"""Units a list names that the file does not know: kept as waiting units until each is matched, once for all.

A waiting unit is a unit whose code begins with the mark of unmatched values.
Nobody is left without a unit meanwhile, and the text of the list is never lost.
"""

from __future__ import annotations

from hnabroad_desktop.base.errors import AppError
from hnabroad_desktop.base.fields import UNMATCHED
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.base.vietnamese import fold
from hnabroad_desktop.records import KINDS
from hnabroad_desktop.records.schema import Record
from hnabroad_desktop.records.unit import is_territory
from hnabroad_desktop.store.datafile import DataFile

CATALOGUE = "unit"


def is_waiting(unit: Record) -> bool:
    """Say whether a unit stands in for a text that was not matched."""
    return unit.text("code").startswith(UNMATCHED)


def waiting_unit(text: str) -> Record:
    """Return the unit, not stored yet, that stands in for a text."""
    return Record("unit", {"code": UNMATCHED + fold(text), "name": text, "kind": "other_body"})


def waiting(file: DataFile) -> list[Record]:
    """Return every waiting unit."""
    return [unit for unit in file.find("unit") if is_waiting(unit)]


def uses(file: DataFile, unit_id: str) -> int:
    """Return how many records and lines lead to a unit."""
    return len(file.referring(unit_id, deleted=False))


def options(file: DataFile) -> list[tuple[str, str]]:
    """Return code and name of the units that exist today and have staff."""
    today = file.today().isoformat()
    return [(u.text("code"), u.text("name")) for u in _organs(file) if not _ended(u, today)]


def meanings(file: DataFile) -> list[tuple[str, str, str]]:
    """Return code, name and life of each unit a text may mean: those of today first, then past ones."""
    today = file.today().isoformat()
    organs = sorted(_organs(file), key=lambda unit: _ended(unit, today))
    return [(u.text("code"), u.text("name"), KINDS["unit"].subtitle(u)) for u in organs]


def _organs(file: DataFile) -> list[Record]:
    return [unit for unit in file.find("unit") if not is_waiting(unit) and not is_territory(unit)]


def _ended(unit: Record, today: str) -> bool:
    return unit["valid_to"] is not None and unit.text("valid_to") < today


def match(file: DataFile, text: str, code: str) -> int:
    """Put a unit wherever the waiting unit called ``text`` stands, in one step; return in how many places.

    Raises AppError when either is not in the file.
    """
    found = [unit for unit in waiting(file) if unit.text("name") == text]
    meant = file.find("unit", code=code)
    if not found or len(meant) != 1:
        raise AppError(
            _("“{text}” or the unit {code} is not in the file. Nothing was changed.").format(
                text=text, code=code
            )
        )
    links = file.referring(found[0].id)
    with file.transaction("match", text) as step:
        for kind in dict.fromkeys(kind for kind, _id, _field in links):
            changes: dict[str, dict[str, str | int | bool | None]] = {}
            for _kind, entity, name in (link for link in links if link[0] == kind):
                changes.setdefault(entity, {})[name] = meant[0].id
            step.change_many(kind, changes)
        step.delete("unit", found[0].id, text)
    return len(links)
