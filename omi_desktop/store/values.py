"""What an inspection file holds, as plain values."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """Whose copy of the inspection a file is."""

    LEAD = "lead"
    ASSESSOR = "assessor"


class PersonKind(StrEnum):
    """What a person is in the inspection team."""

    LEAD_INSPECTOR = "lead inspector"
    INSPECTOR = "inspector"
    PRACTICE_ASSESSOR = "practice assessor"
    AREA_ASSESSOR = "area assessor"


class CaseStatus(StrEnum):
    """How far a case has come; withdrawn cases count nowhere."""

    NOT_STARTED = "not started"
    IN_PROGRESS = "in progress"
    COMPLETE = "complete"
    WITHDRAWN = "withdrawn"


class How(StrEnum):
    """How a change came into the file."""

    TYPED = "typed"
    IMPORTED = "imported"
    MERGED = "merged"
    MODERATED = "moderated"
    MIGRATED = "migrated"


@dataclass(frozen=True, slots=True)
class Details:
    """What an inspection is: which area, whose copy, when it was made (ISO 8601, UTC)."""

    id: str
    area: str
    role: Role
    created: str
    fieldwork: str = ""
    publication: str = ""
    service: str = "probation area"


@dataclass(frozen=True, slots=True)
class Person:
    """Someone of the inspection team."""

    id: str
    name: str
    kind: PersonKind


@dataclass(frozen=True, slots=True)
class Case:
    """A sampled case; `assessor` is a person's id, `reason` why it was withdrawn or reopened."""

    id: str
    ref: str
    position: int
    status: CaseStatus
    reason: str
    assessor: str | None


@dataclass(frozen=True, slots=True)
class Answer:
    """The stored answer to one question of one case; a value of None was taken back.

    `by`, `at` and `revision` are those of the last change, be it of the value or of the note.
    """

    case: str
    question: str
    value: str | None
    note: str
    by: str
    at: str
    revision: int


@dataclass(frozen=True, slots=True)
class NewAnswer:
    """An answer to be written as a whole, with its note; an empty `at` means now."""

    case: str
    question: str
    value: str | None
    note: str
    by: str
    at: str


@dataclass(frozen=True, slots=True)
class Change:
    """One row of the history: what changed from `old` to `new`, who, when and how it came.

    `what` is one of details, bank, person, case, status, reason, assigned, answer, note, record.
    `question` holds the person's id for a person, and kind and key ("rating/4.1") for a record.
    `digest` seals this row and all rows before it.
    """

    revision: int
    at: str
    by: str
    how: How
    what: str
    case: str | None
    question: str | None
    old: str | None
    new: str | None
    digest: str


@dataclass(frozen=True, slots=True)
class Saved:
    """What the file said after the last commit: its revision, how many answers it holds, when."""

    revision: int
    answers: int
    at: str


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing a check found: `what` is wrong (database, history, answers, ...), in a sentence."""

    what: str
    sentence: str


def new_key() -> str:
    """Return a fresh short identity for a case, a person or an inspection."""
    return secrets.token_hex(6)
