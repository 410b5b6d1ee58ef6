"""Rebuild the cases of an inspection from its table of targets.

The same seed gives the same cases on every platform: chance enters only through `Chance`, which
orders cases by numbers drawn from Python's generator, never through its shuffles and samples, whose
course may differ between versions.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field

from omi_desktop.demo.targets import ABOVE, BELOW, Share, Target
from omi_desktop.errors import RequestError
from omi_desktop.instrument.applicability import State, standings
from omi_desktop.instrument.model import NOT_APPLICABLE, Instrument, Kind, Question, several

# How far a case's own quality decides an answer, against chance: with good work on one question
# comes good work on the next, as in life.
_OWN_QUALITY = 0.7
# Shares of the answers on one side of the line that lie at its far end: "very few cases being seen
# as poor" (Summary, Risk of Harm).
_EXCELLENT = 0.18
_POOR = 0.07


class Chance:
    """A seeded source of order."""

    def __init__(self, seed: str) -> None:
        self._random = random.Random(seed)  # noqa: S311 - a demo wants repeatable chance

    def number(self) -> float:
        """Return a number from 0 up to 1."""
        return self._random.random()

    def below(self, limit: int) -> int:
        """Return a whole number from 0 up to `limit`."""
        return int(self._random.random() * limit)

    def ordered(self, items: Sequence[int]) -> list[int]:
        """Return the items in an order of chance."""
        return [item for _, item in sorted((self.number(), item) for item in items)]


@dataclass(slots=True)
class DemoCase:
    """A case under construction: its answers so far and how well it was worked, from 0 to 1."""

    quality: float
    values: dict[str, str] = field(default_factory=dict)


def build_cases(
    instrument: Instrument, targets: Sequence[Target], count: int, chance: Chance
) -> list[dict[str, str]]:
    """Return `count` cases, each question id to stored value, that meet every target exactly.

    Raises RequestError naming the first target that the rows before it leave no room for.
    """
    cases = [DemoCase(chance.number()) for _ in range(count)]
    for target in targets:
        _meet(instrument, target, cases, chance)
    _set_factors_apart(cases)
    _leave_out_the_rest(instrument, cases)
    return [case.values for case in cases]


def _meet(
    instrument: Instrument, target: Target, cases: Sequence[DemoCase], chance: Chance
) -> None:
    question = instrument.questions[target.question]
    whole_pool = _pool(instrument, target, cases)
    pool = whole_pool
    adding = any(share.is_added for share in target.shares)
    if not adding:
        pool = [index for index in pool if question.id not in cases[index].values]
    for share in target.shares:
        wanted = share.count
        if share.is_total:
            wanted -= sum(cases[i].values.get(question.id) == share.value for i in whole_pool)
        if wanted > len(pool):
            raise RequestError(
                f"Question {question.id}: {wanted} cases are to answer “{share.value}”, but only "
                f"{len(pool)} are left for it."
            )
        chosen = _chosen(question, share, wanted, pool, cases, chance)
        for index, value in chosen:
            own = cases[index].values
            own[question.id] = (
                "+".join([*several(own.get(question.id, "")), value]) if share.is_added else value
            )
        if not share.is_added:
            taken = {index for index, _ in chosen}
            pool = [index for index in pool if index not in taken]
    if target.rest:
        for index in pool:
            cases[index].values.setdefault(question.id, target.rest)


def _pool(instrument: Instrument, target: Target, cases: Sequence[DemoCase]) -> list[int]:
    found = standings(instrument, [case.values for case in cases])
    mask = found.applicable(target.question) & found.where(target.where)
    return [index for index in range(len(cases)) if mask >> index & 1]


def _chosen(
    question: Question,
    share: Share,
    wanted: int,
    pool: Sequence[int],
    cases: Sequence[DemoCase],
    chance: Chance,
) -> list[tuple[int, str]]:
    """Choose the cases for one answer: the better worked ones where it lies above the line."""
    if share.value not in (ABOVE, BELOW) or question.scale is None:
        free = [i for i in pool if share.value not in several(cases[i].values.get(question.id, ""))]
        return [(index, share.value) for index in chance.ordered(free)[:wanted]]
    is_above = share.value == ABOVE
    merit = {
        index: _OWN_QUALITY * cases[index].quality + (1 - _OWN_QUALITY) * chance.number()
        for index in pool
    }
    ranked = sorted(pool, key=lambda index: merit[index], reverse=is_above)[:wanted]
    side = [choice.id for choice in question.scale.choices if choice.above_line is is_above]
    # Scales run from best to worst, so the far end is first above the line and last below it.
    far, near = (side[0], side[-1]) if is_above else (side[-1], side[0])
    at_far_end = round(wanted * (_EXCELLENT if is_above else _POOR)) if far != near else 0
    return [(index, far if place < at_far_end else near) for place, index in enumerate(ranked)]


def _set_factors_apart(cases: Sequence[DemoCase]) -> None:
    """Swap values between cases until no case names one criminogenic factor twice."""
    for name, earlier in (("factor_2", ("factor_1",)), ("factor_3", ("factor_1", "factor_2"))):
        for case in cases:
            if not _repeats(case, name, earlier):
                continue
            for other in cases:
                if name not in other.values or _group(other) != _group(case):
                    continue
                _swap(case, other, name)
                if not _repeats(case, name, earlier) and not _repeats(other, name, earlier):
                    break
                _swap(case, other, name)


def _group(case: DemoCase) -> tuple[bool, ...]:
    """Return what a swap must keep: conviction and how many factors are named."""
    named = [case.values.get(f"factor_{n}", "none") != "none" for n in (1, 2, 3)]
    return (case.values.get("3.1.P1") == "none", *named)


def _repeats(case: DemoCase, name: str, earlier: Sequence[str]) -> bool:
    value = case.values.get(name, "none")
    return value != "none" and any(case.values.get(other) == value for other in earlier)


def _swap(one: DemoCase, other: DemoCase, name: str) -> None:
    one.values[name], other.values[name] = other.values[name], one.values[name]


def _leave_out_the_rest(instrument: Instrument, cases: Sequence[DemoCase]) -> None:
    """Answer "not applicable" where a question applies and no target wanted an answer."""
    found = standings(instrument, [case.values for case in cases])
    for question in instrument.questions.values():
        if question.kind is Kind.FACT and not question.criterion:
            continue
        for index, case in enumerate(cases):
            if found.state(question.id, index) is State.NOT_ANSWERED:
                case.values[question.id] = NOT_APPLICABLE
