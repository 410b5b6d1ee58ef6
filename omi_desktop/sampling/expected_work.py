"""What a case is expected to take, before anybody has read it.

The measure is the number of questions that will apply. A question that certainly applies on the
facts that are known counts one; a question that may apply, because a fact or an earlier answer
that it rests on is not known, counts a half; one that certainly does not counts nothing. The facts
of the profile are left out: they take little time, and many come with the list. So are the answers
given so far, so that the measure of a case does not change while it is read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from omi_desktop.instrument.applicability import standings, tally
from omi_desktop.instrument.gates import Not
from omi_desktop.instrument.model import Instrument

_MAY_APPLY = Fraction(1, 2)


def known_facts(instrument: Instrument, values: Mapping[str, str]) -> dict[str, str]:
    """Return the facts of the profile among the stored values of a case."""
    facts = {fact.id for fact in instrument.facts}
    return {name: value for name, value in values.items() if name in facts}


def expected_work(
    instrument: Instrument, cases: Sequence[Mapping[str, str]]
) -> tuple[Fraction, ...]:
    """Return the expected number of applicable questions of each case, from its stored values."""
    return tuple(sum(own.values(), Fraction(0)) for own in expected_judgements(instrument, cases))


def expected_judgements(
    instrument: Instrument, cases: Sequence[Mapping[str, str]]
) -> tuple[dict[str, Fraction], ...]:
    """Return for each case the expected number of applicable questions, criterion by criterion."""
    known = standings(instrument, [known_facts(instrument, values) for values in cases])
    certain: dict[str, list[int]] = {}
    possible: dict[str, list[int]] = {}
    for question in instrument.questions.values():
        if question.criterion:
            yes, no = known.applicable(question.id), known.where(Not(question.applies_to))
            certain.setdefault(question.criterion, []).append(yes)
            possible.setdefault(question.criterion, []).append(known.everywhere & ~(yes | no))
    found: tuple[dict[str, Fraction], ...] = tuple({} for _ in cases)
    for criterion, masks in certain.items():
        sure, maybe = tally(masks, len(cases)), tally(possible[criterion], len(cases))
        for own, all_of, some_of in zip(found, sure, maybe, strict=True):
            own[criterion] = all_of + some_of * _MAY_APPLY
    return found


def types_of(
    instrument: Instrument, cases: Sequence[Mapping[str, str]], gates: Sequence[str]
) -> tuple[tuple[str, ...], ...]:
    """Return for each case which of the gates certainly hold on the facts that are known."""
    known = standings(instrument, [known_facts(instrument, values) for values in cases])
    masks = {gate: known.gate(gate) for gate in gates}
    return tuple(
        tuple(gate for gate, mask in masks.items() if mask >> index & 1)
        for index in range(len(cases))
    )
