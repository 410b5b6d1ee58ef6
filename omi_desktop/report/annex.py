"""The annex: from each criterion to its questions, to the cases below the line and their notes.

It is the way that the screen Scores goes, on paper. The figures of the questions may be published;
references of cases, notes and names may not, and every block that holds them begins with the words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from omi_desktop.instrument.model import Kind
from omi_desktop.report import wording
from omi_desktop.report.behind import Behind, Side
from omi_desktop.report.model import (
    Align,
    Block,
    Column,
    Heading,
    Mark,
    Paragraph,
    Row,
    Table,
    Voice,
)
from omi_desktop.report.parts.criteria import mark
from omi_desktop.scoring.averaging import THREAD
from omi_desktop.scoring.score import ScoredCase
from omi_desktop.statistics.judgements import judgements

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from omi_desktop.instrument.model import Criterion, Question
    from omi_desktop.report.behind import CaseAnswer
    from omi_desktop.report.gather import ReportData
    from omi_desktop.scoring.scorecard import CriterionScore, QuestionResult

NOT_FOR_PUBLICATION = "Not for publication"
TITLE = f"Annex, {wording.within(NOT_FOR_PUBLICATION)}: from scores to answers"

_FIGURES = (
    Column("Question", 12),
    Column("Sufficient", 2, Align.RIGHT),
    Column("Relevant", 2, Align.RIGHT),
    Column("Per cent", 2, Align.RIGHT),
    Column("Open", 2, Align.RIGHT),
)
_CASES = (
    Column("Case", 4),
    Column("Answer", 5),
    Column("Note", 17),
    Column("Who and when", 12),
)


def annex(data: ReportData) -> Iterator[Block]:
    """Yield the annex as a part of a report."""
    behind = _behind(data)
    yield Heading(1, TITLE)
    yield Paragraph(
        "From each score to its questions, and from each question to the cases whose answer lies "
        "below the line, with the note, who gave the answer and when. References of cases, notes "
        f"and names must not be published: what holds them begins with “{NOT_FOR_PUBLICATION}”."
    )
    for criterion, score in zip(data.instrument.criteria, data.scorecard.criteria, strict=True):
        yield from _criterion(criterion, score, data, behind)
    yield from _thread(data, behind)


def _behind(data: ReportData) -> Behind:
    scored = [
        ScoredCase(case.status, values)
        for case, values in zip(data.cases, data.values, strict=True)
    ]
    judged = judgements(data.instrument, scored)
    people = {person.id: person.name for person in data.people}
    behind = Behind(data.instrument, data.cases, scored, data.scorecard, judged, people)
    behind.learn({(answer.question, answer.case): answer for answer in data.answers})
    return behind


def _criterion(
    criterion: Criterion, score: CriterionScore, data: ReportData, behind: Behind
) -> Iterator[Block]:
    yield Heading(2, f"Annex: {criterion.id} {criterion.title}")
    yield mark(score, data.scorecard.line)
    asked = {question.id: question for question in criterion.questions if question.counts}
    results = [result for result in score.questions if result.id in asked]
    yield _figures("Results of the questions", results, data, behind)
    for result in results:
        yield from _cases(asked[result.id], result, behind)


def _figures(
    title: str, results: Sequence[QuestionResult], data: ReportData, behind: Behind
) -> Table:
    questions, small = data.instrument.questions, data.kept.small_base
    return Table(
        title=title,
        columns=_FIGURES,
        rows=tuple(
            Row(
                (
                    f"{result.id} {questions[result.id].text}",
                    str(result.sufficient),
                    str(result.relevant),
                    wording.share(result.sufficient, result.relevant, small),
                    str(behind.still_open(result.id)),
                ),
                strong=result.kind is Kind.SUMMARY,
            )
            for result in results
        ),
        notes=(
            f"No percentage is given where fewer than {wording.in_words(small)} cases are "
            "relevant. Open: cases in which the answer may still be given.",
        ),
    )


def _cases(question: Question, result: QuestionResult, behind: Behind) -> Iterator[Block]:
    answers = behind.question(question.id)
    below = [answer for answer in answers if answer.side is Side.BELOW]
    still_open = [answer.ref for answer in answers if answer.side is Side.OPEN]
    if below or still_open:
        yield Heading(3, f"{question.id} {question.short}", contents=False)
    noted = [answer for answer in below if answer.note.strip()]
    told = wording.of(len(below), result.relevant)
    if noted:
        yield Table(
            title=f"{NOT_FOR_PUBLICATION}. Below the line: {told} relevant cases"
            + (f", {len(noted)} of them with a note" if len(noted) < len(below) else ""),
            columns=_CASES,
            rows=tuple(_row(one) for one in noted),
            flows=True,
        )
    yield from _without_note(told, [one for one in below if not one.note.strip()], bool(noted))
    if still_open:
        yield Paragraph(
            f"{NOT_FOR_PUBLICATION}. Still open in {wording.listed(still_open)}.", Voice.REMARK
        )


def _row(one: CaseAnswer) -> Row:
    who = ", ".join(filter(None, (one.who, one.when)))
    return Row((one.ref, one.answer, one.note.strip(), who))


def _without_note(told: str, answers: Sequence[CaseAnswer], is_rest: bool) -> Iterator[Block]:
    by_answer: dict[str, list[str]] = {}
    for one in answers:
        who = f" ({one.who}, {one.when})" if one.who else ""
        by_answer.setdefault(one.answer, []).append(f"{one.ref}{who}")
    if by_answer:
        lead = "Without a note" if is_rest else f"Below the line: {told} relevant cases"
        listed = "; ".join(f"{answer}: {', '.join(refs)}" for answer, refs in by_answer.items())
        yield Paragraph(f"{NOT_FOR_PUBLICATION}. {lead}. {listed}.", Voice.REMARK)


def _thread(data: ReportData, behind: Behind) -> Iterator[Block]:
    thread = data.scorecard.risk_of_harm
    if not thread.questions:
        return
    yield Heading(2, "Annex: Risk of Harm thread")
    cases = wording.counted(behind.rests_on(THREAD), "case", "cases")
    yield Mark(wording.score(thread.score), f"from {cases}")
    results = [data.scorecard.question(question) for question in thread.questions]
    yield _figures("Questions of the thread; their cases stand above", results, data, behind)
