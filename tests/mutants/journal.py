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
        "group: tuple(h for h in found if (group, h.dot) not in superseded)",
        "group: tuple(found[-1:])",
    ),
    "fold: parents of another group count": (
        "store/fold.py",
        "superseded.update((group, parent) for parent in line.replaces(group))",
        "superseded.update((group, p) for dots in line.parents.values() for p in dots)",
    ),
    "fold: only the first parent counts": (
        "store/fold.py",
        "for parent in line.replaces(group))",
        "for parent in line.replaces(group)[:1])",
    ),
    "fold: equal values are a conflict": (
        "store/fold.py",
        "return len(set(values)) > 1",
        "return len(list(values)) > 1",
    ),
    "fold: deletion forgets what was edited": ("store/fold.py", "deletions.append(line)", "pass"),
    "fold: the smallest replica is shown": (
        "store/fold.py",
        "return max(heads, key",
        "return min(heads, key",
    ),
    "apply: a parent unheard of is forgotten": ("store/apply.py", "self._superseded = True", "pass"),
    "apply: a parent the journal holds counts as folded": (
        "store/apply.py",
        "if sid is None or dot.seq > self._folded.get(sid, 0):",
        "if sid is None:",
    ),
    "apply: a superseded line leaves its parents standing": (
        "store/apply.py",
        "            gone = self._known_parents(eid, group, line.replaces(group))\n",
        "            if self._superseded and self.was_superseded(_key(eid, group, line.dot)):\n"
        "                continue\n"
        "            gone = self._known_parents(eid, group, line.replaces(group))\n",
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
        '        state.columns["_unsettled"] = " ".join(self.unsettled(state)) or None\n',
        "        if self.unsettled(state):\n"
        '            state.columns["_unsettled"] = " ".join(self.unsettled(state))\n',
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
        "            self.writing = False\n            self._reset()\n            raise\n",
        "            self.writing = False\n            raise\n",
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
