"""What lies below the line is told from what lies above it without any colour."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from omi_desktop.drawing.bars import Bar, Bars, drawn
from omi_ui import theme
from omi_ui.notices import NoticeBar
from omi_ui.widgets.choice_button import ChoiceButton, Meaning
from omi_ui.widgets.painting import ScreenLettering, paint

LOOKS = range(len(theme.LOOKS))


@pytest.fixture(params=LOOKS)
def look(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[theme.Tokens]:
    """Give the program each of its appearances in turn."""
    text = qapp.font()
    worn = theme.LOOKS[request.param]
    theme.wear(qapp, worn, text)
    yield worn
    theme.wear(qapp, theme.LIGHT, text)


def _differ(one: QImage, other: QImage) -> int:
    """Return how many dots differ clearly in how light they are."""
    return sum(
        abs(one.pixelColor(x, y).lightness() - other.pixelColor(x, y).lightness()) > 60
        for x in range(one.width())
        for y in range(one.height())
    )


def test_an_answer_above_the_line_is_a_filled_mark_and_one_below_it_a_ring(
    qtbot: QtBot, look: theme.Tokens
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    line = QHBoxLayout(window)
    pictures = []
    for meaning in (Meaning.ABOVE, Meaning.BELOW):
        button = ChoiceButton("1", "Yes", meaning, window)
        button.setAutoExclusive(False)
        button.setChecked(True)
        line.addWidget(button)
        pictures.append(button.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8))
    assert theme.tokens(window) is look
    assert _differ(*pictures) > 20


def test_a_bar_below_the_line_is_hatched(look: theme.Tokens) -> None:
    one_colour = replace(look, below=look.above, below_soft=look.above_soft)
    pictures = []
    for below in (False, True):
        bars = Bars((Bar("1.1", "Preparing", 60, below, "9 cases"),), 70, "line")
        drawing = drawn(bars, 500, ScreenLettering())
        picture = QImage(500, ceil(drawing.height), QImage.Format.Format_RGB32)
        picture.fill(Qt.GlobalColor.white)
        painter = QPainter(picture)
        paint(painter, drawing, one_colour)
        painter.end()
        pictures.append(picture)
    assert _differ(*pictures) > 200


def test_a_notice_waits_for_whoever_has_come_to_its_button(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    line = QHBoxLayout(window)
    bar = NoticeBar()
    line.addWidget(bar)
    with qtbot.waitExposed(window):
        window.show()
    bar.say("One answer was parked.", lambda: None)
    bar._undo_button.setFocus()
    bar._timer.timeout.emit()
    assert bar.words == "One answer was parked."
    bar._undo_button.clearFocus()
    bar._timer.timeout.emit()
    assert bar.words == ""
