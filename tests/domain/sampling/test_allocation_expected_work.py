"""The expected work of a case is the number of questions that will apply, as far as is known."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from omi_desktop.assets import asset
from omi_desktop.instrument.applicability import standing
from omi_desktop.instrument.bank import read_bank
from omi_desktop.instrument.model import Instrument
from omi_desktop.sampling.expected_work import expected_judgements, expected_work, types_of

CHOICES = {
    fact.id: [choice.id for choice in fact.scale.choices]
    for fact in read_bank(asset("instrument/omi-2006")).facts
    if fact.scale is not None
}
profiles = st.dictionaries(st.sampled_from(sorted(CHOICES)), st.integers(0, 20)).map(
    lambda places: {name: CHOICES[name][n % len(CHOICES[name])] for name, n in places.items()}
)


@given(cases=st.lists(profiles, max_size=3))
@settings(max_examples=25)
def test_a_question_counts_one_where_it_applies_and_a_half_where_it_may(
    cases: list[dict[str, str]], omi_2006: Instrument
) -> None:
    worth = {True: Fraction(1), None: Fraction(1, 2), False: Fraction(0)}
    slowly = []
    for values in cases:
        one = standing(omi_2006, values)
        asked = [q.id for q in omi_2006.questions.values() if q.criterion]
        slowly.append(sum((worth[one.applies(question)] for question in asked), Fraction(0)))
    assert list(expected_work(omi_2006, cases)) == slowly
    assert [sum(own.values()) for own in expected_judgements(omi_2006, cases)] == slowly


def test_a_fact_that_closes_gates_makes_a_case_less_work(omi_2006: Instrument) -> None:
    unknown, low, high = expected_work(
        omi_2006, [{}, {"case_type": "community"}, {"case_type": "licence"}]
    )
    assert low < unknown
    assert low < high


def test_answers_given_while_reading_change_nothing(omi_2006: Instrument) -> None:
    before, after = expected_work(omi_2006, [{"ppo": "yes"}, {"ppo": "yes", "1.1.P1": "none"}])
    assert before == after


def test_a_case_is_of_the_types_that_certainly_hold(omi_2006: Instrument) -> None:
    cases = [{"case_type": "licence", "ppo": "yes"}, {"ppo": "no"}, {}]
    gates = ("licence", "ppo", "community")
    assert types_of(omi_2006, cases, gates) == (("licence", "ppo"), (), ())
