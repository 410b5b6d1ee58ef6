from __future__ import annotations

from datetime import date

import pytest

from omi_desktop.report.timetable import Days, days, fieldwork, out_of_order, publication
from omi_desktop.store import Details, NextSteps, Role, Timetable


def begun(fieldwork: str = "", publication: str = "") -> Details:
    """Return the details of an inspection as they are given when it is begun."""
    created = "2006-07-01T00:00:00.000Z"
    return Details("i1", "Cumbria", Role.LEAD, created, fieldwork, publication)


NOTHING = begun()
BEGUN = begun("2006-07-17")


def test_where_nothing_is_settled_no_day_is_known() -> None:
    assert days(NOTHING, Timetable(), NextSteps(4, further_inspection=True)) == Days()


def test_words_are_no_day() -> None:
    assert days(begun("July 2006"), Timetable()) == Days()


def test_every_day_follows_from_the_first_of_fieldwork() -> None:
    assert days(BEGUN, Timetable(), NextSteps(4, further_inspection=True)) == Days(
        fieldwork_from=date(2006, 7, 17),
        fieldwork_to=date(2006, 7, 21),
        feedback=date(2006, 7, 21),
        draft=date(2006, 9, 1),
        comments=date(2006, 9, 15),
        publication=date(2006, 10, 13),
        plan=date(2006, 11, 10),
        further_inspection=date(2007, 7, 17),
    )


def test_what_was_set_goes_before_what_follows_and_what_follows_goes_from_there() -> None:
    settled = Timetable(
        fieldwork_from="2006-07-24",
        fieldwork_to="2006-08-04",
        draft="2006-09-04",
        publication="2006-11-16",
    )
    found = days(BEGUN, settled, NextSteps(6, further_inspection=False))
    assert found.fieldwork_from == date(2006, 7, 24)
    assert found.feedback == date(2006, 8, 4)
    assert found.comments == date(2006, 9, 18)
    assert found.plan == date(2006, 12, 28)
    assert found.further_inspection is None


def test_without_next_steps_no_plan_and_no_further_inspection_is_due() -> None:
    found = days(BEGUN, Timetable())
    assert (found.plan, found.further_inspection) == (None, None)


def test_a_further_inspection_keeps_the_day_of_the_month() -> None:
    begun = Timetable(fieldwork_from="2006-07-31")
    found = days(NOTHING, begun, NextSteps(4, further_inspection=True))
    assert found.further_inspection == date(2007, 7, 31)


def test_a_further_inspection_a_year_after_a_leap_day_has_a_day() -> None:
    leap = begun("2008-02-29")
    found = days(leap, Timetable(), NextSteps(4, further_inspection=True))
    assert found.further_inspection == date(2009, 2, 28)


@pytest.mark.parametrize(
    ("with_the_file", "in_the_timetable", "expected"),
    [
        ("", "", ""),
        ("November 2006", "", "November 2006"),
        ("November 2006", "2006-11-16", "2006-11-16"),
        ("", "2006-11-16", "2006-11-16"),
    ],
)
def test_the_timetable_goes_before_what_the_file_was_begun_with(
    with_the_file: str, in_the_timetable: str, expected: str
) -> None:
    details = begun(with_the_file, with_the_file)
    settled = Timetable(publication=in_the_timetable, fieldwork_from=in_the_timetable)
    assert publication(details, settled) == expected
    assert fieldwork(details, settled) == expected


def test_days_that_follow_from_rules_are_no_day_of_publication() -> None:
    assert publication(BEGUN, Timetable()) == ""


@pytest.mark.parametrize(
    ("settled", "expected"),
    [
        (Timetable(), None),
        (Timetable(draft="2006-09-01", publication="2006-11-16"), None),
        (Timetable(draft="2006-09-01", publication="2006-09-01"), None),
        (Timetable(draft="2006-12-01", publication="2006-11-16"), ("draft", "publication")),
        (
            Timetable(fieldwork_from="2006-07-17", fieldwork_to="2006-07-14", draft="2006-01-01"),
            ("fieldwork_from", "fieldwork_to"),
        ),
    ],
)
def test_the_first_two_days_that_are_the_wrong_way_round_are_named(
    settled: Timetable, expected: tuple[str, str] | None
) -> None:
    assert out_of_order(settled) == expected
