"""Makes the vocabulary of a file from its records: catalogue values, units and whatever else cells name."""

from __future__ import annotations

from collections.abc import Iterable

from hnabroad_desktop.base import dates
from hnabroad_desktop.records import KINDS
from hnabroad_desktop.records.schema import Record
from hnabroad_desktop.records.unit import is_territory
from hnabroad_desktop.sheets.matching import Entry, Vocabulary

_NAMES = ("name", "name_vi", "short_name", "name_en", "code")


def of_records(records: Iterable[Record]) -> Vocabulary:
    """Return the vocabulary of these records; deleted ones and retired values are left out."""
    catalogues: dict[str, list[Entry]] = {}
    references: dict[str, list[Entry]] = {}
    for record in records:
        if record.deleted or record["retired"]:
            continue
        if record.kind == "catalogue_value":
            more = {"language": record["language"]} if record["language"] else {}
            entry = Entry(record.text("code"), _texts(record), more=more)
            catalogues.setdefault(record.text("catalogue"), []).append(entry)
        elif record.kind in KINDS and record.id:
            references.setdefault(record.kind, []).append(_reference(record))
    return Vocabulary(catalogues, references)


def _texts(record: Record) -> tuple[str, ...]:
    texts = [record.text(name) for name in _NAMES]
    texts += [text.strip() for text in record.text("other_spellings").split(";")]
    title = KINDS[record.kind].title(record) if record.kind in KINDS else ""
    return tuple(dict.fromkeys(filter(None, [texts[0] or texts[1] or title, title, *texts])))


def _reference(record: Record) -> Entry:
    successors = [
        str(row["successor"])
        for row in sorted(record.table("succession"), key=lambda row: not row["primary"])
        if row["successor"]
    ]
    ended = record.text("valid_to") if record.kind == "unit" else ""
    return Entry(
        record.id,
        _texts(record),
        begun=record.text("valid_from") if record.kind == "unit" else "",
        ended=dates.latest(ended).isoformat() if ended else "",
        successors=tuple(successors),
        employs=record.kind != "unit" or not is_territory(record),
    )
