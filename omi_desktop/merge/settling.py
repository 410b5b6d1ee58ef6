"""Settle what differs between returns and the lead's copy, one by one or by a rule, and undo it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace as replaced
from typing import TYPE_CHECKING

from omi_desktop.clock import Clock, now, stamp
from omi_desktop.errors import RequestError
from omi_desktop.store.merge_records import Claim, Conflict, Keep
from omi_desktop.store.merging import Written, open_conflicts, standing_values, write_merge
from omi_desktop.store.values import How

if TYPE_CHECKING:
    from omi_desktop.store import Inspection


def settle(
    inspection: Inspection,
    conflicts: Iterable[Conflict],
    keep: Keep,
    *,
    by: str,
    clock: Clock = now,
) -> tuple[Conflict, ...]:
    """Settle conflicts by keeping the assessor's or ours, and return them as they then are.

    What is kept of the assessor's is written as moderated. Raises RequestError where a conflict is
    not open any more, so that nobody settles what somebody else has settled, or where two returns
    would both be kept.
    """
    wanted = tuple(conflicts)
    if len(within_rule(wanted, keep)) < len(wanted):
        raise RequestError(
            "Two returns differ in the same place, so not both can be kept. Choose one of them."
        )
    revision = inspection.saved().revision
    known = {one.key: one for one in inspection.records(Conflict)}
    for one in wanted:
        if known.get(one.key) != one or one.kept is not None:
            raise RequestError(
                "What differs was settled or changed meanwhile. Look at the list once more."
            )
    if not wanted:
        return ()
    at = stamp(clock())
    closed = tuple(settled(one, keep, by=by, at=at) for one in wanted)
    write_merge(
        inspection,
        moderated(wanted, keep, by=by, at=at),
        put=closed,
        drop=(),
        by=by,
        how=How.MODERATED,
        revision=revision,
    )
    return closed


def unsettle(
    inspection: Inspection, closed: Iterable[Conflict], *, by: str, clock: Clock = now
) -> int:
    """Open again what was settled, all in one step, and return how much that was.

    What was taken from the assessor goes back to what stood here. Raises RequestError, and changes
    nothing, where one of these places was changed since it was settled.
    """
    wanted = tuple(closed)
    revision = inspection.saved().revision
    known = {one.key: one for one in inspection.records(Conflict)}
    stands = standing_values(inspection, wanted)
    for one in wanted:
        was = one.theirs if one.kept is Keep.ASSESSOR else one.ours
        if known.get(one.key) != one or one.kept is None or stands[one.key] != was:
            raise RequestError(
                "It was changed since it was settled, so it stays as it is. The history of the "
                "answer says what was there before."
            )
    at = stamp(clock())
    write_merge(
        inspection,
        [
            Written(
                Claim(one.case, one.question, one.what, one.ours, by, at, under=one.theirs),
                How.UNDONE,
            )
            for one in wanted
            if one.kept is Keep.ASSESSOR
        ],
        put=[replaced(one, kept=None, settled_by="", settled_at="") for one in wanted],
        drop=(),
        by=by,
        how=How.UNDONE,
        revision=revision,
    )
    return len(wanted)


def settle_all(
    inspection: Inspection, keep: Keep, *, by: str, clock: Clock = now
) -> tuple[Conflict, ...]:
    """Settle what differs by one rule, and return what was settled.

    Where two assessors differ, “keep the assessor's” says nothing, and it stays open.
    """
    ruled = within_rule(open_conflicts(inspection), keep)
    return settle(inspection, ruled, keep, by=by, clock=clock)


def within_rule(conflicts: Sequence[Conflict], keep: Keep) -> tuple[Conflict, ...]:
    """Return the conflicts that a rule decides: ours always, the assessor's where it is one."""
    if keep is Keep.OURS:
        return tuple(conflicts)
    at_place = Counter((one.case, one.what, one.question) for one in conflicts)
    return tuple(one for one in conflicts if at_place[one.case, one.what, one.question] == 1)


def moderated(conflicts: Iterable[Conflict], keep: Keep, *, by: str, at: str) -> list[Written]:
    """Return what is written for conflicts that are settled so."""
    if keep is Keep.OURS:
        return []
    return [
        Written(
            Claim(one.case, one.question, one.what, one.theirs, by, at, under=one.ours),
            How.MODERATED,
        )
        for one in conflicts
    ]


def settled(one: Conflict, keep: Keep, *, by: str, at: str) -> Conflict:
    """Return a conflict as it is once it is settled."""
    return replaced(one, kept=keep, settled_by=by, settled_at=at)
