"""What the head of a record says besides its name: what follows from the record today."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from hnabroad_desktop.base import dates
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.base.vietnamese import show_number
from hnabroad_desktop.records import agreement, cadre_history
from hnabroad_desktop.records.schema import Record
from hnabroad_desktop.ui.desk import Desk


def facts(record: Record, desk: Desk) -> tuple[str, ...]:
    """Return the short phrases that stand below the name of a record."""
    made = _FACTS.get(record.kind)
    return tuple(made(record, desk)) if made is not None else ()


def headline(record: Record, desk: Desk) -> str:
    """Return the name a record is known by where other records hold it, "" for its own title."""
    if record.kind == "nomination" and record["cadre"]:
        return desk.title(record.text("cadre"))
    return ""


def _of_nomination(record: Record, desk: Desk) -> Iterator[str]:
    if record["class"]:
        yield desk.title(record.text("class"))


def _of_cadre(record: Record, desk: Desk) -> Iterator[str]:
    # Age, retirement and remaining service: the head of the record in wording.md 5.1.
    born = record.text("birth_date")
    if not _is_date(born) or record["status"] == "deceased":
        return
    least, most = dates.age_range(born, desk.today)
    if least == most:
        yield _("{years} years old").format(years=least)
    else:
        yield _("{least} or {most} years old").format(least=least, most=most)
    if record["status"] in {"retired", "resigned"}:
        return
    end = cadre_history.retirement_of(record)
    if end is None or not _is_date(end):
        return
    yield _("retires on {day}").format(day=dates.show(end))
    months = dates.full_months(desk.today, dates.latest(end))
    yield _("{span} of service left").format(span=span(months)) if months > 0 else _("no service left")


def _of_agreement(record: Record, desk: Desk) -> Iterator[str]:
    end = agreement.expiry_of(record)
    if record["indefinite"]:
        yield _("without term")
    elif end is not None and _is_date(end):
        yield _("until {day}").format(day=dates.show(end))


def _of_offer(record: Record, desk: Desk) -> Iterator[str]:
    if isinstance(record["places"], int):
        yield _("{count} places").format(count=show_number(record["places"]))
    if record["deadline"] and record["state"] in {"received", "considering"}:
        yield _("answer by {day}").format(day=dates.show(record.text("deadline")))


def span(months: int) -> str:
    """Return a length of time in years and months."""
    years, rest = divmod(months, 12)
    if not years:
        return _("{months} months").format(months=rest)
    if not rest:
        return _("{years} years").format(years=years)
    return _("{years} years {months} months").format(years=years, months=rest)


def _is_date(text: str) -> bool:
    try:
        dates.earliest(text)
    except ValueError:
        return False
    return True


_FACTS: Mapping[str, Callable[[Record, Desk], Iterator[str]]] = {
    "cadre": _of_cadre,
    "agreement": _of_agreement,
    "nomination": _of_nomination,
    "offer": _of_offer,
}
