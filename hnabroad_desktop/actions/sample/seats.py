"""The table organ x post x seats: which posts there are, before anybody is put into them."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import Any

from hnabroad_desktop.actions.sample.seed import Seed, resource
from hnabroad_desktop.records.schema import Record
from hnabroad_desktop.records.shipped import FOLDER, unit_id

#: So many people hold a post; the rest of the 1,200 have retired or left.
SEATS = 1_164


@dataclass(frozen=True)
class Seat:
    """One post of one organ. ``grade`` is 5 for heads of city bodies down to 1 for officials.

    ``place`` is the ward or commune, "" for bodies of the city; ``block`` as units have it.
    """

    organ: str
    post: str
    grade: int
    category: str
    level: str
    block: str
    party: bool = False
    also: str = ""
    place: str = ""
    head_of: str = ""

    @property
    def unit(self) -> str:
        """The id of the organ."""
        return unit_id(self.organ)


@dataclass(frozen=True)
class DistrictSeat:
    """A post in a body of a former district, held by one person until 30 June 2025."""

    district: str
    organ: str
    post: str
    grade: int

    @property
    def unit(self) -> str:
        """The id of the organ."""
        return unit_id(f"{self.district}.{self.organ}")


@cache
def wards() -> tuple[dict[str, str], ...]:
    """Return the wards and communes: code, name, kind."""
    return tuple(_csv("wards"))


@cache
def former_communes() -> dict[str, list[tuple[str, str]]]:
    """Return, by ward or commune, the former communes it came from, each with its district."""
    found: dict[str, list[tuple[str, str]]] = {}
    for line in _csv("communes_to_2025"):
        found.setdefault(line["successor"], []).append((line["name"], line["district"]))
    return found


@cache
def districts() -> dict[str, str]:
    """Return the names of the former districts by code."""
    return {line["code"]: line["name"] for line in _csv("districts")}


def district_of(ward: str) -> str:
    """Return the former district most of a ward's communes belonged to."""
    codes = [code for _name, code in former_communes()[ward]]
    return max(sorted(set(codes)), key=codes.count)


def own_units(seed: Seed) -> Iterator[Record]:
    """Yield the divisions of the city's bodies and the public service units of the practice data."""
    bodies, city = resource("bodies"), city_bodies()
    for code, names in bodies["divisions"].items():
        above = city[code]
        for index, name in enumerate(names, 1):
            values = {
                "code": f"{code}.P{index}",
                "name": f"{name}, {above['name']}",
                "short_name": name,
                "kind": "division",
                "block": above["block"],
                "parent_unit": unit_id(code),
                "rank": above["rank"],
                "valid_from": above.get("valid_from"),
            }
            yield seed.record("unit", values, record_id=unit_id(str(values["code"])))
    for code, names in bodies["former_divisions"].items():
        for index, name in enumerate(names, 1):
            values = {
                "code": f"{code}.P{index}",
                "name": f"{name}, {city[code]['name']}",
                "short_name": name,
                "kind": "division",
                "block": "government",
                "parent_unit": unit_id(code),
                "rank": city[code]["rank"],
                "valid_to": city[code]["valid_to"],
            }
            yield seed.record("unit", values, record_id=unit_id(str(values["code"])))
    for index, service in enumerate(bodies["services"]):
        values = {
            "code": service["code"],
            "name": service["name"],
            "kind": "public_service",
            "block": "public_service",
            "parent_unit": unit_id(service["parent"]),
            "rank": 800 + index,
        }
        yield seed.record("unit", values, record_id=unit_id(service["code"]))


@cache
def city_bodies() -> dict[str, dict[str, Any]]:
    """Return the bodies of the city by code, with their rank as shipped."""
    content = json.loads((FOLDER / "units" / "bodies.json").read_text(encoding="utf-8"))
    rows = (*content["city"], *content["departments"], *content["former_departments"])
    return {row["code"]: {**row, "rank": rank} for rank, row in enumerate(rows, 100)}


def all_seats() -> list[Seat]:
    """Return as many seats as there are people, those of the city first."""
    seats = [*_city_seats(), *_ward_seats()]
    turn = _turn_seats()
    return [*seats, *islice(turn, SEATS - len(seats))]


def district_seats() -> dict[str, list[DistrictSeat]]:
    """Return the seats of the former districts, the highest first."""
    return {code: list(_seats_of_district(code, name)) for code, name in districts().items()}


def _city_seats() -> Iterator[Seat]:
    bodies = resource("bodies")
    for code, divisions in bodies["divisions"].items():
        yield from _body_seats(code, len(divisions))
    for service in bodies["services"]:
        for line in resource("seats")["service"]:
            post = {"Giám đốc": service["heads"][0], "Phó Giám đốc": service["heads"][1]}.get(
                line["post"], service["staff"]
            )
            for _n in range(line["seats"]):
                yield Seat(
                    service["code"],
                    post,
                    line["grade"],
                    "public_employee",
                    line["level"],
                    "public_service",
                    party=line.get("party", False),
                )


def _body_seats(code: str, divisions: int) -> Iterator[Seat]:
    body = city_bodies()[code]
    block = str(body["block"])
    heads = resource("seats")["head_posts"].get(code)
    names = resource("bodies")["divisions"][code]
    for line in resource("seats")["department"]:
        post, grade = line["post"], line["grade"]
        if line["organ"] == "division":
            for index in range(1, divisions + 1):
                titled = post.replace("phòng", "Ban") if names[index - 1].startswith("Ban ") else post
                for _n in range(line["seats"]):
                    yield Seat(
                        f"{code}.P{index}",
                        titled,
                        grade,
                        "public_employee" if code == "TTHCCTP" and grade == 1 else "civil_servant",
                        line["level"],
                        block,
                        party=block == "party" or line.get("party", False),
                        head_of=code,
                    )
            continue
        titled = heads[0 if grade == 5 else 1] if heads else post
        category = "cadre" if code == "MTTQTP" else "civil_servant"
        for _n in range(line["seats"]):
            yield Seat(code, titled, grade, category, line["level"], block, party=True, head_of=code)


def _ward_seats() -> Iterator[Seat]:
    for ward in wards():
        for line in resource("seats")["ward"]:
            yield _ward_seat(ward["code"], line)


def _turn_seats() -> Iterator[Seat]:
    lines = resource("seats")["ward_turn"]
    places = wards()
    for index in range(len(places)):
        # Steps of 37 visit all 126 places once, near and far in turn.
        yield _ward_seat(places[index * 37 % len(places)]["code"], lines[index % len(lines)])


def _ward_seat(ward: str, line: dict[str, Any]) -> Seat:
    organ = line["organ"]
    block = {"DU": "party", "BXDD": "party", "UBKT": "party", "VPDU": "party", "MTTQ": "front"}.get(
        organ, "government"
    )
    return Seat(
        f"{ward}.{organ}",
        line["post"],
        line["grade"],
        line["category"],
        line["level"],
        block,
        party=block == "party" or line.get("party", False),
        also=line.get("also", ""),
        place=ward,
    )


def _seats_of_district(code: str, name: str) -> Iterator[DistrictSeat]:
    level = next(word for word in ("Quận", "Huyện", "Thị xã") if name.startswith(word))
    committee = {"Quận": "Quận ủy", "Huyện": "Huyện ủy", "Thị xã": "Thị ủy"}[level]
    for line in resource("seats")["district"]:
        post = line["post"].format(committee=committee, level=level.lower())
        yield DistrictSeat(code, line["organ"], post, line["grade"])


def _csv(name: str) -> list[dict[str, str]]:
    with (FOLDER / "units" / f"{name}.csv").open(encoding="utf-8", newline="") as source:
        return list(csv.DictReader(source))
