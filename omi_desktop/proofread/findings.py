"""What proofreading hands back: findings, each with its line, its kind and its reason."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What sort of fault a finding is."""

    ARITHMETIC = "arithmetic"
    UNATTAINABLE = "unattainable"
    CONTRADICTION = "contradiction"
    REFERENCE = "reference"
    PLACEHOLDER = "placeholder"
    STRUCTURE = "structure"
    WORDING = "wording"
    DISCLOSURE = "disclosure"


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault: on which line, of what kind, the words that show it, and why it is one."""

    line: int
    kind: Kind
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class Checked:
    """How much there was to check: percentages held against a count or base, and references."""

    percentages: int
    references: int


@dataclass(frozen=True, slots=True)
class Proof:
    """All findings of a text, by line, and what was checked."""

    findings: tuple[Finding, ...]
    checked: Checked
