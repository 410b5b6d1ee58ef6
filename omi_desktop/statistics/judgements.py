"""Which cases were judged on which question, and how: what every statistic starts from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise

from omi_desktop.instrument.applicability import standings
from omi_desktop.instrument.model import Instrument, Scale
from omi_desktop.scoring.averaging import scores
from omi_desktop.scoring.score import COUNTED, ScoredCase, cases_behind, cases_that_are


@dataclass(frozen=True, slots=True)
class Judged:
    """The cases in which one question was judged, as bit masks over all cases.

    `nearest` are those whose answer stands next to the line, on either side of it.
    """

    sufficient: int
    relevant: int
    nearest: int = 0

    def share(self, among: int = -1) -> Fraction | None:
        """Return sufficient / relevant, in all cases or in some; None where none is relevant."""
        relevant = (self.relevant & among).bit_count()
        return Fraction((self.sufficient & among).bit_count(), relevant) if relevant else None


@dataclass(frozen=True, slots=True)
class Judgements:
    """The judgements on every question that takes part in scores, over the cases that count.

    `size` is how many cases there are by index, `counted` the mask of those that count.
    """

    instrument: Instrument
    size: int
    counted: int
    questions: Mapping[str, Judged]

    @property
    def cases(self) -> int:
        """Return how many cases count."""
        return self.counted.bit_count()

    def among(self, cases: int) -> Judgements:
        """Return the same judgements over some of the cases, given as a mask."""
        kept = {
            name: Judged(own.sufficient & cases, own.relevant & cases, own.nearest & cases)
            for name, own in self.questions.items()
        }
        return replace(self, counted=self.counted & cases, questions=kept)

    def shares(self) -> dict[str, Fraction | None]:
        """Return the share of every question."""
        return {name: judged.share() for name, judged in self.questions.items()}

    def scores(self) -> dict[str, Fraction | None]:
        """Return every score by name: criteria by id, “section-1”, “risk-of-harm”."""
        return scores(self.instrument, self.shares())


def judgements(
    instrument: Instrument,
    cases: Sequence[ScoredCase],
    where: str = "",
    *,
    only: str = "",
) -> Judgements:
    """Return the judgements over all cases, or over those in which the gate `where` holds.

    `only` names the one question that is wanted, where it is not all of them. Raises RequestError
    where the bank has no gate `where`.
    """
    found = standings(instrument, [case.values for case in cases])
    counted = cases_behind(instrument, found, where) & cases_that_are(cases, COUNTED)
    questions = {
        question.id: _judged(question.scale, found.counted(question.id), counted)
        for criterion in instrument.criteria
        for question in criterion.questions
        if only in ("", question.id)
        and question.counts
        and question.scale is not None
        and question.scale.judges
    }
    return Judgements(instrument, len(cases), counted, questions)


def _judged(scale: Scale, given: Mapping[str, int], counted: int) -> Judged:
    sufficient = relevant = nearest = 0
    beside = next_to_the_line(scale)
    for choice in scale.choices:
        cases = given.get(choice.id, 0) & counted
        relevant |= cases
        sufficient |= cases if choice.above_line else 0
        nearest |= cases if choice.id in beside else 0
    return Judged(sufficient, relevant, nearest)


def next_to_the_line(scale: Scale) -> frozenset[str]:
    """Return the answers of a scale that have one of the other side of the line beside them."""
    return frozenset(
        choice.id
        for one, other in pairwise(scale.choices)
        if bool(one.above_line) is not bool(other.above_line)
        for choice in (one, other)
    )


def mask(indices: Iterable[int]) -> int:
    """Return the mask of some cases given by their index."""
    found = 0
    for index in indices:
        found |= 1 << index
    return found


def indices(cases: int) -> Iterator[int]:
    """Yield the index of every case of a mask, in order."""
    while cases:
        lowest = cases & -cases
        yield lowest.bit_length() - 1
        cases ^= lowest
