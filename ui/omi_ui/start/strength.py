"""How long a passphrase would hold: a rough estimate, said in words."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Strength:
    """An estimate from 0 to 4, with what to do about it."""

    level: int
    words: str


LEAST_BITS = 35
"""Below this a new passphrase is refused: a stolen file would be opened within hours."""


def strength(passphrase: str) -> Strength:
    """Return how strong a passphrase is; long and unlike common patterns is what counts."""
    guesses = bits(passphrase)
    if not passphrase:
        return Strength(0, "Four or five unrelated words are strong and easy to type.")
    if guesses < LEAST_BITS:
        return Strength(1, "Too easy to guess. Add more unrelated words.")
    if guesses < 50:
        return Strength(2, "Fair. One more word makes it good.")
    if guesses < 65:
        return Strength(3, "Good.")
    return Strength(4, "Strong.")


def bits(passphrase: str) -> float:
    """Return the guesses an attacker needs, as a power of two, assuming they know the pattern.

    Words count as drawn from a list of some thousand, other characters from their alphabet;
    repeats and runs count for little.
    """
    text = _without_runs(passphrase)
    total = 0.0
    for part in re.findall(r"[^\W\d_]+|\d+|[\W_]+", text):
        if part.isdigit():
            total += min(len(part), 12) * math.log2(10) * 0.8
        elif part.isalpha() and len(part) >= 3:
            # A word from a list of four thousand, or letters at random if they are many.
            total += min(11 + 0.8 * max(len(part) - 6, 0), 24)
        elif part.isalpha():
            total += len(part) * math.log2(26)
        else:
            total += 2.5 * len(set(part))
    distinct = len(set(text.lower()))
    return min(total, len(text) * math.log2(max(distinct, 1)))


def _without_runs(text: str) -> str:
    """Drop characters that only repeat the last one or step from it (aaa, 1234, cba)."""
    kept: list[str] = []
    step: int | None = None
    for before, after in pairwise(text):
        now = ord(after) - ord(before)
        if not (now in (0, 1, -1) and now == step):
            kept.append(after)
        step = now
    words = re.split(r"(\W+)", text[:1] + "".join(kept))
    fresh: list[str] = []
    for word in words:
        # The same word a second time adds nothing.
        if not (word.isalpha() and word in fresh):
            fresh.append(word)
    return "".join(fresh)
