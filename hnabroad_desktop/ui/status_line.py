"""The line at the bottom: whether everything is saved, what is being worked on, and which data this is."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QWidget

from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.ui import theme
from hnabroad_desktop.ui.controls import button, label, restyle
from hnabroad_desktop.ui.jobs import Job


class StatusLine(QFrame):
    """Says what is true now; nothing in it moves by itself but the progress of a job."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("status")
        self.setFixedHeight(theme.current().measure("status"))
        self._saved = label("")
        self._backup = label("")
        self._job_name = label("")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(120)
        self._percent = label("")
        self._stop = button(_("Stop"), role="link")
        self._practice = label("", "practice")
        self._job: Job | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 0, 14, 0)
        row.setSpacing(8)
        row.addWidget(self._saved)
        row.addStretch(1)
        for part in (self._job_name, self._bar, self._percent, self._stop):
            row.addWidget(part)
            part.hide()
        row.addWidget(self._backup)
        row.addStretch(1)
        row.addWidget(self._practice, 0, Qt.AlignmentFlag.AlignRight)

    def show_saved(self, moment: dt.datetime | None) -> None:
        """Say when the last change was written."""
        self._saved.setText(_("Saved {time}").format(time=f"{moment:%H:%M:%S}") if moment else "")
        restyle(self._saved, role="")

    def show_not_saved(self, words: str) -> None:
        """Say in red that a write failed."""
        self._saved.setText(words)
        restyle(self._saved, role="error")

    def show_backup(self, words: str) -> None:
        """Say when the last backup was made and checked."""
        self._backup.setText(words)

    def show_kind(self, *, practice: bool, read_only: bool) -> None:
        """Say whether the data is for practice, and whether it may only be looked at."""
        words = [_("Practice data") if practice else "", _("Read only") if read_only else ""]
        self._practice.setText(" · ".join(filter(None, words)))

    def follow(self, job: Job) -> None:
        """Show a job once it has taken a while, until it ends."""
        job.slow.connect(lambda: self._show_job(job))
        job.progress.connect(lambda done, total: self._show_progress(job, done, total))
        job.again.connect(lambda: self._show_again(job))
        job.ended.connect(lambda: self._hide_job(job))

    def _show_job(self, job: Job) -> None:
        self._job = job
        self._job_name.setText(job.words)
        self._bar.setRange(0, 0)
        self._stop.clicked.connect(job.stop)
        self._show(True)

    def _show_progress(self, job: Job, done: int, total: int) -> None:
        if job is self._job and total:
            self._bar.setRange(0, total)
            self._bar.setValue(done)
            self._percent.setText(f"{100 * done // total} %")

    def _show_again(self, job: Job) -> None:
        if job is self._job:
            self._job_name.setText(job.words)
            self._bar.setRange(0, 0)
            self._percent.setText("")

    def _hide_job(self, job: Job) -> None:
        if job is self._job:
            self._job = None
            self._percent.setText("")
            self._show(False)

    def _show(self, shown: bool) -> None:
        for part in (self._job_name, self._bar, self._percent, self._stop):
            part.setVisible(shown)
        self._backup.setVisible(not shown)
