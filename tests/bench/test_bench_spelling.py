"""Looking at the spelling slows no key: p95 over a long note full of slips."""

from __future__ import annotations

import statistics
import sys
import time

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from omi_ui import theme
from omi_ui.lasting_constants import keep_constants
from omi_ui.spelling.speller import Speller
from omi_ui.spelling.underline import Underline
from omi_ui.widgets.growing_text import GrowingText

keep_constants()

KEY_MILLISECONDS = 16
NOTE = (
    "Late, but shared with the hostel at once, as the log of February says. " * 6
    + "The asessment was late, sufficent but recieved by nobody; Mr Ambler saw CU-0417 on 3/2. "
) * 4
SENTENCE = "Wrotte the plann in time and shared it with the hostel at once. "


def _p95(taken: list[float]) -> float:
    return statistics.quantiles(taken, n=20)[-1]


def _keys(editor: GrowingText) -> list[float]:
    taken = []
    for letter in SENTENCE * 3:
        before = time.perf_counter()
        QTest.keyClicks(editor, letter)
        # Everything that is due, a look at the spelling among it.
        QApplication.processEvents()
        taken.append((time.perf_counter() - before) * 1000)
    return taken


def test_a_key_in_a_long_note_with_slips(
    qtbot: QtBot, qapp: QApplication, capsys: pytest.CaptureFixture[str]
) -> None:
    qapp.setStyle("Fusion")
    theme.load_fonts()
    theme.wear(qapp, theme.LIGHT, theme.body_font(10))
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(700, 400)
    editor = GrowingText(NOTE, window)
    editor.resize(680, 300)
    with qtbot.waitExposed(window):
        window.show()
    editor.setFocus()
    bare = _keys(editor)
    speller = Speller(None, window)
    underline = Underline(editor, speller)
    qtbot.waitUntil(lambda: len(underline.marked) > 10, timeout=20_000)
    with_lines = _keys(editor)
    looks = []
    for _ in range(40):
        before = time.perf_counter()
        underline.look()
        looks.append((time.perf_counter() - before) * 1000)
    with capsys.disabled():
        sys.stdout.write(
            f"\na key in a note of {len(NOTE)} signs: p95 {_p95(bare):.1f} ms without, "
            f"{_p95(with_lines):.1f} ms with {len(underline.marked)} words underlined; "
            f"a look takes {_p95(looks):.1f} ms\n"
        )
    assert _p95(with_lines) <= KEY_MILLISECONDS


def test_the_first_focus_starts_the_process_without_being_held_up(
    qtbot: QtBot, qapp: QApplication, capsys: pytest.CaptureFixture[str]
) -> None:
    editor = GrowingText("It was sufficent ")
    qtbot.addWidget(editor)
    with qtbot.waitExposed(editor):
        editor.show()
    before = time.perf_counter()
    speller = Speller(None, editor)
    underline = Underline(editor, speller)
    held_up = (time.perf_counter() - before) * 1000
    qtbot.waitUntil(lambda: underline.marked == ("sufficent",), timeout=20_000)
    known = (time.perf_counter() - before) * 1000
    with capsys.disabled():
        sys.stdout.write(
            f"\nthe first look holds the window up for {held_up:.1f} ms; "
            f"the underline is there after {known:.0f} ms\n"
        )
    assert held_up <= 50
