"""What the sheets Cases, Marks and Interviews of a return say to a person.

They are written from here, and what was read back is compared with it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from omi_desktop.instrument.applicability import State
from omi_desktop.store.record_words import asked_words, place_words, said_words
from omi_desktop.store.returned_records import case_of, record_at

if TYPE_CHECKING:
    from collections.abc import Iterable

    from omi_desktop.instrument.model import Instrument
    from omi_desktop.store.records import Mark
    from omi_desktop.store.return_sheet import ReturnSheet
    from omi_desktop.store.returned import Returned, ReturnedCase, ReturnedRecord

CASE_COLUMNS = ("case_ref", "status", "reason")
"""The first columns of the sheet Cases; one for each question follows."""

MARK_COLUMNS = ("mark", "case_ref", "criterion", "question_id", "kind", "text")
"""The columns of the sheet Marks that say what was marked."""

RECORD_COLUMNS = ("record", "case_ref", "about", "asked", "said")
"""The columns of the sheet Interviews."""
COMMENT_COLUMNS = ("comment", "case_ref", "question_id", "word", "said")
"""The columns of the sheet Comments; a comment is followed by the words on it."""

_COUNTING = (State.ANSWERED, State.NOT_APPLICABLE)


def case_cells(case: ReturnedCase, whole: ReturnSheet) -> dict[str, str]:
    """Return what the row of a case says, by column; a column that is not named is blank."""
    answers = {
        question: shown.words
        for (owner, question), shown in whole.shown.items()
        if owner == case.case and shown.state in _COUNTING
    }
    return {"case_ref": case.ref, "status": case.status.value, "reason": case.reason, **answers}


def mark_cells(mark: Mark, returned: Returned) -> dict[str, str]:
    """Return what the row of a mark says, by column."""
    ref = _ref(mark.case, returned.cases)
    told = (mark.id, ref, mark.criterion, mark.question, mark.kind.value, mark.text)
    return dict(zip(MARK_COLUMNS, told, strict=True))


def records_shown(returned: Returned) -> tuple[ReturnedRecord, ...]:
    """Return the records that the sheet Interviews shows: all but managers who only were known."""
    return tuple(
        record
        for record in returned.records
        if record.revision or not record.told.startswith(_MANAGER)
    )


def record_cells(record: ReturnedRecord, returned: Returned, bank: Instrument) -> dict[str, str]:
    """Return what the row of an interview, a staff answer or a word on a warning says."""
    read = record_at(record.told, record.body)
    names = {
        each.told.removeprefix(_MANAGER): each.body
        for each in returned.records
        if each.told.startswith(_MANAGER)
    }
    key = getattr(read, "manager", "")
    manager = record_at(_MANAGER, names[key]) if key in names else None
    name = getattr(manager, "name", "")
    about = ", ".join(part for part in (place_words(record.told), name) if part)
    ref = _ref(case_of(read) or getattr(read, "case", ""), returned.cases)
    asked = asked_words(bank, record.told)
    refs = {case.case: case.ref for case in returned.cases}
    said = said_words(bank, record.told, record.body, refs)
    return dict(zip(RECORD_COLUMNS, (record.told, ref, about, asked, said), strict=True))


_MANAGER = "offender manager/"


def comment_cells(returned: Returned) -> dict[str, dict[str, str]]:
    """Return what the rows of comments and of the words on them say, by column, by their ids."""
    on = {comment.id: comment for comment in returned.comments}
    told: dict[str, tuple[str, ...]] = {}
    for one in returned.comments:
        ref = _ref(one.case, returned.cases)
        told[one.id] = (one.id, ref, one.question, "comment", one.text)
        words = [reply for reply in returned.replies if reply.comment == one.id]
        for word in sorted(words, key=lambda reply: (reply.place, reply.id)):
            told[word.id] = (word.id, ref, one.question, "reply", word.text)
    for word in returned.replies:
        if word.comment not in on:
            told[word.id] = (word.id, _ref(word.case, returned.cases), "", "reply", word.text)
    return {key: dict(zip(COMMENT_COLUMNS, cells, strict=True)) for key, cells in told.items()}


def _ref(case_id: str, cases: Iterable[ReturnedCase]) -> str:
    return next((case.ref for case in cases if case.case == case_id), case_id)
