"""One drawing of a chart: where its shapes stand, whoever shows them."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from omi_desktop.drawing.bars import Bar, Bars, drawn
from omi_desktop.drawing.shapes import (
    Anchor,
    Drawing,
    Face,
    Ink,
    Rectangle,
    Shape,
    Stroke,
    Words,
    titled,
    wrapped,
)
from omi_desktop.drawing.svg import alone, inside

SVG = "{http://www.w3.org/2000/svg}"
COLOURS = {ink: f"#00000{place}" for place, ink in enumerate(Ink)}


class Typewriter:
    """Letters that are all alike, so that a test can count them."""

    gap = 6.0

    def size(self, face: Face) -> float:
        return 10.0

    def width(self, words: str, face: Face) -> float:
        return 5.0 * len(words)


LETTERS = Typewriter()
ONE = Bar("1.1", "Preparing", 90, False, "43 cases", "1 Assessment")
TWO = Bar("1.5", "Planning", 67, True, "99 cases", low=60.0, high=73.0)
NONE = Bar("2.1", "Delivering", None, False, "", absent="Not scored")
CHART = Bars((ONE, TWO, NONE), 70, "line of priority: 70")


def strokes(drawing: Drawing, ink: Ink) -> list[Stroke]:
    return [s for s in drawing.shapes if isinstance(s, Stroke) and s.ink is ink]


def bars(drawing: Drawing) -> list[Rectangle]:
    """Return the bars without the two of the legend, which stand last."""
    return [s for s in drawing.shapes if isinstance(s, Rectangle)][:-2]


def box(shape: Shape) -> tuple[float, float, float, float]:
    match shape:
        case Rectangle():
            return shape.x, shape.y, shape.x + shape.width, shape.y + shape.height
        case Stroke():
            (left, right), (top, bottom) = (
                sorted((shape.x1, shape.x2)),
                sorted((shape.y1, shape.y2)),
            )
            return left, top, right, bottom
        case Words():
            wide = LETTERS.width(shape.words, shape.face)
            back = {Anchor.START: 0.0, Anchor.MIDDLE: wide / 2, Anchor.END: wide}[shape.anchor]
            return shape.x - back, shape.y - 8, shape.x - back + wide, shape.y + 2


def test_bars_whiskers_and_line_share_one_scale() -> None:
    drawing = drawn(CHART, 600, LETTERS)
    one, two = bars(drawing)
    point = one.width / 90
    assert abs(two.width - 67 * point) < 1e-9
    (line,) = (s for s in drawing.shapes if isinstance(s, Stroke) and s.dashed)
    assert abs(line.x1 - (one.x + 70 * point)) < 1e-9
    level = [s for s in strokes(drawing, Ink.TEXT) if s.y1 == s.y2]
    (whisker,) = level
    assert whisker.x1 == pytest.approx(one.x + 60 * point)
    assert whisker.x2 == pytest.approx(one.x + 73 * point)


def test_below_the_line_is_told_by_strokes_as_well_as_by_colour() -> None:
    drawing = drawn(CHART, 600, LETTERS)
    one, two = bars(drawing)
    hatching = [s for s in strokes(drawing, Ink.BELOW) if s.y1 != s.y2]
    inside_two = [s for s in hatching if two.y <= s.y2 <= s.y1 <= two.y + two.height]
    assert len(inside_two) > 20
    assert not [s for s in hatching if one.y <= s.y2 <= one.y + one.height]


def test_a_bar_that_does_not_exist_has_words_and_a_place() -> None:
    drawing = drawn(CHART, 600, LETTERS)
    assert "Not scored" in [s.words for s in drawing.shapes if isinstance(s, Words)]
    assert [place.id for place in drawing.places] == ["1.1", "1.5", "2.1"]
    assert drawing.under(drawing.places[2].top + 1) == 2
    assert drawing.under(0) is None


def test_the_mean_of_others_is_a_diamond_on_the_range() -> None:
    with_mean = replace(TWO, middle=66.0)
    plain, marked = (drawn(Bars((bar,), 70, ""), 600, LETTERS) for bar in (TWO, with_mean))
    assert len(marked.shapes) == len(plain.shapes) + 8


@given(
    titles=st.lists(st.text(max_size=120), min_size=1, max_size=4),
    beside=st.text(max_size=60),
    width=st.integers(min_value=300, max_value=1600),
)
def test_nothing_leaves_the_drawing_whatever_the_titles_say(
    titles: list[str], beside: str, width: int
) -> None:
    several = tuple(Bar(str(n), title, 50 + n, True, beside) for n, title in enumerate(titles))
    drawing = drawn(Bars(several, 70, "line"), width, LETTERS)
    for shape in drawing.shapes:
        left, top, right, bottom = box(shape)
        assert left >= -0.01
        assert top >= -0.01
        assert right <= width + 0.01
        assert bottom <= drawing.height + 0.01
    tops = [place.top for place in drawing.places]
    assert tops == sorted(set(tops))


@given(words=st.text(max_size=80), width=st.integers(min_value=5, max_value=200))
def test_broken_words_lose_no_letter_and_fit(words: str, width: int) -> None:
    lines = wrapped(words, width, LETTERS, Face.LABEL)
    assert "".join("".join(lines).split()) == "".join(words.split())
    assert all(LETTERS.width(line, Face.LABEL) <= width for line in lines)


def test_a_title_moves_every_shape_and_place_alike() -> None:
    drawing = drawn(CHART, 600, LETTERS)
    sheet = titled(drawing, "Scores of Cumbria", LETTERS, 16)
    before, after = bars(drawing)[0], bars(sheet)[0]
    down = after.y - before.y
    assert after.x - before.x == 16
    assert [place.top - down for place in sheet.places] == [p.top for p in drawing.places]
    assert isinstance(sheet.shapes[0], Words)
    assert sheet.shapes[0].words == "Scores of Cumbria"


def test_svg_in_a_file_and_in_a_page_holds_the_same_shapes_and_every_number() -> None:
    drawing = drawn(CHART, 600, LETTERS)
    file = ET.fromstring(alone(drawing, "Scores & more", LETTERS, COLOURS))
    page = ET.fromstring(inside(drawing, "Scores & more", drawing.spoken, LETTERS, "chart"))

    def found(root: ET.Element) -> list[tuple[str, str, str, str, str]]:
        drawn_shapes = [
            (each.tag.removeprefix(SVG), each)
            for each in root.iter()
            if each.get("width") != "100%"
        ]
        return [
            (tag, *(each.get(name, "") for name in ("x", "y", "x1")), each.text or "")
            for tag, each in drawn_shapes
            if tag in ("rect", "line", "text")
        ]

    assert found(file) == found(page)
    assert len(found(file)) == len(drawing.shapes)
    described = file.find(f"{SVG}desc")
    assert described is not None
    for bar in CHART.bars:
        assert bar.spoken in (described.text or "")
    title = file.find(f"{SVG}title")
    assert title is not None
    assert title.text == "Scores & more"


def test_no_line_of_the_axis_crosses_out_the_heading_of_a_section() -> None:
    long = replace(TWO, heading="2 A section whose heading is longer than the titles of its bars")
    drawing = drawn(Bars((ONE, long, NONE), 70, "line of priority: 70"), 600, LETTERS)
    heading = next(s for s in drawing.shapes if isinstance(s, Words) and s.words == long.heading)
    left, top, right, bottom = box(heading)
    axis = [box(stroke) for stroke in strokes(drawing, Ink.RULE)]
    assert any(left < x < right for x, *_ in axis)
    assert not [x for x, y, _, end in axis if left < x < right and y < bottom and end > top]
