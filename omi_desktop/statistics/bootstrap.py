"""Intervals of scores that are averages of many shares: the bootstrap over cases.

The sample is drawn again from itself, case by case with replacement, 2,000 times, and every score
worked out anew each time (B. Efron, Annals of Statistics 7, 1979, 1-26). A case comes or stays
away with all its answers, so that answers of one case that go together are not taken for
independent ones, as they would be by a formula over the questions.

The limits are the BCa limits (B. Efron, Journal of the American Statistical Association 82, 1987,
171-185): percentiles of the resampled scores, moved for the bias of their middle and for how much
the spread changes with the score. The resamples take the finite population correction as they
would a sample: their limits are drawn in towards the score. They are also drawn out by
sqrt(n/(n-1)), by which resamples of n cases vary less than samples do (J. N. K. Rao and C. F. J.
Wu, Journal of the American Statistical Association 83, 1988, 231-241).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import floor, sqrt
from statistics import NormalDist

from omi_desktop.statistics.intervals import CONFIDENCE, Interval, correction, shrunk, wilson
from omi_desktop.statistics.judgements import Judgements
from omi_desktop.statistics.resampling import drawn_again, generator, packed, recipe

RESAMPLES = 2000
SEED = "omi"

_NORMAL = NormalDist()


@dataclass(frozen=True, slots=True)
class Resampled:
    """One figure in the sample, in every resample, and with each case left out in turn.

    `cases` is how many cases gave at least one relevant answer to it.
    """

    cases: int
    score: float
    again: tuple[float | None, ...]
    without: tuple[float | None, ...]

    def minus(self, other: Resampled) -> Resampled:
        """Return the difference of two figures, in each resample the one of the other."""
        return Resampled(
            min(self.cases, other.cases),
            self.score - other.score,
            tuple(map(_difference, self.again, other.again)),
            tuple(map(_difference, self.without, other.without)),
        )

    def limits(self, confidence: float = CONFIDENCE) -> Interval | None:
        """Return the BCa limits, or None where the resamples are all alike and say nothing."""
        again = sorted(value for value in self.again if value is not None)
        if not again or again[0] == again[-1]:
            return None
        below = sum(value < self.score for value in again)
        alike = sum(value == self.score for value in again)
        # Half of those that are alike lie below; never none or all, which have no normal score.
        part = min(max(below + alike / 2, 0.5), len(again) - 0.5) / len(again)
        bias = _NORMAL.inv_cdf(part)
        speed = _acceleration([value for value in self.without if value is not None])
        tail = _NORMAL.inv_cdf(0.5 - confidence / 2)
        return Interval(
            _quantile(again, _adjusted(bias, speed, tail)),
            _quantile(again, _adjusted(bias, speed, -tail)),
        )


def _difference(one: float | None, other: float | None) -> float | None:
    return None if one is None or other is None else one - other


@dataclass(frozen=True, slots=True)
class Bootstrap:
    """Every score of an inspection, resampled; `shrink` is the finite population correction."""

    cases: int
    shrink: float
    scores: dict[str, Resampled]

    def interval(self, name: str, confidence: float = CONFIDENCE) -> Interval | None:
        """Return the interval of a score by name, or None where there is no score.

        Where every case says the same, the resamples cannot tell what others would say; then the
        interval is Wilson's for as many cases as it rests on, all alike.
        """
        found = self.scores.get(name)
        if found is None:
            return None
        limits = found.limits(confidence)
        if limits is None:
            if found.score not in (0.0, 1.0):
                return None
            alike = found.cases if found.score else 0
            return wilson(alike, found.cases, shrink=self.shrink, confidence=confidence)
        return self._scaled(limits, found.score).within(0, 1)

    def difference(self, one: str, other: str) -> Interval | None:
        """Return the interval of the first score less the second, over the same resamples."""
        if one not in self.scores or other not in self.scores:
            return None
        apart = self.scores[one].minus(self.scores[other])
        limits = apart.limits()
        return None if limits is None else self._scaled(limits, apart.score).within(-1, 1)

    def _scaled(self, limits: Interval, score: float) -> Interval:
        return shrunk(limits, score, self.shrink * spread(self.cases))


def spread(cases: int) -> float:
    """Return by how much samples of so many cases vary more than their resamples do."""
    return sqrt(cases / (cases - 1)) if cases > 1 else 1.0


def bootstrap(
    judged: Judgements,
    *,
    caseload: int | None = None,
    resamples: int = RESAMPLES,
    seed: str = SEED,
) -> Bootstrap:
    """Return every score that the judgements give, resampled; the same for the same seed."""
    pack = packed(judged)
    average = recipe(judged.instrument, pack.questions)
    chance = generator(seed)
    whole = sum(pack.counts)
    totals = [drawn_again(pack.counts, chance) for _ in range(resamples)]
    again = [average.scores(pack.shares(total)) for total in totals]
    without = [average.scores(pack.shares(whole - own)) for own in pack.counts]
    score = average.scores(pack.shares(whole))
    return Bootstrap(
        cases=len(pack.cases),
        shrink=correction(len(pack.cases), caseload),
        scores={
            name: Resampled(
                _touched(judged, (pack.questions[slot] for slot in average.rests_on(place))),
                found,
                tuple(scores[place] for scores in again),
                tuple(scores[place] for scores in without),
            )
            for place, name in enumerate(average.names)
            if (found := score[place]) is not None
        },
    )


def _touched(judged: Judgements, questions: Iterable[str]) -> int:
    cases = 0
    for name in questions:
        cases |= judged.questions[name].relevant
    return cases.bit_count()


def _acceleration(without: Sequence[float]) -> float:
    """Return how fast the spread changes with the score, from each case left out in turn."""
    if not without:
        return 0.0
    middle = sum(without) / len(without)
    squares = sum((middle - value) ** 2 for value in without)
    cubes = sum((middle - value) ** 3 for value in without)
    return cubes / (6 * squares**1.5) if squares else 0.0


def _adjusted(bias: float, speed: float, tail: float) -> float:
    moved = bias + tail
    # Beyond this the formula turns back; it is met only by samples of very few cases.
    slowed = max(1 - speed * moved, 0.1)
    return _NORMAL.cdf(bias + moved / slowed)


def _quantile(ordered: Sequence[float], part: float) -> float:
    place = part * (len(ordered) - 1)
    lower = floor(place)
    upper = min(lower + 1, len(ordered) - 1)
    return ordered[lower] + (place - lower) * (ordered[upper] - ordered[lower])
