"""How the window looks: colours, measures, fonts, and the one stylesheet made of them."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from hnabroad_desktop.base.paths import RESOURCES

#: Font sizes the clerk may choose, in percent.
SCALES = (100, 110, 125, 150)

LIGHT: Mapping[str, str] = {
    "ground": "#F6F6F4",
    "surface": "#FFFFFF",
    "line": "#D9D8D4",
    "faint": "#ECEBE8",
    "text": "#1E1E1C",
    "quiet": "#5E5D58",
    "accent": "#9E1B1E",
    "accent_pressed": "#7F1518",
    "accent_text": "#9E1B1E",
    "on_accent": "#FFFFFF",
    "tint": "#F4E8E7",
    "hover": "#F1F0ED",
    "link": "#1F4E79",
    "link_tint": "#E4EDF5",
    "ok": "#2F6B3A",
    "warning": "#8A5A00",
    "warning_tint": "#FBF2DD",
    "error": "#B3261E",
    "error_tint": "#FBE9E7",
    "scroll": "#C4C2BC",
}

DARK: Mapping[str, str] = {
    "ground": "#1C1C1B",
    "surface": "#252524",
    "line": "#43423F",
    "faint": "#323130",
    "text": "#ECEBE6",
    "quiet": "#ABA9A2",
    "accent": "#B93236",
    "accent_pressed": "#9B2A2D",
    "accent_text": "#F0989A",
    "on_accent": "#FFFFFF",
    "tint": "#45302F",
    "hover": "#302F2E",
    "link": "#8FBDE8",
    "link_tint": "#263747",
    "ok": "#8CC896",
    "warning": "#E3B25C",
    "warning_tint": "#3D3321",
    "error": "#F2928B",
    "error_tint": "#452A28",
    "scroll": "#5E5C58",
}

#: Measures of screen.md in pixels at 100 %; those that hold text grow with the font.
_GROWING = {"row": 28, "field": 30, "box": 28, "focused": 26, "top": 44, "status": 28, "nav": 204, "tool": 30}


@dataclass(frozen=True)
class Theme:
    """One look: the colours in use and the font size in percent."""

    dark: bool = False
    scale: int = 100

    def colour(self, name: str) -> QColor:
        """Return a colour of the look. Raises KeyError."""
        return _colour(self.dark, name)

    def measure(self, name: str) -> int:
        """Return a height or width in pixels that grows with the font. Raises KeyError."""
        return round(_GROWING[name] * self.scale / 100)

    def points(self, size: float) -> float:
        """Return a font size in points, grown with the font."""
        return size * self.scale / 100

    def font(self, size: float = 10, *, strong: bool = False) -> QFont:
        """Return the font of the window in one of its sizes."""
        font = QFont(QApplication.font())
        font.setPointSizeF(self.points(size))
        if strong:
            font.setWeight(QFont.Weight.DemiBold)
        return font


@lru_cache(maxsize=256)
def _colour(dark: bool, name: str) -> QColor:
    return QColor((DARK if dark else LIGHT)[name])


_current = Theme()


def current() -> Theme:
    """Return the look in use."""
    return _current


def family() -> str:
    """Load the bundled sans where the system has no Segoe UI, and return the family to use."""
    if sys.platform == "win32" and "Segoe UI" in QFontDatabase.families():
        return "Segoe UI"
    found = ""
    for path in sorted((RESOURCES / "fonts").rglob("NotoSans-*.ttf")):
        number = QFontDatabase.addApplicationFont(str(path))
        names = QFontDatabase.applicationFontFamilies(number) if number >= 0 else []
        found = found or (names[0] if names else "")
    return found or "Noto Sans"


def stylesheet(theme: Theme) -> str:
    """Return the stylesheet with every ``@name`` replaced by its colour, size or measure."""
    words: dict[str, str] = dict(DARK if theme.dark else LIGHT)
    words.update({name: f"{theme.measure(name)}px" for name in _GROWING})
    words.update({f"pt{size}": f"{theme.points(size):g}pt" for size in (9, 10, 11, 13, 16)})
    words["tick"] = (RESOURCES / "icons" / f"check-{'dark' if theme.dark else 'light'}.svg").as_posix()
    source = (RESOURCES / "ui" / "window.qss").read_text(encoding="utf-8")
    return re.sub(r"@([a-z_0-9]+)", lambda found: words[found.group(1)], source)


def apply(application: QApplication, theme: Theme) -> None:
    """Give the whole program one look; may be called again while it runs."""
    global _current
    _current = theme
    application.setStyle("Fusion")
    font = QFont(family())
    font.setPointSizeF(theme.points(10))
    application.setFont(font)
    application.setPalette(_palette(theme))
    application.setStyleSheet(stylesheet(theme))


def _palette(theme: Theme) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for target, name in (
        (role.Window, "ground"),
        (role.Base, "surface"),
        (role.AlternateBase, "ground"),
        (role.Button, "surface"),
        (role.ToolTipBase, "surface"),
        (role.WindowText, "text"),
        (role.Text, "text"),
        (role.ButtonText, "text"),
        (role.ToolTipText, "text"),
        (role.PlaceholderText, "quiet"),
        (role.Highlight, "link"),
        (role.HighlightedText, "surface"),
        (role.Link, "link"),
        (role.Mid, "line"),
        (role.Light, "surface"),
        (role.Dark, "line"),
    ):
        palette.setColor(target, theme.colour(name))
    for target in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, target, theme.colour("quiet"))
    return palette
