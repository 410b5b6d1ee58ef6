"""What the lead inspector keeps besides the cases: ratings, findings, perspectives, next steps.

Each is a frozen value with a `key` that is its identity among records of its kind. Lists are in
order of `position`. The store keeps them whole; the report reads them.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias


class FindingKind(StrEnum):
    """On which side of a criterion's page a finding stands."""

    STRENGTH = "strength"
    IMPROVEMENT = "area for improvement"


class Direction(StrEnum):
    """Which way an indicator's target is met."""

    HIGHER = "higher"
    LOWER = "lower"


@dataclass(frozen=True, slots=True)
class Rating:
    """The rating of a criterion of section 4, an id of the instrument's ratings, and why."""

    criterion: str
    rating: str
    reason: str = ""

    @property
    def key(self) -> str:
        """Return the criterion: it has one rating."""
        return self.criterion


@dataclass(frozen=True, slots=True)
class Finding:
    """A strength or an area for improvement as the lead inspector wrote it.

    `text` may hold live figures and references (`omi_desktop.report.live`); `accepted` is what they
    showed, in order, when the sentence was last accepted. `id` is given once, so that a reference
    to the finding survives every move.
    """

    criterion: str
    kind: FindingKind
    position: int
    text: str
    id: str = ""
    accepted: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """Return the id, or for one that was never given any, where the finding stands."""
        return self.id or f"{self.criterion}/{self.kind}/{self.position}"


@dataclass(frozen=True, slots=True)
class Recommendation:
    """A recommendation for improvement; `traces` names the criteria whose findings it rests on."""

    position: int
    text: str
    traces: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """Return the position."""
        return str(self.position)


@dataclass(frozen=True, slots=True)
class GoodPractice:
    """An example of good practice, told without names, under its criterion."""

    position: int
    title: str
    criterion: str
    text: str

    @property
    def key(self) -> str:
        """Return the position."""
        return str(self.position)


@dataclass(frozen=True, slots=True)
class Indicator:
    """A row of the performance table; None where the source prints nothing.

    `unit` is "%" or "days". `area_met` and `national_met` override the near-miss rule (met, or
    short of the target by at most 4 % of it) where they are not None; `reason` says why.
    """

    position: int
    block: str
    period: str
    text: str
    direction: Direction
    target: float
    unit: str
    area: float | None
    national: float | None
    area_met: bool | None = None
    national_met: bool | None = None
    reason: str = ""

    @property
    def key(self) -> str:
        """Return the position."""
        return str(self.position)


@dataclass(frozen=True, slots=True)
class SurveyReturn:
    """How many of a questionnaire were sent and came back, or how many people were met."""

    survey: str
    sent: int
    returned: int
    remark: str = ""

    @property
    def key(self) -> str:
        """Return the survey."""
        return self.survey


@dataclass(frozen=True, slots=True)
class SurveyResult:
    """How many answered an item, and how many of them above the line."""

    survey: str
    item: str
    answered: int
    above: int

    @property
    def key(self) -> str:
        """Return survey and item."""
        return f"{self.survey}/{self.item}"


@dataclass(frozen=True, slots=True)
class FocusGroup:
    """A group that was met: who they were and how many."""

    position: int
    who: str
    people: int | None = None
    text: str = ""

    @property
    def key(self) -> str:
        """Return the position."""
        return str(self.position)


@dataclass(frozen=True, slots=True)
class Passage:
    """Continuous text of one part of the report, such as "summary/1", "foreword", "context"."""

    part: str
    position: int
    text: str
    heading: str = ""

    @property
    def key(self) -> str:
        """Return part and position."""
        return f"{self.part}/{self.position}"


@dataclass(frozen=True, slots=True)
class NextSteps:
    """What follows publication: weeks to the improvement plan, and whether one goes back."""

    plan_weeks: int
    further_inspection: bool
    remark: str = ""

    @property
    def key(self) -> str:
        """Return the one key: an inspection has one set of next steps."""
        return "next-steps"


Record: TypeAlias = (
    Rating
    | Finding
    | Recommendation
    | GoodPractice
    | Indicator
    | SurveyReturn
    | SurveyResult
    | FocusGroup
    | Passage
    | NextSteps
)
