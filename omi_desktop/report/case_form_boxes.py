"""What is drawn on the form of a case: boxes to cross, fields to write in, lines and words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportlab.pdfbase.pdfmetrics import stringWidth

from omi_desktop.instrument.model import ValueType
from omi_desktop.report.pdf_type import BLACK, BOLD, GREY, RULE, TEXT, WHITE, printable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportlab.lib.colors import Color
    from reportlab.pdfgen.canvas import Canvas

    from omi_desktop.report.case_form import Asked, Box

LINE = 16
"""How high a row of boxes is."""

_BOX = 10.5
_APART = 8
_LABEL = 8.2


@dataclass(frozen=True, slots=True)
class Row:
    """Boxes that stand beside one another."""

    boxes: tuple[tuple[Box, float], ...]


def rows_of(boxes: Sequence[Box], width: float) -> tuple[Row, ...]:
    """Return the boxes in rows, each box where it stands in its row."""
    rows: list[list[tuple[Box, float]]] = []
    x = width + 1
    for box in boxes:
        wide = (
            _BOX + 4 + stringWidth(printable(box.label), BOLD if box.is_crossed else TEXT, _LABEL)
        )
        if x + wide > width:
            rows.append([])
            x = 0
        rows[-1].append((box, x))
        x += wide + _APART
    return tuple(Row(tuple(row)) for row in rows)


def draw_rows(canvas: Canvas, rows: Sequence[Row], x: float, top: float) -> None:
    """Draw rows of boxes, the first with its upper edge at `top`."""
    for place, row in enumerate(rows):
        y = top - place * LINE - _BOX - 2.5
        for box, offset in row.boxes:
            _draw_box(canvas, box, x + offset, y)


def _draw_box(canvas: Canvas, box: Box, x: float, y: float) -> None:
    field(canvas, x, y, _BOX, _BOX)
    if box.is_crossed:
        canvas.setLineWidth(1.6)
        canvas.setStrokeColor(BLACK)
        canvas.line(x + 1.8, y + 1.8, x + _BOX - 1.8, y + _BOX - 1.8)
        canvas.line(x + 1.8, y + _BOX - 1.8, x + _BOX - 1.8, y + 1.8)
    else:
        canvas.setFillColor(GREY)
        canvas.setFont(TEXT, 6.2)
        canvas.drawCentredString(x + _BOX / 2, y + 3.2, box.key)
    face = BOLD if box.is_crossed else TEXT
    write(canvas, x + _BOX + 4, y + 2.4, printable(box.label), face, _LABEL, BLACK)


def draw_field(canvas: Canvas, asked: Asked, x: float, top: float) -> None:
    """Draw the room for a day, a number or some words, and what was written there."""
    y = top - 20
    if asked.kind is ValueType.DATE:
        year, month, day = [*asked.written.split("-"), "", "", ""][:3]
        for label, written, wide in (("day", day, 30), ("month", month, 30), ("year", year, 44)):
            field(canvas, x, y, wide, 18)
            write(canvas, x + 6, y + 5, written, TEXT, 10, BLACK)
            write(canvas, x + wide + 3, y + 5, label, TEXT, 7.5, GREY)
            x += wide + 30
        return
    wide = 60 if asked.kind is ValueType.NUMBER else 150
    field(canvas, x, y, wide, 18)
    write(canvas, x + 6, y + 5, printable(asked.written)[:60], TEXT, 10, BLACK)


def field(canvas: Canvas, x: float, y: float, wide: float, high: float) -> None:
    """Draw an empty field to write in."""
    canvas.setStrokeColor(BLACK)
    canvas.setFillColor(WHITE)
    canvas.setLineWidth(0.7)
    canvas.rect(x, y, wide, high, stroke=1, fill=1)


def rule(canvas: Canvas, y: float, width: float) -> None:
    """Draw a line from the left edge."""
    canvas.setStrokeColor(RULE)
    canvas.setLineWidth(0.5)
    canvas.line(0, y, width, y)


def write(
    canvas: Canvas, x: float, y: float, words: str, face: str, size: float, colour: Color
) -> None:
    """Draw words on a line."""
    canvas.setFillColor(colour)
    canvas.setFont(face, size)
    canvas.drawString(x, y, words)
