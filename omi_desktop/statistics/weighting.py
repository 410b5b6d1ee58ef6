"""Scores by design weight: what they would be if the sample held every kind as the list does.

A drawn case stands for 1 / chance cases of the list. The share of a question is then the weight of
its sufficient cases divided by that of its relevant ones, the estimator of Hájek (1971); everything
above a share is averaged as always. The published scores count every case once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from omi_desktop.scoring.averaging import scores
from omi_desktop.statistics.judgements import Judgements, indices


@dataclass(frozen=True, slots=True)
class Weighted:
    """Every score by name, as it is published and by weight; both over `cases` cases.

    `without` is how many cases that count have no weight, because they were not drawn: they are in
    the published scores only. `effective` is how many cases of one weight would be as sure (Kish,
    1965): the square of the sum of the weights divided by the sum of their squares.
    """

    published: Mapping[str, Fraction | None]
    weighted: Mapping[str, Fraction | None]
    cases: int
    without: int
    effective: Fraction

    def difference(self, name: str) -> Fraction | None:
        """Return how much higher a score is by weight, None where there is none."""
        published, weighted = self.published[name], self.weighted[name]
        return None if published is None or weighted is None else weighted - published


def by_weight(judged: Judgements, weights: Sequence[Fraction | None]) -> Weighted:
    """Return the scores beside those by weight; `weights` go by index, None for no weight."""
    counted = [weights[index] for index in indices(judged.counted)]
    known = [weight for weight in counted if weight is not None]
    whole = sum(known, Fraction(0))
    squares = sum((weight * weight for weight in known), Fraction(0))

    def weight_of(cases: int) -> Fraction:
        return sum((weights[index] or Fraction(0) for index in indices(cases)), Fraction(0))

    shares: dict[str, Fraction | None] = {}
    for name, own in judged.questions.items():
        relevant = weight_of(own.relevant)
        shares[name] = weight_of(own.sufficient) / relevant if relevant else None
    return Weighted(
        published=judged.scores(),
        weighted=scores(judged.instrument, shares),
        cases=len(known),
        without=len(counted) - len(known),
        effective=whole * whole / squares if squares else Fraction(0),
    )
