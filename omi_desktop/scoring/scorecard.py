"""The scorecard: every score of an inspection as one plain value.

Whatever shows a number takes it from here and computes nothing, so no two outputs can disagree.
Proportions and scores are exact fractions between 0 and 1; `percent` and `rounded` are for display.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from omi_desktop.instrument.model import Kind


def percent(share: Fraction, places: int = 0) -> Decimal:
    """Return a share as a percentage rounded once, half up: 43/61 gives 70, 70.49 at two places."""
    scaled = share * 100 * 10**places
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return Decimal(whole).scaleb(-places)


def rounded(score: Fraction | None) -> int | None:
    """Return a score as the whole percentage that is printed, or None where there is no score."""
    return None if score is None else int(percent(score))


@dataclass(frozen=True, slots=True)
class QuestionResult:
    """Sufficient of relevant cases for one question; `counts` holds every answer's count."""

    id: str
    kind: Kind
    risk_of_harm: bool
    sufficient: int
    relevant: int
    counts: tuple[tuple[str, int], ...] = ()

    @property
    def share(self) -> Fraction | None:
        """Return sufficient / relevant, or None where no case is relevant."""
        return Fraction(self.sufficient, self.relevant) if self.relevant else None


@dataclass(frozen=True, slots=True)
class CriterionScore:
    """The score of a criterion of sections 1-3 and what it rests on.

    `individual` is the mean of the scored questions, `summary` the summary question; where only
    one of them exists it carries the whole weight, and `remark` says so. `cases` is how many cases
    gave at least one relevant answer.
    """

    id: str
    title: str
    section: str
    score: Fraction | None
    individual: Fraction | None
    summary: Fraction | None
    below_line: bool
    questions: tuple[QuestionResult, ...]
    cases: int
    remark: str = ""

    @property
    def rounded(self) -> int | None:
        """Return the printed score."""
        return rounded(self.score)


@dataclass(frozen=True, slots=True)
class SectionScore:
    """The plain mean of a section's criteria that have a score."""

    id: str
    title: str
    score: Fraction | None

    @property
    def rounded(self) -> int | None:
        """Return the printed score."""
        return rounded(self.score)


@dataclass(frozen=True, slots=True)
class ThreadScore:
    """The Risk of Harm thread: the mean over the marked questions of sections 1 and 2."""

    score: Fraction | None
    questions: tuple[str, ...]
    cases: int

    @property
    def rounded(self) -> int | None:
        """Return the printed score."""
        return rounded(self.score)


@dataclass(frozen=True, slots=True)
class LeadershipRating:
    """The rating of a criterion of section 4 in words; "" while it is not rated."""

    id: str
    title: str
    rating: str


@dataclass(frozen=True, slots=True)
class CaseCounts:
    """Cases in the sample; of these not withdrawn and begun; of these complete."""

    sampled: int
    assessed: int
    complete: int


@dataclass(frozen=True, slots=True)
class Scorecard:
    """Every score of an inspection, or of the part of it that a gate selects (`where`)."""

    area: str
    instrument: str
    line: int
    cases: CaseCounts
    criteria: tuple[CriterionScore, ...]
    sections: tuple[SectionScore, ...]
    risk_of_harm: ThreadScore
    leadership: tuple[LeadershipRating, ...]
    facts: tuple[QuestionResult, ...] = ()
    where: str = ""

    def question(self, question_id: str) -> QuestionResult:
        """Return the result of one question or fact; KeyError where the bank has none such."""
        found = [*self.facts, *(q for criterion in self.criteria for q in criterion.questions)]
        return next((q for q in found if q.id == question_id), None) or _missing(question_id)


def _missing(question_id: str) -> QuestionResult:
    raise KeyError(question_id)
