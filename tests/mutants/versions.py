"""Faults in reading what other versions wrote, lines and files, and the tests that must notice them."""

from __future__ import annotations

from tests.mutants.fault import Fault

VERSIONS_TESTS = ("tests/exchange/test_versions.py",)

VERSIONS_FAULTS: dict[str, Fault] = {
    "versions: older lines are read as they are": (
        "store/versions.py",
        "return _brought_up(kind, line) if line.schema < kind.schema else _held_back(kind, line)",
        "return line if line.schema < kind.schema else _held_back(kind, line)",
    ),
    "versions: only the last step is taken": (
        "store/versions.py",
        "if upgrade.version > line.schema]",
        "if upgrade.version == kind.schema]",
    ),
    "versions: parents keep their old names": (
        "store/versions.py",
        "        parents=by_group(line.parents),\n",
        "",
    ),
    "versions: what was restored keeps its old name": (
        "store/versions.py",
        "        restores=by_group(line.restores),\n",
        "",
    ),
    "versions: several values keep their old names": (
        "store/versions.py",
        "        several=by_group(several),\n",
        "",
    ),
    "versions: a split group becomes its first part": (
        "store/versions.py",
        "tuple(dict.fromkeys(kind.group_of.get(n, n) for n in names))",
        "(kind.group_of.get(names[0], names[0]),)",
    ),
    "versions: newer values are taken as they are": (
        "store/versions.py",
        "        if version > kind.schema\n",
        "        if version > kind.schema + 9\n",
    ),
    "versions: what any later step changed is held back": (
        "store/versions.py",
        "        if version > kind.schema\n",
        "",
    ),
    "versions: what is held back replaces what stands": (
        "store/versions.py",
        "        parents=known(line.parents),\n",
        "",
    ),
    "versions: names of before are not held back": (
        "store/model.py",
        "before = {**found.pop(step.field, {}), step.field: step.version}",
        "before: dict[str, int] = {}",
    ),
    "versions: a line does not say what it needs": (
        "store/lines.py",
        '            body["yy"] = self.needs\n',
        "            pass\n",
    ),
    "versions: a first line says nothing stands where it is held back": (
        "store/fold.py",
        "                found.pop(group, None)\n",
        "                pass\n",
    ),
    "versions: a first line stands for what is held back": (
        "store/apply.py",
        "state.heads.update({group: [] for group in line.needs})",
        "pass",
    ),
    "versions: nothing is split into its parts": (
        "records/upgrades.py",
        "found = (None,) * len(self.into) if value is None else self.convert(value)",
        "found = (value,) + (None,) * (len(self.into) - 1)",
    ),
    "versions: refolding reads lines as they are": (
        "store/rebuild.py",
        "lines = [read(model, raw) for _n, _sid, raw in rows]",
        "lines = [decode(raw) for _n, _sid, raw in rows]",
    ),
    "versions: history tells the old names": (
        "store/history.py",
        "(n, read(model, raw))",
        "(n, __import__('hnabroad_desktop.store.lines', fromlist=['decode']).decode(raw))",
    ),
    "versions: nobody is told what is kept for later": (
        "exchange/planning.py",
        "    if line.schema > kind.schema and line.needs:\n        return True\n",
        "",
    ),
}

OPENING_TESTS = ("tests/actions/test_golden.py",)

OPENING_FAULTS: dict[str, Fault] = {
    "opening: what is looked at keeps its old tables": (
        "store/opening.py",
        "            _bring_copy_up_to_date(file)\n",
        "",
    ),
    "opening: tables change before the backup": (
        "store/opening.py",
        "migrations.migrate(vault.writer, STEPS, before=keep)",
        "migrations.migrate(vault.writer, STEPS)",
    ),
    "opening: two backups for one opening": ("store/opening.py", "            kept = True\n", ""),
    "opening: a step is left out": (
        "store/opening.py",
        "(Step(1, lay_tables), Step(2, lay_card_tables), ",
        "(Step(1, lay_tables), ",
    ),
    "opening: a newer file is opened": ("store/head.py", "if version > newest:", "if False:"),
}
