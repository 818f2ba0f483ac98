"""Names, births, home places and identity numbers of people who do not exist."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date

from hnabroad_desktop.actions.sample.seed import dice, resource, weighted


@dataclass(frozen=True)
class Birth:
    """Who somebody is by birth; the date may be partial."""

    full_name: str
    sex: str
    day: date
    shown: str
    province: str
    birth_place: str
    home_place: str
    citizen_id: str


class Register:
    """Names people so that nobody bears a name of public life, and no two share name and day of birth."""

    def __init__(self) -> None:
        self._avoid = set(resource("names")["avoid"])
        self._taken: dict[str, int] = {}
        self._numbers: set[str] = set()

    def name(self, rng: random.Random, sex: str) -> str:
        """Return a full name as Hanoi has them; a third bearer of one name is avoided."""
        words = resource("names")
        while True:
            family = weighted(rng, words["family"])
            middle = weighted(rng, words[f"{sex}_middle"])
            given = weighted(rng, words[f"{sex}_given"])
            name = f"{family} {middle} {given}"
            doubled = middle.split()[-1] == given or given == family
            if not doubled and name not in self._avoid and self._taken.get(name, 0) < 2:
                self.take(name)
                return name

    def take(self, name: str) -> None:
        """Note a name as given."""
        self._taken[name] = self._taken.get(name, 0) + 1

    def citizen_id(self, rng: random.Random, province: str, sex: str, year: int) -> str:
        """Return a personal identification number that agrees with sex and year (Circular 59/2021/TT-BCA)."""
        digit = (0 if sex == "male" else 1) + (2 if year >= 2000 else 0)
        while True:
            number = f"{province}{digit}{year % 100:02d}{rng.randint(1, 49_999):06d}"
            if number not in self._numbers:
                self._numbers.add(number)
                return number

    def birth(self, key: object, sex: str, day: date, name: str = "") -> Birth:
        """Return the birth of somebody; a few know only the year or the month."""
        rng = dice("birth", key)
        if name:
            self.take(name)
        full_name = name or self.name(rng, sex)
        provinces = {p["code"]: p for p in resource("places")["provinces"]}
        code = weighted(rng, {c: p["weight"] for c, p in provinces.items()})
        home = f"{rng.choice(resource('places')['villages'])}, {rng.choice(provinces[code]['districts'])}"
        at_home = rng.random() < 0.72
        born_in = code if at_home else "001"
        shown = day.isoformat()
        if not name and rng.random() < 0.018:
            shown = shown[: rng.choice((4, 7))]
        return Birth(
            full_name=full_name,
            sex=sex,
            day=day,
            shown=shown,
            province=born_in,
            birth_place=f"{home}, {provinces[code]['name']}" if at_home else "thành phố Hà Nội",
            home_place=f"{home}, {provinces[code]['name']}",
            citizen_id=self.citizen_id(rng, born_in, sex, day.year),
        )
