"""A drawing: rectangles, strokes and words at their places, in inks that each renderer has.

Lengths are in whatever unit the letters are measured in; x runs to the right and y down the sheet.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Protocol, TypeAlias


class Ink(StrEnum):
    """What a colour is for; every renderer knows the colour of its own paper."""

    ABOVE = "above"
    BELOW = "below"
    BELOW_PALE = "below-pale"
    TEXT = "text"
    QUIET = "quiet"
    RULE = "rule"
    PAPER = "paper"
    FILLED = "filled"
    OUTLINE = "outline"


class Face(StrEnum):
    """The letters of a drawing, by what they are for."""

    TITLE = "title"
    LABEL = "label"
    FIGURE = "figure"
    NOTE = "note"
    HEADING = "heading"


class Anchor(StrEnum):
    """Which end of some words stands at their x."""

    START = "start"
    MIDDLE = "middle"
    END = "end"


class Lettering(Protocol):
    """How a renderer's letters measure; `gap` is the room that it wants between two rows."""

    gap: float

    def size(self, face: Face) -> float:
        """Return the size of the letters of a face."""

    def width(self, words: str, face: Face) -> float:
        """Return how wide some words are in a face."""


@dataclass(frozen=True, slots=True)
class Rectangle:
    """A filled rectangle, with an edge where `edge` names its ink."""

    x: float
    y: float
    width: float
    height: float
    fill: Ink
    edge: Ink | None = None
    thick: float = 0.8

    def moved(self, right: float, down: float) -> Rectangle:
        """Return it somewhere else."""
        return replace(self, x=self.x + right, y=self.y + down)


@dataclass(frozen=True, slots=True)
class Stroke:
    """A straight line."""

    x1: float
    y1: float
    x2: float
    y2: float
    ink: Ink
    thick: float
    dashed: bool = False

    def moved(self, right: float, down: float) -> Stroke:
        """Return it somewhere else."""
        return replace(
            self, x1=self.x1 + right, y1=self.y1 + down, x2=self.x2 + right, y2=self.y2 + down
        )


@dataclass(frozen=True, slots=True)
class Words:
    """Words on one line; y is their baseline."""

    x: float
    y: float
    words: str
    face: Face
    ink: Ink
    anchor: Anchor = Anchor.START

    def moved(self, right: float, down: float) -> Words:
        """Return them somewhere else."""
        return replace(self, x=self.x + right, y=self.y + down)


Shape: TypeAlias = Rectangle | Stroke | Words


@dataclass(frozen=True, slots=True)
class Place:
    """The part of a drawing that belongs to one thing in it, and how that thing is read aloud."""

    id: str
    top: float
    height: float
    spoken: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """Shapes in the order in which they are drawn, and all of it in words."""

    width: float
    height: float
    shapes: tuple[Shape, ...]
    places: tuple[Place, ...]
    spoken: str

    def under(self, y: float) -> int | None:
        """Return the number of the place at a height, or None between places."""
        found = (n for n, at in enumerate(self.places) if at.top <= y < at.top + at.height)
        return next(found, None)


def titled(drawing: Drawing, title: str, lettering: Lettering, margin: float) -> Drawing:
    """Return a drawing as it stands alone on a sheet: with a margin, and its title above it."""
    size = lettering.size(Face.TITLE)
    width = drawing.width + 2 * margin
    lines = wrapped(title, width - 2 * margin, lettering, Face.TITLE)
    head = margin + len(lines) * leading(size) + size / 2
    heading = [
        Words(margin, margin + size * 0.9 + place * leading(size), line, Face.TITLE, Ink.TEXT)
        for place, line in enumerate(lines)
    ]
    return Drawing(
        width=width,
        height=drawing.height + head + margin,
        shapes=(*heading, *(shape.moved(margin, head) for shape in drawing.shapes)),
        places=tuple(replace(place, top=place.top + head) for place in drawing.places),
        spoken=drawing.spoken,
    )


def leading(size: float) -> float:
    """Return how far the lines of letters of a size stand apart."""
    return size * 1.18


def wrapped(words: str, width: float, lettering: Lettering, face: Face) -> tuple[str, ...]:
    """Return some words in lines no wider than `width`; a word too long for a line is broken."""
    whole = " ".join(words.split())
    if lettering.width(whole, face) <= width:
        return (whole,) if whole else ()
    lines: list[str] = []
    line = ""
    for word in whole.split(" "):
        longer = f"{line} {word}" if line else word
        if lettering.width(longer, face) <= width:
            line = longer
            continue
        if line:
            lines.append(line)
        line = word
        while len(line) > 1 and lettering.width(line, face) > width:
            fits = next(
                (
                    n
                    for n in range(len(line) - 1, 1, -1)
                    if lettering.width(line[:n], face) <= width
                ),
                1,
            )
            lines.append(line[:fits])
            line = line[fits:]
    return (*lines, line) if line else tuple(lines)
