"""Work beside the window: quick questions on one thread, long jobs on another."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from hnabroad_desktop.base.errors import AppError, Cancelled
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.base.progress import AGAIN
from hnabroad_desktop.base.progress import Report as Report

Result = TypeVar("Result")

#: A job shorter than this shows no progress, in milliseconds (screen.md, "Verbs").
PATIENCE = 300


class Job(QObject):
    """One long piece of work that reports how far it is and can be stopped."""

    progress = Signal(int, int)
    #: It let a save go first and begins again from the start.
    again = Signal()
    slow = Signal()
    ended = Signal()

    def __init__(self, title: str, parent: QObject) -> None:
        super().__init__(parent)
        self.title = title
        self._stopped = threading.Event()
        self._begun_again = False
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.timeout.connect(self.slow)
        self.ended.connect(self._patience.stop)

    @property
    def words(self) -> str:
        """What the line says that shows it."""
        if not self._begun_again:
            return self.title
        return _("{job} (begun again: a save went first)").format(job=self.title)

    def begin_waiting(self) -> None:
        """Start the time after which the job is shown."""
        self._patience.start(PATIENCE)

    def report(self, done: int, total: int) -> None:
        """Tell how far the work is; called by the work itself. Raises Cancelled once it was stopped."""
        if self._stopped.is_set():
            raise Cancelled
        if done == AGAIN:
            self._begun_again = True
            self.again.emit()
        else:
            self.progress.emit(done, total)

    @Slot()
    def stop(self) -> None:
        """Ask the work to end; it ends at its next report and what it wrote is rolled back."""
        self._stopped.set()


class Background(QObject):
    """The worker threads of the window: for questions, for long jobs, and for saves of many cells.

    A save never queues behind a long job, which gives way to it in the data file.
    A failure of the work is raised again on the screen's thread, where the
    one error boundary meets it.
    """

    started = Signal(object)
    _answered = Signal(object, object, object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._questions = ThreadPoolExecutor(1, thread_name_prefix="read")
        self._work = ThreadPoolExecutor(1, thread_name_prefix="job")
        self._saves = ThreadPoolExecutor(1, thread_name_prefix="save")
        self._jobs: list[Job] = []
        self._closed = False
        # Work may be over before ``run`` returns; its end must come after its caller has begun to listen.
        self._answered.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @property
    def busy(self) -> bool:
        """True while a job runs."""
        return bool(self._jobs)

    def ask(self, question: Callable[[], Result], answer: Callable[[Result], object]) -> None:
        """Run a short question and give its result to ``answer``, in the order asked."""
        if not self._closed:
            self._follow(self._questions.submit(question), answer, None, None)

    def run(
        self,
        title: str,
        work: Callable[[Report], Result],
        finished: Callable[[Result], object] | None = None,
        refused: Callable[[AppError], object] | None = None,
        *,
        saves: bool = False,
    ) -> Job:
        """Run a long job; ``finished`` gets its result unless it failed or was stopped.

        ``refused`` gets what the user can act on, where a screen tells that in its own place.
        One that ``saves`` what the user has just entered does not wait for the jobs before it.
        """
        job = Job(title, self)
        self._jobs.append(job)
        job.begin_waiting()
        self.started.emit(job)
        worker = self._saves if saves else self._work
        self._follow(worker.submit(work, job.report), finished, refused, job)
        return job

    def _follow(
        self,
        future: Future[Any],
        answer: Callable[[Any], object] | None,
        refused: Callable[[AppError], object] | None,
        job: Job | None,
    ) -> None:
        future.add_done_callback(lambda done: self._answered.emit(done, answer, refused, job))

    @Slot(object, object, object, object)
    def _deliver(
        self,
        future: Future[Any],
        answer: Callable[[Any], object] | None,
        refused: Callable[[AppError], object] | None,
        job: Job | None,
    ) -> None:
        if job is not None:
            self._jobs.remove(job)
            job.ended.emit()
            job.deleteLater()
        if self._closed or future.cancelled():
            return
        failure = future.exception()
        if refused is not None and isinstance(failure, AppError):
            refused(failure)
            return
        result = future.result()
        if answer is not None:
            answer(result)

    def close(self) -> None:
        """Stop what runs and wait for it; later questions are not asked."""
        self._closed = True
        for job in self._jobs:
            job.stop()
        for worker in (self._questions, self._work, self._saves):
            worker.shutdown(wait=True, cancel_futures=True)


class Latest:
    """Runs the jobs of one screen; only the one asked for last is answered."""

    def __init__(self, background: Background) -> None:
        self._background = background
        self._turn = 0

    def run(
        self,
        title: str,
        work: Callable[[Report], Result],
        finished: Callable[[Result], object],
        refused: Callable[[AppError], object],
    ) -> Job:
        """Run a job as ``Background.run`` does."""
        self._turn += 1
        turn = self._turn

        def answered(found: Result) -> None:
            if turn == self._turn:
                finished(found)

        def told(problem: AppError) -> None:
            if turn == self._turn:
                refused(problem)

        return self._background.run(title, work, answered, told)
