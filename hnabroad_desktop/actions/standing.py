"""Who may keep the rules of authority: the bodies that gather for the city, and no one else."""

from __future__ import annotations

from dataclasses import replace

from hnabroad_desktop.base.errors import AppError
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.exchange.sharing import gatherers, tree
from hnabroad_desktop.records import parts
from hnabroad_desktop.records.authority import CITY, RULE_KINDS
from hnabroad_desktop.records.schema import Record
from hnabroad_desktop.store.datafile import DataFile


def closed(file: DataFile, kind: str) -> str:
    """Return why records of ``kind`` are only looked at in this file, "" when they may be changed."""
    if kind not in RULE_KINDS or tree(file, file.today()).level(file.unit_id) == CITY:
        return ""
    return _(
        "These rules are set by the bodies that gather for the city and come with their packages; here they"
        " are only looked at."
    )


def shuts_out(file: DataFile, record: Record, *, gone: bool = False) -> bool:
    """Say whether a gathering body as it is to be, or its going, leaves this unit without its standing."""
    if record.kind != "gathering_body":
        return False
    day = file.today()
    left = [each for each in file.find("gathering_body") if each.id != record.id]
    left += [] if gone else [record]
    named = [
        (bytes.fromhex(each.text("unit")), each.text("unit_kind"), each.text("code_ending"))
        for each in left
        if parts.valid_on(each, day)
    ]
    units = tree(file, day)
    kept = replace(units, gathering=frozenset(gatherers(units.bodies.values(), named)))
    return kept.level(file.unit_id) < CITY


def shut_out_words() -> str:
    """Return the sentence for a change after which the unit could not keep these rules any more."""
    return _(
        "With this the unit that keeps this file would not gather for the city any more and could not change"
        " these rules again. Nothing was changed. Name its body in another row first."
    )


def check(file: DataFile, kind: str, record: Record | None = None) -> None:
    """Raise AppError where records of ``kind`` are only looked at, or ``record`` may not go."""
    why = closed(file, kind)
    if why:
        raise AppError(_("Nothing was changed.") + " " + why)
    if record is not None and shuts_out(file, record, gone=True):
        raise AppError(shut_out_words())
