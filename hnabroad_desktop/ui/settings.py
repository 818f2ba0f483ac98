"""What belongs to this machine and not to the data: window, widths, look, last file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

from hnabroad_desktop.base import i18n
from hnabroad_desktop.ui.theme import SCALES, Theme


def store() -> QSettings:
    """Return the settings of the user of this machine."""
    return QSettings("HNAbroad", "HNAbroad Desktop")


def read(name: str, otherwise: str = "") -> str:
    """Return a setting as text."""
    return str(store().value(name, otherwise))


def write(name: str, value: str | int | bool | QByteArray) -> None:
    """Keep a setting."""
    store().setValue(name, value)


def read_bytes(name: str) -> QByteArray:
    """Return a geometry or state Qt gave us, empty if there is none."""
    value = store().value(name)
    return value if isinstance(value, QByteArray) else QByteArray()


def read_theme() -> Theme:
    """Return the look the user chose."""
    scale = read("look/scale", "100")
    percent = int(scale) if scale.isdigit() and int(scale) in SCALES else 100
    return Theme(dark=read("look/dark") == "true", scale=percent)


def write_theme(theme: Theme) -> None:
    """Keep the look the user chose."""
    write("look/dark", "true" if theme.dark else "false")
    write("look/scale", str(theme.scale))


def read_widths(name: str) -> dict[str, int]:
    """Return the column widths of a list, by the name of the column."""
    pairs = (part.partition("=") for part in read(f"widths/{name}").split(";"))
    return {column: int(width) for column, _sign, width in pairs if width.isdigit()}


def write_widths(name: str, widths: dict[str, int]) -> None:
    """Keep the column widths of a list."""
    write(f"widths/{name}", ";".join(f"{column}={width}" for column, width in widths.items()))


def read_columns(name: str) -> list[str]:
    """Return the columns chosen for a list, in order; empty for those it has by itself."""
    return [column for column in read(f"columns/{name}").split(";") if column]


def write_columns(name: str, columns: Sequence[str]) -> None:
    """Keep the columns chosen for a list."""
    write(f"columns/{name}", ";".join(columns))


def read_name_habits() -> str:
    """Return the order of names the user is used to, "" for that of dictionaries (``Query.habits``)."""
    return read("list/name_habits")


def write_name_habits(habits: str) -> None:
    """Keep the order of names the user is used to."""
    write("list/name_habits", habits)


#: So many files are remembered.
_RECENT = 7


def read_recent() -> list[Path]:
    """Return the files opened last that are still there, the latest first."""
    return [path for path in _recent() if path.exists()]


def add_recent(path: Path) -> None:
    """Put a file first among those opened last."""
    path = path.resolve()
    paths = [path, *(known for known in _recent() if known != path)]
    store().setValue("recent", [str(known) for known in paths[:_RECENT]])


def _recent() -> list[Path]:
    kept = store().value("recent", [])
    names = [kept] if isinstance(kept, str) else kept if isinstance(kept, list) else []
    return [Path(str(name)) for name in names if name]


def read_last_person(path: Path) -> str:
    """Return who opened a file last on this machine."""
    return read(f"person/{path.name}")


def write_last_person(path: Path, person: str) -> None:
    """Keep who opened a file last on this machine."""
    write(f"person/{path.name}", person)


def read_second_folder(path: Path) -> Path | None:
    """Return the second folder for backups of a file, None if none was chosen."""
    kept = read(f"second_folder/{path.name}")
    return Path(kept) if kept else None


def write_second_folder(path: Path, folder: Path) -> None:
    """Keep the second folder for backups of a file."""
    write(f"second_folder/{path.name}", str(folder))


def read_language() -> str:
    """Return the language of the screen: the one chosen, Vietnamese otherwise."""
    kept = read("language", "vi")
    return kept if kept in i18n.LANGUAGES else "vi"


def switch_language() -> None:
    """Go over to the other language and keep the choice."""
    code = "en" if i18n.language() == "vi" else "vi"
    write("language", code)
    i18n.set_language(code)
