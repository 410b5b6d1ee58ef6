"""A row of controls breaks where there is no room, and nothing of it is cut."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QPushButton
from pytestqt.qtbot import QtBot

from omi_ui.widgets.flow_line import FlowLine


def test_controls_stand_in_one_line_where_there_is_room_and_in_more_where_not(
    qtbot: QtBot,
) -> None:
    boxes = [QCheckBox(f"A rather long choice {number}") for number in range(3)]
    line = FlowLine(*boxes)
    qtbot.addWidget(line)
    line.resize(1200, 20)
    with qtbot.waitExposed(line):
        line.show()
    assert len({box.y() for box in boxes}) == 1
    low = line.height()
    line.resize(boxes[0].sizeHint().width() + 20, 20)
    assert len({box.y() for box in boxes}) == 3
    assert line.height() > 2 * low
    assert all(box.geometry().right() <= line.width() for box in boxes)


def test_controls_of_one_line_have_one_middle(qtbot: QtBot) -> None:
    box, pressed = QCheckBox("Low"), QPushButton("High")
    line = FlowLine(box, pressed)
    qtbot.addWidget(line)
    line.resize(600, 20)
    with qtbot.waitExposed(line):
        line.show()
    assert abs(box.geometry().center().y() - pressed.geometry().center().y()) <= 1
