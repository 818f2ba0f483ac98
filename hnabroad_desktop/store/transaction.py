"""What a verb does to records inside one transaction, turned into lines of the journal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hnabroad_desktop.base.fields import Stored
from hnabroad_desktop.base.ids import new_id
from hnabroad_desktop.records.schema import Record, RecordType, Row
from hnabroad_desktop.records.scope import channel
from hnabroad_desktop.store import blobs
from hnabroad_desktop.store.journal import Journal, enter_transaction, new_transaction_id
from hnabroad_desktop.store.lines import COMMON, DELETED, SCOPE, Dot, Line
from hnabroad_desktop.store.model import EntityKind
from hnabroad_desktop.store.projection import State
from hnabroad_desktop.store.reading import load
from hnabroad_desktop.store.versions import needed

#: So many records are read together where many are changed.
_TOGETHER = 500


class Transaction:
    """One step of the user: everything in it is undone together."""

    def __init__(
        self,
        journal: Journal,
        verb: str,
        subject: str,
        *,
        barrier: bool = False,
        undoes: str = "",
        identity: tuple[str, str, str, int] | None = None,
    ) -> None:
        """``identity`` fixes replica, transaction, user and time of lines that every file has alike."""
        self.journal = journal
        self.verb = verb
        self.subject = subject
        self.barrier = barrier
        self.undoes = undoes
        fresh = identity or (journal.replica, new_transaction_id(), journal.user, journal.stamp())
        self.replica, self.id, self.user, self.at = fresh
        self.home = "" if identity else _home(journal.db)
        self._first_n = journal.next_n
        self._first_line: Line | None = None
        self._dirty: set[str] = set()
        self._kinds: set[str] = set()

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of entities this step has touched."""
        return frozenset(self._kinds)

    # -- whole records -------------------------------------------------------------------

    def save(self, record: Record, before: Record | None = None) -> str:
        """Bring the file to what ``record`` says and return its id.

        Only what differs is written. A table missing from ``record.rows`` stays
        as it is; a row missing from a table that is there is removed.
        ``before`` is the record as it was read, where the caller still has it:
        then only what was changed since that reading is written.
        """
        stored = before or (self.load(record.kind, record.id) if record.id else None)
        if stored is None:
            return self._create(record)
        kind = self._kind(record.kind)
        self._change(kind, record.id, stored.values, record.values)
        for table in self._type(record.kind).tables:
            if table.name in record.rows:
                row_kind = self._kind(f"{record.kind}.{table.name}")
                self._save_rows(row_kind, record.id, stored.table(table.name), record.table(table.name))
        scope = self._type(record.kind).scope
        if scope and stored.values.get(scope) != record.values.get(scope):
            self.follow_scope(record.kind, record.id)
        return record.id

    def add(self, record: Record) -> str:
        """Write a record known to be new (its id, if it has one, is kept) and return its id."""
        return self._create(record)

    def change(self, kind_code: str, record_id: str, values: Mapping[str, Stored]) -> None:
        """Change some values of a record and leave all others. Raises KeyError if it is unknown."""
        self.change_many(kind_code, {record_id: values})

    def change_many(self, kind_code: str, changes: Mapping[str, Mapping[str, Stored]]) -> None:
        """Change some values of many records and leave all others. Raises KeyError if one is unknown."""
        kind = self._kind(kind_code)
        scope = kind.record.scope if kind.record is not None else ""
        ids = list(changes)
        for start in range(0, len(ids), _TOGETHER):
            part = ids[start : start + _TOGETHER]
            changed = dict.fromkeys(name for i in part for name in changes[i])
            names = dict.fromkeys(m for name in changed for m in kind.members(kind.group_of[name]))
            before = self._values_of(kind, part, tuple(names))
            for record_id in part:
                after = {**before[record_id], **changes[record_id]}
                self._change(kind, record_id, before[record_id], after, tuple(changes[record_id]))
                if scope and scope in changes[record_id]:
                    self.follow_scope(kind_code, record_id)

    def _values_of(
        self, kind: EntityKind, ids: list[str], names: tuple[str, ...]
    ) -> dict[str, dict[str, Stored]]:
        for record_id in ids:
            self._show_own(record_id)
        eids = [bytes.fromhex(record_id) for record_id in ids]
        self.journal.applier.fetch(eids)
        columns = ", ".join(f'"{name}"' for name in ("id", *names))
        marks = ", ".join("?" * len(eids))
        rows = self.journal.db.execute(
            f'SELECT {columns} FROM "{kind.table_name}" WHERE id IN ({marks})', eids
        ).fetchall()
        special = kind.special
        found = {
            row[0].hex(): {
                n: kind.from_sql(n, v) if n in special else v for n, v in zip(names, row[1:], strict=True)
            }
            for row in rows
        }
        if len(found) < len(ids):
            raise KeyError(next(i for i in ids if i not in found))
        return found

    def delete(self, kind_code: str, record_id: str, reason: str) -> None:
        """Take a record out of the lists; it can be restored. Raises KeyError if it is unknown."""
        self._assign(kind_code, record_id, {DELETED: {"reason": reason}}, (DELETED,))

    def restore(self, kind_code: str, record_id: str) -> None:
        """Bring a deleted record back. Raises KeyError if it is unknown."""
        self._assign(kind_code, record_id, {DELETED: None}, (DELETED,))

    def keep_blob(self, data: bytes) -> str:
        """Keep the content of an attachment with what this step writes, or not at all; return its SHA-256."""
        return blobs.keep(self.journal.db, data)

    # -- reading inside the transaction --------------------------------------------------

    def load(self, kind_code: str, record_id: str) -> Record | None:
        """Return a record as this transaction has left it so far."""
        self._show_own(record_id)
        return load(self.journal.db, self.journal.model, kind_code, record_id)

    def _show_own(self, record_id: str) -> None:
        # Reading is from the tables, so what this step wrote about the record must be there.
        if record_id in self._dirty:
            self.journal.flush()
            self._dirty.clear()

    # -- lines ---------------------------------------------------------------------------

    def _create(self, record: Record) -> str:
        record_type = self._type(record.kind)
        record_id = record.id or new_id()
        scope = self._scope(record_type, record)
        self._write_first(self._kind(record.kind), record_id, record.values, scope)
        for table in record_type.tables:
            for row in record.rows.get(table.name, ()):
                row_kind = self._kind(f"{record.kind}.{table.name}")
                self._write_first(row_kind, row.id or new_id(), row.values, scope, owner=record_id)
        return record_id

    def _write_first(
        self, kind: EntityKind, entity: str, values: Mapping[str, Stored], scope: str, owner: str = ""
    ) -> None:
        known = kind.group_of
        said = {name: value for name, value in values.items() if value is not None and name in known}
        self.write(kind.code, entity, said, scope=scope, owner=owner, first=True)

    def _change(
        self,
        kind: EntityKind,
        entity: str,
        before: Mapping[str, Stored],
        after: Mapping[str, Stored],
        names: tuple[str, ...] | None = None,
    ) -> None:
        group_of = kind.group_of
        groups = dict.fromkeys([group_of[n] for n in names or kind.names if before.get(n) != after.get(n)])
        if groups:
            values = {name: after.get(name) for group in groups for name in kind.members(group)}
            self._assign(kind.code, entity, values, tuple(groups))

    def _save_rows(
        self, kind: EntityKind, owner: str, before: tuple[Row, ...], after: tuple[Row, ...]
    ) -> None:
        known = {row.id: row for row in before}
        for row in after:
            if row.id and row.id in known:
                self._change(kind, row.id, known.pop(row.id).values, row.values)
            elif row.id and self.journal.applier.state(bytes.fromhex(row.id)) is not None:
                # A row that was removed and comes back by undoing in the form, perhaps with other values.
                stored = self._values_of(kind, [row.id], kind.names)[row.id]
                self._assign(kind.code, row.id, {DELETED: None}, (DELETED,))
                self._change(kind, row.id, stored, row.values)
            else:
                self._write_first(kind, row.id or new_id(), row.values, self.scope_of(owner), owner=owner)
        for row_id in known:
            self._assign(kind.code, row_id, {DELETED: {"reason": ""}}, (DELETED,))

    def _assign(
        self, kind_code: str, entity: str, values: Mapping[str, Any], groups: tuple[str, ...]
    ) -> None:
        state = self.journal.applier.state(bytes.fromhex(entity))
        if state is None:
            raise KeyError(entity)
        parents = self.journal.heads_in(state, groups)
        scope = self._scope_in(state)
        seen = self.seen(entity) if values.get(DELETED) else None
        self.write(kind_code, entity, values, scope=scope, parents=parents, covers=True, seen=seen)

    def seen(self, entity: str) -> tuple[Dot, ...]:
        """Return the last line known here of each stream that an entity's standing values come from.

        A value said again word for word comes from where it was written, too: others may hold another
        copy of it. Where that stream is not received, it is known as far as it was copied.
        """
        streams = self.journal.streams
        state = self.journal.applier.state(bytes.fromhex(entity))
        groups = (*state.kind.groups, *state.heads) if state is not None else ()
        heads = self.journal.heads_of(entity, groups)
        lines = {dot: self.journal.line_of(dot) for dots in heads.values() for dot in dots}
        copied = {one for group, dots in heads.items() for dot in dots for one in lines[dot].copies(group)}
        known: dict[tuple[str, str], Dot] = {}
        for dot in sorted({*lines, *copied}):
            here = streams.number(dot) is not None
            known[dot.replica, dot.scope] = streams.last(dot.replica, dot.scope) if here else dot
        return tuple(known[names] for names in sorted(known))

    def _rows_seen(self, entity: str) -> tuple[Dot, ...]:
        """Return the last line known here of each stream that the rows of a record come from."""
        self._show_own(entity)
        rows = self.journal.db.execute(
            "SELECT eid FROM entity WHERE owner = ?", (bytes.fromhex(entity),)
        ).fetchall()
        self.journal.applier.fetch(eid for (eid,) in rows)
        return tuple(sorted({dot for (eid,) in rows for dot in self.seen(eid.hex())}))

    def write(
        self,
        kind_code: str,
        entity: str,
        values: Mapping[str, Any],
        *,
        scope: str,
        parents: Mapping[str, tuple[Dot, ...]] | None = None,
        covers: bool = False,
        **more: Any,
    ) -> None:
        """Append one line of this transaction (``covers``: see ``apply.Entry``)."""
        sid, dot = self.journal.place(scope, self.replica)
        kind = self._kind(kind_code)
        starts = self._first_line is None
        if kind.record is not None and values.get(DELETED):
            more["rows"] = self._rows_seen(entity)
        parents = {group: dots for group, dots in parents.items() if dots} if parents else {}
        met: tuple[Dot, ...] = ()
        for dots in parents.values():
            # Groups changed together before have one and the same parents now.
            if dots is not met and any(dot.scope != scope for dot in dots):
                more["through"] = self._through(parents, scope)
                break
            met = dots
        if kind.needs:
            more["needs"] = needed(kind, values, more.get("several", ()))
        line = Line(
            dot=dot,
            at=self.at,
            user=self.user,
            verb=self.verb,
            transaction=self.id,
            kind=kind_code,
            entity=entity,
            values=values,
            schema=kind.schema,
            parents=parents,
            subject=self.subject if starts else "",
            barrier=self.barrier and starts,
            undoes=self.undoes,
            **more,
        )
        self.journal.write(sid, line, new=bool(more.get("first")), covers=covers)
        for name in kind.attachments:
            if values.get(name):
                blobs.name(self.journal.db, str(values[name]))
        self._dirty.add(entity)
        if kind.owner:
            row = self.journal.applier.state(bytes.fromhex(entity))
            if row is not None and row.owner is not None:
                self._dirty.add(row.owner.hex())
        self._kinds.add(kind_code)
        if starts:
            self._first_line = line

    def _through(self, parents: Mapping[str, tuple[Dot, ...]], scope: str) -> dict[str, tuple[Dot, ...]]:
        """Return what parents of other scopes replaced, back to what everybody in ``scope`` receives."""
        found: dict[str, tuple[Dot, ...]] = {}
        for group, dots in parents.items():
            met, waiting = dict.fromkeys(dots), [dot for dot in dots if dot.scope != scope]
            while waiting:
                dot = waiting.pop()
                if self.journal.streams.known(dot) is None:
                    continue
                more = [d for d in self.journal.line_of(dot).replaces(group) if d not in met]
                met.update(dict.fromkeys(more))
                waiting += [d for d in more if d.scope != scope]
            if len(met) > len(dots):
                found[group] = tuple(met)[len(dots) :]
        return found

    def follow_scope(self, kind_code: str, record_id: str) -> None:
        """Move a record and its rows to the scope of the unit that owns it now, if it names another."""
        self._dirty.add(record_id)
        record = self.load(kind_code, record_id)
        assert record is not None
        scope = self._scope(self._type(kind_code), record)
        if scope == self.scope_of(record_id):
            return
        self.move(kind_code, record_id, scope)
        rows = self.journal.db.execute(
            "SELECT kind, eid FROM entity WHERE owner = ? ORDER BY eid", (bytes.fromhex(record_id),)
        ).fetchall()
        for row_kind, eid in rows:
            self.move(row_kind, eid.hex(), scope)

    def move(self, kind_code: str, entity: str, scope: str) -> None:
        """Say in the old scope that an entity leaves it, and lay it down whole in the new one."""
        self._assign(kind_code, entity, {SCOPE: scope}, (SCOPE,))
        self.lay_down(kind_code, entity)

    def lay_down(self, kind_code: str, entity: str, scope: str = "") -> None:
        """Say in ``scope``, else where an entity has come to, what stands; nothing has changed.

        Nothing is said of an entity of which only edits are here (``fold.Folded.made``).
        """
        kind = self._kind(kind_code)
        self.journal.flush()
        state = self.journal.applier.state(bytes.fromhex(entity))
        assert state is not None
        if not state.made:
            return
        scope = scope or self.scope_of(entity)
        groups = (*kind.groups, DELETED, SCOPE) if self.is_owned(kind.code) else (*kind.groups, DELETED)
        doubtful = self.journal.applier.unsettled(bytes.fromhex(entity), state)
        heads = {
            group: dots
            for group, dots in self.journal.heads_of(entity, groups).items()
            if len(dots) == 1 and group not in doubtful
        }
        values: dict[str, Any] = dict(self._values_of(kind, [entity], kind.names)[entity])
        values = {n: v for n, v in values.items() if kind.group_of[n] in heads}
        if SCOPE in heads:
            values[SCOPE] = state.scope.hex()
        if DELETED in heads:
            values |= self._tombstone(heads[DELETED][0])
        owner = state.owner.hex() if state.owner is not None else ""
        seen = self.seen(entity) if values.get(DELETED) else None
        self.write(
            kind_code,
            entity,
            values,
            scope=scope,
            parents=heads,
            covers=True,
            owner=owner,
            restores=self._copied(heads),
            seen=seen,
        )

    def _copied(self, heads: Mapping[str, tuple[Dot, ...]]) -> dict[str, tuple[Dot, ...]]:
        """Return for each version what it is itself a copy of with it, back to where it was written."""
        lines = {dot: self.journal.line_of(dot) for dot in {dots[0] for dots in heads.values()}}
        return {group: (dots[0], *lines[dots[0]].copies(group)) for group, dots in heads.items()}

    def _tombstone(self, dot: Dot) -> dict[str, Any]:
        return {DELETED: self.journal.line_of(dot).values.get(DELETED)}

    def scope_of(self, entity: str) -> str:
        """Return the scope in which this file writes about an entity now."""
        state = self.journal.applier.state(bytes.fromhex(entity))
        return COMMON if state is None else self._scope_in(state)

    def _scope_in(self, state: State) -> str:
        if self.is_owned(state.kind.code) or not self.home:
            return state.scope.hex()
        return channel(_record_code(state.kind.code), self.home)

    def _scope(self, record_type: RecordType, record: Record) -> str:
        """Return the scope a record belongs to: of the unit it names, else of the unit of this file."""
        if record_type.scope:
            return str(record.values.get(record_type.scope) or self.home or COMMON)
        return channel(record_type.code, self.home) if self.home else COMMON

    def is_owned(self, kind_code: str) -> bool:
        """Tell whether records of a kind, or those its rows stand in, belong to the unit they name."""
        record_type = self.journal.model.record_types.get(_record_code(kind_code))
        return record_type is None or bool(record_type.scope)

    def _kind(self, code: str) -> EntityKind:
        return self.journal.model.kinds[code]

    def _type(self, code: str) -> RecordType:
        return self.journal.model.record_types[code]

    def finish(self) -> bool:
        """Enter the transaction into the list of steps; a step without lines leaves no trace."""
        if self._first_line is None:
            return False
        enter_transaction(self.journal.db, self._first_line, self._first_n, self.journal.next_n - 1)
        return True


def _home(db: Any) -> str:
    """Return the unit that keeps the file, "" while it is not known."""
    row = db.execute("SELECT value FROM meta WHERE name = 'unit'").fetchone()
    return str(row[0]) if row else ""


def _record_code(kind_code: str) -> str:
    return kind_code.partition(".")[0]
