"""Rows and cells of the Word draft: what tables and charts are made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from omi_desktop.report.docx_styles import TEXT_WIDTH
from omi_desktop.report.docx_xml import element, text_run, writable
from omi_desktop.report.model import Align

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from docx.document import Document as WordDocument

WIDTH = round(TEXT_WIDTH.twips)
"""The width of the text, in twentieths of a point."""
TEXT, HEADING = "Table text", "Table heading"

_SIDES = {Align.LEFT: "left", Align.RIGHT: "right", Align.CENTRE: "center"}
_NO_BANDS, _FIRST_ROW, _FIRST_COLUMN = 0x0600, 0x0020, 0x0080


@dataclass(frozen=True, slots=True)
class Ground:
    """What a cell is filled with: a pattern of one colour on another, and lines at its sides."""

    pattern: str = "clear"
    colour: str = "auto"
    fill: str = ""
    lines: tuple[tuple[str, str, int, str], ...] = ()
    """Side, kind, eighths of a point, colour; in the order top, bottom, right."""


class Cells:
    """Cells for one document, in the styles of that document."""

    def __init__(self, document: WordDocument) -> None:
        self._ids = {style.name: style.style_id for style in document.styles}

    def cell(
        self,
        text: str,
        widths: Sequence[int],
        *,
        style: str = TEXT,
        align: Align = Align.LEFT,
        joined: bool = False,
        ground: Ground | None = None,
    ) -> Any:
        """Return a cell over so many columns; `joined` keeps it on one page with the next row."""
        properties = [element("tcW", w=sum(widths), type="dxa")]
        if len(widths) > 1:
            properties.append(element("gridSpan", val=len(widths)))
        if ground is not None:
            properties += _ground(ground)
        words = self._words(text, style, align, joined=joined)
        return element("tc", element("tcPr", *properties), words)

    def grid(
        self,
        style: str,
        widths: Sequence[int],
        rows: Iterable[Any],
        *,
        title: str = "",
        alternative: str = "",
        headed: bool,
    ) -> Any:
        """Return a table of rows; `headed` where the first of them is its head."""
        look = _NO_BANDS + _FIRST_COLUMN + (_FIRST_ROW if headed else 0)
        properties = element(
            "tblPr",
            element("tblStyle", val=self._ids[style]),
            element("tblW", w=sum(widths), type="dxa"),
            element("tblLayout", type="fixed"),
            element("tblLook", val=f"{look:04X}", firstRow=int(headed), firstColumn=1),
        )
        # Word reads both aloud, as it does for pictures.
        for tag, text in (("tblCaption", title), ("tblDescription", alternative)):
            if text:
                properties.append(element(tag, val=writable(text)))
        columns = element("tblGrid", *(element("gridCol", w=width) for width in widths))
        return element("tbl", properties, columns, *rows)

    def _words(self, text: str, style: str, align: Align, *, joined: bool) -> Any:
        properties = [element("pStyle", val=self._ids[style])]
        if joined:
            properties.append(element("keepNext"))
        if align is not Align.LEFT:
            properties.append(element("jc", val=_SIDES[align]))
        paragraph = element("p", element("pPr", *properties))
        for place, line in enumerate(writable(text).split("\n") if text else ()):
            if place:
                paragraph.append(element("r", element("br")))
            paragraph.append(text_run(line))
        return paragraph


def row(cells: Iterable[Any], *, head: bool = False, splits: bool = False) -> Any:
    """Return a row; `head` is repeated on every page, and only what `splits` goes on over two."""
    properties = []
    if not splits:
        properties.append(element("cantSplit"))
    if head:
        properties.append(element("tblHeader"))
    return element("tr", *([element("trPr", *properties)] if properties else []), *cells)


def _ground(ground: Ground) -> list[Any]:
    found = []
    if ground.lines:
        sides = [
            element(side, val=kind, sz=eighths, space=0, color=colour)
            for side, kind, eighths, colour in ground.lines
        ]
        found.append(element("tcBorders", *sides))
    if ground.fill:
        shade = element("shd", val=ground.pattern, color=ground.colour, fill=ground.fill)
        found.append(shade)
    return found
