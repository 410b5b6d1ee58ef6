"""The scorecard of an open inspection."""

from __future__ import annotations

from omi_desktop.scoring.score import ScoredCase, scorecard
from omi_desktop.scoring.scorecard import Scorecard
from omi_desktop.store.inspection import Inspection
from omi_desktop.store.records import Rating


def scored(inspection: Inspection, where: str = "") -> Scorecard:
    """Return every score over the cases of a file, or over those in which a gate holds.

    Raises RequestError where the question bank has no gate `where`.
    """
    values = inspection.values()
    return scorecard(
        inspection.instrument,
        [ScoredCase(case.status, values.get(case.id, {})) for case in inspection.cases()],
        area=inspection.details.area,
        ratings={rating.criterion: rating.rating for rating in inspection.records(Rating)},
        where=where,
    )
