"""A field that grows shows all that is written in it."""

from __future__ import annotations

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from omi_ui import theme
from omi_ui.widgets.growing_text import GrowingText


@pytest.mark.parametrize("enlarged", [1.0, 2.0])
def test_a_text_that_fits_is_not_scrolled_while_it_grows(
    qtbot: QtBot, qapp: QApplication, enlarged: float
) -> None:
    theme.wear(qapp, theme.LIGHT, theme.body_font(10, enlarged))
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(600, 400)
    field = GrowingText("", window)

    def grow() -> None:
        field.setGeometry(0, 0, 590, field.wanted_height())

    field.grew.connect(grow)
    grow()
    with qtbot.waitExposed(window):
        window.show()
    QTest.keyClicks(field, "Seen late, but shared with the hostel on the day. " * 4)
    assert field.document().size().height() > 2
    assert field.verticalScrollBar().maximum() == 0
    theme.wear(qapp, theme.LIGHT, theme.body_font(10))
