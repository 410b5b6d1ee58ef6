"""Score an inspection, as Appendix 3 of the 2006 report describes it.

A question's share is sufficient / relevant over the cases that count. A criterion of sections 1-3
is the weighted mean of its scored questions' mean share and its summary question's share; a section
the plain mean of its criteria; the Risk of Harm thread the mean share of the marked questions of
sections 1 and 2, summary questions included. What has no relevant case is left out, never 0.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from omi_desktop.instrument.applicability import Standings, standings
from omi_desktop.instrument.model import Instrument, Question
from omi_desktop.scoring.averaging import (
    criterion_score,
    question_result,
    section_scores,
    thread_questions,
    thread_score,
)
from omi_desktop.scoring.scorecard import CaseCounts, LeadershipRating, Scorecard

COUNTED = ("in progress", "complete")
COMPLETE = "complete"


@dataclass(frozen=True, slots=True)
class ScoredCase:
    """What scoring needs of a case: its status and its stored values by question id."""

    status: str
    values: Mapping[str, str]


def scorecard(
    instrument: Instrument,
    cases: Sequence[ScoredCase],
    *,
    area: str,
    ratings: Mapping[str, str],
    where: str = "",
) -> Scorecard:
    """Return every score over `cases`, or over those in which the gate or condition `where` holds.

    Cases not started or withdrawn count in no share. `ratings` maps a criterion of section 4 to an
    id of the instrument's ratings. Raises RequestError where the bank knows no such condition.
    """
    found = standings(instrument, [case.values for case in cases])
    chosen = cases_behind(instrument, found, where)
    counted = chosen & cases_that_are(cases, COUNTED)
    results = {
        question.id: question_result(question, _counts(found, question, counted))
        for question in instrument.questions.values()
    }
    touched = _Touched(found, counted)
    criteria = tuple(
        criterion_score(
            instrument,
            criterion,
            tuple(results[question.id] for question in criterion.questions),
            touched.cases([question for question in criterion.questions if question.counts]),
        )
        for criterion in instrument.criteria
    )
    marked = thread_questions(instrument)
    return Scorecard(
        area=area,
        instrument=instrument.id,
        line=instrument.line,
        cases=CaseCounts(
            sampled=chosen.bit_count(),
            assessed=counted.bit_count(),
            complete=(chosen & cases_that_are(cases, (COMPLETE,))).bit_count(),
        ),
        criteria=criteria,
        sections=section_scores(instrument, criteria),
        risk_of_harm=thread_score(marked, results, touched.cases(marked)),
        leadership=leadership(instrument, ratings),
        facts=tuple(results[q.id] for q in outside_criteria(instrument)),
        where=where,
    )


@dataclass(frozen=True, slots=True)
class _Touched:
    """Which of the counted cases gave a relevant answer to any of some questions."""

    standings: Standings
    counted: int

    def cases(self, questions: Sequence[Question]) -> int:
        mask = 0
        for question in questions:
            on_scale = {choice.id for choice in question.scale.choices} if question.scale else ()
            for value, cases in self.standings.counted(question.id).items():
                if value in on_scale:
                    mask |= cases
        return (mask & self.counted).bit_count()


def cases_behind(instrument: Instrument, found: Standings, where: str) -> int:
    """Return the mask of the cases in which the gate or condition `where` holds, of all for "".

    Raises RequestError where it names what the bank has not.
    """
    if not where:
        return found.everywhere
    if where in instrument.gate:
        return found.gate(where)
    from omi_desktop.instrument.conditions import condition

    return found.where(condition(instrument, where))


def cases_that_are(cases: Sequence[ScoredCase], statuses: Sequence[str]) -> int:
    """Return the mask of the cases that have one of the statuses."""
    return sum(1 << index for index, case in enumerate(cases) if case.status in statuses)


def _counts(found: Standings, question: Question, counted: int) -> dict[str, int]:
    given = found.counted(question.id)
    return {value: (mask & counted).bit_count() for value, mask in given.items()}


def leadership(instrument: Instrument, ratings: Mapping[str, str]) -> tuple[LeadershipRating, ...]:
    """Return the ratings of section 4 in words; `ratings` maps a criterion to the id of one."""
    labels = {rating.id: rating.label for rating in instrument.ratings}
    return tuple(
        LeadershipRating(
            criterion.id, criterion.title, labels.get(ratings.get(criterion.id, ""), "")
        )
        for criterion in instrument.leadership
    )


def outside_criteria(instrument: Instrument) -> list[Question]:
    """Return the facts and questions that no criterion of sections 1-3 holds, in order."""
    rated = [q for criterion in instrument.leadership for q in criterion.questions]
    return [*instrument.facts, *rated]
