"""Which known names a typed one may mean: to be offered, never to be taken by itself."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import SequenceMatcher

_WORD = re.compile(r"[^\W_]+")
_CLOSE = 0.8
"""How alike two surnames must be to be offered: one letter wrong in five."""

_TITLES = frozenset({"mr", "mrs", "ms", "miss", "dr"})


def likely(typed: str, known: Iterable[tuple[str, str]], most: int = 5) -> tuple[str, ...]:
    """Return the keys of the names that may be meant, the likeliest first.

    `known` pairs keys with names. “Solway, Roger”, “R. Solway” and “Roger Solwey” may all be one.
    """
    words = _words(typed)
    found = []
    for place, (key, name) in enumerate(known):
        alike = _alike(words, _words(name))
        if alike:
            found.append((-alike, place, key))
    return tuple(key for _, _, key in sorted(found)[:most])


def _words(name: str) -> tuple[str, ...]:
    return tuple(w for w in _WORD.findall(name.casefold()) if w not in _TITLES)


def _alike(typed: tuple[str, ...], known: tuple[str, ...]) -> float:
    """Return how alike two names are, 0 where they cannot be meant to be one."""
    if not typed or not known:
        return 0.0
    if sorted(typed) == sorted(known):
        return 3.0
    best = 0.0
    for one in typed:
        for other in known:
            if min(len(one), len(other)) > 1:
                best = max(best, _close(one, other))
    if best < _CLOSE:
        return 0.0
    rest_fits = _initials(typed) <= _initials(known) or _initials(known) <= _initials(typed)
    return best + rest_fits


def _close(one: str, other: str) -> float:
    if one == other or one.startswith(other) or other.startswith(one):
        return 1.0
    return SequenceMatcher(None, one, other).ratio()


def _initials(words: tuple[str, ...]) -> set[str]:
    return {word[0] for word in words}
