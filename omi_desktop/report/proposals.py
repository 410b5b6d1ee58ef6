"""The findings that the answers suggest: proposed to the writer, decided by nobody else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from omi_desktop.instrument.model import Criterion
from omi_desktop.report.live import Figure, Form
from omi_desktop.scoring.scorecard import QuestionResult, percent
from omi_desktop.store.records import FindingKind


@dataclass(frozen=True, slots=True)
class Proposal:
    """What one question's result suggests: on which side, and the bank's sentence, live."""

    question: str
    kind: FindingKind
    text: str


def proposals(
    criterion: Criterion, results: Mapping[str, QuestionResult], line: int
) -> tuple[Proposal, ...]:
    """Return a proposal for every scored question with a relevant case, in report order."""
    return tuple(
        _proposal(question.id, results[question.id], line)
        for question in criterion.questions
        if question.counts and results[question.id].relevant
    )


def is_strength(result: QuestionResult, line: int) -> bool:
    """Tell on which side a question's result is proposed; the printed percentage decides."""
    return result.share is not None and percent(result.share) >= line


def _proposal(question: str, result: QuestionResult, line: int) -> Proposal:
    strong = is_strength(result, line)
    return Proposal(
        question=question,
        kind=FindingKind.STRENGTH if strong else FindingKind.IMPROVEMENT,
        text=str(Figure(Form.SENTENCE, (question,), sufficient=strong)),
    )
