"""Words on the page: paragraphs that know which element of the structure they stand for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from reportlab.lib.styles import ParagraphStyle as Style
from reportlab.platypus import Paragraph

from omi_desktop.report.pdf_pages import pages_of
from omi_desktop.report.pdf_type import marked_up, printable

if TYPE_CHECKING:
    from reportlab.platypus.flowables import Flowable

    from omi_desktop.report import model
    from omi_desktop.report.pdf_tags import Element

_COUNT = re.compile(r"(?<=\d) of (?=\d)")
_LONG_HEADING = 800
"""A heading of so many characters fills half a page in the largest face."""
_UNFINISHED = ("_SplitWord", "_SplitWordH")
"""How reportlab calls the part of a word that goes on in the next line."""


class Words(Paragraph):
    """A paragraph that is content of an element, on however many pages it comes to stand.

    It is broken into lines with hard spaces and drawn with plain ones, so that a search of the
    printed text finds the words as anyone would type them. For those who hear it read, each line
    ends in a space: else its last word and the first of the next line would run together.
    """

    element: Element | None = None
    label: Element | None = None
    _goes_on = False
    _drawn = False

    def split(self, width: float, height: float) -> list[Flowable]:
        """Return the parts for this page and the next, both content of the same element."""
        parts = super().split(width, height)
        for part in parts:
            if isinstance(part, Words):
                part.element, part.label = self.element, self.label
                part._goes_on = part is not parts[-1] or self._goes_on
        return parts

    def draw(self) -> None:
        """Draw the lines; drawn again, as the head of a table is, they are not read again."""
        canvas = pages_of(self.canv)
        # Lines are (room, words) where the text has one face, and fragments where it has more.
        laid: Any = self.blPara  # type: ignore[attr-defined]
        if self.element is None or self._drawn:
            with canvas.artifact("Pagination"):
                super().draw()
        elif laid.lines:
            self._drawn = True
            for place, line in enumerate(laid.lines, 1):
                _finish(line, goes_on=place < len(laid.lines) or self._goes_on)
            with canvas.content(self.element, self.label if self.bulletText else None):
                super().draw()


class HeadingLine(Words):
    """A heading that tells the canvas where it came to stand."""

    heading: model.Heading | None = None
    key = ""

    def split(self, width: float, height: float) -> list[Flowable]:
        """Return the parts for this page and the next; only the first is arrived at."""
        parts = super().split(width, height)
        if parts and isinstance(parts[0], HeadingLine):
            parts[0].heading, parts[0].key = self.heading, self.key
        return parts

    def draw(self) -> None:
        """Draw the heading and bookmark it."""
        canvas = pages_of(self.canv)
        if self.heading is not None:
            if self.heading.level == 1:
                canvas.begin_part(self.heading.text, self.height)
            if self.key:
                level = min(self.heading.level, 2) - 1
                canvas.arrive(self.key, printable(self.heading.text), level, self.height)
        super().draw()


def words(text: str, style: Style, element: Element) -> Words:
    """Return plain text as a paragraph that stands for the element."""
    paragraph = Words(marked_up(text), style)
    paragraph.element = element
    return paragraph


def prose(text: str, style: Style, element: Element) -> Words:
    """Return continuous text, in which counts such as "43 of 61" stay on one line."""
    paragraph = Words(_COUNT.sub("\u00a0of\u00a0", marked_up(text)), style)
    paragraph.element = element
    return paragraph


def item(text: str, style: Style, bullet: str, listed: Element) -> Words:
    """Return an item of the list `listed`, with its bullet or letter."""
    element = listed.add("LI")
    label = element.add("Lbl")
    paragraph = prose(text, style, element.add("LBody"))
    paragraph.bulletText = bullet
    paragraph.label = label
    return paragraph


def heading_line(heading: model.Heading, key: str, style: Style, element: Element) -> HeadingLine:
    """Return a heading, bookmarked as `key` unless that is ""."""
    if len(heading.text) > _LONG_HEADING:
        # Kept with what follows, a heading higher than a page would be moved on without end.
        style = Style(f"{style.name}-long", style, keepWithNext=0)
    line = HeadingLine(marked_up(heading.text), style)
    line.heading, line.key, line.element = heading, key, element
    return line


def _finish(line: Any, *, goes_on: bool) -> None:
    """Give a line plain spaces, and one at its end unless that is inside a word."""
    if isinstance(line, tuple):
        drawn = [word.replace("\u00a0", " ") for word in line[1]]
        if goes_on and drawn and type(line[1][-1]).__name__ not in _UNFINISHED:
            # Not as a word of its own: the number of words spaces a line that is set tight.
            drawn[-1] += " "
        line[1][:] = drawn
        return
    for fragment in line.words:
        fragment.text = fragment.text.replace("\u00a0", " ")
    if goes_on and line.words:
        line.words[-1].text += " "
