"""The scorecard of an open inspection.

A case that is read twice counts once: with the agreed answer where one was agreed on, which stands
in the case as moderated, and with its first reader's otherwise. A second reading is no case.
"""

from __future__ import annotations

from omi_desktop.scoring.score import ScoredCase, scorecard
from omi_desktop.scoring.scorecard import Scorecard
from omi_desktop.statistics.intervals import SMALL_BASE
from omi_desktop.store.inspection import Inspection
from omi_desktop.store.records import Rating
from omi_desktop.store.score_records import SmallBase


def scored_cases(inspection: Inspection) -> tuple[ScoredCase, ...]:
    """Return what scoring needs of every case of a file, by position."""
    values = inspection.values()
    return tuple(ScoredCase(case.status, values[case.id]) for case in inspection.cases())


def small_base(inspection: Inspection) -> int:
    """Return below how many cases a share is told as a count, as an inspection has set it."""
    return next((kept.cases for kept in inspection.records(SmallBase)), SMALL_BASE)


def scored(inspection: Inspection, where: str = "") -> Scorecard:
    """Return every score over the cases of a file, or over those in which a gate holds.

    Raises RequestError where the question bank has no gate `where`.
    """
    return scorecard(
        inspection.instrument,
        scored_cases(inspection),
        area=inspection.details.area,
        ratings={rating.criterion: rating.rating for rating in inspection.records(Rating)},
        where=where,
    )
