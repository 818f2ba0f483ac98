"""Lists what stands in the file as not in agreement: left open when a package was taken in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from hnabroad_desktop.exchange.authorship import Authors
from hnabroad_desktop.exchange.plan import Difference, Side, spoken
from hnabroad_desktop.exchange.sharing import tree
from hnabroad_desktop.store.datafile import DataFile
from hnabroad_desktop.store.history import moment
from hnabroad_desktop.store.lines import DELETED, SCOPE, Dot, Line
from hnabroad_desktop.store.projection import State
from hnabroad_desktop.store.trial import Standing, Trial


def unsettled(file: DataFile) -> list[Difference]:
    """Return every value at odds, the one shown meanwhile first; what both sides had before is not told."""
    with file.raw() as db:
        authors = Authors(db, (), file.replica, file.unit_id, tree(file, file.today()))
        trial = Trial(db, file.model, _nowhere)
        return [
            found for eid in _in_doubt(file, db) for found in _differences(trial, authors, file.unit_id, eid)
        ]


def count_unsettled(file: DataFile) -> int:
    """Return how many records and rows of tables have a value at odds."""
    with file.raw() as db:
        return sum(1 for _eid in _in_doubt(file, db))


def _nowhere(dot: Dot) -> Line:
    raise LookupError(dot)


def _in_doubt(file: DataFile, db: Any) -> Iterator[bytes]:
    for kind in file.model.kinds.values():
        rows = db.execute(f'SELECT id FROM "{kind.table_name}" WHERE _unsettled IS NOT NULL').fetchall()
        yield from (eid for (eid,) in rows)


def _differences(trial: Trial, authors: Authors, home: str, eid: bytes) -> Iterator[Difference]:
    state = trial.before_of(eid)
    if state is None:
        return
    for group in trial.unsettled(eid, state):
        standing = trial.standing(state, group)
        if group == DELETED:
            standing = [*standing, *_edits(trial, eid, state, standing)]
        if group != SCOPE and len(standing) > 1:
            yield _difference(authors, home, eid, state, group, standing)


def _edits(trial: Trial, eid: bytes, state: State, standing: Sequence[Standing]) -> Iterator[Standing]:
    """Yield "kept" by who went on with a record that another took away, unless somebody said so already."""
    if any(one.value == (None,) for one in standing):
        return
    edits = (edit for gone in standing for edit in trial.unknown_to(gone.line, eid, state))
    yield next(edits, Standing(standing[0].line, (None,), True))


def _difference(
    authors: Authors, home: str, eid: bytes, state: State, group: str, standing: Sequence[Standing]
) -> Difference:
    names = (DELETED,) if group == DELETED else state.kind.members(group)

    def side(one: Standing) -> Side:
        line = one.line
        return Side(
            spoken(names, group, one.value), authors.unit(line.dot.replica), line.user, moment(line.at)
        )

    ours = next((s for s in standing if authors.unit(s.line.dot.replica) == home), standing[0])
    rest = [s for s in standing if s.value != ours.value]
    return Difference(
        state.kind.code,
        eid.hex(),
        (state.owner or eid).hex(),
        group,
        names,
        None,
        side(ours),
        side(rest[0]),
        tuple(side(s) for s in rest[1:]),
    )
