"""Fills the form of a cadre: qualifications, ratings, planning, certificates, passports and the rest."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from hnabroad_desktop.actions.sample import days
from hnabroad_desktop.actions.sample.people import Person, body_of
from hnabroad_desktop.actions.sample.seed import TODAY, Seed, dice, resource, weighted
from hnabroad_desktop.base import dates
from hnabroad_desktop.base.fields import Stored
from hnabroad_desktop.records.schema import Record

Values = dict[str, Stored]
Tables = dict[str, Sequence[Mapping[str, Stored]]]

_RANKS = {"01.001": (5.75, 0.36), "01.002": (4.40, 0.34), "01.003": (2.34, 0.33)}
_WITH_PHONE = 0.94


def record(seed: Seed, person: Person) -> Record:
    """Return the cadre's record."""
    rng = dice("cadre", person.key)
    values: Values = {**_general(rng, person), **_party(person), **_qualifications(rng, person)}
    values |= {**_work(rng, person), **_papers(rng, person)}
    tables: Tables = {
        "career_record": [line.values() for line in person.career],
        "study_record": _studies(rng, person, values),
        "rating": ratings(person),
        "commendation": _commendations(rng, person),
        "planning": _planning(rng, person),
        "language_certificate": certificates(person),
        "initiative": _initiatives(rng, person),
        "discipline": person.discipline,
        "training_abroad": person.abroad,
        "passport": passports(person),
        "rank_record": _ranks(values),
    }
    if person.seat:
        return seed.record("cadre", values, tables, record_id=person.id)
    # Who has left keeps the last post and unit at the head of the record; no new line of the career is meant.
    last = max(person.career, key=lambda line: line.begin)
    kept = seed.record("cadre", values, tables, record_id=person.id)
    return kept.with_values(post=last.post, unit=last.unit, appointment_date=last.begin.isoformat())


def number_of(person: Person) -> str:
    """Return the staff number, which counts people in the order of the file."""
    return f"HN{int(person.key.split()[1]) + (1 if person.seat else 5001):05d}"


def _general(rng: random.Random, person: Person) -> Values:
    birth = person.birth
    contrary = person.key in {"seat 411", "seat 623", "seat 877"}
    number = birth.citizen_id
    if contrary:
        # The few records that teach the warning: a digit that does not agree with the sex.
        number = f"{number[:3]}{'1' if number[3] == '0' else '0'}{number[4:]}"
    ethnicity = weighted(rng, {"01": 960, "07": 22, "02": 6, "03": 6, "06": 6})
    street, house = rng.choice(resource("places")["streets"]), rng.randint(2, 198)
    seat = person.seat
    return {
        "full_name": birth.full_name,
        "sex": birth.sex,
        "birth_date": birth.shown,
        "birth_place": birth.birth_place,
        "home_place": birth.home_place,
        "residence": f"Số {house} {street}, Hà Nội" if rng.random() < 0.9 else None,
        "phone": f"09{rng.randint(10_000_000, 99_999_999)}" if rng.random() < _WITH_PHONE else None,
        "ethnicity": ethnicity,
        "religion": weighted(rng, {"none": 955, "buddhism": 25, "catholicism": 20}),
        "staff_number": number_of(person),
        "category": seat.category if seat else "civil_servant",
        "management_level": seat.level if seat else "body_leadership",
        "status": person.status,
        "status_date": person.status_since.isoformat() if person.status_since else None,
        "citizen_id": number,
        "citizen_id_date": days.working(date(2021, 3, 1) + timedelta(rng.randint(0, 900))).isoformat(),
        "citizen_id_place": "Cục Cảnh sát quản lý hành chính về trật tự xã hội",
        "recruitment_date": person.recruited.isoformat(),
        "recruiting_body": "Ủy ban nhân dân thành phố Hà Nội" if rng.random() < 0.9 else None,
        "current_unit_since": max(line.begin for line in person.career).isoformat(),
        "relatives_abroad_declared": True if rng.random() < 0.9 else None,
    }


def _party(person: Person) -> Values:
    if person.joined is None:
        return {"not_party_member": True}
    official = dates.add_months(person.joined, 12)
    values: Values = {
        "party_join_date": person.joined.isoformat(),
        "party_official_date": official.isoformat(),
    }
    seat = person.seat
    if seat and seat.post == "Bí thư Đảng ủy":
        values["party_committee"] = "Bí thư Đảng ủy"
    elif seat and seat.also:
        values |= {"party_committee": seat.also, "party_post": seat.also, "concurrent_post": seat.also}
    return values


def _qualifications(rng: random.Random, person: Person) -> Values:
    master = rng.random() < {5: 0.9, 4: 0.72, 3: 0.55, 2: 0.5, 1: 0.3}[person.grade]
    doctor = rng.random() < {5: 0.22, 4: 0.07}.get(person.grade, 0.015)
    education = "doctor" if doctor else "master" if master else "university"
    subject = rng.choice(_subjects(person))
    title = {"doctor": "Tiến sĩ", "master": "Thạc sĩ", "university": "Đại học"}[education]
    year = person.birth.day.year + {"doctor": 38, "master": 31, "university": 22}[education]
    theory = {5: "advanced", 4: "advanced", 3: "advanced", 2: "intermediate", 1: "intermediate"}[person.grade]
    if person.grade == 3 and rng.random() < 0.35 or person.grade == 2 and rng.random() < 0.2:
        theory = "intermediate" if person.grade == 3 else "advanced"
    if person.grade == 1 and rng.random() < 0.5:
        theory = "elementary"
    if person.joined is None:
        theory = "elementary"
    state = {5: "senior_official", 4: "principal_official", 3: "principal_official", 2: "official"}
    return {
        "general_education": "12/12",
        "education": education,
        "degree": f"{title} {subject}",
        "degree_subject": subject,
        "degree_year": min(year, 2024),
        "political_theory": theory,
        "state_management": state.get(person.grade, "official"),
        "computer_skill": "Ứng dụng công nghệ thông tin cơ bản" if rng.random() < 0.85 else None,
    }


def _subjects(person: Person) -> list[str]:
    of = resource("people")["subjects_of"]
    if person.seat:
        for code in (person.seat.organ, body_of(person)):
            if code in of:
                return list(of[code])
    return list(resource("people")["subjects"][person.block])


def _work(rng: random.Random, person: Person) -> Values:
    words = resource("people")
    values: Values = {
        "main_work": words["main_work"][str(person.grade)] if rng.random() < 0.93 else None,
        "job_position": _position(person) if rng.random() < 0.9 else None,
        "strengths": rng.choice(words["strengths"]) if rng.random() < 0.5 else None,
    }
    years = max(0, person.age() - 24)
    if person.seat and person.seat.category == "public_employee":
        grade = "grade_2" if person.grade >= 2 and person.age() >= 36 else "grade_3"
        values |= {"professional_title": grade, "rank_code": _title_code(person, grade)}
        base, step = (4.40, 0.34) if grade == "grade_2" else (2.34, 0.33)
    else:
        rank = _rank(rng, person)
        values |= {"rank": rank, "rank_code": rank}
        base, step = _RANKS[rank]
    steps = min(1 + years // 4, 6)
    # Salary steps rise every three years; the last one within three years before today.
    since = days.working_before(TODAY - timedelta(rng.randint(40, 1000)))
    values |= {
        "salary_step": str(steps),
        "coefficient": f"{base + step * (steps - 1):.2f}",
        "rank_since": since.isoformat()[:7],
    }
    return values


def _position(person: Person) -> str:
    return person.seat.post if person.seat else "Chuyên viên"


def _rank(rng: random.Random, person: Person) -> str:
    age, grade = person.age(), person.grade
    in_ward = person.seat is not None and bool(person.seat.place)
    senior = grade == 5 or (grade == 4 and not in_ward and rng.random() < 0.3)
    if senior and age >= 45:
        return "01.001"
    chance = {5: 1.0, 4: 0.9, 3: 0.6, 2: 0.4, 1: 0.12}[grade]
    return "01.002" if age >= 34 and rng.random() < chance else "01.003"


def _title_code(person: Person, grade: str) -> str:
    organ = person.seat.organ if person.seat else ""
    if organ in resource("people")["doctors"]:
        return {"grade_2": "V.08.01.02", "grade_3": "V.08.01.03"}[grade]
    if organ.startswith("THPT"):
        return {"grade_2": "V.07.05.14", "grade_3": "V.07.05.15"}[grade]
    if organ == "TDTCB":
        return {"grade_2": "V.09.02.02", "grade_3": "V.09.02.03"}[grade]
    if organ in {"TTQLGT", "TTCNTT"}:
        return {"grade_2": "V.05.02.06", "grade_3": "V.05.02.07"}[grade]
    return {"grade_2": "01.002", "grade_3": "01.003"}[grade]


def _ranks(values: Values) -> list[Values]:
    names = ("rank", "professional_title", "rank_code", "salary_step", "coefficient")
    return [{"from_date": values["rank_since"], **{n: values.get(n) for n in names}}]


def _papers(rng: random.Random, person: Person) -> Values:
    checked = days.working_before(TODAY - timedelta(rng.randint(10, 420)))
    has_check = rng.random() < 0.72
    return {
        "health_check_date": checked.isoformat() if has_check else None,
        "health_check_result": "Đủ sức khỏe công tác" if has_check else None,
        "under_consideration": person.under_consideration or None,
        "emergency_contact": "Vợ (chồng)" if rng.random() < 0.4 else None,
    }


def _studies(rng: random.Random, person: Person, values: Values) -> list[Values]:
    words, born = resource("people"), person.birth.day.year
    subject = str(values["degree_subject"])
    school = rng.choice(words["schools"])
    if _subjects(person)[0] in {"Y khoa", "Y tế công cộng", "Quản lý bệnh viện"}:
        school = "Trường Đại học Y Hà Nội"
    found: list[Values] = [
        {
            "school": school,
            "subject": subject,
            "from_date": str(born + 18),
            "to_date": str(born + 22),
            "form": "full_time",
            "diploma": "Bằng cử nhân",
            "level": "university",
        }
    ]
    if values["education"] in {"master", "doctor"} and not person.master_abroad:
        found.append(
            {
                "school": rng.choice(words["schools"]),
                "subject": subject,
                "from_date": str(born + 29),
                "to_date": str(born + 31),
                "form": "in_service",
                "diploma": "Bằng thạc sĩ",
                "level": "master",
            }
        )
    found += person.master_abroad
    school = words["theory_schools"].get(values["political_theory"])
    if school:
        year = max(born + 33, person.recruited.year + 6)
        found.append(
            {
                "school": school,
                "subject": "Lý luận chính trị",
                "from_date": str(min(year, 2025)),
                "to_date": str(min(year + 1, 2026)),
                "form": "concentrated" if rng.random() < 0.4 else "part_time",
                "diploma": "Bằng cao cấp lý luận chính trị"
                if values["political_theory"] == "advanced"
                else "Bằng trung cấp lý luận chính trị",
            }
        )
    return found


def rating(person: Person, year: int) -> str:
    """Return the rating of a year: three quarters good, at most a fifth of those as many excellent."""
    if year in person.ratings:
        return person.ratings[year]
    rng = dice("rating", person.key, year)
    return weighted(rng, {"excellent": 118, "good": 772, "completed": 104, "not_completed": 6})


def ratings(person: Person) -> list[Values]:
    """Return the rows of ratings; the year that is not over has none."""
    last = 2025 if person.seat else min((person.status_since or TODAY).year - 1, 2025)
    found: list[Values] = []
    for year in range(max(2021, person.recruited.year + 1), last + 1):
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


def _rated_by(person: Person, year: int) -> str:
    if person.seat and person.seat.level == "city_standing_committee" and year >= 2025:
        return "Ban Thường vụ Thành ủy"
    return "Cấp có thẩm quyền quản lý"


def _commendations(rng: random.Random, person: Person) -> list[Values]:
    found: list[Values] = []
    for year in range(max(2021, person.recruited.year + 2), 2026):
        best = rating(person, year) == "excellent"
        if rng.random() < (0.7 if best else 0.16):
            form = "base_emulation_soldier" if best else "advanced_worker"
            found.append({"year": year, "form": form, "level": "Cấp cơ sở"})
    if person.grade >= 4 and rng.random() < 0.3:
        found.append(
            {"year": 2024, "form": "city_merit", "level": "Cấp Thành phố"},
        )
    return found


def _planning(rng: random.Random, person: Person) -> list[Values]:
    seat = person.seat
    if seat is None or rng.random() > {5: 0.3, 4: 0.5, 3: 0.42, 2: 0.4, 1: 0.2}[seat.grade]:
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


_SCORES = {
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


def _initiatives(rng: random.Random, person: Person) -> list[Values]:
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
