"""The histories that show what somebody is worth: ratings, planning, certificates, passports and others."""

from __future__ import annotations

import random
from datetime import date, timedelta

from hnabroad_desktop.actions.sample import days
from hnabroad_desktop.actions.sample.people import Person
from hnabroad_desktop.actions.sample.seed import TODAY, dice, resource, weighted
from hnabroad_desktop.base import dates
from hnabroad_desktop.base.fields import Stored

Values = dict[str, Stored]


def rating(person: Person, year: int) -> str:
    """Return the rating of a year: three quarters good, at most a fifth of those as many excellent."""
    if year in person.ratings:
        return person.ratings[year]
    rng = dice("rating", person.key, year)
    return weighted(rng, {"excellent": 118, "good": 772, "completed": 104, "not_completed": 6})


def ratings(person: Person) -> list[Values]:
    """Return the rows of ratings; the year that is not over has none."""
    found: list[Values] = []
    for year in range(max(2021, person.recruited.year + 1), _last_rated(person) + 1):
        day = days.working(date(year, 12, 15) + timedelta(dice("rated", person.key, year).randint(0, 12)))
        found.append(
            {
                "year": year,
                "rating": rating(person, year),
                "document_date": day.isoformat(),
                "rated_by": _rated_by(person, year),
            }
        )
    return found


def _last_rated(person: Person) -> int:
    return 2025 if person.seat else min((person.status_since or TODAY).year - 1, 2025)


def _rated_by(person: Person, year: int) -> str:
    if person.seat and person.seat.level == "city_standing_committee" and year >= 2025:
        return "Ban Thường vụ Thành ủy"
    return "Cấp có thẩm quyền quản lý"


def commendations(rng: random.Random, person: Person) -> list[Values]:
    """Return titles and commendations; whoever was rated excellent has more of them."""
    found: list[Values] = []
    for year in range(max(2021, person.recruited.year + 2), _last_rated(person) + 1):
        best = rating(person, year) == "excellent"
        if rng.random() < (0.7 if best else 0.16):
            form = "base_emulation_soldier" if best else "advanced_worker"
            found.append({"year": year, "form": form, "level": "Cấp cơ sở"})
    if person.grade >= 4 and rng.random() < 0.3:
        found.append(
            {"year": 2024, "form": "city_merit", "level": "Cấp Thành phố"},
        )
    return found


def planning(rng: random.Random, person: Person) -> list[Values]:
    """Return the planned post: Party posts by the Party term, others by the State term."""
    seat = person.seat
    if (
        seat is None
        or person.age() > 53
        or rng.random() > {5: 0.3, 4: 0.5, 3: 0.42, 2: 0.4, 1: 0.2}[seat.grade]
    ):
        return []
    words = resource("people")["planned_posts"]
    post = rng.choice(words[str(min(seat.grade, 4))])
    if seat.place and seat.grade == 1:
        post = "Trưởng phòng"
    party = post.startswith(("Bí thư", "Thành ủy"))
    high = seat.grade >= 4 or post.startswith(("Phó Giám đốc Sở", "Chủ tịch", "Bí thư"))
    decided = days.working_between(rng, date(2025, 11, 3), date(2026, 6, 30))
    return [
        {
            "post": post,
            "term": "2025-2030" if party else "2026-2031",
            "approved_by": "Ban Thường vụ Thành ủy" if high else "Tập thể lãnh đạo cơ quan, đơn vị",
            "decision_number": days.shared_number("-QĐ/TU", decided) if high else None,
            "decision_date": decided.isoformat(),
        }
    ]


_SCORES: dict[str, dict[int, tuple[str, ...]]] = {
    "ielts": {3: ("4.5", "5.0"), 4: ("5.5", "6.0", "6.5"), 5: ("7.0", "7.5")},
    "toefl_ibt": {3: ("38", "44"), 4: ("56", "72", "88"), 5: ("95", "101")},
    "cambridge": {3: ("146", "154"), 4: ("162", "170"), 5: ("182",)},
    "vstep": {3: ("Bậc 3",), 4: ("Bậc 4",), 5: ("Bậc 5",)},
    "hsk": {3: ("Bậc 3",), 4: ("Bậc 4",), 5: ("Bậc 5",)},
    "jlpt": {3: ("N4",), 4: ("N3",), 5: ("N2",)},
    "topik": {3: ("Cấp 3",), 4: ("Cấp 4",), 5: ("Cấp 5",)},
    "delf_dalf": {3: ("B1",), 4: ("B2",), 5: ("C1",)},
    "goethe": {3: ("B1",), 4: ("B2",)},
}
_LANGUAGES = {
    "ielts": ("en", "Hội đồng Anh"),
    "toefl_ibt": ("en", "ETS"),
    "cambridge": ("en", "Cambridge English"),
    "vstep": ("en", "Trường Đại học Ngoại ngữ, Đại học Quốc gia Hà Nội"),
    "hsk": ("zh", "Trung tâm Hợp tác Giáo dục Ngôn ngữ Trung - nước ngoài"),
    "jlpt": ("ja", "Quỹ Giao lưu Quốc tế Nhật Bản"),
    "topik": ("ko", "Viện Giáo dục Quốc tế Quốc gia Hàn Quốc"),
    "delf_dalf": ("fr", "France Éducation international"),
    "goethe": ("de", "Viện Goethe"),
}
_TYPES = {
    "ielts": 330, "vstep": 300, "toefl_ibt": 90, "cambridge": 70, "hsk": 60, "jlpt": 55, "topik": 35,
    "delf_dalf": 35, "goethe": 25,
}  # fmt: skip


def certificates(person: Person) -> list[Values]:
    """Return the language certificates; about a third of the people reach level 4, many have expired."""
    rng = dice("language", person.key)
    if not person.language and (rng.random() > 0.66 or person.seat is None):
        return []
    kind = person.language or weighted(rng, _TYPES)
    level = 4 if person.language else int(weighted(rng, {"3": 46, "4": 44, "5": 10}))
    level = level if level in _SCORES[kind] else 4
    first = max(date(2019, 6, 1), person.recruited)
    day = days.working_between(rng, date(2025, 3, 3) if person.language else first, date(2026, 9, 30))
    language, issuer = _LANGUAGES[kind]
    limited = kind in {"ielts", "toefl_ibt", "hsk", "topik"}
    return [
        {
            "language": language,
            "type": kind,
            "score": rng.choice(_SCORES[kind][level]),
            "level": level,
            "issue_date": day.isoformat(),
            "expiry_date": dates.add_months(day, 24).isoformat() if limited else None,
            "issuer": issuer,
        }
    ]


def initiatives(rng: random.Random, person: Person) -> list[Values]:
    """Return an initiative of about one in five."""
    if rng.random() > 0.22 or person.seat is None:
        return []
    words, year = resource("people"), rng.randint(2023, 2025)
    return [
        {
            "year": year,
            "name": rng.choice(words["initiatives"]),
            "role": rng.choice(("Chủ trì", "Đồng tác giả")),
            "recognised_by": "Hội đồng sáng kiến cơ sở",
            "result": rng.choice(words["initiative_results"]),
        }
    ]


def passports(person: Person) -> list[Values]:
    """Return the official passport of those who travel; some end within the reminders."""
    rng = dice("passport", person.key)
    if not person.passport_from and (rng.random() > 0.13 or person.seat is None):
        return []
    expiry = person.passport_to
    issued = person.passport_from or days.working_between(rng, date(2021, 12, 1), date(2026, 8, 31))
    if issued + timedelta(30) > TODAY and person.passport_from is None:
        issued = TODAY - timedelta(60)
    ends = expiry or dates.add_months(issued, 60)
    return [
        {
            "kind": "official",
            "number": f"P{rng.randint(0, 9_999_999):07d}",
            "issue_date": issued.isoformat(),
            "expiry_date": ends.isoformat(),
            "issuer": "Cục Lãnh sự, Bộ Ngoại giao",
            "kept_at": person.passport_kept or "Văn phòng UBND Thành phố",
        }
    ]
