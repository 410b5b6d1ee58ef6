"""Signed-off inspections of several areas and years, read without being written to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from omi_desktop.errors import RequestError
from omi_desktop.report.behind import Behind
from omi_desktop.scoring.reconciliation import reconciliation
from omi_desktop.scoring.score import ScoredCase, scorecard
from omi_desktop.statistics.areas import AreaScores, what_counts
from omi_desktop.statistics.bootstrap import bootstrap
from omi_desktop.statistics.judgements import judgements
from omi_desktop.store import RELEASE_COST, KeyCost, Rating, SampledList, small_base
from omi_desktop.store.elsewhere import opened_copy

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from omi_desktop.instrument.model import Instrument
    from omi_desktop.store import Inspection


@dataclass(frozen=True, slots=True)
class AreaRead:
    """One inspection with the cases behind its scores, as its file was when it was read.

    `name` is that of the file. Notes are left where they are.
    """

    name: str
    scores: AreaScores
    behind: Behind
    instrument: Instrument


def read_area(path: Path, passphrase: str, *, cost: KeyCost = RELEASE_COST) -> AreaRead:
    """Return the scores of the signed-off inspection at `path`, which is not written to.

    Raises an OmiError where it cannot be opened, is not signed off, or no longer says what it was
    signed off with.
    """
    with opened_copy(path, passphrase, cost=cost) as inspection:
        signed = inspection.signed_off()
        if signed is None:
            raise RequestError(
                f"“{path}” is not signed off, so its figures may still change. Have it signed off "
                "on the screen Report, then open it again."
            )
        found = area_of(inspection, name=path.name)
        if reconciliation(found.scores.card) != signed.code:
            raise RequestError(
                f"The figures of “{path}” are not those that were signed off (code {signed.code}). "
                f"Run “omi check {path.name}” to see what was changed."
            )
    return found


def area_of(inspection: Inspection, name: str = "") -> AreaRead:
    """Return the scores of an open inspection as they stand, signed off or not."""
    bank, values = inspection.instrument, inspection.values()
    cases = tuple(case for case in inspection.cases() if case.id in values)
    scored = tuple(ScoredCase(case.status, values[case.id]) for case in cases)
    ratings = {rating.criterion: rating.rating for rating in inspection.records(Rating)}
    details, signed = inspection.details, inspection.signed_off()
    card = scorecard(bank, scored, area=details.area, ratings=ratings)
    judged = judgements(bank, scored)
    lists = sorted(inspection.records(SampledList), key=lambda one: one.draw)
    resampled = bootstrap(judged, caseload=lists[-1].eligible if lists else None)
    small = small_base(inspection)
    scores = AreaScores(
        id=details.id,
        area=details.area,
        when=details.fieldwork or details.created[:10],
        number=signed.number if signed else 0,
        card=card,
        intervals={
            name: interval
            for name, found in resampled.scores.items()
            if found.cases >= small and (interval := resampled.interval(name)) is not None
        },
    )
    return AreaRead(name, scores, Behind(bank, cases, scored, card, judged, {}), bank)


def refuse_other(found: AreaRead, before: Iterable[AreaRead]) -> None:
    """Raise RequestError where an inspection cannot stand beside those that were read before."""
    for one in before:
        if what_counts(one.instrument) != what_counts(found.instrument):
            raise RequestError(
                f"“{found.name}” was read with another question bank than “{one.name}”, so their "
                "scores do not mean the same. Compare inspections of one programme."
            )
        if one.scores.id == found.scores.id:
            raise RequestError(
                f"“{found.name}” is the same inspection as “{one.name}”. Open each one once."
            )
