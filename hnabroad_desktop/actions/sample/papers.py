"""Signers of the bodies, and the incoming papers a class rests on, from proposal to invitation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from hnabroad_desktop.actions.sample import days
from hnabroad_desktop.actions.sample.days import Numbers
from hnabroad_desktop.actions.sample.people import Person
from hnabroad_desktop.actions.sample.rosters import Group
from hnabroad_desktop.actions.sample.seed import TODAY, Seed, resource
from hnabroad_desktop.base.fields import Stored
from hnabroad_desktop.base.vietnamese import decree_date
from hnabroad_desktop.records.schema import Record
from hnabroad_desktop.records.shipped import shipped_id, unit_id

Values = dict[str, Stored]


@dataclass
class Papers:
    """The ids of the papers made so far, by class and by what they serve as."""

    numbers: Numbers = field(default_factory=Numbers)
    ids: dict[tuple[str, str], str] = field(default_factory=dict)
    cited: dict[tuple[str, str], str] = field(default_factory=dict)

    def note(self, code: str, role: str, record: Record) -> Record:
        """Remember a paper and return it."""
        self.ids[code, role] = record.id
        self.cited[code, role] = f"{record['number']}, ngày {_short(str(record['date']))}"
        return record


def signers(seed: Seed, people: Iterable[Person]) -> Iterator[Record]:
    """Yield who signs for which body; those who are in the file are linked to their record."""
    known = {person.birth.full_name: person for person in people if person.seat}
    for order, line in enumerate(resource("signers")["signers"], 1):
        person = known.get(line["full_name"]) if line.get("in_file") else None
        begin = max(item.begin for item in person.career).isoformat() if person else line["from"]
        yield seed.record(
            "signer",
            {
                "full_name": line["full_name"],
                "cadre": person.id if person else None,
                "body": unit_id(line["body"]),
                "title": line["title"],
                "capacity": line["capacity"],
                "signs_for": line.get("signs_for"),
                "authorisation": line.get("authorisation"),
                "order": order,
                "valid_from": begin,
                "valid_to": line.get("to"),
            },
        )


def merge_fields() -> Iterator[tuple[str, str]]:
    """Yield the ids of the standing merge fields that ship empty, with the papers this city has for them."""
    for name, line in resource("signers")["merge"].items():
        said = line
        if not isinstance(line, str):
            kind, symbol, text, about = line
            day = date.fromisoformat(text)
            number = days.shared_number(symbol, day)
            joint = ", ngày " if symbol.startswith("-") else " ngày "
            told = _short(text) if symbol.startswith("-") else decree_date(day).removeprefix("ngày ")
            said = f"{kind} số {number}{joint}{told} {about}"
        yield shipped_id("setting", f"merge.{name}/"), said


def of_class(seed: Seed, group: Group, papers: Papers) -> Iterator[Record]:
    """Yield the papers of a class, each before the one that rests on it."""
    if group.z is None:
        return
    if "invitation" in group.spec:
        yield _invitation(seed, group, papers)
        yield _quota(seed, group, papers)
        return
    if "decision" not in group.spec and "draft" not in group.spec:
        return
    yield papers.note(group.code, "proposal", _paper(seed, group, papers, *_proposal(group)))
    yield papers.note(group.code, "estimate", _paper(seed, group, papers, *_estimate(group)))
    policy = _policy(group)
    if policy:
        yield papers.note(group.code, "policy", _paper(seed, group, papers, *policy))


Draft = tuple[str, str, date, str, str, str, str]


def _about(group: Group) -> str:
    country = resource("classes")["countries"][group.spec["country"]]
    return f"tham gia khóa bồi dưỡng {group.spec['content']} tại {country}"


def _proposal(group: Group) -> Draft:
    summary = f"về việc cử cán bộ, công chức, viên chức {_about(group)}"
    if _form(group)["body"] == "UBNDTP":
        return ("submission", "/TTr-SNV", group.at(-22), "Sở Nội vụ", "SNV", summary, "proposal")
    summary = f"về việc cử cán bộ {_about(group)}"
    if _form(group)["body"] == "BTCTU":
        sender = "Phòng Đào tạo, bồi dưỡng, Ban Tổ chức Thành ủy"
        return ("submission", "-TTr/ĐTBD", group.at(-22), sender, "BTCTU.P2", summary, "proposal")
    return (
        "submission",
        "-TTr/BTCTU",
        group.at(-22),
        "Ban Tổ chức Thành ủy",
        "BTCTU",
        summary,
        "proposal",
    )


def _estimate(group: Group) -> Draft:
    summary = f"phê duyệt dự toán kinh phí khóa bồi dưỡng {group.spec['content']}"
    if _form(group)["body"] == "UBNDTP":
        sender = "Ủy ban nhân dân thành phố Hà Nội"
        return ("decision", "/QĐ-UBND", group.at(-16), sender, "UBNDTP", summary, "estimate")
    return ("decision", "-QĐ/VPTU", group.at(-16), "Văn phòng Thành ủy", "VPTU", summary, "estimate")


def _policy(group: Group) -> Draft | None:
    if _form(group)["body"] == "TU":
        return None
    summary = f"về ý kiến của Thường trực Thành ủy đối với việc cử cán bộ {_about(group)}"
    if _form(group)["body"] == "BTCTU":
        return ("notice", "-TB/TU", group.at(-12), "Thường trực Thành ủy", "TU", summary, "policy")
    return ("notice", "-TB/BTCTU", group.at(-12), "Ban Tổ chức Thành ủy", "BTCTU", summary, "policy")


def _form(group: Group) -> dict[str, str]:
    form: dict[str, str] = group.spec.get("decision") or group.spec["draft"]
    return form


def _paper(
    seed: Seed,
    group: Group,
    papers: Papers,
    kind: str,
    symbol: str,
    day: date,
    sender: str,
    unit: str,
    summary: str,
    role: str,
) -> Record:
    return _incoming(
        seed,
        papers,
        {
            "document_type": kind,
            "number": papers.numbers.text(symbol, day),
            "date": day.isoformat(),
            "sender": sender,
            "sender_unit": unit_id(unit),
            "summary": summary,
            "role": role,
            "class": group.id,
        },
    )


def _incoming(seed: Seed, papers: Papers, values: Values) -> Record:
    received = min(days.after(date.fromisoformat(str(values["date"])), 1), TODAY)
    return seed.record(
        "incoming_document",
        {
            "secrecy": "normal",
            "urgency": "normal",
            **values,
            "received_date": received.isoformat(),
            "received_number": _book_number(papers, received),
        },
    )


def _book_number(papers: Papers, day: date) -> int:
    """Return the number in the book of incoming papers, which begins anew each year."""
    return papers.numbers.number("#đến", day)


def _invitation(seed: Seed, group: Group, papers: Papers) -> Record:
    paper = group.spec["invitation"]
    partner = papers.ids.get((str(paper.get("partner")), "partner"))
    record = _incoming(
        seed,
        papers,
        {
            "document_type": paper["type"],
            "number": paper["number"],
            "date": paper["date"],
            "sender": paper["sender"],
            "summary": paper["summary"],
            "role": "decision",
            "class": group.id,
            "partner": partner,
        },
    )
    return papers.note(group.code, "decision", record)


def _quota(seed: Seed, group: Group, papers: Papers) -> Record:
    central = group.spec["organiser"] == "central"
    assert group.z is not None
    day = days.before(group.z, 75)
    record = _incoming(
        seed,
        papers,
        {
            "document_type": "letter" if central else "invitation",
            "number": "3015-CV/BTCTW" if central else "HS-2026-038",
            "date": day.isoformat(),
            "sender": group.spec["invitation"]["sender"],
            "summary": f"Thông báo chỉ tiêu khóa bồi dưỡng {group.spec['content']}",
            "role": "quota",
            "class": group.id,
            "deadline": (day + timedelta(40)).isoformat(),
        },
    )
    return papers.note(group.code, "quota", record)


def offer_letter(seed: Seed, offer: Values, partner: str, papers: Papers, sender: str) -> Record:
    """Return the letter by which a partner offers support."""
    day = days.before(date.fromisoformat(str(offer["received"])), 4)
    record = _incoming(
        seed,
        papers,
        {
            "document_type": "letter",
            "number": offer["letter"],
            "date": day.isoformat(),
            "sender": sender,
            "summary": f"Thông báo hỗ trợ: {offer['name']}",
            "role": "offer",
            "partner": partner,
            "deadline": offer["deadline"],
        },
    )
    return papers.note(str(offer["code"]), "offer", record)


def _short(day: str) -> str:
    year, month, date_ = day.split("-")
    return f"{date_}/{int(month)}/{year}" if int(month) > 2 else f"{date_}/{month}/{year}"
