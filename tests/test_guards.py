"""The guards of conftest.py bite."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

FAULTS = """
import logging
import threading

from PySide6.QtCore import QThread, QTimer
from PySide6.QtWidgets import QLabel

kept = []


class Waiting(QThread):
    def run(self):
        self.exec()


def test_logs_a_warning():
    logging.getLogger("omi").warning("odd")


def test_expects_a_warning(caplog):
    logging.getLogger("omi").warning("odd")
    assert [record.message for record in caplog.records] == ["odd"]
    caplog.clear()


def test_leaves_a_thread():
    thread = threading.Thread(target=threading.Event().wait, daemon=True, name="forgotten")
    thread.start()


def test_ends_its_thread():
    thread = threading.Thread(target=int)
    thread.start()


def test_leaves_a_timer(qapp):
    kept.append(QTimer())
    kept[-1].start(10_000)


def test_leaves_a_qt_thread(qapp):
    kept.append(Waiting())
    kept[-1].start()


def test_leaves_a_widget(qapp):
    kept.append(QLabel("forgotten"))


def test_lets_its_widget_go(qtbot):
    label = QLabel("closed")
    qtbot.addWidget(label)
    label.show()
    timer = QTimer(label)
    timer.start(10_000)


def test_stops_what_it_started():
    for thing in kept:
        if isinstance(thing, QThread):
            thread = thing
            thread.quit()
            assert thread.wait(5000)
"""


def test_each_guard_fails_the_test_that_leaves_something_and_no_other(tmp_path: Path) -> None:
    shutil.copy(Path(__file__).parent / "conftest.py", tmp_path)
    (tmp_path / "test_faults.py").write_text(FAULTS, encoding="utf-8")
    (tmp_path / "pytest.ini").write_text("[pytest]\nqt_api = pyside6\n", encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-p", "no:randomly", "-p", "no:cacheprovider"]
    done = subprocess.run(
        [*command, "-q", "-rE"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    blamed = set(re.findall(r"^ERROR test_faults\.py::(\w+)", done.stdout, re.MULTILINE))
    assert blamed == {
        "test_logs_a_warning",
        "test_leaves_a_thread",
        "test_leaves_a_timer",
        "test_leaves_a_qt_thread",
        "test_leaves_a_widget",
    }, done.stdout
    assert "9 passed, 5 errors" in done.stdout
