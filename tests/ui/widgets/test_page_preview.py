"""Pages as they will print."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from omi_desktop.errors import RequestError
from omi_ui.widgets.page_preview import PagePreview
from omi_ui.widgets.pages_area import MOST, Fit
from omi_ui.widgets.pdf_paper import on_paper

CONTROL = Qt.KeyboardModifier.ControlModifier


def _place(preview: PagePreview) -> tuple[int, int]:
    area = preview.area
    return area.horizontalScrollBar().value(), area.verticalScrollBar().value()


def _seen(preview: PagePreview) -> QImage:
    return preview.area.viewport().grab().toImage()


def test_a_document_is_shown_with_the_page_in_sight(
    preview: PagePreview, pdf: Callable[..., bytes]
) -> None:
    assert preview.area.accessibleDescription() == "No pages yet"
    preview.show_pdf(pdf(3))
    assert preview.area.accessibleDescription() == "Page 1 of 3"
    preview.area.show_page(1)
    assert preview.area.accessibleDescription() == "Page 2 of 3"
    assert preview.area.accessibleName()


def test_another_version_takes_the_place_without_moving_it(
    preview: PagePreview, pdf: Callable[..., bytes]
) -> None:
    preview.show_pdf(pdf(3, "Old"))
    preview.area.set_zoom(1.5)
    preview.area.horizontalScrollBar().setValue(60)
    preview.area.verticalScrollBar().setValue(1500)
    before, old = _place(preview), _seen(preview)
    for pages in (3, 4, 7):
        preview.show_pdf(pdf(pages, "New"))
        assert _place(preview) == before
        assert preview.area.zoom == 1.5
    # The new words are there at once: nothing empty is drawn in between.
    new = _seen(preview)
    assert new != old
    assert any(new.pixelColor(x, y).lightness() < 60 for x in range(500) for y in range(500))


def test_a_shorter_version_shows_its_last_page(
    preview: PagePreview, pdf: Callable[..., bytes]
) -> None:
    preview.show_pdf(pdf(5))
    preview.area.show_page(4)
    preview.show_pdf(pdf(2))
    assert preview.area.page == 1


def test_a_change_of_the_width_keeps_the_page(
    qtbot: QtBot, preview: PagePreview, pdf: Callable[..., bytes]
) -> None:
    preview.show_pdf(pdf(5))
    preview.area.show_page(3)
    preview.resize(800, 500)
    qtbot.waitUntil(lambda: preview.area.width() == 800)
    assert preview.area.page == 3
    assert preview.area.horizontalScrollBar().maximum() == 0


def test_what_is_no_document_is_refused_and_the_pages_stay(
    preview: PagePreview, pdf: Callable[..., bytes]
) -> None:
    preview.show_pdf(pdf(2))
    before = preview.document
    with pytest.raises(RequestError, match="cannot be shown"):
        preview.show_pdf(b"not a document")
    assert preview.document is before
    assert preview.area.accessibleDescription() == "Page 1 of 2"


def test_the_keyboard_changes_the_size(
    qtbot: QtBot, preview: PagePreview, pdf: Callable[..., bytes]
) -> None:
    preview.show_pdf(pdf(2))
    fitted = preview.area.scale
    qtbot.keyClick(preview.area, Qt.Key.Key_Plus, CONTROL)
    assert preview.area.scale > fitted
    assert not any(made.isChecked() for made in preview.findChildren(QPushButton))
    qtbot.keyClick(preview.area, Qt.Key.Key_Minus, CONTROL)
    assert preview.area.scale == pytest.approx(fitted)
    qtbot.keyClick(preview.area, Qt.Key.Key_0, CONTROL)
    assert preview.area.zoom is Fit.WIDTH


def test_the_size_has_a_largest_and_a_smallest(
    qtbot: QtBot, preview: PagePreview, pdf: Callable[..., bytes]
) -> None:
    preview.show_pdf(pdf(1))
    for _ in range(30):
        preview.area.larger()
    largest = preview.area.scale
    assert largest == pytest.approx(MOST)
    for _ in range(60):
        preview.area.smaller()
    assert 0 < preview.area.scale < largest / 10


def test_page_down_turns_a_whole_page_and_scrolls_a_large_one(
    qtbot: QtBot, preview: PagePreview, pdf: Callable[..., bytes]
) -> None:
    preview.show_pdf(pdf(3))
    qtbot.keyClick(preview.area, Qt.Key.Key_PageDown)
    assert _place(preview)[1] == preview.area.viewport().height()
    preview.area.set_zoom(Fit.PAGE)
    preview.area.show_page(0)
    for page in (1, 2, 2):
        qtbot.keyClick(preview.area, Qt.Key.Key_PageDown)
        assert preview.area.page == page
    qtbot.keyClick(preview.area, Qt.Key.Key_PageUp)
    assert preview.area.page == 1
    qtbot.keyClick(preview.area, Qt.Key.Key_PageDown, CONTROL)
    assert preview.area.page == 2
    qtbot.keyClick(preview.area, Qt.Key.Key_Home)
    assert preview.area.page == 0
    qtbot.keyClick(preview.area, Qt.Key.Key_End)
    assert preview.area.page == 2


def test_a_whole_page_fits_the_view(preview: PagePreview, pdf: Callable[..., bytes]) -> None:
    preview.show_pdf(pdf(1))
    preview.area.set_zoom(Fit.PAGE)
    assert preview.area.verticalScrollBar().maximum() == 0
    assert preview.area.horizontalScrollBar().maximum() == 0


def test_a_very_large_page_is_drawn_as_its_smaller_self(
    preview: PagePreview,
    pdf: Callable[..., bytes],
    misplaced: Callable[[QImage, QImage], float],
) -> None:
    preview.show_pdf(pdf(2))
    preview.area.set_zoom(MOST)
    preview.area.horizontalScrollBar().setValue(200)
    preview.area.verticalScrollBar().setValue(500)
    assert preview.document is not None
    points = preview.document.pagePointSize(0)
    dots = preview.area.logicalDpiX() / 72 * MOST
    whole = QSize(round(points.width() * dots), round(points.height() * dots))
    assert whole.width() > 2000
    page = on_paper(preview.document, 0, whole, QRect(QPoint(0, 0), whole))
    margin = 16
    inside = QRect(10, 10, 400, 400)
    wanted = page.copy(inside.translated(200 - margin, 500 - margin))
    assert misplaced(wanted, _seen(preview).copy(inside)) < 0.02


def test_a_sentence_stands_over_the_pages_until_others_come(
    preview: PagePreview, pdf: Callable[..., bytes]
) -> None:
    preview.say("The file is away.", "problem")
    assert preview.words == "The file is away."
    preview.show_pdf(pdf(1))
    assert preview.words == ""


def test_a_document_can_be_let_go(preview: PagePreview, pdf: Callable[..., bytes]) -> None:
    preview.show_pdf(pdf(2))
    preview.close_document()
    assert preview.document is None
    assert preview.area.accessibleDescription() == "No pages yet"
