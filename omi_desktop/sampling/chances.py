"""What chance each kind of case has of being drawn, before the seed is known.

Cases of one kind are alike, so their chance is the expected number drawn of the kind, divided by
how many there are. Where minimums are boosted that number has no closed form; it is the mean over
trial draws that follow the same rule with keys of their own. The trials are always the same ones,
so that the chances follow from list and rules alone. Without minimums the chance is exact.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterator
from fractions import Fraction

from omi_desktop.sampling.filling import filled, serving
from omi_desktop.sampling.kinds import Demands
from omi_desktop.sampling.parts import Part, parts, settled

TRIALS = 3_000
_ALWAYS = 2006


def chances(asked: Demands, trials: int = TRIALS) -> dict[int, Fraction]:
    """Return the chance of each kind of case; what is asked must be feasible."""
    found: dict[int, Fraction] = {}
    # Of this module Python promises that random() gives the same numbers in every version. S311
    # warns of it for secrets; trials are none.
    chance = random.Random(_ALWAYS).random  # noqa: S311
    for part in map(settled, parts(asked)):
        if part.wants:
            drawn = _drawn(part, trials, chance)
            found |= {k: Fraction(drawn[k], trials * n) for k, n in part.there.items()}
        else:
            there = sum(part.there.values())
            found |= dict.fromkeys(part.there, Fraction(part.size, there))
    return found


def _drawn(part: Part, trials: int, chance: Callable[[], float]) -> dict[int, int]:
    """Return how many cases of each kind all trials together take."""
    drawn = dict.fromkeys(part.there, 0)
    serves = serving(part)
    for _ in range(trials):
        keys = {kind: _keys(number, chance) for kind, number in part.there.items()}
        for kind, _, _ in filled(part, serves, keys):
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
