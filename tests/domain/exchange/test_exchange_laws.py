from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from omi_desktop.assets import asset
from omi_desktop.exchange.answers_csv import read_answers, write_answers
from omi_desktop.exchange.recount import AskedQuestion, GivenAnswer, Rules, half_up, recount
from omi_desktop.instrument.applicability import standings
from omi_desktop.instrument.bank import read_bank
from omi_desktop.instrument.model import NOT_APPLICABLE, Question, ValueType
from omi_desktop.scoring.score import ScoredCase, scorecard
from omi_desktop.store import Answer, Case, CaseStatus, How, Inspection, NewAnswer
from omi_desktop.store.tidy import tidy_answers

SMALL = read_bank(Path(__file__).parent / "small-bank")
OMI = read_bank(asset("instrument/omi-2006"))
WRITABLE = st.characters(exclude_characters="\0", exclude_categories=("Cs",))


def values(question: Question) -> st.SearchStrategy[str]:
    match question.value_type:
        case ValueType.NUMBER:
            offered: st.SearchStrategy[str] = st.integers(0, 999).map(str)
        case ValueType.DATE:
            offered = st.dates().map(str)
        case ValueType.TEXT:
            offered = st.text(WRITABLE, min_size=1).filter(lambda text: bool(text.strip()))
        case ValueType.SEVERAL:
            assert question.scale is not None
            ids = [choice.id for choice in question.scale.choices]
            offered = st.lists(st.sampled_from(ids), min_size=1, unique=True).map("+".join)
        case _:
            assert question.scale is not None
            offered = st.sampled_from([choice.id for choice in question.scale.choices])
    return st.just(NOT_APPLICABLE) | offered


answers = st.lists(
    st.sampled_from(list(SMALL.questions.values())).flatmap(
        lambda question: st.tuples(
            st.sampled_from(["c1", "c2", "c3"]),
            st.just(question.id),
            values(question),
            st.text(WRITABLE),
        )
    ),
    unique_by=lambda row: row[:2],
    max_size=12,
)


def held(inspection: Inspection) -> Mapping[tuple[str, str], tuple[str | None, str, str, str]]:
    return {(a.case, a.question): (a.value, a.note, a.by, a.at) for a in inspection.all_answers()}


@settings(max_examples=25)
@given(rows=answers)
def test_answers_exported_and_read_in_again_are_the_same(
    rows: list[tuple[str, str, str, str]], begin_at: Callable[[Path], Inspection]
) -> None:
    with TemporaryDirectory() as folder:
        table = Path(folder) / "answers.csv"
        with begin_at(Path(folder) / "one.omi") as one:
            one.write_answers(
                [NewAnswer(*row, "p1", "2006-07-18T10:00:00.000Z") for row in rows],
                how=How.TYPED,
            )
            write_answers(one, table)
            before = (one.saved(), one.history())
            read_answers(one, table)
            assert (one.saved(), one.history()) == before
            with begin_at(Path(folder) / "other.omi") as other:
                read_answers(other, table)
                assert held(other) == held(one)


@settings(max_examples=15)
@given(seed=st.integers(0, 2**32), count=st.integers(0, 8))
def test_the_recount_from_tidy_answers_equals_the_scorecard(seed: int, count: int) -> None:
    # Thousands of answers: too many for Hypothesis to choose one by one.
    chance = random.Random(seed)
    cases = tuple(
        Case(f"c{n}", f"CU-{n}", n, chance.choice([*CaseStatus]), "", None) for n in range(count)
    )
    filled = [
        {
            question.id: chance.choice([NOT_APPLICABLE, *(c.id for c in question.scale.choices)])
            for question in OMI.questions.values()
            if question.value_type is ValueType.CHOICE
            and question.scale is not None
            and chance.random() < 0.8
        }
        for _ in cases
    ]
    card = scorecard(
        OMI,
        [ScoredCase(case.status, own) for case, own in zip(cases, filled, strict=True)],
        area="",
        ratings={},
    )
    tidy = tidy_answers(
        OMI,
        people=(),
        cases=cases,
        answers=[
            Answer(case.id, question, value, "", "p1", "", 1)
            for case, own in zip(cases, filled, strict=True)
            for question, value in own.items()
        ],
        standings=standings(OMI, filled),
    )
    sides = {True: "yes", False: "no", None: ""}
    found = recount(
        [
            AskedQuestion(q.id, criterion.id, criterion.section, q.kind, q.risk_of_harm)
            for criterion in OMI.criteria
            for q in criterion.questions
        ],
        [
            GivenAnswer(
                place, row.case_ref, row.question_id, row.state, row.answer, sides[row.above_line]
            )
            for place, row in enumerate(tidy)
            if OMI.questions[row.question_id].criterion in OMI.criterion
        ],
        Rules(Fraction(OMI.individual_weight), Fraction(OMI.summary_weight), ("1", "2")),
    )
    assert found.oddities == ()
    assert found.criteria == {criterion.id: criterion.score for criterion in card.criteria}
    assert found.sections == {section.id: section.score for section in card.sections}
    assert found.thread == card.risk_of_harm.score
    assert [half_up(score) for score in found.criteria.values()] == [
        criterion.rounded for criterion in card.criteria
    ]
