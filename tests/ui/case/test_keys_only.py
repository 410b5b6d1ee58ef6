"""A whole case is completed by key events alone, and the keys are counted."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from omi_desktop.casework.orders import Order
from omi_desktop.instrument.model import Question, ValueType
from omi_desktop.store import CaseStatus, Inspection
from omi_ui.case.view import CaseView

MOST_KEYS = 1.15
"""Keys a question that applies, completing the case included."""

CTRL = Qt.KeyboardModifier.ControlModifier
CTRL_SHIFT = CTRL | Qt.KeyboardModifier.ShiftModifier


class Hands:
    """Presses keys where the keyboard is, one at a time, and counts them."""

    def __init__(self) -> None:
        self.keys = 0

    def press(
        self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        """Press one key."""
        focused = QApplication.focusWidget()
        assert focused is not None
        self.keys += 1
        QTest.keyClick(focused, key, modifier)

    def type(self, letters: str) -> None:
        """Type letters one by one."""
        for letter in letters:
            focused = QApplication.focusWidget()
            assert focused is not None
            self.keys += 1
            QTest.keyClicks(focused, letter)


def _answer(hands: Hands, question: Question, number: int) -> None:
    """Answer a question in as few keys as it takes."""
    if question.value_type is ValueType.DATE:
        hands.type("12/1/2006")
        hands.press(Qt.Key.Key_Return)
    elif question.value_type is ValueType.NUMBER:
        hands.type("4")
        hands.press(Qt.Key.Key_Return)
    elif question.value_type is ValueType.SEVERAL:
        hands.type("2")
        hands.press(Qt.Key.Key_Return)
    else:
        assert question.scale is not None
        sides = [choice.above_line for choice in question.scale.choices]
        # Most answers lie above the line, every fifth below it.
        wanted = number % 5 != 0
        hands.type(str(sides.index(wanted) + 1 if wanted in sides else 1))


@pytest.mark.parametrize("order", Order)
def test_a_case_is_completed_with_about_one_key_a_question(
    show_case: Callable[..., CaseView],
    inspection: Inspection,
    order: Order,
    capsys: pytest.CaptureFixture[str],
) -> None:
    view = show_case()
    hands = Hands()
    if order is Order.READING:
        hands.press(Qt.Key.Key_R, CTRL)
    asked = view.sitting.instrument.questions
    for number in range(len(asked)):
        if not view.sitting.standing.missing:
            break
        here = view.page_view.current
        assert view.sitting.is_missing(here)
        _answer(hands, asked[here], number)
        assert not view.sitting.is_missing(here)
    assert view.sitting.standing.missing == ()
    hands.press(Qt.Key.Key_C, CTRL_SHIFT)
    for _ in view.sitting.completing().warnings:
        hands.type("Seen")
        hands.press(Qt.Key.Key_Return)
    hands.press(Qt.Key.Key_Space)
    assert inspection.case("c0").status is CaseStatus.COMPLETE
    applicable = view.sitting.standing.applicable
    with capsys.disabled():
        sys.stdout.write(
            f"\n{hands.keys} keys for {applicable} questions that apply in {order.value}: "
            f"{hands.keys / applicable:.3f} a question\n"
        )
    assert hands.keys / applicable <= MOST_KEYS
    assert inspection.saved().answers == applicable
