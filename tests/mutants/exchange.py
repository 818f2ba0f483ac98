"""Faults in the exchange, and the tests that must notice them."""

from __future__ import annotations

from tests.mutants.fault import Fault

EXCHANGE_TESTS = (
    "tests/exchange/test_merge.py",
    "tests/exchange/test_yielding.py",
    "tests/exchange/test_histories.py",
    "tests/exchange/test_season.py",
)

EXCHANGE_FAULTS: dict[str, Fault] = {
    "fold: what was replaced behind another scope stands": (
        "store/fold.py",
        "for parent in line.replaces(group))",
        "for parent in line.parents.get(group, ()))",
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
        "if rule is None or self.authors.level(line.dot.replica) >= rule.level:",
        "if True:",
    ),
    "exchange: a moved row forgets its record": (
        "store/transaction.py",
        'owner = state.owner.hex() if state.owner is not None else ""',
        'owner = ""',
    ),
    "exchange: a confirmed package is confirmed for ever": (
        "store/books.py",
        '    db.execute("DELETE FROM peer_tip WHERE unit = ?", (unit,))\n',
        "",
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
