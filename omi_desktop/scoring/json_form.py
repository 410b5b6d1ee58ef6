"""The scorecard as the JSON document that `omi score --json` prints."""

from __future__ import annotations

from fractions import Fraction
from typing import TypeAlias

from omi_desktop.scoring.scorecard import CriterionScore, QuestionResult, Scorecard, percent

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | float | bool | None"


def json_form(card: Scorecard) -> dict[str, Json]:
    """Return the scorecard as plain JSON values; scores are percentages to two places."""
    return {
        "area": card.area,
        "instrument": card.instrument,
        "cases": {
            "sampled": card.cases.sampled,
            "assessed": card.cases.assessed,
            "complete": card.cases.complete,
        },
        "criteria": [_criterion(criterion) for criterion in card.criteria],
        "sections": [
            {"id": section.id, "score": _figure(section.score, 2), "rounded": section.rounded}
            for section in card.sections
        ],
        "risk_of_harm": {
            "score": _figure(card.risk_of_harm.score, 2),
            "rounded": card.risk_of_harm.rounded,
            "cases": card.risk_of_harm.cases,
        },
        "leadership": [
            {"id": rated.id, "rating": rated.rating.lower() or None} for rated in card.leadership
        ],
        "line": card.line,
        "where": card.where or None,
    }


def _criterion(criterion: CriterionScore) -> Json:
    return {
        "id": criterion.id,
        "title": criterion.title,
        "score": _figure(criterion.score, 2),
        "rounded": criterion.rounded,
        "below_line": criterion.below_line,
        "cases": criterion.cases,
        "remark": criterion.remark or None,
        "questions": [_question(question) for question in criterion.questions],
    }


def _question(result: QuestionResult) -> Json:
    return {
        "id": result.id,
        "kind": str(result.kind),
        "risk_of_harm": result.risk_of_harm,
        "sufficient": result.sufficient,
        "relevant": result.relevant,
        "percent": _figure(result.share, 3),
    }


def _figure(share: Fraction | None, places: int) -> float | None:
    return None if share is None else float(percent(share, places))
