"""Habits of the house that no tool checks: names, hidden imports, leftovers, the lock, licences."""

from __future__ import annotations

import ast
import fnmatch
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from hnabroad_desktop.base.paths import ROOT

PACKAGE = ROOT / "hnabroad_desktop"
VAGUE = {"utils", "util", "helpers", "helper", "manager", "managers", "common", "misc"}
LEFTOVER = re.compile(r"#.*\b(TODO|FIXME|XXX|HACK)\b")


def _modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def hidden_imports(source: str) -> Iterator[int]:
    """Yield lines of imports inside functions that neither spare the start a third party nor say why.

    Another library may be loaded late, it is heavy; an own or a standard module only
    with a comment in the same or the line before.
    """
    lines = source.splitlines()
    for function in ast.walk(ast.parse(source)):
        if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        for node in ast.walk(function):
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                names = [node.module or PACKAGE.name]
            else:
                continue
            ours = any(n.split(".")[0] in {PACKAGE.name, *sys.stdlib_module_names} for n in names)
            said_why = any("#" in line for line in lines[max(node.lineno - 2, 0) : node.lineno])
            if ours and not said_why:
                yield node.lineno


def test_no_module_has_a_name_that_says_nothing() -> None:
    assert [p for p in _modules() if p.stem in VAGUE or p.parent.name in VAGUE] == []


def test_no_import_is_hidden_in_a_function() -> None:
    found = [f"{p.relative_to(ROOT)}:{n}" for p in _modules() for n in hidden_imports(p.read_text("utf-8"))]
    assert found == []


@pytest.mark.parametrize(
    ("source", "count"),
    [
        ("def f():\n    import json", 1),
        ("def f():\n    from hnabroad_desktop.records import cadre", 1),
        ("def f():\n    # drawn behind the first paint\n    from hnabroad_desktop.documents import pdf", 0),
        ("def f():\n    from reportlab.pdfgen import canvas", 0),
        ("import json\ndef f():\n    pass", 0),
    ],
)
def test_hidden_imports_are_told_from_late_ones(source: str, count: int) -> None:
    assert len(list(hidden_imports(source))) == count


def test_nothing_is_left_to_do_in_a_comment() -> None:
    assert LEFTOVER.search("x = 1  # TODO: later")
    found = [p for p in _modules() if LEFTOVER.search(p.read_text(encoding="utf-8"))]
    assert found == []


def test_the_lock_pins_every_package_by_hash_and_names_no_host() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert "://" not in lock
    entries = [e for e in re.split(r"\n(?=[a-z])", lock) if re.match(r"[a-z]", e)]
    assert len(entries) > 30
    assert [e for e in entries if "==" not in e.splitlines()[0] or "--hash=sha256:" not in e] == []


def test_the_lock_holds_what_the_project_asks_for() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    assert [a for a in asked if a.lower().replace("_", "-") not in lock] == []


def _unnamed(files: list[str], notices: str) -> list[str]:
    patterns = re.findall(r"`(resources/[^`]+)`", notices)
    return [f for f in files if not any(fnmatch.fnmatch(f, p + "*" * p.endswith("/")) for p in patterns)]


def test_fonts_and_icons_stand_in_the_notices() -> None:
    files = [
        path.relative_to(ROOT).as_posix()
        for path in sorted((ROOT / "resources").rglob("*"))
        if path.suffix in {".ttf", ".otf", ".svg"}
    ]
    assert len(files) > 50
    assert _unnamed(files, (ROOT / "THIRD_PARTY.md").read_text(encoding="utf-8")) == []
    assert _unnamed(["resources/fonts/Stolen.ttf"], "| `resources/fonts/Tinos-*.ttf` |") != []
