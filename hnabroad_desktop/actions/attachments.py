"""Files kept inside the data file: scans, photos, issued papers (features.md A11)."""

from __future__ import annotations

from pathlib import Path

from hnabroad_desktop.actions.settings import number
from hnabroad_desktop.base.errors import AppError
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.store.datafile import DataFile

_BEGINNINGS = {"pdf": b"%PDF", "png": b"\x89PNG", "jpg": b"\xff\xd8\xff"}


def attach(file: DataFile, path: Path) -> str:
    """Take a copy of ``path`` into the data file and return its SHA-256.

    Raises AppError for a file that is too large, unreadable, or not what its name says.
    """
    most = number(file, "attachment_megabytes") or 5
    try:
        size = path.stat().st_size
        if size > most * 1_000_000:
            raise AppError(
                _(
                    "“{name}” has {size} MB; at most {most} MB are kept. Nothing was added. "
                    "Scan it again at a lower resolution."
                ).format(name=path.name, size=f"{size / 1e6:.1f}".replace(".", ","), most=most)
            )
        data = path.read_bytes()
    except OSError as error:
        raise AppError(
            _("“{name}” could not be read. Nothing was added. Choose another file.").format(name=path.name)
        ) from error
    kind = path.suffix.lower().lstrip(".").replace("jpeg", "jpg")
    if kind not in _BEGINNINGS or not data.startswith(_BEGINNINGS[kind]):
        raise AppError(
            _("“{name}” is not a PDF, JPG or PNG file. Nothing was added. Choose another file.").format(
                name=path.name
            )
        )
    return file.keep_blob(data)


def content(file: DataFile, digest: str) -> bytes:
    """Return the content of an attachment. Raises AppError when it is not in this file."""
    data = file.blob(digest)
    if data is None:
        raise AppError(_("The attachment is not in this file. Ask the unit that sent the record for it."))
    return data


def suffix_of(data: bytes) -> str:
    """Return the ending a file with this content has on disk."""
    return next((f".{kind}" for kind, start in _BEGINNINGS.items() if data.startswith(start)), ".bin")
