"""Where every failure on a terminal ends: one sentence on standard error, exit code 1, no traceback."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable

from hnabroad_desktop.actions import log
from hnabroad_desktop.base.errors import AppError, Cancelled
from hnabroad_desktop.base.i18n import _


def run(work: Callable[[], None]) -> int:
    """Do ``work`` and return the exit code: 0 when it was done, else 1 after saying why not."""
    _speak_utf8()
    with log.noting():
        try:
            work()
            sys.stdout.flush()
        except AppError as error:
            return _said(str(error))
        except (Cancelled, KeyboardInterrupt):
            return _said(_("Stopped. What was saved before is intact."))
        except BrokenPipeError:
            # Whoever read the output has gone; the interpreter must not try to write the rest.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return 1
        except Exception as fault:  # noqa: BLE001  the one boundary of the terminal
            code = log.note_fault(fault)
            return _said(
                _(
                    "This could not be done because of a fault in the program ({code}). "
                    "What was saved before is intact. Do it again; if it fails again, report the code."
                ).format(code=code)
            )
    return 0


def tell(text: str = "") -> None:
    """Say something to whoever reads the output."""
    print(text)


def warn(text: str) -> None:
    """Say something beside the output, on one line."""
    print(one_line(text), file=sys.stderr)


def one_line(text: str) -> str:
    """Return ``text`` without line breaks and runs of blanks."""
    return " ".join(text.split())


def _said(sentence: str) -> int:
    warn(sentence)
    return 1


def _speak_utf8() -> None:
    # A Windows code page, or a C locale, has no room for Vietnamese letters.
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and stream.encoding.lower().replace("-", "") != "utf8":
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
