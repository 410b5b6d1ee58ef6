from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from omi_desktop.assets import asset
from omi_desktop.instrument.applicability import State, standing, standings, tally
from omi_desktop.instrument.bank import read_bank
from omi_desktop.instrument.gates import Always, And, Condition, GateName, Not, Or, Test
from omi_desktop.instrument.model import (
    NOT_APPLICABLE,
    Instrument,
    Question,
    ValueType,
    several,
)

if TYPE_CHECKING:
    from .conftest import SmallBank

BANK = read_bank(asset("instrument/omi-2006"))


class Reference:
    """One case, one question at a time, no mask, no memory: slow, and read off the rules."""

    def __init__(self, instrument: Instrument, values: Mapping[str, str]) -> None:
        self.instrument = instrument
        self.values = values

    def applies(self, name: str) -> bool | None:
        return self.truth(self.instrument.questions[name].applies_to)

    def truth(self, condition: Condition) -> bool | None:
        if isinstance(condition, Always):
            return True
        if isinstance(condition, GateName):
            return self.truth(self.instrument.gate[condition.gate].when)
        if isinstance(condition, Not):
            inner = self.truth(condition.part)
            return None if inner is None else not inner
        if isinstance(condition, And):
            truths = [self.truth(part) for part in condition.parts]
            if any(truth is False for truth in truths):
                return False
            return None if any(truth is None for truth in truths) else True
        if isinstance(condition, Or):
            truths = [self.truth(part) for part in condition.parts]
            if any(truth is True for truth in truths):
                return True
            return None if any(truth is None for truth in truths) else False
        return self.test(condition)

    def test(self, test: Test) -> bool | None:
        applies = self.applies(test.question)
        if applies is not True:
            return applies
        if test.question not in self.values:
            return None
        value = self.values[test.question]
        if value == NOT_APPLICABLE:
            return False
        if test.operator == "has":
            return test.values[0] in several(value)
        if test.operator in ("=", "in"):
            return value in test.values
        if test.operator == "!=":
            return value not in test.values
        number, limit = int(value), int(test.values[0])
        return {
            "<": number < limit,
            "<=": number <= limit,
            ">": number > limit,
            ">=": number >= limit,
        }[test.operator]

    def state(self, name: str) -> State | None:
        answered = name in self.values
        if self.applies(name) is not True:
            return State.PARKED if answered else None
        if not answered:
            return State.NOT_ANSWERED
        not_applicable = self.values[name] == NOT_APPLICABLE
        return State.NOT_APPLICABLE if not_applicable else State.ANSWERED


def offered(question: Question) -> st.SearchStrategy[str]:
    """Return any value that may be stored for a question."""
    if question.value_type is ValueType.NUMBER:
        return st.integers(0, 12).map(str)
    if question.scale is None:
        return st.just("2006-01-09")
    choices = [choice.id for choice in question.scale.choices]
    if question.value_type is ValueType.SEVERAL:
        return st.lists(st.sampled_from(choices), min_size=1, unique=True).map("+".join)
    return st.sampled_from([*choices, NOT_APPLICABLE])


@st.composite
def toggles(draw: st.DrawFn) -> list[tuple[str, str | None]]:
    """Return a sequence of answers given and taken back, on the questions that gates rest on."""
    names = draw(st.lists(st.sampled_from(list(BANK.questions)), min_size=1, max_size=60))
    return [(name, draw(st.none() | offered(BANK.questions[name]))) for name in names]


@settings(max_examples=60, deadline=None)
@given(toggles())
def test_random_toggling_agrees_with_the_reference(moves: list[tuple[str, str | None]]) -> None:
    values: dict[str, str] = {}
    for name, value in moves:
        if value is None:
            values.pop(name, None)
        else:
            values[name] = value
    found = standing(BANK, values)
    reference = Reference(BANK, values)
    for name in BANK.questions:
        assert found.applies(name) == reference.applies(name), name
        assert found.state(name) == reference.state(name), name


@settings(max_examples=25, deadline=None)
@given(st.lists(toggles(), max_size=5))
def test_many_cases_at_once_stand_as_each_alone(
    sequences: list[list[tuple[str, str | None]]],
) -> None:
    cases = [{name: value for name, value in moves if value is not None} for moves in sequences]
    together = standings(BANK, cases)
    for index, values in enumerate(cases):
        alone = standings(BANK, [values])
        for name in BANK.questions:
            assert together.applies(name, index) == alone.applies(name)
            assert together.state(name, index) == alone.state(name)


@given(st.lists(st.integers(0, 2**12 - 1), max_size=40))
def test_a_tally_counts_for_each_case_the_masks_it_stands_in(masks: list[int]) -> None:
    assert tally(masks, 12) == [sum(mask >> case & 1 for mask in masks) for case in range(12)]


def test_an_answer_behind_a_closed_gate_is_parked_and_comes_back(small_bank: SmallBank) -> None:
    bank = small_bank.instrument()
    open_gate = {"sentence": "licence", "1.1.1": "yes", "1.1.2": "yes"}
    closed = open_gate | {"1.1.1": "no"}
    assert standing(bank, open_gate).state("1.1.2") is State.ANSWERED
    assert standing(bank, closed).state("1.1.2") is State.PARKED
    assert standing(bank, closed).parked == 1
    assert standing(bank, open_gate).state("1.1.2") is State.ANSWERED


def test_an_answer_taken_back_leaves_what_rests_on_it_undecided(small_bank: SmallBank) -> None:
    bank = small_bank.instrument()
    found = standing(bank, {"sentence": "licence", "1.1.2": "yes"})
    assert found.applies("1.1.2") is None
    assert found.state("1.1.2") is State.PARKED


def test_a_gate_that_is_shut_for_sure_needs_no_other_answer(small_bank: SmallBank) -> None:
    found = standing(small_bank.instrument(), {"sentence": "community"})
    assert found.applies("1.1.2") is False
    assert found.state("1.1.2") is None


def test_a_parked_answer_opens_no_gate(small_bank: SmallBank) -> None:
    small_bank.add("gates.toml", '\n[[gate]]\nid = "done"\ntitle = "Done"\nwhen = "1.1.2 = yes"\n')
    bank = small_bank.instrument()
    parked = {"sentence": "community", "1.1.1": "yes", "1.1.2": "yes"}
    assert standings(bank, [parked]).gate("done") == 0


def test_not_applicable_passes_no_test_not_even_of_difference(small_bank: SmallBank) -> None:
    small_bank.add(
        "gates.toml", '\n[[gate]]\nid = "other"\ntitle = "Other"\nwhen = "1.1.1 != yes"\n'
    )
    bank = small_bank.instrument()
    assert standings(bank, [{"1.1.1": NOT_APPLICABLE}, {"1.1.1": "no"}]).gate("other") == 0b10


def test_a_case_counts_what_is_answered_what_applies_and_what_is_missing(
    small_bank: SmallBank,
) -> None:
    found = standing(
        small_bank.instrument(),
        {"sentence": "licence", "tier": "3", "1.1.1": "yes", "1.1.SUM": NOT_APPLICABLE},
    )
    assert (found.answered, found.applicable, found.parked) == (4, 6, 0)
    assert found.missing == ("parts", "1.1.2")
