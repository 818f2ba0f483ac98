"""An import that is stopped or fails writes nothing: no people, no batch, no kept cells."""

from __future__ import annotations

from pathlib import Path

import pytest

from hnabroad_desktop.actions import imports
from hnabroad_desktop.base.errors import Cancelled
from hnabroad_desktop.store.datafile import DataFile
from tests.imports.conftest import dump

NAME = "DSCB_tcvn3_40.xls"


def contents(file: DataFile) -> int:
    with file.raw() as db:
        return int(db.execute("SELECT count(*) FROM blob").fetchone()[0])


def test_stopping_while_it_writes_leaves_nothing(file: DataFile, samples: Path) -> None:
    planned = imports.check(file, imports.lay_out(file, imports.read(samples / NAME)))
    before, kept = dump(file), contents(file)

    def stop(_done: int, _total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        imports.commit(file, planned, report=stop)
    assert dump(file) == before
    assert contents(file) == kept
    imports.commit(file, planned)
    assert contents(file) == kept + 1
