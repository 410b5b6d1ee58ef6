"""A score across areas and over time: lowest, average and highest beside one area's own.

The programmes that came after printed each area's scores so, among the areas inspected until then.
Each area counts once, with its latest inspection; the average is the plain mean of exact scores.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

from omi_desktop.scoring.averaging import THREAD, mean, section_name

if TYPE_CHECKING:
    from omi_desktop.instrument.model import Instrument
    from omi_desktop.scoring.scorecard import Scorecard
    from omi_desktop.statistics.intervals import Interval


@dataclass(frozen=True, slots=True)
class AreaScores:
    """The scores of one inspection of one area.

    `when` is its fieldwork, sortable (ISO 8601) where that is a date. `number` is that of the
    sign-off, 0 where the inspection is not signed off. `intervals` go by the name of a score.
    """

    id: str
    area: str
    when: str
    number: int
    card: Scorecard
    intervals: Mapping[str, Interval] = field(default_factory=dict)

    def score(self, name: str) -> Fraction | None:
        """Return a score by its name, or None where there is none."""
        if name == THREAD:
            return self.card.risk_of_harm.score
        for criterion in self.card.criteria:
            if criterion.id == name:
                return criterion.score
        named = (
            section.score for section in self.card.sections if name == section_name(section.id)
        )
        return next(named, None)

    def cases(self, name: str) -> int:
        """Return on how many cases a score rests; for a section the most of its criteria."""
        if name == THREAD:
            return self.card.risk_of_harm.cases
        own = (c.cases for c in self.card.criteria if name in (c.id, section_name(c.section)))
        return max(own, default=0)


@dataclass(frozen=True, slots=True)
class Among:
    """Where a score lies over `of` areas; the areas at both ends are named, all that share it."""

    name: str
    of: int
    lowest: Fraction
    average: Fraction
    highest: Fraction
    lowest_areas: tuple[str, ...]
    highest_areas: tuple[str, ...]


def scores_by_name(card: Scorecard) -> dict[str, Fraction | None]:
    """Return every score of a scorecard: criteria by id, “section-1”, “risk-of-harm”."""
    found = {criterion.id: criterion.score for criterion in card.criteria}
    found |= {section_name(section.id): section.score for section in card.sections}
    return {**found, THREAD: card.risk_of_harm.score}


def latest(inspections: Iterable[AreaScores]) -> tuple[AreaScores, ...]:
    """Return the latest inspection of each area, areas in order of their names."""
    found: dict[str, AreaScores] = {}
    for one in sorted(inspections, key=_age):
        found[one.area] = one
    return tuple(found[area] for area in sorted(found))


def among(name: str, inspections: Sequence[AreaScores]) -> Among | None:
    """Return where a score lies among areas, None where no area has it."""
    known = [
        (score, one.area) for one in latest(inspections) if (score := one.score(name)) is not None
    ]
    average = mean([score for score, _ in known])
    if average is None:
        return None
    (lowest, _), (highest, _) = min(known), max(known)
    return Among(
        name=name,
        of=len(known),
        lowest=lowest,
        average=average,
        highest=highest,
        lowest_areas=tuple(area for score, area in known if score == lowest),
        highest_areas=tuple(area for score, area in known if score == highest),
    )


def ranked(name: str, inspections: Sequence[AreaScores]) -> tuple[AreaScores, ...]:
    """Return the latest inspection of each area that has a score, the highest first."""
    known = [(score, one) for one in latest(inspections) if (score := one.score(name)) is not None]
    return tuple(one for _, one in sorted(known, key=lambda pair: (-pair[0], pair[1].area)))


def over_time(area: str, inspections: Iterable[AreaScores]) -> tuple[AreaScores, ...]:
    """Return every inspection of an area, the earliest first."""
    return tuple(sorted((one for one in inspections if one.area == area), key=_age))


def what_counts(instrument: Instrument) -> object:
    """Return what the scores of a question bank rest on; equal where scores can be compared.

    Wording, guidance and order of reading may differ: they change no score.
    """
    return (
        instrument.id,
        instrument.line,
        # 80 to 20 and 4 to 1 are the same weights.
        Fraction(
            instrument.individual_weight, instrument.individual_weight + instrument.summary_weight
        ),
        instrument.risk_of_harm_sections,
        tuple((gate.id, gate.when) for gate in instrument.gates),
        tuple(
            (
                criterion.id,
                criterion.section,
                tuple(
                    (
                        question.id,
                        question.kind,
                        question.risk_of_harm,
                        question.applies_to,
                        question.scale.above if question.scale else None,
                        frozenset(choice.id for choice in question.scale.choices)
                        if question.scale
                        else None,
                    )
                    for question in criterion.questions
                    if question.counts
                ),
            )
            for criterion in instrument.criteria
        ),
    )


def _age(one: AreaScores) -> tuple[str, int]:
    return (one.when, one.number)
