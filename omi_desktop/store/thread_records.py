"""What is kept of an inspection of the Risk of Harm thread, and of the inspections before it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class RiskOfHarmOnly:
    """Only the questions of the Risk of Harm thread are asked; all other answers rest."""

    since: str

    @property
    def key(self) -> str:
        """Return the one key: an inspection asks everything, or the thread alone."""
        return "risk-of-harm-only"


@dataclass(frozen=True, slots=True)
class EarlierInspection:
    """How much of the Risk of Harm work met the standard in an earlier inspection of the area.

    `percent` is as it was published; `cases` None where the source does not say. `source` is where
    it stands. `remark` says how its measure differs.
    """

    id: str
    position: int
    title: str
    when: str
    percent: int
    cases: int | None = None
    source: str = ""
    remark: str = ""

    @property
    def key(self) -> str:
        """Return the id."""
        return self.id


ThreadRecord: TypeAlias = RiskOfHarmOnly | EarlierInspection
