"""Icons from our own drawings, in the colour of the text beside them."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

PIXELS = 64
"""The drawings are rendered once at this size; Qt scales them down crisply."""


def icon(drawing: str, *colours: str) -> QIcon:
    """Return a drawing (the text of an SVG) as an icon: its plain colour, then when chosen."""
    plain, *chosen = colours
    picture = pixmap(drawing, plain, QSize(PIXELS, PIXELS))
    made = QIcon(picture)
    for colour in chosen:
        made.addPixmap(_tinted(picture, colour), QIcon.Mode.Normal, QIcon.State.On)
    return made


def pixmap(drawing: str, colour: str, size: QSize) -> QPixmap:
    """Return a drawing as a picture of `size`, with its lines in `colour`."""
    picture = QPixmap(size)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    text = drawing.replace("currentColor", colour)
    QSvgRenderer(QByteArray(text.encode())).render(painter, QRectF(picture.rect()))
    painter.end()
    return picture


def _tinted(picture: QPixmap, colour: str) -> QPixmap:
    """Return a picture of one colour in another; drawing it anew would take three times as long."""
    ink, other = QPixmap(picture.size()), QPixmap(picture.size())
    ink.fill(QColor(colour))
    other.fill(Qt.GlobalColor.transparent)
    painter = QPainter(other)
    painter.drawPixmap(0, 0, picture)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
    painter.drawPixmap(0, 0, ink)
    painter.end()
    return other
