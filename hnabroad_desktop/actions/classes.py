"""The list of a class: who goes, in which order, who replaces whom (features.md I6, US-6)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from hnabroad_desktop.actions.amending import followed
from hnabroad_desktop.actions.facts import class_of
from hnabroad_desktop.actions.papers import drafts_of, open_amendment
from hnabroad_desktop.actions.people_facts import person_of
from hnabroad_desktop.actions.records import examine, refuse
from hnabroad_desktop.base.errors import AppError, Problem
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.documents.facts import Person
from hnabroad_desktop.documents.people import arrange as arranged
from hnabroad_desktop.documents.people import place_person, post_and_unit
from hnabroad_desktop.records.class_rules import listed, reserves
from hnabroad_desktop.records.decision import ISSUED
from hnabroad_desktop.records.schema import Record, Row
from hnabroad_desktop.store.datafile import DataFile


@dataclass(frozen=True)
class Place:
    """One person of a class as the list shows them. ``number`` counts the list, or the reserves."""

    row_id: str
    cadre: str
    number: int
    name: str
    sex: str
    birth: str
    post: str
    role: str
    status: str
    note: str


@dataclass(frozen=True)
class Counts:
    """The figures of a list: people, women, places, and the money that goes with the people."""

    people: int
    women: int
    places: int | None
    money: int | None


@dataclass(frozen=True)
class Replaced:
    """What a replacement did: who went, who came, the newcomer's place, and what should be looked at."""

    gone: str
    came: str
    number: int
    warnings: tuple[Problem, ...]


def roster(file: DataFile, class_id: str) -> list[Place]:
    """Return the people who go, in the order of the printed list, with post and unit as of the paper."""
    class_ = class_of(file, class_id)
    return [_place(row, person, number) for number, (row, person) in enumerate(_going(file, class_), start=1)]


def reserve_list(file: DataFile, class_id: str) -> list[Place]:
    """Return the reserves, the first reserve first."""
    class_ = class_of(file, class_id)
    day = _day(file, class_id)
    return [
        _place(row, person_of(file, row, day), number) for number, row in enumerate(reserves(class_), start=1)
    ]


def gone(file: DataFile, class_id: str) -> list[Place]:
    """Return who was on the list and is not any more."""
    class_ = class_of(file, class_id)
    day = _day(file, class_id)
    rows = [row for row in class_.table("roster") if row["status"] in {"withdrawn", "replaced", "postponed"}]
    return [_place(row, person_of(file, row, day), number) for number, row in enumerate(rows, start=1)]


def counts(file: DataFile, class_id: str) -> Counts:
    """Return the figures of the list as it stands."""
    class_ = class_of(file, class_id)
    people = [file.get("cadre", str(row["cadre"])) for row in listed(class_)]
    money: int | None = None
    for row in class_.table("money"):
        each, sum_ = row["per_person"], row["estimate"]
        amount = each * len(people) if isinstance(each, int) else sum_
        if isinstance(amount, int):
            money = (money or 0) + amount
    places = class_["places"]
    return Counts(
        people=len(people),
        women=sum(person is not None and person["sex"] == "female" for person in people),
        places=places if isinstance(places, int) else None,
        money=money,
    )


def ensure_open(file: DataFile, class_id: str) -> None:
    """Refuse a class whose decision is issued. Raises AppError, saying what to do instead."""
    _open_class(file, class_id)


def add(file: DataFile, class_id: str, cadre_id: str, *, role: str = "trainee") -> None:
    """Put a person, or a reserve, on the list at the place their post gives. Raises AppError, FormError."""
    class_ = _open_class(file, class_id)
    waiting = _newcomer(class_, "", cadre_id)
    row = Row({**waiting.values, "role": role, "status": "listed", "reserve_order": None}, waiting.id)
    _save(file, class_, _inserted(file, class_, row), "roster", file.title(cadre_id))


def add_reserve(file: DataFile, class_id: str, cadre_id: str) -> None:
    """Put a person behind the last reserve. Raises AppError, FormError."""
    class_ = _open_class(file, class_id)
    number = 1 + max((n for row in reserves(class_) if isinstance(n := row["reserve_order"], int)), default=0)
    row = Row({"cadre": cadre_id, "role": "trainee", "status": "reserve", "reserve_order": number})
    rows = [*class_.table("roster"), row]
    _save(file, class_, class_.with_table("roster", rows), "roster", file.title(cadre_id))


def withdraw(file: DataFile, class_id: str, row_id: str, reason: str) -> None:
    """Take a person off the list; the record says why and since when. Raises AppError without a reason."""
    class_ = _open_class(file, class_id)
    row = _row(class_, row_id)
    left = _left(file, row, "withdrawn", _reason(reason))
    changed = _numbered(class_, [r for r in listed(class_) if r.id != row_id], [left])
    states = ((row, "selected", "withdrawn"), (row, "approved", "withdrawn"))
    _save(file, class_, changed, "withdraw", file.title(str(row["cadre"])), _nominations(file, states))


def replace(
    file: DataFile, class_id: str, row_id: str, reason: str, *, reserve_row: str = "", cadre_id: str = ""
) -> Replaced:
    """Replace a person by a reserve (the first one), or by anybody named by ``cadre_id``.

    The newcomer takes the place the post gives, and the role of one who led
    or kept the minutes. Raises AppError when there is no reserve or the
    decision is issued; FormError for what blocks; then nothing has changed.
    """
    class_ = _open_class(file, class_id)
    leaving = _row(class_, row_id)
    newcomer = _newcomer(class_, reserve_row, cadre_id)
    left = _left(file, leaving, "replaced", _reason(reason), str(newcomer["cadre"]))
    values = {**newcomer.values, "role": leaving["role"], "status": "listed", "reserve_order": None}
    values |= {"status_date": file.today().isoformat(), "quota_source": leaving["quota_source"]}
    without = _numbered(class_, [r for r in listed(class_) if r.id != row_id], [left])
    changed = _inserted(file, without, Row(values, newcomer.id))
    title = f"{file.title(str(leaving['cadre']))} → {file.title(str(newcomer['cadre']))}"
    states = (
        (leaving, "selected", "replaced"),
        (leaving, "approved", "replaced"),
        (newcomer, "reserve", "selected"),
    )
    warnings = _save(file, class_, changed, "replace", title, _nominations(file, states))
    number = next(p.number for p in roster(file, class_id) if p.cadre == newcomer["cadre"])
    return Replaced(file.title(str(leaving["cadre"])), file.title(str(newcomer["cadre"])), number, warnings)


def move(file: DataFile, class_id: str, row_id: str, number: int) -> None:
    """Give a person another place in the officer's own order; leaders first and secretary last stay so.

    Raises AppError where the list is changed by an amending decision, as ``set_role`` and ``arrange`` do.
    """
    class_ = _unissued_class(file, class_id)
    rows = [row for row in listed(class_) if row.id != row_id]
    rows.insert(max(0, number - 1), _row(class_, row_id))
    _save(file, class_, _numbered(class_, rows), "arrange", class_.text("name"))


def set_role(file: DataFile, class_id: str, row_id: str, role: str) -> None:
    """Give a person a task in the delegation. Raises FormError for a second head."""
    class_ = _unissued_class(file, class_id)
    rows = [Row({**r.values, "role": role}, r.id) if r.id == row_id else r for r in class_.table("roster")]
    person = file.title(str(_row(class_, row_id)["cadre"]))
    _save(file, class_, class_.with_table("roster", rows), "roster", person)


def arrange(file: DataFile, class_id: str, by: Literal["post", "alphabet"]) -> None:
    """Put the list in order by block, organ and post, or by the alphabet where that is chosen."""
    class_ = _unissued_class(file, class_id)
    pairs = _going(file, class_)
    known = {id(person): row for row, person in pairs}
    people = arranged([person for _row_, person in pairs], by)
    rows = [known[id(person)] for person in people]
    _save(file, class_, _numbered(class_, rows), "arrange", class_.text("name"))


# -- inside ------------------------------------------------------------------------------


def _open_class(file: DataFile, class_id: str) -> Record:
    """Return a class whose list may still change: no decision on it is signed or issued."""
    amendment = open_amendment(file, class_id)
    states = {d["state"] for d in ([amendment] if amendment else drafts_of(file, class_id))}
    if states & ISSUED:
        raise AppError(
            _(
                "The decision is issued and cannot be changed. To replace a person, draw up "
                "an amending decision."
            )
        )
    if "signed" in states:
        raise AppError(
            _(
                "The decision is signed and waits for its number. Nothing was changed. "
                "To change the list, take the decision back to its draft first."
            )
        )
    return class_of(file, class_id)


def _unissued_class(file: DataFile, class_id: str) -> Record:
    """Return a class whose list is not issued yet, so that order and tasks are still open too."""
    class_ = _open_class(file, class_id)
    if open_amendment(file, class_id) is not None:
        raise AppError(
            _(
                "Order and tasks stand as issued. Nothing was changed. An amending decision "
                "takes people off the list and adds others."
            )
        )
    return class_


def _going(file: DataFile, class_: Record) -> list[tuple[Row, Person]]:
    day = _day(file, class_.id)
    return [(row, person_of(file, row, day)) for row in listed(class_)]


def _day(file: DataFile, class_id: str) -> dt.date:
    """Return the day posts are shown as of: that of the decision where it has one."""
    dated = [d.text("date") for d in drafts_of(file, class_id) if d["date"]]
    return dt.date.fromisoformat(max(dated)) if dated else file.today()


def _place(row: Row, person: Person, number: int) -> Place:
    return Place(
        row_id=row.id,
        cadre=str(row["cadre"]),
        number=number,
        name=person.full_name,
        sex=person.sex,
        birth=person.birth,
        post=post_and_unit(person),
        role=str(row["role"] or "trainee"),
        status=str(row["status"] or "listed"),
        note=str(row["status_reason"] or row["note"] or ""),
    )


def _row(class_: Record, row_id: str) -> Row:
    for row in class_.table("roster"):
        if row.id == row_id:
            return row
    raise AppError(_("This person is not on the list any more. Nothing was changed."))


def _reason(reason: str) -> str:
    if not reason.strip():
        raise AppError(_("Give the reason. Nothing was changed."))
    return reason.strip()


def _left(file: DataFile, row: Row, status: str, reason: str, by: str = "") -> Row:
    values = {
        **row.values,
        "status": status,
        "status_date": file.today().isoformat(),
        "status_reason": reason,
        "order": None,
    }
    return Row(values | ({"replaced_by": by} if by else {}), row.id)


def _newcomer(class_: Record, reserve_row: str, cadre_id: str) -> Row:
    if cadre_id:
        waiting = [row for row in reserves(class_) if row["cadre"] == cadre_id]
        return waiting[0] if waiting else Row({"cadre": cadre_id})
    waiting = reserves(class_)
    if not waiting:
        raise AppError(
            _("The class has no reserve. Nothing was changed. Choose a person, or add a reserve first.")
        )
    return _row(class_, reserve_row) if reserve_row else waiting[0]


def _inserted(file: DataFile, class_: Record, newcomer: Row) -> Record:
    """Return the class with ``newcomer`` on the list, at the place the post gives among the others."""
    pairs = _going(file, class_)
    person = person_of(file, newcomer, _day(file, class_.id))
    people = place_person([p for _row_, p in pairs], person)
    place = next(i for i, p in enumerate(people) if p is person)
    rows = [row for row, _p in pairs if not newcomer.id or row.id != newcomer.id]
    rows.insert(place, newcomer)
    return _numbered(class_, rows, [newcomer] if newcomer.id else [])


def _numbered(class_: Record, going: Sequence[Row], changed: Iterable[Row] = ()) -> Record:
    """Return the class with the rows of ``going`` numbered in that order, and ``changed`` rows put in."""
    new = {row.id: row for row in changed if row.id}
    order = {row.id: number for number, row in enumerate(going, start=1) if row.id}
    rows = []
    for row in class_.table("roster"):
        row = new.get(row.id, row)
        if row.id in order:
            row = Row({**row.values, "order": order[row.id]}, row.id)
        rows.append(row)
    for number, row in enumerate(going, start=1):
        if not row.id:
            rows.append(Row({**row.values, "order": number}))
    return class_.with_table("roster", rows)


def _save(
    file: DataFile,
    before: Record,
    changed: Record,
    verb: str,
    subject: str,
    also: Iterable[tuple[Record, Record]] = (),
) -> tuple[Problem, ...]:
    settled, problems = examine(file, changed, before)
    refuse(problems)
    with file.transaction(verb, subject) as step:
        step.save(settled, before)
        for record, earlier in (*also, *followed(file, before, settled)):
            step.save(record, earlier)
    return tuple(p for p in problems if p.severity == "warning")


def _nominations(file: DataFile, moves: Iterable[tuple[Row, str, str]]) -> Iterator[tuple[Record, Record]]:
    """Yield the nominations behind rows of the list, brought from one state to another."""
    for row, expected, state in moves:
        nomination = file.get("nomination", str(row["nomination"])) if row["nomination"] else None
        if nomination is not None and nomination["state"] == expected:
            yield nomination.with_values(state=state), nomination
