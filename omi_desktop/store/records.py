"""What the lead inspector keeps besides the cases: ratings, findings, perspectives, next steps.

Each is a frozen value with a `key` that is its identity among records of its kind. Lists are in
order of `position`. The store keeps them whole; the report reads them.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

from omi_desktop.store.sign_offs import SignOff as SignOff

if TYPE_CHECKING:
    # For type checkers alone: a file is opened without making these kinds, which takes time.
    from omi_desktop.store.case_records import CaseRecord
    from omi_desktop.store.checking_records import CheckingRecord
    from omi_desktop.store.comparison_records import ComparisonRecord
    from omi_desktop.store.interview_records import InterviewRecord
    from omi_desktop.store.merge_records import MergeRecord
    from omi_desktop.store.moderation_records import Agreed
    from omi_desktop.store.sample_records import SampleRecord
    from omi_desktop.store.score_records import ScoreRecord
    from omi_desktop.store.team_records import TeamRecord
    from omi_desktop.store.thread_records import ThreadRecord


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
    accepted: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """Return the criterion: it has one rating."""
        return self.criterion


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was seen or heard on a specific criterion of section 4, and from whom.

    `specific` is the id of the specific criterion, `source` where it comes from (an interview, a
    document), `side` on which side it speaks, None where it only informs.
    """

    id: str
    criterion: str
    specific: str
    position: int
    text: str
    source: str = ""
    side: FindingKind | None = None

    @property
    def key(self) -> str:
        """Return the id."""
        return self.id


@dataclass(frozen=True, slots=True)
class Conclusion:
    """The lead inspector's own conclusion on a criterion, where the line decides otherwise."""

    criterion: str
    is_priority: bool
    reason: str

    @property
    def key(self) -> str:
        """Return the criterion: it has one conclusion."""
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
    """A recommendation for improvement.

    `traces` names what it rests on: criteria by id, or findings by id, whose letters are found when
    it is printed. Its text may hold live figures, as a finding's.
    """

    position: int
    text: str
    traces: tuple[str, ...] = ()
    accepted: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """Return the position."""
        return str(self.position)


@dataclass(frozen=True, slots=True)
class GoodPractice:
    """An example of good practice, told without names, under its criterion.

    `mark` is the id of the passage of a case that it was written from, "" where there is none.
    """

    position: int
    title: str
    criterion: str
    text: str
    accepted: tuple[str, ...] = ()
    mark: str = ""

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
    """Continuous text of one part of the report, such as "summary/1", "foreword", "context".

    It may hold live figures, as a finding's.
    """

    part: str
    position: int
    text: str
    heading: str = ""
    accepted: tuple[str, ...] = ()

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


@dataclass(frozen=True, slots=True)
class Timetable:
    """The days on which things happen (ISO 8601), "" where a day is not settled.

    What is not settled follows from the rules: `omi_desktop.report.timetable`.
    """

    fieldwork_from: str = ""
    fieldwork_to: str = ""
    feedback: str = ""
    draft: str = ""
    comments: str = ""
    publication: str = ""

    @property
    def key(self) -> str:
        """Return the one key: an inspection has one timetable."""
        return "timetable"


@dataclass(frozen=True, slots=True)
class Contributor:
    """Someone who is thanked in the report and did not read cases, such as an administrator."""

    position: int
    name: str
    post: str

    @property
    def key(self) -> str:
        """Return the position."""
        return str(self.position)


class MarkKind(StrEnum):
    """What a passage of a case may serve for in the report."""

    GOOD_PRACTICE = "good practice"
    ILLUSTRATION = "illustration"


@dataclass(frozen=True, slots=True)
class Mark:
    """A passage that an assessor marked while reading a case; it waits for the report.

    `case` is the id of the case, `criterion` the criterion it speaks to, `question` the question
    it was marked at ("" where at none), `by` the id of the person, `at` when (ISO 8601, UTC).
    """

    id: str
    case: str
    criterion: str
    question: str
    kind: MarkKind
    text: str
    by: str
    at: str

    @property
    def key(self) -> str:
        """Return the id."""
        return self.id


Record: TypeAlias = (
    "Rating | Evidence | Conclusion | Finding | Recommendation | GoodPractice"
    " | Indicator | SurveyReturn | SurveyResult | FocusGroup | Passage | NextSteps"
    " | Timetable | Contributor | Mark | SignOff | TeamRecord | SampleRecord"
    " | CaseRecord | MergeRecord | CheckingRecord | ScoreRecord | InterviewRecord"
    " | ComparisonRecord | ThreadRecord | Agreed"
)
