"""Tells a change its author may make from one he may only propose (features.md M9)."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hnabroad_desktop.exchange.authorship import Authors
from hnabroad_desktop.records import authority
from hnabroad_desktop.store.lines import Line
from hnabroad_desktop.store.model import Model
from hnabroad_desktop.store.projection import State


class Proposing:
    """Judges changes by field and standing, as the dated rules of the day say."""

    def __init__(self, db: Any, model: Model, authors: Authors, day: dt.date) -> None:
        self.db = db
        self.model = model
        self.authors = authors
        self.day = day
        # A file without the standing itself decides nothing for others: it takes what comes.
        self.rules = [r for r in authority.rules() if r.level <= authors.home_level]
        self.kinds = frozenset(rule.kind for rule in self.rules)

    def restricts(self, kind: str) -> bool:
        """Say whether there is any rule about ``kind`` that this file has to keep."""
        return kind in self.kinds

    def only_proposes(
        self, state: State, eid: bytes, group: str, line: Line, earlier: tuple[Any, ...]
    ) -> bool:
        """Say whether ``line`` changes what its author may not change: something that said something."""
        rule = authority.asked(state.kind.code, group, self.day, self.rules)
        if rule is None or self.authors.level(line.dot.replica) >= rule.level:
            return False
        if not group.startswith("_") and all(value is None for value in earlier):
            return False
        return not rule.after or self._stands_in(eid, rule.after)

    def _stands_in(self, eid: bytes, kind_code: str) -> bool:
        """Say whether a record of ``kind_code``, or a row of one, names this record."""
        for code, kind in self.model.kinds.items():
            if code.partition(".")[0] != kind_code:
                continue
            for name in kind.references:
                if self.db.execute(
                    f'SELECT 1 FROM "{kind.table_name}" WHERE "{name}" = ? AND _deleted = 0 LIMIT 1', (eid,)
                ).fetchone():
                    return True
        return False
