"""The pieces of the printed report that are drawn by hand: cover, contents, marks, figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab.lib.styles import ParagraphStyle as Style
from reportlab.lib.units import mm
from reportlab.platypus.flowables import Flowable

from omi_desktop.report.pdf_pages import HEIGHT, MARGIN, TEXT_WIDTH, WIDTH, pages_of
from omi_desktop.report.pdf_text import Words, words
from omi_desktop.report.pdf_type import (
    ABOVE,
    BELOW,
    BELOW_PALE,
    BOLD,
    GREY,
    INK,
    PALE,
    RULE,
    TEXT,
    WHITE,
    printable,
)

if TYPE_CHECKING:
    from reportlab.graphics.shapes import Drawing
    from reportlab.lib.colors import Color

    from omi_desktop.report import model
    from omi_desktop.report.pdf_tags import Element


class CoverPage(Flowable):
    """The first page: a band of ink with the title, and the lines at its foot."""

    def __init__(self, cover: model.Cover, structure: Element) -> None:
        super().__init__()
        self._programme = _cover_line(cover.programme, BOLD, 13, WHITE, structure)
        self._title = _cover_line(cover.title, TEXT, 18, PALE, structure)
        self._area = _cover_line(cover.area, BOLD, 40, WHITE, structure)
        self._lines = [_cover_line(line, TEXT, 13, INK, structure) for line in cover.lines]

    def wrap(self, *_: float) -> tuple[float, float]:
        """Return the whole page."""
        return WIDTH, HEIGHT

    def draw(self) -> None:
        """Draw the cover."""
        canvas = pages_of(self.canv)
        band = HEIGHT * 0.52
        with canvas.artifact():
            canvas.setFillColor(INK)
            canvas.rect(0, HEIGHT - band, WIDTH, band, stroke=0, fill=1)
            canvas.setFillColor(BELOW)
            canvas.rect(0, HEIGHT - band - 2 * mm, WIDTH, 2 * mm, stroke=0, fill=1)
        bottom = HEIGHT - band + 18 * mm
        bottom += self._draw(self._area, bottom)
        self._draw(self._title, bottom + 3 * mm)
        self._draw(self._programme, HEIGHT - 38 * mm)
        top = HEIGHT - band - 19 * mm
        for line in self._lines:
            top -= self._height(line)
            line.drawOn(self.canv, MARGIN, top)
            top -= 2 * mm

    def _draw(self, line: Words, bottom: float) -> float:
        height = self._height(line)
        line.drawOn(self.canv, MARGIN, bottom)
        return height

    def _height(self, line: Words) -> float:
        _, height = line.wrapOn(self.canv, TEXT_WIDTH, HEIGHT)
        return float(height)


def _cover_line(text: str, font: str, size: float, colour: Color, structure: Element) -> Words:
    style = Style("cover", fontName=font, fontSize=size, leading=size * 1.2, textColor=colour)
    return words(text, style, structure.add("P"))


class ContentsLine(Flowable):
    """A line of the table of contents: title, dots, page; a click leads there."""

    def __init__(self, heading: model.Heading, key: str, contents: Element) -> None:
        super().__init__()
        self._key = key
        self._words = printable(heading.text)
        self._link = contents.add("TOCI").add("Reference").add("Link")
        part = heading.level == 1
        font, indent = (BOLD, 0) if part else (TEXT, 14)
        self._indent = indent
        self._title = words(
            heading.text,
            Style(
                "contents", fontName=font, fontSize=10, leading=13, leftIndent=indent, textColor=INK
            ),
            self._link,
        )
        self.spaceBefore = 5 if part else 1

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Return the room of the title; the page stands beside its last line."""
        self.width = width
        _, self.height = self._title.wrap(width - 60, height)
        return width, self.height

    def draw(self) -> None:
        """Draw the line."""
        canvas = pages_of(self.canv)
        self._title.drawOn(canvas, 0, 0)
        end = self._indent + self._title.getActualLineWidths0()[-1]
        with canvas.artifact():
            canvas.setStrokeColor(RULE)
            canvas.setLineWidth(0.8)
            canvas.setDash(0.8, 3)
            if end + 6 < self.width - 30:
                canvas.line(end + 6, 4, self.width - 26, 4)
            canvas.setDash()
        with canvas.content(self._link):
            canvas.draw_number_of(self._key, self.width, 3, 10)
        canvas.link(self._link, self._words, self._key, (0, 0, self.width, self.height))


class ScoreMark(Flowable):
    """The score or rating in a frame, and beside it what it rests on."""

    def __init__(self, mark: model.Mark, element: Element) -> None:
        super().__init__()
        self._mark = mark
        self._element = element
        self.spaceBefore, self.spaceAfter = 2, 6

    def wrap(self, width: float, _: float) -> tuple[float, float]:
        """Return one line's room."""
        return width, 25

    def draw(self) -> None:
        """Draw the frame and the words."""
        canvas = pages_of(self.canv)
        below = bool(self._mark.below_line)
        shown = printable(self._mark.text)
        width = max(52.0, canvas.stringWidth(shown, BOLD, 13) + 20)
        with canvas.artifact():
            canvas.setLineWidth(1.1)
            canvas.setStrokeColor(BELOW if below else ABOVE)
            canvas.setFillColor(BELOW_PALE if below else PALE)
            canvas.roundRect(0.6, 1, width, 23, 3, stroke=1, fill=1)
        with canvas.content(self._element):
            canvas.setFillColor(BELOW if below else INK)
            canvas.setFont(BOLD, 13)
            left = (width - canvas.stringWidth(shown, BOLD, 13)) / 2 + 0.6
            # The space is not seen; it parts the score from what it rests on when both are read.
            canvas.drawString(left, 8, f"{shown} " if self._mark.meaning else shown)
            canvas.setFillColor(GREY)
            canvas.setFont(TEXT, 9)
            canvas.drawString(width + 9, 9, printable(self._mark.meaning))


class Figure(Flowable):
    """A drawing that is one figure of the structure, read by its alternative."""

    def __init__(self, drawing: Drawing, element: Element) -> None:
        super().__init__()
        self._drawing = drawing
        self._element = element

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Return the room of the drawing."""
        self.width, self.height = self._drawing.wrap(width, height)
        return self.width, self.height

    def draw(self) -> None:
        """Draw it, and note where: programs that let the page flow anew move it as a whole."""
        canvas = pages_of(self.canv)
        left, bottom = canvas.absolutePosition(0, 0)
        box = (left, bottom, left + self.width, bottom + self.height)
        self._element.owner = "Layout"
        self._element.attributes = {
            "Placement": "Block",
            "BBox": tuple(round(edge, 2) for edge in box),
        }
        with canvas.content(self._element):
            self._drawing.drawOn(canvas, 0, 0)
