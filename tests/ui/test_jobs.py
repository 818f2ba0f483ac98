"""Work beside the window: answers come on the screen's thread, jobs can be stopped, failures are met."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import QThread
from pytestqt.qtbot import QtBot

from hnabroad_desktop.base.errors import Cancelled
from hnabroad_desktop.ui import jobs
from hnabroad_desktop.ui.jobs import Background, Job, Report
from hnabroad_desktop.ui.status_line import StatusLine


def test_an_answer_comes_on_the_thread_of_the_screen(qtbot: QtBot, background: Background) -> None:
    threads: list[object] = []
    background.ask(threading.get_ident, lambda there: threads.extend((there, threading.get_ident())))
    qtbot.waitUntil(lambda: len(threads) == 2)
    assert threads[0] != threads[1] == threading.get_ident()
    assert QThread.currentThread().isMainThread()


def test_nothing_is_answered_before_the_asker_has_it_in_hand(qtbot: QtBot, background: Background) -> None:
    ended: list[Job] = []
    for _round in range(200):
        answers: list[int] = []
        background.ask(int, answers.append)
        assert answers == []
        job = background.run("Đang xử lý", lambda _report: 1, answers.append)
        assert answers == []
        job.ended.connect(lambda job=job: ended.append(job))
    qtbot.waitUntil(lambda: len(ended) == 200)


def test_a_question_is_answered_while_a_job_runs(qtbot: QtBot, background: Background) -> None:
    go_on = threading.Event()
    answers: list[str] = []
    background.run("Đang xử lý", lambda _report: go_on.wait(10), lambda _done: answers.append("job"))
    background.ask(lambda: "question", answers.append)
    qtbot.waitUntil(lambda: answers == ["question"])
    assert background.busy
    go_on.set()
    qtbot.waitUntil(lambda: answers == ["question", "job"])
    assert not background.busy


def test_a_stopped_job_ends_at_its_next_report(qtbot: QtBot, background: Background) -> None:
    begun, stopped = threading.Event(), threading.Event()
    ended: list[str] = []

    def work(report: Report) -> str:
        report(0, 10)
        begun.set()
        stopped.wait(10)
        report(1, 10)
        return "done"

    with qtbot.captureExceptions() as raised:
        job = background.run("Đang xử lý", work, ended.append)
        assert begun.wait(10)
        with qtbot.waitSignal(job.ended):
            job.stop()
            stopped.set()
    assert ended == []
    assert [kind for kind, _value, _trace in raised] == [Cancelled]


def test_a_failure_is_raised_where_the_boundary_meets_it(qtbot: QtBot, background: Background) -> None:
    with qtbot.captureExceptions() as raised:
        background.ask(lambda: 1 // 0, print)
        qtbot.waitUntil(lambda: len(raised) == 1)
    assert raised[0][0] is ZeroDivisionError


def test_progress_is_shown_after_a_while_and_goes(
    qtbot: QtBot, background: Background, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "PATIENCE", 1)
    line = StatusLine()
    qtbot.addWidget(line)
    background.started.connect(line.follow)
    go_on, half = threading.Event(), threading.Event()

    def work(report: Report) -> None:
        half.wait(10)
        report(40, 100)
        go_on.wait(10)

    job = background.run("Đang sao lưu", work)
    assert isinstance(job, Job)
    qtbot.waitUntil(lambda: not line._bar.isHidden())
    half.set()
    qtbot.waitUntil(lambda: line._percent.text() == "40 %")
    go_on.set()
    qtbot.waitUntil(lambda: line._bar.isHidden())
