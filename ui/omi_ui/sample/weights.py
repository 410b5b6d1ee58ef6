"""The scores by design weight beside the published ones; read on the worker."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from omi_desktop.scoring.averaging import THREAD, section_name
from omi_desktop.scoring.scorecard import rounded
from omi_desktop.statistics.judgements import judgements
from omi_desktop.statistics.weighting import Weighted, by_weight
from omi_desktop.statistics.wording import about_weights
from omi_desktop.store import scored_cases
from omi_desktop.store.kept_sample import weights

if TYPE_CHECKING:
    from omi_desktop.store import Inspection


@dataclass(frozen=True, slots=True)
class WeightedScores:
    """What the table says, and the words above it; no rows as long as nothing is scored."""

    words: str
    rows: tuple[tuple[str, ...], ...]
    head: tuple[str, ...] = ("Score", "Published", "By weight", "Points")


def weighted_scores(inspection: Inspection) -> WeightedScores:
    """Return every score that there is, published and by weight."""
    bank = inspection.instrument
    beside = by_weight(judgements(bank, scored_cases(inspection)), weights(inspection))
    titles = {criterion.id: f"{criterion.id} {criterion.title}" for criterion in bank.criteria}
    titles |= {section_name(s.id): f"Section {s.id}: {s.title}" for s in bank.sections}
    titles[THREAD] = "Risk of Harm thread"
    rows = tuple(_row(titles[name], beside, name) for name in beside.weighted)
    known = tuple(row for row in rows if row[1])
    return WeightedScores(about_weights(beside) if known else "", known)


def _row(title: str, beside: Weighted, name: str) -> tuple[str, ...]:
    published, weighed = rounded(beside.published[name]), rounded(beside.weighted[name])
    if published is None or weighed is None:
        return title, "" if published is None else f"{published}%", "–", ""
    points = weighed - published
    return title, f"{published}%", f"{weighed}%", f"{points:+d}" if points else "0"
