"""What changes inside one transaction: the rows themselves and the history that tells of them.

Nothing here begins or commits. What is already as asked is left alone and leaves no history.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from omi_desktop.errors import RequestError
from omi_desktop.store import journal
from omi_desktop.store.acceptable import refuse_unoffered, refuse_unwritable
from omi_desktop.store.history import Tail, Writer
from omi_desktop.store.record_rows import body_of, kind_of, position_of
from omi_desktop.store.values import BY_HAND, Case, CaseStatus, How, NewAnswer, Person, PersonKind

if TYPE_CHECKING:
    import sqlite3

    from omi_desktop.instrument.model import Instrument, Question
    from omi_desktop.store.records import Record, SignOff

SIGN_OFF = "sign off"
_CASE_AND_ANSWER = """
SELECT c.status, a.value, a.note FROM cases AS c
LEFT JOIN answers AS a ON a.case_id = c.id AND a.question = ? WHERE c.id = ?
"""
# A statement that may write a note takes the index of the notes into its transaction, which costs
# as much again as the answer itself; so values are written by one that cannot.
_PUT_ANSWER = """
INSERT INTO answers (case_id, question, value, note, by, at, revision) VALUES (?, ?, ?, '', ?, ?, ?)
ON CONFLICT (case_id, question) DO UPDATE SET value = excluded.value,
    by = excluded.by, at = excluded.at, revision = excluded.revision
"""
_PUT_NOTE = "UPDATE answers SET note = ? WHERE case_id = ? AND question = ?"
_PUT_RECORD = """
INSERT INTO records (kind, key, position, body) VALUES (?, ?, ?, ?)
ON CONFLICT (kind, key) DO UPDATE SET position = excluded.position, body = excluded.body
"""


def no_such_case(case: str) -> RequestError:
    """Return the error that says there is no such case."""
    return RequestError(f"There is no case “{case}” in this inspection. Choose one from its list.")


class Transaction:
    """Writes rows and their history, between a BEGIN and a COMMIT that are not its own."""

    def __init__(self, connection: sqlite3.Connection, instrument: Instrument, end: Tail) -> None:
        self._connection = connection
        self._instrument = instrument
        self._history = Writer(connection, end)

    @property
    def revision(self) -> int:
        """Return the revision that the file has come to."""
        return self._history.revision

    def answer(
        self, case: str, question: str, value: str | None, *, by: str, at: str, how: How
    ) -> None:
        """Write a value; the first one of a case that is not started sets it in progress."""
        asked = self._question(question)
        if value is not None:
            refuse_unoffered(asked, value)
        status, old, _ = self._case_and_answer(case, question)
        if value == old:
            return
        revision = self._history.append(
            "answer",
            by=by,
            at=at,
            how=how,
            case=case,
            question=question,
            old=old,
            new=value,
            more_answers=(value is not None) - (old is not None),
        )
        self._connection.execute(_PUT_ANSWER, (case, question, value, by, at, revision))
        if status == CaseStatus.NOT_STARTED:
            self._set_case(case, "status", status, CaseStatus.IN_PROGRESS, by=by, at=at, how=how)

    def note(self, case: str, question: str, text: str, *, by: str, at: str, how: How) -> None:
        """Write the note beside a value, or before there is one."""
        self._question(question)
        refuse_unwritable(text, "note")
        _, value, old = self._case_and_answer(case, question)
        if how in BY_HAND:
            # Another's note may arrive while somebody types: what is typed then stays.
            journal.clear(self._connection, case, question)
        if text == (old or ""):
            return
        revision = self._history.append(
            "note", by=by, at=at, how=how, case=case, question=question, old=old or "", new=text
        )
        self._connection.execute(_PUT_ANSWER, (case, question, value, by, at, revision))
        self._connection.execute(_PUT_NOTE, (text, case, question))

    def answer_and_note(self, new: NewAnswer, *, how: How) -> None:
        """Write a value and the note beside it, which come together; for long lists of them."""
        asked = self._question(new.question)
        if new.value is not None:
            refuse_unoffered(asked, new.value)
        refuse_unwritable(new.note, "note")
        status, old, old_note = self._case_and_answer(new.case, new.question)
        revision = 0
        for what, before, after in (
            ("answer", old, new.value),
            ("note", old_note or "", new.note),
        ):
            if before != after:
                is_answer = what == "answer"
                revision = self._history.append(
                    what,
                    by=new.by,
                    at=new.at,
                    how=how,
                    case=new.case,
                    question=new.question,
                    old=before,
                    new=after,
                    more_answers=is_answer * ((after is not None) - (before is not None)),
                )
        if not revision:
            return
        row = (new.case, new.question, new.value, new.by, new.at, revision)
        self._connection.execute(_PUT_ANSWER, row)
        if new.note != (old_note or ""):
            self._connection.execute(_PUT_NOTE, (new.note, new.case, new.question))
        if status == CaseStatus.NOT_STARTED and old != new.value:
            begun = CaseStatus.IN_PROGRESS
            self._set_case(new.case, "status", status, begun, by=new.by, at=new.at, how=how)

    def typed(self, case: str, question: str, text: str, *, by: str, at: str) -> None:
        """Keep what is being typed, or nothing where it is what the file holds already."""
        refuse_unwritable(text, "text")
        if case:
            self._question(question)
            saved = self._case_and_answer(case, question)[2] or ""
        else:
            saved = journal.body_at(self._connection, question)
        if text == saved:
            journal.clear(self._connection, case, question)
        else:
            journal.keep(self._connection, case, question, text, by=by, at=at)

    def forget_typed(self, case: str, question: str) -> None:
        """Forget what is being typed."""
        journal.clear(self._connection, case, question)

    def status(
        self,
        case: str,
        status: CaseStatus | None,
        reason: str | None,
        *,
        by: str,
        at: str,
        how: How = How.TYPED,
    ) -> None:
        """Write a status and the reason for it; what is None stays as it is."""
        old_status, old_reason, _ = self._case(case)
        if status is not None:
            self._set_case(case, "status", old_status, CaseStatus(status), by=by, at=at, how=how)
        if reason is not None:
            refuse_unwritable(reason, "reason")
            self._set_case(case, "reason", old_reason, reason, by=by, at=at, how=how)

    def assigned(
        self, case: str, person: str | None, *, by: str, at: str, how: How = How.TYPED
    ) -> None:
        """Write who assesses a case."""
        self._refuse_unknown_person(person)
        self._set_case(case, "assigned", self._case(case)[2], person, by=by, at=at, how=how)

    def person(self, person: Person, *, by: str, at: str) -> None:
        """Write a new person."""
        refuse_unwritable(person.name, "name")
        if self._has("SELECT 1 FROM people WHERE id = ?", person.id):
            raise RequestError(
                f"“{person.name}” cannot be added: their key is already in the team. "
                "Give every person a key of their own."
            )
        self._connection.execute(
            "INSERT INTO people (id, name, kind) VALUES (?, ?, ?)",
            (person.id, person.name, PersonKind(person.kind).value),
        )
        told = _json({"name": person.name, "kind": person.kind})
        self._history.append("person", by=by, at=at, question=person.id, new=told)

    def case(self, case: Case, *, by: str, at: str) -> None:
        """Write a new case."""
        refuse_unwritable(case.ref, "case reference")
        refuse_unwritable(case.reason, "reason")
        self._refuse_unknown_person(case.assessor)
        self._refuse_taken(case)
        row = (case.ref, case.position, CaseStatus(case.status).value, case.reason, case.assessor)
        self._connection.execute(
            "INSERT INTO cases (id, ref, position, status, reason, assessor) "
            "VALUES (?, ?, ?, ?, ?, ?)",
            (case.id, *row),
        )
        told = _json(dict(zip(_TOLD_OF_A_CASE, row, strict=True)))
        self._history.append("case", by=by, at=at, case=case.id, new=told)

    def strike_off(self, case: Case, *, by: str, at: str) -> None:
        """Take a case out of the file with what was imported of it; the history keeps it all.

        Raises RequestError where a note stands beside an answer: then somebody has read the case.
        """
        given = self._connection.execute(
            "SELECT question, value, note FROM answers WHERE case_id = ?", (case.id,)
        ).fetchall()
        if any(note for _, _, note in given):
            raise RequestError(f"Case “{case.ref}” has notes, so it stays. Withdraw it instead.")
        for question, value, _ in given:
            if value is not None:
                self._history.append(
                    "answer",
                    by=by,
                    at=at,
                    how=How.UNDONE,
                    case=case.id,
                    question=question,
                    old=value,
                    more_answers=-1,
                )
        self._connection.execute("DELETE FROM answers WHERE case_id = ?", (case.id,))
        self._connection.execute("DELETE FROM journal WHERE case_id = ?", (case.id,))
        self._connection.execute("DELETE FROM cases WHERE id = ?", (case.id,))
        row = (case.ref, case.position, CaseStatus(case.status).value, case.reason, case.assessor)
        told_of = _json(dict(zip(_TOLD_OF_A_CASE, row, strict=True)))
        self._history.append("case", by=by, at=at, how=How.UNDONE, case=case.id, old=told_of)

    def record(self, record: Record, *, by: str, at: str, how: How = How.TYPED) -> None:
        """Write a record over the one of its kind and key."""
        _refuse_sign_off(record)
        self._put(record, by=by, at=at, how=how)

    def sign_off(self, signed: SignOff, *, by: str, at: str) -> None:
        """Write a sign-off, or that it was taken back."""
        self._put(signed, by=by, at=at)

    def _put(self, record: Record, *, by: str, at: str, how: How = How.TYPED) -> None:
        kind, new, old = kind_of(type(record)), body_of(record), self._body(record)
        refuse_unwritable(new, "text")
        journal.clear(self._connection, "", f"{kind}/{record.key}")
        if new == old:
            return
        self._connection.execute(_PUT_RECORD, (kind, record.key, position_of(record), new))
        told = f"{kind}/{record.key}"
        self._history.append("record", by=by, at=at, how=how, question=told, old=old, new=new)

    def drop(self, record: Record, *, by: str, at: str, how: How = How.TYPED) -> None:
        """Remove the record of this kind and key."""
        _refuse_sign_off(record)
        kind, old = kind_of(type(record)), self._body(record)
        if old is None:
            raise RequestError(
                f"There is no {kind} “{record.key}” to remove. It may have been removed before."
            )
        self._connection.execute(
            "DELETE FROM records WHERE kind = ? AND key = ?", (kind, record.key)
        )
        journal.clear(self._connection, "", f"{kind}/{record.key}")
        told = f"{kind}/{record.key}"
        self._history.append("record", by=by, at=at, how=how, question=told, old=old)

    def _question(self, question: str) -> Question:
        asked = self._instrument.questions.get(question)
        if asked is None:
            raise RequestError(
                f"There is no question “{question}” in the question bank of this inspection."
            )
        return asked

    def _case_and_answer(self, case: str, question: str) -> tuple[str, str | None, str | None]:
        row: tuple[str, str | None, str | None] | None = self._connection.execute(
            _CASE_AND_ANSWER, (question, case)
        ).fetchone()
        if row is None:
            raise no_such_case(case)
        return row

    def _case(self, case: str) -> tuple[str, str, str | None]:
        row: tuple[str, str, str | None] | None = self._connection.execute(
            "SELECT status, reason, assessor FROM cases WHERE id = ?", (case,)
        ).fetchone()
        if row is None:
            raise no_such_case(case)
        return row

    def _set_case(
        self,
        case: str,
        what: str,
        old: str | None,
        new: str | None,
        *,
        by: str,
        at: str,
        how: How = How.TYPED,
    ) -> None:
        if old == new:
            return
        self._connection.execute(_SET_CASE[what], (new, case))
        self._history.append(what, by=by, at=at, how=how, case=case, old=old, new=new)

    def _body(self, record: Record) -> str | None:
        row = self._connection.execute(
            "SELECT body FROM records WHERE kind = ? AND key = ?",
            (kind_of(type(record)), record.key),
        ).fetchone()
        return row[0] if row else None

    def _refuse_unknown_person(self, person: str | None) -> None:
        if person is not None and not self._has("SELECT 1 FROM people WHERE id = ?", person):
            raise RequestError(f"There is no person “{person}” in the team. Add the person first.")

    def _refuse_taken(self, case: Case) -> None:
        for column, value in (("id", case.id), ("ref", case.ref), ("position", case.position)):
            if self._has(f"SELECT 1 FROM cases WHERE {column} = ?", value):
                raise RequestError(
                    f"Case “{case.ref}” cannot be added: another case already has its {column} "
                    f"“{value}”. Every case needs its own."
                )

    def _has(self, sql: str, value: object) -> bool:
        return self._connection.execute(sql, (value,)).fetchone() is not None


def _refuse_sign_off(record: Record) -> None:
    """Sign-offs are numbered and never removed, so they have a way of their own."""
    if kind_of(type(record)) == SIGN_OFF:
        raise RequestError(
            "A sign-off is no record to be kept or removed. Sign the inspection off, or reopen it."
        )


_TOLD_OF_A_CASE = ("ref", "position", "status", "reason", "assessor")
_SET_CASE = {
    "status": "UPDATE cases SET status = ? WHERE id = ?",
    "reason": "UPDATE cases SET reason = ? WHERE id = ?",
    "assigned": "UPDATE cases SET assessor = ? WHERE id = ?",
}


def _json(told: dict[str, object]) -> str:
    return msgspec.json.encode(told).decode("utf-8")
