"""A desk without a file: records in memory, so that the window can be tried on its own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from hnabroad_desktop.actions.later_edits import LaterEdits
from hnabroad_desktop.actions.lists import Group, Totals
from hnabroad_desktop.actions.unit_tree import UnitLine
from hnabroad_desktop.base.errors import FormError, Problem
from hnabroad_desktop.base.ids import new_id
from hnabroad_desktop.base.vietnamese import fold, sort_key
from hnabroad_desktop.records.cadre import CADRE
from hnabroad_desktop.records.catalogue_value import CATALOGUE_VALUE
from hnabroad_desktop.records.schema import Record, RecordType, Row
from hnabroad_desktop.records.unit import UNIT
from hnabroad_desktop.ui.desk import Change, Hit, Line, Query, Saved, Source

CATALOGUES: Mapping[str, tuple[tuple[str, str], ...]] = {
    "post": (
        ("pho_truong_phong", "Phó Trưởng phòng"),
        ("truong_phong", "Trưởng phòng"),
        ("chuyen_vien", "Chuyên viên"),
        ("pho_giam_doc", "Phó Giám đốc"),
        ("pho_chu_tich", "Phó Chủ tịch UBND"),
    ),
    "ethnicity": (("kinh", "Kinh"), ("tay", "Tày"), ("muong", "Mường"), ("dao", "Dao")),
    "religion": (("khong", "Không"), ("phat_giao", "Phật giáo")),
    "management_level": (
        ("city", "Ban Thường vụ Thành ủy quản lý"),
        ("department", "Sở, ban, ngành quản lý"),
    ),
    "political_theory": (("cao_cap", "Cao cấp"), ("trung_cap", "Trung cấp")),
    "general_education": (("12_12", "12/12"),),
    "education": (("dai_hoc", "Đại học"), ("thac_si", "Thạc sĩ"), ("tien_si", "Tiến sĩ")),
    "language": (("en", "Tiếng Anh"), ("ja", "Tiếng Nhật")),
    "rating": (("good", "Hoàn thành tốt nhiệm vụ"), ("excellent", "Hoàn thành xuất sắc nhiệm vụ")),
}


class MemorySource:
    """The rows of one kind, filtered and ordered in memory."""

    def __init__(self, desk: MemoryDesk, kind: str, columns: Sequence[str] = ()) -> None:
        self._desk, self._kind = desk, kind
        self._columns = tuple(columns) or desk.types[kind].columns

    def _found(self, query: Query) -> list[Record]:
        record_type = self._desk.types[self._kind]
        found = [r for r in self._desk.records[self._kind].values() if r.deleted == query.deleted]
        for name, text in query.filters.items():
            found = [r for r in found if fold(text) in fold(self._desk.words(record_type, r, name))]
        if query.words:
            found = [r for r in found if fold(query.words) in fold(record_type.title(r))]
        if query.sort in {"", "full_name"}:
            found.sort(key=lambda r: sort_key(record_type.title(r)), reverse=query.descending)
        else:
            found.sort(key=lambda r: r.text(query.sort), reverse=query.descending)
        return found

    def count(self, query: Query) -> tuple[int, int]:
        whole = sum(1 for r in self._desk.records[self._kind].values() if r.deleted == query.deleted)
        return len(self._found(query)), whole

    def page(self, query: Query, offset: int, limit: int) -> Sequence[Line]:
        return [
            Line(r.id, tuple(r[name] for name in self._columns))
            for r in self._found(query)[offset : offset + limit]
        ]

    def lines(self, record_ids: Sequence[str]) -> Sequence[Line]:
        records = [self._desk.records[self._kind][i] for i in record_ids]
        return [Line(r.id, tuple(r[name] for name in self._columns)) for r in records]

    def ids(self, query: Query) -> Sequence[str]:
        return [record.id for record in self._found(query)]

    def totals(self, query: Query) -> Totals:
        return Totals(len(self._found(query)), {})

    def groups(self, query: Query) -> Sequence[Group]:
        return []


class MemoryDesk:
    """Everything the window asks, answered from dictionaries."""

    def __init__(self, types: Sequence[RecordType] = (CADRE, UNIT, CATALOGUE_VALUE)) -> None:
        self.types: Mapping[str, RecordType] = {t.code: t for t in types}
        self.records: dict[str, dict[str, Record]] = {t.code: {} for t in types}
        self.drafts: dict[tuple[str, str], Record] = {}
        self.read_only = False
        self._undo: list[tuple[str, Record | None, Record]] = []

    def closed(self, kind: str) -> str:
        """Every kind may be changed here."""
        return ""

    @property
    def today(self) -> dt.date:
        return dt.date(2026, 11, 25)

    def words(self, record_type: RecordType, record: Record, name: str) -> str:
        value = record.text(name)
        field = record_type.by_name[name]
        if getattr(field, "kinds", ()):
            return self.title(value)
        catalogue = getattr(field, "catalogue", "")
        return dict(CATALOGUES.get(catalogue, ())).get(value, value)

    def source(self, kind: str, columns: Sequence[str] = ()) -> Source:
        return MemorySource(self, kind, columns)

    def describe(self, kind: str, query: Query) -> Sequence[str]:
        return [f"{name}: {text}" for name, text in query.filters.items()]

    def describe_order(self, kind: str, query: Query) -> str:
        return ", ".join(each.column for each in query.order)

    def get(self, kind: str, record_id: str) -> Record | None:
        return self.records[kind].get(record_id)

    # The world a rule may ask about.
    def find(self, kind: str, **values: object) -> list[Record]:
        return [r for r in self.records[kind].values() if all(r[n] == v for n, v in values.items())]

    def word(self, catalogue: str, code: str) -> str:
        return dict(CATALOGUES.get(catalogue, ())).get(code, code)

    def check(self, record: Record) -> Sequence[Problem]:
        return list(self.types[record.kind].check(record, self))

    def save(self, record: Record) -> Saved:
        record_type = self.types[record.kind]
        before = self.records[record.kind].get(record.id)
        record = record_type.settle(before, record)
        findings = self.check(record)
        errors = [p for p in findings if p.severity == "error"]
        if errors:
            raise FormError(errors)
        rows = {n: tuple(Row(r.values, r.id or new_id()) for r in t) for n, t in record.rows.items()}
        stored = replace(record, id=record.id or new_id(), rows=rows)
        stored = stored.with_values(**record_type.derive(stored))
        self._undo.append((record.kind, before, stored))
        self.records[record.kind][stored.id] = stored
        return Saved(stored.id, tuple(p for p in findings if p.severity == "warning"))

    def delete(self, kind: str, record_id: str, reason: str) -> None:
        before = self.records[kind][record_id]
        self._undo.append((kind, before, replace(before, deleted=True)))
        self.records[kind][record_id] = replace(before, deleted=True)

    def restore(self, kind: str, record_id: str) -> None:
        self.records[kind][record_id] = replace(self.records[kind][record_id], deleted=False)

    def undo(self, *, force: bool = False) -> str:
        if not self._undo:
            return ""
        kind, before, after = self._undo.pop()
        if before is None:
            del self.records[kind][after.id]
        else:
            self.records[kind][before.id] = before
        return self.types[kind].title(after)

    def redo(self, *, force: bool = False) -> str:
        return ""

    def next_steps(self) -> tuple[str, str]:
        if not self._undo:
            return "", ""
        kind, _before, after = self._undo[-1]
        return self.types[kind].title(after), ""

    def later_values(self, problem: LaterEdits) -> Sequence[str]:
        return []

    def history(self, kind: str, record_id: str) -> Sequence[Change]:
        return [
            Change(
                "24/11/2026 16:42",
                "Nguyễn Thu Hà",
                "sửa",
                "Chức vụ hiện nay",
                "Chuyên viên",
                "Phó Trưởng phòng",
                "k2",
            ),
            Change(
                "03/03/2025 08:15",
                "Nguyễn Thu Hà",
                "sửa",
                "Cơ quan, đơn vị công tác",
                "Sở Ngoại vụ",
                "Sở Nội vụ",
                "k1",
            ),
            Change(
                "02/01/2024 09:00", "Trần Minh Đức", "thêm", "Họ và tên khai sinh", "", "Hoàng Thị Đào", ""
            ),
        ]

    def restore_value(self, kind: str, record_id: str, key: str) -> None:
        pass

    def search(
        self,
        words: str,
        kinds: Sequence[str] = (),
        limit: int = 20,
        *,
        employers: bool = False,
    ) -> Sequence[Hit]:
        hits = []
        for kind in kinds or self.types:
            record_type = self.types[kind]
            for record in self.records[kind].values():
                title = record_type.title(record)
                if not record.deleted and all(w in fold(title) for w in fold(words).split()):
                    hits.append(Hit(record.id, title, record_type.subtitle(record), kind))
        return hits[:limit]

    def title(self, record_id: str) -> str:
        for kind, records in self.records.items():
            if record_id in records:
                return self.types[kind].title(records[record_id])
        return ""

    def options(self, catalogue: str) -> Sequence[tuple[str, str]]:
        return CATALOGUES.get(catalogue, ())

    def units(self) -> Sequence[UnitLine]:
        return [
            UnitLine(
                r.id, *(r.text(n) for n in ("name", "code", "kind", "parent_unit", "valid_from", "valid_to"))
            )
            for r in self.records["unit"].values()
        ]

    def attach(self, path: Path) -> str:
        return "0" * 64

    def attach_content(self, data: bytes, name: str) -> str:
        return "0" * 64

    def attachment(self, digest: str) -> bytes | None:
        return None

    def attachment_suffix(self, digest: str) -> str:
        return ".pdf"

    def save_attachment(self, digest: str, path: Path) -> None:
        pass

    def open_attachment(self, digest: str) -> None:
        pass

    def draft(self, kind: str, record_id: str) -> Record | None:
        return self.drafts.get((kind, record_id))

    def keep_draft(self, record: Record | None, kind: str, record_id: str) -> bool:
        if record is None:
            self.drafts.pop((kind, record_id), None)
        else:
            self.drafts[kind, record_id] = record
        return True

    def put(self, record: Record) -> str:
        """Keep a record as it is, without any rule; for setting the stage."""
        record_id = record.id or new_id()
        stored = replace(record, id=record_id)
        self.records[record.kind][record_id] = stored.with_values(**self.types[record.kind].derive(stored))
        return record_id
