"""The 1,200 people: who holds which seat, how they came there, and who has left."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from hnabroad_desktop.actions.sample import days
from hnabroad_desktop.actions.sample.careers import REFORM, Careers, Line, exchange
from hnabroad_desktop.actions.sample.names import Birth, Register
from hnabroad_desktop.actions.sample.seats import Seat, all_seats, districts
from hnabroad_desktop.actions.sample.seed import TODAY, Seed, dice
from hnabroad_desktop.base import dates
from hnabroad_desktop.base.fields import Stored
from hnabroad_desktop.records.retirement import retirement_date

#: Everybody in the file, those who have left included (the issue of the practice data).
PEOPLE = 1_200

_WOMEN = {5: 0.25, 4: 0.31, 3: 0.40, 2: 0.47, 1: 0.56}
_AGES = {5: (47, 58), 4: (41, 57), 3: (36, 55), 2: (33, 50), 1: (27, 49)}


@dataclass
class Person:
    """One person on the way into the file; the parts that make classes add their rows."""

    key: str
    id: str
    birth: Birth
    recruited: date
    joined: date | None
    career: list[Line]
    seat: Seat | None = None
    status: str = "working"
    status_since: date | None = None
    abroad: list[dict[str, Stored]] = field(default_factory=list)
    discipline: list[dict[str, Stored]] = field(default_factory=list)
    under_consideration: bool = False
    ratings: dict[int, str] = field(default_factory=dict)
    language: str = ""
    master_abroad: list[dict[str, Stored]] = field(default_factory=list)
    passport_from: date | None = None
    passport_to: date | None = None
    passport_kept: str = ""

    @property
    def grade(self) -> int:
        """How high the present post is, 1 for those who have left."""
        return self.seat.grade if self.seat else 1

    @property
    def block(self) -> str:
        """The block of the present organ."""
        return self.seat.block if self.seat else "government"

    def age(self, day: date = TODAY) -> int:
        """Return the age in whole years."""
        return dates.age(self.birth.day, day)


#: People of the stories, by the seat they are put into: (organ suffix or code, post) -> name, sex.
_NAMED: tuple[tuple[str, str, str, str], ...] = (
    ("BTCTU", "Trưởng Ban", "Doãn Khắc Nhượng", "male"),
    ("BTCTU", "Phó Trưởng Ban", "Đàm Thị Kim Cúc", "female"),
    ("SNV", "Giám đốc Sở", "Bạch Công Lãm", "male"),
    ("SNV", "Phó Giám đốc Sở", "Lưu Thị Hồng Vĩ", "female"),
    ("SNV.P2", "Phó Trưởng phòng", "Hoàng Thị Yến", "female"),
    ("BTCTU.P3", "Chuyên viên", "Đỗ Minh Đạt", "male"),
    ("STC.P2", "Phó Trưởng phòng", "Đinh Thị Hạnh", "female"),
    ("SKHCN.P1", "Phó Trưởng phòng", "Ngô Ý Nhi", "female"),
)


def everybody(seed: Seed) -> list[Person]:
    """Return all people, the holders of seats first, those who left last."""
    names, careers = Register(), Careers()
    named = {(organ, post): (name, sex) for organ, post, name, sex in _NAMED}
    people = []
    for index, seat in enumerate(all_seats()):
        name, sex = named.pop((seat.organ, seat.post), ("", ""))
        people.append(_holder(seed, f"seat {index}", seat, names, careers, name, sex))
    people = _rotated(people)
    people += _left(seed, names, careers, PEOPLE - len(people))
    return people


def _holder(
    seed: Seed, key: str, seat: Seat, names: Register, careers: Careers, name: str, sex: str
) -> Person:
    rng = dice("person", key)
    sex = sex or ("female" if rng.random() < _WOMEN[seat.grade] else "male")
    first, last = _AGES[seat.grade]
    while True:
        age = rng.triangular(first, min(last + 4, 60) if sex == "male" else min(last, 56))
        born = TODAY - timedelta(int(age * 365.25) + rng.randint(0, 364))
        if retirement_date(sex, born) > TODAY + timedelta(30):
            break
    # Nobody in the file is newer than three and a half years.
    begun = rng.uniform(22.6, max(22.7, min(27.2, (TODAY - born).days / 365.25 - 3.6)))
    recruited = days.working(born + timedelta(int(begun * 365.25)))
    return Person(
        key=key,
        id=seed.new_id(),
        birth=names.birth(key, sex, born, name),
        recruited=recruited,
        joined=_joined(seat.party, rng.random(), recruited, seat.grade, rng.randint(400, 2600)),
        career=careers.of_seat(rng, seat, recruited),
        seat=seat,
    )


def _joined(must: bool, chance: float, recruited: date, grade: int, later: int) -> date | None:
    if not must and chance > (0.9 if grade >= 2 else 0.72):
        return None
    return min(days.working(recruited + timedelta(later)), date(2025, 11, 14))


def _rotated(people: list[Person]) -> list[Person]:
    """Let twelve pairs of ward leaders change places in 2026, as leaders are rotated."""
    found = list(people)
    for post in ("Bí thư Đảng ủy", "Chủ tịch UBND"):
        holders = [i for i, p in enumerate(found) if p.seat and p.seat.post == post and p.seat.place]
        for turn, (one, other) in enumerate(zip(holders[5:65:10], holders[7:67:10], strict=True)):
            day = days.working(date(2026, 3, 2) + timedelta(turn * 28))
            found[one], found[other] = _exchanged(found[one], found[other], day)
    return found


def _exchanged(one: Person, other: Person, day: date) -> tuple[Person, Person]:
    def without_second(lines: list[Line]) -> list[Line]:
        return [line for line in lines if not line.concurrent]

    def second(lines: list[Line], of: list[Line]) -> list[Line]:
        ended = [replace(line, end=day - timedelta(1)) for line in of if line.concurrent]
        begun = [replace(line, begin=day) for line in lines if line.concurrent]
        return [*ended, *begun]

    a, b = exchange(without_second(one.career), without_second(other.career), day)
    return (
        replace(one, seat=other.seat, career=[*a, *second(other.career, one.career)]),
        replace(other, seat=one.seat, career=[*b, *second(one.career, other.career)]),
    )


def _left(seed: Seed, names: Register, careers: Careers, count: int) -> Iterator[Person]:
    """Yield people who have retired or left; most of them left with the bodies of their district."""
    codes = list(districts())
    for index in range(count):
        key = f"left {index}"
        rng = dice("person", key)
        sex = "female" if rng.random() < 0.4 else "male"
        district = codes[index * 7 % len(codes)]
        early = index % 3 == 0
        born = date(1966 + 3 * (sex == "female"), 1, 10) - timedelta(rng.randint(0, 900))
        if early:
            born += timedelta(900 + rng.randint(0, 1200))
        recruited = days.working(born + timedelta(int(rng.uniform(23, 27) * 365.25)))
        retired = retirement_date(sex, born)
        at_reform = early or retired < date(2023, 1, 1) or retired > TODAY
        last = REFORM - timedelta(1) if at_reform else min(retired, REFORM - timedelta(1))
        status = ("retired", "retired", "transferred", "retired", "resigned")[index % 5]
        person = Person(
            key=key,
            id=seed.new_id(),
            birth=names.birth(key, sex, born),
            recruited=recruited,
            joined=_joined(True, 0, recruited, 3, rng.randint(400, 2600)),
            career=careers.of_district(rng, district, recruited, last),
            status=status,
            status_since=last + timedelta(1),
        )
        yield person


def post_on(person: Person, day: date) -> Line | None:
    """Return the main post held on a day."""
    held = [
        line
        for line in person.career
        if not line.concurrent and line.begin <= day and (line.end is None or day <= line.end)
    ]
    return max(held, key=lambda line: line.begin, default=None)


def body_of(person: Person) -> str:
    """Return the code of the body of the city or the ward the person works in."""
    assert person.seat is not None
    return person.seat.head_of or person.seat.place or person.seat.organ
