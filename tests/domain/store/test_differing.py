"""Which questions two readings differ on."""

from __future__ import annotations

import pytest

from omi_desktop.instrument.bank import read_files
from omi_desktop.instrument.model import Instrument
from omi_desktop.report.agreed import agreed_sentence, agreed_words
from omi_desktop.store.differing import differing_answers
from omi_desktop.store.moderation_records import Agreed
from omi_desktop.store.second_readings import BothReadings, Given

AGREED = Agreed("c1", "1.1.SUM", "sufficient", "So it is.", "p1", "", "insufficient", "p2", "")


@pytest.fixture
def small(bank: dict[str, str]) -> Instrument:
    """The small bank, in which 1.1.1 is asked of licence cases alone."""
    return read_files(bank)


def both(
    first: dict[str, str], second: dict[str, str], *agreed: Agreed, overtaken: str = ""
) -> BothReadings:
    return BothReadings(
        {q: Given(v, "", "p2", "") for q, v in first.items()},
        {q: Given(v, "", "p3", "") for q, v in second.items()},
        {one.question: one for one in agreed},
        frozenset([overtaken] if overtaken else ()),
        "",
        (),
    )


def test_answers_that_differ_are_found_and_across_the_line_is_told(small: Instrument) -> None:
    first = {"case_type": "licence", "months": "3", "1.1.1": "sufficient", "1.1.SUM": "sufficient"}
    second = {**first, "months": "4", "1.1.1": "insufficient", "1.1.SUM": "not-applicable"}
    found = differing_answers(small, first, both(first, second))
    assert [(one.question.id, one.is_across_line) for one in found] == [
        ("months", False),
        ("1.1.1", True),
        ("1.1.SUM", False),
    ]
    assert all(one.is_open for one in found)


def test_words_of_ones_own_are_not_compared(small: Instrument) -> None:
    assert differing_answers(small, {"remark": "a"}, both({"remark": "a"}, {"remark": "b"})) == ()


def test_what_only_one_was_asked_comes_up_once_its_gate_is_agreed_on(small: Instrument) -> None:
    first = {"case_type": "community"}
    second = {"case_type": "licence", "1.1.1": "insufficient"}
    found = differing_answers(small, first, both(first, second))
    assert [one.question.id for one in found] == ["case_type"]
    gate = Agreed("c1", "case_type", "licence", "So.", "p1", "", "community", "p2", "")
    found = differing_answers(small, {"case_type": "licence"}, both(first, second, gate))
    assert [(one.question.id, one.is_open) for one in found] == [
        ("case_type", False),
        ("1.1.1", True),
    ]
    assert found[1].first.value is None


def test_an_agreed_answer_stays_on_the_list_and_an_overtaken_one_is_open_again(
    small: Instrument,
) -> None:
    same = {"case_type": "licence", "1.1.SUM": "insufficient"}
    (one,) = differing_answers(small, same, both(same, same, AGREED))
    assert (one.is_open, one.agreed) == (False, AGREED)
    (one,) = differing_answers(small, same, both(same, same, overtaken="1.1.SUM"))
    assert (one.is_open, one.is_overtaken) == (True, True)


def test_what_the_assessor_gave_is_told_with_what_was_agreed_on(small: Instrument) -> None:
    names = {"p1": "Ada Byron", "p2": "Grace Hop"}
    asked = small.questions["1.1.SUM"]
    assert agreed_words(AGREED, asked, names) == "agreed; Grace Hop gave “Insufficient”"
    assert agreed_sentence(AGREED, asked, names) == (
        "Agreed by Ada Byron: So it is. Before: Grace Hop gave “Insufficient”."
    )
