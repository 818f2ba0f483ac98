"""Data files of real units: the city's organisation committee and organs of wards, made once and copied."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from dataclasses import replace
from functools import cache
from pathlib import Path

from hnabroad_desktop.actions import files, records
from hnabroad_desktop.actions.exchange import receiving, sending
from hnabroad_desktop.exchange.content import Content
from hnabroad_desktop.records.cadre import CADRE
from hnabroad_desktop.records.schema import Record
from hnabroad_desktop.records.shipped import unit_id
from hnabroad_desktop.store import machine
from hnabroad_desktop.store.datafile import DataFile
from hnabroad_desktop.store.keyslots import Cost

PASSWORD = "mật khẩu dài"
CITY, WARD, OTHER = "BTCTU", "00004.BXDD", "00008.BXDD"


@cache
def _pattern() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="hnabroad-office-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    file, _key = files.new(folder / "a.hnab", CITY, "Lan", PASSWORD, cost=Cost(1, 32, 1))
    files.close(file)
    return folder


def office(folder: Path, code: str) -> DataFile:
    """Lay the data file of a unit into ``folder`` and open it."""
    folder.mkdir(parents=True, exist_ok=True)
    for part in _pattern().iterdir():
        if part.is_file():
            shutil.copy2(part, folder / part.name)
    machine.forget(folder / "a.hnab")
    file = files.open_file(folder / "a.hnab", password=PASSWORD)
    file.set_setting("unit", unit_id(code))
    return file


def stick(sender: DataFile, receiver: DataFile, scopes: tuple[str, ...] = (), **more: bool) -> Content:
    """Pack for a unit and note it as sent; the package stays what it is now."""
    content = sending.outgoing(sender, [receiver.unit_id], scopes, **more)
    lying = replace(content, streams=tuple(replace(p, lines=tuple(p.lines)) for p in content.streams))
    sending.sent(sender, lying, f"goi-{content.number}.hsx")
    return lying


def person(file: DataFile, name: str, unit: str = "00004.PVHXH", **more: str) -> str:
    """Write somebody as the form would and return the id."""
    values = {"full_name": name, "birth_date": "1985-03-12", "sex": "male", "post": "Chuyên viên", **more}
    return records.save(file, CADRE.new(unit=unit_id(unit), **values)).id


def get(file: DataFile, kind: str, record_id: str) -> Record:
    """Return a record that is there."""
    record = file.get(kind, record_id)
    assert record is not None
    return record


def change(file: DataFile, kind: str, record_id: str, **values: str) -> None:
    """Change some values of a record."""
    with file.transaction("edit") as step:
        step.change(kind, record_id, values)


def up(sender: DataFile, receiver: DataFile) -> receiving.Merged:
    """Carry a package from one file to the other and take it in."""
    return receiving.merge(receiver, stick(sender, receiver))
