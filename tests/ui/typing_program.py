"""The program’s own window, typed in at random until it is killed: `typing_program.py FILE SEED`.

It says which key was pressed when, and what the strip at the foot said was on disk.
"""

from __future__ import annotations

import itertools
import os
import random
import sys
import time
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget

from omi_desktop.store import KeyCost, open_inspection
from omi_ui.app import make_app
from omi_ui.lasting_constants import keep_constants
from omi_ui.main_window import MainWindow
from omi_ui.tasks import TaskRunner

PASSPHRASE = "four plain words here"
CHEAP = KeyCost(passes=1, kibibytes=64, lanes=1)
DIGITS = (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4, Qt.Key.Key_0)
ELSEWHERE = (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp, Qt.Key.Key_Down, Qt.Key.Key_Up)
CTRL = Qt.KeyboardModifier.ControlModifier


def say(line: str) -> None:
    # One write of the whole line, so that a kill leaves none half said.
    os.write(1, f"{line}\n".encode())


class Hands:
    """Presses one key after another, each some milliseconds after the one before."""

    def __init__(self, window: MainWindow, chance: random.Random) -> None:
        workspace = window.workspace
        assert workspace is not None
        self._workspace = workspace
        self._chance = chance
        self._inspection = workspace.inspection
        self._told = self._inspection.saved().revision
        self._turns = itertools.count(self._told * 1000)
        self._left_to_type = 0
        self._view = workspace.open_case(chance.choice(["c0", "c1", "c2"]))

    def press(self) -> None:
        """Press the next key and say what became of it."""
        focused = QApplication.focusWidget()
        if isinstance(focused, QPlainTextEdit):
            self._type(focused)
        else:
            self._answer(focused)
        self._say_saved()
        QTimer.singleShot(self._chance.choice([0, 0, 0, 1, 5, 30]), self.press)

    def _answer(self, focused: QWidget | None) -> None:
        chance = self._chance.random()
        if focused is None or chance < 0.02:
            self._view = self._workspace.open_case(self._chance.choice(["c0", "c1", "c2"]))
        elif chance < 0.12:
            self._left_to_type = self._chance.randrange(1, 60)
            self._view.page_view.write_note(self._view.page_view.current)
            self._letters(f"{next(self._turns)}:")
        elif chance < 0.3:
            QTest.keyClick(focused, self._chance.choice(ELSEWHERE))
        elif chance < 0.35:
            QTest.keyClick(focused, Qt.Key.Key_Delete)
        else:
            QTest.keyClick(focused, self._chance.choice(DIGITS))

    def _type(self, field: QPlainTextEdit) -> None:
        if self._left_to_type > 0:
            self._left_to_type -= 1
            self._letters(self._chance.choice("abcde"))
        elif self._chance.random() < 0.7:
            QTest.keyClick(field, Qt.Key.Key_Escape)
        else:
            QTest.keyClick(field, Qt.Key.Key_Return, CTRL)

    def _letters(self, letters: str) -> None:
        field = QApplication.focusWidget()
        if not isinstance(field, QPlainTextEdit):
            return
        moment = time.monotonic()
        QTest.keyClicks(field, letters)
        case, question = self._view.sitting.case.id, self._view.page_view.current
        say(f"key {moment} {case} {question} {field.toPlainText()}")

    def _say_saved(self) -> None:
        if not self._workspace.strip.words.startswith("On disk"):
            return
        saved = self._workspace.watch.saved
        if saved.revision == self._told:
            return
        self._told = saved.revision
        changes = reversed(self._inspection.history(self._view.sitting.case.id))
        last = next((each for each in changes if each.question and each.new), None)
        if last is not None and last.revision == saved.revision:
            words = f"{last.case} {last.question} {last.new}"
            say(f"saved {saved.revision} {saved.answers} {words}")


def main(path: Path, seed: str) -> None:
    keep_constants()
    app = make_app(sys.argv[:1])
    window = MainWindow(TaskRunner(), path.with_name("recent.json"))
    window.show()
    window.show_inspection(open_inspection(path, PASSPHRASE, cost=CHEAP))
    hands = Hands(window, random.Random(seed))
    say("open")
    QTimer.singleShot(0, hands.press)
    app.exec()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
