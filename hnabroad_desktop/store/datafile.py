"""The open data file as verbs see it: records out, transactions in, and everything read off the journal."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from sqlcipher3 import dbapi2 as sqlcipher

from hnabroad_desktop.base.progress import Report, silent
from hnabroad_desktop.records import RECORD_TYPES
from hnabroad_desktop.store import blobs, books, cipher, history, tables, undo
from hnabroad_desktop.store.errors import OpenedToView
from hnabroad_desktop.store.explain import explain
from hnabroad_desktop.store.folding import Folding
from hnabroad_desktop.store.journal import Journal
from hnabroad_desktop.store.model import Model
from hnabroad_desktop.store.reader import Reader
from hnabroad_desktop.store.rebuild import (
    Finding,
    check_chain,
    check_readings,
    check_references,
    rebuild,
)
from hnabroad_desktop.store.transaction import Transaction
from hnabroad_desktop.store.turns import Turns
from hnabroad_desktop.store.undo import Step, Steps
from hnabroad_desktop.store.vault import Vault

_MODEL = Model(RECORD_TYPES)

Listener = Callable[[frozenset[str]], None]
Result = TypeVar("Result")


class DataFile(Reader):
    """One open file. Reads may come from any thread; writes take turns."""

    def __init__(self, vault: Vault, replica: str, model: Model = _MODEL) -> None:
        super().__init__(vault, model)
        self.replica = replica
        self.user = vault.person
        self.saved_at: dt.datetime | None = None
        self.listeners: list[Listener] = []
        self.turns = Turns()
        self._folding = Folding(vault)
        self._journal: Journal | None = None
        if not vault.read_only:
            self._journal = Journal(vault.writer, model, replica, self.user)
            vault.writer.execute("PRAGMA query_only=ON")

    # -- what kind of file ---------------------------------------------------------------

    @property
    def path(self) -> Path:
        """Where the file lies."""
        return self.vault.path

    @property
    def read_only(self) -> bool:
        """Whether the file was opened to view."""
        return self.vault.read_only

    @property
    def practice(self) -> bool:
        """Whether this is practice data."""
        return self.vault.practice

    @property
    def unit_id(self) -> str:
        """The unit that keeps this file."""
        return self.setting("unit") or ""

    def today(self) -> dt.date:
        """Return the day judgements are made for; practice data has a fixed one."""
        fixed = self.setting("today") if self.practice else None
        return dt.date.fromisoformat(fixed) if fixed else dt.date.today()

    # -- writing -------------------------------------------------------------------------

    @contextmanager
    def transaction(self, verb: str, subject: str = "", *, barrier: bool = False) -> Iterator[Transaction]:
        """Hold one step of the user: all of it is written, or nothing is.

        ``barrier`` marks an act that undo never crosses (design 7.7). Raises
        AppError in the user's words when the file cannot be written.
        """
        with self.writing() as journal:
            step = Transaction(journal, verb, subject, barrier=barrier)
            yield step
            step.finish()
        self.tell(step.kinds)

    @contextmanager
    def writing(self) -> Iterator[Journal]:
        """Hold one database transaction of the one writer.

        Raises OpenedToView, or AppError in the user's words; then nothing changed.
        """
        if self._journal is None:
            raise OpenedToView
        with self.turns:
            db = self._journal.db
            try:
                db.execute("PRAGMA query_only=OFF")
                # The log a long job leaves is folded in beside it: no save has to do that at its end.
                cipher.fold_by_itself(db, not (self.turns.job_runs or self._folding.under_way))
                with self._journal.open():
                    yield self._journal
            except sqlcipher.Error as error:
                raise explain(error, self.path, last_saved=self.saved_at) from error
            finally:
                db.execute("PRAGMA query_only=ON")
            self.saved_at = dt.datetime.now()

    def unhurried(self, act: Callable[[Report], Result], report: Report = silent) -> Result:
        """Run a long job that writes in one transaction, so that no save from the window waits for it.

        See ``Turns.unhurried`` for what ``act`` must do; where it fails nothing is written.
        """
        return self.turns.unhurried(act, report, self._folding.begin)

    def tell(self, kinds: frozenset[str]) -> None:
        """Let everyone know which kinds of records changed."""
        records = frozenset(kind.partition(".")[0] for kind in kinds)
        self.revision.update(records)
        for listener in tuple(self.listeners):
            listener(records)

    @contextmanager
    def local(self) -> Iterator[Any]:
        """Hold one change to what belongs to this file alone: settings, drafts, contents of attachments."""
        with self.writing() as journal:
            yield journal.db

    def set_setting(self, name: str, value: str) -> None:
        """Keep a value that belongs to this file alone."""
        with self.local() as db:
            db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value))

    def keep_blob(self, data: bytes) -> str:
        """Keep the content of an attachment until a record names it, and return its SHA-256.

        What no record has come to name is dropped by ``drop_unnamed``. A step that
        writes record and content together keeps it by ``Transaction.keep_blob``.
        """
        with self.local() as db:
            return blobs.hold(db, data)

    def drop_unnamed(self) -> int:
        """Drop contents that were attached in a form and never saved; return how many."""
        with self.raw() as db:
            waiting = blobs.any_held(db)
        if not waiting:
            return 0
        with self.local() as db:
            return blobs.drop_unnamed(db)

    # -- readings of the journal ---------------------------------------------------------

    def steps(self) -> Steps:
        """Return what can be undone and redone now."""
        with self.raw() as db:
            return undo.steps(db, self.replica)

    def undo(self, *, force: bool = False) -> Step | None:
        """Take back the latest step; return it, or None when there is none. Raises LaterEdits."""
        with self.turns:
            found = self.steps().undo
            return self._take_back(found[-1], force) if found else None

    def redo(self, *, force: bool = False) -> Step | None:
        """Make the step undone last again; return it, or None when there is none. Raises LaterEdits."""
        with self.turns:
            found = self.steps().redo
            return self._take_back(found[-1], force) if found else None

    def take_back(self, transaction: str, *, force: bool = False) -> Step | None:
        """Take back a step that is not the latest; None when it cannot be taken back. Raises LaterEdits."""
        with self.turns:
            found = next((step for step in self.steps().undo if step.id == transaction), None)
            return self._take_back(found, force) if found else None

    def _take_back(self, step: Step, force: bool) -> Step:
        with self.writing() as journal:
            transaction = Transaction(journal, step.verb, step.subject, undoes=step.id)
            undo.take_back(journal, step, transaction, force=force)
            transaction.finish()
        self.tell(transaction.kinds)
        return step

    def history(self, kind: str, record_id: str) -> list[history.Entry]:
        """Return everything that happened to a record and its rows, the latest first."""
        with self.raw() as db:
            return history.history(db, self.model, kind, record_id)

    def own_lines(self) -> int:
        """Return how many lines this copy has written."""
        with self.raw() as db:
            row = db.execute(
                "SELECT coalesce(sum(n), 0) FROM stream WHERE replica = ?", (bytes.fromhex(self.replica),)
            ).fetchone()
        return int(row[0])

    def next_line(self) -> int:
        """Return the number the next line will have: another one tells that something was written since."""
        with self.raw() as db:
            return int(db.execute("SELECT coalesce(max(n), 0) FROM change").fetchone()[0]) + 1

    def rebuild(self, report: Report = silent) -> int:
        """Fold the whole journal again, giving way to saves, and return its number of lines."""

        def make_anew(report: Report) -> int:
            with self.writing() as journal:
                done = make_readings_anew(journal.db, self.model, report)
                journal.refresh()
            return done

        done = self.unhurried(make_anew, report)
        self.tell(frozenset(self.model.record_types))
        return done

    def findings(self) -> Iterator[Finding]:
        """Check chain, readings and references of the journal; yields what is wrong."""
        with self.raw() as db:
            yield from check_chain(db)
            yield from check_readings(db, self.model)
            yield from check_references(db, self.model)

    def close(self) -> None:
        """Let the file go; twice does no harm."""
        self._folding.wait()
        self._engine.dispose()
        self.vault.close()


def readings_signature(model: Model) -> str:
    """Return a mark of the shape of the readings; another one means they are made anew at opening.

    The version of a record type is part of it, so that other rules for derived values take effect.
    """
    versions = [f"{code} {kind.schema}" for code, kind in model.kinds.items()]
    return hashlib.sha256("\n".join([tables.readings_shape(model), *versions]).encode()).hexdigest()


def make_readings_anew(db: Any, model: Model, report: Report = silent) -> int:
    """Fold the whole journal again, note the shape it was given, and return its number of lines.

    Proposals that wait go with the shape.
    """
    done = rebuild(db, model, report)
    books.renew_proposals(db, model)
    db.execute("INSERT OR REPLACE INTO meta VALUES ('readings', ?)", (readings_signature(model),))
    return done


def lay_exchange_tables(db: Any) -> None:
    """Make the tables of the exchange between units; inside the caller's transaction."""
    for statement in tables.exchange_statements():
        db.execute(statement)


def lay_partner_files(db: Any) -> None:
    """Let each file of a partner say how far it has come; inside the caller's transaction."""
    for statement in tables.partner_file_statements():
        db.execute(statement)


def lay_tables(db: Any, model: Model = _MODEL) -> None:
    """Make all tables in an empty file; inside the caller's transaction."""
    for statement in (*tables.log_statements(), *tables.reading_statements(model)):
        db.execute(statement)
    db.execute("INSERT INTO meta VALUES ('readings', ?)", (readings_signature(model),))
