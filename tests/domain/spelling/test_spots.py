"""Which words of a note are looked up, and which are left in peace."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from omi_desktop.spelling.spots import spots


def _words(text: str) -> list[str]:
    return [spot.word for spot in spots(text)]


def test_words_of_a_sentence_are_looked_up() -> None:
    assert _words("Screened late, but right.") == ["Screened", "late", "but", "right"]


@pytest.mark.parametrize(
    "quiet",
    [
        "CU-0417",
        "3/2",
        "12/1/2006",
        "1.2.P1",
        "p.9",
        "OASys2",
        "AMBLER",
        "PPOs",
        "SDR’s",
        "ruth@example.org",
        "www.example.org",
        "http://example.org/file",
        "C:\\files\\log",
        "70%",
        "–",
    ],
)
def test_references_dates_numbers_addresses_and_capitals_are_left_in_peace(quiet: str) -> None:
    assert _words(f"seen {quiet} there") == ["seen", "there"]


def test_a_name_inside_a_sentence_is_left_in_peace_and_a_word_that_begins_one_is_not() -> None:
    assert _words("Told Teasdale. Wrotte it down") == ["Told", "Wrotte", "it", "down"]
    assert _words("Late:\nWrotte") == ["Late", "Wrotte"]


def test_words_joined_by_a_hyphen_or_a_stroke_are_looked_up_one_by_one() -> None:
    assert _words("re-red and/or half") == ["re", "red", "and", "or", "half"]


def test_an_apostrophe_belongs_to_its_word() -> None:
    assert _words("the offender’s plan wasn't 'signed'") == [
        "the",
        "offender’s",
        "plan",
        "wasn't",
        "signed",
    ]


@given(st.text())
def test_a_spot_stands_where_it_says_and_none_overlaps_the_next(text: str) -> None:
    found = spots(text)
    assert all(text[spot.start : spot.end] == spot.word for spot in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
