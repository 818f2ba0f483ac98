"""Which backups go, for any history of backups; and when the next is due."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hnabroad_desktop.store.thinning import Keep, due, surplus

NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
histories = st.lists(st.integers(-100, 60 * 24 * 500).map(lambda m: NOW - timedelta(minutes=m)), unique=True)
keeps = st.builds(
    Keep,
    all_days=st.integers(0, 4),
    daily=st.integers(0, 5),
    weekly=st.integers(0, 5),
    monthly=st.integers(0, 5),
)


@given(histories, keeps)
def test_the_newest_and_the_last_days_stay(times: list[datetime], keep: Keep) -> None:
    gone = surplus(times, NOW, keep)
    assert gone <= set(times)
    if times:
        assert max(times) not in gone
    assert not {when for when in gone if NOW - when <= timedelta(days=keep.all_days)}


@given(histories, keeps)
def test_thinning_twice_is_thinning_once(times: list[datetime], keep: Keep) -> None:
    left = set(times) - surplus(times, NOW, keep)
    assert surplus(left, NOW, keep) == set()


@given(histories, keeps)
def test_what_stays_of_old_ones_is_bounded(times: list[datetime], keep: Keep) -> None:
    left = set(times) - surplus(times, NOW, keep)
    old = {when for when in left - {max(times, default=NOW)} if NOW - when > timedelta(days=keep.all_days)}
    assert len(old) <= keep.daily + keep.weekly + keep.monthly


def test_two_years_of_half_hours_leave_every_age() -> None:
    times = [NOW - timedelta(minutes=30 * n) for n in range(48 * 730)]
    left = sorted(set(times) - surplus(times, NOW), reverse=True)
    recent = [when for when in left if NOW - when <= timedelta(days=2)]
    rest = left[len(recent) :]
    assert len(recent) == 97
    assert len(rest) == 12 + 10 + 9
    days = [when.date() for when in rest[:12]]
    assert all(a - b == timedelta(days=1) for a, b in itertools.pairwise(days))
    assert len({when.isocalendar()[:2] for when in rest[11:22]}) == 11
    assert len({(when.year, when.month) for when in rest[21:]}) == 10
    assert NOW - left[-1] > timedelta(days=300)


@pytest.mark.parametrize(
    ("minutes", "changed", "expected"),
    [
        (None, True, True),
        (None, False, False),
        (29, True, False),
        (30, True, True),
        (300, False, False),
        (-5, True, True),
    ],
)
def test_a_backup_is_due_half_an_hour_after_the_last_when_something_changed(
    minutes: int | None, changed: bool, expected: bool
) -> None:
    last = None if minutes is None else NOW - timedelta(minutes=minutes)
    assert due(last, NOW, changed) is expected
