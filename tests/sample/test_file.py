"""The practice file as a file: sound, free of errors, the same in every run, and fit to be worked with."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from hnabroad_desktop.actions import files, issuing, papers, records
from hnabroad_desktop.actions.sample import demo
from hnabroad_desktop.base.errors import AppError
from hnabroad_desktop.records import KINDS
from tests.sample.reading import OWN, City


def test_it_opens_without_a_password_on_its_own_day(sample_path: Path) -> None:
    assert not files.needs_password(sample_path)
    file = files.open_file(sample_path)
    try:
        assert file.practice
        assert file.today().isoformat() == "2026-11-25"
        assert file.get("unit", file.unit_id)["code"] == "BTCTU"  # type: ignore[index]
    finally:
        file.close()


def test_pages_journal_readings_and_references_are_sound(city: City) -> None:
    assert list(city.file.findings()) == []


@pytest.mark.parametrize("kind", [*OWN, "unit", "phase", "scheme"])
def test_no_record_has_an_error_and_few_have_warnings(city: City, kind: str) -> None:
    found = city.kinds[kind] if kind in OWN else city.file.find(kind)
    problems = [(KINDS[kind].title(record), p) for record in found for p in records.check(city.file, record)]
    assert [p for p in problems if p[1].severity == "error"] == []
    taught = {
        "cadre": {"citizen_id", "birth_date"},
        "agreement": {"report_sent_date"},
        "nomination": {"cadre"},
    }
    assert {p.field for _title, p in problems} <= taught.get(kind, set())
    assert len(problems) <= 5


def test_undo_does_not_reach_into_it(city: City) -> None:
    assert records.next_steps(city.file) == ("", "")


def test_two_runs_give_the_same_records(city: City, tmp_path: Path) -> None:
    again = tmp_path / "lan-hai.hnab"
    told: list[tuple[int, int]] = []
    demo(again, lambda done, total: told.append((done, total)))
    assert [done for done, _total in told] == list(range(1, told[-1][1] + 1)), "progress is told to the end"
    file = files.open_file(again)
    try:
        other = City(file)
        for kind in OWN:
            assert {r.id: r for r in other.kinds[kind]} == {r.id: r for r in city.kinds[kind]}, kind
    finally:
        file.close()


def test_the_draft_can_be_issued_and_the_class_follows(sample_path: Path) -> None:
    file = files.open_file(sample_path)
    try:
        class_ = file.find("class", code="LOP-2026-07")[0]
        draft = papers.drafts_of(file, class_.id)[0]
        papers.submit(file, draft.id)
        papers.sign(file, draft.id)
        done = issuing.issue(file, draft.id, number=6001)
        assert done.number == "6001/QĐ-UBND"
        assert file.get("class", class_.id)["state"] == "decided"  # type: ignore[index]
        states = Counter(n["state"] for n in file.find("nomination", **{"class": class_.id}))
        assert states == {"decided": 23, "reserve": 2}
    finally:
        file.close()


def test_it_does_not_overwrite_a_file(sample_path: Path) -> None:
    before = sample_path.read_bytes()
    with pytest.raises(AppError):
        demo(sample_path)
    assert sample_path.read_bytes() == before
