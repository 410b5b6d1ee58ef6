"""What is kept of the work on cases besides their answers: precedents, and warnings looked at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Precedent:
    """What was decided on a question, to be shown to whoever meets it again.

    `decided` is when (ISO 8601). The text names no case and nobody: it travels with the file.
    """

    id: str
    question: str
    text: str
    decided: str

    @property
    def key(self) -> str:
        """Return the id."""
        return self.id


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """A warning of a case that stays as it is, with a word on why; `case` is the id of the case."""

    case: str
    warning: str
    word: str

    @property
    def key(self) -> str:
        """Return case and warning: a warning is acknowledged once."""
        return f"{self.case}/{self.warning}"


CaseRecord: TypeAlias = Precedent | Acknowledged
