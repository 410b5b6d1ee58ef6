"""Intervals and comparisons as the JSON that `omi score --intervals` and `omi compare` print."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TypeAlias

from omi_desktop.scoring import json_form as scores
from omi_desktop.scoring.averaging import THREAD, section_name
from omi_desktop.scoring.scorecard import Scorecard, percent
from omi_desktop.statistics.bootstrap import Bootstrap
from omi_desktop.statistics.comparing import Comparison, Part
from omi_desktop.statistics.intervals import Interval, wilson
from omi_desktop.statistics.publishing import PublishedTable
from omi_desktop.statistics.weighting import Weighted

Json: TypeAlias = scores.Json


def weighted_form(beside: Weighted) -> Json:
    """Return the scores by weight beside the published ones, as percentages to two places."""

    def figure(share: Fraction | None) -> Json:
        return None if share is None else float(percent(share, 2))

    return {
        "cases": beside.cases,
        "without_weight": beside.without,
        "effective_cases": round(float(beside.effective), 1),
        "scores": [
            {
                "name": name,
                "published": figure(beside.published[name]),
                "weighted": figure(weighed),
            }
            for name, weighed in beside.weighted.items()
        ],
    }


def json_form(card: Scorecard, resampled: Bootstrap) -> dict[str, Json]:
    """Return the scorecard as JSON values, with an interval beside every score and share.

    An interval is its two ends as percentages to two places, or null where there is none.
    """

    def interval(name: str) -> Json:
        return _ends(resampled.interval(name), 2)

    shares = {
        question.id: _ends(
            wilson(question.sufficient, question.relevant, shrink=resampled.shrink), 2
        )
        for criterion in card.criteria
        for question in criterion.questions
    }
    form = scores.json_form(card)
    return {
        **form,
        "criteria": [
            {
                **criterion,
                "questions": [
                    {**question, "interval": shares[result.id]}
                    for question, result in zip(
                        _forms(criterion["questions"]), scored.questions, strict=True
                    )
                ],
                "interval": interval(scored.id),
            }
            for criterion, scored in zip(_forms(form["criteria"]), card.criteria, strict=True)
        ],
        "sections": [
            {**section, "interval": interval(section_name(scored.id))}
            for section, scored in zip(_forms(form["sections"]), card.sections, strict=True)
        ],
        "risk_of_harm": {**_forms([form["risk_of_harm"]])[0], "interval": interval(THREAD)},
    }


def published_form(table: PublishedTable) -> dict[str, Json]:
    """Return a table for publication as JSON values; what is left out is null."""
    counts = table.counts
    return {
        "answers": list(table.columns),
        "groups": [
            {"title": title, "counts": list(own), "all": total}
            for title, own, total in zip(table.rows, counts.cells, counts.row_totals, strict=True)
        ],
        "all": list(counts.column_totals),
        "cases": counts.total,
    }


def compared_form(comparisons: Sequence[Comparison]) -> list[Json]:
    """Return comparisons as JSON values; shares, differences and intervals are percentages."""
    return [
        {
            "what": comparison.what,
            "group": comparison.group.id,
            "title": comparison.group.title,
            "in_group": _part(comparison.part, comparison.group.cases),
            "others": _part(comparison.others, comparison.group.others),
            "difference": _percent(comparison.difference, 2),
            "interval": _ends(comparison.interval, 2),
            "method": str(comparison.method),
            "p_value": comparison.p_value,
            "holm": comparison.holm,
            "benjamini_hochberg": comparison.benjamini_hochberg,
        }
        for comparison in comparisons
    ]


def _part(part: Part, cases: int) -> Json:
    return {
        "cases": cases.bit_count(),
        "count": part.count,
        "base": part.base,
        "percent": _percent(part.share, 3),
    }


def _percent(share: Fraction | None, places: int) -> float | None:
    return None if share is None else float(percent(share, places))


def _ends(interval: Interval | None, places: int) -> Json:
    if interval is None:
        return None
    ends = (Fraction(interval.low), Fraction(interval.high))
    return [float(percent(end, places)) for end in ends]


def _forms(value: Json) -> list[dict[str, Json]]:
    """Return a list of objects as what it is: the scorecard's own form has no other lists."""
    assert isinstance(value, list)  # noqa: S101
    return [one for one in value if isinstance(one, dict)]
