"""The inspection file: one encrypted database with everything in it; the only SQL there is."""

from __future__ import annotations

from omi_desktop.store.inspection import Inspection
from omi_desktop.store.keys import RELEASE_COST, Key, KeyCost, derive_key
from omi_desktop.store.opening import create, open_inspection, open_with_key
from omi_desktop.store.records import (
    Direction,
    Finding,
    FindingKind,
    FocusGroup,
    GoodPractice,
    Indicator,
    NextSteps,
    Passage,
    Rating,
    Recommendation,
    Record,
    SurveyResult,
    SurveyReturn,
)
from omi_desktop.store.scored import scored, scored_cases
from omi_desktop.store.values import (
    Answer,
    Case,
    CaseStatus,
    Change,
    Details,
    How,
    NewAnswer,
    Person,
    PersonKind,
    Problem,
    Role,
    Saved,
    new_key,
)

__all__ = [
    "RELEASE_COST",
    "Answer",
    "Case",
    "CaseStatus",
    "Change",
    "Details",
    "Direction",
    "Finding",
    "FindingKind",
    "FocusGroup",
    "GoodPractice",
    "How",
    "Indicator",
    "Inspection",
    "Key",
    "KeyCost",
    "NewAnswer",
    "NextSteps",
    "Passage",
    "Person",
    "PersonKind",
    "Problem",
    "Rating",
    "Recommendation",
    "Record",
    "Role",
    "Saved",
    "SurveyResult",
    "SurveyReturn",
    "create",
    "derive_key",
    "new_key",
    "open_inspection",
    "open_with_key",
    "scored",
    "scored_cases",
]
