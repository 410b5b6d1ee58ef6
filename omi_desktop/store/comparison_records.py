"""The comparisons between groups of cases that the lead inspector keeps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class KeptComparison:
    """What was compared by what, to be counted again whenever it is looked at.

    `of` names a question, a score, or questions joined by “+”; `by` a fact, a gate, or what else
    is known of cases. `for_publication` leaves small counts out.
    """

    position: int
    of: str
    by: str
    for_publication: bool = False

    @property
    def key(self) -> str:
        """Return what by what: a comparison is kept once."""
        return f"{self.of}/{self.by}"


ComparisonRecord: TypeAlias = KeptComparison
