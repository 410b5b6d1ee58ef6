"""Scores across areas as the JSON document that `omi areas --json` prints."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TypeAlias

from omi_desktop.scoring import json_form
from omi_desktop.scoring.scorecard import percent, rounded
from omi_desktop.statistics.areas import AreaScores, among, latest

Json: TypeAlias = json_form.Json


def areas_form(names: Sequence[str], inspections: Sequence[AreaScores]) -> dict[str, Json]:
    """Return scores by name as plain JSON values; they are percentages to two places."""
    return {
        "areas": len(latest(inspections)),
        "inspections": [
            {"area": one.area, "fieldwork": one.when, "data_cut": one.number} for one in inspections
        ],
        "scores": [_score(name, inspections) for name in names],
    }


def _score(name: str, inspections: Sequence[AreaScores]) -> Json:
    found = among(name, inspections)
    ends: dict[str, Json] = dict.fromkeys(("lowest", "average", "highest"))
    if found is not None:
        ends = {
            "lowest": _end(found.lowest, found.lowest_areas),
            "average": _figure(found.average),
            "highest": _end(found.highest, found.highest_areas),
        }
    return {
        "id": name,
        "of": found.of if found else 0,
        **ends,
        "inspections": [
            {
                "area": one.area,
                "fieldwork": one.when,
                "score": _figure(one.score(name)),
                "rounded": rounded(one.score(name)),
                "cases": one.cases(name),
            }
            for one in inspections
        ],
    }


def _end(score: Fraction, areas: tuple[str, ...]) -> Json:
    return {"score": _figure(score), "areas": list(areas)}


def _figure(score: Fraction | None) -> float | None:
    return None if score is None else float(percent(score, 2))
