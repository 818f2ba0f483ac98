"""Seeds faults in journal and exchange and sees whether the tests notice: ``python tests/mutants.py [WORD]``.

Kept out of the ordinary run because it takes some minutes. Each fault is
patched into a copy of the package and the fast tests of its part run on
it; a fault that survives is named, and the exit code is 1. With WORD only
the faults whose name contains it are tried.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.exchange.faults import EXCHANGE_FAULTS, EXCHANGE_TESTS
from tests.sealed.faults import SEALED_FAULTS, SEALED_TESTS

ROOT = Path(__file__).parents[1]
TESTS = (
    "tests/store/test_journal_steps.py",
    "tests/store/test_journal_fold.py",
    "tests/store/test_journal_check.py",
    "tests/store/test_journal_machine.py",
)

#: Name -> module of the store, what stands there, what stands there instead.
FAULTS: dict[str, tuple[str, str, str]] = {
    "fold: the last to arrive wins": (
        "fold.py",
        "if each.dot not in named and each.version not in replaced",
        "if each is found[-1]",
    ),
    "fold: parents of another group count": (
        "fold.py",
        "Said(line.dot, values, line.replaces(group), copies)",
        "Said(line.dot, values, tuple(p for dots in line.parents.values() for p in dots), copies)",
    ),
    "fold: only the first parent counts": (
        "fold.py",
        "Said(line.dot, values, line.replaces(group), copies)",
        "Said(line.dot, values, line.replaces(group)[:1], copies)",
    ),
    "fold: equal values are a conflict": (
        "fold.py",
        "return len(set(values)) > 1",
        "return len(list(values)) > 1",
    ),
    "fold: deletion forgets what was edited": (
        "fold.py",
        "any(_edited_after(one, heads, rows) for one in deletions)",
        "False",
    ),
    "fold: the smallest replica is shown": ("fold.py", "return max(heads, key", "return min(heads, key"),
    "fold: what was replaced behind another scope stands": (
        "fold.py",
        "Said(line.dot, values, line.replaces(group), copies)",
        "Said(line.dot, values, line.parents.get(group, ()), copies)",
    ),
    "fold: a copy is a version of its own": (
        "fold.py",
        "if dot in version and version[dot] != each.version",
        "if False",
    ),
    "fold: rows do not belong to what is deleted": (
        "fold.py",
        "    if line.rows is None:\n        return False\n",
        "    return False\n",
    ),
    "apply: copies are not followed": (
        "apply.py",
        "if not any(one.copies for one in told):",
        "if True:",
    ),
    "apply: rows do not reach the deletion": (
        "apply.py",
        "                self._note_unsettled(eid, record)  # rows",
        "                pass  # rows",
    ),
    "transaction: a deletion does not say what it knew of rows": (
        "transaction.py",
        'more["rows"] = self._rows_seen(entity)',
        'more["rows"] = ()',
    ),
    "apply: a parent unheard of is forgotten": ("apply.py", "self._superseded = True", "pass"),
    "apply: a parent the journal holds counts as folded": (
        "apply.py",
        "if sid is None or dot.seq > self._folded.get(sid, 0):",
        "if sid is None:",
    ),
    "apply: a superseded line leaves its parents standing": (
        "apply.py",
        "            gone = self._known_parents(eid, group, one.replaces)\n",
        "            if self._superseded and self.was_superseded(_key(eid, group, line.dot)):\n"
        "                continue\n"
        "            gone = self._known_parents(eid, group, one.replaces)\n",
    ),
    "apply: a superseded line stands again": (
        "apply.py",
        "if not (self._superseded and self.was_superseded(_key(eid, group, line.dot))):",
        "if True:",
    ),
    "apply: heads are ranked by file, not by replica": (
        "apply.py",
        "return sign * self.streams.level(replica), replica, scope, head[1]",
        "return 0, str(head[0]), '', head[1]",
    ),
    "apply: a settled conflict stays marked": (
        "apply.py",
        '        state.columns["_unsettled"] = " ".join(self.unsettled(eid, state)) or None\n',
        "        if self.unsettled(eid, state):\n"
        '            state.columns["_unsettled"] = " ".join(self.unsettled(eid, state))\n',
    ),
    "apply: rows do not reach the derived values": (
        "apply.py",
        'record.tables |= {row.kind.code.partition(".")[2]}',
        "pass",
    ),
    "transaction: a line covers only its first parent": (
        "transaction.py",
        "            parents=parents,\n",
        "            parents={group: dots[:1] for group, dots in parents.items()},\n",
    ),
    "transaction: half a group is written": (
        "transaction.py",
        "for group in groups for name in kind.members(group)}",
        "for group in groups for name in kind.members(group) if before.get(name) != after.get(name)}",
    ),
    "transaction: removed rows stay": ("transaction.py", "for row_id in known:", "for row_id in ():"),
    "transaction: own rows are read stale": (
        "transaction.py",
        "self._dirty.add(row.owner.hex())",
        "pass",
    ),
    "journal: a failed step stays in memory": (
        "journal.py",
        "            self.writing = False\n            self._reset()\n            raise\n",
        "            self.writing = False\n            raise\n",
    ),
    "journal: a failed step is kept": (
        "journal.py",
        'self.db.execute("ROLLBACK")',
        'self.db.execute("COMMIT")',
    ),
    "undo: later edits are overwritten": ("undo.py", "    if not force:\n", "    if False:\n"),
    "undo: an own restored value blocks": (
        "undo.py",
        "        if len(restored) != 1:\n            return dot\n",
        "        if True:\n            return dot\n",
    ),
    "undo: of several values one comes back": (
        "undo.py",
        "return dict(sorted(found.items(), key=lambda pair: repr(pair[0])))",
        "return dict(sorted(found.items(), key=lambda pair: repr(pair[0]))[:1])",
    ),
    "undo: a barrier is crossed": ("undo.py", "        if barrier:\n", "        if False:\n"),
    "undo: a new step leaves redo standing": (
        "undo.py",
        "            result.undo.append(step)\n            result.redo.clear()\n",
        "            result.undo.append(step)\n",
    ),
    "undo: restorations are not named": ("undo.py", "        restores=restores,\n", ""),
    "streams: the chain skips its past": ("streams.py", "chain(self._tip[sid], raw)", "chain(_START, raw)"),
}


PARTS = ((TESTS, FAULTS), (EXCHANGE_TESTS, EXCHANGE_FAULTS), (SEALED_TESTS, SEALED_FAULTS))


def survives(copy: Path, tests: Sequence[str], module: str, old: str, new: str) -> bool:
    """Patch one fault in, run the tests, put the module back; tell whether they passed."""
    path = copy / "hnabroad_desktop" / (module if "/" in module else f"store/{module}")
    sound = path.read_text(encoding="utf-8")
    if sound.count(old) < 1:
        raise SystemExit(f"{module} no longer has: {old}")
    path.write_text(sound.replace(old, new, 1), encoding="utf-8")
    try:
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "-x", "-q", "--no-header", "-p", "no:cacheprovider", *tests],
            cwd=copy,
            env={**os.environ, "HYPOTHESIS_PROFILE": "ci", "PYTHONDONTWRITEBYTECODE": "1"},
            capture_output=True,
            check=False,
            timeout=900,
        )
    finally:
        path.write_text(sound, encoding="utf-8")
    if done.returncode not in (0, 1):
        raise SystemExit(done.stdout.decode() + done.stderr.decode())
    return done.returncode == 0


def main() -> int:
    """Try every fault; return how many were not noticed."""
    word = sys.argv[1] if len(sys.argv) > 1 else ""
    alive = []
    with tempfile.TemporaryDirectory(prefix="hnabroad-mutants-") as folder:
        copy = Path(folder)
        for part in ("hnabroad_desktop", "tests"):
            shutil.copytree(ROOT / part, copy / part, ignore=shutil.ignore_patterns("__pycache__"))
        for part in ("resources", "translations", "pyproject.toml"):
            os.symlink(ROOT / part, copy / part)
        for tests, faults in PARTS:
            for name, fault in faults.items():
                if word in name:
                    lived = survives(copy, tests, *fault)
                    print(f"{'SURVIVES' if lived else 'noticed '}  {name}", flush=True)
                    alive += [name] * lived
    print(f"{len(alive)} not noticed")
    return len(alive)


if __name__ == "__main__":
    sys.exit(1 if main() else 0)
