"""Packages on a drive that is not trusted, also behind the shortcuts of a virus; nothing else is opened.

A common virus of sticks hides what a person put there and shows shortcuts of
the same names that start the virus. No shortcut is ever followed: the hidden
original is found by its name and known by its first bytes.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.exchange.errors import PackageProblem
from hnabroad_desktop.exchange.package import AGE, SUFFIX
from hnabroad_desktop.store import drives

SHORTCUT = ".lnk"

#: So deep and so many entries are looked at: a stick may hold the whole life of its owner.
_DEPTH = 3
_MOST = 20_000

_OF_THE_SYSTEM = {"system volume information", "$recycle.bin", "found.000"}


@dataclass(frozen=True)
class Found:
    """A file with the name of a package.

    hidden     it, or a folder it lies in, is not shown to people
    shortcut   the name of the shortcut that stands in its place, "" for none
    ours       it begins as a package does
    """

    path: Path
    size: int
    hidden: bool
    shortcut: str
    ours: bool

    @property
    def warning(self) -> str:
        """What to tell a person about the drive before this package is received, "" when all is well."""
        if not self.shortcut:
            return ""
        return _(
            "The drive shows shortcut {shortcut} in the place of package {name}: a common virus of USB "
            "drives does that. The program opened neither the shortcut nor any other file; the hidden "
            "package itself can be received. Have the drive scanned before it is used again."
        ).format(shortcut=self.shortcut, name=self.path.name)


class OnlyAShortcut(PackageProblem):
    """A shortcut was chosen where a package was meant; ``original`` is the hidden package, or None."""

    code = "shortcut"

    def __init__(self, name: str, original: Path | None) -> None:
        self.original = original
        if original is None:
            text = _(
                "File {name} is a shortcut and no package; a virus of USB drives may have made it. It was "
                "not opened, and no package was found behind it. Have the drive scanned and ask the sender "
                "for the package."
            ).format(name=name)
        else:
            text = _(
                "File {name} is a shortcut that a virus of USB drives made. It was not opened. The package "
                "itself is hidden: {original}. Receive that file, then have the drive scanned."
            ).format(name=name, original=original)
        super().__init__(text)


def sticks() -> tuple[Path, ...]:
    """Return where the removable drives of this machine are mounted now."""
    return tuple(drives.removable())


def packages_on(place: Path) -> tuple[Found, ...]:
    """Return the packages on a drive or in a folder, the shown ones first; unreadable folders are passed."""
    shortcuts = {path.stem.casefold(): path.name for path in _shortcuts(place)}
    found = [_found(path, size, hidden, place, shortcuts) for path, size, hidden in _candidates(place)]
    return tuple(sorted(found, key=lambda each: (each.hidden, str(each.path).casefold())))


def chosen(path: Path) -> Found | None:
    """Return what there is to say about a package a person chose by its path; None for one like any other.

    Raises OnlyAShortcut for a shortcut.
    """
    beside = packages_on(path.parent)
    if path.suffix.casefold() == SHORTCUT:
        meant = next((each.path for each in beside if each.shortcut == path.name), None)
        raise OnlyAShortcut(path.name, meant)
    return next((each for each in beside if each.path == path and each.shortcut), None)


def _found(path: Path, size: int, hidden: bool, place: Path, shortcuts: dict[str, str]) -> Found:
    names = [path.name, path.stem, *(part for part in path.relative_to(place).parts[:-1])]
    stands_in = next((shortcuts[n.casefold()] for n in names if n.casefold() in shortcuts), "")
    if not stands_in and hidden and shortcuts:
        # The other habit of that virus: one shortcut called like the drive, everything in a hidden folder.
        stands_in = next(iter(shortcuts.values()))
    return Found(path, size, hidden, stands_in, _begins_as_ours(path))


def _candidates(place: Path) -> Iterator[tuple[Path, int, bool]]:
    waiting, seen = [(place, 0, False)], 0
    while waiting:
        folder, depth, hidden = waiting.pop(0)
        for entry, about in _entries(folder):
            seen += 1
            if seen > _MOST:
                return
            out_of_sight = hidden or _is_hidden(entry.name, about)
            if stat.S_ISDIR(about.st_mode):
                if depth < _DEPTH and entry.name.casefold() not in _OF_THE_SYSTEM:
                    waiting.append((Path(entry.path), depth + 1, out_of_sight))
            elif stat.S_ISREG(about.st_mode) and entry.name.casefold().endswith(SUFFIX):
                yield Path(entry.path), about.st_size, out_of_sight


def _shortcuts(place: Path) -> Iterator[Path]:
    for entry, about in _entries(place):
        if stat.S_ISREG(about.st_mode) and entry.name.casefold().endswith(SHORTCUT):
            yield Path(entry.path)


def _entries(folder: Path) -> list[tuple[os.DirEntry[str], os.stat_result]]:
    try:
        with os.scandir(folder) as entries:
            told = [(entry, entry.stat(follow_symlinks=False)) for entry in entries]
    except OSError:
        return []
    # Neither links nor the junctions of Windows are followed: they may lead anywhere.
    return [(entry, about) for entry, about in told if not _leads_elsewhere(about)]


def _leads_elsewhere(about: os.stat_result) -> bool:
    attributes = getattr(about, "st_file_attributes", 0)
    return stat.S_ISLNK(about.st_mode) or bool(attributes & stat.FILE_ATTRIBUTE_REPARSE_POINT)


def _is_hidden(name: str, about: os.stat_result) -> bool:
    attributes = getattr(about, "st_file_attributes", 0)
    nameless = not name.strip(" \u00a0\u3000\u200b")
    hidden = stat.FILE_ATTRIBUTE_HIDDEN | stat.FILE_ATTRIBUTE_SYSTEM
    return name.startswith(".") or nameless or bool(attributes & hidden)


def _begins_as_ours(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(len(AGE)) == AGE
    except OSError:
        return False
