"""A score across areas and over time, as plain values."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace as with_other
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from omi_desktop.instrument.model import Instrument
from omi_desktop.scoring.averaging import THREAD
from omi_desktop.scoring.score import ScoredCase, scorecard
from omi_desktop.scoring.scorecard import Scorecard
from omi_desktop.statistics.areas import (
    AreaScores,
    among,
    latest,
    over_time,
    ranked,
    scores_by_name,
    what_counts,
)
from omi_desktop.statistics.areas_form import areas_form

Make = Callable[[str, str, Fraction | None], AreaScores]


@pytest.fixture(scope="session")
def empty(omi_2006: Instrument) -> Scorecard:
    """Return a scorecard without any score."""
    return scorecard(omi_2006, [], area="", ratings={})


@pytest.fixture(scope="session")
def an_area(empty: Scorecard) -> Make:
    """Return a maker of inspections with one score on criterion 1.1."""

    def made(area: str, when: str, score: Fraction | None) -> AreaScores:
        first, *others = empty.criteria
        criteria = (with_other(first, score=score, cases=9), *others)
        card = with_other(empty, area=area, criteria=criteria)
        return AreaScores(f"{area} {when}", area, when, 1, card)

    return made


@given(
    scores=st.lists(
        st.fractions(min_value=0, max_value=1, max_denominator=99), min_size=1, max_size=8
    )
)
def test_lowest_average_and_highest_are_those_of_the_areas(
    an_area: Make, scores: list[Fraction]
) -> None:
    areas = [an_area(f"Area {n}", "2006-05-01", score) for n, score in enumerate(scores)]
    found = among("1.1", areas)
    assert found is not None
    assert (found.lowest, found.highest, found.of) == (min(scores), max(scores), len(scores))
    assert found.average == sum(scores) / len(scores)
    assert set(found.lowest_areas) == {one.area for one in areas if one.score("1.1") == min(scores)}
    order = [one.score("1.1") for one in ranked("1.1", areas)]
    assert order == sorted(scores, reverse=True)


def test_an_area_counts_once_with_its_latest_inspection(an_area: Make) -> None:
    years = [
        an_area("Cumbria", "2006-07-17", Fraction(74, 100)),
        an_area("Cumbria", "2004-05-01", Fraction(40, 100)),
        an_area("Cumbria", "2005-06-01", Fraction(50, 100)),
    ]
    other = an_area("Furness", "2006-01-09", Fraction(60, 100))
    assert [one.when[:4] for one in latest([*years, other])] == ["2006", "2006"]
    found = among("1.1", [*years, other])
    assert found is not None
    assert (found.of, found.average) == (2, Fraction(67, 100))
    assert [one.when[:4] for one in over_time("Cumbria", [*years, other])] == [
        "2004",
        "2005",
        "2006",
    ]


def test_an_area_without_the_score_is_no_part_of_it(an_area: Make) -> None:
    without = an_area("Furness", "2006-01-09", None)
    assert among("1.1", [without]) is None
    assert among("2.1", [without]) is None
    found = among("1.1", [without, an_area("Cumbria", "2006-07-17", Fraction(1, 2))])
    assert found is not None
    assert found.of == 1
    assert ranked("1.1", [without]) == ()


def test_the_names_and_figures_are_those_of_the_scorecard(
    omi_2006: Instrument, demo_cases: tuple[ScoredCase, ...]
) -> None:
    card = scorecard(omi_2006, demo_cases, area="Cumbria", ratings={})
    one = AreaScores("x", "Cumbria", "2006-07", 1, card)
    named = scores_by_name(card)
    for criterion in card.criteria:
        assert (one.score(criterion.id), one.cases(criterion.id)) == (
            criterion.score,
            criterion.cases,
        )
    assert one.score(THREAD) == card.risk_of_harm.score
    assert one.cases("section-1") == max(c.cases for c in card.criteria if c.section == "1")
    form = areas_form(list(named), [one])
    assert isinstance(form["scores"], list)
    assert len(form["scores"]) == len(named) == 18


def test_wording_may_differ_but_nothing_that_counts(omi_2006: Instrument) -> None:
    first, *rest = omi_2006.criteria
    reworded = replace(first, title="Another title", descriptor="Other words.")
    assert what_counts(replace(omi_2006, criteria=(reworded, *rest))) == what_counts(omi_2006)
    scaled = replace(omi_2006, individual_weight=4, summary_weight=1)
    assert what_counts(scaled) == what_counts(omi_2006)
    fewer = replace(first, questions=tuple(q for q in first.questions if q.id != "1.1.1"))
    gate, *gates = omi_2006.gates
    for other in (
        replace(omi_2006, line=65),
        replace(omi_2006, individual_weight=70, summary_weight=30),
        replace(omi_2006, criteria=(fewer, *rest)),
        replace(omi_2006, gates=(replace(gate, when=gates[0].when), *gates)),
        replace(omi_2006, id="omi-2"),
    ):
        assert what_counts(other) != what_counts(omi_2006)
