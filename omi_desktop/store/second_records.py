"""What the file keeps of blind second reads that came back."""

from __future__ import annotations

from dataclasses import dataclass

from msgspec import Struct

from omi_desktop.store.records import Mark


class SecondAnswer(Struct, frozen=True, array_like=True):
    """An answer of a blind second read."""

    question: str
    value: str | None
    note: str
    by: str
    at: str
    edited: bool = False


@dataclass(frozen=True, slots=True)
class SecondReading:
    """What a blind second read came to: it stands beside the answers of the case, never in them.

    `answers` are what the second reader gave since their pack was made, `given` what the pack began
    with and they left as it was, `marks` the passages they marked. Nobody is shown any of it before
    both readings are complete: `omi_desktop.store.second_readings` is the only door to it.
    """

    case: str
    person: str
    pack: str
    status: str
    reason: str
    answers: tuple[SecondAnswer, ...]
    given: tuple[SecondAnswer, ...] = ()
    marks: tuple[Mark, ...] = ()

    @property
    def key(self) -> str:
        """Return case, person and pack."""
        return f"{self.case}/{self.person}/{self.pack}"

    @property
    def whole(self) -> tuple[SecondAnswer, ...]:
        """Return everything that stands in the reading, by question."""
        found = {one.question: one for one in (*self.given, *self.answers)}
        return tuple(found[question] for question in sorted(found))
