"""The inspection file: one encrypted database with everything in it; the only SQL there is.

A name is loaded when it is first asked for: a window needs few of them to open a file, and making
them all takes longer than opening it.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from omi_desktop.store.case_records import Acknowledged, Precedent
    from omi_desktop.store.comparison_records import KeptComparison
    from omi_desktop.store.grouping import BESIDE_ANSWERS, case_groups
    from omi_desktop.store.inspection import Inspection
    from omi_desktop.store.interview_records import (
        CaseInterview,
        InterviewNote,
        OffenderManager,
        StaffAnswer,
        StaffInterview,
        TookPlace,
    )
    from omi_desktop.store.keys import RELEASE_COST, Key, KeyCost, derive_key
    from omi_desktop.store.opening import create, open_inspection, open_with_key
    from omi_desktop.store.records import (
        Conclusion,
        Contributor,
        Direction,
        Evidence,
        Finding,
        FindingKind,
        FocusGroup,
        GoodPractice,
        Indicator,
        Mark,
        MarkKind,
        NextSteps,
        Passage,
        Rating,
        Recommendation,
        Record,
        SignOff,
        SurveyResult,
        SurveyReturn,
        Timetable,
    )
    from omi_desktop.store.sample_records import (
        RememberedMapping,
        Replacement,
        ReserveCase,
        SampledCase,
        SampledList,
        SealedRules,
    )
    from omi_desktop.store.score_records import SmallBase
    from omi_desktop.store.scorecards import scored, scored_cases, small_base
    from omi_desktop.store.search import Hit, Where
    from omi_desktop.store.team_records import (
        AllocationRules,
        Attendance,
        Cause,
        DeclaredInterest,
        Holder,
        Membership,
        Placement,
        SecondRead,
    )
    from omi_desktop.store.thread_records import EarlierInspection, RiskOfHarmOnly
    from omi_desktop.store.undoing import Moved
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
        Typed,
        new_key,
    )

__all__ = [
    "BESIDE_ANSWERS",
    "RELEASE_COST",
    "Acknowledged",
    "AllocationRules",
    "Answer",
    "Attendance",
    "Case",
    "CaseInterview",
    "CaseStatus",
    "Cause",
    "Change",
    "Conclusion",
    "Contributor",
    "DeclaredInterest",
    "Details",
    "Direction",
    "EarlierInspection",
    "Evidence",
    "Finding",
    "FindingKind",
    "FocusGroup",
    "GoodPractice",
    "Hit",
    "Holder",
    "How",
    "Indicator",
    "Inspection",
    "InterviewNote",
    "KeptComparison",
    "Key",
    "KeyCost",
    "Mark",
    "MarkKind",
    "Membership",
    "Moved",
    "NewAnswer",
    "NextSteps",
    "OffenderManager",
    "Passage",
    "Person",
    "PersonKind",
    "Placement",
    "Precedent",
    "Problem",
    "Rating",
    "Recommendation",
    "Record",
    "RememberedMapping",
    "Replacement",
    "ReserveCase",
    "RiskOfHarmOnly",
    "Role",
    "SampledCase",
    "SampledList",
    "Saved",
    "SealedRules",
    "SecondRead",
    "SignOff",
    "SmallBase",
    "StaffAnswer",
    "StaffInterview",
    "SurveyResult",
    "SurveyReturn",
    "Timetable",
    "TookPlace",
    "Typed",
    "Where",
    "case_groups",
    "create",
    "derive_key",
    "new_key",
    "open_inspection",
    "open_with_key",
    "scored",
    "scored_cases",
    "small_base",
]

_HOMES = {
    "grouping": ("BESIDE_ANSWERS", "case_groups"),
    "case_records": ("Acknowledged", "Precedent"),
    "comparison_records": ("KeptComparison",),
    "inspection": ("Inspection",),
    "interview_records": (
        "CaseInterview",
        "InterviewNote",
        "OffenderManager",
        "StaffAnswer",
        "StaffInterview",
        "TookPlace",
    ),
    "keys": ("RELEASE_COST", "Key", "KeyCost", "derive_key"),
    "opening": ("create", "open_inspection", "open_with_key"),
    "sample_records": (
        "RememberedMapping",
        "Replacement",
        "ReserveCase",
        "SampledCase",
        "SampledList",
        "SealedRules",
    ),
    "score_records": ("SmallBase",),
    "scorecards": ("scored", "scored_cases", "small_base"),
    "search": ("Hit", "Where"),
    "team_records": (
        "AllocationRules",
        "Attendance",
        "Cause",
        "DeclaredInterest",
        "Holder",
        "Membership",
        "Placement",
        "SecondRead",
    ),
    "thread_records": ("EarlierInspection", "RiskOfHarmOnly"),
    "undoing": ("Moved",),
    "values": (
        "Answer",
        "Case",
        "CaseStatus",
        "Change",
        "Details",
        "How",
        "NewAnswer",
        "Person",
        "PersonKind",
        "Problem",
        "Role",
        "Saved",
        "Typed",
        "new_key",
    ),
}
"""The names of each module; every other name of `__all__` is a kind of record, or part of one."""


def __getattr__(name: str) -> object:
    """Return a name of `__all__` from the module that makes it."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    home = next((home for home, names in _HOMES.items() if name in names), "records")
    # Kept here, so that this is asked once for each name.
    found = globals()[name] = getattr(import_module(f"{__name__}.{home}"), name)
    return found
