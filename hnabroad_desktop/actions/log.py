"""Where the program notes its own faults: a file of this user without anybody's data."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from hnabroad_desktop.store import local

#: A log longer than this is begun anew, in bytes; the one before it is kept.
_LONGEST = 1_000_000

_package = logging.getLogger("hnabroad_desktop")

#: What ``sys.exc_info`` returns.
_Fault = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class _Places(logging.Formatter):
    """Writes the kind of a fault and the places in the program; its words may hold what people typed."""

    def formatException(self, ei: _Fault) -> str:
        kind, _value, trace = ei
        frames = traceback.extract_tb(trace)
        places = [f"    {Path(f.filename).name}:{f.lineno} {f.name}" for f in frames]
        return "\n".join([f"    {kind.__name__ if kind else ''}", *places])


def log_file() -> Path:
    """Return where faults are noted."""
    return local.home() / "hnabroad.log"


@contextmanager
def noting() -> Iterator[None]:
    """Note what the program logs in its file, and nothing on the screen; where it cannot, note nothing."""
    handler: logging.Handler
    try:
        handler = RotatingFileHandler(
            log_file(), maxBytes=_LONGEST, backupCount=1, encoding="utf-8", delay=True
        )
    except OSError:
        handler = logging.NullHandler()
    handler.setFormatter(_Places("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    propagated, _package.propagate = _package.propagate, False
    _package.addHandler(handler)
    try:
        yield
    finally:
        _package.removeHandler(handler)
        _package.propagate = propagated
        handler.close()


def note_fault(fault: BaseException) -> str:
    """Note a fault of the program and return a short code to quote."""
    frames = traceback.extract_tb(fault.__traceback__)
    place = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "?"
    code = f"{type(fault).__name__}-{place}"
    _package.error("%s", code, exc_info=fault)
    return code
