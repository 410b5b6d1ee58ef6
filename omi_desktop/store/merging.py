"""Write a merge, or its undoing, as one transaction, and tell what still differs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from omi_desktop.clock import now, stamp
from omi_desktop.errors import RequestError
from omi_desktop.store.merge_records import Claim, Conflict
from omi_desktop.store.record_rows import body_of, from_body
from omi_desktop.store.records import Mark
from omi_desktop.store.returned_records import KINDS, place_told, record_at
from omi_desktop.store.values import Case, CaseStatus, How, NewAnswer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from omi_desktop.store.inspection import Inspection
    from omi_desktop.store.records import Record
    from omi_desktop.store.values import Answer, Saved
    from omi_desktop.store.writing import Transaction


@dataclass(frozen=True, slots=True)
class Written:
    """A claim to be written: its value, by whom and when (an empty `at` means now), and how."""

    claim: Claim
    how: How


def write_merge(
    inspection: Inspection,
    written: Iterable[Written],
    *,
    put: Iterable[Record],
    drop: Iterable[Record],
    by: str,
    how: How,
    revision: int,
    seal: Callable[[int, int], Record] | None = None,
) -> Saved:
    """Write all of it, or on an error nothing; what is already as asked leaves no history.

    `revision` is that of the file that the plan was made for: raises RequestError where it was
    changed since. `seal` is told the first and last revision and returns a record to keep of them.
    """
    at = stamp(now())

    def all_of_it(write: Transaction) -> None:
        if write.revision != revision:
            raise RequestError(
                "The inspection was changed after the returns were compared with it. "
                "Merge once more."
            )
        for one, note in _paired(written):
            if note is None:
                _write(write, one, at)
            else:
                told = one.claim
                both = (told.value, note.value or "", told.by, told.at or at)
                write.answer_and_note(NewAnswer(told.case, told.question, *both), how=one.how)
        for record in drop:
            write.drop(record, by=by, at=at, how=how)
        for record in put:
            write.record(record, by=by, at=at, how=how)
        last = write.revision
        if seal is not None:
            write.record(seal(revision + 1, last), by=by, at=at, how=how)

    return inspection.write_together(all_of_it)


def open_conflicts(inspection: Inspection) -> tuple[Conflict, ...]:
    """Return what differs between returns and this copy and is not settled, by case and question.

    Where somebody has meanwhile given the assessor's answer by hand, nothing differs any more.
    """
    unsettled = [one for one in inspection.records(Conflict) if one.kept is None]
    if not unsettled:
        return ()
    cases = {case.id: case for case in inspection.cases()}
    stands = standing_values(inspection, unsettled)
    found = [one for one in unsettled if stands[one.key] != one.theirs]
    places = {question: place for place, question in enumerate(inspection.instrument.questions)}

    def order(one: Conflict) -> tuple[int, int]:
        position = cases[one.case].position if one.case else -1
        return position, places.get(one.question, -1)

    return tuple(sorted(found, key=order))


def standing_values(inspection: Inspection, conflicts: Iterable[Conflict]) -> dict[str, str | None]:
    """Return what now stands in the place of each conflict, by its key."""
    asked = tuple(conflicts)
    cases = {case.id: case for case in inspection.cases()}
    marks = {mark.id: mark for mark in inspection.records(Mark)}
    # What is about a manager is about no case.
    answers = {case: inspection.answers(case) for case in {one.case for one in asked} if case}
    records = {
        place_told(record): body_of(record)
        for kind in (KINDS if any(one.what == "record" for one in asked) else ())
        for record in inspection.records(kind)
    }

    def here(one: Conflict) -> str | None:
        if one.what == "record":
            return records.get(one.question)
        return _here(one, cases, answers[one.case], marks)

    return {one.key: here(one) for one in asked}


def _here(
    one: Conflict,
    cases: Mapping[str, Case],
    answers: Mapping[str, Answer],
    marks: Mapping[str, Mark],
) -> str | None:
    answer, mark = answers.get(one.question), marks.get(one.question)
    match one.what:
        case "answer":
            return answer.value if answer else None
        case "note":
            return answer.note if answer else ""
        case "status":
            return cases[one.case].status.value
        case "reason":
            return cases[one.case].reason
        case _:
            return body_of(mark) if mark else None


def _paired(written: Iterable[Written]) -> Iterator[tuple[Written, Claim | None]]:
    """Yield what is to be written, an answer with the note that follows it and came with it."""
    waiting: Written | None = None
    for one in written:
        if waiting is not None:
            is_note = one.claim.what == "note" and one.how == waiting.how != How.UNDONE
            comes_with_it = is_note and _source(one.claim) == _source(waiting.claim)
            yield waiting, one.claim if comes_with_it else None
            waiting = None
            if comes_with_it:
                continue
        if one.claim.what == "answer":
            waiting = one
        else:
            yield one, None
    if waiting is not None:
        yield waiting, None


def _source(claim: Claim) -> tuple[str, str, str, str]:
    return (claim.case, claim.question, claim.by, claim.at)


def _write(write: Transaction, one: Written, now_at: str) -> None:
    claim, how = one.claim, one.how
    by, at, value = claim.by, claim.at or now_at, claim.value
    match claim.what:
        case "answer":
            write.answer(claim.case, claim.question, value, by=by, at=at, how=how)
        case "note":
            write.note(claim.case, claim.question, value or "", by=by, at=at, how=how)
        case "status":
            write.status(claim.case, CaseStatus(value or ""), None, by=by, at=at, how=how)
        case "reason":
            write.status(claim.case, None, value or "", by=by, at=at, how=how)
        case "mark" if value is not None:
            write.record(from_body(value, Mark), by=by, at=at, how=how)
        case "record" if value is not None:
            write.record(record_at(claim.question, value), by=by, at=at, how=how)
        case "record":
            write.drop(record_at(claim.question, claim.under or ""), by=by, at=at, how=how)
        case _:
            # The key is all that is asked of a record that goes.
            gone = from_body(claim.under or "", Mark)
            write.drop(gone, by=by, at=at, how=how)
