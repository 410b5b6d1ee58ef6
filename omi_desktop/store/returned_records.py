"""The kinds of records that an assessor's copy gives back besides answers and marks."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from omi_desktop.store.case_records import Acknowledged
from omi_desktop.store.interview_records import (
    CaseInterview,
    InterviewNote,
    OffenderManager,
    StaffAnswer,
    StaffInterview,
)
from omi_desktop.store.record_rows import from_body, kind_of

if TYPE_CHECKING:
    from collections.abc import Iterable

ReturnedKind: TypeAlias = (
    Acknowledged | CaseInterview | InterviewNote | OffenderManager | StaffAnswer | StaffInterview
)

KINDS: tuple[type[ReturnedKind], ...] = (
    OffenderManager,
    CaseInterview,
    InterviewNote,
    StaffInterview,
    StaffAnswer,
    Acknowledged,
)
_BY_NAME: dict[str, type[ReturnedKind]] = {kind_of(kind): kind for kind in KINDS}


def place_told(record: ReturnedKind) -> str:
    """Return where a record stands, as the history names it: “interview note/c7/om.1”."""
    return f"{kind_of(type(record))}/{record.key}"


def is_returned(told: str) -> bool:
    """Tell whether the record that stands there is one that a return brings back."""
    return told.partition("/")[0] in _BY_NAME


def record_at(told: str, body: str) -> ReturnedKind:
    """Return the record that stands there with this body."""
    return from_body(body, _BY_NAME[told.partition("/")[0]])


def case_of(record: ReturnedKind) -> str:
    """Return the id of the case that a record is about, "" where it is about a manager."""
    match record:
        case Acknowledged(case=case) | CaseInterview(case=case) | InterviewNote(case=case):
            return case
        case _:
            return ""


def managers_named(records: Iterable[ReturnedKind]) -> set[str]:
    """Return the keys of the managers that interviews and staff answers speak of."""
    return {
        record.manager
        for record in records
        if isinstance(record, CaseInterview | StaffInterview | StaffAnswer) and record.manager
    }
