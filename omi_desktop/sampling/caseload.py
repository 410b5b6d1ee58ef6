"""The list a sample is drawn from, as plain values."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ListedCase:
    """A case of the caseload that can be drawn.

    `row` is its row in the list, `facts` what the list says of it, by question id of the bank.
    `start` is the day supervision began (ISO 8601), "" where the list does not say.
    """

    ref: str
    row: int
    facts: Mapping[str, str]
    start: str = ""
    office: str = ""
    team: str = ""
    manager: str = ""


@dataclass(frozen=True, slots=True)
class Unusable:
    """A row of the list that no case can be drawn from, and why."""

    row: int
    why: str


@dataclass(frozen=True, slots=True)
class Caseload:
    """A whole list: what can be drawn, what cannot, and what the list tells at all.

    `digest` is the SHA-256 of the file, `rows` how many rows stand below the header. `told` names
    the facts that some column tells of. `notes` are sentences about the reading.
    """

    cases: tuple[ListedCase, ...]
    unusable: tuple[Unusable, ...]
    rows: int
    digest: str
    told: frozenset[str]
    notes: tuple[str, ...] = ()


def list_digest(references: Iterable[str]) -> str:
    """Return the SHA-256 of the references, sorted, one a line, in UTF-8.

    It names what could be drawn, whatever the file looked like.
    """
    text = "".join(f"{reference}\n" for reference in sorted(references))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
