"""What the file keeps of packs that went out, of what came back, and of what differed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct

if TYPE_CHECKING:
    from omi_desktop.store.second_records import SecondReading


@dataclass(frozen=True, slots=True)
class Pack:
    """A copy that was made for one assessor.

    `base_revision` is the revision of the lead's copy that it starts from, `cases` the ids of the
    cases in it, `given` the records about managers that it holds. The pack itself keeps the same
    record.
    """

    id: str
    assessor: str
    at: str
    base_revision: int
    cases: tuple[str, ...]
    given: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """Return the id."""
        return self.id


class Claim(Struct, frozen=True, array_like=True):
    """One thing that an assessor changed: `what` is answer, note, status, reason, mark or record.

    `question` is the id of the question, of the mark, kind and key of the record, or "" for a case
    itself; `value` is the body of a mark or record, None where an answer was taken back or those
    were removed. `stands` is true where this
    value came into the lead's copy with a merge; `under` is then what stood there without it.
    """

    case: str
    question: str
    what: str
    value: str | None
    by: str
    at: str
    edited: bool = False
    stands: bool = False
    under: str | None = None


class Left(Struct, frozen=True, array_like=True):
    """An answer of a return that could not be used, kept as it came, and why."""

    case: str
    question: str
    value: str | None
    note: str
    by: str
    at: str
    why: str


@dataclass(frozen=True, slots=True)
class MergedReturn:
    """The newest return of a pack that was merged: all that its assessor changed.

    `revision` and `digest` are those of the return, `at` is when it was merged.
    """

    pack: str
    name: str
    assessor: str
    revision: int
    digest: str
    at: str
    claims: tuple[Claim, ...]
    unusable: tuple[Left, ...] = ()

    @property
    def key(self) -> str:
        """Return the id of the pack: of its returns the newest is kept, the history has all."""
        return self.pack


class Keep(StrEnum):
    """Which of two answers stands where a return and the lead's copy differ."""

    ASSESSOR = "assessor"
    OURS = "ours"


@dataclass(frozen=True, slots=True)
class Conflict:
    """Something that was changed on both sides since the pack was made, and differently.

    `question`, `what` and the values are as in a claim; `base` is what both started from. It is
    open until it says which of the two was kept.
    """

    case: str
    question: str
    what: str
    pack: str
    base: str | None
    ours: str | None
    ours_by: str
    ours_at: str
    theirs: str | None
    theirs_by: str
    theirs_at: str
    edited: bool = False
    kept: Keep | None = None
    settled_by: str = ""
    settled_at: str = ""

    @property
    def key(self) -> str:
        """Return where it is and from which pack it comes."""
        return f"{self.pack}/{self.case}/{self.what}/{self.question}"


@dataclass(frozen=True, slots=True)
class Merge:
    """A merge: which changes of the history are its own, its receipt, and whether it was undone."""

    number: int
    by: str
    at: str
    first_revision: int
    last_revision: int
    receipt: str
    undone_by: str = ""
    undone_at: str = ""

    @property
    def key(self) -> str:
        """Return the number."""
        return str(self.number)

    @property
    def position(self) -> int:
        """Return its place among the merges, the first one first."""
        return self.number


MergeRecord: TypeAlias = "Pack | MergedReturn | Conflict | SecondReading | Merge"
