"""What the file keeps of the team: who reads, who held the cases, who got which and why."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from omi_desktop.sampling.team import Other


class Attendance(StrEnum):
    """Whether somebody of the team reads cases now."""

    WORKING = "working"
    RESERVE = "reserve"
    ILL = "ill"


class Cause(StrEnum):
    """How a case came to its reader."""

    SHARED_OUT = "shared out"
    TAKEN_OVER = "taken over"
    BY_HAND = "by hand"


@dataclass(frozen=True, slots=True)
class Membership:
    """How somebody takes part; whoever has no such record works and reads a full share.

    `capacity` is their share in per cent of a full one, `most` the largest number of cases they can
    take, None where there is no limit. `office`, `team` and `manager` say where in the inspected
    area they work, by which an area assessor's interests are seen.
    """

    person: str
    attendance: Attendance = Attendance.WORKING
    capacity: int = 100
    most: int | None = None
    office: str = ""
    team: str = ""
    manager: str = ""

    @property
    def key(self) -> str:
        """Return the person's id: they have one membership."""
        return self.person


@dataclass(frozen=True, slots=True)
class DeclaredInterest:
    """An interest of a person in a case that was declared by hand."""

    person: str
    case: str
    reason: str

    @property
    def key(self) -> str:
        """Return person and case."""
        return f"{self.person}/{self.case}"


@dataclass(frozen=True, slots=True)
class Holder:
    """Who held a case in the inspected area; "" where that is not known."""

    case: str
    office: str = ""
    team: str = ""
    offender_manager: str = ""

    @property
    def key(self) -> str:
        """Return the id of the case: it has one holder."""
        return self.case


@dataclass(frozen=True, slots=True)
class AllocationRules:
    """How cases are shared out: the seed, the parts as fractions ("1/3"), the types to be mixed."""

    seed: str
    area_share: str = "1/3"
    second_reads: str = "0"
    lead_reads: bool = False
    types: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """Return the one key: an inspection has one set of these rules."""
        return "allocation-rules"


@dataclass(frozen=True, slots=True)
class Placement:
    """Why a case is with its reader.

    `others` says what stood against the others when it was shared out. `of` is whose case it was
    before it was taken over or moved. `reason` was given for a move, `broken` holds the rules that
    it overrides, as they go on from the reader's name.
    """

    case: str
    person: str
    cause: Cause
    others: tuple[Other, ...] = ()
    of: str = ""
    reason: str = ""
    broken: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """Return the id of the case: it has one placement."""
        return self.case


@dataclass(frozen=True, slots=True)
class SecondRead:
    """A blind second read of a case; for the lead inspector's eyes only.

    It goes into nobody's copy but that of its reader, who is not told that it is a second one.
    """

    case: str
    person: str

    @property
    def key(self) -> str:
        """Return the id of the case: it is read a second time once."""
        return self.case


TeamRecord: TypeAlias = (
    Membership | DeclaredInterest | Holder | AllocationRules | Placement | SecondRead
)
