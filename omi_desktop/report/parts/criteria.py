"""The pages of sections 1-3: a criterion, its score, its results, its findings, its conclusion."""

from __future__ import annotations

from typing import TYPE_CHECKING

from omi_desktop.instrument.model import Kind, ValueType, several
from omi_desktop.report import wording
from omi_desktop.report.model import (
    Align,
    Block,
    Column,
    Heading,
    Items,
    Mark,
    Numbering,
    Paragraph,
    Row,
    Table,
    Voice,
)
from omi_desktop.report.parts.perspective import reported_in
from omi_desktop.report.parts.prose import passages
from omi_desktop.report.proposals import Proposal, proposals
from omi_desktop.store.records import FindingKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from omi_desktop.instrument.model import Criterion, Question, Section
    from omi_desktop.report.gather import ReportData
    from omi_desktop.scoring.scorecard import CriterionScore, QuestionResult
    from omi_desktop.store.records import Conclusion

PROPOSED = "Proposed from the answers: the lead inspector has not yet settled this list."
GOOD = "Work against this criterion was good."
PRIORITY = "This criterion is a priority for improvement."
OPEN = "No conclusion can be drawn: no case is relevant to this criterion."


def section(section: Section, data: ReportData) -> Iterator[Block]:
    """Yield the beginning of a section: its heading, and what was written for it as a whole."""
    yield Heading(1, f"{section.id}. {section.title}")
    yield from passages(f"section/{section.id}", data)


def criterion(criterion: Criterion, score: CriterionScore, data: ReportData) -> Iterator[Block]:
    """Yield the pages of one criterion."""
    yield Heading(2, f"{criterion.id} {criterion.title}")
    yield Paragraph(criterion.descriptor, Voice.DESCRIPTOR)
    yield mark(score, data.scorecard.line)
    yield from passages(f"criterion/{criterion.id}", data)
    results = {result.id: result for result in score.questions}
    yield from _results(criterion, results, data.kept.small_base)
    if score.remark and score.score is not None:
        yield Paragraph(f"On the score: {score.remark}", Voice.REMARK)
    yield from facts(criterion.questions, data)
    yield from reported_in(criterion.id, data)
    yield from _findings(criterion, results, data)
    own = next((kept for kept in data.kept.conclusions if kept.criterion == criterion.id), None)
    yield Paragraph(conclusion(score, own), Voice.CONCLUSION)
    if own is not None:
        yield Paragraph(own.reason)


def mark(score: CriterionScore, line: int) -> Mark:
    """Return the score of a criterion with what it rests on and its side of the line."""
    if score.score is None:
        return Mark(wording.NOT_SCORED, "no relevant case")
    cases = wording.counted(score.cases, "case", "cases")
    place = f"below the line of {line}%" if score.below_line else f"at or above the line of {line}%"
    return Mark(wording.score(score.score), f"from {cases}; {place}", score.below_line)


def _results(
    criterion: Criterion, results: dict[str, QuestionResult], small: int
) -> Iterator[Block]:
    asked = [question for question in criterion.questions if question.counts]
    shown = [(question, results[question.id]) for question in asked]
    relevant = [(question, result) for question, result in shown if result.relevant]
    if not relevant:
        return
    notes = []
    if any(result.relevant < small for _, result in relevant):
        few = wording.in_words(small)
        notes.append(f"No percentage is given where fewer than {few} cases are relevant.")
    left_out = len(shown) - len(relevant)
    if left_out:
        notes.append(
            f"{wording.in_words(left_out).capitalize()} "
            f"{'question has' if left_out == 1 else 'questions have'} no relevant case."
        )
    yield Table(
        title="Results of the questions",
        columns=(
            Column("Question", 12),
            Column("Sufficient", 2, Align.RIGHT),
            Column("Relevant", 2, Align.RIGHT),
            Column("Per cent", 2, Align.RIGHT),
        ),
        rows=tuple(
            Row(
                (
                    question.text,
                    str(result.sufficient),
                    str(result.relevant),
                    wording.share(result.sufficient, result.relevant, small),
                ),
                strong=question.kind is Kind.SUMMARY,
            )
            for question, result in relevant
        ),
        notes=tuple(notes),
    )


def facts(questions: Sequence[Question], data: ReportData) -> Iterator[Block]:
    """Yield, as statements, what the cases were like: facts that are counted but not scored."""
    statements = [
        statement
        for question in questions
        if question.kind is Kind.FACT
        and (statement := _statement(question, data.scorecard.question(question.id)))
    ]
    if statements:
        yield Items("For information", tuple(statements), Numbering.BULLETS)


def _statement(question: Question, result: QuestionResult) -> str:
    if question.scale is None:
        return ""
    tally = dict.fromkeys((choice.id for choice in question.scale.choices), 0)
    cases = 0
    for value, count in result.counts:
        chosen = several(value) if question.value_type is ValueType.SEVERAL else (value,)
        for choice in chosen:
            if choice in tally:
                tally[choice] += count
        cases += count if any(choice in tally for choice in chosen) else 0
    if not cases:
        return ""
    told = "; ".join(
        f"{wording.within(question.label(value))} {count}"
        for value, count in tally.items()
        if count
    )
    counted = wording.counted(cases, "case", "cases")
    return f"{question.text} {wording.capital(told)} ({counted})."


def _findings(
    criterion: Criterion, results: dict[str, QuestionResult], data: ReportData
) -> Iterator[Block]:
    kept = [finding for finding in data.kept.findings if finding.criterion == criterion.id]
    if kept:
        yield from findings(criterion.id, data)
        return
    proposed = proposals(criterion, results, data.scorecard.line)
    strengths = [_said(p, data) for p in proposed if p.kind is FindingKind.STRENGTH]
    improvements = [_said(p, data) for p in proposed if p.kind is FindingKind.IMPROVEMENT]
    yield from _listed("Strengths", strengths, PROPOSED)
    yield from _listed(_improvement_heading(improvements), improvements, PROPOSED)


def _said(proposal: Proposal, data: ReportData) -> str:
    return data.figures.text(proposal.text)


def findings(criterion_id: str, data: ReportData) -> Iterator[Block]:
    """Yield the strengths and areas for improvement that the lead inspector wrote."""
    own = sorted(
        (finding for finding in data.kept.findings if finding.criterion == criterion_id),
        key=lambda finding: finding.position,
    )
    said = {finding.key: data.figures.text(finding.text, criterion_id) for finding in own}
    strengths = [said[f.key] for f in own if f.kind is FindingKind.STRENGTH]
    improvements = [said[f.key] for f in own if f.kind is FindingKind.IMPROVEMENT]
    yield from _listed("Strengths", strengths)
    yield from _listed(_improvement_heading(improvements), improvements)


def _improvement_heading(found: list[str]) -> str:
    return "Area for improvement" if len(found) == 1 else "Areas for improvement"


def _listed(heading: str, texts: list[str], remark: str = "") -> Iterator[Block]:
    if texts:
        yield Items(heading, tuple(texts), Numbering.LETTERS, remark)


def conclusion(score: CriterionScore, own: Conclusion | None = None) -> str:
    """Return the sentence that the line decides on, or the lead inspector where it is theirs."""
    if own is not None:
        return PRIORITY if own.is_priority else GOOD
    if score.score is None:
        return OPEN
    return PRIORITY if score.below_line else GOOD
