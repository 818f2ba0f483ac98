"""What came of a class: reports, results, passports handed in, proposals, and how people fare years later."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from hnabroad_desktop.actions.sample import days
from hnabroad_desktop.actions.sample.people import Person, post_on
from hnabroad_desktop.actions.sample.rosters import Group
from hnabroad_desktop.actions.sample.seed import TODAY, dice, resource
from hnabroad_desktop.base.fields import Stored

Values = dict[str, Stored]
Ids = Mapping[tuple[str, str], str]


def reported_on(group: Group, person: Person) -> str | None:
    """Return the day of the personal report, None while it is wanting."""
    if not group.back or group.returns is None:
        return None
    place = [m.person.id for m in group.listed()].index(person.id)
    if group.code == "LOP-2026-04" and place % 7 == 4:
        return None
    if group.code == "LOP-2026-02" and place == 11:
        return None
    wait = dice("report", group.code, person.key).randint(4, 11)
    return min(days.after(group.returns, wait), days.working_before(TODAY)).isoformat()


def what_is_known(group: Group) -> Values:
    """Return the reports, the feedback and the settlement of a class that came back."""
    values: Values = {}
    if not group.back or group.returns is None:
        return values
    if group.spec["state"] in {"closed", "reviewing"}:
        day = days.before(group.returns + timedelta(28), 0)
        values |= {
            "delegation_report_date": day.isoformat(),
            "delegation_report_number": f"{day.timetuple().tm_yday * 2}/BC-{_symbol(group)}",
            "feedback_mean": group.spec["feedback"][0],
            "feedback_count": group.spec["feedback"][1],
            "evaluation": resource("classes")["texts"]["evaluation"],
        }
    if group.spec["state"] == "closed":
        values["settlement_date"] = days.after(group.returns, 62).isoformat()
    return values


def _symbol(group: Group) -> str:
    return str(group.spec["lead"]).removesuffix("-2025")


def results(group: Group) -> list[Values]:
    """Return the result of each person of a class that came back."""
    if not group.back or group.returns is None:
        return []
    found: list[Values] = []
    for place, member in enumerate(group.listed()):
        rng = dice("result", group.code, member.person.key)
        poor = group.code == "LOP-2026-04" and place == 9
        late = group.code == "LOP-2026-04" and place in {4, 18}
        passport = days.after(group.returns, rng.randint(1, 5))
        reported = reported_on(group, member.person)
        party = days.after(group.returns, rng.randint(2, 9)).isoformat() if reported else None
        mark = "4.5" if poor else f"{rng.choice((7.0, 7.5, 8.0, 8.0, 8.5, 8.5, 9.0)):.1f}"
        certified = None if poor else True
        number = f"{group.code.removeprefix('LOP-')}/{place + 1:02d}" if certified else None
        if group.spec["state"] == "returned" and not poor:
            certified, number = True, number
        found.append(
            {
                "cadre": member.person.id,
                "score": mark,
                "certified": certified,
                "certificate_number": number,
                "passport_returned": None if late else passport.isoformat(),
                "report_date": reported,
                "party_report_date": party if member.person.joined else None,
            }
        )
    return found


def activities(group: Group, ids: Ids) -> list[Values]:
    """Return what a delegation did besides learning."""
    if not group.back or group.departs is None:
        return []
    day = days.working(group.departs + timedelta(2))
    return [
        {
            "date": day.isoformat(),
            "partner": ids[group.spec["host"], "partner"],
            "content": "Làm việc với lãnh đạo cơ sở đào tạo về hợp tác các năm tiếp theo",
            "outcome": "Đối tác đề nghị gửi nhu cầu của năm sau trước quý III",
            "agreement": ids.get((str(group.spec.get("agreement")), "agreement")),
        }
    ]


def proposals(group: Group) -> list[Values]:
    """Return what people proposed; about a third has been adopted where the class is closed."""
    if group.spec["state"] not in {"closed", "reviewing"}:
        return []
    rng, texts = dice("proposals", group.code), resource("classes")["texts"]["proposals"]
    found: list[Values] = []
    for place, member in enumerate(group.listed()[1:7]):
        adopted = place % 3 == 0 and group.spec["state"] == "closed"
        found.append(
            {
                "cadre": member.person.id,
                "proposal": rng.choice(texts),
                "adopted": "adopted" if adopted else "open",
                "adopted_by": "Cơ quan, đơn vị nơi công tác" if adopted else None,
            }
        )
    return found


def follow_ups(group: Group) -> list[Values]:
    """Return the questions asked one, two and three years later."""
    if group.spec["state"] != "closed" or group.returns is None:
        return []
    found: list[Values] = []
    for member in group.listed()[:5]:
        for years in (1, 2, 3):
            day = days.working(group.returns + timedelta(365 * years))
            line = post_on(member.person, day)
            if day > TODAY or line is None:
                break
            found.append(
                {
                    "cadre": member.person.id,
                    "years": years,
                    "date": day.isoformat(),
                    "post": line.post,
                    "tasks": "Phụ trách lĩnh vực liên quan đến nội dung khóa bồi dưỡng",
                    "use": "Đã áp dụng một phần vào công việc được giao",
                }
            )
    return found


def incidents(group: Group) -> list[Values]:
    """Return what went wrong on the way."""
    if group.code != "LOP-2026-01":
        return []
    return [
        {
            "date": "2026-04-08",
            "cadre": group.listed()[6].person.id,
            "content": "Thất lạc hành lý ký gửi",
            "action": "Hãng hàng không trả lại hành lý sau một ngày",
        }
    ]
