from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from omi_desktop.instrument.model import NOT_APPLICABLE, Instrument
from omi_desktop.scoring.score import ScoredCase
from omi_desktop.scoring.scorecard import rounded
from omi_desktop.statistics.distance import (
    answer_worths,
    criterion_distance,
    question_distance,
)
from omi_desktop.statistics.judgements import Judged, Judgements, judgements

QUESTIONS = ("3.2.3", "3.2.4", "3.2.SUM")
ANSWER = st.sampled_from([True, False, None])
COLUMNS = st.lists(st.tuples(ANSWER, ANSWER, ANSWER), min_size=1, max_size=4)


def judged_of(instrument: Instrument, rows: Sequence[tuple[bool | None, ...]]) -> Judgements:
    questions = {
        name: Judged(
            sum(1 << i for i, row in enumerate(rows) if row[column]),
            sum(1 << i for i, row in enumerate(rows) if row[column] is not None),
        )
        for column, name in enumerate(QUESTIONS)
    }
    return Judgements(instrument, len(rows), (1 << len(rows)) - 1, questions)


def fewest_by_trying(
    instrument: Instrument,
    rows: Sequence[tuple[bool | None, ...]],
    line: int,
    moves: Sequence[Sequence[tuple[int, int]]],
) -> int | None:
    """Return how few of the moves, each a list of answers turned, bring the score across."""

    def below(turned: set[tuple[int, int]]) -> bool:
        changed = [
            tuple(
                answer if (i, column) not in turned or answer is None else not answer
                for column, answer in enumerate(row)
            )
            for i, row in enumerate(rows)
        ]
        shown = rounded(judged_of(instrument, changed).scores()["3.2"])
        assert shown is not None
        return shown < line

    start = below(set())
    for many in range(1, len(moves) + 1):
        for chosen in combinations(moves, many):
            if below({answer for move in chosen for answer in move}) is not start:
                return many
    return None


@given(COLUMNS, st.integers(1, 100))
def test_no_fewer_answers_or_cases_cross_the_line(
    omi_2006: Instrument, rows: list[tuple[bool | None, ...]], line: int
) -> None:
    judged = judged_of(omi_2006, rows)
    found = criterion_distance(judged, "3.2", line)
    if found is None:
        assert all(answer is None for row in rows for answer in row)
        return
    assert found.score == judged.scores()["3.2"]
    turned = [
        (i, column)
        for i, row in enumerate(rows)
        for column, answer in enumerate(row)
        if answer is not None and answer is not found.below
    ]
    assert found.answers == fewest_by_trying(omi_2006, rows, line, [[one] for one in turned])
    by_case = [[one for one in turned if one[0] == i] for i in range(len(rows))]
    assert found.cases == fewest_by_trying(omi_2006, rows, line, [own for own in by_case if own])


@given(COLUMNS, st.integers(1, 100))
def test_the_nearest_case_moves_the_score_by_what_it_is_worth(
    omi_2006: Instrument, rows: list[tuple[bool | None, ...]], line: int
) -> None:
    judged = judged_of(omi_2006, rows)
    found = criterion_distance(judged, "3.2", line)
    if found is None or not found.nearest_cases:
        return
    nearest = found.nearest_cases[0]
    rows[nearest.index] = tuple(
        None if answer is None else found.below for answer in rows[nearest.index]
    )
    moved = judged_of(omi_2006, rows).scores()["3.2"]
    assert moved is not None
    assert abs(moved - found.score) == nearest.worth
    assert nearest.worth == max(case.worth for case in found.nearest_cases)


@pytest.mark.parametrize(
    ("sufficient", "relevant", "answers"),
    [(66, 99, 3), (69, 99, 1), (138, 200, 1), (139, 200, 1), (140, 200, 2), (0, 1, 1), (1, 1, 1)],
)
def test_how_many_more_sufficient_answers_cross_a_line_of_70(
    omi_2006: Instrument, sufficient: int, relevant: int, answers: int
) -> None:
    questions = {"3.2.3": Judged((1 << sufficient) - 1, (1 << relevant) - 1)}
    judged = Judgements(omi_2006, relevant, (1 << relevant) - 1, questions)
    found = question_distance(judged, "3.2.3", 70)
    assert found is not None
    shown = rounded(Fraction(sufficient, relevant))
    assert shown is not None
    assert found.below is (shown < 70)
    assert found.answers == found.cases == answers


def test_among_equals_an_answer_next_to_the_line_is_nearest(
    omi_2006: Instrument, cases_with: Callable[..., tuple[ScoredCase, ...]]
) -> None:
    cases = cases_with({"3.2.3": ("poor", "sufficient", "insufficient", NOT_APPLICABLE)})
    found = question_distance(judgements(omi_2006, cases), "3.2.3", 70)
    assert found is not None
    assert [case.index for case in found.nearest_cases] == [2, 0]
    assert [case.beside for case in found.nearest_cases] == [1, 0]


def test_without_a_relevant_case_there_is_no_distance(omi_2006: Instrument) -> None:
    judged = judged_of(omi_2006, [(None, None, None)])
    assert question_distance(judged, "3.2.3", 70) is None
    assert criterion_distance(judged, "3.2", 70) is None


def test_the_worths_of_all_sufficient_answers_add_up_to_the_score_of_the_demo(
    omi_2006: Instrument, demo_cases: tuple[ScoredCase, ...]
) -> None:
    judged = judgements(omi_2006, demo_cases)
    for criterion in omi_2006.criteria:
        worths = answer_worths(judged, criterion).values()
        total = sum((own.sufficient.bit_count() * worth for own, worth in worths), Fraction())
        assert total == judged.scores()[criterion.id]
