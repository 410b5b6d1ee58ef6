"""Counting a sample again and again, fast: what the bootstrap and the permutation test rest on.

Every case is one long integer with sixteen bits for each count, first of sufficient, then of
relevant answers, question by question. The counts of any resample are the sum of its cases'
integers: a hundred additions, whatever the number of questions.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

from omi_desktop.errors import RequestError
from omi_desktop.instrument.model import Instrument, Kind
from omi_desktop.scoring.averaging import THREAD, section_name, thread_questions
from omi_desktop.statistics.judgements import Judgements, indices

_BITS = 16
_BYTES = _BITS // 8
MOST_CASES = (1 << _BITS) - 1
"""More cases than this in one resample would run from one count into the next."""

Slots = tuple[int, ...]


def generator(seed: str) -> Callable[[], float]:
    """Return a source of numbers from 0 to 1 that is the same for a seed on every machine."""
    # `random` itself is the one method whose sequence Python promises never to change.
    return random.Random(int.from_bytes(sha256(seed.encode()).digest())).random  # noqa: S311


@dataclass(frozen=True, slots=True)
class Recipe:
    """How shares, by their place, average to scores: the rules of scoring, for floating point."""

    names: tuple[str, ...]
    criteria: tuple[tuple[Slots, Slots], ...]
    sections: tuple[Slots, ...]
    thread: Slots
    individual_weight: float
    summary_weight: float

    def scores(self, shares: Sequence[float | None]) -> list[float | None]:
        """Return the scores in the order of `names`."""
        found = [self._criterion(shares, *parts) for parts in self.criteria]
        sections = [_mean(found, section) for section in self.sections]
        return [*found, *sections, _mean(shares, self.thread)]

    def score(self, place: int, shares: Sequence[float | None]) -> float | None:
        """Return the one score at this place of `names`; the others are not worked out."""
        criteria, sections = len(self.criteria), len(self.sections)
        if place < criteria:
            return self._criterion(shares, *self.criteria[place])
        if place < criteria + sections:
            numbers = self.sections[place - criteria]
            own = [self._criterion(shares, *self.criteria[number]) for number in numbers]
            return _mean(own, tuple(range(len(own))))
        return _mean(shares, self.thread)

    def rests_on(self, place: int) -> Slots:
        """Return the places of the shares that the score at this place averages."""
        criteria, sections = len(self.criteria), len(self.sections)
        if place >= criteria + sections:
            return self.thread
        numbers = (place,) if place < criteria else self.sections[place - criteria]
        return tuple(slot for number in numbers for part in self.criteria[number] for slot in part)

    def _criterion(
        self, shares: Sequence[float | None], scored: Slots, summary: Slots
    ) -> float | None:
        individual, whole = _mean(shares, scored), _mean(shares, summary)
        if individual is None:
            return whole
        if whole is None:
            return individual
        return self.individual_weight * individual + self.summary_weight * whole


def _mean(values: Sequence[float | None], slots: Slots) -> float | None:
    known = [value for slot in slots if (value := values[slot]) is not None]
    return sum(known) / len(known) if known else None


def recipe(instrument: Instrument, questions: Sequence[str]) -> Recipe:
    """Return how the shares of `questions`, in this order, average to scores."""
    place = {name: slot for slot, name in enumerate(questions)}
    criteria = []
    sections: dict[str, list[int]] = {}
    for number, criterion in enumerate(instrument.criteria):
        own = [q for q in criterion.questions if q.id in place]
        criteria.append(
            (
                tuple(place[q.id] for q in own if q.kind is Kind.SCORED),
                tuple(place[q.id] for q in own if q.kind is Kind.SUMMARY),
            )
        )
        sections.setdefault(criterion.section, []).append(number)
    whole = instrument.individual_weight + instrument.summary_weight
    return Recipe(
        names=(
            *(criterion.id for criterion in instrument.criteria),
            *(section_name(section) for section in sections),
            THREAD,
        ),
        criteria=tuple(criteria),
        sections=tuple(tuple(numbers) for numbers in sections.values()),
        thread=tuple(place[q.id] for q in thread_questions(instrument) if q.id in place),
        individual_weight=instrument.individual_weight / whole,
        summary_weight=instrument.summary_weight / whole,
    )


@dataclass(frozen=True, slots=True)
class Packed:
    """The counts of each case as one integer, by case in the order of `cases`."""

    questions: tuple[str, ...]
    cases: tuple[int, ...]
    counts: tuple[int, ...]

    def shares(self, total: int) -> list[float | None]:
        """Return the share of every question from a sum of cases; None where none is relevant."""
        many = len(self.questions)
        # Written as this machine writes numbers, because memoryview.cast reads them so. On one that
        # puts the high byte first the counts come out last to first.
        counts = memoryview(total.to_bytes(2 * many * _BYTES, sys.byteorder)).cast("H").tolist()
        if sys.byteorder == "big":
            counts.reverse()
        return [
            sufficient / relevant if relevant else None
            for sufficient, relevant in zip(counts[:many], counts[many:], strict=True)
        ]


def packed(judged: Judgements, questions: Iterable[str] | None = None) -> Packed:
    """Return the judgements of every counted case as one integer, on some questions or on all.

    Raises RequestError where there are more cases than the integers have room for.
    """
    if judged.cases > MOST_CASES:
        raise RequestError(
            f"{judged.cases:,} cases cannot be resampled at once, at most {MOST_CASES:,} can. "
            "Choose a part of them."
        )
    names = tuple(judged.questions if questions is None else questions)
    cases = tuple(indices(judged.counted))
    counts = dict.fromkeys(cases, 0)
    for slot, name in enumerate(names):
        of = judged.questions[name]
        for index in indices(of.sufficient):
            counts[index] += 1 << slot * _BITS
        for index in indices(of.relevant):
            counts[index] += 1 << (slot + len(names)) * _BITS
    return Packed(names, cases, tuple(counts.values()))


def drawn_again(counts: Sequence[int], chance: Callable[[], float]) -> int:
    """Return the sum over as many cases as there are, each drawn from all of them."""
    many = len(counts)
    return sum([counts[int(chance() * many)] for _ in range(many)])
