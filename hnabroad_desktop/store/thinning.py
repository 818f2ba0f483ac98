"""When a backup is due, and which earlier ones may go."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

INTERVAL = timedelta(minutes=30)


@dataclass(frozen=True)
class Keep:
    """How many backups stay: all of the last days, then one a day, one a week, one a month."""

    all_days: int = 2
    daily: int = 12
    weekly: int = 10
    monthly: int = 9


def due(last: datetime | None, now: datetime, changed: bool, every: timedelta = INTERVAL) -> bool:
    """Say whether a backup is due: something changed, and the last one is long ago or in the future."""
    if not changed:
        return False
    return last is None or now - last >= every or last > now


def surplus(times: Iterable[datetime], now: datetime, keep: Keep | None = None) -> set[datetime]:
    """Return the times of the backups that may go; never the newest, nor one that lies in the future."""
    keep = keep or Keep()
    newest_first = sorted(set(times), reverse=True)
    old = [when for when in newest_first[1:] if now - when > timedelta(days=keep.all_days)]
    kept: set[datetime] = set()
    for count, period in ((keep.daily, _day), (keep.weekly, _week), (keep.monthly, _month)):
        # A week or month that a shorter period already speaks for needs no second one.
        covered = {period(when) for when in kept}
        kept |= _newest_of_each([when for when in old if period(when) not in covered], period, count)
    return set(old) - kept


def _newest_of_each(times: list[datetime], period: Callable[[datetime], object], count: int) -> set[datetime]:
    newest: dict[object, datetime] = {}
    for when in times:
        if period(when) not in newest:
            if len(newest) == count:
                break
            newest[period(when)] = when
    return set(newest.values())


def _day(when: datetime) -> object:
    return when.date()


def _week(when: datetime) -> object:
    return when.isocalendar()[:2]


def _month(when: datetime) -> object:
    return when.year, when.month
