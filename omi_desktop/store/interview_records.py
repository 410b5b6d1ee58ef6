"""What the file keeps of interviews: on each case, and with each offender manager once.

A manager is known by a key and never by a name: two people may be called alike, and one may be
written in two ways.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class OffenderManager:
    """Somebody of the inspected area who holds cases.

    `place` is office and team, `same_as` the key of the manager that this one turned out to be.
    """

    id: str
    name: str
    post: str = ""
    place: str = ""
    same_as: str = ""

    @property
    def key(self) -> str:
        """Return the id."""
        return self.id


class TookPlace(StrEnum):
    """Whether the interview on a case took place."""

    NOT_SAID = "not said"
    YES = "yes"
    NO = "no"


@dataclass(frozen=True, slots=True)
class CaseInterview:
    """The interview on a case: with whom, in what role, on which day (ISO 8601), or why not.

    `manager` is the key of an offender manager, "" where nobody was chosen.
    """

    case: str
    manager: str = ""
    role: str = ""
    day: str = ""
    took_place: TookPlace = TookPlace.NOT_SAID
    reason: str = ""

    @property
    def key(self) -> str:
        """Return the id of the case: it has one interview."""
        return self.case


@dataclass(frozen=True, slots=True)
class InterviewNote:
    """What was said on one prompt of the interview on a case; `prompt` is "" for all the rest."""

    case: str
    prompt: str
    text: str

    @property
    def key(self) -> str:
        """Return case and prompt."""
        return f"{self.case}/{self.prompt}"


@dataclass(frozen=True, slots=True)
class StaffInterview:
    """The staff interview of a manager: it is held once, in the interview on one of their cases."""

    manager: str
    case: str
    day: str

    @property
    def key(self) -> str:
        """Return the manager: they have one staff interview."""
        return self.manager


@dataclass(frozen=True, slots=True)
class StaffAnswer:
    """What a manager answered to an item of the staff interview; no value where it was left out."""

    manager: str
    item: str
    value: str = ""
    note: str = ""

    @property
    def key(self) -> str:
        """Return manager and item."""
        return f"{self.manager}/{self.item}"


InterviewRecord: TypeAlias = (
    OffenderManager | CaseInterview | InterviewNote | StaffInterview | StaffAnswer
)
