"""Tells a change its author may make from one he may only propose (features.md M9)."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hnabroad_desktop.exchange.authorship import Authors
from hnabroad_desktop.records.authority import CITY, RULE_KINDS, Rule, in_force
from hnabroad_desktop.store.authority import rules
from hnabroad_desktop.store.lines import Line
from hnabroad_desktop.store.model import Model
from hnabroad_desktop.store.projection import State


class Proposing:
    """Judges changes by field and standing, as the rules this file holds say for the day.

    Rules that come in the same package are not among them yet: they hold for the next one.
    """

    def __init__(self, db: Any, model: Model, authors: Authors, day: dt.date) -> None:
        self.db = db
        self.model = model
        self.authors = authors
        # A file without the standing itself decides nothing for others: it takes what comes.
        standing = (*in_force(rules(db, model), day), *(Rule(kind, "", CITY) for kind in RULE_KINDS))
        self.rules: dict[str, list[Rule]] = {}
        for rule in standing:
            if rule.level <= authors.home_level:
                self.rules.setdefault(rule.kind, []).append(rule)

    def restricts(self, kind: str) -> bool:
        """Say whether there is any rule about ``kind`` that this file has to keep."""
        return kind in self.rules

    def only_proposes(
        self, state: State, eid: bytes, group: str, line: Line, earlier: tuple[Any, ...]
    ) -> bool:
        """Say whether ``line`` changes what its author may not change: something that said something."""
        level = self.authors.level(line.dot.replica)
        rules = self.rules.get(state.kind.code, ())
        asked = [rule for rule in rules if rule.level > level and rule.group in ("", group)]
        if not asked or (not group.startswith("_") and all(value is None for value in earlier)):
            return False
        record = state.owner or eid
        return any(not rule.after or self._stands_in(record, rule.after) for rule in asked)

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
