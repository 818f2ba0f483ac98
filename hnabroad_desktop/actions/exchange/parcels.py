"""Packages as files: pack for units whose cards are confirmed, open those that come."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from hnabroad_desktop.actions.exchange import sending
from hnabroad_desktop.actions.lists import meant_by
from hnabroad_desktop.base.errors import AppError
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.base.progress import Report, silent
from hnabroad_desktop.exchange import keys, package, partners, sticks
from hnabroad_desktop.exchange.content import Content
from hnabroad_desktop.exchange.package import Package, Written
from hnabroad_desktop.store.datafile import DataFile

__all__ = ["Content", "Package", "Written"]


def unit_meant(file: DataFile, text: str) -> str:
    """Return the id of the unit meant by a code, an id or an exact name. Raises AppError."""
    found = meant_by(file, "unit", text)
    if len(found) != 1:
        raise AppError(
            _("“{unit}” is not one unit of this file. Nothing was packed. Give its code.").format(unit=text)
        )
    return found[0]


def pack(
    file: DataFile,
    path: Path,
    units: Sequence[str],
    scopes: Collection[str] = (),
    *,
    everything: bool = False,
    attachments: bool = True,
    report: Report = silent,
) -> tuple[Written, Content]:
    """Write what ``units`` (ids) have not confirmed to ``path``, and enter it in the books once it is proved.

    A folder as ``path`` takes a file with a name of its own. Raises AppError, Cancelled; then nothing is
    left behind, and the next package holds the same again.
    """
    trusted = partners.partners(file)
    cards = [card for unit in units for card in trusted.receiving(unit)]
    unknown = [unit for unit in units if not trusted.receiving(unit)]
    if unknown:
        raise AppError(
            _(
                "There is no confirmed card of {unit}. Nothing was packed. "
                "Take its card in and confirm it by the digits of its sheet first."
            ).format(unit=file.title(unknown[0]) or unknown[0])
        )
    own = keys.own(file)
    content = sending.outgoing(file, units, scopes, everything=everything, attachments=attachments)
    if path.is_dir():
        path = path / f"{file_stem(file, content)}{package.SUFFIX}"
    written = package.write(path, content, own, cards, revocations=trusted.revocations, report=report)
    sending.sent(file, content, written.path.name, sha256=written.sha256, size=written.size, scopes=scopes)
    return written, content


def file_stem(file: DataFile, content: Content) -> str:
    """Return a name for a package that says whose it is, for whom, and its number; without marks."""
    receivers = "-".join(_code(file, unit) for unit in content.receivers[:2])
    return f"{_code(file, content.sender_unit)}_{receivers}_{content.number:03d}"


def _code(file: DataFile, unit: str) -> str:
    record = file.get("unit", unit)
    return (record.text("code") if record is not None else "") or unit[:8]


@contextmanager
def opened(file: DataFile, path: Path, report: Report = silent) -> Iterator[Package]:
    """Lend the package at ``path``, proved; the drive is only read, once. Raises AppError, Cancelled."""
    found = _read(file, path, report)
    try:
        yield found
    finally:
        found.close()


def opener(file: DataFile, path: Path) -> Callable[[], Package]:
    """Return what opens the package at ``path`` for a queue."""
    return lambda: _read(file, path, silent)


def _read(file: DataFile, path: Path, report: Report) -> Package:
    sticks.chosen(path)  # a shortcut is never opened: it may start a virus
    return package.read(path, keys.own(file), partners.partners(file), report)
