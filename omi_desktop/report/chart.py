"""Chart 1 as a vector drawing, made from plain numbers.

Below the line of priority for improvement a bar is hatched as well as orange, so that the chart
can be read in grey and by people who do not tell the colours apart.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from reportlab.graphics.shapes import Drawing, Group, Line, Rect, String
from reportlab.lib.utils import simpleSplit

from omi_desktop.report.pdf_type import (
    ABOVE,
    BELOW,
    BELOW_PALE,
    BLACK,
    BOLD,
    GREY,
    INK,
    ITALIC,
    RULE,
    TEXT,
    WHITE,
    printable,
    register,
)
from omi_desktop.report.wording import NOT_SCORED

if TYPE_CHECKING:
    from reportlab.lib.colors import Color

    from omi_desktop.report.model import Bar, Chart

_SIZE = 8.3
_LEADING = 9.6
_BAR = 10.0
_GAP = 6.0
_SECTION = 19.0
_HEAD = 20.0
_FOOT = 38.0
_LABELS = 0.42
_NOTES = 0.17
_HATCH = 3.6


def drawing(chart: Chart, width: float) -> Drawing:
    """Return the chart, as wide as asked and as high as its bars need."""
    register()
    labels = {bar.label: _lines(bar, width * _LABELS - 8) for bar in chart.bars}
    shown = [
        (title, bars)
        for section, title in chart.sections
        if (bars := [bar for bar in chart.bars if bar.section == section])
    ]
    heights = {bar.label: max(_BAR, len(labels[bar.label]) * _LEADING) for bar in chart.bars}
    plot = sum(heights.values()) + _GAP * len(chart.bars) + _SECTION * len(shown)
    whole = Drawing(width, _FOOT + plot + _HEAD)
    # Else the drawing starts in a typeface that is not embedded; the stubs do not know the name.
    whole.initialFontName = TEXT  # type: ignore[attr-defined]
    scale = _Scale(left=width * _LABELS, right=width * (1 - _NOTES))
    whole.add(_axis(scale, plot))
    top = _FOOT + plot
    for title, bars in shown:
        top -= _SECTION
        whole.add(_text(0, top - 1, printable(title), BOLD, GREY))
        for bar in bars:
            top -= heights[bar.label] + _GAP
            whole.add(_row(bar, labels[bar.label], top, heights[bar.label], scale, width))
    whole.add(_line_of_priority(chart, scale, plot))
    whole.add(_legend(scale.left))
    return whole


class _Scale:
    """Where a percentage stands between the left and the right edge of the plot."""

    def __init__(self, left: float, right: float) -> None:
        self.left = left
        self.right = right

    def at(self, value: float) -> float:
        return self.left + (self.right - self.left) * value / 100


def _lines(bar: Bar, width: float) -> list[str]:
    words = printable(f"{bar.label} {bar.title}")
    return [str(line) for line in simpleSplit(words, TEXT, _SIZE, width)]


def _row(
    bar: Bar, label: list[str], bottom: float, height: float, scale: _Scale, width: float
) -> Group:
    row = Group()
    middle = bottom + height / 2
    first = middle + (len(label) - 1) * _LEADING / 2 - _SIZE * 0.35
    for place, words in enumerate(label):
        row.add(_text(0, first - place * _LEADING, words, TEXT, BLACK))
    if bar.value is None:
        row.add(_text(scale.left + 4, middle - 3, NOT_SCORED, ITALIC, GREY))
        return row
    end = scale.at(bar.value)
    row.add(_bar(scale.left, end, middle - _BAR / 2, bar.below_line))
    # In a column of its own: beside the bar it would stand on the line whenever that is near.
    shown = f"{bar.value}%"
    row.add(
        _text(scale.right + 30, middle - 3, shown, BOLD, BELOW if bar.below_line else INK, "end")
    )
    row.add(_text(width, middle - 3, bar.note, TEXT, GREY, "end"))
    return row


def _bar(left: float, right: float, bottom: float, below_line: bool) -> Group:
    bar = Group()
    length = right - left
    if not below_line:
        bar.add(_rectangle(left, bottom, length, _BAR, ABOVE, ABOVE))
        return bar
    bar.add(_rectangle(left, bottom, length, _BAR, BELOW_PALE, BELOW))
    # Each stroke rises at 45 degrees and is cut where the bar ends.
    start = left - _BAR + _HATCH
    while start < right:
        from_x, to_x = max(start, left), min(start + _BAR, right)
        if to_x > from_x:
            bar.add(
                Line(
                    from_x,
                    bottom + from_x - start,
                    to_x,
                    bottom + to_x - start,
                    strokeColor=BELOW,
                    strokeWidth=0.7,
                )
            )
        start += _HATCH
    return bar


def _axis(scale: _Scale, plot: float) -> Group:
    axis = Group()
    for value in range(0, 101, 20):
        x = scale.at(value)
        axis.add(Line(x, _FOOT, x, _FOOT + plot, strokeColor=RULE, strokeWidth=0.5))
        axis.add(_text(x, _FOOT - 11, f"{value}%", TEXT, GREY, "middle"))
    return axis


def _line_of_priority(chart: Chart, scale: _Scale, plot: float) -> Group:
    x = scale.at(chart.line)
    group = Group()
    # Light under dark, so that the line shows on paper and on a bar alike.
    group.add(Line(x, _FOOT - 2, x, _FOOT + plot + 5, strokeColor=WHITE, strokeWidth=2.4))
    group.add(
        Line(
            x,
            _FOOT - 2,
            x,
            _FOOT + plot + 5,
            strokeColor=BLACK,
            strokeWidth=1.1,
            strokeDashArray=[4, 2],
        )
    )
    group.add(_text(x, _FOOT + plot + 9, chart.line_title, BOLD, BLACK, "middle"))
    return group


def _legend(left: float) -> Group:
    legend = Group()
    legend.add(_bar(left, left + 22, 4, below_line=False))
    legend.add(_text(left + 27, 6, "at or above the line", TEXT, BLACK))
    second = left + 122
    legend.add(_bar(second, second + 22, 4, below_line=True))
    legend.add(_text(second + 27, 6, "priority for improvement", TEXT, BLACK))
    return legend


def _rectangle(x: float, y: float, width: float, height: float, fill: Color, stroke: Color) -> Rect:
    shape = Rect(x, y, width, height)
    shape.fillColor = fill
    shape.strokeColor = stroke
    shape.strokeWidth = 0.8
    return shape


def _text(
    x: float,
    y: float,
    words: str,
    font: str,
    colour: Color,
    anchor: Literal["start", "middle", "end"] = "start",
) -> String:
    return String(x, y, words, fontName=font, fontSize=_SIZE, fillColor=colour, textAnchor=anchor)
