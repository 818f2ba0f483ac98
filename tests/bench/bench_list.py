"""From a keystroke to the repainted list, and how long scrolling waits for the database, on 100,000 cadres.

Run it by hand: ``python tests/bench/bench_list.py``. Targets: a keystroke at most 50 ms in the median and
at most 3 times the bare query plus a bare repaint; scrolling waits at most a frame (16 ms, 99th percentile).
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("HNABROAD_HOME", str(Path(tempfile.gettempdir()) / "hnabroad-bench-home"))

from PySide6.QtCore import QEventLoop, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTableWidget, QTableWidgetItem

from hnabroad_desktop.actions import files
from hnabroad_desktop.base import i18n
from hnabroad_desktop.base.vietnamese import fold
from hnabroad_desktop.ui import theme
from hnabroad_desktop.ui.desk import Line
from hnabroad_desktop.ui.file_desk import FileDesk
from hnabroad_desktop.ui.kind_screen import KindScreen
from hnabroad_desktop.ui.record_list import RecordList
from hnabroad_desktop.ui.shell import Identity, Shell
from tests.bench.cadres import PASSWORD, data_file

COUNT = 100_000
#: Typed letter by letter, each word wiped out again.
WORDS = ("uoc", "nguyen an", "hoang thi bich", "dao", "phuong", "dinh minh")


def list_of_cadres(window: Shell) -> RecordList:
    window.go_to_area("people")
    screen = window.kind_screen()
    assert isinstance(screen, KindScreen)
    wait_until(lambda: screen.list.model.rowCount() == COUNT)
    return screen.list


def wait_until(ready: Callable[[], bool]) -> None:
    # Waiting as the program waits: asleep until something comes, so that the reader has the machine.
    while not ready():
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


def keystrokes(shown: RecordList) -> list[float]:
    """Return the seconds from each key to the list painted with what it left over."""
    box = shown.header.box("full_name")
    box.setFocus()
    arrivals = [0]
    shown.model.counted.connect(lambda *_counts: arrivals.__setitem__(0, arrivals[0] + 1))
    taken = []
    for word in WORDS:
        for letter in word:
            before = arrivals[0]
            begun = time.perf_counter()
            QTest.keyClick(box, letter)
            wait_until(lambda before=before: arrivals[0] > before)  # type: ignore[misc]
            shown.view.viewport().repaint()
            taken.append(time.perf_counter() - begun)
        box.selectAll()
        before = arrivals[0]
        QTest.keyClick(box, Qt.Key.Key_Backspace)
        wait_until(lambda before=before: arrivals[0] > before)  # type: ignore[misc]
    return taken


def bare_queries(shown: RecordList, desk: FileDesk) -> list[float]:
    """Return the seconds of the bare query of each keystroke: the ids in order, then the cells of a page."""
    names = ", ".join(f'"{column.name}"' for column in shown.model.columns)
    reader = desk.file.vault.reader(cache=24 * 1024)
    taken = []
    for word in WORDS:
        for length in range(1, len(word) + 1):
            typed = fold(word[:length])
            begun = time.perf_counter()
            ids = reader.execute(
                "SELECT id FROM r_cadre WHERE _deleted = 0"
                " AND substr(_search, 1, instr(_search, char(10)) - 1) LIKE ? ORDER BY _sort, id",
                (f"%{typed}%",),
            ).fetchall()
            marks = ", ".join("?" * min(len(ids), 100))
            reader.execute(
                f"SELECT id, {names} FROM r_cadre WHERE id IN ({marks})", [i for (i,) in ids[:100]]
            ).fetchall()
            taken.append(time.perf_counter() - begun)
    reader.close()
    return taken


def bare_repaint(shown: RecordList) -> float:
    """Return the seconds a plain table of the same size needs to paint itself."""
    table = QTableWidget(100, len(shown.model.columns))
    for row in range(100):
        for column in range(len(shown.model.columns)):
            table.setItem(row, column, QTableWidgetItem(str(shown.model.index(row, column).data())))
    table.resize(shown.view.size())
    table.show()
    QApplication.processEvents()
    taken = []
    for _run in range(20):
        begun = time.perf_counter()
        table.viewport().repaint()
        taken.append(time.perf_counter() - begun)
    return statistics.median(taken)


def scrolling(shown: RecordList) -> list[float]:
    """Return the seconds each step of scrolling waits for rows; those on their way are painted as such."""
    bar, model = shown.view.verticalScrollBar(), shown.model
    asked = model.line
    waited = [0.0]

    def timed(row: int) -> Line | None:
        begun = time.perf_counter()
        line = asked(row)
        waited[0] += time.perf_counter() - begun
        return line

    model.line = timed  # type: ignore[method-assign]
    taken = []
    for step in range(400):
        waited[0] = 0.0
        bar.setValue((step * 977) % bar.maximum())
        shown.view.viewport().repaint()
        taken.append(waited[0])
        QApplication.processEvents()
    model.line = asked  # type: ignore[method-assign]
    return taken


def main() -> None:
    i18n.set_language("vi")
    application = QApplication([])
    theme.apply(application, theme.Theme())
    file = files.open_file(data_file(COUNT), password=PASSWORD)
    desk = FileDesk(file)
    window = Shell(desk, Identity("Sở Nội vụ", "do.hnab", "Đo"))
    window.resize(1366, 728)
    window.show()
    shown = list_of_cadres(window)
    keys = statistics.median(keystrokes(shown))
    floor = statistics.median(bare_queries(shown, desk)) + bare_repaint(shown)
    print(f"keystroke: {keys * 1000:.1f} ms (50), {keys / floor:.2f} of the floor {floor * 1000:.1f} ms (3)")
    steps = sorted(scrolling(shown))
    last = steps[len(steps) * 99 // 100]
    print(f"scrolling waits: median {statistics.median(steps) * 1000:.2f} ms, p99 {last * 1000:.2f} ms (16)")
    window.background.close()
    files.close(file)
    # The window's own objects need no orderly end in a benchmark.
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    main()
