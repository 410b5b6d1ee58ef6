"""Pairs of bars: drawn to one scale, never cut, and read without colour."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from omi_desktop.drawing.pairs import PairedBar, Pairs, drawn
from omi_desktop.drawing.shapes import (
    Anchor,
    Drawing,
    Face,
    Ink,
    Rectangle,
    Shape,
    Stroke,
    Words,
)
from omi_desktop.drawing.svg import alone

SVG = "{http://www.w3.org/2000/svg}"


class Typewriter:
    """Letters that are all alike, so that a test can count them."""

    gap = 6.0

    def size(self, face: Face) -> float:
        return 10.0

    def width(self, words: str, face: Face) -> float:
        return 5.0 * len(words)


LETTERS = Typewriter()
ONE = PairedBar("Kendal", 0.5, 0.25, "3 (25%), list 20 (50%)", "Kendal: sample 3, list 20")
TWO = PairedBar("Sedbergh", 0.5, 1.0, "12 (100%), list 20 (50%)", "Sedbergh: sample 12, list 20")
CHART = Pairs((ONE, TWO), ("List", "Sample"), "By office")


def bars(drawing: Drawing, ink: Ink) -> list[Rectangle]:
    """Return the filled or the outlined bars without the one of the legend, which stands first."""
    found = [s for s in drawing.shapes if isinstance(s, Rectangle)]
    return [s for s in found if ink in (s.fill, s.edge)][1:]


def box(shape: Shape) -> tuple[float, float, float, float]:
    assert not isinstance(shape, Stroke)
    if isinstance(shape, Rectangle):
        edge = shape.thick / 2 if shape.edge else 0
        right, bottom = shape.x + shape.width + edge, shape.y + shape.height + edge
        return shape.x - edge, shape.y - edge, right, bottom
    wide = LETTERS.width(shape.words, shape.face)
    back = wide if shape.anchor is Anchor.END else 0.0
    return shape.x - back, shape.y - 8, shape.x - back + wide, shape.y + 2


def test_both_kinds_of_bars_share_one_scale() -> None:
    drawing = drawn(CHART, 600, LETTERS)
    quarter, whole = (bar.width for bar in bars(drawing, Ink.FILLED))
    assert whole == pytest.approx(4 * quarter)
    half = bars(drawing, Ink.OUTLINE)[0]
    assert half.width + half.thick == pytest.approx(2 * quarter)


def test_the_longest_bar_fills_the_width_unless_told_what_does() -> None:
    (bar,) = bars(drawn(Pairs((ONE,), ("List", "Sample"), full=1.0), 600, LETTERS), Ink.FILLED)
    assert bar.width == pytest.approx((600 - 12) / 4)
    (bar,) = bars(drawn(Pairs((ONE,), ("List", "Sample")), 600, LETTERS), Ink.FILLED)
    assert bar.width == pytest.approx((600 - 12) / 2)


def test_an_outline_is_told_in_the_legend_only_where_there_is_one() -> None:
    alone_standing = PairedBar("Kendal", None, 1.0, "100%", "Kendal: 100%")
    for pair, keys in ((ONE, ["List", "Sample"]), (alone_standing, ["Sample"])):
        drawing = drawn(Pairs((pair,), ("List", "Sample")), 600, LETTERS)
        words = [s.words for s in drawing.shapes if isinstance(s, Words)]
        assert [word for word in words if word in ("List", "Sample")] == keys
        assert bool(bars(drawing, Ink.OUTLINE)) is (pair is ONE)


def test_every_pair_has_a_place_that_holds_its_bars_and_is_read_aloud() -> None:
    drawing = drawn(CHART, 600, LETTERS)
    assert [(place.id, place.spoken) for place in drawing.places] == [
        ("Kendal", "Kendal: sample 3, list 20"),
        ("Sedbergh", "Sedbergh: sample 12, list 20"),
    ]
    for ink in (Ink.FILLED, Ink.OUTLINE):
        under = [drawing.under(bar.y + bar.height / 2) for bar in bars(drawing, ink)]
        assert under == [0, 1]


def test_figures_stand_below_a_title_that_would_be_broken_beside_them() -> None:
    title, words = "Prolific and priority offenders", "9 (9%), list 104 (11%)"
    pair = PairedBar(title, 0.1, 0.1, words, title)

    def told(width: int) -> list[Words]:
        drawing = drawn(Pairs((pair,), ("List", "Sample")), width, LETTERS)
        return [s for s in drawing.shapes if isinstance(s, Words)][2:]

    beside, below = told(400), told(200)
    assert [s.words for s in beside] == [s.words for s in below] == [title, words]
    assert beside[0].y == beside[1].y
    assert below[1].x == below[0].x
    assert below[1].y > below[0].y


@given(
    titles=st.lists(st.text(max_size=120), min_size=1, max_size=4),
    words=st.text(max_size=60),
    heading=st.text(max_size=60),
    width=st.integers(min_value=200, max_value=1600),
)
def test_nothing_leaves_the_drawing_and_no_letter_is_lost(
    titles: list[str], words: str, heading: str, width: int
) -> None:
    pairs = tuple(
        PairedBar(title, 1.0, float(place), words, title, str(place))
        for place, title in enumerate(titles)
    )
    drawing = drawn(Pairs(pairs, ("List", "Sample"), heading), width, LETTERS)
    for shape in drawing.shapes:
        left, top, right, bottom = box(shape)
        assert left >= -0.01
        assert top >= -0.01
        assert right <= width + 0.01
        assert bottom <= drawing.height + 0.01
    shown = "".join(s.words for s in drawing.shapes if isinstance(s, Words))
    told = "".join((heading, "List", "Sample", *(f"{title}{words}" for title in titles)))
    assert sorted("".join(shown.split())) == sorted("".join(told.split()))


def test_a_file_of_its_own_tells_every_pair_in_words() -> None:
    colours = {ink: f"#00000{place}" for place, ink in enumerate(Ink)}
    file = ET.fromstring(alone(drawn(CHART, 600, LETTERS), "By office", LETTERS, colours))
    described = file.find(f"{SVG}desc")
    assert described is not None
    assert described.text == CHART.spoken
