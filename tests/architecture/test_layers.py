"""Rooms import only what they may; the contracts are in pyproject.toml and are shown to bite."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from hnabroad_desktop.base.paths import ROOT

PACKAGE = "hnabroad_desktop"
ROOMS = ("ui", "actions", "documents", "sheets", "exchange", "store", "rules", "records", "base")

#: A sin each: the module that commits it, what it says, and the contract that must notice.
SINS = {
    "a room looks up": ("base/sin.py", "import hnabroad_desktop.records", "Floors"),
    "a neighbour": ("rules/sin.py", "import hnabroad_desktop.store", "Floors"),
    "hidden in a function": ("store/sin.py", "def f():\n    import hnabroad_desktop.actions", "Floors"),
    "a room without a floor": ("attic/__init__.py", "", "Floors"),
    "Qt below the window": ("actions/sin.py", "from PySide6.QtCore import QObject", "Qt lives"),
    "Qt on the command line": ("cli.py", "import PySide6", "Qt lives"),
    "the window asks the store": ("ui/sin.py", "import hnabroad_desktop.store.datafile", "The screen"),
    "the window asks SQL": ("ui/sin.py", "import sqlalchemy", "The screen"),
    "the command line prints": ("cli.py", "import reportlab.pdfgen", "The screen"),
    "a rule reads a table": ("rules/sin.py", "import sqlalchemy.orm", "Judgement"),
    "a document asks SQL": ("documents/sin.py", "import sqlalchemy", "Paper"),
    "a cycle": ("store/sin.py", "def f():\n    import hnabroad_desktop.store.datafile", "No cycles"),
}


def _exists(module: str, root: Path) -> bool:
    path = root.joinpath(*module.split("."))
    return (path / "__init__.py").exists() or path.with_suffix(".py").exists()


def _contracts(root: Path) -> list[dict[str, Any]]:
    """Return the contracts, less the rooms that are not built yet (nobody can import those)."""
    whole = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = []
    for contract in whole["tool"]["importlinter"]["contracts"]:
        for key in ("source_modules", "forbidden_modules"):
            if key in contract:
                contract[key] = [
                    m for m in contract[key] if not m.startswith(f"{PACKAGE}.") or _exists(m, root)
                ]
        if contract.get("source_modules", True):
            contracts.append(contract)
    return contracts


def _lint(root: Path, scratch: Path) -> tuple[int, str]:
    lines = ["[importlinter]", f"root_package = {PACKAGE}", "include_external_packages = True"]
    for number, contract in enumerate(_contracts(root)):
        lines.append(f"[importlinter:contract:{number}]")
        for key, value in contract.items():
            lines.append(
                f"{key} = " + ("\n    ".join(["", *value]) if isinstance(value, list) else str(value))
            )
    config = scratch / "contracts.ini"
    config.write_text("\n".join(lines), encoding="utf-8")
    # The console script may lie anywhere; the module lies where this interpreter finds it.
    call = (
        "from importlinter.cli import lint_imports;"
        f"raise SystemExit(lint_imports(config_filename={str(config)!r}, no_cache=True))"
    )
    done = subprocess.run(
        [sys.executable, "-c", call], cwd=root, capture_output=True, text=True, encoding="utf-8", check=False
    )
    return done.returncode, done.stdout + done.stderr


def _house(root: Path) -> None:
    """A faultless house with every room."""
    for room in ROOMS:
        (root / PACKAGE / room).mkdir(parents=True)
        (root / PACKAGE / room / "__init__.py").touch()
    for module in ("__init__", "__main__", "app", "cli"):
        (root / PACKAGE / f"{module}.py").touch()
    (root / PACKAGE / "app.py").write_text("import PySide6\nimport hnabroad_desktop.ui\n")
    (root / PACKAGE / "ui" / "window.py").write_text(
        "import PySide6\nimport hnabroad_desktop.actions.verbs\n"
    )
    (root / PACKAGE / "actions" / "verbs.py").write_text("import hnabroad_desktop.store.datafile\n")
    (root / PACKAGE / "store" / "datafile.py").write_text(
        "import sqlalchemy\nimport hnabroad_desktop.records\n"
    )


def test_the_program_keeps_its_floors(tmp_path: Path) -> None:
    code, said = _lint(ROOT, tmp_path)
    assert code == 0, said


def test_a_faultless_house_passes(tmp_path: Path) -> None:
    _house(tmp_path)
    code, said = _lint(tmp_path, tmp_path)
    assert code == 0, said


@pytest.mark.parametrize("sin", SINS)
def test_each_sin_is_noticed(sin: str, tmp_path: Path) -> None:
    module, text, contract = SINS[sin]
    _house(tmp_path)
    path = tmp_path / PACKAGE / module
    path.parent.mkdir(exist_ok=True)
    path.write_text(text + "\n")
    if sin == "a cycle":
        (tmp_path / PACKAGE / "store" / "datafile.py").write_text("import hnabroad_desktop.store.sin\n")
    code, said = _lint(tmp_path, tmp_path)
    assert code == 1, said
    broken = said.partition("Broken contracts\n")[2]
    assert contract in broken, said
