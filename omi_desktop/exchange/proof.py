"""The reconciliation code as it follows from a recount, to hold against the one that is printed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from omi_desktop.instrument.model import Kind
from omi_desktop.scoring.reconciliation import reconciliation
from omi_desktop.scoring.scorecard import (
    CaseCounts,
    CriterionScore,
    LeadershipRating,
    QuestionResult,
    Scorecard,
    SectionScore,
    ThreadScore,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from omi_desktop.exchange.recount import AskedQuestion, Recount


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the code covers besides the scores: the bank, the line, the cases and the ratings.

    `statuses` are those of all cases, `sections` and `ratings` in the order of the workbook.
    """

    instrument: str
    line: int
    statuses: tuple[str, ...]
    sections: tuple[str, ...]
    ratings: tuple[tuple[str, str], ...]


def code_of(asked: Sequence[AskedQuestion], found: Recount, around: Surroundings) -> str:
    """Return the code of a workbook with these figures."""
    complete = around.statuses.count("complete")
    return reconciliation(
        Scorecard(
            area="",
            instrument=around.instrument,
            line=around.line,
            cases=CaseCounts(
                sampled=len(around.statuses),
                assessed=complete + around.statuses.count("in progress"),
                complete=complete,
            ),
            criteria=tuple(_criterion(criterion, asked, found) for criterion in found.criteria),
            sections=tuple(
                SectionScore(section, "", found.sections.get(section))
                for section in around.sections
            ),
            risk_of_harm=ThreadScore(found.thread, (), 0),
            leadership=tuple(LeadershipRating(name, "", rating) for name, rating in around.ratings),
        )
    )


def _criterion(criterion: str, asked: Sequence[AskedQuestion], found: Recount) -> CriterionScore:
    own = [question for question in asked if question.criterion == criterion]
    return CriterionScore(
        id=criterion,
        title="",
        section=own[0].section,
        score=found.criteria[criterion],
        individual=None,
        summary=None,
        below_line=False,
        questions=tuple(
            QuestionResult(
                question.id,
                Kind.FACT if question.kind == "fact" else Kind.SCORED,
                question.risk_of_harm,
                found.tallies[question.id].sufficient,
                found.tallies[question.id].relevant,
            )
            for question in own
        ),
        cases=0,
    )
