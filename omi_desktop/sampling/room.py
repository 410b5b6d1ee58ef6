"""Room for what is still wanted: every needed case has a place of its own that is spoken for.

A place of a stratum is spoken for by a want that has a case there which is not taken yet. Whether
all that is wanted has room is a flow from wants through strata; when a case is taken, the places
that are spoken for move aside for it along a chain, or it is passed over.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Want:
    """At least `number` cases of these kinds; `name` is the minimum that they are for."""

    name: str
    kinds: frozenset[int]
    number: int


@dataclass(frozen=True, slots=True)
class Stratum:
    """Cases that have `size` places of their own; `there` says how many there are of each kind."""

    name: str
    size: int
    there: Mapping[int, int]


class Room:
    """The places of the strata while they are filled, and which of them are spoken for."""

    __slots__ = ("_held", "_need", "_of", "_places", "_serves", "_shut", "_spoken", "_there")

    def __init__(
        self,
        of: Mapping[int, int],
        serves: Mapping[int, tuple[int, ...]],
        places: Sequence[int],
        need: Sequence[int],
        there: Sequence[Sequence[int]],
    ) -> None:
        self._of = of
        self._serves = serves
        self._places = list(places)
        self._need = list(need)
        self._there = [list(row) for row in there]
        self._held = [[0] * len(self._need) for _ in self._places]
        self._spoken = [0] * len(self._places)
        # Strata without room for a case that serves no open want. They have none again before a
        # case is taken that counts for several.
        self._shut: set[int] = set()

    @classmethod
    def of(cls, strata: Sequence[Stratum], wants: Sequence[Want]) -> Room | None:
        """Return the room at the beginning of a draw, None where the wants have none."""
        made = cls(
            {kind: number for number, one in enumerate(strata) for kind in one.there},
            {
                kind: tuple(place for place, want in enumerate(wants) if kind in want.kinds)
                for one in strata
                for kind in one.there
            },
            [one.size for one in strata],
            [want.number for want in wants],
            [
                [sum(n for kind, n in one.there.items() if kind in w.kinds) for w in wants]
                for one in strata
            ],
        )
        for place, want in enumerate(wants):
            if not all(made._speak(place) for _ in range(want.number)):
                return None
        return made

    def copy(self) -> Room:
        """Return the same room, to be filled by itself."""
        made = Room(self._of, self._serves, self._places, self._need, self._there)
        made._held = [row[:] for row in self._held]
        made._spoken = self._spoken[:]
        return made

    def is_full(self, kind: int) -> bool:
        """Tell whether the stratum of a kind has no place left."""
        return not self._places[self._of[kind]]

    def serves(self, kind: int) -> tuple[int, ...]:
        """Return the wants that a kind counts for."""
        return self._serves[kind]

    def take(self, kind: int) -> tuple[int, ...] | None:
        """Take a case and return the open wants that it served.

        Returns None, and takes nothing, where what is still wanted would have no room.
        """
        stratum, counts = self._of[kind], self._serves[kind]
        if not self._places[stratum]:
            return None
        served = tuple([want for want in counts if self._need[want]])
        held, there = self._held[stratum], self._there[stratum]
        if not served and self._spoken[stratum] < self._places[stratum]:
            # Nearly every case of a draw: a place that nobody speaks for.
            self._places[stratum] -= 1
            for want in counts:
                there[want] -= 1
            if len(counts) > 1:
                self._shut.clear()
            return served
        if not served and stratum in self._shut:
            return None
        before = None
        if served and (len(counts) > 1 or not held[served[0]]):
            before = [row[:] for row in self._held], self._spoken[:]
        for want in served:
            own = stratum if held[want] else self._where(want)
            self._held[own][want] -= 1
            self._spoken[own] -= 1
        self._places[stratum] -= 1
        for want in counts:
            there[want] -= 1
        fits = all(
            held[want] <= there[want] or self._move(stratum, (want,)) for want in counts
        ) and (self._spoken[stratum] <= self._places[stratum] or self._move(stratum, None))
        if fits:
            for want in served:
                self._need[want] -= 1
            if len(counts) > 1:
                self._shut.clear()
            return served
        if not served:
            self._shut.add(stratum)
        self._places[stratum] += 1
        for want in counts:
            there[want] += 1
        if before is not None:
            self._held, self._spoken = before
        return None

    def _where(self, want: int) -> int:
        return next(number for number, row in enumerate(self._held) if row[want])

    def _speak(self, want: int) -> bool:
        """Find a place for one more case of a want; others may move aside for it."""
        for stratum, row in enumerate(self._held):
            if row[want] < self._there[stratum][want]:
                row[want] += 1
                self._spoken[stratum] += 1
                if self._spoken[stratum] <= self._places[stratum] or self._move(stratum, None):
                    return True
                row[want] -= 1
                self._spoken[stratum] -= 1
        return False

    def _move(self, start: int, wants: tuple[int, ...] | None) -> bool:
        """Move a place that is spoken for out of a stratum, along the shortest chain there is."""
        came: dict[int, tuple[int, int]] = {}
        waiting = deque([start])
        while waiting:
            at = waiting.popleft()
            row = self._held[at]
            moving = wants if at == start and wants is not None else range(len(row))
            for want in moving:
                if not row[want]:
                    continue
                for to, other in enumerate(self._held):
                    if to == start or to in came or other[want] >= self._there[to][want]:
                        continue
                    came[to] = (at, want)
                    if self._spoken[to] < self._places[to]:
                        self._follow(came, to)
                        self._spoken[start] -= 1
                        self._spoken[to] += 1
                        return True
                    waiting.append(to)
        return False

    def _follow(self, came: Mapping[int, tuple[int, int]], end: int) -> None:
        at = end
        while at in came:
            giver, want = came[at]
            self._held[giver][want] -= 1
            self._held[at][want] += 1
            at = giver
