"""Removable drives as the one who receives meets them: which there are, which packages lie on them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from hnabroad_desktop.exchange import sticks
from hnabroad_desktop.store import drives


@dataclass(frozen=True)
class OnDrive:
    """A package on a drive; ``warning`` is a sentence for people when a shortcut stands in its place.

    ``sound`` is False for a file that only has the name of a package.
    """

    path: Path
    size: int
    hidden: bool
    sound: bool
    warning: str


def removable_drives() -> Sequence[tuple[Path, str]]:
    """Return the removable drives that are in now: where each is, and what people call it."""
    return [(place, drives.drive_name(place)) for place in sticks.sticks()]


def packages_on(place: Path) -> list[OnDrive]:
    """Return the packages on a drive or in a folder, hidden ones too; nothing else is opened."""
    return [_shown(found) for found in sticks.packages_on(place)]


def warning(path: Path) -> str:
    """Return what to say before the package at ``path`` is opened, "" for nothing.

    Raises AppError for a shortcut, with the place of the hidden package behind it.
    """
    found = sticks.chosen(path)
    return found.warning if found is not None else ""


def _shown(found: sticks.Found) -> OnDrive:
    return OnDrive(found.path, found.size, found.hidden, found.ours, found.warning)
