"""What a draw has to fill: the strata with their places, and the wants over all of them.

Every want speaks for a place for each case that it still needs (`omi_desktop.sampling.room`). That
is enough wherever the wants have room if no case counts for two of them.

Where they have not, the minimums can only be met by cases that count for several. Then a *plan*
settles beforehand how many cases of each kind are drawn at least, and each of these numbers is a
want of its own. The plan follows from the list and the rules, not from the seed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from omi_desktop.sampling.covering import credited, fewest
from omi_desktop.sampling.kinds import Demands
from omi_desktop.sampling.room import Room, Stratum, Want
from omi_desktop.sampling.spreading import fit_in_strata


@dataclass(frozen=True, slots=True)
class Whole:
    """The strata of a draw, one that is called "" where there are none, and the wants."""

    strata: tuple[Stratum, ...]
    wants: tuple[Want, ...]

    @property
    def size(self) -> int:
        """Return how many places there are."""
        return sum(stratum.size for stratum in self.strata)

    @property
    def there(self) -> dict[int, int]:
        """Return how many cases there are of each kind."""
        return {kind: number for one in self.strata for kind, number in one.there.items()}

    def room(self) -> Room | None:
        """Return the places with those that are spoken for; None where the wants have no room."""
        return Room.of(self.strata, self.wants)


def whole(asked: Demands) -> Whole:
    """Return the strata and the wants of what is asked."""
    # In one order whatever the order of the list: what follows may depend on it, as trials do.
    there = dict(sorted(Counter(asked.kinds).items()))
    if asked.strata:
        first = len(asked.minimums)
        strata = tuple(
            Stratum(group.name, group.wanted, {k: n for k, n in there.items() if k >> place & 1})
            for place, group in enumerate(asked.strata, start=first)
        )
    else:
        strata = (Stratum("", asked.size, there),)
    wants = tuple(
        Want(group.name, frozenset(kind for kind in there if kind >> place & 1), group.wanted)
        for place, group in enumerate(asked.minimums)
        if group.wanted
    )
    return Whole(strata, wants)


def settled(asked: Whole) -> tuple[Whole, Room]:
    """Return a feasible whole with wants that have room, its own or those of a plan."""
    room = asked.room()
    if room is not None:
        return asked, room
    wants = tuple(
        Want(next(w.name for w in asked.wants if kind in w.kinds), frozenset({kind}), number)
        for kind, number in sorted(plan(asked).items())
    )
    planned = replace(asked, wants=wants)
    room = planned.room()
    if room is None:
        raise AssertionError("a plan has room")
    return planned, room


def plan(asked: Whole) -> dict[int, int]:
    """Return how many cases of each kind meet every want within the places.

    One case after the other: of the kinds with which everything can still be met, the one that has
    most cases left for each that was taken of it, so that large kinds give more; of equal ones the
    one with the smaller number.
    """
    left, served = asked.there, served_by(asked)
    places = [stratum.size for stratum in asked.strata]
    stratum_of = {kind: n for n, one in enumerate(asked.strata) for kind in one.there}
    wanted = tuple(want.number for want in asked.wants)
    taken: Counter[int] = Counter()
    while any(wanted):
        serving = [
            kind
            for kind in left
            if left[kind] and places[stratum_of[kind]] and credited(wanted, served[kind]) != wanted
        ]
        serving.sort(key=lambda kind: (-Fraction(left[kind], taken[kind] + 1), kind))
        for kind in serving:
            left[kind] -= 1
            places[stratum_of[kind]] -= 1
            after = credited(wanted, served[kind])
            if _fits(after, asked, left, served, places):
                break
            left[kind] += 1
            places[stratum_of[kind]] += 1
        else:
            raise AssertionError("what was asked is not feasible")
        wanted = after
        taken[kind] += 1
    return dict(taken)


def can_be_met(asked: Whole) -> bool:
    """Tell whether every want can be met within the places; the strata have cases enough."""
    wanted = tuple(want.number for want in asked.wants)
    places = [stratum.size for stratum in asked.strata]
    return _fits(wanted, asked, asked.there, served_by(asked), places)


def needs(asked: Whole) -> int:
    """Return the fewest cases that meet every want, wherever; each has cases enough."""
    counts: Counter[int] = Counter()
    for kind, mask in served_by(asked).items():
        counts[mask] += asked.there[kind]
    found = fewest(tuple(want.number for want in asked.wants), counts)
    if found is None:
        raise AssertionError("a want is larger than the cases that count for it")
    return found


def served_by(asked: Whole) -> dict[int, int]:
    """Return for each kind the wants that it counts for, as a bit mask over the wants."""
    return {
        kind: sum(1 << place for place, want in enumerate(asked.wants) if kind in want.kinds)
        for kind in asked.there
    }


def _fits(
    wanted: tuple[int, ...],
    asked: Whole,
    left: Mapping[int, int],
    served: Mapping[int, int],
    places: list[int],
) -> bool:
    strata = []
    for stratum, size in zip(asked.strata, places, strict=True):
        counts: Counter[int] = Counter()
        for kind in stratum.there:
            counts[served[kind]] += left[kind]
        strata.append((size, counts))
    return fit_in_strata(wanted, strata)
