"""Interests: who may not read a case, because they have a stake in how it was managed.

An area assessor never reads a case that they, their team or their line manager held. Interests of
anybody can be declared by hand. Both are rules, not preferences.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from omi_desktop.sampling.team import CaseToRead, Reader, ReaderKind


@dataclass(frozen=True, slots=True)
class Interest:
    """Why a reader may not read a case, as it goes on from “may not read it: ”."""

    reader: str
    case: str
    why: str


def interests(
    readers: Sequence[Reader], cases: Sequence[CaseToRead], declared: Iterable[Interest] = ()
) -> tuple[Interest, ...]:
    """Return every interest of these readers in these cases, at most one for each pair."""
    by_hand = {(one.reader, one.case): one for one in declared}
    found: list[Interest] = []
    for reader in readers:
        for case in cases:
            own = by_hand.get((reader.id, case.id))
            why = own.why if own else held(reader, case)
            if why:
                found.append(Interest(reader.id, case.id, why))
    return tuple(found)


def held(reader: Reader, case: CaseToRead) -> str:
    """Return how an area assessor, their team or manager held a case; "" where none of them did.

    A team is known by its name together with its office, where both sides name an office.
    """
    if reader.kind is not ReaderKind.AREA:
        return ""
    if _same(reader.name, case.offender_manager):
        return "was its offender manager"
    if _same(reader.team, case.team) and _may_be_one(reader.office, case.office):
        return f"is of the team that held it ({case.team.strip()})"
    if _same(reader.manager, case.offender_manager):
        return f"is managed by its offender manager ({case.offender_manager.strip()})"
    return ""


def holder_is_known(case: CaseToRead) -> bool:
    """Tell whether anything is known by which interests in a case can be seen."""
    return bool(case.team.strip() or case.offender_manager.strip())


def plain(name: str) -> str:
    """Return a name as it is compared: without capitals, full stops and needless spaces."""
    return " ".join(re.sub(r"[.\s]+", " ", name).casefold().split())


def _same(one: str, other: str) -> bool:
    return bool(plain(one)) and plain(one) == plain(other)


def _may_be_one(office: str, other: str) -> bool:
    return not plain(office) or not plain(other) or plain(office) == plain(other)
