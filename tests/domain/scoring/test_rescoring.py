from __future__ import annotations

import random
from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from omi_desktop.instrument.applicability import standing
from omi_desktop.instrument.model import NOT_APPLICABLE, Instrument, Question, ValueType
from omi_desktop.scoring.rescoring import Rescoring, resting
from omi_desktop.scoring.score import ScoredCase, scorecard
from omi_desktop.scoring.scorecard import Scorecard

STATUSES = ("not started", "in progress", "complete", "withdrawn")


def card_of(instrument: Instrument, cases: list[ScoredCase], where: str = "") -> Scorecard:
    ratings = {"4.1": instrument.ratings[0].id}
    return scorecard(instrument, cases, area="Anywhere", ratings=ratings, where=where)


def an_answer(question: Question, chance: random.Random) -> str:
    if question.scale is None:
        return {ValueType.NUMBER: str(chance.randrange(1, 30))}.get(
            question.value_type, "2006-01-01"
        )
    choices = [choice.id for choice in question.scale.choices]
    if question.value_type is ValueType.SEVERAL:
        return "+".join(chance.sample(choices, chance.randint(1, min(3, len(choices)))))
    return chance.choice([*choices, NOT_APPLICABLE])


def a_case(instrument: Instrument, chance: random.Random, like: Mapping[str, str]) -> ScoredCase:
    values = dict(like)
    names = list(instrument.questions)
    for name in chance.sample(names, chance.choice([1, 1, 3, len(names) // 2, len(names)])):
        if chance.random() < 0.2:
            values.pop(name, None)
        else:
            values[name] = an_answer(instrument.questions[name], chance)
    return ScoredCase(chance.choice(STATUSES), values)


# Each example scores three cases anew three times, which takes its time.
@settings(max_examples=settings.default.max_examples // 4)
@given(
    st.randoms(use_true_random=False), st.sampled_from(["", "licence", "convicted_or_cautioned"])
)
def test_a_scorecard_brought_up_to_date_is_the_one_made_anew(
    omi_2006: Instrument, chance: random.Random, where: str
) -> None:
    cases = [a_case(omi_2006, chance, {}) for _ in range(3)]
    rescoring = Rescoring(omi_2006)
    card = card_of(omi_2006, cases, where)
    for _ in range(3):
        index = chance.randrange(len(cases))
        new = a_case(omi_2006, chance, cases[index].values)
        card = rescoring.after(card, cases[index], new).card
        cases[index] = new
        assert card == card_of(omi_2006, cases, where)


@pytest.fixture(scope="module")
def answered(omi_2006: Instrument) -> dict[str, str]:
    """Return a case with every question that applies answered at random."""
    chance = random.Random(7)
    values = {q.id: an_answer(q, chance) for q in omi_2006.questions.values()}
    return values | {"case_type": "community", "3.2.1": "yes", "3.2.SUM": "poor"}


def test_one_more_answer_counts_one_question_and_one_criterion_again(
    omi_2006: Instrument, answered: dict[str, str]
) -> None:
    old = ScoredCase("in progress", answered)
    new = ScoredCase("in progress", answered | {"3.2.SUM": "excellent"})
    rescored = Rescoring(omi_2006).after(card_of(omi_2006, [old]), old, new)
    assert rescored.questions == ("3.2.SUM",)
    assert rescored.criteria == ("3.2",)


def test_no_answer_counts_more_questions_again_than_it_opens_or_closes_and_itself(
    omi_2006: Instrument, answered: dict[str, str]
) -> None:
    rescoring, chance = Rescoring(omi_2006), random.Random(11)
    old = ScoredCase("complete", answered)
    card = card_of(omi_2006, [old, old])
    for name, question in omi_2006.questions.items():
        new = ScoredCase("complete", answered | {name: an_answer(question, chance)})
        before, now = standing(omi_2006, old.values), standing(omi_2006, new.values)
        turned = {
            other
            for other in omi_2006.questions
            if (before.applies(other) is True) is not (now.applies(other) is True)
        }
        assert set(rescoring.after(card, old, new).questions) <= {name} | turned


def test_scores_that_are_not_touched_are_not_made_again(
    omi_2006: Instrument, answered: dict[str, str]
) -> None:
    old = ScoredCase("complete", answered)
    card = card_of(omi_2006, [old])
    new = ScoredCase("complete", answered | {"3.2.SUM": "excellent"})
    after = Rescoring(omi_2006).after(card, old, new).card
    pairs = zip(card.criteria, after.criteria, strict=True)
    assert [one.id for one, other in pairs if one is not other] == ["3.2"]
    assert after.risk_of_harm is card.risk_of_harm
    assert after.facts is card.facts


def test_a_note_or_a_value_that_is_no_question_counts_nothing_again(
    omi_2006: Instrument, answered: dict[str, str]
) -> None:
    old = ScoredCase("complete", answered)
    new = ScoredCase("complete", answered | {"retired-question": "yes"})
    card = card_of(omi_2006, [old])
    rescored = Rescoring(omi_2006).after(card, old, new)
    assert (rescored.card, rescored.questions, rescored.criteria) == (card, (), ())


def test_a_question_rests_on_its_gates_and_on_what_those_rest_on(omi_2006: Instrument) -> None:
    found = resting(omi_2006)
    assert "1.2.4" in found["case_type"]
    assert "gender" not in found["case_type"]
    for name, rest in found.items():
        assert name not in rest
        for other in rest:
            assert found[other] <= rest
