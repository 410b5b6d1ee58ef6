"""Whether wants can be met in the places of several strata: exactly, not by guess.

The same question as in `omi_desktop.sampling.covering`, where a case has to lie in a stratum that
has a place for it. Bounds from both sides decide nearly every question without a search.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from omi_desktop.sampling.covering import Kinds, Wanted, fits, narrowed
from omi_desktop.sampling.room import Room, Stratum, Want

Strata = tuple[tuple[int, Kinds], ...]
"""For each stratum its places, and how many cases there are of each kind."""

_REMEMBERED = 50_000
_MOST_SUBSETS = 1 << 8


def fit_in_strata(wanted: Wanted, strata: Sequence[tuple[int, Mapping[int, int]]]) -> bool:
    """Tell whether some choice of cases, in each stratum at most its places, meets every want.

    A kind is the bit mask of the wants that a case counts for.
    """
    if len(strata) == 1:
        ((places, left),) = strata
        return fits(wanted, left, places)
    return _fits(*_tidy(wanted, tuple((p, tuple(left.items())) for p, left in strata)))


def _tidy(wanted: Wanted, strata: Strata) -> tuple[Wanted, Strata]:
    """Return the same question without what can play no part in it."""
    own = [(places, narrowed(wanted, kinds)) for places, kinds in strata]
    return own[0][1][0], tuple(
        sorted((places, kinds) for places, (_, kinds) in own if places and kinds)
    )


@lru_cache(maxsize=_REMEMBERED)
def _fits(wanted: Wanted, strata: Strata) -> bool:
    if not wanted:
        return True
    if any(_most(strata, subset) < _needed(wanted, subset) for subset in _subsets(len(wanted))):
        return False
    if _has_room(wanted, strata):
        return True
    # Decide the want with the least room to choose, by the kind that serves most besides.
    slack = {place: _most(strata, 1 << place) - number for place, number in enumerate(wanted)}
    tightest = min(slack, key=lambda place: (slack[place], place))
    _, at, kind, number = max(
        (kind.bit_count(), at, kind, number)
        for at, (_, kinds) in enumerate(strata)
        for kind, number in kinds
        if kind >> tightest & 1
    )
    places, kinds = strata[at]
    others = tuple(one for one in kinds if one[0] != kind)
    useful = max(number for place, number in enumerate(wanted) if kind >> place & 1)
    for taken in range(min(number, places, useful), -1, -1):
        after = tuple(
            max(0, want - taken) if kind >> place & 1 else want for place, want in enumerate(wanted)
        )
        left = (*strata[:at], (places - taken, others), *strata[at + 1 :])
        if _fits(*_tidy(after, left)):
            return True
    return False


def _subsets(wants: int) -> Iterator[int]:
    if 1 << wants <= _MOST_SUBSETS:
        yield from range(1, 1 << wants)
    else:
        yield from (1 << place for place in range(wants))
        yield (1 << wants) - 1


def _needed(wanted: Wanted, subset: int) -> int:
    return sum(number for place, number in enumerate(wanted) if subset >> place & 1)


def _most(strata: Strata, subset: int) -> int:
    """Return how much of these wants the places could serve if every place went to them alone."""
    total = 0
    for places, kinds in strata:
        left = places
        for serves, number in sorted(
            (((kind & subset).bit_count(), number) for kind, number in kinds), reverse=True
        ):
            step = min(left, number)
            total += serves * step
            left -= step
            if not left:
                break
    return total


def _has_room(wanted: Wanted, strata: Strata) -> bool:
    """Tell whether the wants have room even if no case counts for two of them."""
    # A kind of one stratum is not that of another: the places above the wants tell them apart.
    above = len(wanted)
    own = [
        Stratum("", places, {kind | at << above: number for kind, number in kinds})
        for at, (places, kinds) in enumerate(strata)
    ]
    everything = [kind for stratum in own for kind in stratum.there]
    wants = [
        Want("", frozenset(kind for kind in everything if kind >> place & 1), number)
        for place, number in enumerate(wanted)
    ]
    return Room.of(own, wants) is not None
