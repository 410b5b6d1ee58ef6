"""Scores by design weight, against the plain scores of a list in which cases are repeated."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from omi_desktop.instrument.model import Instrument
from omi_desktop.scoring.score import ScoredCase
from omi_desktop.statistics.judgements import judgements
from omi_desktop.statistics.weighting import by_weight
from omi_desktop.statistics.wording import about_weights


def scored(bank: Instrument, number: int, seed: int) -> list[ScoredCase]:
    """Return cases with answers by chance, some of them withdrawn."""
    chance = random.Random(seed)
    scales = [(q.id, q.scale) for c in bank.criteria for q in c.questions if q.scale is not None]
    facts = [(q.id, q.scale) for q in bank.facts if q.scale is not None]
    return [
        ScoredCase(
            chance.choice(["complete", "complete", "in progress", "withdrawn"]),
            {
                name: chance.choice(scale.choices).id
                for name, scale in (*facts, *scales)
                if chance.random() < 0.8
            },
        )
        for _ in range(number)
    ]


@given(st.lists(st.integers(1, 4), min_size=1, max_size=8), st.integers(0, 2**32))
@settings(max_examples=15)
def test_a_weight_of_three_counts_a_case_three_times(
    omi_2006: Instrument, weights: list[int], seed: int
) -> None:
    cases = scored(omi_2006, len(weights), seed)
    repeated = [case for case, weight in zip(cases, weights, strict=True) for _ in range(weight)]
    found = by_weight(judgements(omi_2006, cases), [Fraction(weight, 7) for weight in weights])
    assert found.weighted == judgements(omi_2006, repeated).scores()
    assert found.published == judgements(omi_2006, cases).scores()


def test_equal_weights_change_nothing_and_are_as_sure_as_the_cases(omi_2006: Instrument) -> None:
    judged = judgements(omi_2006, scored(omi_2006, 20, 1))
    found = by_weight(judged, [Fraction(19)] * 20)
    assert found.weighted == found.published
    assert found.effective == found.cases == judged.cases
    assert {found.difference(name) for name, own in found.weighted.items() if own is not None} == {
        0
    }


def test_cases_without_a_weight_count_in_the_published_scores_only(omi_2006: Instrument) -> None:
    cases = scored(omi_2006, 20, 2)
    weights = [Fraction(19) if place < 12 else None for place in range(20)]
    found = by_weight(judgements(omi_2006, cases), weights)
    assert found.weighted == judgements(omi_2006, cases[:12]).scores()
    assert found.without == judgements(omi_2006, cases[12:]).cases
    assert f"{found.without} cases without a weight" in about_weights(found)


def test_uneven_weights_are_less_sure(omi_2006: Instrument) -> None:
    cases = [ScoredCase("complete", case.values) for case in scored(omi_2006, 2, 3)]
    found = by_weight(judgements(omi_2006, cases), [Fraction(1), Fraction(3)])
    assert found.effective == Fraction(16, 10)
    assert "2 cases with a weight are as sure as 2 cases" in about_weights(found)


def test_without_any_case_there_is_no_score(omi_2006: Instrument) -> None:
    found = by_weight(judgements(omi_2006, []), [])
    assert set(found.weighted.values()) == {None}
    assert found.effective == 0
    with pytest.raises(KeyError):
        found.difference("9.9")
