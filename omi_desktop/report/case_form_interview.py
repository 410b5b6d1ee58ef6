"""The interview on the form of a case: its prompts in order, with what was noted or room for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Paragraph

from omi_desktop.report.pdf_type import BLACK, GREY, INK, ITALIC, RULE, TEXT, marked_up

if TYPE_CHECKING:
    from omi_desktop.report.case_form import Talked

_STEP = 17
_LINES = 2
_WORDS = ParagraphStyle("prompt", fontName=TEXT, fontSize=9, leading=11.5, textColor=BLACK)
_ASK = ParagraphStyle("ask", fontName=ITALIC, fontSize=7.8, leading=10, textColor=GREY)
_NOTE = ParagraphStyle("said", fontName=TEXT, fontSize=8.6, leading=11.4, textColor=INK)


class PromptToWrite(Flowable):
    """A prompt with the note on it, or with lines to write on."""

    def __init__(self, talked: Talked) -> None:
        super().__init__()
        self._parts = [Paragraph(marked_up(talked.text), _WORDS)]
        if talked.ask:
            self._parts.append(Paragraph(marked_up(talked.ask), _ASK))
        if talked.note:
            self._parts.append(Paragraph(marked_up(talked.note), _NOTE))
        self._lines = 0 if talked.note else _LINES

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Return the room that it takes."""
        self._high = [part.wrap(width, height)[1] for part in self._parts]
        self._wide = width
        return width, sum(self._high) + self._lines * _STEP + 9

    def draw(self) -> None:
        """Draw the words and below them the lines."""
        y = sum(self._high) + self._lines * _STEP + 4
        for part, high in zip(self._parts, self._high, strict=True):
            y -= high
            part.drawOn(self.canv, 0, y)
        self.canv.setStrokeColor(RULE)
        self.canv.setLineWidth(0.6)
        for _ in range(self._lines):
            y -= _STEP
            self.canv.line(0, y, self._wide, y)
