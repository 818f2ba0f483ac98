"""The first window: recent files, opening, a new file, practice data, and every problem with its ways out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from hnabroad_desktop.actions import backups, files, keepers, ways_out
from hnabroad_desktop.base.errors import AppError
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.ui import settings, theme
from hnabroad_desktop.ui.controls import painted
from hnabroad_desktop.ui.file_screens.restoring import choose_and_restore, said
from hnabroad_desktop.ui.file_screens.work_line import WorkLine
from hnabroad_desktop.ui.jobs import Background, Report
from hnabroad_desktop.ui.problem_box import ProblemBox
from hnabroad_desktop.ui.start_pages import SUFFIX, KeyPage, NewFilePage, Page, UnlockPage
from hnabroad_desktop.ui.start_side import PROGRAM, RecentFiles, StartSide

Result = TypeVar("Result")
#: Makes the practice file, telling how far it is.
MakePractice = Callable[[Path, Report], object]


def practice_path() -> Path:
    """Return where the practice data of this user lies."""
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppLocalDataLocation)
    return Path(folder) / f"du-lieu-thuc-hanh{SUFFIX}"


class StartWindow(QWidget):
    """Ends with an open file; it never shows a dialog for a problem."""

    opened = Signal(object)
    #: Everything is to be drawn anew, in another language.
    restarted = Signal()

    def __init__(self, make_practice: MakePractice | None = None) -> None:
        super().__init__()
        painted(self, "page")
        self._make_practice = make_practice
        self.background = Background(self)
        self._read_only = False
        self._path: Path | None = None
        self._waiting: files.OpenFile | None = None
        self.setWindowTitle(PROGRAM)
        self.resize(round(880 * theme.current().scale / 100), 560)
        self.setMinimumSize(640, 420)
        self.problem = ProblemBox()
        self.problem.chosen.connect(self._take_way)
        self.stack = QStackedWidget()
        self.welcome = RecentFiles()
        self.welcome.chosen.connect(self.choose)
        self.side = StartSide(with_practice=make_practice is not None)
        self.side.open_wanted.connect(self.ask_for_file)
        self.side.new_wanted.connect(self.begin_new)
        self.side.practice_wanted.connect(self.open_practice)
        self.side.language_wanted.connect(self.change_language)
        self.stack.addWidget(self.welcome)
        self.work = WorkLine(self.background)
        self._build()

    # --- what it is made of

    def _build(self) -> None:
        inside = QWidget()
        inside.setObjectName("scrolled")
        column = QVBoxLayout(inside)
        column.setContentsMargins(28, 24, 28, 16)
        column.setSpacing(14)
        column.addWidget(self.problem)
        column.addWidget(self.stack, 1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidget(inside)
        foot = QWidget()
        painted(foot, "scrolled")
        work = QHBoxLayout(foot)
        work.setContentsMargins(28, 6, 28, 10)
        work.addWidget(self.work)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(scroll, 1)
        right.addWidget(foot)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.side)
        row.addLayout(right, 1)

    # --- verbs

    def ask_for_file(self) -> None:
        """Let the user find a file."""
        folder = str(self._path.parent) if self._path else ""
        name, _kind = QFileDialog.getOpenFileName(
            self, _("Open a file"), folder, f"{_('Data files')} (*{SUFFIX});;{_('All files')} (*)"
        )
        if name:
            self.choose(Path(name))

    def choose(self, path: Path, sentence: str = "", *, read_only: bool = False) -> None:
        """Take a file: ask for its password, or open practice data at once."""
        self._path, self._read_only = path, read_only
        self.problem.clear()
        known = self._attempt(lambda: files.people(path) if files.needs_password(path) else ())
        if isinstance(known, AppError):
            self._tell(known)
        elif known:
            page = UnlockPage(path, known, settings.read_last_person(path), read_only=read_only)
            page.asked.connect(self._unlock)
            self._show(page)
            page.focus()
        else:
            self._unlock("", "", "")
        if sentence:
            self.problem.say(sentence)

    def begin_new(self) -> None:
        """Ask for what a new file needs."""
        self.problem.clear()
        page = NewFilePage(keepers.keepers())
        page.asked.connect(self._make)
        page.refused.connect(self.problem.say)
        self._show(page)
        page.focus()

    def open_practice(self) -> None:
        """Open the practice data, made first where there is none."""
        path, make = practice_path(), self._make_practice
        if make is None or path.exists():
            self.choose(path)
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        self._work(
            _("Making the practice data"), lambda report: make(path, report), lambda _made: self.choose(path)
        )

    def change_language(self) -> None:
        """Switch between Vietnamese and English."""
        settings.switch_language()
        self.restarted.emit()

    # --- doing it

    def _unlock(self, person: str, password: str, recovery_key: str) -> None:
        path, read_only = self._path, self._read_only
        assert path is not None
        self._work(
            _("Opening {name}").format(name=path.name),
            lambda _report: files.open_file(
                path,
                password=password or None,
                recovery_key=recovery_key or None,
                person=person or None,
                read_only=read_only,
            ),
            self._give,
        )

    def _make(self, path: Path, unit: str, person: str, password: str) -> None:
        self._path = path
        self._work(
            _("Making {name}").format(name=path.name),
            lambda _report: files.new(path, unit, person, password),
            lambda made: self._show_key(*made),
        )

    def _show_key(self, file: files.OpenFile, key: str) -> None:
        page = KeyPage(key, file.path)
        self._waiting = file
        page.passed.connect(lambda: self._give(file))
        self._show(page)
        page.focus()

    def _give(self, file: files.OpenFile) -> None:
        self._waiting = None
        settings.add_recent(file.path)
        if not file.practice:
            settings.write_last_person(file.path, file.user)
        self.opened.emit(file)

    def _take_way(self, way: str) -> None:
        path, page = self._path, self.stack.currentWidget()
        if path is None:
            return
        if way == "recovery_key" and isinstance(page, UnlockPage):
            self.problem.clear()
            page.use_key(True)
        elif way in ("view", "again"):
            typed = page.answer() if isinstance(page, UnlockPage) else ("", "", "")
            if any(typed[1:]):
                self._read_only = way == "view"
                self._unlock(*typed)
            else:
                self.choose(path, read_only=way == "view")
        elif way == "copy":
            self._copy(path)
        elif way == "backup":
            self._restore(path)

    def restore(self, file: files.OpenFile, backup: Path) -> None:
        """Put a backup in the place of a file whose window has closed, and ask to open it again."""
        self._path = file.path
        self._work(
            _("Restoring a backup"),
            lambda _report: backups.restore_open(file, backup),
            lambda done: self.choose(done.path, said(done)),
        )

    def _copy(self, path: Path) -> None:
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        folder = QFileDialog.getExistingDirectory(self, _("Copy to this machine"), documents)
        if folder:
            self._work(
                _("Copying {name}").format(name=path.name),
                lambda _report: ways_out.copy_here(path, Path(folder)),
                self.choose,
            )

    def _restore(self, path: Path) -> None:
        chosen = choose_and_restore(self, path)
        if chosen is not None:
            self._work(
                _("Restoring a backup"),
                lambda _report: chosen.restore(),
                lambda done: self.choose(done.path, said(done)),
            )

    # --- work and what becomes of it

    @staticmethod
    def _attempt(work: Callable[[], Result]) -> Result | AppError:
        try:
            return work()
        except AppError as problem:
            return problem

    def _work(
        self, title: str, work: Callable[[Report], Result], finished: Callable[[Result], object]
    ) -> None:
        if self.work.busy:
            return
        self.problem.clear()
        job = self.work.start(title, work, finished, self._tell)
        if job is not None:
            self.stack.setEnabled(False)
            job.ended.connect(lambda: self.stack.setEnabled(True))

    def _tell(self, problem: AppError) -> None:
        self.problem.say(str(problem), ways_out.ways_out(problem))
        page = self.stack.currentWidget()
        if isinstance(page, UnlockPage):
            page.focus()

    # --- pages

    def _show(self, page: Page) -> None:
        before = self.stack.currentWidget()
        self.stack.addWidget(page)
        self.stack.setCurrentWidget(page)
        page.left.connect(self.show_welcome)
        if before is not self.welcome and before is not None:
            self.stack.removeWidget(before)
            before.deleteLater()

    def show_welcome(self) -> None:
        """Go back to the recent files."""
        page = self.stack.currentWidget()
        if isinstance(page, KeyPage) or self.work.busy:
            return
        self.problem.clear()
        self.stack.setCurrentWidget(self.welcome)
        if page is not None and page is not self.welcome:
            self.stack.removeWidget(page)
            page.deleteLater()
        self.side.open_button.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leads back."""
        if event.key() == Qt.Key.Key_Escape:
            self.show_welcome()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Let go of what was opened and not taken."""
        self.work.stop()
        self.background.close()
        if self._waiting is not None:
            files.close(self._waiting)
            self._waiting = None
        event.accept()
