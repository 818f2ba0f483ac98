"""Start to a usable window, and memory, as a ratio to a bare window that opens the same encrypted file.

Run it by hand: ``python tests/bench/bench_start.py``. Targets: at most 1.6 times the floor on 20,000
cadres (unlocking not counted: the files of this benchmark unlock at no cost); at most 300 MB at 20,000
and 450 MB at 100,000 cadres. Each start is a process of its own; ours and the floor take turns.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from installer import messages
from tests.bench.cadres import PASSWORD, data_file

RUNS = 9

#: A window with one table over the first rows of the file, with the ORM loaded, and nothing else.
FLOOR = """
import sys, time
from PySide6.QtWidgets import QApplication, QMainWindow, QTableWidget, QTableWidgetItem
from PySide6.QtCore import QTimer
import sqlalchemy, sqlalchemy.orm
from sqlalchemy.pool import QueuePool
from sqlcipher3 import dbapi2

def connect():
    db = dbapi2.connect(sys.argv[1], check_same_thread=False)
    db.execute("PRAGMA cipher_log_level=NONE")
    db.execute(f"PRAGMA key=\\"x'{sys.argv[2]}'\\"")
    return db

class Table(QTableWidget):
    painted = False
    def paintEvent(self, event):
        super().paintEvent(event)
        if not self.painted:
            self.painted = True
            QTimer.singleShot(0, done)

def done():
    print(time.time())
    application.quit()

engine = sqlalchemy.create_engine("sqlite+pysqlite://", creator=connect, module=dbapi2, poolclass=QueuePool)
application = QApplication([])
window = QMainWindow()
with sqlalchemy.orm.Session(engine) as session:
    statement = "SELECT full_name, birth_date, staff_number FROM r_cadre ORDER BY _sort LIMIT 100"
    rows = session.execute(sqlalchemy.text(statement)).all()
table = Table(len(rows), 3)
for place, row in enumerate(rows):
    for column, value in enumerate(row):
        table.setItem(place, column, QTableWidgetItem(str(value)))
window.setCentralWidget(table)
window.resize(1366, 728)
window.show()
application.exec()
"""

#: Our window; usable when it was painted and the loop is free, and again when the cadres stand in their list.
OURS = """
import sys, time, resource
from pathlib import Path
from PySide6.QtCore import QTimer
from hnabroad_desktop import app
from hnabroad_desktop.base import i18n
i18n.set_language("vi")
application = app._application()
program = app.Program(application)
from hnabroad_desktop.actions import files
window = program.open(files.open_file(Path(sys.argv[1]), password=sys.argv[3]))
area = sys.argv[4]

def listed():
    if window.current_screen().current.list.model.rowCount():
        window.current_screen().current.list.view.viewport().repaint()
        finish()
    else:
        QTimer.singleShot(1, listed)

def finish():
    print(time.time())
    if area == "memory":
        QTimer.singleShot(0, work)
    else:
        leave()

def leave():
    # An orderly end: a log left behind would cost the next start a copy of the file.
    sys.stdout.flush()
    window.background.close()
    files.close(window.desk.file)
    import os; os._exit(0)

def work():
    model, view = window.current_screen().current.list.model, window.current_screen().current.list.view
    for row in range(0, model.rowCount(), model.rowCount() // 40):
        view.scrollTo(model.index(row, 0))
        wait(30)
    window.current_screen().current.list.header.box("full_name").setText("uoc")
    window.current_screen().current.list.reload()
    wait(500)
    while window.background.busy:
        wait(100)
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    leave()

def wait(ms):
    end = time.time() + ms / 1000
    while time.time() < end:
        application.processEvents()

def begin():
    if area == "home":
        finish()
    else:
        window.go_to_area("people")
        listed()

window.behind_first_paint = (begin,) if area != "memory" else (*window.behind_first_paint, begin)
application.exec()
"""


def start(program: str, path: Path, key: str, area: str = "home") -> list[float]:
    """Start ``program`` on a file; return seconds until it was usable, and what else it printed."""
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen"),
        "QT_LOGGING_RULES": "*.warning=false",
        "PYTHONPATH": str(Path(__file__).resolve().parents[2]),
    }
    before = time.time()
    done = subprocess.run(
        [sys.executable, "-c", program, str(path), key, PASSWORD, area],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    first, *rest = [float(line) for line in done.stdout.split()]
    return [first - before, *rest]


def raw_key(path: Path) -> str:
    """Return the key of the file as the engine takes it, so that the floor unlocks nothing."""
    from hnabroad_desktop.store import head

    key, _name = head.slots_of(path).unlock(password=PASSWORD)
    return key.secret.hex() + key.file_id


def main() -> None:
    os.environ.setdefault("HNABROAD_HOME", str(Path(tempfile.gettempdir()) / "hnabroad-bench-home"))
    messages.main([])  # words are compiled when the program is installed
    path = data_file(20_000)
    start(OURS, path, raw_key(path))  # brings the file up to what ships now
    key = raw_key(path)
    ours: list[float] = []
    listed: list[float] = []
    floor: list[float] = []
    for _run in range(RUNS):
        floor.append(start(FLOOR, path, key)[0])
        ours.append(start(OURS, path, key)[0])
        listed.append(start(OURS, path, key, "list")[0])
    bare = statistics.median(floor)
    for name, times in (("window with today's work", ours), ("list of cadres", listed)):
        taken = statistics.median(times)
        print(f"start to {name}: {taken * 1000:.0f} ms, {taken / bare:.2f} of {bare * 1000:.0f} ms (1.6)")
    for count, most in ((20_000, 300), (100_000, 450)):
        peak = start(OURS, data_file(count), key, "memory")[1]
        print(f"memory at {count} cadres: {peak:.0f} MB (at most {most})")


if __name__ == "__main__":
    main()
