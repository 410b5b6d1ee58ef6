"""Documents to show."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QFont, QImage, QPageSize, QPainter, QPdfWriter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from omi_ui.widgets.page_preview import PagePreview


@pytest.fixture
def pdf(qapp: QApplication) -> Callable[..., bytes]:
    """Return a function that makes a PDF of pages of A4 that say a word and their number."""

    def made(pages: int, word: str = "Page") -> bytes:
        held = QBuffer()
        held.open(QIODevice.OpenModeFlag.WriteOnly)
        writer = QPdfWriter(held)
        writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        painter = QPainter(writer)
        painter.setFont(QFont("Liberation Sans", 40))
        for number in range(1, pages + 1):
            if number > 1:
                writer.newPage()
            for line in range(1, 8):
                painter.drawText(400, line * 1200, f"{word} {number} {line}")
        painter.end()
        return bytes(held.data().data())

    return made


@pytest.fixture
def misplaced() -> Callable[[QImage, QImage], float]:
    """Return a function that says which share of the ink of a picture is not in another.

    Letters may be smoothed differently; they may not stand elsewhere.
    """

    def measured(one: QImage, other: QImage) -> float:
        assert one.size() == other.size()
        places = [(x, y) for x in range(one.width()) for y in range(one.height())]
        ink = [place for place in places if one.pixelColor(*place).lightness() < 128]
        assert len(ink) > 500
        lost = [place for place in ink if other.pixelColor(*place).lightness() > 192]
        return len(lost) / len(ink)

    return measured


@pytest.fixture
def preview(qtbot: QtBot) -> Iterator[PagePreview]:
    """Return an empty preview in a window."""
    made = PagePreview()
    qtbot.addWidget(made)
    made.resize(500, 600)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    made.close_document()
