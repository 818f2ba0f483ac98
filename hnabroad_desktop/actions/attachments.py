"""Files kept inside the data file: scans, photos, issued papers (features.md A11)."""

from __future__ import annotations

from pathlib import Path

from hnabroad_desktop.actions.settings import number
from hnabroad_desktop.base import pictures
from hnabroad_desktop.base.errors import AppError
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.store.atomic import write_bytes
from hnabroad_desktop.store.datafile import DataFile

_BEGINNINGS = {"pdf": b"%PDF", "png": pictures.PNG, "jpg": pictures.JPEG}
#: What the program itself keeps beside papers, and nobody attaches.
_OWN = {"json": b"{"}
_MEGABYTE = 1_000_000
_USUAL_MEGABYTES = 5


def attach(file: DataFile, path: Path) -> str:
    """Take a copy of ``path`` into the data file and return its SHA-256.

    It stays for good once a record that names it is saved. Raises AppError for a file
    that is too large, unreadable, damaged, or not what its name says.
    """
    try:
        size = path.stat().st_size
        # What is too large is not read: it may be a film.
        data = b"" if size > most_bytes(file) else path.read_bytes()
    except OSError as error:
        raise AppError(
            _("“{name}” could not be read. Nothing was added. Choose another file.").format(name=path.name)
        ) from error
    _refuse_too_large(file, path.name, size)
    kind = path.suffix.lower().lstrip(".").replace("jpeg", "jpg")
    if kind not in _BEGINNINGS or not data.startswith(_BEGINNINGS[kind]):
        raise AppError(
            _("“{name}” is not a PDF, JPG or PNG file. Nothing was added. Choose another file.").format(
                name=path.name
            )
        )
    return attach_content(file, data, path.name)


def attach_content(file: DataFile, data: bytes, name: str) -> str:
    """Take a content called ``name`` into the data file and return its SHA-256; see ``attach``."""
    _refuse_too_large(file, name, len(data))
    if pictures.is_picture(data):
        refuse_damaged(data, name)
    return file.keep_blob(data)


def most_bytes(file: DataFile) -> int:
    """Return the size up to which files are kept; a parameter of the file."""
    return (number(file, "attachment_megabytes") or _USUAL_MEGABYTES) * _MEGABYTE


def _refuse_too_large(file: DataFile, name: str, size: int) -> None:
    most = most_bytes(file)
    if size > most:
        raise AppError(
            _(
                "“{name}” has {size} MB; at most {most} MB are kept. Nothing was added. "
                "Scan it again at a lower resolution."
            ).format(name=name, size=f"{size / _MEGABYTE:.1f}".replace(".", ","), most=most // _MEGABYTE)
        )


def refuse_damaged(data: bytes, name: str) -> tuple[int, int]:
    """Return width and height of a picture. Raises AppError when it is damaged or cut off."""
    try:
        return pictures.size_of(data)
    except ValueError as error:
        raise damaged(name) from error


def damaged(name: str) -> AppError:
    """Return what is said of a picture that cannot be shown."""
    return AppError(
        _(
            "The picture “{name}” is damaged or not complete. Nothing was added. "
            "Copy it from the camera or scan it again, or choose another file."
        ).format(name=name)
    )


def content(file: DataFile, digest: str) -> bytes:
    """Return the content of an attachment. Raises AppError when it is not in this file."""
    data = file.blob(digest)
    if data is None:
        raise AppError(_("The attachment is not in this file. Ask the unit that sent the record for it."))
    return data


def suffix_of(data: bytes) -> str:
    """Return the ending a file with this content has on disk."""
    known = {**_BEGINNINGS, **_OWN}
    return next((f".{kind}" for kind, start in known.items() if data.startswith(start)), ".bin")


def write_out(file: DataFile, digest: str, path: Path) -> None:
    """Write an attachment into a file of its own. Raises AppError; nothing half-written is left."""
    data = content(file, digest)
    try:
        write_bytes(path, data)
    except OSError as error:
        raise AppError(
            _(
                "“{name}” could not be written. The attachment in the data file is unchanged. "
                "Choose another folder or close the file where it is open."
            ).format(name=path.name)
        ) from error
