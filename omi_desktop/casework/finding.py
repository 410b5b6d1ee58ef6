"""Jump to a case, a criterion or a question by a few letters of it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from omi_desktop.instrument.model import Instrument

_WORD = re.compile(r"[^\W_]+")


class Sort(StrEnum):
    """What can be jumped to."""

    CASE = "case"
    CRITERION = "criterion"
    QUESTION = "question"


class Fit(IntEnum):
    """How well letters fit a place, best first."""

    WHOLE_NAME = 0
    NAME_BEGINS = 1
    NAME_HOLDS = 2
    SHORT_WORDS = 3
    OTHER_WORDS = 4
    INSIDE_WORDS = 5


@dataclass(frozen=True, slots=True)
class Spot:
    """A place to jump to: its id, the name it goes by, and its words."""

    sort: Sort
    id: str
    name: str
    short: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """A place that the letters fit, and how well."""

    spot: Spot
    fit: Fit


@dataclass(frozen=True, slots=True)
class _Entry:
    spot: Spot
    letters: str
    short: str
    whole: str
    """Words in a row, each after a space: where one begins so is then one look into a text."""


class Index:
    """The places of an inspection, made ready once for being looked through at every key."""

    def __init__(self, spots: Iterable[Spot]) -> None:
        self._entries = tuple(_entry(spot) for spot in spots)

    def find(self, typed: str, most: int = 12) -> tuple[Found, ...]:
        """Return the places that the letters fit, the best first, in their order among equals."""
        words = _words(typed)
        if not words:
            return ()
        letters = "".join(words)
        found: list[tuple[Fit, Spot]] = []
        for entry in self._entries:
            fit = _fit(entry, letters, words)
            if fit is not None:
                found.append((fit, entry.spot))
        best = sorted(found, key=_by_fit)[:most]
        return tuple(Found(spot, fit) for fit, spot in best)


def spots(instrument: Instrument, cases: Iterable[tuple[str, str]] = ()) -> tuple[Spot, ...]:
    """Return every place of an inspection; cases are given as id and reference."""
    general = [
        *((c.id, c.title, c.descriptor) for c in instrument.criteria),
        *((c.id, c.title, c.descriptor) for c in instrument.leadership if c.questions),
    ]
    guide = instrument.interview
    talk = (Spot(Sort.CRITERION, "interview", "Interview", guide.title),) if guide else ()
    return (
        *talk,
        *(Spot(Sort.CASE, case, ref, ref) for case, ref in cases),
        *(Spot(Sort.CRITERION, name, name, title, text) for name, title, text in general),
        *(
            Spot(Sort.QUESTION, q.id, q.id if q.criterion else q.short, q.short, q.text)
            for q in instrument.questions.values()
        ),
    )


def _entry(spot: Spot) -> _Entry:
    name, short, text = (_words(words) for words in (spot.name, spot.short, spot.text))
    return _Entry(spot, "".join(name), _in_a_row(short), _in_a_row(short + text + name))


def _fit(entry: _Entry, letters: str, words: tuple[str, ...]) -> Fit | None:
    # 125 is 1.2.5 to whoever has no time for dots, and 417 is the case CU-0417.
    if entry.letters.startswith(letters):
        return Fit.WHOLE_NAME if entry.letters == letters else Fit.NAME_BEGINS
    if letters in entry.letters and letters.isdigit():
        return Fit.NAME_HOLDS
    for word in words:
        if word not in entry.whole:
            return None
    if _begin(words, entry.short):
        return Fit.SHORT_WORDS
    if _begin(words, entry.whole):
        return Fit.OTHER_WORDS
    inside = all(word in entry.short for word in words)
    return Fit.INSIDE_WORDS if inside else None


def _begin(words: tuple[str, ...], known: str) -> bool:
    # A loop and no generator: this is asked of hundreds of places at every key.
    for word in words:  # noqa: SIM110
        if f" {word}" not in known:
            return False
    return True


def _in_a_row(words: tuple[str, ...]) -> str:
    return "".join(f" {word}" for word in words)


def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(text.casefold()))


def _by_fit(found: tuple[Fit, Spot]) -> Fit:
    return found[0]
