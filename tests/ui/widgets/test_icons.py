"""Icons in the colours of the text beside them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from omi_ui.widgets.icons import icon

SQUARE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4">'
    '<rect x="0" y="0" width="2" height="4" fill="currentColor"/></svg>'
)


@pytest.mark.parametrize(
    ("state", "colour"), [(QIcon.State.Off, "#b3c0d3"), (QIcon.State.On, "#f2f5f9")]
)
def test_an_icon_has_its_colour_where_it_is_drawn_and_nothing_elsewhere(
    state: QIcon.State, colour: str, qapp: QApplication
) -> None:
    made = icon(SQUARE, "#b3c0d3", "#f2f5f9")
    picture = made.pixmap(QSize(64, 64), QIcon.Mode.Normal, state).toImage()
    assert picture.pixelColor(8, 32).name() == colour
    assert picture.pixelColor(56, 32).alpha() == 0
