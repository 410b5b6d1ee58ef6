"""The rule by which places are filled; the draw and the trials of its chances both follow it.

The case with the lowest key is taken whose stratum has a place left and after which what is still
wanted has room (`omi_desktop.sampling.room`); and so on until every place is filled.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from heapq import heapify, heappop, heappush
from typing import TypeVar

from omi_desktop.sampling.parts import Whole
from omi_desktop.sampling.room import Room

K = TypeVar("K", int, float)


def filled(asked: Whole, room: Room, keys: Mapping[int, Iterator[K]]) -> list[tuple[int, K, str]]:
    """Return what is taken, in turn: the kind, the key, and the want that it counted for first.

    `asked` must be settled, `room` is its room and is used up. `keys` holds the keys of each kind,
    lowest first. The name is "" where a case was not needed.
    """
    size = asked.size
    waiting = [(next(keys[kind]), kind) for kind in asked.there]
    heapify(waiting)
    passed: list[tuple[K, int]] = []
    taken: list[tuple[int, K, str]] = []
    while len(taken) < size:
        key, kind = heappop(waiting)
        served = room.take(kind)
        if served is None:
            if not room.is_full(kind):
                passed.append((key, kind))
            continue
        taken.append((kind, key, asked.wants[served[0]].name if served else ""))
        following = next(keys[kind], None)
        if following is not None:
            heappush(waiting, (following, kind))
        # Only a case that counts for several can leave more room than there was: what was passed
        # over comes back then.
        if passed and len(room.serves(kind)) > 1:
            for one in passed:
                heappush(waiting, one)
            passed.clear()
    return taken
