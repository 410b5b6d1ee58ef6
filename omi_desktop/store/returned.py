"""What came back from an assessor, as plain values that readers and merge share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from omi_desktop.store.checking_records import Comment, Reply
    from omi_desktop.store.records import Mark
    from omi_desktop.store.values import CaseStatus


@dataclass(frozen=True, slots=True)
class ReturnedAnswer:
    """An answer as it stands in a return.

    `case` is the id of the case, `by` the id of a person, "" where unknown; `at` is UTC (ISO 8601).
    `revision` is its place in the return's own history, 0 where the answer was never touched since
    the pack was made. `edited` is true where the workbook no longer says what the program wrote:
    it was typed in Excel, by whom is unknown.
    """

    case: str
    question: str
    value: str | None
    note: str
    by: str
    at: str
    revision: int
    edited: bool = False


@dataclass(frozen=True, slots=True)
class ReturnedCase:
    """A case of a return, how far it came, and why where that needs a reason."""

    case: str
    ref: str
    status: CaseStatus
    reason: str


@dataclass(frozen=True, slots=True)
class ReturnedRecord:
    """A record of a return: an interview, a manager, a word on a warning.

    `told` is its kind and key, `body` what it says; `by` and `at` tell of its last change, whose
    place in the return's own history is `revision`, 0 where it was never touched since the pack was
    made.
    """

    told: str
    body: str
    by: str
    at: str
    revision: int


@dataclass(frozen=True, slots=True)
class Returned:
    """Everything a return brings back.

    `name` is the file's, for sentences. `inspection`, `bank` and `pack` say what it belongs to:
    the id of the inspection, the fingerprint of its question bank, the id of its pack.
    `base_revision` is the revision of the lead's copy that the pack starts from, `revision` the
    last of the return's own history. Two returns with the same content have the same `digest`.
    `comments` are those that the copy holds, `replies` all words on them.
    """

    name: str
    inspection: str
    bank: str
    pack: str
    base_revision: int
    revision: int
    assessor: str
    digest: str
    cases: tuple[ReturnedCase, ...]
    answers: tuple[ReturnedAnswer, ...]
    marks: tuple[Mark, ...]
    records: tuple[ReturnedRecord, ...] = ()
    comments: tuple[Comment, ...] = ()
    replies: tuple[Reply, ...] = ()
