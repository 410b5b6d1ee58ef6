"""Dip sampling: which completed cases the lead inspector reads once more, spread over the readers.

Everybody's work is looked at in the same proportion as far as whole cases allow, and which of
somebody's cases it is comes from the seed alone.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor


@dataclass(frozen=True, slots=True)
class CompletedCase:
    """A case that is complete, whose it is, and whether it was drawn before."""

    id: str
    reader: str
    is_drawn: bool = False


def how_many(share: Fraction, cases: int) -> int:
    """Return how many cases a share comes to: rounded half up, and one at least of any."""
    return max(1, floor(share * cases + Fraction(1, 2))) if cases and share > 0 else 0


def dip_sample(cases: Sequence[CompletedCase], count: int, seed: str) -> tuple[str, ...]:
    """Return the ids of up to `count` cases that were not drawn yet, in the order of drawing.

    The next one is always of the reader of whose cases the smallest part has been drawn so far, in
    this draw and before; of two of these, of the one who comes first by the seed.
    """
    waiting: dict[str, list[str]] = {}
    drawn: dict[str, int] = {}
    read: dict[str, int] = {}
    for case in sorted(cases, key=lambda case: _place(seed, case.id)):
        read[case.reader] = read.get(case.reader, 0) + 1
        if case.is_drawn:
            drawn[case.reader] = drawn.get(case.reader, 0) + 1
        else:
            waiting.setdefault(case.reader, []).append(case.id)
    found: list[str] = []
    while waiting and len(found) < count:
        reader = min(
            waiting,
            key=lambda one: (Fraction(drawn.get(one, 0), read[one]), _place(seed, one)),
        )
        found.append(waiting[reader].pop(0))
        drawn[reader] = drawn.get(reader, 0) + 1
        if not waiting[reader]:
            del waiting[reader]
    return tuple(found)


def _place(seed: str, name: str) -> str:
    return hashlib.sha256(f"{seed}\n{name}".encode()).hexdigest()
