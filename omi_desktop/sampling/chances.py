"""What chance each kind of case has of being drawn, before the seed is known.

Cases of one kind are alike, so their chance is the expected number drawn of the kind, divided by
how many there are. Where minimums are boosted that number has no closed form; it is the mean over
trial draws that follow the same rule with keys of their own. The trials are always the same ones,
so that the chances follow from list and rules alone. Without minimums the chance is exact.

There are 3,000 trials, fewer where many offices make many kinds. A kind that none of them draws is
taken as drawn once: a case of it may be drawn, and then its chance was not nothing.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterator
from fractions import Fraction

from omi_desktop.sampling.filling import filled
from omi_desktop.sampling.kinds import Demands
from omi_desktop.sampling.parts import Whole, settled, whole
from omi_desktop.sampling.room import Room

TRIALS = 3_000
_FEWEST = 300
_KINDS_AT_ALL_TRIALS = 60
_ALWAYS = 2006


def chances(asked: Demands, trials: int = TRIALS) -> dict[int, Fraction]:
    """Return the chance of each kind of case; what is asked must be feasible."""
    mine, room = settled(whole(asked))
    if mine.wants:
        # Of this module Python promises that random() gives the same numbers in every version. S311
        # warns of it for secrets; trials are none.
        chance = random.Random(_ALWAYS).random  # noqa: S311
        there = mine.there
        fewer = max(_FEWEST, trials * _KINDS_AT_ALL_TRIALS // len(there))
        trials = min(trials, fewer)
        drawn = _drawn(mine, room, trials, chance)
        return {kind: Fraction(max(1, drawn[kind]), trials * n) for kind, n in there.items()}
    return {
        kind: Fraction(stratum.size, sum(stratum.there.values()))
        for stratum in mine.strata
        for kind in stratum.there
    }


def _drawn(asked: Whole, room: Room, trials: int, chance: Callable[[], float]) -> dict[int, int]:
    """Return how many cases of each kind all trials together take."""
    there = asked.there
    drawn = dict.fromkeys(there, 0)
    for _ in range(trials):
        keys = {kind: _keys(number, chance) for kind, number in there.items()}
        for kind, _, _ in filled(asked, room.copy(), keys):
            drawn[kind] += 1
    return drawn


def _keys(number: int, chance: Callable[[], float]) -> Iterator[float]:
    """Yield so many keys by chance, lowest first, as the gaps between them are distributed.

    The keys of all kinds together then come in an order in which every one is as likely.
    """
    key = 0.0
    for left in range(number, 0, -1):
        key -= math.log(1.0 - chance()) / left
        yield key
