"""Whoever changes a data file behind the program's back is found out."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from hnabroad_desktop.records.schema import Row
from hnabroad_desktop.store.datafile import DataFile
from hnabroad_desktop.store.transaction import Transaction
from tests.store import toy
from tests.store.toy import AWAY, HOME, somebody, thing


@pytest.fixture
def file(tmp_path: Path) -> Iterator[DataFile]:
    """A file with a bit of everything: rows, changes, a deletion, an undone step, two values at once."""
    opened = toy.opened(toy.copy_of_pattern(tmp_path))
    rows: dict[str, tuple[object, ...]] = {"line": (Row({"word": "a", "amount": 1}), Row({"word": "b"}))}
    with opened.transaction("add") as step:
        one = step.add(
            thing("a" * 32, rows, name="An", place=HOME, friend=AWAY, rate="4.98", good=True, size=1)
        )
        two = step.add(thing("c" * 32, name="Bình", place=HOME))
    with opened.transaction("change") as step:
        step.change("thing", one, {"name": "Chi", "post": "Bí thư"})
    with opened.transaction("delete") as step:
        step.delete("thing", two, "trùng")
    with opened.transaction("undone") as step:
        step.change("thing", one, {"size": 2})
    opened.undo()
    with somebody(opened) as step:
        step.write("thing", one, {"other": "của họ"}, scope=HOME)
    with opened.transaction("other") as step:
        step.write("thing", one, {"other": "của tôi"}, scope=HOME)
    assert list(opened.findings()) == []
    yield opened
    opened.close()


def tamper(file: DataFile, statement: str, *values: Any) -> int:
    """Write past the journal, as only an attacker with the key could; return the rows hit."""
    with file.local() as db:
        return db.execute(statement, values).rowcount


def whats(file: DataFile) -> set[str]:
    return {finding.what for finding in file.findings()}


def lines(file: DataFile) -> list[tuple[Any, ...]]:
    with file.reading() as db:
        return [
            tuple(r) for r in db.exec_driver_sql("SELECT n, sid, seq, eid, line, hash FROM change ORDER BY n")
        ]


def test_every_line_edited_deleted_swapped_or_renumbered_is_found(file: DataFile) -> None:
    found = lines(file)
    total = len(found)
    for n, sid, seq, eid, line, digest in found:
        for what, spoil in {
            "edited": ("UPDATE change SET line = ? WHERE n = ?", line.replace(b'"b":"', b'"b":"x'), n),
            "hash": ("UPDATE change SET hash = ? WHERE n = ?", bytes(32), n),
            "deleted": ("DELETE FROM change WHERE n = ?", n),
            "renumbered": ("UPDATE change SET n = ? WHERE n = ?", total + 5, n),
            "moved in its stream": ("UPDATE change SET seq = ? WHERE n = ?", 1_000, n),
            "moved to another stream": ("UPDATE change SET sid = 99 WHERE n = ?", n),
            "given to another record": ("UPDATE change SET eid = ? WHERE n = ?", bytes(16), n),
        }.items():
            assert tamper(file, *spoil) == 1
            assert "chain" in whats(file), (what, n)
            tamper(
                file,
                "INSERT OR REPLACE INTO change VALUES (?, ?, ?, ?, ?, ?)",
                n,
                sid,
                seq,
                eid,
                line,
                digest,
            )
            tamper(file, "DELETE FROM change WHERE n > ?", total)
            assert list(file.findings()) == [], (what, n)
    by_stream: dict[int, list[tuple[Any, ...]]] = {}
    for row in found:
        by_stream.setdefault(row[1], []).append(row)
    for rows in by_stream.values():
        for one, two in pairwise(rows):
            for first, second in ((one, two), (two, one)):
                tamper(
                    file, "UPDATE change SET eid = ?, line = ?, hash = ? WHERE n = ?", *second[3:], first[0]
                )
            assert "chain" in whats(file)
            for row in (one, two):
                tamper(file, "UPDATE change SET eid = ?, line = ?, hash = ? WHERE n = ?", *row[3:], row[0])
    assert list(file.findings()) == []


def test_a_stream_cut_short_or_renamed_is_found(file: DataFile) -> None:
    with file.reading() as db:
        streams = [tuple(r) for r in db.exec_driver_sql("SELECT sid, replica, n, tip FROM stream")]
    for sid, replica, n, tip in streams:
        for column, wrong, right in (
            ("n", n - 1, n),
            ("tip", bytes(32), tip),
            ("replica", bytes(16), replica),
        ):
            tamper(file, f"UPDATE stream SET {column} = ? WHERE sid = ?", wrong, sid)
            assert "chain" in whats(file), column
            tamper(file, f"UPDATE stream SET {column} = ? WHERE sid = ?", right, sid)
    assert list(file.findings()) == []


WRONG: dict[str, Any] = {"_deleted": 1, "_owner": bytes(16), "place": bytes(16), "friend": bytes(16)}


@pytest.mark.parametrize("code", ["thing", "thing.line"])
def test_every_column_of_a_table_is_proved(file: DataFile, code: str) -> None:
    kind = file.model.kinds[code]
    for column in kind.columns[1:]:
        table = kind.table_name
        where = f'WHERE id = (SELECT min(id) FROM "{table}")'
        with file.reading() as db:
            before = db.exec_driver_sql(f'SELECT "{column}" FROM "{table}" {where}').scalar()
        wrong = WRONG.get(column, "sai")
        assert tamper(file, f'UPDATE "{table}" SET "{column}" = ? {where}', wrong) == 1
        assert "reading" in whats(file), column
        tamper(file, f'UPDATE "{table}" SET "{column}" = ? {where}', before)
    assert list(file.findings()) == []


@pytest.mark.parametrize(
    "spoil",
    [
        "UPDATE entity SET heads = NULL WHERE heads IS NOT NULL",
        "UPDATE entity SET base_seq = base_seq + 1 WHERE kind = 'thing'",
        "UPDATE entity SET scope = x'00000000000000000000000000000003' WHERE kind = 'thing'",
        "UPDATE entity SET owner = NULL WHERE owner IS NOT NULL",
        "UPDATE entity SET kind = 'place' WHERE kind = 'thing'",
        "UPDATE entity SET heads = CAST(replace(heads, 'của họ', 'khác') AS BLOB)"
        " WHERE heads LIKE '%của họ%'",
        "DELETE FROM entity WHERE kind = 'thing.line'",
        "INSERT INTO entity VALUES (x'00', 'thing', NULL, x'00', NULL, NULL, 1, NULL)",
        "DELETE FROM r_thing",
        "INSERT INTO r_thing (id, _deleted) VALUES (x'00', 0)",
        "INSERT INTO r_thing__line (id, _deleted) VALUES (x'00', 0)",
        "DELETE FROM txn WHERE undoes <> ''",
        "UPDATE txn SET barrier = 1",
        "UPDATE txn SET verb = 'khác'",
        "UPDATE txn SET last = last + 1",
        "INSERT INTO txn SELECT 99, 'x', replica, verb, subject, user, at, undoes, barrier, first, last"
        " FROM txn LIMIT 1",
    ],
)
def test_every_reading_is_proved_and_mended_by_a_rebuild(file: DataFile, spoil: str) -> None:
    assert tamper(file, spoil) > 0
    assert "reading" in whats(file)
    file.rebuild()
    assert list(file.findings()) == []


def test_a_reference_to_nothing_is_found(file: DataFile) -> None:
    with file.transaction("change") as step:
        step.change("thing", "a" * 32, {"friend": "d" * 32})
    found = [f for f in file.findings() if f.what == "reference"]
    assert [(f.where, f.detail) for f in found] == [(f"thing {'a' * 32}", f"friend -> {'d' * 32}")]
    file.undo()
    assert list(file.findings()) == []


def test_a_row_without_its_record_is_found(file: DataFile) -> None:
    with file.writing() as journal:
        step = Transaction(journal, "stray", "")
        step.write("thing.tag", "e" * 32, {"text": "x"}, scope=HOME, owner="f" * 32, first=True)
        step.finish()
    assert [(f.what, f.detail) for f in file.findings()] == [("reference", "owner")]
