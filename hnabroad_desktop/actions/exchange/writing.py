"""Small files of the exchange on their way to a folder or a stick: whole, or not there."""

from __future__ import annotations

from pathlib import Path

from hnabroad_desktop.base.errors import AppError
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.store import atomic


def write_file(path: Path, content: bytes) -> Path:
    """Write ``content`` to ``path`` and read it back. Raises AppError; the data is not touched."""
    try:
        atomic.write_bytes(path, content)
        same = path.read_bytes() == content
    except OSError as error:
        raise AppError(
            _(
                "File {name} could not be written to {folder}. The data is unchanged. "
                "Check the drive, or choose another folder."
            ).format(name=path.name, folder=path.parent)
        ) from error
    if not same:
        raise AppError(
            _(
                "File {name} was written but reads back differently, so the drive cannot be trusted. "
                "The data is unchanged. Use another drive."
            ).format(name=path.name)
        )
    return path
