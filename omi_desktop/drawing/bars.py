"""A chart of horizontal bars from 0 to 100 with one line across, readable without colour.

Below the line a bar is hatched as well as orange. An interval, or the range of other areas, is a
whisker; what stands in the middle of it, if anything, is a diamond.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from omi_desktop.drawing.shapes import (
    Anchor,
    Drawing,
    Face,
    Ink,
    Lettering,
    Place,
    Rectangle,
    Shape,
    Stroke,
    Words,
    leading,
    wrapped,
)

SIDES = ("at or above the line", "below the line")
KEYS = ("at or above the line", "priority for improvement")
"""What the two kinds of bars mean, where the chart is of criteria."""

_BAR, _HATCH, _SECTION = 1.2, 0.43, 2.3
_LABELS, _NOTES = 0.42, 0.26
"""At most so much of the width is for the titles of the bars, and for what stands beside them."""
_LEAST_PLOT = 0.2
_EVERY = 20


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: `share` is 0 to 100, or None where there is nothing to draw.

    `low` and `high` are the ends of its whisker and `middle` a mark on it, on the same scale.
    `figure` is printed in place of the share where the share alone would say too much, `absent` in
    place of the bar where there is none.
    """

    id: str
    title: str
    share: int | None
    below_line: bool
    beside: str
    heading: str = ""
    """Printed above the bar where it begins a new block."""
    low: float | None = None
    high: float | None = None
    figure: str = ""
    middle: float | None = None
    absent: str = ""
    name: str = ""
    """What it is opened by, where that is not its id."""

    @property
    def key(self) -> str:
        """Return what the bar is opened by."""
        return self.name or self.id

    @property
    def shown(self) -> str:
        """Return the figure as it is printed."""
        return self.figure or ("–" if self.share is None else str(self.share))

    @property
    def label(self) -> str:
        """Return the title with the id before it, as it stands beside the bar."""
        return f"{self.id} {self.title}" if self.id else self.title

    @property
    def spoken(self) -> str:
        """Return the bar as a screen reader says it."""
        return ", ".join(filter(None, (f"{self.title} {self.shown}", self.beside)))


@dataclass(frozen=True, slots=True)
class Bars:
    """What a chart shows, before anything of it has a place; `keys` tell what the bars mean."""

    bars: tuple[Bar, ...] = ()
    line: int = 0
    line_title: str = ""
    keys: tuple[str, str] = KEYS

    @property
    def spoken(self) -> str:
        """Return every bar in words."""
        return "; ".join(bar.spoken for bar in self.bars)


def drawn(chart: Bars, width: float, lettering: Lettering) -> Drawing:
    """Return the chart, as wide as asked and as high as its bars need."""
    if not chart.bars:
        return Drawing(width, 0, (), (), "")
    return _Chart(chart, width, lettering).drawing()


@dataclass(frozen=True, slots=True)
class _Row:
    """A bar with the lines of its title and of what stands beside it, and where its row is."""

    bar: Bar
    label: tuple[str, ...]
    note: tuple[str, ...]
    top: float
    height: float

    @property
    def middle(self) -> float:
        return self.top + self.height / 2


class _Chart:
    """Finds the columns first, then the rows, then draws from back to front."""

    def __init__(self, chart: Bars, width: float, lettering: Lettering) -> None:
        self._chart = chart
        self._width = width
        self._lettering = lettering
        self._em = lettering.size(Face.LABEL)
        self._find_columns()
        self._rows = tuple(self._place_rows())
        last = self._rows[-1]
        self._foot = last.top + last.height

    def drawing(self) -> Drawing:
        em = self._em
        shapes: list[Shape] = [*self._axis()]
        for row in self._rows:
            shapes += self._draw_row(row)
        shapes += self._line()
        # Above the line, so that its dashes do not cut the ends of a whisker.
        for row in self._rows:
            shapes += self._whisker(row)
        legend, below = self._legend(self._foot + 2.1 * em)
        return Drawing(
            width=self._width,
            height=below + 0.4 * em,
            shapes=(*shapes, *legend),
            places=tuple(
                Place(row.bar.key, row.top, row.height, row.bar.spoken) for row in self._rows
            ),
            spoken=self._chart.spoken,
        )

    def _find_columns(self) -> None:
        em, letters, bars = self._em, self._lettering, self._chart.bars
        widest = max(letters.width(bar.label, Face.LABEL) for bar in bars)
        self._left = min(widest + 1.3 * em, self._width * _LABELS)
        beside = max(letters.width(bar.beside, Face.NOTE) for bar in bars)
        self._note_width = min(beside + 0.2 * em, self._width * _NOTES)
        figures = max(letters.width(bar.shown, Face.FIGURE) for bar in bars)
        self._note = self._width - self._note_width
        self._figure = self._note - 0.9 * em
        # Half of the last word of the axis stands beyond the plot.
        room = max(figures + 0.8 * em, letters.width("100%", Face.NOTE) / 2)
        least = self._left + self._width * _LEAST_PLOT
        self._right = max(self._figure - room, least)

    def _place_rows(self) -> Iterator[_Row]:
        em, letters, gap = self._em, self._lettering, self._lettering.gap
        line, small = leading(em), leading(letters.size(Face.NOTE))
        y = 1.9 * em
        for bar in self._chart.bars:
            if bar.heading:
                y += _SECTION * em
            label = wrapped(bar.label, self._left - 1.2 * em, letters, Face.LABEL)
            note = wrapped(bar.beside, self._note_width, letters, Face.NOTE)
            height = max(_BAR * em, len(label) * line, len(note) * small) + gap
            yield _Row(bar, label, note, y, height)
            y += height

    def _at(self, value: float) -> float:
        return self._left + (self._right - self._left) * value / 100

    def _axis(self) -> Iterator[Shape]:
        for value in range(0, 101, _EVERY):
            x = self._at(value)
            for top, bottom in self._free_of_headings(x):
                yield Stroke(x, top, x, bottom, Ink.RULE, self._em * 0.06)
            yield Words(
                x, self._foot + 1.3 * self._em, f"{value}%", Face.NOTE, Ink.QUIET, Anchor.MIDDLE
            )

    def _free_of_headings(self, x: float) -> Iterator[tuple[float, float]]:
        """Yield from where to where a line at `x` runs; it does not cross out a long heading."""
        em, top = self._em, self._rows[0].top
        for row in self._rows[1:]:
            end = 0.7 * em + self._lettering.width(row.bar.heading, Face.HEADING)
            if row.bar.heading and end > x:
                yield top, row.top - _SECTION * em
                top = row.top
        yield top, self._foot

    def _draw_row(self, row: _Row) -> Iterator[Shape]:
        bar, em, middle = row.bar, self._em, row.middle
        if bar.heading:
            yield Words(0.4 * em, row.top - 0.5 * em, bar.heading, Face.HEADING, Ink.QUIET)
        yield from self._lines(0.4 * em, middle, row.label, Face.LABEL, Ink.TEXT)
        if bar.share is not None:
            end = self._at(bar.share)
            yield from self._bar(self._left, end, middle - _BAR * em / 2, bar.below_line)
        elif bar.absent:
            yield from self._lines(
                self._left + 0.5 * em, middle, (bar.absent,), Face.NOTE, Ink.QUIET
            )
        if bar.share is not None or bar.figure or not bar.absent:
            ink = Ink.BELOW if bar.below_line else Ink.TEXT
            # In a column of its own: beside the bar it would stand on the line when that is near.
            yield Words(self._figure, middle + 0.36 * em, bar.shown, Face.FIGURE, ink, Anchor.END)
        # Last: who reads the words of a page in their order hears them as they stand in a row.
        yield from self._lines(self._note, middle, row.note, Face.NOTE, Ink.QUIET)

    def _lines(
        self, x: float, middle: float, lines: Sequence[str], face: Face, ink: Ink
    ) -> Iterator[Shape]:
        size = self._lettering.size(face)
        first = middle - (len(lines) - 1) * leading(size) / 2 + 0.36 * size
        for place, words in enumerate(lines):
            yield Words(x, first + place * leading(size), words, face, ink)

    def _bar(self, left: float, right: float, top: float, below_line: bool) -> Iterator[Shape]:
        em, tall = self._em, _BAR * self._em
        if not below_line:
            yield Rectangle(left, top, right - left, tall, Ink.ABOVE, Ink.ABOVE, em * 0.1)
            return
        yield Rectangle(left, top, right - left, tall, Ink.BELOW_PALE, Ink.BELOW, em * 0.1)
        # Each stroke rises at 45 degrees and is cut where the bar ends, so that no renderer needs
        # a pattern, which not every program draws.
        start, bottom = left - tall + _HATCH * em, top + tall
        while start < right:
            from_x, to_x = max(start, left), min(start + tall, right)
            if to_x > from_x:
                yield Stroke(
                    from_x,
                    bottom - (from_x - start),
                    to_x,
                    bottom - (to_x - start),
                    Ink.BELOW,
                    em * 0.085,
                )
            start += _HATCH * em

    def _line(self) -> Iterator[Shape]:
        em, x = self._em, self._at(self._chart.line)
        top = 1.5 * em
        # Light under dark, so that the line shows on paper and on a bar alike.
        for ink, thick, dashed in ((Ink.PAPER, 0.29, False), (Ink.TEXT, 0.13, True)):
            yield Stroke(x, top, x, self._foot + 0.2 * em, ink, em * thick, dashed)
        wide = self._lettering.width(self._chart.line_title, Face.HEADING) / 2
        middle = max(min(x, self._width - wide), wide)
        yield Words(middle, 1.1 * em, self._chart.line_title, Face.HEADING, Ink.TEXT, Anchor.MIDDLE)

    def _whisker(self, row: _Row) -> Iterator[Shape]:
        bar, em, middle = row.bar, self._em, row.middle
        if bar.low is not None and bar.high is not None:
            low, high = self._at(bar.low), self._at(bar.high)
            cap = 0.38 * em
            # Light under dark, so that it shows on the bar and on the paper alike.
            for ink, thick in ((Ink.PAPER, 0.34), (Ink.TEXT, 0.135)):
                yield Stroke(low, middle, high, middle, ink, em * thick)
                for x in (low, high):
                    yield Stroke(x, middle - cap, x, middle + cap, ink, em * thick)
        if bar.middle is not None:
            yield from self._diamond(self._at(bar.middle), middle)

    def _diamond(self, x: float, y: float) -> Iterator[Shape]:
        side = 0.36 * self._em
        corners = ((x - side, y), (x, y - side), (x + side, y), (x, y + side))
        for ink, thick in ((Ink.PAPER, 0.5), (Ink.TEXT, 0.2)):
            for one, other in zip(corners, (*corners[1:], corners[0]), strict=True):
                yield Stroke(*one, *other, ink, self._em * thick)

    def _legend(self, top: float) -> tuple[list[Shape], float]:
        """Return the two kinds of bars with their words, and where the legend ends."""
        em, letters = self._em, self._lettering
        shapes: list[Shape] = []
        x, y = self._left, top
        for words, below_line in zip(self._chart.keys, (False, True), strict=True):
            wide = 3.2 * em + letters.width(words, Face.NOTE)
            if x > self._left and x + wide > self._width:
                x, y = self._left, y + 1.7 * em
            shapes += self._bar(x, x + 2.6 * em, y, below_line)
            middle = y + _BAR * em / 2
            shapes += self._lines(x + 3.2 * em, middle, (words,), Face.NOTE, Ink.TEXT)
            x += wide + 1.6 * em
        return shapes, y + _BAR * em
