"""Where a value or a record stands in others, and another in its place everywhere (features.md B6)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from hnabroad_desktop.base.errors import AppError
from hnabroad_desktop.base.fields import Choice, Field
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.records import KINDS
from hnabroad_desktop.records.decision import ISSUED
from hnabroad_desktop.records.schema import Record
from hnabroad_desktop.store.datafile import DataFile

#: People are merged, and units live on in their successors.
_NOT_REPLACED = frozenset({"cadre", "unit"})


@dataclass(frozen=True)
class Use:
    """Where a value stands: the kind of record or row, the field, and the entities that have it."""

    kind: str
    field: str
    label: str
    ids: tuple[str, ...]

    @property
    def count(self) -> int:
        """How many times it stands there."""
        return len(self.ids)


@dataclass(frozen=True)
class Place:
    """One record a value stands in: in which field, and the record by id and name."""

    label: str
    record_id: str
    title: str


def uses_of(file: DataFile, record: Record) -> list[Use]:
    """Return where a record stands, or the value a line of a catalogue is."""
    if record.kind == "catalogue_value":
        return uses_of_value(file, record.text("catalogue"), record.text("code"))
    return uses_of_record(file, record.id)


def places(file: DataFile, uses: Iterable[Use], limit: int) -> list[Place]:
    """Return at most ``limit`` of the records a value stands in, in the order of the uses."""
    found: list[tuple[str, str]] = []
    for use in uses:
        ids = list(use.ids[: limit - len(found)])
        owners = file.owners(use.kind, ids) if "." in use.kind else {}
        found += [(use.label, owners.get(each, each)) for each in ids]
    titles = file.titles([record_id for _label, record_id in found])
    return [Place(label, record_id, titles.get(record_id, "")) for label, record_id in found]


def issued_uses(file: DataFile, uses: Iterable[Use]) -> int:
    """Return how many of the uses stand in issued papers, which keep what was signed."""
    return sum(use.count - len(_open_to_change(file, use)) for use in uses)


def may_be_replaced(record: Record) -> bool:
    """Tell whether another record or value may stand in the place of this one."""
    return record.kind not in _NOT_REPLACED and not record.deleted


def uses_of_value(file: DataFile, catalogue: str, code: str) -> list[Use]:
    """Return where a value of a catalogue stands; ``code`` of a text not matched yet begins with "~"."""
    return [
        use
        for kind, field in _every_field()
        if isinstance(field, Choice) and field.catalogue == catalogue
        if (use := _use(kind, field, file.having(kind, field.name, code))).count
    ]


def uses_of_record(file: DataFile, record_id: str) -> list[Use]:
    """Return where links lead to a record (a country, a unit, a partner …)."""
    found: dict[tuple[str, str], list[str]] = {}
    for kind, entity, name in file.referring(record_id, deleted=False):
        found.setdefault((kind, name), []).append(entity)
    fields_ = {(kind, field.name): field for kind, field in _every_field()}
    return [_use(kind, fields_[kind, name], ids) for (kind, name), ids in found.items()]


def count(uses: Iterable[Use]) -> int:
    """Return the number of uses altogether."""
    return sum(use.count for use in uses)


def _use(kind: str, field: Field, ids: Sequence[str]) -> Use:
    code, _dot, table = kind.partition(".")
    words = [_(KINDS[code].label), _(field.label)]
    if table:
        words.insert(1, _(KINDS[code].by_name[table].label))
    return Use(kind, field.name, " › ".join(words), tuple(ids))


def _every_field() -> list[tuple[str, Field]]:
    found: list[tuple[str, Field]] = []
    for record_type in KINDS.values():
        found += [(record_type.code, field) for field in record_type.fields]
        for table in record_type.tables:
            found += [(f"{record_type.code}.{table.name}", field) for field in table.fields]
    return found


@dataclass(frozen=True)
class Replaced:
    """What a replacement did: how many values changed, and how many stay because a paper was issued."""

    changed: int
    left: int


def replace(file: DataFile, record: Record, new: str) -> Replaced:
    """Put another in the place of a record, or of the value a line of a catalogue is. Raises AppError.

    ``new`` is the id of the other record, or the code of the other value.
    """
    if record.kind == "catalogue_value":
        return replace_value(file, record.text("catalogue"), record.text("code"), new)
    return replace_record(file, record.id, new)


def replace_value(file: DataFile, catalogue: str, old: str, new: str) -> Replaced:
    """Put one value of a catalogue in the place of another wherever it stands, in one step.

    Raises AppError when the catalogue has no value ``new``; then nothing changed.
    """
    if (catalogue, new) not in file.words():
        raise AppError(
            _("Catalogue {catalogue} has no code {code}. Nothing was changed. Choose another code.").format(
                catalogue=catalogue, code=new
            )
        )
    subject = f"{file.word(catalogue, old)} → {file.word(catalogue, new)}"
    return _replace(file, uses_of_value(file, catalogue, old), new, subject)


def replace_record(file: DataFile, old: str, new: str) -> Replaced:
    """Lead every link to one record to another of its kind instead, in one step. Raises AppError.

    People are merged instead (``merging.merge``), and units live on in their
    successors (``rearranging.rearrange``).
    """
    kind = file.kind_of(old)
    target = file.get(kind, new) if kind in KINDS and file.kind_of(new) == kind else None
    if target is None or target.deleted or old == new or kind in _NOT_REPLACED:
        raise AppError(_("These two records cannot stand for each other. Nothing was changed."))
    return _replace(file, uses_of_record(file, old), new, f"{file.title(old)} → {file.title(new)}")


def _replace(file: DataFile, uses: Sequence[Use], new: str, subject: str) -> Replaced:
    changed = left = 0
    with file.transaction("replace_value", subject) as step:
        for use in uses:
            ids = _open_to_change(file, use)
            left += use.count - len(ids)
            step.change_many(use.kind, {record_id: {use.field: new} for record_id in ids})
            changed += len(ids)
    return Replaced(changed, left)


def _open_to_change(file: DataFile, use: Use) -> list[str]:
    """Leave out issued papers: they say what was signed."""
    if use.kind.partition(".")[0] != "decision":
        return list(use.ids)
    owners = file.owners(use.kind, list(use.ids)) if "." in use.kind else {i: i for i in use.ids}
    kept = []
    for entity in use.ids:
        decision = file.get("decision", owners.get(entity, ""))
        if decision is not None and decision["state"] not in ISSUED:
            kept.append(entity)
    return kept
