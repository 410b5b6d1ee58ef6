"""When somebody finishes is told from their own work, and only where that says enough."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from omi_desktop.casework.pace import Hours, Pace, in_words, pace

TUESDAY = datetime(2006, 7, 18, 9, tzinfo=UTC)


def every(seconds: float, answers: int, start: datetime = TUESDAY) -> list[datetime]:
    """Return the times of so many answers, one every so many seconds."""
    return [start + timedelta(seconds=seconds * n) for n in range(answers)]


def test_the_rate_so_far_says_when_it_is_done() -> None:
    found = pace(every(60, 61), 90, TUESDAY + timedelta(hours=1))
    assert found == Pace(timedelta(minutes=1), TUESDAY + timedelta(hours=2.5))
    assert in_words(found, TUESDAY.date()) == "At this rate you finish today at 11:30."


def test_a_pause_of_more_than_half_an_hour_is_no_work() -> None:
    moments = [*every(60, 31), *every(60, 31, TUESDAY + timedelta(hours=3))]
    found = pace(moments, 10, TUESDAY + timedelta(hours=4))
    assert found is not None
    assert found.each == timedelta(minutes=1)


def test_half_an_hour_over_one_answer_is_work() -> None:
    moments = [*every(60, 31), TUESDAY + timedelta(minutes=60)]
    found = pace(moments, 10, TUESDAY + timedelta(hours=2))
    assert found is not None
    assert found.each == timedelta(minutes=60) / 31


def test_work_goes_on_the_next_morning() -> None:
    found = pace(every(60, 61), 60 * 9, TUESDAY + timedelta(hours=1))
    assert found is not None
    assert found.finish == datetime(2006, 7, 19, 11, tzinfo=UTC)
    assert in_words(found, TUESDAY.date()) == "At this rate you finish on Wednesday at 11:00."


def test_nobody_works_at_the_weekend() -> None:
    friday = datetime(2006, 7, 21, 16, tzinfo=UTC)
    found = pace(every(60, 61, friday - timedelta(hours=2)), 120, friday)
    assert found is not None
    assert found.finish == datetime(2006, 7, 24, 10, tzinfo=UTC)


def test_a_day_further_off_than_a_week_is_told_with_its_date() -> None:
    found = Pace(timedelta(minutes=1), datetime(2006, 7, 27, 15, 10, tzinfo=UTC))
    words = in_words(found, date(2006, 7, 18))
    assert words == "At this rate you finish on Thursday 27 July at 15:10."


def test_other_hours_may_be_given() -> None:
    evening = TUESDAY + timedelta(hours=10)
    found = pace(every(60, 61, TUESDAY), 30, evening, Hours(time(18), time(22)))
    assert found is not None
    assert found.finish == evening + timedelta(minutes=30)


@pytest.mark.parametrize(
    ("moments", "left"),
    [
        ([], 10),
        (every(60, 15), 10),
        (every(1, 200), 10),
        (every(3600, 100), 10),
        (every(60, 61), 0),
        (every(1700, 30), 2000),
    ],
    ids=["nothing", "few answers", "an import", "only pauses", "done", "too far off"],
)
def test_where_too_little_is_known_nothing_is_said(moments: list[datetime], left: int) -> None:
    assert pace(moments, left, TUESDAY + timedelta(hours=30)) is None


def test_a_clock_that_was_set_back_does_no_harm() -> None:
    moments = [*every(60, 31), *every(60, 31, TUESDAY - timedelta(minutes=10))]
    assert pace(moments, 10, TUESDAY) is not None


@given(left=st.integers(1, 500), later=st.integers(0, 10_000))
def test_more_work_is_never_done_earlier(left: int, later: int) -> None:
    now = TUESDAY + timedelta(minutes=later)
    one, more = (pace(every(90, 40), count, now) for count in (left, left + 1))
    if one is not None and more is not None:
        assert now < one.finish <= more.finish
        assert one.finish.weekday() < 5
        assert time(9) < one.finish.time() <= time(17)
