"""What an assessor's copy gives back to the lead's: every answer, note, reason and mark in it."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

import msgspec

from omi_desktop.errors import RequestError
from omi_desktop.store.checking_records import Comment, Reply
from omi_desktop.store.merge_records import Pack
from omi_desktop.store.record_rows import body_of
from omi_desktop.store.records import Mark
from omi_desktop.store.returned import Returned, ReturnedAnswer, ReturnedCase, ReturnedRecord
from omi_desktop.store.returned_records import KINDS, place_told
from omi_desktop.store.values import Role

if TYPE_CHECKING:
    from collections.abc import Mapping

    from omi_desktop.store.inspection import Inspection
    from omi_desktop.store.values import Answer


def returned_of(inspection: Inspection, name: str) -> Returned:
    """Return what a pack holds now; `name` is what sentences call it.

    Raises RequestError where the file is no pack: the lead's own copy goes back to nobody.
    """
    pack = pack_of(inspection, name)
    start = _start(inspection, pack)
    found = Returned(
        name=name,
        inspection=inspection.details.id,
        bank=bank_fingerprint(inspection.bank_files),
        pack=pack.id,
        base_revision=pack.base_revision,
        revision=inspection.saved().revision,
        assessor=pack.assessor,
        digest="",
        cases=tuple(
            ReturnedCase(case.id, case.ref, case.status, case.reason) for case in inspection.cases()
        ),
        answers=tuple(_answer(answer, start) for answer in inspection.all_answers()),
        marks=inspection.records(Mark),
        records=_records(inspection, start),
        comments=inspection.records(Comment),
        replies=inspection.records(Reply),
    )
    return sealed(found)


def pack_of(inspection: Inspection, name: str) -> Pack:
    """Return what a pack knows of itself; raises RequestError where the file is none."""
    packs = inspection.records(Pack)
    if inspection.details.role is not Role.ASSESSOR or len(packs) != 1:
        raise RequestError(
            f"“{name}” is not an assessor's copy, so there is nothing in it to send back. "
            "Choose a file that came back from an assessor."
        )
    return packs[0]


def sealed(returned: Returned) -> Returned:
    """Return a return with the digest of what it holds; the name of its file is no part of it."""
    return replace(returned, digest=digest_of_return(returned))


def digest_of_return(returned: Returned) -> str:
    """Return the SHA-256 of everything in a return but its name, whatever the order of its parts.

    It is taken over one JSON array without spaces in UTF-8, so that any language can check it. The
    records stand at its end where there are any.
    """
    content: tuple[object, ...] = (
        returned.inspection,
        returned.bank,
        returned.pack,
        returned.base_revision,
        returned.revision,
        returned.assessor,
        sorted((c.case, c.ref, c.status.value, c.reason) for c in returned.cases),
        sorted(
            # A value that was taken back sorts among texts, and differs from every text.
            (
                a.case,
                a.question,
                a.value is not None,
                a.value or "",
                a.note,
                a.by,
                a.at,
                a.revision,
                a.edited,
            )
            for a in returned.answers
        ),
        sorted(
            (m.id, m.case, m.criterion, m.question, m.kind.value, m.text, m.by, m.at)
            for m in returned.marks
        ),
    )
    if returned.records:
        told = sorted((r.told, r.body, r.by, r.at, r.revision) for r in returned.records)
        content = (*content, told)
    if returned.comments or returned.replies:
        # Only then: a return without them has the digest that it had before there were any.
        content += (
            sorted(map(_told_of_comment, returned.comments)),
            sorted(map(_told_of_reply, returned.replies)),
        )
    return hashlib.sha256(msgspec.json.encode(content)).hexdigest()


def _told_of_comment(c: Comment) -> tuple[str | bool | int, ...]:
    was = (c.answer is not None, c.answer or "")
    return (c.id, c.case, c.question, c.text, c.by, c.at, *was, c.is_closed, c.turn)


def _told_of_reply(r: Reply) -> tuple[str | bool | int, ...]:
    was = (r.answer is not None, r.answer or "")
    return (r.id, r.comment, r.case, r.text, r.by, r.at, r.place, *was, r.pack)


def bank_fingerprint(files: Mapping[str, str]) -> str:
    """Return the SHA-256 of a question bank: path, zero byte, text, zero byte, paths sorted."""
    seal = hashlib.sha256()
    for path, text in sorted(files.items()):
        seal.update(f"{path}\0{text}\0".encode())
    return seal.hexdigest()


def _start(inspection: Inspection, pack: Pack) -> int:
    """Return the last revision of a pack's own history that its maker wrote."""
    told = f"pack/{pack.id}"
    return next(
        (c.revision for c in inspection.history(None, told) if c.what == "record"),
        0,
    )


def _records(inspection: Inspection, start: int) -> tuple[ReturnedRecord, ...]:
    found = {place_told(one): body_of(one) for kind in KINDS for one in inspection.records(kind)}
    if not found:
        return ()
    last = {change.question: change for change in inspection.history() if change.what == "record"}
    return tuple(
        ReturnedRecord(
            told,
            body,
            last[told].by,
            last[told].at,
            last[told].revision if last[told].revision > start else 0,
        )
        for told, body in found.items()
    )


def _answer(answer: Answer, start: int) -> ReturnedAnswer:
    return ReturnedAnswer(
        case=answer.case,
        question=answer.question,
        value=answer.value,
        note=answer.note,
        by=answer.by,
        at=answer.at,
        revision=answer.revision if answer.revision > start else 0,
    )
