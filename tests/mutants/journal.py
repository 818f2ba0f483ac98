"""Faults in the journal of a data file, and the tests that must notice them."""

from __future__ import annotations

from tests.mutants.fault import Fault

JOURNAL_TESTS = (
    "tests/store/test_journal_steps.py",
    "tests/store/test_journal_check.py",
    "tests/store/test_journal_fold.py",
    "tests/store/test_journal_machine.py",
)

JOURNAL_FAULTS: dict[str, Fault] = {
    "fold: the last to arrive wins": (
        "store/fold.py",
        "if each.dot.alike not in named and each.version.alike not in replaced",
        "if each is found[-1]",
    ),
    "fold: parents of another group count": (
        "store/fold.py",
        "Said(line.dot, values, line.replaces(group), copies)",
        "Said(line.dot, values, tuple(p for dots in line.parents.values() for p in dots), copies)",
    ),
    "fold: only the first parent counts": (
        "store/fold.py",
        "Said(line.dot, values, line.replaces(group), copies)",
        "Said(line.dot, values, line.replaces(group)[:1], copies)",
    ),
    "fold: equal values are a conflict": (
        "store/fold.py",
        "return len(set(values)) > 1",
        "return len(list(values)) > 1",
    ),
    "fold: deletion forgets what was edited": (
        "store/fold.py",
        "any(_edited_after(one, heads, rows) for one in deletions)",
        "False",
    ),
    "fold: a copy is a version of its own": (
        "store/fold.py",
        "if dot.alike in version and version[dot.alike] != each.version.alike",
        "if False",
    ),
    "fold: rows do not belong to what is deleted": (
        "store/fold.py",
        "    if line.rows is None:\n        return False\n",
        "    return False\n",
    ),
    "apply: copies are not followed": (
        "store/apply.py",
        "if not any(one.copies for one in told):",
        "if True:",
    ),
    "apply: rows do not reach the deletion": (
        "store/apply.py",
        "                self._note_unsettled(eid, record)  # rows",
        "                pass  # rows",
    ),
    "fold: the smallest replica is shown": (
        "store/fold.py",
        "return max(heads, key",
        "return min(heads, key",
    ),
    "apply: a parent unheard of is forgotten": ("store/apply.py", "self._superseded = True", "pass"),
    "apply: a parent the journal holds counts as folded": (
        "store/apply.py",
        "if dot.replica == SHIPPED or sid is None or dot.seq > self._folded.get(sid, 0):",
        "if dot.replica == SHIPPED or sid is None:",
    ),
    "apply: a superseded line leaves its parents standing": (
        "store/apply.py",
        "            gone = self._known_parents(eid, state, group, one.replaces)\n",
        "            if self._superseded and self.was_superseded(_key(eid, group, line.dot)):\n"
        "                continue\n"
        "            gone = self._known_parents(eid, state, group, one.replaces)\n",
    ),
    "apply: a superseded line stands again": (
        "store/apply.py",
        "if not (self._superseded and self.was_superseded(_key(eid, group, line.dot))):",
        "if True:",
    ),
    "apply: heads are ranked by file, not by replica": (
        "store/apply.py",
        "return sign * self.streams.level(replica), replica, scope, head[1]",
        "return 0, str(head[0]), '', head[1]",
    ),
    "apply: a settled conflict stays marked": (
        "store/apply.py",
        '        state.columns["_unsettled"] = " ".join(self.unsettled(eid, state)) or None\n',
        "        if self.unsettled(eid, state):\n"
        '            state.columns["_unsettled"] = " ".join(self.unsettled(eid, state))\n',
    ),
    "apply: rows do not reach the derived values": (
        "store/apply.py",
        'record.tables |= {row.kind.code.partition(".")[2]}',
        "pass",
    ),
    "transaction: a line covers only its first parent": (
        "store/transaction.py",
        "            parents=parents,\n",
        "            parents={group: dots[:1] for group, dots in parents.items()},\n",
    ),
    "transaction: half a group is written": (
        "store/transaction.py",
        "for group in groups for name in kind.members(group)}",
        "for group in groups for name in kind.members(group) if before.get(name) != after.get(name)}",
    ),
    "transaction: removed rows stay": ("store/transaction.py", "for row_id in known:", "for row_id in ():"),
    "transaction: own rows are read stale": (
        "store/transaction.py",
        "self._dirty.add(row.owner.hex())",
        "pass",
    ),
    "journal: a failed step stays in memory": (
        "store/journal.py",
        "_rules_changed = False\n            self._reset()\n            raise\n",
        "_rules_changed = False\n            raise\n",
    ),
    "journal: a failed step is kept": (
        "store/journal.py",
        'self.db.execute("ROLLBACK")',
        'self.db.execute("COMMIT")',
    ),
    "undo: later edits are overwritten": ("store/undo.py", "    if not force:\n", "    if False:\n"),
    "undo: an own restored value blocks": (
        "store/undo.py",
        "        if len(restored) != 1:\n            return dot\n",
        "        if True:\n            return dot\n",
    ),
    "undo: of several values one comes back": (
        "store/undo.py",
        "return dict(sorted(found.items(), key=lambda pair: repr(pair[0])))",
        "return dict(sorted(found.items(), key=lambda pair: repr(pair[0]))[:1])",
    ),
    "undo: a barrier is crossed": ("store/undo.py", "        if barrier:\n", "        if False:\n"),
    "undo: a new step leaves redo standing": (
        "store/undo.py",
        "            result.undo.append(step)\n            result.redo.clear()\n",
        "            result.undo.append(step)\n",
    ),
    "undo: restorations are not named": ("store/undo.py", "        restores=restores,\n", ""),
    "streams: the chain skips its past": (
        "store/streams.py",
        "chain(self._tip[sid], raw)",
        "chain(_START, raw)",
    ),
}
