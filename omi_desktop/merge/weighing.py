"""Which value stands in one place, out of what the lead's copy says and what its packs brought.

The result depends on what everybody said and on no order: a place that the lead inspector left as
the pack had it takes what the assessor says; where two assessors say different things, that of the
earlier pack stands and the other is a conflict; what the lead inspector changed always stays.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from omi_desktop.merge.ground import STATUS
from omi_desktop.store.merge_records import Claim
from omi_desktop.store.values import CaseStatus

_OPEN = frozenset({CaseStatus.NOT_STARTED.value, CaseStatus.IN_PROGRESS.value})


@dataclass(frozen=True, slots=True)
class Said:
    """What one pack says of a place, and what the pack started from.

    `is_fresh` is true where this return says it first, `is_open` where it is an open conflict.
    """

    pack: str
    claim: Claim
    base: str | None
    is_fresh: bool = False
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class Weighed:
    """What stands, which pack it is from (None: the lead's own), and which packs differ from it.

    `under` is what the lead's copy says without any merge.
    """

    value: str | None
    winner: str | None
    under: str | None
    differing: tuple[str, ...]


def weigh(ours: str | None, under: str | None, said: Sequence[Said]) -> Weighed:
    """Return what stands; `said` is in the order of the packs, `ours` what stands now.

    What was said before, is not open and is not what stands was overruled by somebody: it is no
    news, and speaks up no more.
    """
    has_owner = ours != under
    heard = [
        one
        for one in said
        if one.is_fresh or one.is_open or one.claim.value == ours or (_is_weak(one) and has_owner)
    ]
    taken = [one for one in heard if _may_stand(one, under)]
    # That work began says less than anything else that may be said of a case.
    winner = next((one for one in taken if not _is_weak(one)), taken[0] if taken else None)
    value = winner.claim.value if winner else under
    differing = tuple(one.pack for one in heard if one.claim.value != value and not _is_weak(one))
    return Weighed(value, winner.pack if winner else None, under, differing)


def _may_stand(one: Said, under: str | None) -> bool:
    if one.claim.what != STATUS:
        return one.base == under
    if _is_weak(one):
        return under == CaseStatus.NOT_STARTED.value
    # Answering sets a case in progress, in either copy; nobody stated anything by that.
    return one.base == under or (one.base in _OPEN and under in _OPEN)


def _is_weak(one: Said) -> bool:
    begun = (CaseStatus.NOT_STARTED.value, CaseStatus.IN_PROGRESS.value)
    return one.claim.what == STATUS and (one.base, one.claim.value) == begun
