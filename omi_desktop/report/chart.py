"""Chart 1 on the page: the one drawing of bars, in the letters and colours of the report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, assert_never

from reportlab.graphics.shapes import Drawing, Line, Rect, String
from reportlab.pdfbase.pdfmetrics import stringWidth

from omi_desktop.drawing.bars import Bar, Bars, drawn
from omi_desktop.drawing.shapes import Anchor, Face, Ink, Rectangle, Stroke, Words, titled
from omi_desktop.drawing.svg import alone
from omi_desktop.placing import placed
from omi_desktop.report.pdf_type import (
    ABOVE,
    BELOW,
    BELOW_PALE,
    BLACK,
    BOLD,
    GREY,
    RULE,
    TEXT,
    WHITE,
    printable,
    register,
)
from omi_desktop.report.wording import NOT_SCORED

if TYPE_CHECKING:
    from pathlib import Path

    from reportlab.lib.colors import Color

    from omi_desktop.drawing.shapes import Drawing as Shapes
    from omi_desktop.drawing.shapes import Shape
    from omi_desktop.report.model import Chart

_ALONE, _MARGIN = 470.0, 12.0
_SIZE = 8.3
_TITLE = 9.6
_COLOURS: dict[Ink, Color] = {
    Ink.ABOVE: ABOVE,
    Ink.BELOW: BELOW,
    Ink.BELOW_PALE: BELOW_PALE,
    Ink.TEXT: BLACK,
    Ink.QUIET: GREY,
    Ink.RULE: RULE,
    Ink.PAPER: WHITE,
    Ink.FILLED: ABOVE,
    Ink.OUTLINE: GREY,
}
_FONTS = {
    Face.TITLE: BOLD,
    Face.LABEL: TEXT,
    Face.FIGURE: BOLD,
    Face.NOTE: TEXT,
    Face.HEADING: BOLD,
}
_ANCHORS: dict[Anchor, Literal["start", "middle", "end"]] = {
    Anchor.START: "start",
    Anchor.MIDDLE: "middle",
    Anchor.END: "end",
}


class PaperLettering:
    """The letters of the printed report, in points."""

    gap = 6.0

    def size(self, face: Face) -> float:
        """Return the size of the letters of a face."""
        return _TITLE if face is Face.TITLE else _SIZE

    def width(self, words: str, face: Face) -> float:
        """Return how wide some words are."""
        return stringWidth(words, _FONTS[face], self.size(face))


LETTERING = PaperLettering()


def shapes(chart: Chart, width: float) -> Shapes:
    """Return the drawing of a chart of the report, for the PDF and the web page alike."""
    register()
    titles = dict(chart.sections)
    order = list(titles)
    bars: list[Bar] = []
    section = ""
    for bar in sorted(chart.bars, key=lambda bar: order.index(bar.section)):
        heading = titles[bar.section] if bar.section != section else ""
        section = bar.section
        bars.append(
            Bar(
                id=printable(bar.label),
                title=printable(bar.title),
                share=bar.value,
                below_line=bar.below_line,
                beside=printable(bar.note) if bar.value is not None else "",
                heading=printable(heading),
                figure="" if bar.value is None else f"{bar.value}%",
                absent=NOT_SCORED,
            )
        )
    return drawn(Bars(tuple(bars), chart.line, printable(chart.line_title)), width, LETTERING)


def drawing(chart: Chart, width: float) -> Drawing:
    """Return the chart for a page, as wide as asked and as high as its bars need."""
    made = shapes(chart, width)
    whole = Drawing(made.width, made.height)
    # Else the drawing starts in a typeface that is not embedded; the stubs do not know the name.
    whole.initialFontName = TEXT  # type: ignore[attr-defined]
    for shape in made.shapes:
        whole.add(_on_page(shape, made.height))
    return whole


def write_svg(chart: Chart, path: Path) -> None:
    """Write the chart as a picture file to `path`, with its title above it and told in words."""
    title = printable(chart.title)
    sheet = titled(shapes(chart, _ALONE), title, LETTERING, _MARGIN)
    # A colour of reportlab calls itself “0x2f6299”.
    colours = {ink: f"#{str(colour.hexval())[2:]}" for ink, colour in _COLOURS.items()}
    with placed(path, "The picture") as beside:
        beside.write_bytes(alone(sheet, title, LETTERING, colours))


def _on_page(shape: Shape, height: float) -> Rect | Line | String:
    """Return a shape in the coordinates of a page, which run upwards."""
    match shape:
        case Rectangle():
            made = Rect(shape.x, height - shape.y - shape.height, shape.width, shape.height)
            made.fillColor = _COLOURS[shape.fill]
            made.strokeColor = _COLOURS[shape.edge] if shape.edge else None
            made.strokeWidth = shape.thick
            return made
        case Stroke():
            line = Line(shape.x1, height - shape.y1, shape.x2, height - shape.y2)
            line.strokeColor = _COLOURS[shape.ink]
            line.strokeWidth = shape.thick
            if shape.dashed:
                line.strokeDashArray = [4, 2]
            return line
        case Words():
            return String(
                shape.x,
                height - shape.y,
                shape.words,
                fontName=_FONTS[shape.face],
                fontSize=LETTERING.size(shape.face),
                fillColor=_COLOURS[shape.ink],
                textAnchor=_ANCHORS[shape.anchor],
            )
        case _:
            assert_never(shape)
