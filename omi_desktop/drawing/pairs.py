"""Pairs of horizontal bars: an outlined one above a filled one, which need no colour."""

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
    Words,
    leading,
    wrapped,
)

_THICK, _EDGE, _APART = 0.5, 0.15, 0.1
_MARGIN, _BETWEEN = 0.6, 0.9
_WORDS = 0.6
"""At most so much of the width is for the figures beside a title."""


@dataclass(frozen=True, slots=True)
class PairedBar:
    """One pair: how long each bar is, in any one unit, and the figures beside them.

    `outlined` is None where there is nothing to compare with. `spoken` is the pair as a screen
    reader says it; `name` is what it is opened by, where that is not its title.
    """

    title: str
    outlined: float | None
    filled: float
    words: str
    spoken: str
    name: str = ""

    @property
    def key(self) -> str:
        """Return what the pair is opened by."""
        return self.name or self.title


@dataclass(frozen=True, slots=True)
class Pairs:
    """What a chart shows, before anything of it has a place.

    A bar as long as `full` fills the width, or the longest of all where that is 0. `keys` tell
    what the outlined and the filled bars mean.
    """

    bars: tuple[PairedBar, ...] = ()
    keys: tuple[str, str] = ("", "")
    heading: str = ""
    full: float = 0.0

    @property
    def spoken(self) -> str:
        """Return every pair in words."""
        return "; ".join(bar.spoken for bar in self.bars)

    @property
    def has_outlined(self) -> bool:
        """Tell whether any pair has something to compare with."""
        return any(bar.outlined is not None for bar in self.bars)

    @property
    def longest(self) -> float:
        """Return how long a bar is that fills the width."""
        found = (max(bar.filled, bar.outlined or 0) for bar in self.bars)
        return self.full or max(found, default=0) or 1


def drawn(chart: Pairs, width: float, lettering: Lettering) -> Drawing:
    """Return the chart, as wide as asked and as high as its pairs need."""
    if not chart.bars:
        return Drawing(width, 0, (), (), "")
    em = lettering.size(Face.LABEL)
    left, right = _MARGIN * em, width - _MARGIN * em
    shapes: list[Shape] = []
    places: list[Place] = []
    y = 0.3 * em
    if chart.heading:
        lines = wrapped(chart.heading, right - left, lettering, Face.TITLE)
        shapes += _lines(lines, left, y, lettering, Face.TITLE, Ink.TEXT)
        y += len(lines) * leading(lettering.size(Face.TITLE))
    legend, y = _legend(chart, left, right, y + 0.2 * em, lettering)
    shapes += legend
    for bar in chart.bars:
        row = _Row(chart, bar, left, right, y, lettering)
        shapes += row.shapes()
        places.append(Place(bar.key, y, row.height, bar.spoken))
        y += row.height
    return Drawing(width, y + 0.3 * em, tuple(shapes), tuple(places), chart.spoken)


class _Row:
    """A pair with the lines of its title and of its figures, and how high its row is."""

    def __init__(
        self,
        chart: Pairs,
        bar: PairedBar,
        left: float,
        right: float,
        top: float,
        lettering: Lettering,
    ) -> None:
        self._chart, self._bar, self._lettering = chart, bar, lettering
        self._left, self._right, self._top = left, right, top
        em = self._em = lettering.size(Face.LABEL)
        wide, apart = right - left, _BETWEEN * em if bar.words else 0
        least = wide - apart - lettering.width(bar.title, Face.LABEL)
        beside = min(lettering.width(bar.words, Face.NOTE), max(wide * _WORDS, least))
        label, note = self._broken(wide - apart - beside, beside)
        words = max(self._tall(label, ()), self._tall((), note))
        below = self._broken(wide, wide)
        # In a narrow chart of large letters fewer lines are broken where the figures stand below.
        self._is_below = self._tall(*below) < words
        if self._is_below:
            label, note = below
            words = self._tall(label, note)
        self._label, self._note = label, note
        self._bars = top + lettering.gap / 2 + words + 0.2 * em
        each = _THICK + _APART
        bars = 2 * each if chart.has_outlined else each
        self.height = lettering.gap + words + (0.2 + bars) * em

    def shapes(self) -> Iterator[Shape]:
        bar, top = self._bar, self._top + self._lettering.gap / 2
        yield from _lines(self._label, self._left, top, self._lettering, Face.LABEL, Ink.TEXT)
        x, anchor = (self._left, Anchor.START) if self._is_below else (self._right, Anchor.END)
        top += self._tall(self._label, ()) if self._is_below else 0
        yield from _lines(self._note, x, top, self._lettering, Face.NOTE, Ink.QUIET, anchor)
        y, tall = self._bars, _THICK * self._em
        if bar.outlined is not None:
            yield from _outlined(self._left, y, self._long(bar.outlined), tall, self._em)
            y += tall + _APART * self._em
        if bar.filled:
            yield Rectangle(self._left, y, self._long(bar.filled), tall, Ink.FILLED)

    def _broken(self, label: float, note: float) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return title and figures in lines of these widths."""
        return (
            wrapped(self._bar.title, label, self._lettering, Face.LABEL),
            wrapped(self._bar.words, note, self._lettering, Face.NOTE),
        )

    def _tall(self, label: tuple[str, ...], note: tuple[str, ...]) -> float:
        """Return how high lines are that stand under one another."""
        small = leading(self._lettering.size(Face.NOTE))
        return len(label) * leading(self._em) + len(note) * small

    def _long(self, value: float) -> float:
        return (self._right - self._left) * value / self._chart.longest


def _outlined(x: float, y: float, wide: float, tall: float, em: float) -> Iterator[Shape]:
    # The edge is drawn inside, so that a bar of nothing is a thin line and no box.
    thick = _EDGE * em
    inner = max(wide - thick, 0)
    yield Rectangle(
        x + thick / 2, y + thick / 2, inner, tall - thick, Ink.PAPER, Ink.OUTLINE, thick
    )


def _legend(
    chart: Pairs, left: float, right: float, top: float, lettering: Lettering
) -> tuple[list[Shape], float]:
    """Return the kinds of bars that there are with their words, and where the legend ends."""
    em, small = lettering.size(Face.LABEL), lettering.size(Face.NOTE)
    line, side = leading(small), small * 0.75
    kinds = [(chart.keys[1], True)]
    if chart.has_outlined:
        kinds.insert(0, (chart.keys[0], False))
    shapes: list[Shape] = []
    x, y = left, top
    for words, filled in kinds:
        wide = 2 * side + 0.5 * em + lettering.width(words, Face.NOTE)
        if x > left and x + wide > right:
            x, y = left, y + line
        mark = y + (line - side) / 2
        if filled:
            shapes.append(Rectangle(x, mark, 2 * side, side, Ink.FILLED))
        else:
            shapes += _outlined(x, mark, 2 * side, side, em)
        shapes += _lines((words,), x + 2 * side + 0.5 * em, y, lettering, Face.NOTE, Ink.QUIET)
        x += wide + 1.4 * em
    return shapes, y + line + 0.3 * em


def _lines(
    lines: Sequence[str],
    x: float,
    top: float,
    lettering: Lettering,
    face: Face,
    ink: Ink,
    anchor: Anchor = Anchor.START,
) -> Iterator[Shape]:
    size = lettering.size(face)
    for place, words in enumerate(lines):
        yield Words(x, top + size * 0.95 + place * leading(size), words, face, ink, anchor)
