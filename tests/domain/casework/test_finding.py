"""A few letters find a case, a criterion or a question."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from omi_desktop.casework.finding import Fit, Index, Sort, spots
from omi_desktop.instrument.model import Instrument


@pytest.fixture(scope="module")
def index(omi_2006: Instrument) -> Index:
    """The shipped bank and two hundred cases."""
    return Index(spots(omi_2006, [(f"c{n}", f"CU-{n:04}") for n in range(300, 500)]))


def first(index: Index, typed: str) -> tuple[str, str]:
    """Return what is found first."""
    found = index.find(typed)[0]
    return found.spot.sort.value, found.spot.id


@pytest.mark.parametrize(
    ("typed", "sort", "name"),
    [
        ("1.2.5", "question", "1.2.5"),
        ("125", "question", "1.2.5"),
        ("2.6", "criterion", "2.6"),
        ("CU-0417", "case", "c417"),
        ("cu0417", "case", "c417"),
        ("0417", "case", "c417"),
        ("sentence pl", "criterion", "1.5"),
        ("home vis", "question", "2.1.18"),
        ("ppo", "question", "ppo"),
        ("balanced ver", "question", "1.1.6"),
    ],
)
def test_a_few_letters_find_the_place(typed: str, sort: str, name: str, index: Index) -> None:
    assert first(index, typed) == (sort, name)


def test_a_whole_number_stands_before_those_that_begin_with_it(index: Index) -> None:
    found = index.find("1.2.1")
    assert [match.spot.id for match in found[:3]] == ["1.2.1", "1.2.10", "1.2.11"]
    assert [match.fit for match in found[:2]] == [Fit.WHOLE_NAME, Fit.NAME_BEGINS]


def test_words_of_the_name_stand_before_words_of_the_text(index: Index) -> None:
    fits = [match.fit for match in index.find("licence", most=50)]
    assert fits == sorted(fits)
    assert len(set(fits)) > 1


def test_no_more_is_found_than_asked_for(index: Index) -> None:
    assert len(index.find("c", most=7)) == 7


@pytest.mark.parametrize("typed", ["", " ", "—", "zzzz", "1.2.5 zzzz"])
def test_what_stands_nowhere_finds_nothing(typed: str, index: Index) -> None:
    assert index.find(typed) == ()


def test_every_place_is_found_by_its_own_name(index: Index, omi_2006: Instrument) -> None:
    for spot in spots(omi_2006):
        found = index.find(spot.name, most=400)
        assert spot.id in [match.spot.id for match in found]
        if spot.sort is not Sort.CRITERION:
            assert found[0].fit is Fit.WHOLE_NAME


@given(typed=st.text(max_size=30))
def test_any_letters_may_be_typed(typed: str, index: Index) -> None:
    assert len(index.find(typed)) <= 12
