"""What a list of cases behind a figure holds."""

from __future__ import annotations

from dataclasses import dataclass

ALL = "All"
"""The list of every case behind a figure."""


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A case behind a figure: by its ids where it opens, the lists it is in, and what is told."""

    case: str
    question: str
    groups: tuple[str, ...]
    cells: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Columns:
    """The titles of the cells; the widest is `stretched`, and `numbers` stand to the right."""

    titles: tuple[str, ...]
    stretched: int
    numbers: tuple[int, ...] = ()
