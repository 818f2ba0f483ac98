"""Where the program's own files lie, in a checkout and in an installed tree."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
RESOURCES = ROOT / "resources"
TRANSLATIONS = ROOT / "translations"
