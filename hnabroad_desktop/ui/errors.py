"""The one boundary where failures of the window end: a sentence, silence, or one calm dialog."""

from __future__ import annotations

import datetime as dt
import sys
import threading
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, QStandardPaths, Signal
from PySide6.QtWidgets import QApplication, QWidget

from hnabroad_desktop.base.errors import AppError, Cancelled
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.ui.dialog import Dialog

#: A log longer than this is begun anew, in bytes.
_LONGEST_LOG = 1_000_000


def log_file() -> Path:
    """Return where failures of the program are written down."""
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppLocalDataLocation)
    return Path(folder) / "errors.log"


def write_log(kind: type[BaseException], trace: TracebackType | None) -> str:
    """Write down where the program failed and return a short code to quote.

    Only the kind of failure and the places in the program are written: messages
    and values may hold what people typed.
    """
    places = [f"{Path(f.filename).name}:{f.lineno} {f.name}" for f in traceback.extract_tb(trace)]
    now = dt.datetime.now().isoformat(timespec="seconds")
    code = f"{kind.__name__}-{places[-1].split()[0] if places else '?'}"
    path = log_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.exists() and path.stat().st_size > _LONGEST_LOG
    with path.open("w" if fresh else "a", encoding="utf-8") as log:
        log.write(f"{now} {kind.__name__}\n" + "".join(f"    {place}\n" for place in places))
    return code


class Boundary(QObject):
    """Takes every exception no code of ours waited for."""

    _met = Signal(object, object)

    def __init__(self, show_sentence: Callable[[str], None], window: Callable[[], QWidget | None]) -> None:
        super().__init__()
        self._show_sentence, self._window = show_sentence, window
        self._open = False
        # A signal, so that a failure on another thread is told on the screen's thread.
        self._met.connect(self._tell)

    def install(self) -> None:
        """Stand at the door of the whole program."""
        sys.excepthook = self.meet
        threading.excepthook = lambda args: self.meet(args.exc_type, args.exc_value, args.exc_traceback)

    def meet(
        self, kind: type[BaseException], value: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Take one exception."""
        if issubclass(kind, KeyboardInterrupt | SystemExit):
            QApplication.quit()
        elif issubclass(kind, Cancelled):
            pass
        elif issubclass(kind, AppError):
            self._met.emit(str(value), "")
        else:
            self._met.emit("", write_log(kind, trace))

    def _tell(self, sentence: str, code: str) -> None:
        if sentence:
            self._show_sentence(sentence)
        elif not self._open:
            self._open = True
            self._apologise(code)
            self._open = False

    def _apologise(self, code: str) -> None:
        dialog = Dialog(self._window(), _("The program met a fault"), 480)
        dialog.add_words(
            _(
                "The last step could not be done because of a fault in the program. What was saved before is "
                "safe. Please try again; if it happens again, close the program and open it once more."
            )
        )
        dialog.add_words(_("Code to report: {code}").format(code=code), "hint")
        dialog.add_words(_("Details without personal data are in {path}").format(path=log_file()), "hint")
        dialog.add_verb(_("Cop&y the code"), lambda: QApplication.clipboard().setText(code))
        dialog.add_button(_("&Close"), 1, primary=True)
        dialog.ask()
