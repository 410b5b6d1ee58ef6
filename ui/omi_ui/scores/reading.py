"""What the scores take from an open inspection; all of it is for the worker."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from omi_desktop.report.behind import Behind
from omi_ui.scores.sureness import Basis, Sureness, sureness_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from omi_desktop.instrument.model import Instrument
    from omi_desktop.scoring.score import ScoredCase
    from omi_desktop.scoring.scorecard import Scorecard
    from omi_desktop.statistics.judgements import Judgements
    from omi_desktop.store import Answer, Case, Inspection
    from omi_desktop.store.moderation_records import Agreed
    from omi_ui.tasks import Step

_COUNTING = "Counting the answers"
_READ, _SCORED = 0.3, 0.7
"""How far the counting is once the answers are read, and once they are scored."""


@dataclass(frozen=True, slots=True)
class Counted:
    """A scorecard with all that stands behind it, as the file was at one moment.

    `turn` is the look at the scores that it was counted for, `revision` the last change of the file
    before it, `again` what was counted again for it
    where the one before still held for the rest, None where everything was counted.
    """

    turn: int
    card: Scorecard
    cases: Sequence[Case]
    scored: Sequence[ScoredCase]
    judged: Judgements
    behind: Behind
    basis: Basis
    revision: int
    again: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Noted:
    """Every answer with its note, who and when, by question and case; and what was agreed on."""

    counted: Counted
    answers: Mapping[tuple[str, str], Answer]
    agreed: Mapping[tuple[str, str], Agreed]


@dataclass(frozen=True, slots=True)
class Weighed:
    """How sure the figures of `counted` are."""

    counted: Counted
    sureness: Sureness


def counted_now(
    inspection: Inspection,
    where: str,
    turn: int,
    before: Counted | None = None,
    step: Step | None = None,
) -> Counted:
    """Return the scores over the cases in which a gate holds, or over all of them for "".

    Where they were counted `before`, only what has changed since is counted again.
    """
    from omi_desktop.scoring.score import ScoredCase
    from omi_desktop.statistics.judgements import judgements
    from omi_desktop.store import Rating, SampledList, small_base

    # Read first: a change that comes in meanwhile is then seen as one that came afterwards.
    revision = inspection.saved().revision
    values = inspection.values()
    # A case may be added between two looks at the file; it is counted the next time.
    cases = tuple(case for case in inspection.cases() if case.id in values)
    scored = tuple(ScoredCase(case.status, values[case.id]) for case in cases)
    ratings = {rating.criterion: rating.rating for rating in inspection.records(Rating)}
    say = step or _say_nothing
    say(_COUNTING, _READ)
    area, bank = inspection.details.area, inspection.instrument
    card, again = _scored(bank, cases, scored, before, area=area, ratings=ratings, where=where)
    say(_COUNTING, _SCORED)
    judged = judgements(bank, scored, where)
    people = {person.id: person.name for person in inspection.people()}
    behind = Behind(bank, cases, scored, card, judged, people)
    # Counted here what the first page asks, and not while it is drawn.
    behind.count_ahead()
    lists = sorted(inspection.records(SampledList), key=lambda one: one.draw)
    # How large the part of the caseload behind a gate is, is not known: without it the interval is
    # somewhat too wide, never too narrow.
    caseload = (card.cases.assessed, lists[-1].eligible) if lists and not where else None
    small = small_base(inspection)
    basis = Basis(caseload, small)
    return Counted(turn, card, cases, scored, judged, behind, basis, revision, again)


def _say_nothing(_doing: str, _share: float) -> None:
    pass


def _scored(
    bank: Instrument,
    cases: Sequence[Case],
    scored: Sequence[ScoredCase],
    before: Counted | None,
    *,
    area: str,
    ratings: Mapping[str, str],
    where: str,
) -> tuple[Scorecard, frozenset[str] | None]:
    """Return the scorecard, and which questions were counted again for it, None for all."""
    from omi_desktop.scoring.rescoring import Rescoring
    from omi_desktop.scoring.score import leadership, scorecard

    same = [case.id for case in cases] == [case.id for case in before.cases] if before else False
    if before is None or not same or before.card.where != where:
        return scorecard(bank, scored, area=area, ratings=ratings, where=where), None
    card, rescoring, again = before.card, Rescoring(bank), set[str]()
    for old, new in zip(before.scored, scored, strict=True):
        if old != new:
            rescored = rescoring.after(card, old, new)
            card = rescored.card
            again.update(rescored.questions)
    return replace(card, leadership=leadership(bank, ratings)), frozenset(again)


def noted(inspection: Inspection, counted: Counted, step: Step) -> Noted:
    """Return every answer with its note, who gave it and when."""
    from omi_desktop.store.second_readings import agreed_answers

    found: dict[tuple[str, str], Answer] = {}
    # Case by case: read in one go, they would keep the window from being drawn for a moment.
    for number, case in enumerate(counted.cases):
        step("Reading the notes", number / len(counted.cases))
        for question, answer in inspection.answers(case.id).items():
            found[question, case.id] = answer
    return Noted(counted, found, agreed_answers(inspection))


def weighed(inspection: Inspection, counted: Counted) -> Weighed:
    """Return how sure the scores are, and under which other choices they hold."""
    from omi_desktop.report.choices import tried

    found = tried(inspection, counted.cases, counted.scored, counted.judged.counted)
    return Weighed(counted, sureness_of(counted.judged, counted.basis, found, counted.card.line))
