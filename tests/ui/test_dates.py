"""Dates as people write them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from omi_ui.dates import read_date, spoken_date


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 1, 1)))
def test_a_spoken_date_reads_back_as_the_same_day(day: date) -> None:
    assert read_date(spoken_date(day.isoformat())) == day.isoformat()


@pytest.mark.parametrize(
    "text",
    ["18 July 2006", "18 jul 2006", "Tuesday 18 July 2006", "18/7/2006", "18.07.2006", "18072006"],
)
def test_the_ways_of_writing_a_day(text: str) -> None:
    assert read_date(text) == "2006-07-18"


@pytest.mark.parametrize(
    "text", ["", "18/7/06", "31 February 2006", "July 2006", "18 Ju 2006", "x"]
)
def test_what_is_no_date_is_refused(text: str) -> None:
    assert read_date(text) is None
