"""What people did from their recruitment to today, with every body named as it was at its time."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from hnabroad_desktop.actions.sample import days
from hnabroad_desktop.actions.sample.seats import (
    DistrictSeat,
    Seat,
    district_of,
    district_seats,
    districts,
    former_communes,
)
from hnabroad_desktop.actions.sample.seed import resource
from hnabroad_desktop.base.fields import Stored
from hnabroad_desktop.records.shipped import unit_id

#: The days on which the city's bodies and its communes were rearranged.
CITY_REFORM = date(2025, 3, 1)
REFORM = date(2025, 7, 1)

_ONE_DAY = timedelta(1)
_TRACKS = {"party": "party", "front": "organisation"}
_DIVISIONS = ("PNV", "PTCKH", "PVHTT", "VPUB")


@dataclass(frozen=True)
class Line:
    """One line of a career; ``unit`` is an id, ``text`` a body this file does not keep."""

    begin: date
    end: date | None
    post: str
    unit: str = ""
    text: str = ""
    track: str = "government"
    number: str = ""
    concurrent: bool = False

    def values(self) -> dict[str, Stored]:
        """Return the line as a row of the form."""
        decided = days.working_before(self.begin - timedelta(2)) if self.number else None
        return {
            "from_date": self.begin.isoformat(),
            "to_date": self.end.isoformat() if self.end else None,
            "post": self.post,
            "unit": self.unit or None,
            "unit_text": self.text or None,
            "track": self.track,
            "concurrent": True if self.concurrent else None,
            "decision_number": days.shared_number(self.number, decided) if decided else None,
            "decision_date": decided.isoformat() if decided else None,
        }


class Careers:
    """Hands the seats of the former districts out, each to one person, and writes careers."""

    def __init__(self) -> None:
        self._seats = district_seats()

    def of_seat(self, rng: random.Random, seat: Seat, recruited: date) -> list[Line]:
        """Return the career that leads to ``seat``, the oldest line first."""
        if seat.place:
            return self._of_ward(rng, seat, recruited)
        return self._of_city(rng, seat, recruited)

    def of_district(self, rng: random.Random, district: str, recruited: date, last: date) -> list[Line]:
        """Return the career of somebody who left from a former district on ``last``."""
        held = self._take_if(district, 2) or DistrictSeat(district, "VPUB", "Chuyên viên", 1)
        begun = _appointed(rng, held, last)
        lines = _early(rng, recruited, begun, district, held.grade)
        return [*lines, _line_of(held, begun, last)]

    def _of_ward(self, rng: random.Random, seat: Seat, recruited: date) -> list[Line]:
        district = district_of(seat.place)
        symbol = "-QĐ/TU" if seat.level == "city_standing_committee" else ""
        now = Line(REFORM, None, seat.post, seat.unit, track=_track(seat.block), number=symbol)
        lines = [now]
        if seat.also:
            lines.append(
                Line(
                    REFORM,
                    None,
                    seat.also,
                    unit_id(f"{seat.place}.DU"),
                    track="party",
                    number=symbol,
                    concurrent=True,
                )
            )
        end = REFORM - _ONE_DAY
        if seat.grade == 1:
            office = unit_id(f"{district}.{rng.choice(_DIVISIONS)}")
            return [Line(recruited, end, "Chuyên viên", office), *lines]
        commune = rng.random() < (0.12 if seat.grade == 4 else 0.45)
        held = None if commune else self._take_if(district, seat.grade)
        if held is None:
            name, its_district = rng.choice(former_communes()[seat.place])
            begun = days.working_between(rng, date(2019, 3, 1), date(2023, 9, 30))
            before = _commune_line(rng, name, its_district, begun, end)
        else:
            begun = _appointed(rng, held, end)
            before = _line_of(held, begun, end)
        return [*_early(rng, recruited, begun, district, seat.grade), before, *lines]

    def _of_city(self, rng: random.Random, seat: Seat, recruited: date) -> list[Line]:
        symbol = "-QĐ/TU" if seat.grade >= 4 else ""
        track = _track(seat.block)
        merged = resource("bodies")["former"].get(seat.head_of)
        body = seat.head_of or seat.organ
        if merged or seat.head_of == "BQLKCNC":
            begun = CITY_REFORM
            old = rng.choice(merged) if merged else ""
        else:
            begun = days.working_between(rng, date(2019, 1, 2), date(2025, 12, 20))
            old = body
        if (begun - recruited).days < 800:
            begun = days.working_between(rng, max(CITY_REFORM, recruited), date(2026, 6, 30))
            old = old if begun == CITY_REFORM else ""
        now = Line(begun, None, seat.post, seat.unit, track=track, number=symbol)
        past = _city_past(rng, seat, recruited, begun, old, track)
        return [*past, now]

    def _take_if(self, district: str, grade: int) -> DistrictSeat | None:
        """Take the highest free seat that leads to ``grade``: one step below it or equal."""
        free = self._seats[district]
        fitting = [held for held in free if held.grade <= grade] or (free if grade >= 3 else [])
        if not fitting:
            return None
        free.remove(fitting[0])
        return fitting[0]


def exchange(first: list[Line], second: list[Line], day: date) -> tuple[list[Line], list[Line]]:
    """Return two careers whose main posts change places on ``day``, as rotation of leaders does."""
    one, other = _main(first), _main(second)
    return _moved(first, one, other, day), _moved(second, other, one, day)


def is_open(line: Line) -> bool:
    """Say whether a line goes on today."""
    return line.end is None


def _main(lines: Iterable[Line]) -> Line:
    return next(line for line in lines if is_open(line) and not line.concurrent)


def _moved(lines: list[Line], here: Line, there: Line, day: date) -> list[Line]:
    ended = Line(here.begin, day - _ONE_DAY, here.post, here.unit, "", here.track, here.number)
    begun = Line(day, None, there.post, there.unit, "", there.track, here.number)
    rest = [line for line in lines if line is not here]
    return [*rest, ended, begun]


def _track(block: str) -> str:
    return _TRACKS.get(block, "government")


def _appointed(rng: random.Random, held: DistrictSeat, end: date) -> date:
    # The congress of the term is where secretaries begin; all others between 2018 and 2023.
    if "Bí thư" in held.post:
        return date(2020, 8, rng.randint(3, 7))
    return days.working_between(rng, date(2018, 2, 26), min(date(2023, 12, 20), end - timedelta(400)))


def _line_of(held: DistrictSeat, begun: date, end: date) -> Line:
    track = {"HU": "party", "BTC": "party", "UBKT": "party", "BTG": "party", "VPHU": "party"}
    known = track.get(held.organ, "organisation" if held.organ == "MTTQ" else "government")
    number = "-QĐ/TU" if held.grade == 4 else ""
    return Line(begun, end, held.post, held.unit, track=known, number=number)


def _commune_line(rng: random.Random, name: str, district: str, begun: date, end: date) -> Line:
    place = name[0].lower() + name[1:]
    above = districts()[district]
    where = f"{place}, {above[0].lower()}{above[1:]}"
    if rng.random() < 0.5:
        post = rng.choice(("Bí thư Đảng ủy", "Phó Bí thư Đảng ủy"))
        return Line(begun, end, post, text=f"Đảng ủy {where}", track="party")
    post = rng.choice(("Chủ tịch UBND", "Phó Chủ tịch UBND"))
    return Line(begun, end, post, text=f"Ủy ban nhân dân {where}")


def _early(rng: random.Random, recruited: date, end: date, district: str, grade: int) -> list[Line]:
    """Return the years as an official, later often in a commune."""
    last = end - _ONE_DAY
    office, other = (unit_id(f"{district}.{name}") for name in rng.sample(_DIVISIONS, 2))
    years = (end - recruited).days / 365
    # Bodies of the two Từ Liêm districts, and all others, are kept as they were since 2014.
    since = date(2014, 4, 1)
    if years < 1.5:
        return [Line(recruited, last, "Chuyên viên", office)] if recruited <= last else []
    middle = days.between(rng, recruited + timedelta(int(years * 200)), last - timedelta(200))
    if middle < since:
        above = districts()[district]
        text = f"Ủy ban nhân dân {above[0].lower()}{above[1:]}"
        if district in {"019", "021"}:
            text = "Ủy ban nhân dân huyện Từ Liêm"
        middle = max(since, middle)
        return [
            Line(recruited, middle - _ONE_DAY, "Chuyên viên", text=text),
            *([Line(middle, last, "Chuyên viên", office)] if middle <= last else []),
        ]
    second = Line(middle, last, "Chuyên viên", other)
    if grade >= 3 and years > 6 and rng.random() < 0.6:
        second = _in_commune(rng, district, middle, last)
    return [Line(recruited, middle - _ONE_DAY, "Chuyên viên", office), second]


def _in_commune(rng: random.Random, district: str, begun: date, end: date) -> Line:
    """Return a post in one of the communes of a district, where its leaders come from."""
    names = sorted({n for places in former_communes().values() for n, d in places if d == district})
    name = rng.choice(names)
    above = districts()[district]
    where = f"{name[0].lower()}{name[1:]}, {above[0].lower()}{above[1:]}"
    if rng.random() < 0.5:
        return Line(begun, end, "Phó Bí thư Đảng ủy", text=f"Đảng ủy {where}", track="party")
    return Line(begun, end, "Phó Chủ tịch UBND", text=f"Ủy ban nhân dân {where}")


def _city_past(
    rng: random.Random, seat: Seat, recruited: date, begun: date, old: str, track: str
) -> list[Line]:
    """Return the years before the present post; ``old`` is the code of the body, "" for one outside."""
    last = begun - _ONE_DAY
    if recruited >= begun:
        return []
    junior = _junior(seat)
    office = _division(rng, old)
    outside = "" if old else _outside(rng, seat)
    if seat.grade == 1 or (begun - recruited).days < 1500:
        return [Line(recruited, last, junior, office, outside, track)]
    step = days.working_between(
        rng, max(recruited + timedelta(900), begun - timedelta(3000)), begun - timedelta(500)
    )
    lower, where = _lower(seat, junior), office
    if lower.startswith("Phó ") and lower != "Phó Trưởng phòng":
        where = unit_id(old) if old else ""
    number = "-QĐ/TU" if seat.grade == 5 and old else ""
    return [
        Line(recruited, step - _ONE_DAY, junior, office, outside, track),
        Line(step, last, lower, where, outside, track, number),
    ]


def _junior(seat: Seat) -> str:
    """Return the post people of a body begin in."""
    services = {service["code"]: str(service["staff"]) for service in resource("bodies")["services"]}
    return services.get(seat.organ, "Chuyên viên")


def _lower(seat: Seat, junior: str) -> str:
    """Return the post before the present one."""
    heads = resource("seats")["head_posts"].get(seat.head_of)
    if seat.block == "public_service":
        return junior if seat.grade == 2 else "Trưởng phòng"
    if seat.grade == 5:
        return str(heads[1]) if heads else "Phó Giám đốc Sở"
    return {4: "Trưởng phòng", 3: "Phó Trưởng phòng", 2: "Chuyên viên"}[seat.grade]


def _division(rng: random.Random, body: str) -> str:
    """Return a division of a body as it was, or the body itself where it has none."""
    bodies = resource("bodies")
    names = bodies["former_divisions"].get(body) or bodies["divisions"].get(body)
    if not body:
        return ""
    return unit_id(f"{body}.P{rng.randint(1, len(names))}") if names else unit_id(body)


def _outside(rng: random.Random, seat: Seat) -> str:
    if seat.head_of == "BQLKCNC":
        return "Ban Quản lý các khu công nghiệp và chế xuất Hà Nội"
    return str(rng.choice(resource("bodies")["outside"]))
