"""Cells as they are typed, and rows as they come from a spreadsheet."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from omi_desktop.errors import RequestError
from omi_desktop.report.listing import NO_TARGET
from omi_desktop.report.performance_paste import cells_of, filled, pasted
from omi_desktop.report.performance_rows import Column, begun, cell, decided, typed
from omi_desktop.store import Direction, Indicator

BREACH = Indicator(
    1, "National data", "2005–2006", "Breach in ten days", Direction.HIGHER, 90, "%", 97, 91
)
SICKNESS = replace(BREACH, text="Sickness", direction=Direction.LOWER, target=9, unit="days")


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("87", 87),
        (" 87 % ", 87),
        ("12.9", 12.9),
        ("87*", 87),
        ("1,891", 1891),
        ("", None),
        ("–", None),
        ("n/a", None),
    ],
)
def test_a_figure_may_be_typed_as_it_is_written(words: str, value: float | None) -> None:
    assert typed(BREACH, Column.AREA, words).area == value


@pytest.mark.parametrize("words", ["many", "-3", "1,89", "12,9", "8 7", "1e3", "nan", "30 days"])
def test_what_is_no_figure_is_refused_in_a_sentence_and_changes_nothing(words: str) -> None:
    with pytest.raises(RequestError, match=f"“{words}” is no figure in % for the area. Write"):
        typed(BREACH, Column.AREA, words)


def test_a_target_brings_its_unit_along() -> None:
    assert typed(BREACH, Column.TARGET, "35 days") == replace(BREACH, target=35, unit="days")
    assert typed(SICKNESS, Column.TARGET, "5.4%") == replace(SICKNESS, target=5.4, unit="%")


def test_a_row_keeps_its_name_and_its_target() -> None:
    with pytest.raises(RequestError, match="cannot be left without a name"):
        typed(BREACH, Column.INDICATOR, " ")
    with pytest.raises(RequestError, match="needs a target"):
        typed(BREACH, Column.TARGET, "")
    assert typed(begun(BREACH), Column.TARGET, "").target == NO_TARGET


def test_the_direction_is_one_of_two_words() -> None:
    assert typed(BREACH, Column.DIRECTION, "lower").direction is Direction.LOWER
    assert typed(SICKNESS, Column.DIRECTION, "Higher is better").direction is Direction.HIGHER
    with pytest.raises(RequestError, match="“up” does not say which way the target is met"):
        typed(BREACH, Column.DIRECTION, "up")


def test_a_decision_needs_a_reason_and_loses_it_with_itself() -> None:
    with pytest.raises(RequestError, match="“Breach in ten days” departs from the rule"):
        decided(BREACH, area=False, national=None, reason="  ")
    made = decided(BREACH, area=False, national=None, reason=" Counted otherwise ")
    assert (made.area_met, made.reason) == (False, "Counted otherwise")
    assert decided(made, area=None, national=None, reason=made.reason) == BREACH
    assert typed(made, Column.AREA, "") == replace(BREACH, area=None)


def test_a_reason_stays_while_another_decision_of_the_row_rests_on_it() -> None:
    made = decided(BREACH, area=False, national=False, reason="Counted otherwise")
    left = typed(made, Column.AREA, "")
    assert (left.area_met, left.national_met, left.reason) == (None, False, "Counted otherwise")


@given(
    target=st.integers(0, 10_000_000).map(lambda hundredths: hundredths / 100),
    area=st.none() | st.integers(0, 10_000_000).map(lambda hundredths: hundredths / 100),
    unit=st.sampled_from(["%", "days", "", "weeks"]),
)
def test_what_a_cell_shows_can_be_typed_back(target: float, area: float | None, unit: str) -> None:
    indicator = replace(BREACH, target=target, area=area, unit=unit)
    for column in Column:
        assert typed(indicator, column, cell(indicator, column)) == indicator


def test_rows_of_four_columns_are_indicator_target_area_and_national() -> None:
    found = pasted("Compliance\t85%\t86%*\t81%\r\nSickness\t9 days\t12.9\t12.3\r\n", BREACH, "X")
    first, second = found.indicators
    assert first == replace(BREACH, position=0, text="Compliance", target=85, area=86, national=81)
    assert (second.unit, second.target, second.area) == ("days", 9, 12.9)
    # Nothing says that fewer days are better, and the asterisks that were copied tell.
    assert found.differing == ("Sickness",)


def test_a_row_of_headings_says_what_the_columns_are() -> None:
    text = "Cumbria\tRemark\tIndicator\tTarget\tDirection\n12.9\tx\tSickness\t9 days\tlower\n"
    (found,) = pasted(text, None, "Cumbria").indicators
    assert (found.text, found.area, found.direction) == ("Sickness", 12.9, Direction.LOWER)
    assert found.national is None


def test_all_eight_columns_come_back_as_they_were() -> None:
    text = "\t".join(cell(SICKNESS, column) for column in Column)
    assert pasted(text, None, "Cumbria").indicators == (replace(SICKNESS, position=0),)


def test_asterisks_that_are_not_the_rules_are_told() -> None:
    text = "Met\t90\t97*\t91\nFar\t90\t63*\t81\nMissed\t90\t97\t81\n"
    assert pasted(text, BREACH, "Cumbria").differing == ("Met", "Far", "Missed")
    assert pasted(text.replace("*", ""), BREACH, "Cumbria").differing == ()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Nothing was copied"),
        ("  \n\t\n", "Nothing was copied"),
        ("Indicator\tTarget\n", "Nothing was copied"),
        ("Words\n", "What was copied has 1 column"),
        ("a\tb\tc\td\te\n", "What was copied has 5 columns"),
        ("Good\t90\t97\nBad\t90\tmany\n", "In row 2 of what was copied: “many” is no figure"),
        ("Good\t90\t97\n\t90\t97\n", "Row 2 of what was copied has no name"),
        ("Good\t90\t97\n\nBad\t\t97\n", "Row 3 of what was copied has no target"),
    ],
)
def test_what_cannot_be_pasted_is_refused_whole(text: str, sentence: str) -> None:
    with pytest.raises(RequestError, match=sentence):
        pasted(text, BREACH, "Cumbria")


def test_cells_are_laid_over_the_table_and_rows_are_added_at_its_end() -> None:
    after = filled((BREACH, SICKNESS), 1, Column.AREA, "11\t12\n\n13\t14\n")
    assert after[0] == BREACH
    assert (after[1].area, after[1].national) == (11, 12)
    # An empty row of what was copied says that nothing stands there.
    assert (after[2].area, after[3].area) == (None, 13)
    assert after[3].block == BREACH.block


def test_cells_that_reach_over_the_edge_are_refused() -> None:
    with pytest.raises(RequestError, match="from “Area” on the table has 2"):
        filled((BREACH,), 0, Column.AREA, "1\t2\t3")


def test_a_cell_of_several_lines_is_one_cell() -> None:
    assert cells_of('"Breach in\nten days"\t90\r\n\r\n') == (("Breach in ten days", "90"),)
