"""A line that shows a job: what is done, how far it is, and the way to stop it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from hnabroad_desktop.base.errors import AppError
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.ui.controls import button, label
from hnabroad_desktop.ui.jobs import Background, Job, Report

Result = TypeVar("Result")


class WorkLine(QWidget):
    """Runs one job at a time; a failure is told where the screen wants it, not behind it.

    A job that tells how far it is can be stopped, any other cannot.
    """

    #: The job is over: done, failed or stopped.
    ended = Signal()

    def __init__(self, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._background = background
        self._job: Job | None = None
        self._told = False
        self._after = QTimer(self)
        self._after.setSingleShot(True)
        self._after.timeout.connect(self.ended)
        self._title = label("", "hint")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._stop = button(_("Stop"), self.stop, role="link")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(self._title)
        row.addWidget(self._bar, 1)
        row.addWidget(self._stop)
        self._show(False)

    @property
    def busy(self) -> bool:
        """True while the job runs."""
        return self._job is not None

    def run(
        self,
        title: str,
        work: Callable[[Report], Result],
        finished: Callable[[Result], object],
        failed: Callable[[str], object],
    ) -> None:
        """Run a job unless one runs; ``finished`` gets its result, ``failed`` the sentence."""
        self.start(title, work, finished, lambda problem: failed(str(problem)))

    def start(
        self,
        title: str,
        work: Callable[[Report], Result],
        finished: Callable[[Result], object],
        refused: Callable[[AppError], object],
    ) -> Job | None:
        """Run a job unless one runs, as ``Background.run`` does, and return it."""
        if self._job is not None:
            return None
        self._title.setText(title)
        self._told = False
        self._job = job = self._background.run(title, work, finished, refused)
        self._job.slow.connect(lambda: self._show(True))
        self._job.progress.connect(self._progress)
        self._job.again.connect(lambda: self._begun_again(job))
        self._job.ended.connect(self._ended)
        return job

    def _progress(self, done: int, total: int) -> None:
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        self._told = True
        self._stop.setVisible(not self._bar.isHidden())

    def _begun_again(self, job: Job) -> None:
        self._title.setText(job.words)
        self._bar.setRange(0, 0)

    def stop(self) -> None:
        """Ask the job to end; nothing of it is kept."""
        if self._job is not None:
            self._job.stop()

    def _ended(self) -> None:
        self._job = None
        self._show(False)
        # After the answer of the job, which comes in the same turn.
        self._after.start()

    def _show(self, shown: bool) -> None:
        self._bar.setRange(0, 0)
        for part in (self._title, self._bar):
            part.setVisible(shown)
        self._stop.setVisible(shown and self._told)
