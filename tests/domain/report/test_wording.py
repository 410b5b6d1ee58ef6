from __future__ import annotations

import re
from datetime import UTC, date, datetime
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from omi_desktop.assets import asset
from omi_desktop.instrument.bank import read_bank
from omi_desktop.instrument.model import Question
from omi_desktop.report import wording

SENTENCE = "In {percent} of relevant cases ({count} of {base}) the report was concise."


@pytest.fixture(scope="module")
def judged() -> list[Question]:
    """Return every question of the shipped bank that makes sentences."""
    questions = read_bank(asset("instrument/omi-2006")).questions.values()
    return [question for question in questions if question.counts]


def test_a_share_is_rounded_half_up_once() -> None:
    assert wording.share(1, 8 * 25) == "1%"
    assert wording.share(43, 61) == "70%"
    assert wording.share(69, 200) == "35%"


def test_a_share_of_fewer_than_ten_cases_is_a_dash() -> None:
    assert wording.share(9, 9) == "–"
    assert wording.share(9, 10) == "90%"


def test_a_score_that_does_not_exist_is_words_and_not_0() -> None:
    assert wording.score(None) == "Not scored"
    assert wording.score(Fraction(0)) == "0%"


def test_a_sentence_on_many_cases_carries_percentage_and_counts() -> None:
    assert (
        wording.filled(SENTENCE, 43, 61)
        == "In 70% of relevant cases (43 of 61) the report was concise."
    )


@pytest.mark.parametrize(
    ("count", "base", "expected"),
    [
        (2, 7, "In two of the seven relevant cases the report was concise."),
        (7, 7, "In all seven relevant cases the report was concise."),
        (2, 2, "In both relevant cases the report was concise."),
        (1, 1, "In the one relevant case the report was concise."),
    ],
)
def test_a_sentence_on_few_cases_carries_counts_in_words(
    count: int, base: int, expected: str
) -> None:
    assert wording.filled(SENTENCE, count, base) == expected


def test_a_sentence_that_begins_with_its_figure_begins_with_a_capital() -> None:
    sentence = "{percent} of the plans ({count} of {base}) were on time."
    assert wording.filled(sentence, 3, 4) == "Three of the four plans were on time."


def test_a_verb_never_disagrees_with_the_one_case_there_is() -> None:
    sentence = "{percent} of reports ({count} of {base}) were concise."
    assert wording.filled(sentence, 1, 1) == "One of one reports were concise."


@given(st.data())
def test_every_sentence_of_the_bank_is_whole_at_any_figure(
    judged: list[Question], data: st.DataObject
) -> None:
    question = data.draw(st.sampled_from(judged))
    base = data.draw(st.integers(1, 120))
    count = data.draw(st.integers(1, base))
    for sentence in (question.strength, question.improvement):
        said = wording.filled(sentence, count, base)
        assert not re.search(r"[{}]|  | \.|\(\)", said), said
        assert ("%" in said) is (base >= wording.SMALL_BASE), said
        assert said[0].isupper() or said[0].isdigit(), said


@pytest.mark.parametrize(
    ("words", "expected"),
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")],
)
def test_a_list_ends_with_and(words: list[str], expected: str) -> None:
    assert wording.listed(words) == expected


def test_dates_are_written_as_in_britain() -> None:
    assert wording.day(date(2006, 7, 18)) == "18 July 2006"
    assert wording.time(datetime(2006, 7, 18, 14, 2, tzinfo=UTC)) == "18 July 2006, 14:02 UTC"
    assert wording.dated("2006-11-16") == "16 November 2006"
    assert wording.dated("July 2006") == "July 2006"
    assert wording.dated("2006-11") == "November 2006"
    assert wording.month_of("2006-07-17") == "July 2006"
    assert wording.month_of("summer 2006") == "summer 2006"


def test_a_label_inside_a_sentence_keeps_its_abbreviation() -> None:
    assert wording.within("Fast delivery report") == "fast delivery report"
    assert wording.within("MAPPA level 2") == "MAPPA level 2"


def test_a_measured_value_has_no_more_decimals_than_it_has() -> None:
    assert wording.number(90.0) == "90"
    assert wording.number(12.9) == "12.9"
    assert wording.number(1891.0) == "1,891"
