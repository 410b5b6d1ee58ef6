"""The rule by which places are filled; the draw and the trials of its chances both follow it.

As long as a part has more places than its open wants speak for, the case with the lowest key is
taken. Otherwise it is the case with the lowest key among those that count for an open want.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from heapq import heapify, heappop, heappush
from typing import TypeVar

from omi_desktop.sampling.parts import Part

K = TypeVar("K", int, float)


Serves = Mapping[int, tuple[int, ...]]


def serving(part: Part) -> Serves:
    """Return for each kind the places of the wants that it counts for."""
    return {
        kind: tuple(place for place, want in enumerate(part.wants) if kind in want.kinds)
        for kind in part.there
    }


def filled(part: Part, serves: Serves, keys: Mapping[int, Iterator[K]]) -> list[tuple[int, K, str]]:
    """Return what is taken, in turn: the kind, the key, and the want that it counted for first.

    `serves` is `serving` of the part, which must be settled; `keys` holds the keys of each kind,
    lowest first. The name is "" where a case was not needed.
    """
    open_wants = [want.number for want in part.wants]
    free = part.size - sum(open_wants)
    waiting = [(next(keys[kind]), kind) for kind in part.there]
    heapify(waiting)
    # Kinds that were passed over count for no open want, and wants never open again: they come
    # back only when a place is free of wants.
    passed: list[tuple[K, int]] = []
    taken: list[tuple[int, K, str]] = []
    while len(taken) < part.size:
        if free > 0 and passed and (not waiting or passed[0] < waiting[0]):
            key, kind = heappop(passed)
            source = passed
        else:
            key, kind = heappop(waiting)
            source = waiting
        served = [place for place in serves[kind] if open_wants[place]]
        if not served and free <= 0:
            heappush(passed, (key, kind))
            continue
        taken.append((kind, key, part.wants[served[0]].name if served else ""))
        for place in served:
            open_wants[place] -= 1
        free += len(served) - 1
        following = next(keys[kind], None)
        if following is not None:
            heappush(source, (following, kind))
    return taken
