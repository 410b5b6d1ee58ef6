"""Merge returns into a file, and take a whole merge back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace as replaced
from typing import TYPE_CHECKING

from omi_desktop.clock import Clock, now, stamp
from omi_desktop.errors import RequestError
from omi_desktop.merge.ground import Ground, ground_of
from omi_desktop.merge.plan import MergePlan, plan
from omi_desktop.merge.receipt import Receipt, receipt_of
from omi_desktop.merge.settling import moderated, settled, within_rule
from omi_desktop.merge.undoing import Stays, way_back
from omi_desktop.store.merge_records import Conflict, Keep, Merge
from omi_desktop.store.merging import Written, write_merge
from omi_desktop.store.values import How

if TYPE_CHECKING:
    from omi_desktop.store import Inspection
    from omi_desktop.store.records import Record
    from omi_desktop.store.returned import Returned


def compare(
    inspection: Inspection, returns: Sequence[Returned], *, clock: Clock = now
) -> tuple[MergePlan, Receipt]:
    """Return what merging these returns would do, and its receipt; nothing is written.

    Raises RequestError where nothing can be merged into this file at all.
    """
    ground = _open_ground(inspection)
    at = stamp(clock())
    found = plan(ground, returns, at=at)
    return found, receipt_of(found, ground, at=at, applied=False)


def merge(
    inspection: Inspection,
    returns: Sequence[Returned],
    *,
    by: str,
    keep: Keep | None = None,
    clock: Clock = now,
) -> Receipt:
    """Merge returns as one transaction and return the receipt, which the file keeps too.

    With `keep`, everything that differs in these returns is settled by that rule. Refused returns
    are named in the receipt; raises RequestError where nothing can be merged at all.
    """
    ground = _open_ground(inspection)
    at = stamp(clock())
    found = plan(ground, returns, at=at)
    if not found.accepted:
        return receipt_of(found, ground, at=at, applied=False)
    written = [Written(claim, How.MERGED) for claim in found.written]
    put, drop = found.put, found.drop
    closed: dict[str, Conflict] = {}
    if keep is not None:
        ruled = within_rule(found.conflicts, keep)
        closed = {one.key: settled(one, keep, by=by, at=at) for one in ruled}
        written += moderated(ruled, keep, by=by, at=at)
        others = (r for r in put if not (isinstance(r, Conflict) and r.key in closed))
        put = (*others, *closed.values())
    number = len(inspection.records(Merge)) + 1 if written or put or drop else None
    receipt = receipt_of(
        found, ground, at=at, applied=True, number=number, settled=tuple(closed.values())
    )
    if number is None:
        return receipt

    def seal(first: int, last: int) -> Record:
        return Merge(number, by, at, first, last, receipt.text)

    write_merge(
        inspection,
        written,
        put=put,
        drop=drop,
        by=by,
        how=How.MERGED,
        revision=found.revision,
        seal=seal,
    )
    return receipt


@dataclass(frozen=True, slots=True)
class Undone:
    """A merge that was taken back, and what stays because it was changed since."""

    merge: Merge
    stays: tuple[Stays, ...]


def last_merge(inspection: Inspection) -> Merge | None:
    """Return the last merge that was not undone, or None."""
    left = [one for one in inspection.records(Merge) if not one.undone_at]
    return max(left, key=lambda one: one.number, default=None)


def undo_merge(inspection: Inspection, *, by: str, clock: Clock = now) -> Undone:
    """Take the last merge back in one step; what was changed since stays, and is named.

    The history keeps all that came. Raises RequestError where there is no merge to undo.
    """
    revision = inspection.saved().revision
    last = last_merge(inspection)
    if last is None:
        raise RequestError("There is no merge to undo in this inspection.")
    at = stamp(clock())
    typed = {(one.case, one.question) for one in inspection.journalled()}
    back = way_back(inspection.history(), last, typed, by=by, at=at)
    write_merge(
        inspection,
        [Written(claim, How.UNDONE) for claim in back.written],
        put=(*back.put, replaced(last, undone_by=by, undone_at=at)),
        drop=back.drop,
        by=by,
        how=How.UNDONE,
        revision=revision,
    )
    return Undone(last, back.stays)


def _open_ground(inspection: Inspection) -> Ground:
    ground = ground_of(inspection)
    if not ground.is_lead:
        raise RequestError(
            "This is an assessor’s copy. Merge returns into the lead inspector’s copy, which made "
            "the packs."
        )
    if ground.signed_off is not None:
        raise RequestError(
            f"This inspection was signed off (number {ground.signed_off}), so nothing can be "
            "merged into it. Reopen it with a reason first."
        )
    return ground
