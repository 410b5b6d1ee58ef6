"""Counts of questionnaires that fit each other, and results as the report words them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from omi_desktop.errors import RequestError
from omi_desktop.instrument.model import Choice, Scale, Survey, SurveyItem
from omi_desktop.report.surveys import (
    Settled,
    TypedItem,
    TypedSurvey,
    above_line,
    count_typed,
    refuse_impossible_result,
    refuse_impossible_return,
    settle,
    shown,
)
from omi_desktop.store import SurveyResult, SurveyReturn

AGREE = Scale("agree", (Choice("yes", "Agree", True), Choice("no", "Disagree", False)))
VICTIMS = Survey(
    "victims",
    "Questionnaire to victims",
    "Victims",
    "",
    (SurveyItem("victims.1", "First", AGREE), SurveyItem("victims.2", "Second", None)),
)


@pytest.mark.parametrize(
    ("text", "count"), [("", None), ("  ", None), ("0", 0), (" 12 ", 12), ("1,891", 1891)]
)
def test_a_count_is_a_whole_number_or_nothing(text: str, count: int | None) -> None:
    assert count_typed(text, "how many") == count


@pytest.mark.parametrize("text", ["-1", "3.5", "some", "12a", "1,2", "٣", "1000000"])
def test_what_is_no_count_is_refused(text: str) -> None:
    with pytest.raises(RequestError, match=r"is not how many were sent\. Write a whole"):
        count_typed(text, "how many were sent")


def test_more_cannot_come_back_than_were_sent() -> None:
    refuse_impossible_return(12, 12, VICTIMS, ())
    with pytest.raises(RequestError, match="13 cannot have come back of 12 sent"):
        refuse_impossible_return(12, 13, VICTIMS, ())


def test_fewer_cannot_come_back_than_answered_an_item() -> None:
    results = (SurveyResult("victims", "victims.2", 3, 1), SurveyResult("staff", "staff.1", 44, 1))
    refuse_impossible_return(12, 3, VICTIMS, results)
    with pytest.raises(RequestError, match="3 people answered item 2, so 2 cannot be all"):
        refuse_impossible_return(12, 2, VICTIMS, results)


def test_more_cannot_answer_than_there_were_nor_be_above_the_line_than_answered() -> None:
    returned = SurveyReturn("victims", 12, 2)
    refuse_impossible_result(2, 2, returned)
    with pytest.raises(RequestError, match="3 cannot have answered: there were 2 in all"):
        refuse_impossible_result(3, 1, returned)
    with pytest.raises(RequestError, match="2 cannot be above the line of 1 who answered"):
        refuse_impossible_result(1, 2, returned)


def test_where_nobody_said_how_many_came_back_any_number_may_have_answered() -> None:
    refuse_impossible_result(900, 900, None)


def test_a_percentage_stands_on_ten_answers_at_least() -> None:
    assert (shown(11, 9).percentage, shown(11, 9).part) == ("82%", "nine of the 11")
    assert (shown(9, 9).percentage, shown(9, 9).part) == ("–", "all nine")
    assert shown(2, 2).part == "both"
    assert (shown(1, 1).part, shown(1, 0).part) == ("one of one", "none of one")


def test_the_answers_above_the_line_are_told_in_words() -> None:
    assert above_line(VICTIMS.items[0]) == "Agree"
    assert above_line(VICTIMS.items[1]) == ""


RETURNED = SurveyReturn("victims", 12, 2)
FIRST = SurveyResult("victims", "victims.1", 2, 1)


def fields(
    sent: str = "12",
    returned: str = "2",
    first: tuple[str, str] = ("2", "1"),
    second: tuple[str, str] = ("", ""),
    remark: str = "",
) -> TypedSurvey:
    items = (TypedItem("victims.1", *first), TypedItem("victims.2", *second))
    return TypedSurvey(sent, returned, remark, items)


def settled(typed: TypedSurvey) -> Settled:
    return settle(VICTIMS, typed, RETURNED, (FIRST,))


def test_fields_that_say_what_the_file_says_change_nothing() -> None:
    assert settled(fields()) == Settled((), (), (), ())


def test_what_can_be_true_is_kept_beside_what_cannot() -> None:
    found = settled(fields(first=("3", "1"), second=("2", "0")))
    assert found.put == (SurveyResult("victims", "victims.2", 2, 0),)
    assert [place for place, _ in found.refused] == ["victims.1"]


def test_both_numbers_may_grow_at_once() -> None:
    found = settled(fields(returned="3", first=("3", "1")))
    assert found.put == (
        SurveyReturn("victims", 12, 3),
        SurveyResult("victims", "victims.1", 3, 1),
    )


def test_a_return_below_what_was_answered_is_refused_and_the_items_stay() -> None:
    found = settled(fields(returned="1", second=("2", "2")))
    assert found.put == (SurveyResult("victims", "victims.2", 2, 2),)
    assert dict(found.refused)[""].startswith("2 people answered item 1")


def test_half_a_pair_is_waited_for_and_what_the_file_says_stays() -> None:
    found = settled(fields(first=("2", ""), second=("", "1")))
    assert (found.put, found.drop, found.refused) == ((), (), ())
    assert dict(found.wanting) == {
        "victims.1": "Say also how many of them above the line; nothing is kept until then.",
        "victims.2": "Say also how many answered; nothing is kept until then.",
    }


def test_emptied_fields_are_removed() -> None:
    found = settled(fields(sent="", returned="", first=("", "")))
    assert found.drop == (RETURNED, FIRST)


def test_a_remark_waits_for_its_numbers() -> None:
    assert settled(fields(remark=" Late ")).put == (SurveyReturn("victims", 12, 2, "Late"),)
    found = settled(fields(sent="", returned="", first=("", ""), remark="Late"))
    assert found.drop == (FIRST,)
    assert dict(found.wanting) == {
        "": "Say also how many were sent and came back; nothing is kept until then."
    }


_typed = st.sampled_from(["", "0", "1", "2", "3", "12", "x"])
_counts = st.integers(0, 4)


@given(typed=st.tuples(_typed, _typed, _typed, _typed, _typed, _typed), above=_counts)
def test_a_file_that_can_be_true_can_be_true_after_any_typing(
    typed: tuple[str, str, str, str, str, str], above: int
) -> None:
    returned = SurveyReturn("victims", 12, 4)
    file = {each.key: each for each in (SurveyResult("victims", "victims.1", 4, above),)}
    sent, back, *rest = typed
    asked = fields(sent, back, (rest[0], rest[1]), (rest[2], rest[3]))
    found = settle(VICTIMS, asked, returned, tuple(file.values()))
    after: SurveyReturn | None = returned
    for record in found.drop:
        if isinstance(record, SurveyReturn):
            after = None
        else:
            del file[record.key]
    for record in found.put:
        if isinstance(record, SurveyReturn):
            after = record
        else:
            file[record.key] = record
    for result in file.values():
        refuse_impossible_result(result.answered, result.above, after)
    if after is not None:
        refuse_impossible_return(after.sent, after.returned, VICTIMS, tuple(file.values()))
