"""What the scores take from an open inspection; all of it is for the worker."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from omi_ui.scores.behind import Behind
from omi_ui.scores.sureness import Sureness, sureness_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from omi_desktop.scoring.score import ScoredCase
    from omi_desktop.scoring.scorecard import Scorecard
    from omi_desktop.statistics.judgements import Judgements
    from omi_desktop.store import Answer, Case, Inspection
    from omi_ui.tasks import Step


@dataclass(frozen=True, slots=True)
class Counted:
    """A scorecard with all that stands behind it, as the file was at one moment.

    `turn` is the look at the scores that it was counted for. `caseload` is how many cases were
    assessed and out of how many, where that is known.
    """

    turn: int
    card: Scorecard
    cases: Sequence[Case]
    scored: Sequence[ScoredCase]
    judged: Judgements
    behind: Behind
    caseload: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Noted:
    """Every answer with its note, who and when, by question and case."""

    counted: Counted
    answers: Mapping[tuple[str, str], Answer]


@dataclass(frozen=True, slots=True)
class Weighed:
    """How sure the figures of `counted` are."""

    counted: Counted
    sureness: Sureness


def counted_now(inspection: Inspection, where: str, turn: int) -> Counted:
    """Return the scores over the cases in which a gate holds, or over all of them for ""."""
    from omi_desktop.scoring.score import ScoredCase, scorecard
    from omi_desktop.statistics.judgements import judgements
    from omi_desktop.store import Rating, SampledList

    values = inspection.values()
    # A case may be added between two looks at the file; it is counted the next time.
    cases = tuple(case for case in inspection.cases() if case.id in values)
    scored = tuple(ScoredCase(case.status, values[case.id]) for case in cases)
    ratings = {rating.criterion: rating.rating for rating in inspection.records(Rating)}
    area, bank = inspection.details.area, inspection.instrument
    card = scorecard(bank, scored, area=area, ratings=ratings, where=where)
    judged = judgements(bank, scored, where)
    people = {person.id: person.name for person in inspection.people()}
    behind = Behind(bank, cases, scored, card, judged, people)
    # Counted here what the first page asks, and not while it is drawn.
    behind.count_ahead()
    lists = sorted(inspection.records(SampledList), key=lambda one: one.draw)
    # How large the part of the caseload behind a gate is, is not known: without it the interval is
    # somewhat too wide, never too narrow.
    caseload = (card.cases.assessed, lists[-1].eligible) if lists and not where else None
    return Counted(turn, card, cases, scored, judged, behind, caseload)


def noted(inspection: Inspection, counted: Counted, step: Step) -> Noted:
    """Return every answer with its note, who gave it and when."""
    found: dict[tuple[str, str], Answer] = {}
    # Case by case: read in one go, they would keep the window from being drawn for a moment.
    for number, case in enumerate(counted.cases):
        step("Reading the notes", number / len(counted.cases))
        for question, answer in inspection.answers(case.id).items():
            found[question, case.id] = answer
    return Noted(counted, found)


def weighed(inspection: Inspection, counted: Counted) -> Weighed:
    """Return how sure the scores are, and under which other choices they hold."""
    from omi_desktop.statistics.judgements import indices
    from omi_desktop.statistics.robustness import choices, holdings

    bank, card = inspection.instrument, counted.card
    where = frozenset(indices(counted.judged.counted))
    inside = [place for place in range(len(counted.cases)) if place in where]
    scored = [counted.scored[place] for place in inside]
    people = {person.id: person.name for person in inspection.people()}
    readers = {
        at: people.get(reader, reader)
        for at, place in enumerate(inside)
        if (reader := counted.cases[place].assessor)
    }
    tried = choices(bank, scored, assessors=readers)
    found = {holding.name: holding for holding in holdings(bank, scored, tried)}
    caseload = counted.caseload[1] if counted.caseload else None
    return Weighed(counted, sureness_of(counted.judged, caseload, found, card.line))
