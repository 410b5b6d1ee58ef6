"""What the comparisons take from an open inspection; all of it is for the worker."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from omi_desktop.errors import OmiError
from omi_ui.comparison.behind import CasesBehind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from omi_desktop.statistics.comparing import Comparison
    from omi_desktop.statistics.publishing import PublishedTable
    from omi_desktop.store import Answer, Case, Inspection
    from omi_ui.comparison.asked import Asked
    from omi_ui.tasks import Step


@dataclass(frozen=True, slots=True)
class Found:
    """A comparison as the file was at one moment.

    For publication there is a `table` of counts, or for a score the comparisons themselves where
    `withheld` says nothing; `turn` is the look that it was counted for. A share of fewer cases than
    `small` is told as a count.
    """

    turn: int
    asked: Asked
    comparisons: tuple[Comparison, ...]
    behind: CasesBehind
    small: int
    table: PublishedTable | None = None
    withheld: str = ""


def compared_now(inspection: Inspection, asked: Asked, turn: int, step: Step) -> Found:
    """Return what was asked for, counted now."""
    from omi_desktop.scoring.score import ScoredCase
    from omi_desktop.statistics.comparing import adjusted, compared
    from omi_desktop.store import case_groups, small_base

    step("Counting the answers", 0)
    bank, values = inspection.instrument, inspection.values()
    # A case may be added between two looks at the file; it is counted the next time.
    cases = tuple(case for case in inspection.cases() if case.id in values)
    scored = tuple(ScoredCase(case.status, values[case.id]) for case in cases)
    groups = case_groups(inspection, cases, scored, asked.by)
    if asked.of in bank.questions:
        found = list(compared(bank, scored, asked.of, groups))
    else:
        # A score is resampled for each group: each is a step that can be told, and cancelled.
        found = []
        for number, group in enumerate(groups):
            step(f"Comparing {group.title}", number / len(groups))
            found.extend(compared(bank, scored, asked.of, [group]))
    comparisons = _by_answer(adjusted(found))
    behind = CasesBehind(bank, cases, scored, asked.of)
    small = small_base(inspection)
    return Found(turn, asked, comparisons, behind, small, *_published(asked, comparisons))


def notes_of(
    inspection: Inspection, cases: Sequence[Case], step: Step
) -> dict[str, dict[str, Answer]]:
    """Return the answers of some cases with notes, who and when, by case and question."""
    found: dict[str, dict[str, Answer]] = {}
    for number, case in enumerate(cases):
        step("Reading the notes", number / len(cases))
        found[case.id] = inspection.answers(case.id)
    return found


def _by_answer(comparisons: Sequence[Comparison]) -> tuple[Comparison, ...]:
    """Return all groups of one answer together, in the order of the answers."""
    order = {what: at for at, what in enumerate(dict.fromkeys(c.answer for c in comparisons))}
    return tuple(sorted(comparisons, key=lambda comparison: order[comparison.answer]))


def _published(
    asked: Asked, comparisons: Sequence[Comparison]
) -> tuple[PublishedTable | None, str]:
    from omi_desktop.statistics.publishing import published_table, refuse_small_groups

    if not asked.for_publication or not comparisons:
        return None, ""
    try:
        if comparisons[0].part.count is None:
            refuse_small_groups(comparisons)
            return None, ""
        return published_table(comparisons), ""
    except OmiError as error:
        return None, str(error)
