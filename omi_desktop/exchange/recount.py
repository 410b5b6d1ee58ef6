"""Scores from tidy answers alone: a second way to the same figures, sharing nothing with the first.

It knows no question bank and no gates: only rows that say which side of the line they are on, and
which question belongs where.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """Where a question belongs, as sheet Questions says."""

    id: str
    criterion: str
    section: str
    kind: str
    risk_of_harm: bool


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """A row of sheet Answers, as far as it bears on scores; `row` is its number in the sheet."""

    row: int
    case_ref: str
    question_id: str
    state: str
    answer: str
    above_line: str


@dataclass(frozen=True, slots=True)
class Rules:
    """The weights, and the sections whose marked questions make the Risk of Harm thread."""

    questions_weight: Fraction
    summary_weight: Fraction
    thread_sections: tuple[str, ...]


@dataclass(slots=True)
class Tally:
    """How many answers to a question are above the line, of how many on its scale."""

    sufficient: int = 0
    relevant: int = 0

    @property
    def share(self) -> Fraction | None:
        """Return sufficient in relevant, None where there is nothing to divide by."""
        return Fraction(self.sufficient, self.relevant) if self.relevant else None


@dataclass(frozen=True, slots=True)
class Recount:
    """Every figure as the answers make it; shares and scores lie between 0 and 1."""

    tallies: dict[str, Tally]
    criteria: dict[str, Fraction | None]
    sections: dict[str, Fraction | None]
    thread: Fraction | None
    oddities: tuple[str, ...] = field(default=())
    """What is wrong with the rows themselves, one sentence each."""


def recount(asked: Sequence[AskedQuestion], given: Iterable[GivenAnswer], rules: Rules) -> Recount:
    """Return every figure that follows from the answers."""
    tallies = {question.id: Tally() for question in asked}
    oddities = tuple(_count(tallies, given))
    criteria: dict[str, Fraction | None] = {}
    sections: dict[str, list[Fraction | None]] = {}
    for question in asked:
        if question.kind != "fact" and question.criterion not in criteria:
            own = [q for q in asked if q.criterion == question.criterion]
            criteria[question.criterion] = _criterion(own, tallies, rules)
            sections.setdefault(question.section, []).append(criteria[question.criterion])
    thread = [
        tallies[question.id].share
        for question in asked
        if question.risk_of_harm
        and question.kind != "fact"
        and question.section in rules.thread_sections
    ]
    return Recount(
        tallies=tallies,
        criteria=criteria,
        sections={section: _average(scores) for section, scores in sections.items()},
        thread=_average(thread),
        oddities=oddities,
    )


def half_up(score: Fraction | None) -> int | None:
    """Return a score as the whole percentage for print."""
    return None if score is None else (score * 100 + Fraction(1, 2)).__floor__()


def _count(tallies: dict[str, Tally], given: Iterable[GivenAnswer]) -> Iterable[str]:
    """Count every row that counts into `tallies`; yield what is odd about a row."""
    seen: dict[tuple[str, str], int] = {}
    sides: dict[tuple[str, str], str] = {}
    for answer in given:
        key = (answer.case_ref, answer.question_id)
        tally = tallies.get(answer.question_id)
        if tally is None:
            yield f"Answers row {answer.row}: Questions has no question “{answer.question_id}”."
            continue
        if key in seen:
            yield (
                f"Answers row {answer.row}: question {answer.question_id} of case "
                f"{answer.case_ref} stands in row {seen[key]} already."
            )
            continue
        seen[key] = answer.row
        if answer.above_line not in ("yes", "no", ""):
            yield f"Answers row {answer.row}: “{answer.above_line}” is neither yes, no nor blank."
            continue
        if answer.above_line and answer.state != "answered":
            yield f"Answers row {answer.row}: an answer that is {answer.state} has no line."
            continue
        if answer.state != "answered":
            continue
        side = sides.setdefault((answer.question_id, answer.answer), answer.above_line)
        # Text and numbers have no line; on a scale, one answer lies on one side of it.
        if side != answer.above_line:
            yield (
                f"Answers row {answer.row}: “{answer.answer}” to {answer.question_id} lies on the "
                "other side of the line than in the rows above."
            )
        if answer.above_line:
            tally.relevant += 1
            tally.sufficient += answer.above_line == "yes"


def _criterion(
    own: Sequence[AskedQuestion], tallies: dict[str, Tally], rules: Rules
) -> Fraction | None:
    def mean(kind: str) -> Fraction | None:
        return _average([tallies[question.id].share for question in own if question.kind == kind])

    parts = ((rules.questions_weight, mean("scored")), (rules.summary_weight, mean("summary")))
    there = [(weight, share) for weight, share in parts if share is not None]
    if len(there) == 1:
        return there[0][1]
    whole = sum((weight for weight, _ in there), Fraction(0))
    return sum((weight * share for weight, share in there), Fraction(0)) / whole if whole else None


def _average(shares: Sequence[Fraction | None]) -> Fraction | None:
    known = [share for share in shares if share is not None]
    return sum(known, Fraction(0)) / len(known) if known else None
