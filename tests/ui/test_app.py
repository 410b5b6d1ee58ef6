"""The program as it is started, in a process of its own."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from omi_desktop.store import Case, CaseStatus, Details, Role, create, open_inspection

PASSPHRASE = "four plain words here"

_ANSWER_AND_WAIT = """
import sys
from pathlib import Path
from omi_ui.lasting_constants import keep_constants
keep_constants()
from omi_ui.app import make_app
from omi_ui.main_window import MainWindow
from omi_ui.tasks import TaskRunner
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

file, folder, passphrase = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
app = make_app(sys.argv[:1])
window = MainWindow(TaskRunner(), folder / "recent.json")
window.show()

def answer():
    workspace = window.workspace
    before = workspace.strip.words
    QTest.keyClick(workspace.cases.table, Qt.Key.Key_Return)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_2)
    if workspace.strip.words != before and workspace.strip.words.startswith("On disk"):
        print(workspace.strip.words, flush=True)
    sys.stdin.read()  # killed here, with nothing closed

window.opened.connect(answer)
window.open_file(file, passphrase)
app.exec()
"""


@pytest.fixture
def file(tmp_path: Path, bank: dict[str, str]) -> Path:
    """Return an inspection file with one case."""
    path = tmp_path / "kent.omi"
    details = Details("k", "Kent", Role.LEAD, "2006-07-18T09:00:00.000Z")
    with create(path, PASSPHRASE, bank=bank, details=details) as made:
        made.add_cases([Case("c", "KE-1", 0, CaseStatus.NOT_STARTED, "", None)], by="")
    return path


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """Return the variables of a person who has never used the program."""
    return {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(sys.path),
        "QT_QPA_PLATFORM": "offscreen",
        "HOME": str(tmp_path),
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
        "XDG_DATA_HOME": str(tmp_path / "data"),
        "OMI_PASSPHRASE": PASSPHRASE,
    }


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL on Windows")
def test_an_answer_survives_a_kill_right_after_the_strip_says_saved(
    file: Path, environment: dict[str, str], tmp_path: Path
) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", _ANSWER_AND_WAIT, str(file), str(tmp_path), PASSPHRASE],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
    ) as child:
        assert child.stdout is not None
        said = child.stdout.readline()
        child.kill()
    assert child.returncode == -signal.SIGKILL
    assert said.startswith("On disk")
    assert "· 1 answer" in said
    with open_inspection(file, PASSPHRASE) as again:
        assert again.answers("c")["case_type"].value == "licence"
        assert again.check() == ()


def test_exit_when_ready_says_how_long_the_start_took(
    file: Path, environment: dict[str, str]
) -> None:
    done = _run(environment, str(file), "--exit-when-ready")
    told = re.fullmatch(r"ready (\d+) unlock (\d+)\n", done.stdout)
    assert done.returncode == 0, done.stderr
    assert told
    assert 0 <= int(told[2]) < int(told[1])
    with open_inspection(file, PASSPHRASE) as again:
        assert again.check() == ()


def test_exit_when_ready_refuses_a_wrong_passphrase_in_a_sentence(
    file: Path, environment: dict[str, str]
) -> None:
    done = _run(environment | {"OMI_PASSPHRASE": "other"}, str(file), "--exit-when-ready")
    assert done.returncode == 2
    assert "passphrase" in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_exit_when_ready_needs_a_file(environment: dict[str, str]) -> None:
    done = _run(environment, "--exit-when-ready")
    assert (done.returncode, done.stdout) == (2, "")
    assert "needs a FILE" in done.stderr


def test_the_passphrase_can_come_from_a_file(
    file: Path, environment: dict[str, str], tmp_path: Path
) -> None:
    secret = tmp_path / "passphrase.txt"
    secret.write_text(f"{PASSPHRASE}\n", encoding="utf-8")
    without = {name: value for name, value in environment.items() if name != "OMI_PASSPHRASE"}
    done = _run(without, str(file), "--exit-when-ready", "--passphrase-file", str(secret))
    assert done.returncode == 0, done.stderr


def _run(environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "omi_ui", *arguments],
        capture_output=True,
        text=True,
        env=environment,
        timeout=120,
        check=False,
    )
