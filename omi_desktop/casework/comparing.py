"""Two versions of a text side by side: which words stand in both, and which in one only."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

_PARTS = re.compile(r"\w+|\s+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some words in a row of one version: in the other as well, or only here."""

    text: str
    is_common: bool


@dataclass(frozen=True, slots=True)
class Compared:
    """Both versions in stretches; joined again, the stretches are the whole text."""

    before: tuple[Stretch, ...]
    after: tuple[Stretch, ...]


def compared(before: str, after: str) -> Compared:
    """Return two texts cut up word by word where they differ."""
    old, new = _PARTS.findall(before), _PARTS.findall(after)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    left: list[Stretch] = []
    right: list[Stretch] = []
    for what, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        is_common = what == "equal"
        _add(left, old[old_from:old_to], is_common=is_common)
        _add(right, new[new_from:new_to], is_common=is_common)
    return Compared(tuple(left), tuple(right))


def _add(stretches: list[Stretch], parts: Sequence[str], *, is_common: bool) -> None:
    if parts:
        stretches.append(Stretch("".join(parts), is_common))
