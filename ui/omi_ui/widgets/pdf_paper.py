"""Pages of a PDF as pictures on white paper, whole or in part."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPdf import QPdfDocument, QPdfDocumentRenderOptions


def on_paper(document: QPdfDocument, page: int, whole: QSize, part: QRect) -> QImage:
    """Return the part of a page that is `whole` dots large."""
    options = QPdfDocumentRenderOptions()
    options.setScaledSize(whole)
    # Qt scales by the distance of the outer dots, one less than the width (QtPdf of 6.12): without
    # the one that is added, the text would not meet at the edges of two parts.
    options.setScaledClipRect(part.adjusted(0, 0, 1, 1))
    paper = QImage(part.size(), QImage.Format.Format_RGB32)
    # The ground of a page is transparent, which some printers take for black.
    paper.fill(Qt.GlobalColor.white)
    onto = QPainter(paper)
    onto.drawImage(0, 0, document.render(page, part.size(), options))
    onto.end()
    return paper
