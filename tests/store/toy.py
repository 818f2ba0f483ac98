"""A small model of its own, and data files with it, for tests of the journal."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, partial
from pathlib import Path

from hnabroad_desktop.base.fields import (
    Choice,
    Date,
    Money,
    Number,
    PartialDate,
    Reference,
    Rows,
    Stored,
    Text,
    YesNo,
)
from hnabroad_desktop.records.schema import Record, RecordType, Section
from hnabroad_desktop.store import migrations
from hnabroad_desktop.store.datafile import DataFile, lay_exchange_tables, lay_tables, readings_signature
from hnabroad_desktop.store.keyslots import Cost
from hnabroad_desktop.store.lines import COMMON as COMMON
from hnabroad_desktop.store.migrations import Step
from hnabroad_desktop.store.model import Model
from hnabroad_desktop.store.transaction import Transaction
from hnabroad_desktop.store.vault import create, open_vault

PASSWORD = "mật khẩu thử"
CHEAP = Cost(passes=1, kibibytes=64, lanes=1)
MINE, THEIRS = "a" * 32, "b" * 32
HOME, AWAY, FAR = ("1".zfill(32), "2".zfill(32), "3".zfill(32))


def _text(name: str, **more: str) -> Text:
    return Text(name=name, label=name, **more)


def _derive(record: Record) -> dict[str, Stored]:
    return {
        "total": sum(int(row["amount"] or 0) for row in record.table("line")),
        "lines": len(record.table("line")),
    }


THING = RecordType(
    code="thing",
    label="Thing",
    label_plural="Things",
    area="test",
    sections=(
        Section(
            name="all",
            title="All",
            fields=(
                _text("name"),
                _text("other"),
                _text("post", group="post"),
                PartialDate(name="since", label="since", group="post"),
                Choice(
                    name="colour", label="colour", options=(("red", "Đỏ"), ("blue", "Xanh lam")), free=True
                ),
                Number(name="size", label="size"),
                Number(name="rate", label="rate", decimals=2),
                Money(name="price", label="price"),
                YesNo(name="good", label="good"),
                Date(name="day", label="day"),
                Reference(name="place", label="place", kinds=("place",)),
                Reference(name="friend", label="friend", kinds=("thing", "place")),
                Rows(
                    name="line",
                    label="lines",
                    fields=(
                        _text("word"),
                        Number(name="amount", label="amount"),
                        _text("first", group="pair"),
                        _text("second", group="pair"),
                    ),
                    order=("-amount",),
                ),
                Rows(name="tag", label="tags", fields=(_text("text"),)),
            ),
        ),
    ),
    title=lambda record: record.text("name"),
    columns=("name", "size", "place"),
    search=("name", "other"),
    derived=(Number(name="total", label="total"), Number(name="lines", label="lines")),
    derive=_derive,
    depends=frozenset({"name", "line"}),
    scope="place",
)

PLACE = RecordType(
    code="place",
    label="Place",
    label_plural="Places",
    area="test",
    sections=(Section(name="all", title="All", fields=(_text("name"), _text("note"))),),
    title=lambda record: record.text("name"),
    columns=("name",),
    search=("name",),
)

MODEL = Model((THING, PLACE))
_STEPS = (Step(1, partial(lay_tables, model=MODEL)), Step(2, lay_exchange_tables))


@cache
def _pattern() -> Path:
    """Make one file that all others are copies of."""
    folder = Path(tempfile.mkdtemp(prefix="hnabroad-toy-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    path = folder / "toy.hnab"
    vault, _printed = create(path, person="An", password=PASSWORD, cost=CHEAP)
    migrations.migrate(vault.writer, _STEPS)
    file = DataFile(vault, THEIRS, MODEL)
    with file.transaction("places") as step:
        for place, name in ((HOME, "Hà Nội"), (AWAY, "Đông Anh"), (FAR, "Ứng Hòa")):
            step.add(Record("place", {"name": name}, id=place))
    file.close()
    return path


def copy_of_pattern(folder: Path) -> Path:
    """Lay a fresh file with three places into ``folder``."""
    for part in _pattern().parent.iterdir():
        shutil.copy2(part, folder / part.name)
    return folder / "toy.hnab"


def opened(path: Path, replica: str = MINE, model: Model = MODEL) -> DataFile:
    """Open a toy file to write; one whose readings have the shape of another model is folded again."""
    file = DataFile(open_vault(path, password=PASSWORD, newest=2), replica, model)
    if file.setting("readings") != readings_signature(model):
        file.rebuild()
    return file


@contextmanager
def somebody(file: DataFile, verb: str = "theirs", replica: str = THEIRS) -> Iterator[Transaction]:
    """Hold a step of another person, as it is after a package was taken in."""
    with file.writing() as journal:
        step = Transaction(
            journal, verb, "", identity=(replica, f"{replica[:8]}{journal.next_n}", "Bình", journal.stamp())
        )
        yield step
        step.finish()
    file.tell(step.kinds)


def thing(record_id: str = "", rows: dict[str, tuple[object, ...]] | None = None, **values: Stored) -> Record:
    """Return a thing to save."""
    return Record("thing", values, rows or {}, record_id)  # type: ignore[arg-type]
