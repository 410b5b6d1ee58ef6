from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from math import floor

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from omi_desktop.errors import RequestError
from omi_desktop.instrument.applicability import State, standing
from omi_desktop.instrument.model import NOT_APPLICABLE, Instrument, Kind, ValueType
from omi_desktop.scoring.json_form import json_form
from omi_desktop.scoring.score import ScoredCase, scorecard
from omi_desktop.scoring.scorecard import Scorecard, percent, rounded


def score(instrument: Instrument, cases: Sequence[Mapping[str, str]], where: str = "") -> Scorecard:
    complete = [ScoredCase("complete", values) for values in cases]
    return scorecard(instrument, complete, area="Anywhere", ratings={}, where=where)


def answered(question: str, sufficient: int, relevant: int, above: str, below: str) -> list[str]:
    return [above] * sufficient + [below] * (relevant - sufficient)


def sustained(instrument: Instrument) -> list[dict[str, str]]:
    """Return 99 cases with the printed results of criterion 3.2."""
    printed = {
        "3.2.1": (65, 79, "yes", "no"),
        "3.2.2": (64, 82, "excellent", "poor"),
        "3.2.3": (64, 98, "sufficient", "insufficient"),
        "3.2.4": (57, 97, "sufficient", "poor"),
        "3.2.SUM": (75, 99, "sufficient", "insufficient"),
    }
    cases: list[dict[str, str]] = [{} for _ in range(99)]
    for question, (sufficient, relevant, above, below) in printed.items():
        for values, value in zip(
            cases, answered(question, sufficient, relevant, above, below), strict=False
        ):
            values[question] = value
        for values in cases[relevant:]:
            values[question] = NOT_APPLICABLE
    return cases


def test_criterion_3_2_of_the_report_computes_to_72(omi_2006: Instrument) -> None:
    card = score(omi_2006, sustained(omi_2006))
    (criterion,) = (c for c in card.criteria if c.id == "3.2")
    mean = (Fraction(65, 79) + Fraction(64, 82) + Fraction(64, 98) + Fraction(57, 97)) / 4
    assert criterion.score == Fraction(4, 5) * mean + Fraction(1, 5) * Fraction(75, 99)
    assert criterion.rounded == 72
    assert percent(criterion.score, 2) == Decimal("72.03")


def test_number_of_offender_managers_is_a_fact_and_scores_nothing(omi_2006: Instrument) -> None:
    cases = [values | {"3.2.P1": "1"} for values in sustained(omi_2006)]
    with_fact, without = score(omi_2006, cases), score(omi_2006, sustained(omi_2006))
    assert [c.score for c in with_fact.criteria] == [c.score for c in without.criteria]


def test_a_question_with_no_relevant_case_is_left_out_not_nought(omi_2006: Instrument) -> None:
    cases = sustained(omi_2006)
    for values in cases:
        values["3.2.1"] = NOT_APPLICABLE
    (criterion,) = (c for c in score(omi_2006, cases).criteria if c.id == "3.2")
    mean = (Fraction(64, 82) + Fraction(64, 98) + Fraction(57, 97)) / 3
    assert criterion.individual == mean
    assert criterion.questions[1].share is None


def test_without_a_summary_the_questions_carry_the_whole_weight(omi_2006: Instrument) -> None:
    cases = [
        {name: value for name, value in values.items() if name != "3.2.SUM"}
        for values in sustained(omi_2006)
    ]
    (criterion,) = (c for c in score(omi_2006, cases).criteria if c.id == "3.2")
    assert criterion.score == criterion.individual
    assert "carry it all" in criterion.remark


def test_without_questions_the_summary_carries_the_whole_weight(omi_2006: Instrument) -> None:
    card = score(omi_2006, [{"3.2.SUM": "excellent"}, {"3.2.SUM": "poor"}, {"3.2.SUM": "poor"}])
    (criterion,) = (c for c in card.criteria if c.id == "3.2")
    assert criterion.score == Fraction(1, 3)
    assert criterion.below_line
    assert "carries it all" in criterion.remark


def test_nothing_to_average_has_no_score(omi_2006: Instrument) -> None:
    card = score(omi_2006, [])
    assert {criterion.score for criterion in card.criteria} == {None}
    assert {section.score for section in card.sections} == {None}
    assert card.risk_of_harm.score is None
    assert not any(criterion.below_line for criterion in card.criteria)
    form = json_form(card)
    assert form["risk_of_harm"] == {"score": None, "rounded": None, "cases": 0}


def test_an_answer_behind_a_closed_gate_counts_nowhere(omi_2006: Instrument) -> None:
    parked = {"case_type": "community", "1.2.4": "yes"}
    assert score(omi_2006, [parked]).question("1.2.4").relevant == 0


def test_withdrawn_cases_and_cases_not_started_count_nowhere(omi_2006: Instrument) -> None:
    values = {"3.2.SUM": "excellent"}
    statuses = ("complete", "in progress", "not started", "withdrawn")
    card = scorecard(
        omi_2006,
        [ScoredCase(status, values) for status in statuses],
        area="Anywhere",
        ratings={},
    )
    assert card.question("3.2.SUM").relevant == 2
    assert (card.cases.sampled, card.cases.assessed, card.cases.complete) == (4, 2, 1)


def test_a_score_says_how_many_cases_it_rests_on(omi_2006: Instrument) -> None:
    card = score(omi_2006, [{"3.2.SUM": "poor"}, {"3.2.1": "yes"}, {"3.2.1": NOT_APPLICABLE}])
    (criterion,) = (c for c in card.criteria if c.id == "3.2")
    assert criterion.cases == 2


@pytest.mark.parametrize(
    ("share", "shown"),
    [
        (Fraction(43, 61), 70),
        (Fraction(1, 8), 13),
        (Fraction(139, 200), 70),
        (Fraction(1389, 2000), 69),
        (Fraction(0), 0),
        (Fraction(1), 100),
        (Fraction(1, 200), 1),
    ],
)
def test_rounding_is_half_up_and_once(share: Fraction, shown: int) -> None:
    assert rounded(share) == shown


@given(st.fractions(0, 1))
def test_rounding_is_the_nearest_whole_number(share: Fraction) -> None:
    assert rounded(share) == floor(share * 100 + Fraction(1, 2))


def test_the_rounded_score_decides_what_is_below_the_line(omi_2006: Instrument) -> None:
    def card(sufficient: int) -> bool:
        values = answered("3.2.SUM", sufficient, 200, "excellent", "poor")
        result = score(omi_2006, [{"3.2.SUM": value} for value in values])
        return next(c for c in result.criteria if c.id == "3.2").below_line

    assert not card(139)
    assert card(138)


def test_scores_can_be_asked_of_the_cases_behind_a_gate(omi_2006: Instrument) -> None:
    cases = [
        {"case_type": "licence", "3.2.SUM": "excellent"},
        {"case_type": "community", "3.2.SUM": "poor"},
    ]
    card = score(omi_2006, cases, where="licence")
    assert card.question("3.2.SUM").share == 1
    assert card.cases.sampled == 1


def test_a_gate_that_the_bank_does_not_have_is_a_sentence(omi_2006: Instrument) -> None:
    with pytest.raises(RequestError, match="no gate “parole”"):
        score(omi_2006, [], where="parole")


def test_ratings_of_section_4_are_carried_in_words(omi_2006: Instrument) -> None:
    card = scorecard(omi_2006, [], area="Anywhere", ratings={"4.1": "well-met"})
    assert card.leadership[0].rating == "Well met"
    assert card.leadership[1].rating == ""


def test_facts_of_a_case_are_counted_by_value(omi_2006: Instrument) -> None:
    card = score(omi_2006, [{"ppo": "yes"}, {"ppo": "no"}, {"ppo": "yes"}])
    assert card.question("ppo").counts == (("no", 1), ("yes", 2))
    assert card.question("ppo").share is None


def test_asking_for_a_question_that_is_not_there_fails(omi_2006: Instrument) -> None:
    with pytest.raises(KeyError):
        score(omi_2006, []).question("9.9.9")


def naive(instrument: Instrument, cases: Sequence[ScoredCase]) -> dict[str, Fraction | None]:
    """Score again, the long way: case by case, question by question, from interfaces alone."""
    shares: dict[str, Fraction | None] = {}
    live = [case for case in cases if case.status in ("complete", "in progress")]
    stands = [standing(instrument, case.values) for case in live]
    for question in instrument.questions.values():
        if question.kind is Kind.FACT or question.scale is None:
            continue
        labels = {choice.id: bool(choice.above_line) for choice in question.scale.choices}
        given = [
            labels[case.values[question.id]]
            for case, stand in zip(live, stands, strict=True)
            if stand.state(question.id) is State.ANSWERED
        ]
        shares[question.id] = Fraction(sum(given), len(given)) if given else None
    result: dict[str, Fraction | None] = {}
    for criterion in instrument.criteria:
        single = [
            shares[q.id]
            for q in criterion.questions
            if q.kind is Kind.SCORED and shares[q.id] is not None
        ]
        final = shares[f"{criterion.id}.SUM"]
        mean = sum(single, Fraction()) / len(single) if single else None
        if mean is not None and final is not None:
            result[criterion.id] = Fraction(80, 100) * mean + Fraction(20, 100) * final
        else:
            result[criterion.id] = mean if mean is not None else final
    for section in ("1", "2", "3"):
        own = [
            result[criterion.id]
            for criterion in instrument.criteria
            if criterion.section == section and result[criterion.id] is not None
        ]
        result[f"section {section}"] = sum(own, Fraction()) / len(own) if own else None
    thread = [
        shares[name]
        for name, question in instrument.questions.items()
        if question.risk_of_harm and name in shares and name[0] in "12" and shares[name] is not None
    ]
    result["thread"] = sum(thread, Fraction()) / len(thread) if thread else None
    return result


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(seed=st.integers(0, 2**32), size=st.integers(0, 8))
def test_scores_equal_a_naive_second_implementation(
    omi_2006: Instrument, seed: int, size: int
) -> None:
    chance = random.Random(seed)
    cases = [random_case(omi_2006, chance) for _ in range(size)]
    card = scorecard(omi_2006, cases, area="Anywhere", ratings={})
    expected = naive(omi_2006, cases)
    assert {c.id: c.score for c in card.criteria} == {
        c.id: expected[c.id] for c in omi_2006.criteria
    }
    assert {f"section {s.id}": s.score for s in card.sections} == {
        name: value for name, value in expected.items() if name.startswith("section")
    }
    assert card.risk_of_harm.score == expected["thread"]


def random_case(instrument: Instrument, chance: random.Random) -> ScoredCase:
    values: dict[str, str] = {}
    for question in instrument.questions.values():
        if chance.random() < 0.15:
            continue
        if question.value_type is ValueType.NUMBER:
            values[question.id] = str(chance.randint(0, 9))
        elif question.scale is None:
            values[question.id] = "2006-01-09"
        else:
            choices = [choice.id for choice in question.scale.choices]
            if question.value_type is ValueType.CHOICE:
                choices.append(NOT_APPLICABLE)
            values[question.id] = chance.choice(choices)
    statuses = ["complete", "in progress", "withdrawn", "not started"]
    return ScoredCase(chance.choice(statuses), values)


def test_the_json_form_speaks_as_published(omi_2006: Instrument) -> None:
    card = replace(score(omi_2006, sustained(omi_2006)), area="Cumbria")
    form = json_form(card)
    assert form["area"] == "Cumbria"
    assert form["instrument"] == "omi-2006"
    assert form["cases"] == {"sampled": 99, "assessed": 99, "complete": 99}
    criterion = next(c for c in form["criteria"] if c["id"] == "3.2")  # type: ignore[union-attr,index,call-overload]
    assert criterion["score"] == 72.03
    assert criterion["below_line"] is False
    assert criterion["questions"][1] == {
        "id": "3.2.1",
        "kind": "scored",
        "risk_of_harm": False,
        "sufficient": 65,
        "relevant": 79,
        "percent": 82.278,
    }
