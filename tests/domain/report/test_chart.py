from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from defusedxml import ElementTree
from reportlab.graphics.shapes import Group, Line, Rect, Shape, String

from omi_desktop.report import chart as chart_module
from omi_desktop.report.content import report
from omi_desktop.report.gather import ReportData
from omi_desktop.report.model import Bar, Chart
from omi_desktop.report.pdf_type import ABOVE, BELOW, BELOW_PALE

WIDTH = 470.0


@pytest.fixture
def chart(data: ReportData) -> Chart:
    """Return Chart 1 of the whole inspection."""
    return next(block for block in report(data).blocks if isinstance(block, Chart))


def a_chart(*bars: Bar) -> Chart:
    return Chart("Chart", bars, 70, "Line", (("1", "Section"),), "")


def a_bar(value: int | None, below_line: bool = False) -> Bar:
    return Bar("1.1", "Criterion", value, below_line, "1", "9 cases")


def shapes(chart: Chart) -> list[Shape]:
    found: list[Shape] = []

    def walk(group: Group) -> None:
        for shape in group.contents:
            if isinstance(shape, Group):
                walk(shape)
            else:
                found.append(shape)

    walk(chart_module.drawing(chart, WIDTH))
    return found


def words(chart: Chart) -> list[str]:
    return [shape.text for shape in shapes(chart) if isinstance(shape, String)]


def bars(chart: Chart) -> list[Rect]:
    """Return the bars without the two of the legend, which stand last."""
    return [shape for shape in shapes(chart) if isinstance(shape, Rect)][:-2]


def test_every_score_and_its_cases_stand_in_words(data: ReportData, chart: Chart) -> None:
    said = words(chart)
    for criterion in data.scorecard.criteria:
        assert f"{criterion.rounded}%" in said
        assert f"{criterion.cases} cases" in said


def test_a_bar_is_as_long_as_its_score(chart: Chart) -> None:
    scored = [bar for bar in chart.bars if bar.value is not None]
    lengths = [bar.width / score.value for bar, score in zip(bars(chart), scored, strict=True)]
    assert max(lengths) - min(lengths) < 1e-9


def test_the_line_stands_where_its_percentage_is() -> None:
    drawn = shapes(a_chart(a_bar(70)))
    line = next(s for s in drawn if isinstance(s, Line) and s.strokeDashArray)
    bar = next(s for s in drawn if isinstance(s, Rect))
    assert line.x1 == line.x2 == pytest.approx(bar.x + bar.width)


def test_a_bar_below_the_line_is_hatched_and_not_only_coloured() -> None:
    above = shapes(a_chart(a_bar(80)))
    below = shapes(a_chart(a_bar(60, below_line=True)))
    assert next(s for s in above if isinstance(s, Rect)).fillColor == ABOVE
    assert next(s for s in below if isinstance(s, Rect)).fillColor == BELOW_PALE
    strokes = [
        sum(isinstance(s, Line) and s.strokeColor == BELOW for s in drawn)
        for drawn in (above, below)
    ]
    assert strokes[1] > strokes[0] + 20


def test_no_stroke_of_the_hatching_leaves_its_bar() -> None:
    drawn = shapes(a_chart(a_bar(3, below_line=True)))
    bar = next(s for s in drawn if isinstance(s, Rect))
    own = [
        s
        for s in drawn
        if isinstance(s, Line) and s.strokeColor == BELOW and s.y1 >= bar.y and s.x1 <= bar.x + 20
    ]
    assert own
    for stroke in own:
        assert bar.x <= stroke.x1 <= stroke.x2 <= bar.x + bar.width + 1e-9
        assert bar.y <= stroke.y1 <= stroke.y2 <= bar.y + bar.height + 1e-9


def test_a_score_that_does_not_exist_has_words_and_no_bar() -> None:
    chart = a_chart(a_bar(None))
    assert "Not scored" in words(chart)
    assert bars(chart) == []


def test_a_long_title_is_broken_and_nothing_leaves_the_drawing(chart: Chart) -> None:
    long = replace(chart.bars[0], title="A criterion of " + "very " * 30 + "long title")
    drawn = chart_module.drawing(replace(chart, bars=(long, *chart.bars[1:])), WIDTH)
    left, bottom, right, top = drawn.getBounds()
    assert left >= -1
    assert bottom >= -1
    assert right <= WIDTH + 1
    assert top <= drawn.height + 1


def test_the_picture_file_is_the_drawing_of_the_page(chart: Chart, tmp_path: Path) -> None:
    path = tmp_path / "chart.svg"
    chart_module.write_svg(chart, path)
    root = ElementTree.parse(path).getroot()
    texts = [each.text for each in root.iter("{http://www.w3.org/2000/svg}text")]
    assert texts == [chart.title, *words(chart)]
    bare = [each for each in root.iter("{http://www.w3.org/2000/svg}rect") if each.get("x")]
    widths = [float(each.attrib["width"]) for each in bare][:-2]
    assert widths == pytest.approx([bar.width for bar in bars(chart)], abs=0.01)
    fills = {each.attrib["fill"] for each in bare}
    assert fills == {"#2f6299", "#fbe6d3"}
