"""Who reads cases, and what sharing the cases out needs to know of a case."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

FULL = 100
"""The capacity of somebody who reads a full share."""


class ReaderKind(StrEnum):
    """The two kinds whose shares are set apart: about a third goes to area assessors."""

    AREA = "area assessors"
    OTHERS = "inspectors and practice assessors"


@dataclass(frozen=True, slots=True)
class Reader:
    """Someone of the team; `reads` tells whether they can be given cases now.

    `capacity` is the share they read, in per cent of a full one; `most` the largest number of
    cases they can take, second reads included, None where there is no limit. `office`, `team` and
    `manager` say where in the inspected area they work, "" where that is not known.
    """

    id: str
    name: str
    kind: ReaderKind
    capacity: int = FULL
    most: int | None = None
    office: str = ""
    team: str = ""
    manager: str = ""
    reads: bool = True


@dataclass(frozen=True, slots=True)
class CaseToRead:
    """A case that is to be read, or is read already.

    `work` is what it is expected to take (`omi_desktop.sampling.expected_work`), `types` the gates
    that certainly hold and by which the cases are mixed. `office`, `team` and `offender_manager`
    say who held it. `reader` has it now; `second_reader` reads it again without the reader knowing.
    """

    id: str
    ref: str
    work: Fraction = Fraction(1)
    types: tuple[str, ...] = ()
    office: str = ""
    team: str = ""
    offender_manager: str = ""
    reader: str | None = None
    second_reader: str | None = None


class Obstacle(StrEnum):
    """What stood against giving a case to somebody else."""

    INTEREST = "interest"
    SHARE = "share"
    TYPES = "types"
    WORK = "work"
    CHANCE = "chance"


@dataclass(frozen=True, slots=True)
class Other:
    """A reader who did not get a case, and why; `detail` says more of a declared interest."""

    reader: str
    obstacle: Obstacle
    detail: str = ""
