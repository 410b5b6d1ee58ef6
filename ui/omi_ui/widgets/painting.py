"""A drawing on screen, and as a picture that is copied or saved: the same shapes each time."""

from __future__ import annotations

from itertools import groupby
from math import ceil

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontInfo, QImage, QPainter, QPen

from omi_desktop.drawing import svg
from omi_desktop.drawing.shapes import (
    Anchor,
    Drawing,
    Face,
    Ink,
    Rectangle,
    Shape,
    Stroke,
    Words,
    titled,
)
from omi_ui import theme

_SHARP = 2
"""A picture of pixels has so many of them for one of the screen."""
_MARGIN = 16.0
_FACES = {
    Face.TITLE: (theme.Size.BODY, True),
    Face.LABEL: (theme.Size.BODY, False),
    Face.FIGURE: (theme.Size.BODY, True),
    Face.NOTE: (theme.Size.SMALL, False),
    Face.HEADING: (theme.Size.SMALL, True),
}


class ScreenLettering:
    """The letters of the window, in pixels."""

    gap = 11.0

    def size(self, face: Face) -> float:
        """Return the size of the letters of a face."""
        scale, bold = _FACES[face]
        return float(QFontInfo(theme.font(scale, bold=bold)).pixelSize())

    def width(self, words: str, face: Face) -> float:
        """Return how wide some words are."""
        scale, bold = _FACES[face]
        return float(theme.measure(scale, bold=bold).horizontalAdvance(words))


def paint(painter: QPainter, drawing: Drawing, look: theme.Tokens) -> None:
    """Draw every shape in the colours of an appearance."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    inks = _inks(look)
    # Strokes of one pen that follow one another, such as a hatching, are drawn in one call.
    for pen, shapes in groupby(drawing.shapes, _pen):
        if pen is None:
            for shape in shapes:
                _paint(painter, shape, inks)
        else:
            ink, thick, dashed = pen
            style = Qt.PenStyle.DashLine if dashed else Qt.PenStyle.SolidLine
            painter.setPen(QPen(QColor(inks[ink]), thick, style))
            strokes = [s for s in shapes if isinstance(s, Stroke)]
            painter.drawLines([QLineF(s.x1, s.y1, s.x2, s.y2) for s in strokes])


def png(drawing: Drawing, title: str) -> QImage:
    """Return the drawing on white paper with its title above it, as a picture of pixels."""
    sheet = titled(drawing, title, ScreenLettering(), _MARGIN)
    picture = QImage(
        ceil(sheet.width) * _SHARP, ceil(sheet.height) * _SHARP, QImage.Format.Format_RGB32
    )
    picture.setDevicePixelRatio(_SHARP)
    picture.fill(QColor(theme.LIGHT.surface))
    painter = QPainter(picture)
    paint(painter, sheet, theme.LIGHT)
    painter.end()
    picture.setText("Description", sheet.spoken)
    return picture


def svg_bytes(drawing: Drawing, title: str) -> bytes:
    """Return the drawing on white paper with its title above it, and its numbers in words."""
    lettering = ScreenLettering()
    sheet = titled(drawing, title, lettering, _MARGIN)
    return svg.alone(sheet, title, lettering, _inks(theme.LIGHT))


def _inks(look: theme.Tokens) -> dict[Ink, str]:
    return {
        Ink.ABOVE: look.above,
        Ink.BELOW: look.below,
        Ink.BELOW_PALE: look.below_soft,
        Ink.TEXT: look.ink,
        Ink.QUIET: look.muted,
        Ink.RULE: look.line,
        Ink.PAPER: look.surface,
        Ink.FILLED: look.accent,
        Ink.OUTLINE: look.edge,
    }


def _pen(shape: Shape) -> tuple[Ink, float, bool] | None:
    return (shape.ink, shape.thick, shape.dashed) if isinstance(shape, Stroke) else None


def _paint(painter: QPainter, shape: Shape, inks: dict[Ink, str]) -> None:
    match shape:
        case Rectangle():
            where = QRectF(shape.x, shape.y, shape.width, shape.height)
            painter.fillRect(where, QColor(inks[shape.fill]))
            if shape.edge is not None:
                painter.setPen(QPen(QColor(inks[shape.edge]), shape.thick))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(where)
        case Words():
            scale, bold = _FACES[shape.face]
            painter.setFont(theme.font(scale, bold=bold))
            painter.setPen(QColor(inks[shape.ink]))
            painter.drawText(QPointF(_left(shape), shape.y), shape.words)


def _left(words: Words) -> float:
    if words.anchor is Anchor.START:
        return words.x
    scale, bold = _FACES[words.face]
    wide = theme.measure(scale, bold=bold).horizontalAdvance(words.words)
    return words.x - (wide if words.anchor is Anchor.END else wide / 2)
