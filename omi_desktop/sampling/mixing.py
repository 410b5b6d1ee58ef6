"""Which cases everybody gets, once it is settled how many: mixed by type, even in work.

Cases are exchanged between readers, one against one or one case given, as long as that helps and
leaves the fairness of the numbers as it is. What helps is, in this order: that nobody owns all
cases of a type; that nobody has more of a type than their share of it, rounded up; that the work
comes closer to everybody's share.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, lcm
from typing import TypeAlias

from omi_desktop.sampling.fair_shares import Costs, Sharing, counted, free_chains, passed_on

Change: TypeAlias = tuple[int, int, int]
"""How a step changes types that one reader owns, cases above shares of types, and uneven work."""

_NO_CHANGE: Change = (0, 0, 0)
_SEARCHED = 300


@dataclass(frozen=True, slots=True)
class Mixture:
    """What mixing needs to know beside the sharing, by index of case and reader.

    `kept_types` and `kept_work` are those of the cases that each reader keeps. `shares` are
    everybody's fair parts of all cases; they add up to one.
    """

    work: tuple[Fraction, ...]
    types: tuple[tuple[int, ...], ...]
    kept_work: tuple[Fraction, ...]
    kept_types: tuple[tuple[int, ...], ...]
    shares: tuple[Fraction, ...]


class Standing:
    """Who has what of types and work, while cases change hands."""

    def __init__(self, sharing: Sharing, mixture: Mixture, given: Sequence[int]) -> None:
        self.given = list(given)
        self.counts = counted(sharing, given)
        self._sharing = sharing
        self._costs = Costs(sharing)
        self._types = [frozenset(types) for types in mixture.types]
        self._has = [list(row) for row in mixture.kept_types]
        load = list(mixture.kept_work)
        for case, reader in enumerate(given):
            load[reader] += mixture.work[case]
            for each in mixture.types[case]:
                self._has[reader][each] += 1
        whole = sum(load, Fraction(0))
        fair = [whole * share for share in mixture.shares]
        # In whole numbers, since the sums below are made a hundred thousand times.
        unit = lcm(*(f.denominator for f in (*load, *fair, *mixture.work)))
        common = lcm(*sharing.capacity)
        self._work = [int(work * unit) for work in mixture.work]
        self._off = [int((own - due) * unit) for own, due in zip(load, fair, strict=True)]
        self._weight = [common // capacity for capacity in sharing.capacity]
        self._of_type = [sum(column) for column in zip(*self._has, strict=True)]
        self._due: list[list[int]] = [
            [ceil(n * share) for n in self._of_type] for share in mixture.shares
        ]

    def owned(self) -> dict[int, int]:
        """Return the types of which one reader has all the two or more cases, with that reader."""
        return {
            each: reader
            for each, whole in enumerate(self._of_type)
            for reader, row in enumerate(self._has)
            if whole > 1 and row[each] == whole
        }

    def swap(self, case: int, other: int) -> Change | None:
        """Return what it changes to exchange two cases; None where a rule forbids it."""
        reader, taker = self.given[case], self.given[other]
        may = self._sharing.may
        if reader == taker or taker not in may[case] or reader not in may[other]:
            return None
        here, there = self._types[case], self._types[other]
        heavier = self._work[other] - self._work[case]
        return self._change(reader, taker, here - there, there - here, heavier)

    def hand_over(self, case: int, taker: int) -> Change | None:
        """Return what it changes to give a case away; None where numbers or a rule forbid it."""
        reader = self.given[case]
        if reader == taker or taker not in self._sharing.may[case]:
            return None
        if not self.keeps_numbers_fair(reader, taker):
            return None
        return self._change(reader, taker, self._types[case], frozenset(), -self._work[case])

    def keeps_numbers_fair(self, reader: int, taker: int) -> bool:
        """Tell whether numbers stay as fair where one case goes from a reader to another."""
        sharing, costs = self._sharing, self._costs
        most = sharing.most[taker]
        if most is not None and self.counts[taker] >= most:
            return False
        if sharing.is_area[reader] is not sharing.is_area[taker]:
            return False
        more = costs.one_more(taker, self.counts[taker])
        return more == costs.one_more(reader, self.counts[reader] - 1)

    def give(self, case: int, taker: int) -> None:
        """Give a case to another reader."""
        reader = self.given[case]
        self.given[case] = taker
        self.counts[reader] -= 1
        self.counts[taker] += 1
        self._off[reader] -= self._work[case]
        self._off[taker] += self._work[case]
        for each in self._types[case]:
            self._has[reader][each] -= 1
            self._has[taker][each] += 1

    def _change(
        self, reader: int, taker: int, leave: frozenset[int], come: frozenset[int], more: int
    ) -> Change:
        owned = above = 0
        for types, step in ((leave, -1), (come, 1)):
            for each in types:
                mine, theirs = self._has[reader][each], self._has[taker][each]
                owned += self._owns(each, mine + step, theirs - step)
                owned -= self._owns(each, mine, theirs)
                above += self._above(reader, taker, each, mine + step, theirs - step)
                above -= self._above(reader, taker, each, mine, theirs)
        uneven = self._weight[reader] * more * (2 * self._off[reader] + more)
        uneven -= self._weight[taker] * more * (2 * self._off[taker] - more)
        return owned, above, uneven

    def _owns(self, each: int, mine: int, theirs: int) -> bool:
        whole = self._of_type[each]
        return whole > 1 and whole in (mine, theirs)

    def _above(self, reader: int, taker: int, each: int, mine: int, theirs: int) -> int:
        return max(0, mine - self._due[reader][each]) + max(0, theirs - self._due[taker][each])


def mixed(sharing: Sharing, mixture: Mixture, given: Sequence[int]) -> list[int]:
    """Return who gets which case, as fair in numbers as `given` and mixed as well as is found.

    Where some sharing as fair in numbers leaves no type with one reader, that is found unless the
    search for it becomes long, which takes a team of whom hardly anybody may read anything.
    """
    found = _exchanged(sharing, mixture, given)
    if not Standing(sharing, mixture, found).owned():
        return found
    # What follows never gives a type back to one reader: that would be the worst of all changes.
    return _exchanged(sharing, mixture, _spread(sharing, mixture, found))


def _exchanged(sharing: Sharing, mixture: Mixture, given: Sequence[int]) -> list[int]:
    standing = Standing(sharing, mixture, given)
    cases, readers = range(len(sharing.may)), range(len(sharing.kept))
    helped = True
    while helped:
        helped = False
        for case in cases:
            for taker in readers:
                change = standing.hand_over(case, taker)
                if change is not None and change < _NO_CHANGE:
                    standing.give(case, taker)
                    helped = True
            for other in range(case):
                change = standing.swap(case, other)
                if change is not None and change < _NO_CHANGE:
                    reader, taker = standing.given[case], standing.given[other]
                    standing.give(case, taker)
                    standing.give(other, reader)
                    helped = True
    return standing.given


def _spread(sharing: Sharing, mixture: Mixture, given: list[int]) -> list[int]:
    """Search the sharings of the same, least cost for one that leaves fewest types with one reader.

    A case of such a type goes to another reader and is pinned there; then it is looked again.
    """
    searched = 0
    best = (len(Standing(sharing, mixture, given).owned()), given)

    def search(pins: Sharing, found: list[int]) -> bool:
        nonlocal best, searched
        owned = Standing(pins, mixture, found).owned()
        if len(owned) < best[0]:
            best = (len(owned), found)
        if not owned:
            return True
        for each, owner in owned.items():
            chains = free_chains(pins, found, owner)
            for case, types in enumerate(mixture.types):
                if each not in types or found[case] != owner:
                    continue
                for taker in pins.may[case]:
                    if taker not in chains:
                        continue
                    searched += 1
                    if searched > _SEARCHED:
                        return True
                    passed = passed_on(pins, found, case, taker, chains[taker])
                    if search(pins.pinned(case, taker), passed):
                        return True
        return False

    search(sharing, given)
    return best[1]
