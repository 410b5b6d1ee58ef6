"""Score an inspection, as Appendix 3 of the 2006 report describes it.

A question's share is sufficient / relevant over the cases that count. A criterion of sections 1-3
is the weighted mean of its scored questions' mean share and its summary question's share; a section
the plain mean of its criteria; the Risk of Harm thread the mean share of the marked questions of
sections 1 and 2, summary questions included. What has no relevant case is left out, never 0.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from omi_desktop.errors import RequestError
from omi_desktop.instrument.applicability import Standings, standings
from omi_desktop.instrument.model import Criterion, Instrument, Kind, Question
from omi_desktop.scoring.scorecard import (
    CaseCounts,
    CriterionScore,
    LeadershipRating,
    QuestionResult,
    Scorecard,
    SectionScore,
    ThreadScore,
    rounded,
)

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
    """Return every score over `cases`, or over those of them in which the gate `where` holds.

    Cases not started or withdrawn count in no share. `ratings` maps a criterion of section 4 to an
    id of the instrument's ratings. Raises RequestError where the bank has no gate `where`.
    """
    if where and where not in instrument.gate:
        raise RequestError(
            f"The question bank has no gate “{where}”. Its gates are: "
            f"{', '.join(sorted(instrument.gate))}."
        )
    found = standings(instrument, [case.values for case in cases])
    chosen = found.gate(where) if where else found.everywhere
    counted = chosen & _mask(cases, COUNTED)
    results = {
        question.id: _result(found, question, counted) for question in instrument.questions.values()
    }
    touched = _Touched(found, counted)
    criteria = tuple(
        _criterion(instrument, criterion, results, touched) for criterion in instrument.criteria
    )
    return Scorecard(
        area=area,
        instrument=instrument.id,
        line=instrument.line,
        cases=CaseCounts(
            sampled=chosen.bit_count(),
            assessed=counted.bit_count(),
            complete=(chosen & _mask(cases, (COMPLETE,))).bit_count(),
        ),
        criteria=criteria,
        sections=_sections(instrument, criteria),
        risk_of_harm=_thread(instrument, results, touched),
        leadership=_leadership(instrument, ratings),
        facts=tuple(results[q.id] for q in _outside_criteria(instrument)),
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


def _mask(cases: Sequence[ScoredCase], statuses: Sequence[str]) -> int:
    return sum(1 << index for index, case in enumerate(cases) if case.status in statuses)


def _result(found: Standings, question: Question, counted: int) -> QuestionResult:
    """Count one question; a scale that judges nothing has counts but no relevant case."""
    given = found.counted(question.id)
    counts = tuple((value, (mask & counted).bit_count()) for value, mask in sorted(given.items()))
    sufficient = relevant = 0
    if question.scale is not None and question.scale.judges:
        tally = dict(counts)
        relevant = sum(tally.get(choice.id, 0) for choice in question.scale.choices)
        sufficient = sum(tally.get(choice, 0) for choice in question.scale.above)
    return QuestionResult(
        id=question.id,
        kind=question.kind,
        risk_of_harm=question.risk_of_harm,
        sufficient=sufficient,
        relevant=relevant,
        counts=tuple((value, count) for value, count in counts if count),
    )


def _criterion(
    instrument: Instrument,
    criterion: Criterion,
    results: Mapping[str, QuestionResult],
    touched: _Touched,
) -> CriterionScore:
    own = tuple(results[question.id] for question in criterion.questions)
    individual = _mean([r.share for r in own if r.kind is Kind.SCORED])
    summary = _mean([r.share for r in own if r.kind is Kind.SUMMARY])
    score, remark = _weigh(instrument, individual, summary)
    shown = rounded(score)
    return CriterionScore(
        id=criterion.id,
        title=criterion.title,
        section=criterion.section,
        score=score,
        individual=individual,
        summary=summary,
        # The printed score decides, so that no reader sees a 70 below a line of 70.
        below_line=shown is not None and shown < instrument.line,
        questions=own,
        cases=touched.cases([q for q in criterion.questions if q.counts]),
        remark=remark,
    )


def _weigh(
    instrument: Instrument, individual: Fraction | None, summary: Fraction | None
) -> tuple[Fraction | None, str]:
    if individual is None and summary is None:
        return None, "No relevant case."
    if summary is None:
        return individual, "No relevant case for the summary question: the questions carry it all."
    if individual is None:
        return summary, "No relevant case for the questions: the summary question carries it all."
    whole = instrument.individual_weight + instrument.summary_weight
    weighed = instrument.individual_weight * individual + instrument.summary_weight * summary
    return weighed / whole, ""


def _sections(
    instrument: Instrument, criteria: Sequence[CriterionScore]
) -> tuple[SectionScore, ...]:
    scored = {criterion.section for criterion in criteria}
    return tuple(
        SectionScore(
            section.id, section.title, _mean([c.score for c in criteria if c.section == section.id])
        )
        for section in instrument.sections
        if section.id in scored
    )


def _thread(
    instrument: Instrument, results: Mapping[str, QuestionResult], touched: _Touched
) -> ThreadScore:
    marked = [
        question
        for criterion in instrument.criteria
        if criterion.section in instrument.risk_of_harm_sections
        for question in criterion.questions
        if question.risk_of_harm and question.counts
    ]
    return ThreadScore(
        score=_mean([results[question.id].share for question in marked]),
        questions=tuple(q.id for q in marked if results[q.id].relevant),
        cases=touched.cases(marked),
    )


def _leadership(instrument: Instrument, ratings: Mapping[str, str]) -> tuple[LeadershipRating, ...]:
    labels = {rating.id: rating.label for rating in instrument.ratings}
    return tuple(
        LeadershipRating(
            criterion.id, criterion.title, labels.get(ratings.get(criterion.id, ""), "")
        )
        for criterion in instrument.leadership
    )


def _outside_criteria(instrument: Instrument) -> list[Question]:
    rated = [q for criterion in instrument.leadership for q in criterion.questions]
    return [*instrument.facts, *rated]


def _mean(shares: Sequence[Fraction | None]) -> Fraction | None:
    known = [share for share in shares if share is not None]
    return sum(known, Fraction(0)) / len(known) if known else None
