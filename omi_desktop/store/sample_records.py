"""What an inspection keeps of its sample: rules, list, draw, reserves, replacements.

Kept as frozen values with a `key`, as the other records. Rules are never written over: each
version stays, with the reason for the next one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class SealedRules:
    """A version of the rules of the draw, as it was sealed before the list was opened.

    `text` is the canonical text, `digest` its SHA-256, `at` when it was sealed (ISO 8601, UTC).
    `reason` says why it took the place of the version before, "" for the first.
    """

    number: int
    text: str
    digest: str
    at: str
    by: str
    reason: str = ""

    @property
    def key(self) -> str:
        """Return the number of the version."""
        return str(self.number)

    @property
    def position(self) -> int:
        """Return the number: versions stand in their order."""
        return self.number


@dataclass(frozen=True, slots=True)
class SampledList:
    """The list of a draw, without the list: what it was called, its digests and its counts.

    `rules` is the version of the rules that it was drawn by. `digest` is the SHA-256 of the file,
    `references` that of the sorted references that could be drawn. `unusable` are the rows that no
    case could be drawn from, and why. `wanted` is how many cases each group was to have, `strata`
    which of the groups are strata, `available` how many cases of each group the list has. `method`
    is the paragraph on the method as it was at the draw.
    """

    draw: int
    rules: int
    name: str
    digest: str
    references: str
    rows: int
    eligible: int
    unusable: tuple[tuple[int, str], ...]
    wanted: tuple[tuple[str, int], ...]
    strata: tuple[str, ...]
    method: str
    at: str
    available: tuple[tuple[str, int], ...] = ()

    @property
    def key(self) -> str:
        """Return the number of the draw."""
        return str(self.draw)

    @property
    def position(self) -> int:
        """Return the number of the draw."""
        return self.draw


@dataclass(frozen=True, slots=True)
class RememberedMapping:
    """Which columns of the area's list told what, and what its words meant, for the next time."""

    columns: tuple[tuple[str, str], ...]
    words: tuple[tuple[str, str, str], ...] = ()

    @property
    def key(self) -> str:
        """Return the one key: an inspection has one area."""
        return "mapping"


@dataclass(frozen=True, slots=True)
class SampledCase:
    """How a case came into the sample.

    `case` is its id in the inspection. `origin` is random, booster or reserve; `minimum` the gate
    that a booster came in for; `chance` a fraction such as 47/1000. `counts_for` are the groups
    that it belongs to. `office`, `team` and `manager` say who held it, as the list does.
    """

    case: str
    ref: str
    draw: int
    position: int
    origin: str
    minimum: str
    chance: str
    counts_for: tuple[str, ...] = ()
    office: str = ""
    team: str = ""
    manager: str = ""

    @property
    def key(self) -> str:
        """Return draw and case."""
        return f"{self.draw}/{self.case}"


@dataclass(frozen=True, slots=True)
class ReserveCase:
    """A reserve of a draw, in order; `facts` is what the list says of it, by question id."""

    ref: str
    draw: int
    position: int
    chance: str
    counts_for: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    office: str = ""
    team: str = ""
    manager: str = ""

    @property
    def key(self) -> str:
        """Return draw and reference."""
        return f"{self.draw}/{self.ref}"


@dataclass(frozen=True, slots=True)
class Replacement:
    """A case that fell out, the reserve that took its place, and why."""

    draw: int
    position: int
    dropped: str
    taken: str
    reason: str
    at: str
    by: str

    @property
    def key(self) -> str:
        """Return draw and place in order."""
        return f"{self.draw}/{self.position}"


@dataclass(frozen=True, slots=True)
class TakenBackDraw:
    """A draw that was taken back: nobody had read any of its cases.

    `name` and `digest` are those of its list, `rules` the version of the rules, `drawn` is when it
    was drawn, `at` when it was taken back, by whom and why.
    """

    draw: int
    rules: int
    name: str
    digest: str
    drawn: str
    at: str
    by: str
    reason: str

    @property
    def key(self) -> str:
        """Return the number of the draw."""
        return str(self.draw)

    @property
    def position(self) -> int:
        """Return the number of the draw."""
        return self.draw


SampleRecord: TypeAlias = (
    SealedRules
    | SampledList
    | RememberedMapping
    | SampledCase
    | ReserveCase
    | Replacement
    | TakenBackDraw
)
