"""The chart of the Word draft, measured in its cells."""

from __future__ import annotations

from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn

from omi_desktop.report.docx_cells import Cells
from omi_desktop.report.docx_chart import chart
from omi_desktop.report.docx_styles import set_up
from omi_desktop.report.model import Bar, Chart

SECTIONS = (("1", "First"), ("2", "Second"), ("3", "Empty"))


def bar(label: str, value: int | None, section: str = "1") -> Bar:
    """Return a bar that is below the line of 70 where its value is."""
    return Bar(label, f"Title {label}", value, bool(value and value < 70), section, "9 cases")


BARS = (bar("1.1", 90), bar("1.2", 70), bar("2.1", 33, "2"), bar("2.2", None, "2"), bar("2.3", 0))


def drawn(bars: tuple[Bar, ...], line: int = 70) -> Any:
    """Return the table of a chart of these bars."""
    document = Document()
    set_up(document)
    return chart(Chart("Chart", bars, line, "The line", SECTIONS, "In words"), Cells(document))


def row_of(table: Any, label: str) -> list[Any]:
    """Return the cells of the row that begins with a label."""
    return next(
        list(row.tc_lst) for row in table.tr_lst if words(row.tc_lst[0]).split()[:1] == [label]
    )


def words(piece: Any) -> str:
    """Return the words in a cell or a row."""
    return "".join(piece.xpath(".//w:t/text()"))


def width(cells: list[Any]) -> int:
    """Return the width of cells together."""
    return sum(int(cell.find(qn("w:tcPr")).find(qn("w:tcW")).get(qn("w:w"))) for cell in cells)


def patterns(cells: list[Any]) -> list[str]:
    """Return the patterns of the cells that are filled."""
    return [str(found) for cell in cells for found in cell.xpath("w:tcPr/w:shd/@w:val")]


def lined(cells: list[Any]) -> list[Any]:
    """Return the cells at whose right side the line is."""
    return [cell for cell in cells if cell.xpath("w:tcPr/w:tcBorders/w:right")]


@pytest.mark.parametrize("shown", [bar for bar in BARS if bar.value is not None])
def test_a_bar_is_as_long_as_its_value(shown: Bar) -> None:
    cells = row_of(drawn(BARS), shown.label)
    filled = [cell for cell in cells if patterns([cell])]
    assert width(filled) / width(cells[1:-2]) * 100 == pytest.approx(shown.value, abs=0.2)
    assert words(cells[-2]) == f"{shown.value}%"
    assert words(cells[-1]) == "9 cases"


def test_only_bars_below_the_line_are_hatched() -> None:
    table = drawn(BARS)
    assert set(patterns(row_of(table, "1.1"))) == {"clear"}
    assert set(patterns(row_of(table, "1.2"))) == {"clear"}
    assert set(patterns(row_of(table, "2.1"))) == {"diagStripe"}


def test_a_criterion_without_a_score_has_words_and_no_bar() -> None:
    cells = row_of(drawn(BARS), "2.2")
    assert patterns(cells) == []
    assert words(cells[1]) == "Not scored"
    assert words(cells[-2]) == ""


@pytest.mark.parametrize("line", [1, 30, 70, 100])
def test_the_line_stands_at_its_percentage_in_every_row(line: int) -> None:
    table = drawn(BARS, line)
    assert len(table.tr_lst) == 1 + len(BARS) + 2
    for row in table.tr_lst:
        cells = list(row.tc_lst)
        (last,) = lined(cells)
        before = cells[1 : cells.index(last) + 1]
        assert width(before) / width(cells[1:-2]) * 100 == pytest.approx(line, abs=0.2)


def test_a_section_without_bars_has_no_row() -> None:
    assert not [row for row in drawn(BARS).tr_lst if "Empty" in words(row)]


def test_a_chart_of_a_hundred_values_keeps_to_the_columns_that_word_takes() -> None:
    table = drawn(tuple(bar(f"1.{value}", value) for value in range(101)))
    assert len(table.xpath("w:tblGrid/w:gridCol")) <= 63
    cells = row_of(table, "1.43")
    filled = [cell for cell in cells if patterns([cell])]
    assert width(filled) / width(cells[1:-2]) * 100 == pytest.approx(43, abs=1.3)
    assert words(cells[-2]) == "43%"


def test_every_row_has_the_columns_of_the_grid() -> None:
    table = drawn(BARS)
    columns = len(table.xpath("w:tblGrid/w:gridCol"))
    for row in table.tr_lst:
        spans = [int((cell.xpath("w:tcPr/w:gridSpan/@w:val") or [1])[0]) for cell in row.tc_lst]
        assert sum(spans) == columns
