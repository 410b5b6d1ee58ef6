from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from omi_desktop.errors import RequestError
from omi_desktop.instrument.model import Instrument
from omi_desktop.scoring.score import ScoredCase, scorecard
from omi_desktop.statistics.judgements import judgements
from omi_desktop.statistics.robustness import choices, holdings, weighted

Cases = tuple[ScoredCase, ...]


def scores_of(instrument: Instrument, cases: Cases) -> dict[str, Fraction | None]:
    card = scorecard(instrument, cases, area="", ratings={})
    return {criterion.id: criterion.score for criterion in card.criteria} | {
        "risk-of-harm": card.risk_of_harm.score
    }


def test_leaving_an_assessor_out_is_scoring_the_other_cases(
    omi_2006: Instrument, demo_cases: Cases
) -> None:
    assessors = {index: f"Reader {index % 3}" for index in range(len(demo_cases))}
    found = {
        choice.what: choice.scores for choice in choices(omi_2006, demo_cases, assessors=assessors)
    }
    assert set(found) == {
        *(f"Without Reader {number}" for number in range(3)),
        "Weighed 85/15",
        "Weighed 75/25",
    }
    for number in range(3):
        others = tuple(case for index, case in enumerate(demo_cases) if index % 3 != number)
        expected = scores_of(omi_2006, others)
        assert expected.items() <= found[f"Without Reader {number}"].items()


def test_moving_the_weights_is_scoring_with_another_bank(
    omi_2006: Instrument, demo_cases: Cases
) -> None:
    found = {choice.what: choice.scores for choice in choices(omi_2006, demo_cases)}
    other = replace(omi_2006, individual_weight=75, summary_weight=25)
    assert scores_of(other, demo_cases).items() <= found["Weighed 75/25"].items()


def test_weights_of_a_bank_that_are_no_hundredths_move_by_five_points_too(
    omi_2006: Instrument, demo_cases: Cases
) -> None:
    fifths = replace(omi_2006, individual_weight=4, summary_weight=1)
    one = {choice.what: dict(choice.scores) for choice in choices(fifths, demo_cases)}
    other = {choice.what: dict(choice.scores) for choice in choices(omi_2006, demo_cases)}
    assert one == other


@given(st.lists(st.integers(1, 4), min_size=12, max_size=12))
def test_a_weight_counts_a_case_so_many_times(
    omi_2006: Instrument, demo_cases: Cases, times: list[int]
) -> None:
    cases = demo_cases[:12]
    weights = {index: Fraction(weight, 7) for index, weight in enumerate(times)}
    repeated = tuple(case for case, many in zip(cases, times, strict=True) for _ in range(many))
    found = weighted(judgements(omi_2006, cases), weights)
    assert scores_of(omi_2006, repeated).items() <= found.items()


def test_a_case_without_a_weight_is_refused(omi_2006: Instrument, demo_cases: Cases) -> None:
    judged = judgements(omi_2006, demo_cases[:3])
    with pytest.raises(RequestError, match="2 of 3 cases have no weight above 0"):
        weighted(judged, {0: Fraction(1), 1: Fraction(0)})


def test_second_reads_stand_in_place_of_the_first(
    omi_2006: Instrument, cases_with: Callable[..., Cases]
) -> None:
    first = cases_with({"3.2.SUM": ("poor", "poor", "excellent")})
    (second,) = cases_with({"3.2.SUM": ("sufficient",)})
    found = {c.what: c.scores for c in choices(omi_2006, first, second_reads={1: second})}
    assert found["Second reads in place of first"]["3.2"] == Fraction(2, 3)


def test_a_conclusion_is_told_with_the_choices_under_which_it_does_not_hold(
    omi_2006: Instrument, cases_with: Callable[..., Cases]
) -> None:
    cases = cases_with(
        {
            "3.2.3": ("sufficient",) * 7 + ("poor",) * 3,
            "3.2.SUM": ("poor",) * 2 + ("excellent",) * 8,
        }
    )
    assessors = dict(enumerate(["A"] * 4 + ["B"] * 6))
    tried = choices(omi_2006, cases, assessors=assessors)
    (found,) = (h for h in holdings(omi_2006, cases, tried) if h.name == "3.2")
    assert found.score == Fraction(72, 100)
    assert not found.below
    assert (found.holds, found.of, found.otherwise) == (3, 4, ("Without A",))
    assert found.lowest == Fraction(4, 5) * Fraction(1, 2) + Fraction(1, 5)
    assert found.highest == Fraction(4, 5) + Fraction(1, 5) * Fraction(2, 4)


def test_what_has_no_score_has_no_conclusion(
    omi_2006: Instrument, cases_with: Callable[..., Cases]
) -> None:
    cases = cases_with({"3.2.SUM": ("poor", "sufficient")})
    names = [holding.name for holding in holdings(omi_2006, cases, choices(omi_2006, cases))]
    assert names == ["3.2", "section-3"]
