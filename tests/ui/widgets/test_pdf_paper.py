"""Pages as pictures."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QColor, QImage
from PySide6.QtPdf import QPdfDocument

from omi_ui.widgets.page_preview import PagePreview
from omi_ui.widgets.pdf_paper import on_paper

WHOLE = QSize(600, 848)


def _shown(preview: PagePreview, content: bytes) -> QPdfDocument:
    preview.show_pdf(content)
    assert preview.document is not None
    return preview.document


def test_the_parts_of_a_page_put_together_are_the_page(
    preview: PagePreview,
    pdf: Callable[..., bytes],
    misplaced: Callable[[QImage, QImage], float],
) -> None:
    document = _shown(preview, pdf(1))
    page = on_paper(document, 0, WHOLE, QRect(QPoint(0, 0), WHOLE))
    for left, top, width, height in ((0, 0, 600, 200), (0, 200, 600, 333), (111, 77, 203, 401)):
        part = on_paper(document, 0, WHOLE, QRect(left, top, width, height))
        assert misplaced(page.copy(left, top, width, height), part) < 0.02


def test_the_ground_of_a_page_is_white(preview: PagePreview, pdf: Callable[..., bytes]) -> None:
    page = on_paper(_shown(preview, pdf(1)), 0, WHOLE, QRect(QPoint(0, 0), WHOLE))
    assert page.pixelColor(2, 2) == QColor("white")
