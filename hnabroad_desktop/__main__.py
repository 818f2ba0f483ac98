"""Starts the program: arguments, the log of faults, and the exit code.

python -m hnabroad_desktop [FILE] opens the window; the command line is hnabroad.
"""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

from hnabroad_desktop.actions import log
from hnabroad_desktop.base import i18n
from hnabroad_desktop.base.errors import AppError
from hnabroad_desktop.base.i18n import N_, _
from hnabroad_desktop.cli import boundary
from hnabroad_desktop.cli.grammar import Argument, CommandParser

#: Where a screen is named on systems that may have none.
_SCREENS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


def main(arguments: Sequence[str] | None = None) -> int:
    """Open the window and return the exit code: 0 when it was closed by the user."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    i18n.set_language("en" if "--english" in given else "vi")

    def work() -> None:
        asked = _read(given)
        _need_screen()
        code = _window(asked.file)
        if code:
            raise SystemExit(code)

    return boundary.run(work)


def _read(given: list[str]) -> Namespace:
    parser = CommandParser(
        prog="python -m hnabroad_desktop",
        description=_("Opens the window. The same verbs for a terminal: hnabroad --help"),
    )
    parser.take(Argument(("file",), N_("the data file"), {"metavar": "FILE", "nargs": "?", "type": Path}))
    return parser.parse_args(given)


def _need_screen() -> None:
    if sys.platform.startswith("linux") and not any(os.environ.get(name) for name in _SCREENS):
        raise AppError(
            _(
                "There is no screen to open the window on. The data is not affected. "
                "Use the command line: hnabroad --help"
            )
        )


def _window(file: Path | None) -> int:
    try:
        # Qt is loaded only now, so that a machine without it is told so in a sentence.
        from hnabroad_desktop import app
    except ImportError as error:
        raise AppError(
            _(
                "The window needs PySide6 and the graphics libraries of the system, which could not be "
                "loaded ({code}). The data is not affected. "
                "Install the program again, or use the command line: hnabroad --help"
            ).format(code=log.note_fault(error))
        ) from error
    return app.run(file)


if __name__ == "__main__":
    sys.exit(main())
