"""An open inspection file: everything that is read from it and written to it.

Every write is one transaction with its rows of history, durable before the call returns, and
returns what the file then says. Threads may share an inspection; they take turns.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import TYPE_CHECKING, Any, Self, TypeVar

from omi_desktop.clock import Clock, now, stamp
from omi_desktop.errors import DiskFull, RequestError
from omi_desktop.instrument.bank import reread
from omi_desktop.store import history, holding, journal, writing
from omi_desktop.store.check import problems
from omi_desktop.store.failures import failures_of
from omi_desktop.store.record_rows import from_body, kind_of
from omi_desktop.store.records import Record, SignOff
from omi_desktop.store.values import (
    Answer,
    Case,
    CaseStatus,
    Change,
    Details,
    How,
    NewAnswer,
    Person,
    PersonKind,
    Problem,
    Role,
    Saved,
    Typed,
)

if TYPE_CHECKING:
    from omi_desktop.instrument.model import Instrument
    from omi_desktop.store.connection import Connected
    from omi_desktop.store.search import Hit
    from omi_desktop.store.undoing import Moved

R = TypeVar("R", bound=Record)


class Inspection:
    """An inspection file that this program alone holds open, until `close`."""

    def __init__(
        self,
        db: Connected,
        path: Path,
        held: holding.FileIdentity,
        clock: Clock = now,
        instrument: Instrument | None = None,
    ) -> None:
        self.path = path
        self._db = db
        self._held = held
        self._clock = clock
        self._instrument = instrument
        self._turn = threading.RLock()
        self._is_open = True
        self._end: history.Tail | None = None
        self._signed: SignOff | _Unread | None = _UNREAD

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Bring everything into the one file and let go of it; closing twice does no harm.

        Raises DiskFull where there is no room for that; all that was saved then stays in the log
        beside the file.
        """
        with self._turn:
            if not self._is_open:
                return
            self._is_open = False
            try:
                with failures_of(self.path):
                    self._db.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            except DiskFull as error:
                raise DiskFull(
                    f"Everything is saved, but the disk of “{self.path}” has no room to bring it "
                    f"into one file. Leave “{self.path.name}-wal” beside it, make room, then open "
                    "and close the inspection once more."
                ) from error
            finally:
                self._db.close()
                holding.release(self._held)

    @cached_property
    def details(self) -> Details:
        """Return what the inspection is."""
        ((key, area, role, *rest),) = self._rows(
            "SELECT id, area, role, created, fieldwork, publication, service FROM details"
        )
        return Details(key, area, Role(role), *rest)

    @cached_property
    def bank_files(self) -> Mapping[str, str]:
        """Return the question bank the inspection was started with: path to text."""
        return MappingProxyType(dict(self._rows("SELECT path, text FROM bank ORDER BY path")))

    @cached_property
    def instrument(self) -> Instrument:
        """Return the question bank, parsed once."""
        return self._instrument or reread(self.bank_files)

    def people(self) -> tuple[Person, ...]:
        """Return the team, in the order it was added."""
        found = self._rows("SELECT id, name, kind FROM people ORDER BY position")
        return tuple(Person(key, name, PersonKind(kind)) for key, name, kind in found)

    def cases(self) -> tuple[Case, ...]:
        """Return the sampled cases by position."""
        found = self._rows(f"{_CASES} ORDER BY position")
        return tuple(_case(row) for row in found)

    def case(self, case_id: str) -> Case:
        """Return one case; raises RequestError where there is none of this id."""
        found = self._rows(f"{_CASES} WHERE id = ?", (case_id,))
        if not found:
            raise writing.no_such_case(case_id)
        return _case(found[0])

    def answers(self, case_id: str) -> dict[str, Answer]:
        """Return the answers of a case by question, those taken back or only noted included."""
        self.case(case_id)
        found = self._rows(f"{_ANSWERS} WHERE a.case_id = ?", (case_id,))
        return {answer.question: answer for answer in self._in_bank_order(found)}

    def all_answers(self) -> tuple[Answer, ...]:
        """Return every answer, by position of the case, then in the order of the bank."""
        found = self._rows(f"{_ANSWERS} JOIN cases AS c ON c.id = a.case_id ORDER BY c.position")
        by_case: dict[str, list[tuple[Any, ...]]] = {}
        for row in found:
            by_case.setdefault(row[0], []).append(row)
        return tuple(answer for rows in by_case.values() for answer in self._in_bank_order(rows))

    def values(self) -> dict[str, dict[str, str]]:
        """Return the stored values of every case, by case and question, cases by position."""
        with self._reading():
            ids = self._db.conn.execute("SELECT id FROM cases ORDER BY position").fetchall()
            # One row a case: a row an answer takes three times as long to cross into Python.
            rows = self._db.conn.execute(
                "SELECT case_id, json_group_object(question, value) FROM answers "
                "WHERE value IS NOT NULL GROUP BY case_id"
            ).fetchall()
        given = {case_id: json.loads(text) for case_id, text in rows}
        return {case_id: given.get(case_id, {}) for (case_id,) in ids}

    def history(self, case: str | None = None, question: str | None = None) -> tuple[Change, ...]:
        """Return the changes in order, of everything or of a case, a question or both."""
        with self._reading():
            return history.changes(self._db.conn, case, question)

    def records(self, kind: type[R]) -> tuple[R, ...]:
        """Return the records of a kind, by position and key."""
        found = self._rows(
            "SELECT body FROM records WHERE kind = ? ORDER BY position, key", (kind_of(kind),)
        )
        return tuple(from_body(body, kind) for (body,) in found)

    def saved(self) -> Saved:
        """Return what the file says of its last change."""
        with self._reading():
            return _saved(history.tail(self._db.conn))

    def answer(
        self, case: str, question: str, value: str | None, *, by: str, how: How = How.TYPED
    ) -> Saved:
        """Keep the answer to one question of one case; None takes it back, the note stays."""
        return self._write(
            lambda write: write.answer(case, question, value, by=by, at=self._now(), how=how)
        )

    def note(self, case: str, question: str, text: str, *, by: str, how: How = How.TYPED) -> Saved:
        """Keep the note beside the answer to one question of one case."""
        return self._write(
            lambda write: write.note(case, question, text, by=by, at=self._now(), how=how)
        )

    def journal(self, case: str, question: str, text: str, *, by: str) -> tuple[Typed, ...]:
        """Keep what is being typed, durable as an answer, and return all that is not saved yet.

        It stays until it is saved by `note`, or as a record where `case` is "" and `question` its
        kind and key. Text that is what the file holds already is not kept.
        """
        self._write(lambda write: write.typed(case, question, text, by=by, at=self._now()))
        return self.journalled()

    def journalled(self) -> tuple[Typed, ...]:
        """Return what was typed and never saved, the oldest first."""
        with self._reading():
            return journal.typed(self._db.conn)

    def forget_typed(self, case: str, question: str) -> None:
        """Forget what was typed there and never saved."""
        self._write(lambda write: write.forget_typed(case, question))

    def undo(self, case: str, *, by: str) -> Moved | None:
        """Take back what this person last changed in a case, this sitting or the last."""
        from omi_desktop.store import undoing

        with self._turn:
            return undoing.undo(self, case, by=by)

    def redo(self, case: str, *, by: str) -> Moved | None:
        """Make again what this person last took back in a case."""
        from omi_desktop.store import undoing

        with self._turn:
            return undoing.redo(self, case, by=by)

    def search(self, words: str) -> tuple[Hit, ...]:
        """Return where all the words stand: in case references, notes and answers."""
        from omi_desktop.store import search

        with self._reading():
            return search.found(self._db.conn, self.instrument, words)

    def write_answers(self, answers: Iterable[NewAnswer], *, how: How) -> Saved:
        """Keep many answers with their notes: all of them, or on an error none."""

        def all_of_them(write: writing.Transaction) -> None:
            for new in answers:
                at = new.at or self._now()
                write.answer(new.case, new.question, new.value, by=new.by, at=at, how=how)
                write.note(new.case, new.question, new.note, by=new.by, at=at, how=how)

        return self._write(all_of_them)

    def set_status(self, case: str, status: CaseStatus, *, by: str, reason: str = "") -> Saved:
        """Set how far a case has come, and why where that needs a reason."""
        return self._write(lambda write: write.status(case, status, reason, by=by, at=self._now()))

    def assign(self, case: str, person_id: str | None, *, by: str) -> Saved:
        """Give a case to a person of the team, or to nobody."""
        return self._write(lambda write: write.assigned(case, person_id, by=by, at=self._now()))

    def allocate(
        self,
        assigned: Mapping[str, str],
        *,
        put: Iterable[Record] = (),
        drop: Iterable[Record] = (),
        by: str,
    ) -> Saved:
        """Give cases to people, by their ids, with the records that say why: all, or none."""

        def all_of_them(write: writing.Transaction) -> None:
            for case, person in assigned.items():
                write.assigned(case, person, by=by, at=self._now())
            for record in put:
                write.record(record, by=by, at=self._now())
            for record in drop:
                write.drop(record, by=by, at=self._now())

        return self._write(all_of_them)

    def add_people(
        self, people: Iterable[Person], *, put: Iterable[Record] = (), by: str = ""
    ) -> Saved:
        """Add people to the team, with the records that say how they take part."""

        def all_of_them(write: writing.Transaction) -> None:
            for person in people:
                write.person(person, by=by, at=self._now())
            for record in put:
                write.record(record, by=by, at=self._now())

        return self._write(all_of_them)

    def add_cases(self, cases: Iterable[Case], *, by: str) -> Saved:
        """Add sampled cases."""

        def all_of_them(write: writing.Transaction) -> None:
            for case in cases:
                write.case(case, by=by, at=self._now())

        return self._write(all_of_them)

    def put_record(self, record: Record, *, by: str) -> Saved:
        """Keep a record in place of the one of its kind and key, if there is one."""
        return self._write(lambda write: write.record(record, by=by, at=self._now()))

    def drop_record(self, record: Record, *, by: str) -> Saved:
        """Remove the record of this kind and key; the history keeps what it said."""
        return self._write(lambda write: write.drop(record, by=by, at=self._now()))

    def change_records(
        self, *, put: Iterable[Record] = (), drop: Iterable[Record] = (), by: str
    ) -> Saved:
        """Keep and remove several records: all of it, or on an error none."""

        def change(write: writing.Transaction) -> None:
            for record in put:
                write.record(record, by=by, at=self._now())
            for record in drop:
                write.drop(record, by=by, at=self._now())

        return self._write(change)

    def sign_off(self, *, by: str, code: str) -> SignOff:
        """Close the file to changes, with a number for its data cut, and return what was kept.

        Raises RequestError where it is signed off already. Whether the report is ready for it is
        for the caller to see: `omi_desktop.report.signing`.
        """

        def sign(write: writing.Transaction) -> SignOff:
            signed = self.signed_off()
            if signed is not None:
                raise RequestError(
                    f"This inspection was signed off already, as number {signed.number}. "
                    "Reopen it before it is signed off again."
                )
            number = len(self.records(SignOff)) + 1
            revision = history.tail(self._db.conn).revision
            fresh = SignOff(number, by, self._now(), revision, code)
            write.sign_off(fresh, by=by, at=fresh.at)
            return fresh

        return self._sign(sign)

    def reopen(self, *, by: str, reason: str) -> SignOff:
        """Open a file that was signed off to changes again; the sign-off keeps why."""
        if not reason.strip():
            raise RequestError("Say why the inspection is reopened: the history keeps the reason.")

        def take_back(write: writing.Transaction) -> SignOff:
            signed = self.signed_off()
            if signed is None:
                raise RequestError("This inspection is not signed off, so it is open already.")
            at = self._now()
            opened = replace(signed, reopened_by=by, reopened_at=at, reason=reason.strip())
            write.sign_off(opened, by=by, at=at)
            return opened

        return self._sign(take_back)

    def signed_off(self) -> SignOff | None:
        """Return the sign-off that closes the file to changes, or None while it is open."""
        with self._turn:
            if isinstance(self._signed, _Unread):
                kept = self.records(SignOff)
                self._signed = next((signed for signed in kept if signed.holds), None)
            return self._signed

    def check(self) -> tuple[Problem, ...]:
        """Return everything that is wrong with the file; nothing where it is sound."""
        with self._reading():
            return problems(self._db.conn, self.path)

    def _now(self) -> str:
        return stamp(self._clock())

    def _rows(self, sql: str, values: tuple[object, ...] = ()) -> list[tuple[Any, ...]]:
        with self._reading():
            return self._db.conn.execute(sql, values).fetchall()

    def _in_bank_order(self, rows: Iterable[tuple[Any, ...]]) -> list[Answer]:
        return sorted((Answer(*row) for row in rows), key=self._place)

    def _place(self, answer: Answer) -> int:
        return self._places.get(answer.question, len(self._places))

    @cached_property
    def _places(self) -> dict[str, int]:
        return {question: place for place, question in enumerate(self.instrument.questions)}

    @contextmanager
    def _reading(self) -> Iterator[None]:
        with self._turn, failures_of(self.path):
            self._refuse_if_closed()
            yield

    def _write(self, work: Callable[[writing.Transaction], None]) -> Saved:
        with self._turn:
            signed = self.signed_off()
            if signed is not None:
                raise RequestError(
                    f"This inspection was signed off (number {signed.number}), so nothing in it "
                    "can be changed. Reopen it with a reason on the screen Report."
                )
            return self._commit(work)

    def _sign(self, work: Callable[[writing.Transaction], SignOff]) -> SignOff:
        made: list[SignOff] = []
        with self._turn:
            self._commit(lambda write: made.append(work(write)))
            self._signed = made[0] if made[0].holds else None
        return made[0]

    def _commit(self, work: Callable[[writing.Transaction], None]) -> Saved:
        instrument = self.instrument
        with self._turn, failures_of(self.path):
            self._refuse_if_closed()
            # The file is ours alone, so its history ends where it ended when we last looked.
            before = self._end or history.tail(self._db.conn)
            with self._db.atomic():
                work(writing.Transaction(self._db.conn, instrument, before))
            self._end = history.tail(self._db.conn)
            return _saved(self._end)

    def _refuse_if_closed(self) -> None:
        if not self._is_open:
            raise RequestError(f"“{self.path}” was closed. Open it again to go on.")


class _Unread:
    """Stands for what was not read from the file yet."""


_UNREAD = _Unread()


def _saved(end: history.Tail) -> Saved:
    return Saved(end.revision, end.answers, end.at)


_CASES = "SELECT id, ref, position, status, reason, assessor FROM cases"
_ANSWERS = "SELECT a.case_id, a.question, a.value, a.note, a.by, a.at, a.revision FROM answers AS a"


def _case(row: tuple[Any, ...]) -> Case:
    key, ref, position, status, reason, assessor = row
    return Case(key, ref, position, CaseStatus(status), reason, assessor)
