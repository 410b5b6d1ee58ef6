"""Whether what is still wanted can be met in the places that are left: exactly, not by guess.

`wanted` says how many more cases each group needs, `left` how many cases of each kind remain. One
case serves every group of its kind, so the fewest cases are fewer than all wants together, and
finding them is a search; bounds from both sides decide nearly every question without one.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

Wanted = tuple[int, ...]
Kinds = tuple[tuple[int, int], ...]

_REMEMBERED = 100_000


def fits(wanted: Wanted, left: Mapping[int, int], places: int) -> bool:
    """Tell whether some choice of at most `places` of the cases left meets every want."""
    return _fits(*narrowed(wanted, tuple(left.items())), places)


def fewest(wanted: Wanted, left: Mapping[int, int]) -> int | None:
    """Return the fewest cases that meet every want, None where all of them together do not."""
    known = sum(left.values())
    if not fits(wanted, left, known):
        return None
    own = narrowed(wanted, tuple(left.items()))
    places = _at_least(*own)
    while not _fits(*own, places):
        places += 1
    return places


def credited(wanted: Wanted, kind: int) -> Wanted:
    """Return what is wanted once a case of this kind was taken."""
    if not kind:
        return wanted
    return tuple(
        number - 1 if number and kind >> place & 1 else number
        for place, number in enumerate(wanted)
    )


def narrowed(wanted: Wanted, left: Kinds) -> tuple[Wanted, Kinds]:
    """Return wants and kinds without the groups of which nothing more is wanted."""
    open_places = [place for place, number in enumerate(wanted) if number]
    counts: dict[int, int] = {}
    for kind, number in left:
        if number <= 0:
            continue
        narrow = 0
        for new, place in enumerate(open_places):
            narrow |= (kind >> place & 1) << new
        if narrow:
            counts[narrow] = counts.get(narrow, 0) + number
    numbers = tuple(wanted[place] for place in open_places)
    most = max(numbers, default=0)
    # More of one kind than any group wants make no difference; fewer states are remembered.
    return numbers, tuple(sorted((kind, min(number, most)) for kind, number in counts.items()))


@lru_cache(maxsize=_REMEMBERED)
def _fits(wanted: Wanted, kinds: Kinds, places: int) -> bool:
    if not wanted:
        return places >= 0
    if any(_available(kinds, place) < number for place, number in enumerate(wanted)):
        return False
    if sum(wanted) <= places:
        return True
    if _at_least(wanted, kinds) > places:
        return False
    if _greedy(wanted, kinds) <= places:
        return True
    # Decide the group with the least room to choose, by the kind that serves most groups besides.
    tightest = min(
        range(len(wanted)), key=lambda place: (_available(kinds, place) - wanted[place], place)
    )
    kind, number = max(
        (one for one in kinds if one[0] >> tightest & 1),
        key=lambda one: (one[0].bit_count(), one[1], one[0]),
    )
    others = tuple(one for one in kinds if one[0] != kind)
    most = max(number_wanted for place, number_wanted in enumerate(wanted) if kind >> place & 1)
    for taken in range(min(number, most), -1, -1):
        after = tuple(
            max(0, wants - taken) if kind >> place & 1 else wants
            for place, wants in enumerate(wanted)
        )
        if _fits(*narrowed(after, others), places - taken):
            return True
    return False


def _available(kinds: Kinds, place: int) -> int:
    return sum(number for kind, number in kinds if kind >> place & 1)


def _at_least(wanted: Wanted, kinds: Kinds) -> int:
    """Return a number that no choice can be below.

    Groups that share no case add up; and no case serves more groups than the richest kind has.
    """
    if not wanted:
        return 0
    together = [0] * len(wanted)
    for kind, _ in kinds:
        for place in range(len(wanted)):
            if kind >> place & 1:
                together[place] |= kind
    apart = met = 0
    for place in sorted(range(len(wanted)), key=lambda place: -wanted[place]):
        if not together[place] & met:
            met |= 1 << place
            apart += wanted[place]
    richest = max((kind.bit_count() for kind, _ in kinds), default=1)
    return max(apart, -(-sum(wanted) // richest))


def _greedy(wanted: Wanted, kinds: Kinds) -> int:
    """Return how many cases a quick choice takes: the kinds that serve most open groups first."""
    open_wants, left, taken = list(wanted), dict(kinds), 0
    while any(open_wants):
        open_mask = sum(1 << place for place, number in enumerate(open_wants) if number)
        kind = max(left, key=lambda one: ((one & open_mask).bit_count(), left[one], one))
        served = [p for p, number in enumerate(open_wants) if number and kind >> p & 1]
        step = min(left[kind], min(open_wants[place] for place in served))
        for place in served:
            open_wants[place] -= step
        taken += step
        left[kind] -= step
        if not left[kind]:
            del left[kind]
    return taken
