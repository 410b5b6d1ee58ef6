"""From counts to scores: the averages of the scorecard, whoever did the counting."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import lcm

from omi_desktop.instrument.model import Criterion, Instrument, Kind, Question
from omi_desktop.scoring.scorecard import (
    CriterionScore,
    QuestionResult,
    SectionScore,
    ThreadScore,
    rounded,
)

Shares = Mapping[str, Fraction | None]
"""Shares of questions by id; None, or no entry, where no case is relevant."""

THREAD = "risk-of-harm"
"""The Risk of Harm thread among the names of scores."""


def section_name(section: str) -> str:
    """Return how a section is called among the names of scores: “section-1”."""
    return f"section-{section}"


def question_result(question: Question, counts: Mapping[str, int]) -> QuestionResult:
    """Return the result of a question from how often each value counts.

    A scale that judges nothing has counts but no relevant case.
    """
    sufficient = relevant = 0
    if question.scale is not None and question.scale.judges:
        relevant = sum(counts.get(choice.id, 0) for choice in question.scale.choices)
        sufficient = sum(counts.get(choice, 0) for choice in question.scale.above)
    return QuestionResult(
        id=question.id,
        kind=question.kind,
        risk_of_harm=question.risk_of_harm,
        sufficient=sufficient,
        relevant=relevant,
        counts=tuple((value, count) for value, count in sorted(counts.items()) if count),
    )


def criterion_score(
    instrument: Instrument, criterion: Criterion, questions: Sequence[QuestionResult], cases: int
) -> CriterionScore:
    """Return the score of a criterion from the results of its questions.

    `cases` is how many cases gave at least one relevant answer.
    """
    individual = mean([r.share for r in questions if r.kind is Kind.SCORED])
    summary = mean([r.share for r in questions if r.kind is Kind.SUMMARY])
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
        questions=tuple(questions),
        cases=cases,
        remark=remark,
    )


def section_scores(
    instrument: Instrument, criteria: Sequence[CriterionScore]
) -> tuple[SectionScore, ...]:
    """Return the scores of the sections from those of their criteria."""
    scored = {criterion.section for criterion in criteria}
    return tuple(
        SectionScore(
            section.id, section.title, mean([c.score for c in criteria if c.section == section.id])
        )
        for section in instrument.sections
        if section.id in scored
    )


def thread_questions(instrument: Instrument) -> tuple[Question, ...]:
    """Return the questions of the Risk of Harm thread, in report order."""
    return tuple(
        question
        for criterion in instrument.criteria
        if criterion.section in instrument.risk_of_harm_sections
        for question in criterion.questions
        if question.risk_of_harm and question.counts
    )


def thread_score(
    marked: Sequence[Question], results: Mapping[str, QuestionResult], cases: int
) -> ThreadScore:
    """Return the score of the Risk of Harm thread from the results of its questions."""
    return ThreadScore(
        score=mean([results[question.id].share for question in marked]),
        questions=tuple(q.id for q in marked if results[q.id].relevant),
        cases=cases,
    )


def scores(instrument: Instrument, shares: Shares) -> dict[str, Fraction | None]:
    """Return the scores that some shares average to, by name.

    Criteria go by their id, sections as “section-1”, the thread as “risk-of-harm”.
    """
    found: dict[str, Fraction | None] = {}
    sections: dict[str, list[Fraction | None]] = {}
    for criterion in instrument.criteria:
        of_kind = {
            kind: mean([shares.get(q.id) for q in criterion.questions if q.kind is kind])
            for kind in (Kind.SCORED, Kind.SUMMARY)
        }
        found[criterion.id], _ = _weigh(instrument, of_kind[Kind.SCORED], of_kind[Kind.SUMMARY])
        sections.setdefault(criterion.section, []).append(found[criterion.id])
    found |= {section_name(section): mean(own) for section, own in sections.items()}
    found[THREAD] = mean([shares.get(question.id) for question in thread_questions(instrument)])
    return found


def mean(shares: Sequence[Fraction | None]) -> Fraction | None:
    """Return the mean of the shares that are known, or None where none is."""
    known = [share for share in shares if share is not None]
    if not known:
        return None
    # One common denominator for all: adding fractions one by one reduces after every step.
    common = lcm(*(share.denominator for share in known))
    total = sum(share.numerator * (common // share.denominator) for share in known)
    return Fraction(total, common * len(known))


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
