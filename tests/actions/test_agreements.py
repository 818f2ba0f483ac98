"""How an agreement is carried out: places by year, its classes, what took place, how long it runs."""

from __future__ import annotations

import datetime as dt

import pytest

from hnabroad_desktop.actions import agreements, records
from hnabroad_desktop.records import KINDS
from hnabroad_desktop.records.agreement import Places
from hnabroad_desktop.records.cadre import CADRE
from hnabroad_desktop.records.schema import Record, Row
from hnabroad_desktop.store.datafile import DataFile


@pytest.fixture
def partner(file: DataFile) -> str:
    country = file.find("country", code="JP")[0].id
    made = KINDS["partner"].new(name_vi="Tỉnh Kitayama (giả định)", kind="locality", country=country)
    return records.save(file, made).id


def agreement(file: DataFile, partner: str, **values: object) -> Record:
    """Save an agreement of 5 places a year from 2024 to 2026 that is still a proposal, and return it."""
    kind = next(code for catalogue, code in file.words() if catalogue == "agreement_kind")
    made = KINDS["agreement"].new(
        name="Bản ghi nhớ", kind=kind, partner=partner, signing_body=file.unit_id, **values
    )
    condition = Row({"direction": "out", "year_from": 2024, "year_to": 2026, "places": 5})
    saved = records.save(file, made.with_table("conditions", [condition]))
    found = file.get("agreement", saved.id)
    assert found is not None
    return found


def class_of(file: DataFile, people: int, departure: str, **values: object) -> str:
    """Keep a class with so many people on its list."""
    made = KINDS["class"].new(
        name="Quản lý đô thị", code=f"L-{departure}", departure_date=departure, organiser="partner", **values
    )
    rows = []
    for number in range(people):
        cadre = CADRE.new(full_name=f"Nguyễn Văn {departure} {number}", unit=file.unit_id)
        rows.append(Row({"cadre": records.save(file, cadre).id, "role": "trainee", "status": "listed"}))
    with file.transaction("add", "lớp") as step:
        return step.save(made.with_table("roster", rows))


def test_five_places_a_year_are_used_by_a_class_and_a_delegation(file: DataFile, partner: str) -> None:
    one = agreement(file, partner)
    class_of(file, 4, "2024-05-13", agreement=one.id, state="closed")
    class_of(file, 3, "2026-05-13", agreement=one.id, state="planned")
    delegation = {"direction": "out", "from_date": "2025-03-03", "purpose": "Khảo sát", "people": 2}
    records.save(file, one.with_table("delegations", [Row(delegation)]))
    stored = file.get("agreement", one.id)
    assert stored is not None
    use = agreements.use_of(file, stored)
    assert use.places == {2024: Places(5, 4), 2025: Places(5, 2), 2026: Places(5, 0)}
    assert [each.people for each in use.classes] == [4, 3]
    assert (use.delegations_out, use.delegations_in, use.last_activity) == (1, 0, "2025-03-03")


def test_a_class_named_by_a_delegation_is_counted_once(file: DataFile, partner: str) -> None:
    one = agreement(file, partner)
    class_id = class_of(file, 4, "2024-05-13", agreement=one.id, state="closed")
    row = {
        "direction": "out",
        "from_date": "2024-05-13",
        "purpose": "Bồi dưỡng",
        "people": 4,
        "class": class_id,
    }
    records.save(file, one.with_table("delegations", [Row(row)]))
    stored = file.get("agreement", one.id)
    assert stored is not None
    assert agreements.use_of(file, stored).places[2024] == Places(5, 4)


def test_a_class_of_an_offer_under_the_agreement_belongs_to_it(file: DataFile, partner: str) -> None:
    one = agreement(file, partner)
    offer = records.save(
        file, KINDS["offer"].new(name="03 suất", partner=partner, agreement=one.id, places=3)
    ).id
    class_of(file, 2, "2025-05-13", agreement=offer, state="returned")
    assert [each.people for each in agreements.use_of(file, one).classes] == [2]
    stored = file.get("offer", offer)
    assert stored is not None
    assert [each.people for each in agreements.classes_of_offer(file, stored)] == [2]


def test_what_nothing_came_of_says_so(file: DataFile, partner: str) -> None:
    use = agreements.use_of(file, agreement(file, partner))
    assert (use.last_activity, use.idle_months, use.light, use.classes) == ("", None, "none", ())


@pytest.mark.parametrize(
    ("days", "light"),
    [(400, "ok"), (181, "ok"), (180, "warning"), (31, "warning"), (30, "error"), (-1, "error")],
)
def test_the_light_follows_the_reminders(file: DataFile, partner: str, days: int, light: str) -> None:
    end = (file.today() + dt.timedelta(days)).isoformat()
    one = agreement(file, partner).with_values(state="in_force", expiry_date=end)
    use = agreements.use_of(file, one)
    assert (use.light, use.days_left, use.until) == (light, days, end)


def test_what_is_without_term_has_no_light(file: DataFile, partner: str) -> None:
    one = agreement(file, partner).with_values(state="in_force", indefinite=True)
    assert agreements.use_of(file, one).light == "none"


def test_idle_agreements_are_measured_by_a_parameter(file: DataFile) -> None:
    assert agreements.idle_limit(file) == 18
