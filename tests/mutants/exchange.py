"""Faults in the exchange, and the tests that must notice them."""

from __future__ import annotations

from tests.mutants.fault import Fault

EXCHANGE_TESTS = (
    "tests/exchange/test_merge.py",
    "tests/exchange/test_moves.py",
    "tests/exchange/test_deletions.py",
    "tests/exchange/test_waiting_edits.py",
    "tests/exchange/test_yielding.py",
    "tests/exchange/test_histories.py",
    "tests/exchange/test_season.py",
    "tests/exchange/test_authority.py",
    "tests/exchange/test_partner_files.py",
    "tests/exchange/test_shipped.py",
)

EXCHANGE_FAULTS: dict[str, Fault] = {
    "fold: what was replaced behind another scope stands": (
        "store/fold.py",
        "Said(line.dot, values, line.replaces(group), copies)",
        "Said(line.dot, values, line.parents.get(group, ()), copies)",
    ),
    "exchange: a gap is passed over": (
        "exchange/arrivals.py",
        "if part.base > n:",
        "if False:",
    ),
    "exchange: another past is taken for the same": (
        "exchange/arrivals.py",
        "if seq == arrival.common and tip != arrival.known:",
        "if False:",
    ),
    "exchange: the chain of a part is not checked": (
        "exchange/arrivals.py",
        "if seq != part.tip or tip != part.tip_hash:",
        "if seq != part.tip:",
    ),
    "exchange: the delta begins one too late": (
        "exchange/outgoing.py",
        "base = min(_confirmed(db, stream, tips) for tips in known)",
        "base = min(_confirmed(db, stream, tips) for tips in known) + 1",
    ),
    "exchange: every package has everything": (
        "exchange/outgoing.py",
        "base = min(_confirmed(db, stream, tips) for tips in known)",
        "base = 0",
    ),
    "exchange: streams of other scopes go along": (
        "exchange/outgoing.py",
        "if stream.scope not in scopes or stream.replica == SHIPPED:",
        "if stream.replica == SHIPPED:",
    ),
    "exchange: parents behind another scope are not named": (
        "store/transaction.py",
        'more["through"] = self._through(parents, scope)',
        "pass",
    ),
    "exchange: the provisional value is the last to arrive": (
        "store/apply.py",
        "return sign * self.streams.level(replica), replica, scope, head[1]",
        "return head[0]",
    ),
    "exchange: a choice covers only one value": (
        "exchange/settling.py",
        "parents=journal.heads_of(entity, (group,)),\n        covers=True,",
        "parents={group: journal.heads_of(entity, (group,))[group][:1]},\n        covers=False,",
    ),
    "exchange: a difference is not shown": (
        "exchange/planning.py",
        "if group != SCOPE and self._brings(eid, state, before, group):",
        "if group != SCOPE and self._brings(eid, state, before, group) and group != 'name':",
    ),
    "exchange: a difference that stood before is shown again": (
        "exchange/planning.py",
        "        return group in groups\n",
        "        return True\n",
    ),
    "exchange: what was taken back still counts": (
        "store/withdrawal.py",
        "    fold_again(journal, touched, report)\n    journal.refresh()\n\n\ndef activate",
        "    journal.refresh()\n\n\ndef activate",
    ),
    "exchange: received again it stays away": (
        "store/withdrawal.py",
        "        journal.refresh()\n        fold_again(journal, touched, report)\n",
        "        journal.refresh()\n",
    ),
    "exchange: settled values stay when a package is taken back": (
        "exchange/taking_back.py",
        "            if each.step:\n",
        "            if False:\n",
    ),
    "exchange: proposals are set": (
        "exchange/proposing.py",
        "if not asked or (not group",
        "if True or (not group",
    ),
    "exchange: a moved row forgets its record": (
        "store/transaction.py",
        'owner = state.owner.hex() if state.owner is not None else ""',
        'owner = ""',
    ),
    "exchange: a confirmed package is confirmed for ever": (
        "store/books.py",
        '    db.execute("DELETE FROM partner_tip WHERE unit = ? AND sender = ?", (unit, sender))\n',
        "",
    ),
    "exchange: a partner has one file only": (
        "store/books.py",
        "    return [each for each in found if each.heard > found[-1].heard - _SILENT]\n",
        "    return found[-1:]\n",
    ),
    "exchange: a file of a partner that fell silent counts for ever": (
        "store/books.py",
        "    return [each for each in found if each.heard > found[-1].heard - _SILENT]\n",
        "    return found\n",
    ),
    "exchange: rules of authority change nothing of what is shown": (
        "store/journal.py",
        "if self._rules_changed or self.applier.rules_changed:",
        "if False:",
    ),
    "exchange: rules taken back go on": (
        "store/withdrawal.py",
        "        journal.note_rules()\n",
        "        pass\n",
    ),
    "exchange: rules that ended hold on": (
        "records/authority.py",
        "if rule.holds_on(day) and",
        "if",
    ),
    "exchange: the standing of a sender is what it says": (
        "exchange/authorship.py",
        "found = self._units.level(unit) if unit in self._units.bodies else level",
        "found = level",
    ),
    "exchange: what ships is known by its number": (
        "store/lines.py",
        "return _SHIPPED_LINE if self.replica == SHIPPED else self",
        "return self",
    ),
    "exchange: what shipped stands beside what replaced it": (
        "store/apply.py",
        "known |= found\n",
        "pass\n",
    ),
    "exchange: an edit makes a record": (
        "store/fold.py",
        "    if line.first:\n        return True\n    laid",
        "    return True\n    laid",
    ),
    "exchange: what waits is listed": ("store/apply.py", "HIDDEN = 2", "HIDDEN = 0"),
    "exchange: what waits is laid down": (
        "store/transaction.py",
        "        if not state.made:\n            return\n",
        "",
    ),
    "exchange: a copy of what was taken back stands": (
        "store/fold.py",
        "if not any(map(gone, copies)):",
        "if True:",
    ),
    "exchange: what is laid down again is a version of its own": (
        "store/fold.py",
        "if dot.alike in version and version[dot.alike] != each.version.alike",
        "if False",
    ),
    "exchange: a copy names only what it copies": (
        "store/transaction.py",
        "(dots[0], *lines[dots[0]].copies(group))",
        "dots[:1]",
    ),
    "exchange: the new unit does not learn what the old one wrote": (
        "exchange/merge.py",
        "            carry(journal, step, taken.touched)\n",
        "",
    ),
    "exchange: an edit in a row asks nothing": (
        "exchange/planning.py",
        "for eid in sorted(touched | owners):",
        "for eid in sorted(touched):",
    ),
    "exchange: what is received again is planned last": (
        "store/trial.py",
        "        if self._here:\n",
        "        if False:\n",
    ),
    "transaction: a deletion does not say what it knew of rows": (
        "store/transaction.py",
        'more["rows"] = self._rows_seen(entity)',
        'more["rows"] = ()',
    ),
    "exchange: a stale plan is carried out": (
        "exchange/merge.py",
        "if replace(plan, next_line=agreed.next_line) != agreed:",
        "if False:",
    ),
    "exchange: a plan made before a save is carried out": (
        "exchange/merge.py",
        "if agreed.next_line == self.file.next_line():",
        "if True:",
    ),
    "turns: a job gives way for ever": (
        "store/turns.py",
        "        for given in range(GIVINGS):\n",
        "        for given in iter(int, 1):\n",
    ),
    "turns: a job never gives way": (
        "store/turns.py",
        "if self._waiting and self._holder == me:",
        "if False:",
    ),
}
