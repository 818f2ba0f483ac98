"""Reads many records whole at once, as an import compares them with its rows."""

from __future__ import annotations

from collections.abc import Iterable
from types import MappingProxyType

from hnabroad_desktop.records import KINDS
from hnabroad_desktop.records.schema import Record
from hnabroad_desktop.store import query
from hnabroad_desktop.store.datafile import DataFile
from hnabroad_desktop.store.model import row_reader
from hnabroad_desktop.store.reading import ordered, rows_of

_TOGETHER = 500


def stored_records(file: DataFile, kind: str, ids: Iterable[str]) -> dict[str, Record]:
    """Return records with their tables by id, as ``file.get`` does; unknown ones are left out."""
    wanted = list(dict.fromkeys(ids))
    tables, entity = KINDS[kind].tables, file.model.kinds[kind]
    names = row_reader(entity)
    result: dict[str, Record] = {}
    for start in range(0, len(wanted), _TOGETHER):
        eids = [bytes.fromhex(record_id) for record_id in wanted[start : start + _TOGETHER]]
        with file.reading() as connection:
            lines = query.cells(connection, file.model, kind, eids, names)
            driver = connection.connection.driver_connection
            rows = rows_of(driver, file.model, entity, [table.name for table in tables], eids)
        for record_id, cells in lines:
            values = {n: v for n, v in zip(names, cells, strict=True) if v is not None}
            found = rows.get(bytes.fromhex(record_id), {})
            whole = {table.name: ordered(table, found.get(table.name, ())) for table in tables}
            result[record_id] = Record(kind, MappingProxyType(values), MappingProxyType(whole), record_id)
    return result
