"""Agree on an answer after a case was read twice, and take that back.

The agreed answer is written into the case as moderated, so that every score and output counts it
and nothing is counted twice. What the first assessor gave stays in the record beside it and in the
history; the second reading is never touched. Every step can be taken back as a whole.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from omi_desktop.clock import Clock, now, stamp
from omi_desktop.errors import RequestError
from omi_desktop.store.moderation_records import Agreed
from omi_desktop.store.second_readings import NOTHING_GIVEN, BothReadings, read_twice
from omi_desktop.store.values import How, Role

if TYPE_CHECKING:
    from omi_desktop.store.inspection import Inspection
    from omi_desktop.store.writing import Transaction


@dataclass(frozen=True, slots=True)
class Moderated:
    """One step of moderation: what was agreed on before it and after it, None where nothing.

    `was` is what stood in the case before, `now` what stands there after it.
    """

    case: str
    question: str
    before: Agreed | None
    after: Agreed | None
    was: str | None
    now: str | None


def agree(
    inspection: Inspection,
    case: str,
    question: str,
    value: str,
    reason: str,
    *,
    by: str,
    clock: Clock = now,
) -> Moderated:
    """Put the agreed answer in place of the first reader's, with the reason for it.

    Raises RequestError where the two readings are not both complete, the reason is empty, or the
    question has no such answer; nothing is changed then.
    """
    both = _readings(inspection, case)
    if not reason.strip():
        raise RequestError("Say why this is the answer: the history keeps the reason.")
    standing = inspection.answers(case).get(question)
    was = standing.value if standing else None
    own = both.first.get(question, NOTHING_GIVEN)
    at = stamp(clock())
    after = Agreed(case, question, value, reason.strip(), by, at, own.value, own.by, own.at)
    step = Moderated(case, question, _kept(inspection, case, question), after, was, value)
    _write(inspection, step, How.MODERATED, by=by, at=at)
    return step


def disagree(
    inspection: Inspection, case: str, question: str, *, by: str, clock: Clock = now
) -> Moderated:
    """Give an agreed answer up: what the first assessor gave counts again."""
    before = _kept(inspection, case, question)
    if before is None:
        raise RequestError("Nothing was agreed on there, so there is nothing to give up.")
    standing = inspection.answers(case).get(question)
    was = standing.value if standing else None
    # What somebody changed since the agreement is theirs, and stays.
    now_value = before.own if was == before.value else was
    step = Moderated(case, question, before, None, was, now_value)
    _write(inspection, step, How.MODERATED, by=by, at=stamp(clock()))
    return step


def take_back(inspection: Inspection, step: Moderated, *, by: str, clock: Clock = now) -> None:
    """Take one step of moderation back.

    Raises RequestError where something else was agreed on or answered there meanwhile.
    """
    standing = inspection.answers(step.case).get(step.question)
    value = standing.value if standing else None
    if _kept(inspection, step.case, step.question) != step.after or value != step.now:
        raise RequestError(
            "That answer was changed meanwhile, so this step cannot be taken back any more."
        )
    back = Moderated(step.case, step.question, step.after, step.before, step.now, step.was)
    _write(inspection, back, How.UNDONE, by=by, at=stamp(clock()))


def _readings(inspection: Inspection, case: str) -> BothReadings:
    if inspection.details.role is not Role.LEAD:
        raise RequestError(
            "This is an assessor’s copy. Agree on answers in the lead inspector’s copy."
        )
    found = next(iter(read_twice(inspection, case)), None)
    if found is None:
        raise RequestError("This case is not read twice, so there is nothing to agree on.")
    if found.readings is None:
        raise RequestError(
            f"{found.case.ref} is still being read. Agree on answers once both readings are "
            "complete."
        )
    return found.readings


def _kept(inspection: Inspection, case: str, question: str) -> Agreed | None:
    kept = inspection.records(Agreed)
    return next((one for one in kept if (one.case, one.question) == (case, question)), None)


def _write(inspection: Inspection, step: Moderated, how: How, *, by: str, at: str) -> None:
    given_up = step.before if step.after is None else None

    def change(write: Transaction) -> None:
        if given_up is not None and given_up.own_at and step.now == given_up.own:
            # It is the assessor's own again, under their name, as what a merge brings.
            whose, when = given_up.own_by, given_up.own_at
        else:
            whose, when = by, at
        write.answer(step.case, step.question, step.now, by=whose, at=when, how=how)
        if step.after is not None:
            write.record(step.after, by=by, at=at, how=how)
        elif step.before is not None:
            write.drop(step.before, by=by, at=at, how=how)

    inspection.write_together(change)
