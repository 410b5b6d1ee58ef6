"""What an inspection file holds, as plain values."""

from __future__ import annotations

import os
from enum import StrEnum

from msgspec import Struct


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
    UNDONE = "undone"
    REDONE = "redone"


BY_HAND = frozenset({How.TYPED, How.UNDONE, How.REDONE})
"""How changes come that the person at the keyboard makes."""


class Details(Struct, frozen=True):
    """What an inspection is: which area, whose copy, when it was made (ISO 8601, UTC)."""

    id: str
    area: str
    role: Role
    created: str
    fieldwork: str = ""
    publication: str = ""
    service: str = "probation area"


class Person(Struct, frozen=True):
    """Someone of the inspection team."""

    id: str
    name: str
    kind: PersonKind


class Case(Struct, frozen=True):
    """A sampled case; `assessor` is a person's id, `reason` why it was withdrawn or reopened."""

    id: str
    ref: str
    position: int
    status: CaseStatus
    reason: str
    assessor: str | None


class Answer(Struct, frozen=True):
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


class NewAnswer(Struct, frozen=True):
    """An answer to be written as a whole, with its note; an empty `at` means now."""

    case: str
    question: str
    value: str | None
    note: str
    by: str
    at: str


class Change(Struct, frozen=True):
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


class Typed(Struct, frozen=True):
    """Text that was typed and is not saved yet: where, what, by whom and when.

    `case` is "" for the text of a record; `question` is then its kind and key ("finding/ab12").
    `saved` is what the file holds in its place: the note, or the body of the record, or "".
    """

    case: str
    question: str
    text: str
    saved: str
    by: str
    at: str


class Saved(Struct, frozen=True):
    """What the file said after the last commit: its revision, how many answers it holds, when."""

    revision: int
    answers: int
    at: str


class Problem(Struct, frozen=True):
    """One thing a check found: `what` is wrong (database, history, answers, ...), in a sentence."""

    what: str
    sentence: str


def new_key() -> str:
    """Return a fresh short identity for a case, a person or an inspection."""
    return os.urandom(6).hex()
