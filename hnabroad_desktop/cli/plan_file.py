"""The plan file of an arrangement of units: its act, its parts and who moves where, as JSON with codes."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from hnabroad_desktop.actions import arrangements
from hnabroad_desktop.actions.arrangement_rules import SHAPES
from hnabroad_desktop.actions.arrangements import Part, Plan, Successor
from hnabroad_desktop.actions.files import OpenFile
from hnabroad_desktop.base import dates
from hnabroad_desktop.base.errors import AppError
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.cli import opened
from hnabroad_desktop.records import KINDS
from hnabroad_desktop.records.schema import Record


class PlanFile:
    """A plan file as it was read. Raises AppError that says what is wrong with it."""

    def __init__(self, path: Path) -> None:
        self._name = path.name
        try:
            found = json.loads(path.read_text(encoding="utf-8-sig"))
        except (OSError, ValueError) as error:
            raise self._wrong(str(error)) from error
        self._said: dict[str, Any] = self._object(found, _("the plan"))

    def _wrong(self, what: str) -> AppError:
        return AppError(
            _("The plan {name} cannot be used: {what}. Nothing was changed. Correct the file.").format(
                name=self._name, what=what
            )
        )

    def _object(self, found: object, what: str) -> dict[str, Any]:
        if not isinstance(found, dict):
            raise self._wrong(_("“{part}” is no object").format(part=what))
        return found

    def _list(self, found: object, what: str) -> list[Any]:
        if not isinstance(found, list):
            raise self._wrong(_("“{part}” is no list").format(part=what))
        return found

    def plan(self, file: OpenFile) -> Plan:
        """Return the plan, its codes looked up in the file."""
        parts: list[Part] = []
        for said in self._list(self._said.get("parts"), "parts"):
            parts += self._part(file, self._object(said, "parts"))
        act, basis = self._act(file)
        return Plan(self._day(), basis, tuple(parts), act)

    def _day(self) -> dt.date:
        try:
            return dt.date.fromisoformat(dates.parse_day(self._said.get("day", "")))
        except ValueError as error:
            raise self._wrong(_("“day” is no day")) from error

    def _act(self, file: OpenFile) -> tuple[Record | None, str]:
        said = self._said.get("act")
        if said is None:
            return None, str(self._said.get("legal_basis") or "")
        if isinstance(said, str):
            return None, arrangements.basis_of(file, opened.standing(file, "legal_act", said))
        act = KINDS["legal_act"].new(**self._object(said, "act"))
        return act, arrangements.basis_of(file, act)

    def _part(self, file: OpenFile, said: Mapping[str, Any]) -> tuple[Part, ...]:
        kind = str(said.get("kind", ""))
        if kind not in SHAPES:
            raise self._wrong(_("“kind” is one of {kinds}").format(kinds=", ".join(SHAPES)))
        old = tuple(opened.record_id(file, ("unit",), str(u)) for u in self._list(said.get("old"), "old"))
        successors = tuple(
            self._successor(file, old, each) for each in self._list(said.get("successors", []), "successors")
        )
        part = Part(kind, old, successors)
        if not said.get("organs"):
            return (part,)
        if len(successors) != 1:
            raise self._wrong(_("organs go along only where one unit follows"))
        return arrangements.organs_too(file, part)

    def _successor(self, file: OpenFile, old: tuple[str, ...], said: object) -> Successor:
        if isinstance(said, str):
            return Successor(opened.record_id(file, ("unit",), said))
        told = self._object(said, "successors")
        main, note = bool(told.get("main")), str(told.get("note") or "")
        if "new" not in told:
            return Successor(opened.record_id(file, ("unit",), str(told.get("unit", ""))), main, None, note)
        if not old:
            raise self._wrong(_("“{part}” is no list").format(part="old"))
        values = dict(self._object(told["new"], "new"))
        if "parent_unit" in values:
            values["parent_unit"] = opened.record_id(file, ("unit",), str(values["parent_unit"]))
        made = arrangements.to_make(file, old[0], **values)
        return Successor(made.unit, main, made.made, note)

    def moves(self, file: OpenFile, plan: Plan) -> dict[str, str]:
        """Return the unit each cadre moves to; a unit that the plan makes is named by its new code."""
        made = {record.text("code"): unit for unit, record in plan.made.items()}
        return {
            opened.record_id(file, ("cadre",), cadre): made.get(str(unit))
            or opened.record_id(file, ("unit",), str(unit))
            for cadre, unit in self._object(self._said.get("moves", {}), "moves").items()
        }
