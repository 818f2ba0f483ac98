"""The questions a data file answers without being written: records, names, counts, words, attachments."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, create_engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool
from sqlcipher3 import dbapi2 as sqlcipher

from hnabroad_desktop.base.fields import UNMATCHED, Reference, Stored
from hnabroad_desktop.records.schema import Record, Row
from hnabroad_desktop.store import query
from hnabroad_desktop.store.errors import DamagedFile
from hnabroad_desktop.store.explain import explain
from hnabroad_desktop.store.model import Model, read_values
from hnabroad_desktop.store.reading import load, quoted
from hnabroad_desktop.store.vault import Vault

#: Room for the narrow index of 100,000 cadres, in KiB.
_CACHE = 24 * 1024

#: The plus keeps the index of the whole list out, beside which no narrow index of a value is ever taken.
_NOT_DELETED = "+_deleted = 0"


class Reader:
    """Reads a data file over a few connections that cannot write; any thread may ask."""

    def __init__(self, vault: Vault, model: Model) -> None:
        self.vault = vault
        self.model = model
        self.revision: Counter[str] = Counter()
        self._words: dict[tuple[str, str], str] = {}
        self._words_revision = -1
        self._engine = create_engine(
            "sqlite+pysqlite://", creator=self._connect, module=sqlcipher, poolclass=QueuePool, pool_size=3
        )

    def _connect(self) -> Any:
        connection = self.vault.reader(cache=_CACHE)
        query.register_functions(connection)
        return connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Lend a connection that cannot write; a long write beside it does not hold it up.

        Raises DamagedFile when a page that is asked for cannot be read.
        """
        try:
            with self._engine.connect() as connection:
                yield connection
        except (sqlcipher.Error, DBAPIError) as error:
            problem = explain(error, self.vault.path)
            if isinstance(problem, DamagedFile):
                raise problem from error
            raise

    @contextmanager
    def raw(self) -> Iterator[Any]:
        """Lend the same without a dialect, for questions about the journal."""
        with self.reading() as connection:
            yield connection.connection.driver_connection

    def get(self, kind: str, record_id: str) -> Record | None:
        """Return a record with its tables, deleted ones too, or None. Raises KeyError for an unknown kind."""
        with self.raw() as db:
            return load(db, self.model, kind, record_id)

    def kind_of(self, record_id: str) -> str:
        """Return the kind of an entity, "" if the file does not know it."""
        with self.raw() as db:
            row = db.execute("SELECT kind FROM entity WHERE eid = ?", (bytes.fromhex(record_id),)).fetchone()
        return row[0] if row else ""

    def title(self, record_id: str) -> str:
        """Return the name people know a record by, "" if the file does not know it."""
        return self.titles([record_id]).get(record_id, "")

    def titles(self, record_ids: list[str]) -> dict[str, str]:
        """Return the names of many records at once; unknown ones are left out."""
        found: dict[str, str] = {}
        with self.raw() as db:
            kinds: dict[str, list[bytes]] = {}
            for record_id in record_ids:
                eid = bytes.fromhex(record_id)
                row = db.execute("SELECT kind FROM entity WHERE eid = ?", (eid,)).fetchone()
                if row and row[0] in self.model.record_types:
                    kinds.setdefault(row[0], []).append(eid)
            for code, eids in kinds.items():
                table = self.model.kinds[code].table_name
                for eid in eids:
                    row = db.execute(f'SELECT _title FROM "{table}" WHERE id = ?', (eid,)).fetchone()
                    if row:
                        found[eid.hex()] = row[0]
        return found

    def find(self, kind_code: str, **values: Stored) -> list[Record]:
        """Return the records not deleted whose values equal ``values``."""
        kind = self.model.kinds[kind_code]
        where = "".join(
            f' AND "{name}" IS NULL' if value is None else f' AND "{name}" = ?'
            for name, value in values.items()
        )
        given = [kind.to_sql(n, v) for n, v in values.items() if v is not None]
        there = _NOT_DELETED if values else "_deleted = 0"
        with self.raw() as db:
            rows = db.execute(
                f'SELECT id FROM "{kind.table_name}" WHERE {there}{where} ORDER BY _sort, id', given
            ).fetchall()
            found = [load(db, self.model, kind_code, eid.hex()) for (eid,) in rows]
        return [record for record in found if record is not None]

    def word(self, catalogue: str, code: str) -> str:
        """Return the text of a catalogue value; an unmatched one as typed, an unknown one as its code."""
        if code.startswith(UNMATCHED):
            return code.removeprefix(UNMATCHED)
        return self.words().get((catalogue, code), code)

    def words(self) -> Mapping[tuple[str, str], str]:
        """Return (catalogue, code) -> text for every catalogue value, retired ones too."""
        if self._words_revision != self.revision["catalogue_value"]:
            self._words_revision = self.revision["catalogue_value"]
            with self.raw() as db:
                self._words = {
                    (catalogue, code): name
                    for catalogue, code, name in db.execute(
                        "SELECT catalogue, code, name_vi FROM r_catalogue_value"
                    )
                }
        return self._words

    def titled(self, kind_code: str, title: str) -> list[str]:
        """Return the ids of the records not deleted that are called ``title``, marks and case aside."""
        table = self.model.kinds[kind_code].table_name
        with self.raw() as db:
            rows = db.execute(
                f'SELECT id FROM "{table}" WHERE _deleted = 0 AND fold(_title) = fold(?)', (title,)
            ).fetchall()
        return [eid.hex() for (eid,) in rows]

    def count_of(self, kind_code: str, *, deleted: bool = False) -> int:
        """Return how many records of a kind stand in the lists, or among the deleted ones."""
        table = self.model.kinds[kind_code].table_name
        with self.raw() as db:
            row = db.execute(f'SELECT count(*) FROM "{table}" WHERE _deleted = ?', (int(deleted),)).fetchone()
        return int(row[0])

    def unmatched_texts(self, kind_code: str, name: str) -> list[tuple[str, int]]:
        """Return the texts of a field, of records or rows, that wait to be matched, with their number."""
        table = self.model.kinds[kind_code].table_name
        with self.raw() as db:
            rows = db.execute(
                f'SELECT "{name}", count(*) FROM "{table}" WHERE _deleted = 0 AND "{name}" LIKE ? GROUP BY 1',
                (f"{UNMATCHED}%",),
            ).fetchall()
        return [(text, int(count)) for text, count in rows]

    def having(self, kind_code: str, name: str, value: Stored) -> list[str]:
        """Return the ids of the entities not deleted whose field ``name`` is ``value``."""
        kind = self.model.kinds[kind_code]
        with self.raw() as db:
            rows = db.execute(
                f'SELECT id FROM "{kind.table_name}" WHERE {_NOT_DELETED} AND "{name}" = ? ORDER BY id',
                (kind.to_sql(name, value),),
            ).fetchall()
        return [eid.hex() for (eid,) in rows]

    def referring(self, record_id: str, *, deleted: bool = True) -> list[tuple[str, str, str]]:
        """Return (kind, id, field) of every link to a record; those of deleted records and rows too."""
        eid, target = bytes.fromhex(record_id), self.kind_of(record_id)
        only = "" if deleted else f" AND {_NOT_DELETED}"
        found: list[tuple[str, str, str]] = []
        with self.raw() as db:
            for code, kind in self.model.kinds.items():
                for field in kind.fields:
                    if isinstance(field, Reference) and target in field.kinds:
                        rows = db.execute(
                            f'SELECT id FROM "{kind.table_name}" WHERE "{field.name}" = ?{only} ORDER BY id',
                            (eid,),
                        )
                        found += [(code, row[0].hex(), field.name) for row in rows]
        return found

    def owners(self, kind_code: str, row_ids: list[str]) -> dict[str, str]:
        """Return row id -> id of the record it stands in, for rows of one table."""
        table = self.model.kinds[kind_code].table_name
        found: dict[str, str] = {}
        with self.raw() as db:
            for row_id in row_ids:
                row = db.execute(
                    f'SELECT _owner FROM "{table}" WHERE id = ?', (bytes.fromhex(row_id),)
                ).fetchone()
                if row and row[0]:
                    found[row_id] = row[0].hex()
        return found

    def rows_of(self, kind_code: str, table: str) -> dict[str, list[Row]]:
        """Return record id -> rows of one table, for every record that has some; those removed left out."""
        kind = self.model.kinds[f"{kind_code}.{table}"]
        found: dict[str, list[Row]] = {}
        with self.raw() as db:
            columns = quoted(("_owner", "id", *kind.names))
            rows = db.execute(f'SELECT {columns} FROM "{kind.table_name}" WHERE _deleted = 0 ORDER BY id')
            for owner, eid, *values in rows:
                row = Row(read_values(kind, kind.names, values), eid.hex())
                found.setdefault(owner.hex(), []).append(row)
        return found

    def owner_of(self, row_id: str) -> str:
        """Return the id of the record a row belongs to, "" if the file does not know it."""
        with self.raw() as db:
            row = db.execute("SELECT owner FROM entity WHERE eid = ?", (bytes.fromhex(row_id),)).fetchone()
        return row[0].hex() if row and row[0] is not None else ""

    def owners_having(self, row_kind: str, name: str, value: Stored) -> list[str]:
        """Return the ids of the records with a row of the table ``row_kind`` whose ``name`` is ``value``."""
        kind = self.model.kinds[row_kind]
        with self.raw() as db:
            rows = db.execute(
                f'SELECT DISTINCT _owner FROM "{kind.table_name}" '
                f'WHERE _deleted = 0 AND "{name}" = ? ORDER BY _owner',
                (kind.to_sql(name, value),),
            ).fetchall()
        return [eid.hex() for (eid,) in rows if eid is not None]

    def setting(self, name: str) -> str | None:
        """Return a value that belongs to this file alone."""
        with self.raw() as db:
            row = db.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        return row[0] if row else None

    def draft(self, kind: str, record_id: str) -> bytes | None:
        """Return what was kept of a form that was not saved, or None."""
        with self.raw() as db:
            row = db.execute("SELECT body FROM draft WHERE kind = ? AND id = ?", (kind, record_id)).fetchone()
        return row[0] if row else None

    def blob(self, sha256: str) -> bytes | None:
        """Return the content of an attachment, or None."""
        with self.raw() as db:
            row = db.execute("SELECT data FROM blob WHERE sha256 = ?", (sha256,)).fetchone()
        return row[0] if row else None

    def counts(self) -> dict[str, int]:
        """Return how many records of each kind stand in the lists, and the number of journal lines."""
        with self.raw() as db:
            found = {
                code: int(
                    db.execute(
                        f'SELECT count(*) FROM "{self.model.kinds[code].table_name}" WHERE _deleted = 0'
                    ).fetchone()[0]
                )
                for code in self.model.record_types
            }
            found["_lines"] = int(db.execute("SELECT coalesce(max(n), 0) FROM change").fetchone()[0])
        return found
