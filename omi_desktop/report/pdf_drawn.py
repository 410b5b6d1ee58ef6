"""The pieces of the printed report that are drawn by hand: cover, contents, headings, marks."""

from __future__ import annotations

import re
from typing import Any

from reportlab.lib.colors import Color
from reportlab.lib.styles import ParagraphStyle as Style
from reportlab.lib.units import mm
from reportlab.platypus import Paragraph
from reportlab.platypus.flowables import Flowable

from omi_desktop.report import model
from omi_desktop.report.pdf_pages import HEIGHT, MARGIN, TEXT_WIDTH, WIDTH, pages_of
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
    marked_up,
    printable,
)


class CoverPage(Flowable):
    """The first page: a band of ink with the title, and the lines at its foot."""

    def __init__(self, cover: model.Cover) -> None:
        super().__init__()
        self._cover = cover

    def wrap(self, *_: float) -> tuple[float, float]:
        """Return the whole page."""
        return WIDTH, HEIGHT

    def draw(self) -> None:
        """Draw the cover."""
        canvas = pages_of(self.canv)
        band = HEIGHT * 0.52
        canvas.setFillColor(INK)
        canvas.rect(0, HEIGHT - band, WIDTH, band, stroke=0, fill=1)
        canvas.setFillColor(BELOW)
        canvas.rect(0, HEIGHT - band - 2 * mm, WIDTH, 2 * mm, stroke=0, fill=1)
        bottom = HEIGHT - band + 18 * mm
        bottom += self._line(self._cover.area, bottom, BOLD, 40, WHITE)
        bottom += self._line(self._cover.title, bottom + 3 * mm, TEXT, 18, PALE) + 3 * mm
        self._line(self._cover.programme, HEIGHT - 38 * mm, BOLD, 13, WHITE)
        top = HEIGHT - band - 19 * mm
        for words in self._cover.lines:
            paragraph, height = self._paragraph(words, TEXT, 13, INK)
            paragraph.drawOn(self.canv, MARGIN, top - height)
            top -= height + 2 * mm

    def _line(self, words: str, bottom: float, font: str, size: float, colour: Color) -> float:
        paragraph, height = self._paragraph(words, font, size, colour)
        paragraph.drawOn(self.canv, MARGIN, bottom)
        return height

    def _paragraph(
        self, words: str, font: str, size: float, colour: Color
    ) -> tuple[Paragraph, float]:
        style = Style("cover", fontName=font, fontSize=size, leading=size * 1.2, textColor=colour)
        paragraph = Paragraph(marked_up(words), style)
        _, height = paragraph.wrapOn(self.canv, TEXT_WIDTH, HEIGHT)
        return paragraph, float(height)


class ContentsLine(Flowable):
    """A line of the table of contents: title, dots, page; a click leads there."""

    def __init__(self, heading: model.Heading, key: str) -> None:
        super().__init__()
        self._key = key
        self._part = heading.level == 1
        font, indent = (BOLD, 0) if self._part else (TEXT, 14)
        self._indent = indent
        self._title = Paragraph(
            marked_up(heading.text),
            Style(
                "contents", fontName=font, fontSize=10, leading=13, leftIndent=indent, textColor=INK
            ),
        )
        self.spaceBefore = 5 if self._part else 1

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
        canvas.setStrokeColor(RULE)
        canvas.setLineWidth(0.8)
        canvas.setDash(0.8, 3)
        if end + 6 < self.width - 30:
            canvas.line(end + 6, 4, self.width - 26, 4)
        canvas.setDash()
        canvas.draw_number_of(self._key, self.width, 3, 10)
        canvas.linkRect("", self._key, (0, 0, self.width, self.height), relative=1)


class HeadingLine(Paragraph):
    """A heading that tells the canvas where it came to stand."""

    def __init__(self, heading: model.Heading, key: str, style: Style) -> None:
        super().__init__(marked_up(heading.text), style)
        self._heading = heading
        self._key = key

    def draw(self) -> None:
        """Draw the heading and bookmark it."""
        canvas = pages_of(self.canv)
        if self._heading.level == 1:
            canvas.part = self._heading.text
        if self._key:
            canvas.arrive(self._key, printable(self._heading.text), min(self._heading.level, 2) - 1)
        super().draw()


_COUNT = re.compile(r"(?<=\d) of (?=\d)")


def prose(text: str, style: Style, bullet: str | None = None) -> Prose:
    """Return plain text as a paragraph in which counts stay on one line."""
    return Prose(_COUNT.sub("\u00a0of\u00a0", marked_up(text)), style, bulletText=bullet)


class Prose(Paragraph):
    """A paragraph in which no line ends inside "43 of 61".

    It is broken into lines with hard spaces and drawn with plain ones, so that a search of the
    printed text finds the words as anyone would type them.
    """

    def draw(self) -> None:
        """Draw the lines."""
        # Lines are (room, words) where the text has one face, and fragments where it has more.
        laid: Any = self.blPara  # type: ignore[attr-defined]
        for line in laid.lines:
            if isinstance(line, tuple):
                line[1][:] = [word.replace("\u00a0", " ") for word in line[1]]
            else:
                for fragment in line.words:
                    fragment.text = fragment.text.replace("\u00a0", " ")
        super().draw()


class ScoreMark(Flowable):
    """The score or rating in a frame, and beside it what it rests on."""

    def __init__(self, mark: model.Mark) -> None:
        super().__init__()
        self._mark = mark
        self.spaceBefore, self.spaceAfter = 2, 6

    def wrap(self, width: float, _: float) -> tuple[float, float]:
        """Return one line's room."""
        return width, 25

    def draw(self) -> None:
        """Draw the frame and the words."""
        canvas = pages_of(self.canv)
        below = bool(self._mark.below_line)
        words = printable(self._mark.text)
        width = max(52.0, canvas.stringWidth(words, BOLD, 13) + 20)
        canvas.setLineWidth(1.1)
        canvas.setStrokeColor(BELOW if below else ABOVE)
        canvas.setFillColor(BELOW_PALE if below else PALE)
        canvas.roundRect(0.6, 1, width, 23, 3, stroke=1, fill=1)
        canvas.setFillColor(BELOW if below else INK)
        canvas.setFont(BOLD, 13)
        canvas.drawCentredString(width / 2 + 0.6, 8, words)
        canvas.setFillColor(GREY)
        canvas.setFont(TEXT, 9)
        canvas.drawString(width + 9, 9, printable(self._mark.meaning))
