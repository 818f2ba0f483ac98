"""The mapping file of an import: what its columns mean and what the user answered, as JSON in and out."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from hnabroad_desktop.actions import imports
from hnabroad_desktop.actions.files import OpenFile
from hnabroad_desktop.base.errors import AppError
from hnabroad_desktop.base.fields import Choice, FieldError, Reference, Stored
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.base.vietnamese import fold
from hnabroad_desktop.cli import opened
from hnabroad_desktop.sheets.legacy import ENCODINGS
from hnabroad_desktop.sheets.mapping import DATE_ORDERS, ColumnMapping, target_choices


def letters(column: int) -> str:
    """Return how Excel calls a column counted from 0."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def written(layout: imports.Layout) -> dict[str, Any]:
    """Return the mapping of a layout as a mapping file holds it; it can be given back with --mapping."""
    how = layout.mapping
    return {
        "columns": {
            letters(column.index): {"heading": column.heading, "field": how.targets.get(column.index, "")}
            for column in layout.table.columns
        },
        "encodings": {letters(c): encoding for c, encoding in how.encodings.items()},
        "date_orders": {letters(c): order for c, order in how.date_orders.items()},
        "policies": dict(layout.policies),
    }


class MappingFile:
    """A mapping file as it was read. Raises AppError, with what is wrong, as soon as it is used."""

    def __init__(self, path: Path | None) -> None:
        self._name = path.name if path else ""
        self._said: dict[str, Any] = {}
        if path is None:
            return
        try:
            found = json.loads(path.read_text(encoding="utf-8-sig"))
        except (OSError, ValueError) as error:
            raise self._wrong(str(error)) from error
        if not isinstance(found, dict):
            raise self._wrong(_("it holds no object"))
        self._said = found

    def _wrong(self, what: str) -> AppError:
        return AppError(
            _("The mapping {name} cannot be used: {what}. Nothing was imported. Correct the file.").format(
                name=self._name, what=what
            )
        )

    def _part(self, name: str) -> Mapping[str, Any]:
        found = self._said.get(name, {})
        if not isinstance(found, dict):
            raise self._wrong(_("“{part}” is no object").format(part=name))
        return found

    def applied(self, layout: imports.Layout) -> imports.Layout:
        """Return the layout with columns, encodings, orders of dates and policies as the file says."""
        if not self._said:
            return layout
        paths = {path for path, _label in target_choices(layout.record_type)} | set(
            layout.mapping.targets.values()
        )
        targets = dict(layout.mapping.targets)
        for key, told in self._part("columns").items():
            path = str(told.get("field", "") if isinstance(told, dict) else told or "")
            if path not in paths and not re.fullmatch(r"rating\.rating#\d{4}", path):
                raise self._wrong(_("there is no field “{field}”").format(field=path))
            targets[self._column(layout, key)] = path
        encodings = self._chosen(layout, "encodings", (*ENCODINGS, "unicode", "decomposed"))
        orders = self._chosen(layout, "date_orders", DATE_ORDERS)
        how = ColumnMapping(layout.kind, targets, encodings, orders)  # type: ignore[arg-type]
        fresh = imports.with_mapping(layout, how)
        for path, policy in self._part("policies").items():
            if policy not in imports.POLICIES:
                raise self._wrong(
                    _("“{value}” is none of {values}").format(
                        value=policy, values=", ".join(imports.POLICIES)
                    )
                )
            fresh = imports.with_policy(fresh, path, policy)
        return fresh

    def _column(self, layout: imports.Layout, key: str) -> int:
        for column in layout.table.columns:
            if key in {letters(column.index), str(column.index)} or fold(key) == fold(column.heading):
                return column.index
        raise self._wrong(_("the sheet has no column “{column}”").format(column=key))

    def _chosen(self, layout: imports.Layout, part: str, allowed: tuple[str, ...]) -> dict[int, str]:
        found = {}
        for key, value in self._part(part).items():
            if value not in allowed:
                raise self._wrong(
                    _("“{value}” is none of {values}").format(value=value, values=", ".join(allowed))
                )
            found[self._column(layout, key)] = str(value)
        return found

    def choices(self, file: OpenFile, layout: imports.Layout) -> imports.Choices:
        """Return the answers of the file: of single rows, and of equal texts."""
        values: dict[tuple[int, str], Stored] = {}
        people: dict[int, str] = {}
        skipped: set[int] = set()
        for key, told in self._part("rows").items():
            if not str(key).isdecimal() or not isinstance(told, dict):
                raise self._wrong(_("“{part}” is no row").format(part=key))
            row = int(key) - 1
            for name, value in told.items():
                if name == "skip":
                    skipped |= {row} if value else set()
                elif name == "person":
                    known = value == imports.NEW
                    people[row] = value if known else opened.record_id(file, (layout.kind,), str(value))
                else:
                    values[row, name] = self._value(file, layout, name, value)
        by_text = {
            (path, fold(text)): self._value(file, layout, path, value)
            for path, texts in self._part("texts").items()
            for text, value in dict(texts).items()
        }
        unknown = self._said.get("unknown_unit", "keep")
        if unknown not in {"keep", "leave"}:
            raise self._wrong(_("“{value}” is none of {values}").format(value=unknown, values="keep, leave"))
        unit = self._said.get("unit", "")
        return imports.Choices(
            replace(imports.Repairs(), values=values, by_text=by_text, skipped=frozenset(skipped)),
            people,
            opened.record_id(file, ("unit",), str(unit)) if unit else "",
            frozenset((path, str(text)) for path, texts in self._part("create").items() for text in texts),
            unknown,
        )

    def _value(self, file: OpenFile, layout: imports.Layout, path: str, value: Any) -> Stored:
        one = layout.record_type.by_name.get(path)
        if one is None:
            raise self._wrong(_("there is no field “{field}”").format(field=path))
        try:
            if isinstance(one, Reference):
                return opened.record_id(file, one.kinds, str(value))
            if isinstance(one, Choice) and one.catalogue and (one.catalogue, str(value)) not in file.words():
                raise self._wrong(_("“{value}” is not in the catalogue").format(value=value))
            return one.clean(value)
        except FieldError as error:
            raise self._wrong(str(error)) from error
