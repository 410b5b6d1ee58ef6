"""What an inspection keeps of how its scores are shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class SmallBase:
    """A share of fewer cases than this is told as a count, and without an interval."""

    cases: int

    @property
    def key(self) -> str:
        """Return the one key: an inspection has one such number."""
        return "small-base"


ScoreRecord: TypeAlias = SmallBase
