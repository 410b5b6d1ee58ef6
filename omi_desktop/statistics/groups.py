"""The groups of cases that figures are compared between: by a fact, a gate, or anything known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from omi_desktop.errors import RequestError
from omi_desktop.instrument.applicability import Standings, standings
from omi_desktop.instrument.gates import GateName, Not
from omi_desktop.instrument.model import Instrument, Question, ValueType, several
from omi_desktop.scoring.score import COUNTED, ScoredCase, cases_that_are
from omi_desktop.statistics.judgements import mask


@dataclass(frozen=True, slots=True)
class Group:
    """Some cases as a mask, and those that they are compared with.

    A case of which it is not known whether it belongs to the group is in neither. `where` and
    `others_where` say both as conditions in the language of gates, "" where it has no words for
    them, as for the cases of one assessor.
    """

    id: str
    title: str
    cases: int
    others: int
    where: str = ""
    others_where: str = ""


def groups(instrument: Instrument, cases: Sequence[ScoredCase], by: str) -> tuple[Group, ...]:
    """Return the groups of the cases that count by a gate, or by the answers to a question.

    A gate makes one group, those in which it holds, against those in which it does not; a fact or
    question one for each answer that was given, against those with another, or just the first of
    two. A case with several answers is in several groups. Raises RequestError where there is no
    such gate or question, or where its answers are no choices.
    """
    found = standings(instrument, [case.values for case in cases])
    counted = cases_that_are(cases, COUNTED)
    if by in instrument.gate:
        gate = instrument.gate[by]
        inside, outside = found.gate(by) & counted, found.where(Not(GateName(by))) & counted
        return (Group(by, gate.title, inside, outside, by, f"not {by}"),)
    question = instrument.questions.get(by)
    if question is None:
        raise RequestError(
            f"The question bank has no fact, question or gate “{by}”. “omi instrument check” and "
            "the sheet Questions of the workbook know their names."
        )
    return _by_answer(found, question, counted)


def groups_of(labels: Mapping[int, str], counted: int) -> tuple[Group, ...]:
    """Return one group for each label, such as the assessor or office by the index of a case."""
    known = mask(labels) & counted
    return _different(
        Group(label, label, own, known & ~own)
        for label in sorted(set(labels.values()))
        if (own := mask(i for i, other in labels.items() if other == label) & counted)
    )


def answered(found: Standings, question: Question, counted: int) -> tuple[dict[str, int], int]:
    """Return the cases that gave each choice of a question, and those that gave any."""
    if question.scale is None:
        raise RequestError(
            f"The answers to “{question.id}” are no choices ({question.value_type}). Compare by a "
            "gate over it instead, such as “months_supervised >= 6” in the gates of the bank."
        )
    of_choice = {choice.id: 0 for choice in question.scale.choices}
    base = 0
    for value, cases in found.counted(question.id).items():
        parts = several(value) if question.value_type is ValueType.SEVERAL else (value,)
        for part in parts:
            if part in of_choice:
                of_choice[part] |= cases & counted
                base |= cases & counted
    return of_choice, base


def _by_answer(found: Standings, question: Question, counted: int) -> tuple[Group, ...]:
    of_choice, base = answered(found, question, counted)
    return _different(
        Group(choice, question.label(choice), cases, base & ~cases, *_conditions(question, choice))
        for choice, cases in of_choice.items()
        if cases
    )


def _conditions(question: Question, choice: str) -> tuple[str, str]:
    # Where several answers are given, “not” would take in the cases that gave none of the scale.
    if question.value_type is not ValueType.CHOICE:
        return "", ""
    return f"{question.id} = {choice}", f"{question.id} != {choice}"


def _different(found: Iterable[Group]) -> tuple[Group, ...]:
    """Return the groups; of two that are each other's others the first, as that says it all."""
    several_groups = tuple(found)
    if len(several_groups) == 2 and several_groups[0].cases == several_groups[1].others:
        return several_groups[:1]
    return several_groups
