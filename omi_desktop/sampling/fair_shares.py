"""How many cases everybody gets: the fairest numbers that the rules allow, found exactly.

Sharing cases out is a flow from cases through readers into the two kinds of reader. What makes it
unfair is a sum of convex costs: how far the area assessors are from the number they should have,
which outweighs everything else, and then the squares of everybody's number of cases over their
capacity. With equal capacities the least such sum has numbers that differ by at most one, wherever
the rules allow that at all. A flow is the cheapest there is exactly when no chain of hand-overs
that ends where it began makes it cheaper, so such chains are followed until there is none.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import lcm
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Shortage:
    """Cases, by index, that have room only with readers who have too little of it together."""

    cases: tuple[int, ...]
    readers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Sharing:
    """What is to be shared out, by index of case and reader.

    `may` holds for each case the readers who may read it, `kept` the cases each reader keeps
    besides, `most` the limit of each. `is_area` marks the area assessors, who together should have
    `wanted` cases, kept ones included.
    """

    may: tuple[tuple[int, ...], ...]
    kept: tuple[int, ...]
    most: tuple[int | None, ...]
    capacity: tuple[int, ...]
    is_area: tuple[bool, ...]
    wanted: int

    def pinned(self, case: int, reader: int) -> Sharing:
        """Return the same with one case for one reader only."""
        return replace(self, may=(*self.may[:case], (reader,), *self.may[case + 1 :]))


Chain: TypeAlias = tuple[tuple[int, int], ...]
"""Hand-overs, each from a giver to a taker."""


class Costs:
    """What numbers of cases cost, in whole numbers."""

    def __init__(self, sharing: Sharing) -> None:
        common = lcm(*sharing.capacity) if sharing.capacity else 1
        self._weights = [common // capacity for capacity in sharing.capacity]
        whole = len(sharing.may) + sum(sharing.kept)
        # More than all the squares can come to, so that no gain there outweighs one case here.
        self._far = whole * whole * sum(self._weights) + 1
        self._sharing = sharing

    def one_more(self, reader: int, count: int) -> int:
        """Return what it costs that a reader with `count` cases gets one more."""
        return (2 * count + 1) * self._weights[reader]

    def one_more_for_area(self, count: int) -> int:
        """Return what it costs that area assessors with `count` cases get one more."""
        return self._far if count >= self._sharing.wanted else -self._far

    def area(self, counts: Sequence[int]) -> int:
        """Return how many of the cases are with area assessors."""
        return sum(n for n, area in zip(counts, self._sharing.is_area, strict=True) if area)


def counted(sharing: Sharing, given: Sequence[int]) -> list[int]:
    """Return how many cases each reader has where `given` says who gets each case."""
    counts = list(sharing.kept)
    for reader in given:
        counts[reader] += 1
    return counts


def any_sharing(sharing: Sharing) -> list[int] | Shortage:
    """Return some reader for every case within the rules, or why there is no such sharing."""
    given: list[int | None] = [None] * len(sharing.may)
    counts = list(sharing.kept)
    costs = Costs(sharing)
    # Cases that few may read go first: fewer hand-overs are needed afterwards.
    for case in sorted(range(len(given)), key=lambda case: len(sharing.may[case])):
        free = [r for r in sharing.may[case] if _has_room(sharing, r, counts[r])]
        if free:
            reader = min(free, key=lambda reader: costs.one_more(reader, counts[reader]))
            given[case] = reader
            counts[reader] += 1
            continue
        short = _make_room(sharing, case, given, counts)
        if short is not None:
            return short
    return [reader for reader in given if reader is not None]


def fairest(sharing: Sharing, given: Sequence[int]) -> list[int]:
    """Return the sharing of least cost, beginning from any that the rules allow."""
    found = list(given)
    counts = counted(sharing, found)
    costs = Costs(sharing)
    while True:
        chain = _cheaper_chain(sharing, costs, found, counts)
        if not chain:
            return found
        _follow(sharing, found, chain)
        counts = counted(sharing, found)


def free_chains(sharing: Sharing, given: Sequence[int], giver: int) -> dict[int, Chain]:
    """Return, for a sharing of least cost, who can get a case from the giver at no cost.

    Each of them comes with the hand-overs that then bring the giver another case instead, or make
    the numbers as fair as they were.
    """
    arcs = _arcs(sharing, Costs(sharing), given, counted(sharing, given))
    readers = len(sharing.kept)
    cost: dict[int, int] = {giver: 0}
    after: dict[int, int] = {}
    for _ in range(readers + 2):
        for (start, end), price in arcs.items():
            if end in cost and (start not in cost or cost[end] + price < cost[start]):
                cost[start] = cost[end] + price
                after[start] = end
    free = [taker for taker in range(readers) if taker != giver and cost.get(taker) == 0]
    return {taker: _way(after, taker, giver, readers) for taker in free}


def passed_on(
    sharing: Sharing, given: Sequence[int], case: int, taker: int, chain: Chain
) -> list[int]:
    """Return the sharing after a case went to a taker and a chain of hand-overs followed."""
    found = list(given)
    _follow(sharing, found, chain)
    found[case] = taker
    return found


def _follow(sharing: Sharing, given: list[int], chain: Sequence[tuple[int, int]]) -> None:
    # Every reader stands once in a chain, so no case is handed on twice.
    for giver, taker in chain:
        given[_case_between(sharing, given, giver, taker)] = taker


def _way(after: dict[int, int], start: int, end: int, readers: int) -> Chain:
    found = []
    at = start
    while at != end:
        found.append((at, after[at]))
        at = after[at]
    return _among_readers(found, readers)


def _among_readers(arcs: Sequence[tuple[int, int]], readers: int) -> Chain:
    return tuple((start, end) for start, end in arcs if max(start, end) < readers)


def _has_room(sharing: Sharing, reader: int, count: int) -> bool:
    most = sharing.most[reader]
    return most is None or count < most


def _make_room(
    sharing: Sharing, case: int, given: list[int | None], counts: list[int]
) -> Shortage | None:
    """Give the case to a reader who passes another one on; return a shortage where none can."""
    came: dict[int, int] = {}
    cases, waiting = [case], deque([case])
    while waiting:
        asking = waiting.popleft()
        for reader in sharing.may[asking]:
            if reader in came:
                continue
            came[reader] = asking
            if _has_room(sharing, reader, counts[reader]):
                counts[reader] += 1
                _hand_on(given, came, reader)
                return None
            own = [other for other, holder in enumerate(given) if holder == reader]
            cases.extend(own)
            waiting.extend(own)
    return Shortage(tuple(sorted(cases)), tuple(sorted(came)))


def _hand_on(given: list[int | None], came: dict[int, int], reader: int) -> None:
    taker: int | None = reader
    while taker is not None:
        case = came[taker]
        before = given[case]
        given[case] = taker
        taker = before


def _case_between(sharing: Sharing, given: Sequence[int], giver: int, taker: int) -> int:
    return next(
        case for case, holder in enumerate(given) if holder == giver and taker in sharing.may[case]
    )


def _cheaper_chain(
    sharing: Sharing, costs: Costs, given: Sequence[int], counts: Sequence[int]
) -> Chain:
    """Return hand-overs from giver to taker that together make the sharing cheaper; or none.

    The nodes are the readers, the area assessors as a whole and everybody. A load that comes into
    a whole is paid for there and leaves it through another reader.
    """
    arcs = _arcs(sharing, costs, given, counts)
    nodes = len(sharing.kept) + 2
    cost = [0] * nodes
    before: list[int | None] = [None] * nodes
    lowered = -1
    for _ in range(nodes):
        lowered = -1
        for (start, end), price in arcs.items():
            if cost[start] + price < cost[end]:
                cost[end] = cost[start] + price
                before[end] = start
                lowered = end
        if lowered < 0:
            return ()
    return _among_readers(_round(before, lowered), len(sharing.kept))


def _arcs(
    sharing: Sharing, costs: Costs, given: Sequence[int], counts: Sequence[int]
) -> dict[tuple[int, int], int]:
    area_node, all_node = len(sharing.kept), len(sharing.kept) + 1
    arcs = {
        (giver, taker): 0
        for case, giver in enumerate(given)
        for taker in sharing.may[case]
        if taker != giver
    }
    for reader, count in enumerate(counts):
        whole = area_node if sharing.is_area[reader] else all_node
        if _has_room(sharing, reader, count):
            arcs[reader, whole] = costs.one_more(reader, count)
        if count > sharing.kept[reader]:
            arcs[whole, reader] = -costs.one_more(reader, count - 1)
    area = costs.area(counts)
    arcs[area_node, all_node] = costs.one_more_for_area(area)
    arcs[all_node, area_node] = -costs.one_more_for_area(area - 1)
    return arcs


def _round(before: Sequence[int | None], node: int) -> list[tuple[int, int]]:
    """Return the arcs of the round that lies behind a node which was lowered last."""
    inside = node
    for _ in before:
        inside = _known(before[inside])
    found = []
    at = inside
    while True:
        earlier = _known(before[at])
        found.append((earlier, at))
        at = earlier
        if at == inside:
            return found


def _known(node: int | None) -> int:
    if node is None:
        raise AssertionError("a node that is lowered after every round lies behind one")
    return node
