"""The groups of a draw in the words of the question bank: types, their rest, offices, both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from omi_desktop.report.wording import within

if TYPE_CHECKING:
    from omi_desktop.instrument.model import Instrument


def group_words(bank: Instrument, name: str) -> str:
    """Return the words for a group of a draw: a gate, its rest, an office, or both."""
    gate, comma, office = name.partition(", ")
    if gate in bank.gate:
        words = bank.gate[gate].title
    elif gate.removeprefix("not ") in bank.gate:
        words = f"All but {within(bank.gate[gate.removeprefix('not ')].title)}"
    else:
        return name
    return f"{words}, {office}" if comma else words
