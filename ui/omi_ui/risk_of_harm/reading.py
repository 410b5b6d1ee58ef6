"""The Risk of Harm thread as an open inspection has it now; all of it is for the worker."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from omi_desktop.scoring.scorecard import ThreadScore
    from omi_desktop.statistics.intervals import Interval
    from omi_desktop.store import EarlierInspection, Inspection
    from omi_ui.tasks import Step


@dataclass(frozen=True, slots=True)
class Thread:
    """The thread with its interval, None where too few cases give one, and earlier inspections."""

    turn: int
    score: ThreadScore
    interval: Interval | None
    earlier: tuple[EarlierInspection, ...]


def thread_now(inspection: Inspection, turn: int, step: Step) -> Thread:
    """Return the score of the thread, counted now, and how sure it is."""
    from omi_desktop.instrument.narrowing import risk_of_harm_only
    from omi_desktop.scoring.averaging import THREAD
    from omi_desktop.statistics.bootstrap import bootstrap
    from omi_desktop.statistics.intervals import SMALL_BASE
    from omi_desktop.statistics.judgements import judgements
    from omi_desktop.store import EarlierInspection, SampledList, scored, scored_cases

    step("Counting the answers", 0)
    score = scored(inspection).risk_of_harm
    interval = None
    if score.cases >= SMALL_BASE:
        step("Working out how sure the score is", 0.2)
        # Only what the thread rests on is resampled, whatever else is asked.
        bank = risk_of_harm_only(inspection.whole_instrument)
        lists = sorted(inspection.records(SampledList), key=lambda one: one.draw)
        caseload = lists[-1].eligible if lists else None
        judged = judgements(bank, scored_cases(inspection))
        interval = bootstrap(judged, caseload=caseload).interval(THREAD)
    return Thread(turn, score, interval, inspection.records(EarlierInspection))
