"""What belongs to this machine and not to the data: window, widths, look, last file."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QSettings

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
