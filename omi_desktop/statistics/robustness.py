"""Whether a conclusion holds under other choices that would have been as reasonable."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from msgspec.structs import replace

from omi_desktop.errors import RequestError
from omi_desktop.instrument.model import Instrument
from omi_desktop.scoring.averaging import Shares, scores
from omi_desktop.scoring.score import ScoredCase
from omi_desktop.scoring.scorecard import percent, rounded
from omi_desktop.statistics.judgements import Judged, Judgements, indices, judgements, mask

SHIFT = 5
"""By how many points of a hundred the weight of the summary question is moved."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Scores by name under one choice; `what` says which, as in “Without A. Assessor”."""

    what: str
    scores: Mapping[str, Fraction | None]


@dataclass(frozen=True, slots=True)
class Holding:
    """How often the conclusion on one score holds: whether its printed form is below the line.

    `of` is under how many choices there is such a score, `holds` under how many of them the
    conclusion is the same; `otherwise` names the rest. `lowest` and `highest` are over all.
    """

    name: str
    score: Fraction
    below: bool
    holds: int
    of: int
    lowest: Fraction
    highest: Fraction
    otherwise: tuple[str, ...]


def choices(
    instrument: Instrument,
    cases: Sequence[ScoredCase],
    *,
    assessors: Mapping[int, str] | None = None,
    weights: Mapping[int, Fraction] | None = None,
    second_reads: Mapping[int, ScoredCase] | None = None,
) -> tuple[Choice, ...]:
    """Return the scores under every other reasonable choice.

    All three mappings go by the index of a case: who read it, its weight in the caseload (one
    divided by its chance of being drawn), and how the second reader answered it.
    """
    judged = judgements(instrument, cases)
    found = [*_left_out(judged, assessors or {}), *_weighed_otherwise(judged)]
    if weights:
        found.append(
            Choice("Cases weighted by their chance to be drawn", weighted(judged, weights))
        )
    if second_reads:
        other = [second_reads.get(index, case) for index, case in enumerate(cases)]
        found.append(
            Choice("Second reads in place of first", judgements(instrument, other).scores())
        )
    return tuple(found)


def holdings(
    instrument: Instrument, cases: Sequence[ScoredCase], tried: Sequence[Choice]
) -> tuple[Holding, ...]:
    """Return for every score how its conclusion fares under the choices, in order of the report."""
    as_scored = judgements(instrument, cases).scores()
    return tuple(
        _holding(name, score, tried, instrument.line)
        for name, score in as_scored.items()
        if score is not None
    )


def weighted(judged: Judgements, weights: Mapping[int, Fraction]) -> dict[str, Fraction | None]:
    """Return every score with the cases weighted, such as boosters by their chance to be drawn.

    Raises RequestError where a case that counts has no weight, or none above nought.
    """
    missing = [index for index in indices(judged.counted) if weights.get(index, Fraction()) <= 0]
    if missing:
        raise RequestError(
            f"{len(missing)} of {judged.cases} cases have no weight above 0. Give every case that "
            "counts its weight: one divided by its chance of being drawn."
        )
    # Whole numbers in the proportions of the weights: sums of them are quick and exact.
    scale = lcm(*(weights[index].denominator for index in indices(judged.counted)))
    whole = {index: int(weights[index] * scale) for index in indices(judged.counted)}
    shares = {name: _weighted_share(own, whole) for name, own in judged.questions.items()}
    return scores(judged.instrument, shares)


def _weighted_share(judged: Judged, weights: Mapping[int, int]) -> Fraction | None:
    relevant = sum(weights[index] for index in indices(judged.relevant))
    sufficient = sum(weights[index] for index in indices(judged.sufficient))
    return Fraction(sufficient, relevant) if relevant else None


def _left_out(judged: Judgements, assessors: Mapping[int, str]) -> Iterator[Choice]:
    for name in sorted(set(assessors.values())):
        theirs = mask(index for index, reader in assessors.items() if reader == name)
        # Where somebody read everything, nothing is left to conclude from.
        if judged.counted & theirs and judged.counted & ~theirs:
            yield Choice(f"Without {name}", judged.among(~theirs).scores())


def _weighed_otherwise(judged: Judgements) -> Iterator[Choice]:
    shares: Shares = judged.shares()
    bank = judged.instrument
    whole = bank.individual_weight + bank.summary_weight
    for shift in (SHIFT, -SHIFT):
        individual = 100 * bank.individual_weight + shift * whole
        summary = 100 * bank.summary_weight - shift * whole
        if individual >= 0 and summary >= 0:
            other = replace(bank, individual_weight=individual, summary_weight=summary)
            told = "/".join(str(percent(Fraction(w, 100 * whole))) for w in (individual, summary))
            yield Choice(f"Weighed {told}", scores(other, shares))


def _holding(name: str, score: Fraction, tried: Sequence[Choice], line: int) -> Holding:
    below = _is_below(score, line)
    known = [
        (choice.what, other) for choice in tried if (other := choice.scores.get(name)) is not None
    ]
    otherwise = tuple(what for what, other in known if _is_below(other, line) is not below)
    every = [score, *(other for _, other in known)]
    return Holding(
        name=name,
        score=score,
        below=below,
        holds=len(known) - len(otherwise),
        of=len(known),
        lowest=min(every),
        highest=max(every),
        otherwise=otherwise,
    )


def _is_below(score: Fraction, line: int) -> bool:
    return (rounded(score) or 0) < line
