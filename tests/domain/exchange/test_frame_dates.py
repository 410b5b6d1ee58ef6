from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from omi_desktop.exchange.frame_dates import has_month_first, read_day
from omi_desktop.exchange.sheet_xml import day_of


@pytest.mark.parametrize(
    "text",
    [
        "16/01/2006",
        "16.1.2006",
        "16-01-06",
        "16 Jan 2006",
        "16-January-06",
        "16th January, 2006",
        "2006-01-16",
        "2006-01-16 00:00:00",
        "2006/01/16",
        "16/01/2006 09:30",
        " 16/01/2006 ",
    ],
)
def test_a_day_is_read_however_an_area_writes_it(text: str) -> None:
    assert read_day(text) == date(2006, 1, 16)


@pytest.mark.parametrize(
    "text", ["", "31/02/2006", "16/13/2006", "16 Brumaire 2006", "38733", "today", "0/1/2006"]
)
def test_what_is_no_day_is_none(text: str) -> None:
    assert read_day(text) is None


def test_short_years_lie_in_the_life_of_an_offender() -> None:
    assert read_day("03/04/70") == date(1970, 4, 3)
    assert read_day("03/04/06") == date(2006, 4, 3)


@given(st.dates(date(1940, 1, 1), date(2039, 12, 31)))
def test_every_day_is_read_as_it_was_written(day: date) -> None:
    british = f"{day.day:02d}/{day.month:02d}/{day.year}"
    american = f"{day.month}/{day.day}/{day.year % 100:02d}"
    assert read_day(british) == read_day(day.isoformat()) == day
    assert read_day(american, month_first=True) == day


def test_the_order_of_day_and_month_is_told_by_the_whole_column() -> None:
    assert has_month_first(["01/02/2006", "01/16/2006"])
    assert not has_month_first(["01/02/2006", "16/01/2006"])
    assert not has_month_first(["16/01/2006", "01/16/2006"])
    assert not has_month_first(["01/02/2006"])


@pytest.mark.parametrize(
    ("serial", "from_1904", "day"),
    [
        (38733, False, "2006-01-16"),
        (37271, True, "2006-01-16"),
        (1, False, "1900-01-01"),
        (59, False, "1900-02-28"),
        (61, False, "1900-03-01"),
        (38733.75, False, "2006-01-16"),
        (0, True, "1904-01-01"),
        (-1, False, "-1"),
        (99_999_999, False, "99999999"),
    ],
)
def test_numbers_of_excel_are_days_of_its_epoch(serial: float, from_1904: bool, day: str) -> None:
    assert day_of(serial, from_1904=from_1904) == day
