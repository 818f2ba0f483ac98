"""Fills the form of a cadre: qualifications, ratings, planning, certificates, passports and the rest."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from hnabroad_desktop.actions.sample import days, merits
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
        "rating": merits.ratings(person),
        "commendation": merits.commendations(rng, person),
        "planning": merits.planning(rng, person),
        "language_certificate": merits.certificates(person),
        "initiative": merits.initiatives(rng, person),
        "discipline": person.discipline,
        "training_abroad": person.abroad,
        "passport": merits.passports(person),
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
    if rng.random() < {3: 0.35, 2: 0.2}.get(person.grade, 0):
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
    gone = person.seat is None
    values: Values = (
        {}
        if gone
        else {
            "main_work": words["main_work"][str(person.grade)] if rng.random() < 0.93 else None,
            "job_position": _position(person) if rng.random() < 0.9 else None,
            "strengths": rng.choice(words["strengths"]) if rng.random() < 0.5 else None,
        }
    )
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
    since = days.working_before((person.status_since or TODAY) - timedelta(rng.randint(40, 1000)))
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
    has_check = person.seat is not None and rng.random() < 0.72
    return {
        "health_check_date": checked.isoformat() if has_check else None,
        "health_check_result": "Đủ sức khỏe công tác" if has_check else None,
        "under_consideration": person.under_consideration or None,
        "emergency_contact": "Vợ (chồng)" if rng.random() < 0.4 else None,
    }


def _school(rng: random.Random, subject: str) -> str:
    """Return a school that teaches a subject."""
    words = resource("people")
    if subject.startswith("Sư phạm"):
        return "Trường Đại học Sư phạm Hà Nội"
    return str(words["schools_of"].get(subject) or rng.choice(words["schools"]))


def _studies(rng: random.Random, person: Person, values: Values) -> list[Values]:
    words, born = resource("people"), person.birth.day.year
    subject = str(values["degree_subject"])
    school = _school(rng, subject)
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
                "school": school,
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
