"""A newer pack into a copy that its assessor works in: comments come in, their work stays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from msgspec.structs import replace

from omi_desktop.errors import RequestError
from omi_desktop.exchange.pack_reading import opened_pack
from omi_desktop.store import RELEASE_COST, KeyCost, Role
from omi_desktop.store.case_records import Precedent
from omi_desktop.store.checking import Thread, Waits, newer, threads
from omi_desktop.store.checking_records import Comment, Reply
from omi_desktop.store.returning import bank_fingerprint, pack_of

if TYPE_CHECKING:
    from pathlib import Path

    from omi_desktop.store import Inspection


@dataclass(frozen=True, slots=True)
class TakenIn:
    """How much came in; `other_cases` are the references of cases that only the pack holds."""

    comments: int
    replies: int
    precedents: int
    other_cases: tuple[str, ...]


def take_in(
    inspection: Inspection,
    path: Path,
    passphrase: str,
    *,
    by: str,
    cost: KeyCost = RELEASE_COST,
) -> TakenIn:
    """Bring the lead inspector's comments and decisions of a newer pack into an assessor's copy.

    Answers, notes and everything else stay as they are. Taking a pack in twice is taking it in
    once, and an older one brings nothing back. Raises RequestError, and changes nothing, where the
    file is no pack for the same person from the same inspection.
    """
    if inspection.details.role is not Role.ASSESSOR:
        raise RequestError(
            "This is the lead inspector’s copy, where the comments are made. Take a pack in on an "
            "assessor’s copy."
        )
    with opened_pack(path, passphrase, cost=cost) as pack:
        _refuse_other(inspection, pack, path)
        here = {case.id for case in inspection.cases()}
        others = tuple(case.ref for case in pack.cases() if case.id not in here)
        own = [_as_here(inspection, one) for one in threads(pack) if one.comment.case in here]
        known = {one.id: one for one in inspection.records(Comment)}
        comments = newer(known, [one.comment for one in own])
        said = {one.id for one in inspection.records(Reply)}
        replies = [reply for one in own for reply in one.replies if reply.id not in said]
        decided = {one.id for one in inspection.records(Precedent)}
        precedents = [one for one in pack.records(Precedent) if one.id not in decided]
        people = {one.id for one in inspection.people()}
        strangers = [one for one in pack.people() if one.id not in people]
    if strangers and (comments or replies):
        inspection.add_people(strangers, put=(*comments, *replies, *precedents), by=by)
    else:
        inspection.change_records(put=(*comments, *replies, *precedents), by=by)
    return TakenIn(len(comments), len(replies), len(precedents), others)


def _as_here(inspection: Inspection, thread: Thread) -> Thread:
    """Return a comment that waits for an answer as one on what the answer is in this copy.

    Here it may have changed before anybody saw the comment, which is no answer to it.
    """
    told = thread.comment
    if thread.waits is not Waits.ASSESSOR or not told.question:
        return thread
    answer = inspection.answers(told.case).get(told.question)
    value = answer.value if answer else None
    return replace(
        thread,
        comment=replace(told, answer=value),
        replies=tuple(replace(reply, answer=value) for reply in thread.replies),
    )


def _refuse_other(inspection: Inspection, pack: Inspection, path: Path) -> None:
    own, other = pack_of(inspection, inspection.path.name), pack_of(pack, path.name)
    if pack.details.id != inspection.details.id:
        raise RequestError(f"“{path.name}” belongs to another inspection, so nothing came in.")
    if bank_fingerprint(pack.bank_files) != bank_fingerprint(inspection.bank_files):
        raise RequestError(
            f"“{path.name}” has another question bank than this copy, so nothing came in."
        )
    if own.assessor != other.assessor:
        raise RequestError(
            f"“{path.name}” was made for somebody else, so nothing came in. Ask the lead "
            "inspector for your own pack."
        )
