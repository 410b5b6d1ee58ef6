"""The constants of Python outlive what Qt's binding does to them."""

from __future__ import annotations

import subprocess
import sys

_PROGRAM = """
import sys
from omi_ui.lasting_constants import keep_constants
keep_constants()
keep_constants()
from PySide6.QtCore import QTimer
timer = QTimer()
for interval in range(200_000):
    timer.setInterval(interval)
print("alive")
"""


def test_two_hundred_thousand_calls_that_return_nothing_do_no_harm() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM],
        capture_output=True,
        text=True,
        env={"PYTHONPATH": ":".join(sys.path), "QT_QPA_PLATFORM": "offscreen"},
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, "alive\n"), done.stderr
