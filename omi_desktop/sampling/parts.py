"""The parts a draw falls into: one for each stratum, with the places and the wants of its own.

A minimum is shared out over the strata in proportion to the cases that count for it there. Within
a part every want speaks for as many places as it still needs; that is enough wherever the wants
of a part add up to no more than its places.

Where they add up to more, the minimums can only be met by cases that count for several. Then a
*plan* settles beforehand how many cases of each kind are drawn at least, and each of these numbers
is a want of its own. The plan follows from the list and the rules, not from the seed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from omi_desktop.sampling.covering import credited, fewest, fits
from omi_desktop.sampling.kinds import Demands, proportional


@dataclass(frozen=True, slots=True)
class Want:
    """At least `number` cases of these kinds; `name` is the minimum that they are for."""

    name: str
    kinds: frozenset[int]
    number: int


@dataclass(frozen=True, slots=True)
class Part:
    """A stratum, or the whole list where there is none ("").

    `there` says how many cases of each kind it has, `wants` what is wanted of its `size` places.
    """

    name: str
    size: int
    there: Mapping[int, int]
    wants: tuple[Want, ...]

    @property
    def adds_up(self) -> bool:
        """Tell whether the wants have room even if no case counted for two of them."""
        return sum(want.number for want in self.wants) <= self.size


def parts(asked: Demands) -> tuple[Part, ...]:
    """Return the parts with their minimums, each shared out over them."""
    # In one order whatever the order of the list: what follows may depend on it, as trials do.
    there = dict(sorted(Counter(asked.kinds).items()))
    if asked.strata:
        first = len(asked.minimums)
        names = [(group.name, group.wanted) for group in asked.strata]
        own = [
            {kind: number for kind, number in there.items() if kind >> place & 1}
            for place in range(first, len(asked.groups))
        ]
    else:
        names, own = [("", asked.size)], [there]
    wants: list[list[Want]] = [[] for _ in names]
    for place, group in enumerate(asked.minimums):
        members = [frozenset(kind for kind in mine if kind >> place & 1) for mine in own]
        found = {number: sum(there[kind] for kind in kinds) for number, kinds in enumerate(members)}
        if not group.wanted or not any(found.values()):
            continue
        for number, share in proportional(found, group.wanted).items():
            if share:
                wants[number].append(Want(group.name, members[number], share))
    return tuple(
        Part(name, size, mine, tuple(wanted))
        for (name, size), mine, wanted in zip(names, own, wants, strict=True)
    )


def settled(part: Part) -> Part:
    """Return a feasible part with wants that add up: its own, or those of a plan."""
    if part.adds_up:
        return part
    wants = tuple(
        Want(
            next(want.name for want in part.wants if kind in want.kinds),
            frozenset({kind}),
            number,
        )
        for kind, number in sorted(plan(part).items())
    )
    return replace(part, wants=wants)


def plan(part: Part) -> dict[int, int]:
    """Return how many cases of each kind meet every want within the places.

    One case after the other: of the kinds with which everything can still be met, the one that has
    most cases left for each that was taken of it, so that large kinds give more; of equal ones the
    one with the smaller number.
    """
    left, served = dict(part.there), _served(part)
    wanted, places = tuple(want.number for want in part.wants), part.size
    taken: Counter[int] = Counter()
    while any(wanted):
        serving = [kind for kind in left if left[kind] and credited(wanted, served[kind]) != wanted]
        serving.sort(key=lambda kind: (-Fraction(left[kind], taken[kind] + 1), kind))
        for kind in serving:
            left[kind] -= 1
            after = credited(wanted, served[kind])
            if fits(after, _counted(left, served), places - 1):
                break
            left[kind] += 1
        else:
            raise AssertionError("what was asked is not feasible")
        wanted, places = after, places - 1
        taken[kind] += 1
    return dict(taken)


def part_fits(part: Part) -> bool:
    """Tell whether the wants of a part can be met within its places."""
    numbers = tuple(want.number for want in part.wants)
    return sum(part.there.values()) >= part.size and fits(
        numbers, _counted(part.there, _served(part)), part.size
    )


def part_needs(part: Part) -> int:
    """Return the fewest cases that meet the wants of a part, each of which has cases enough."""
    numbers = tuple(want.number for want in part.wants)
    needs = fewest(numbers, _counted(part.there, _served(part)))
    if needs is None:
        raise AssertionError("a want is larger than the cases that count for it")
    return needs


def _served(part: Part) -> dict[int, int]:
    """Return for each kind the wants that it counts for, as a bit mask over the wants."""
    return {
        kind: sum(1 << place for place, want in enumerate(part.wants) if kind in want.kinds)
        for kind in part.there
    }


def _counted(left: Mapping[int, int], served: Mapping[int, int]) -> dict[int, int]:
    counts: dict[int, int] = {}
    for kind, number in left.items():
        counts[served[kind]] = counts.get(served[kind], 0) + number
    return counts
