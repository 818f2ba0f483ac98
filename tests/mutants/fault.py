"""What a seeded fault is."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).parents[2] / "hnabroad_desktop"

#: Module of the package, the one place there, what stands there instead.
Fault = tuple[str, str, str]


def patched(fault: Fault, package: Path = PACKAGE) -> tuple[Path, str, str]:
    """Return the module, its sound text and its text with the fault.

    Raises LookupError when the place is not there any more, or is there more than once.
    """
    module, old, new = fault
    path = package / module
    sound = path.read_text(encoding="utf-8")
    if sound.count(old) != 1:
        raise LookupError(f"{module} has {sound.count(old)} times: {old}")
    return path, sound, sound.replace(old, new)
