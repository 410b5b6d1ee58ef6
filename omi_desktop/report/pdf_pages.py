"""The pages of the printed report: frames, running heads, numbered feet, bookmarks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, cast

from reportlab.lib.enums import TA_LEFT, TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph

from omi_desktop.report.model import Cover
from omi_desktop.report.pdf_description import LANGUAGE, PROGRAM
from omi_desktop.report.pdf_tags import TaggedCanvas
from omi_desktop.report.pdf_type import BELOW, BOLD, GREY, INK, RULE, TEXT, marked_up, printable

if TYPE_CHECKING:
    from io import BytesIO

    from reportlab.pdfgen.canvas import Canvas

    from omi_desktop.report.model import Metadata, Report

WIDTH, HEIGHT = A4
MARGIN = 22 * mm
TEXT_WIDTH = WIDTH - 2 * MARGIN
TEXT_HEIGHT = HEIGHT - 52 * mm
COVER, BODY = "cover", "body"
_FOOT = 14 * mm
_HEAD = HEIGHT - 15 * mm
_TOP = HEIGHT - 26 * mm
_SMALL = 8
_HEAD_WIDTH = TEXT_WIDTH - 12
"""What the two sides of the running head have together: they never touch."""
_OVER = 6
"""How far over a heading a bookmark leads, so that the heading does not stand at the very edge."""


class Pages(TaggedCanvas):
    """A canvas that knows on which page each heading came to stand.

    Page numbers that are not known yet are drawn as named forms, which are filled when the last
    page is done: one pass over the text is enough, however long it is.
    """

    def __init__(self, *arguments: Any, part: str = "", **named: Any) -> None:
        named["initialFontName"] = TEXT
        # The scope of the headings of a table is a word of PDF since 1.5, the tab order too.
        named["pdfVersion"] = (1, 7)
        super().__init__(*arguments, **named)
        self.part = part
        self.head = part
        self._numbers: dict[str, int] = {}
        self._awaited: list[tuple[str, float]] = []

    def arrive(self, key: str, title: str, level: int, height: float) -> None:
        """Note that the heading `key`, as high as this, stands here, and bookmark it."""
        self._numbers[key] = self.getPageNumber()
        _, top = self.absolutePosition(0, height)
        # Where on the page: several parts may begin on one.
        self.bookmarkPage(key, "XYZ", left=0, top=round(top + _OVER, 2))
        # Outlines may not skip a level: a criterion without a part above it becomes a part.
        self.addOutlineEntry(title, key, level=level, closed=level == 0)

    def begin_part(self, title: str, height: float) -> None:
        """Note that a part, whose heading is as high as this, begins here."""
        _, top = self.absolutePosition(0, height)
        self.part = title
        if top > _TOP - 1:
            # The running head names what the page begins with, not what else begins on it.
            self.head = title

    def showPage(self) -> None:  # noqa: N802 (reportlab's name)
        """End the page; the next begins in the part that this one ended in."""
        super().showPage()
        self.head = self.part

    def draw_number_of(self, key: str, x: float, y: float, size: float) -> None:
        """Draw the number of the page of the heading `key`, ending at `x`."""
        self._await(f"number-{key}", x, y, size)

    def draw_page_of_pages(self, x: float, y: float) -> None:
        """Draw "Page 3 of 41", ending at `x`."""
        self._await(f"page-{self.getPageNumber()}", x, y, _SMALL)

    def save(self) -> None:
        """Fill in the page numbers and write the file."""
        # The document has ended the last page, so what follows stands on none.
        pages = self.getPageNumber() - 1
        for name, size in self._awaited:
            kind, _, key = name.partition("-")
            words = str(self._numbers[key]) if kind == "number" else f"Page {key} of {pages}"
            self.beginForm(name, -120, -4, 1, size + 4)
            self.setFont(TEXT, size)
            self.setFillColor(GREY)
            self.drawRightString(0, 0, words)
            self.endForm()
        super().save()

    def _await(self, name: str, x: float, y: float, size: float) -> None:
        if name not in {known for known, _ in self._awaited}:
            self._awaited.append((name, size))
        self.saveState()
        self.translate(x, y)
        self.doForm(name)
        self.restoreState()


class SamplePages(Pages):
    """Pages of one part for the screen: untagged, and with “Preview” in place of their numbers."""

    def arrive(self, key: str, title: str, level: int, height: float) -> None:
        """Leave the bookmark out: a part may begin anywhere in the levels of the whole."""

    def draw_page_of_pages(self, x: float, y: float) -> None:
        """Draw “Preview”, ending at `x`."""
        self.setFont(TEXT, _SMALL)
        self.setFillColor(GREY)
        self.drawRightString(x, y, "Preview")

    def _write_structure(self) -> None:
        """Leave the structure out, which takes time: nobody has these pages read aloud."""


def pages_of(canvas: Canvas) -> Pages:
    """Return the canvas as what it is: a document is built on no other."""
    return cast("Pages", canvas)


def document(file: str | BytesIO, report: Report) -> BaseDocTemplate:
    """Return the empty document: body pages with head and foot, after a cover if it has one."""
    metadata = report.metadata
    shell = BaseDocTemplate(
        # The stubs know names of files only.
        cast("str", file),
        pagesize=A4,
        title=printable(metadata.title),
        author=printable(metadata.author),
        subject=printable(metadata.subject),
        keywords=[printable(metadata.keywords)],
        creator=PROGRAM,
        producer=PROGRAM,
        lang=LANGUAGE,
        displayDocTitle=True,
        initialFontName=TEXT,
        # The same report makes the same bytes; its date is that of the data cut, set below.
        invariant=1,
    )

    def on_cover(canvas: Canvas, _: BaseDocTemplate) -> None:
        cut = report.cut.at
        canvas.setDateFormatter(lambda *_: f"D:{cut:%Y%m%d%H%M%S}+00'00'")
        with pages_of(canvas).artifact("Pagination"):
            _foot(canvas, metadata, numbered=False)

    def on_body(canvas: Canvas, _: BaseDocTemplate) -> None:
        with pages_of(canvas).artifact("Pagination"):
            _head(canvas, metadata)
            _foot(canvas, metadata, numbered=True)
            pages_of(canvas).draw_page_of_pages(WIDTH - MARGIN, _FOOT)

    edges = {"leftPadding": 0, "rightPadding": 0, "topPadding": 0, "bottomPadding": 0}
    cover = Frame(0, 0, WIDTH, HEIGHT, id=COVER, **edges)
    body = Frame(MARGIN, _TOP - TEXT_HEIGHT, TEXT_WIDTH, TEXT_HEIGHT, id=BODY, **edges)
    # Heads and feet are drawn when a page ends, when it is known which part it belongs to.
    if any(isinstance(block, Cover) for block in report.blocks):
        shell.addPageTemplates(PageTemplate(COVER, [cover], onPageEnd=on_cover))
    shell.addPageTemplates(PageTemplate(BODY, [body], onPageEnd=on_body))
    return shell


def _head(canvas: Canvas, metadata: Metadata) -> None:
    canvas.saveState()
    left, right = printable(metadata.running_head), printable(pages_of(canvas).head)
    # The left ends in the name of the area, so it is the right that makes room where both are long.
    left = _cut(canvas, left, max(2 / 3 * _HEAD_WIDTH, _HEAD_WIDTH - _measured(canvas, right)))
    right = _cut(canvas, right, _HEAD_WIDTH - _measured(canvas, left))
    _line(canvas, left, MARGIN, TA_LEFT)
    _line(canvas, right, MARGIN, TA_RIGHT)
    canvas.setStrokeColor(RULE)
    canvas.setLineWidth(0.5)
    canvas.line(MARGIN, _HEAD - 5, WIDTH - MARGIN, _HEAD - 5)
    canvas.restoreState()


def _measured(canvas: Canvas, words: str) -> float:
    return canvas.stringWidth(words, TEXT, _SMALL)


def _cut(canvas: Canvas, words: str, width: float) -> str:
    """Return the words, those at the end left out where the width does not hold all."""
    if _measured(canvas, words) <= width:
        return words
    while words and _measured(canvas, f"{words}…") > width:
        shorter = words.rpartition(" ")[0]
        words = shorter or words[:-1]
    return f"{words.rstrip(' ,:;')}…"


def _line(canvas: Canvas, words: str, x: float, side: Literal[0, 2]) -> None:
    """Draw one side of the head."""
    style = ParagraphStyle(
        "head", fontName=TEXT, fontSize=_SMALL, leading=_SMALL + 2, textColor=GREY, alignment=side
    )
    line = Paragraph(marked_up(words), style)
    # The symbol face may be wider than it was measured: then the line may use what is left.
    line.wrapOn(canvas, TEXT_WIDTH, HEIGHT)
    line.drawOn(canvas, x, _HEAD - 2)


def _foot(canvas: Canvas, metadata: Metadata, *, numbered: bool) -> None:
    canvas.saveState()
    left = MARGIN
    if metadata.draft:
        canvas.setFont(BOLD, _SMALL)
        canvas.setFillColor(BELOW)
        canvas.drawString(left, _FOOT, metadata.draft)
        left += canvas.stringWidth(f"{metadata.draft}   ", BOLD, _SMALL)
    canvas.setFont(TEXT, _SMALL)
    canvas.setFillColor(GREY if numbered else INK)
    canvas.drawString(left, _FOOT, printable(metadata.foot))
    canvas.restoreState()
