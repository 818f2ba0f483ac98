"""What an arrangement of units must be like: how many units of which sort, when, and under which act."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from hnabroad_desktop.actions.arrangements import Part, Plan, unit_of
from hnabroad_desktop.base import dates
from hnabroad_desktop.base.errors import AppError
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.records.unit import SUCCESSION_KINDS
from hnabroad_desktop.store.datafile import DataFile


@dataclass(frozen=True)
class Shape:
    """What an arrangement is made of: fewest and most old units and successors; whether the old ones end."""

    least_old: int
    most_old: int
    least_new: int
    most_new: int
    ends: bool = True


_MANY = 99

SHAPES: Mapping[str, Shape] = MappingProxyType(
    {
        "rename": Shape(1, 1, 1, 1),
        "absorb": Shape(1, _MANY, 1, 1),
        "amalgamate": Shape(2, _MANY, 1, 1),
        "divide": Shape(1, 1, 2, _MANY),
        "separate": Shape(1, 1, 1, _MANY, ends=False),
        "dissolve": Shape(1, _MANY, 0, _MANY),
        "hand_over": Shape(1, _MANY, 1, _MANY),
    }
)

#: Kinds that propose nobody anywhere: everyone is placed by a person.
PLACED_BY_HAND = frozenset({"dissolve", "separate"})


def check(file: DataFile, plan: Plan) -> None:
    """Raise AppError with one sentence when a plan cannot be carried out."""
    if not plan.legal_basis.strip():
        raise AppError(_("Enter the act the arrangement rests on. Nothing was changed."))
    labels = dict(SUCCESSION_KINDS)
    closed: set[str] = set()
    for part in plan.parts:
        shape = SHAPES[part.kind]
        fits = shape.least_old <= len(part.old) <= shape.most_old
        if not fits or not shape.least_new <= len(part.successors) <= shape.most_new:
            raise AppError(
                _("The number of units does not suit “{kind}”. Nothing was changed.").format(
                    kind=_(labels[part.kind])
                )
            )
        for old in part.old:
            _check_old(file, plan, old, closed)
            closed.add(old)
        _check_successors(file, plan, part)


def _check_old(file: DataFile, plan: Plan, old: str, closed: set[str]) -> None:
    unit = unit_of(file, old)
    if unit["valid_to"] and unit.text("valid_to") < plan.day.isoformat():
        raise AppError(
            _("“{unit}” ended on {day} already. Nothing was changed. Choose another unit.").format(
                unit=unit.text("name"), day=dates.show(unit.text("valid_to"))
            )
        )
    if unit.text("valid_from") >= plan.day.isoformat():
        raise AppError(
            _("“{unit}” begins on {day}, not before the arrangement. Nothing was changed.").format(
                unit=unit.text("name"), day=dates.show(unit.text("valid_from"))
            )
        )
    if old in closed:
        raise AppError(
            _("“{unit}” stands in two parts of the arrangement. Nothing was changed.").format(
                unit=unit.text("name")
            )
        )


def _check_successors(file: DataFile, plan: Plan, part: Part) -> None:
    made = plan.made
    for successor in part.successors:
        unit = made.get(successor.unit) or unit_of(file, successor.unit)
        ended = unit["valid_to"] and unit.text("valid_to") < plan.day.isoformat()
        late = successor.unit not in made and unit.text("valid_from") > plan.day.isoformat()
        if successor.unit in part.old or ended or late:
            raise AppError(
                _("“{unit}” cannot be a successor here. Nothing was changed. Choose another unit.").format(
                    unit=unit.text("name")
                )
            )
    several = part.kind in {"divide", "hand_over"} and len(part.successors) > 1
    if several and sum(successor.main for successor in part.successors) != 1:
        raise AppError(_("Choose the one main successor, for reports. Nothing was changed."))
