"""An open inspection file as it is read; threads may share it, and take turns."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import TYPE_CHECKING, Any, Self, TypeVar

import msgspec

from omi_desktop.clock import Clock, now
from omi_desktop.errors import DiskFull, RequestError
from omi_desktop.instrument.bank import reread
from omi_desktop.store import history, holding, journal, writing
from omi_desktop.store.failures import failures_of
from omi_desktop.store.record_rows import from_body, kind_of
from omi_desktop.store.sign_offs import SignOff
from omi_desktop.store.values import (
    Answer,
    Case,
    CaseStatus,
    Change,
    Details,
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
    from omi_desktop.store.keys import Key
    from omi_desktop.store.records import Record
    from omi_desktop.store.search import Hit

R = TypeVar("R", bound="Record")


class OpenFile:
    """An inspection file that this program alone holds open, until `close`."""

    def __init__(
        self,
        db: Connected,
        path: Path,
        held: holding.FileIdentity,
        clock: Clock = now,
        instrument: Instrument | None = None,
        key: Key | None = None,
    ) -> None:
        self.path = path
        self._db = db
        self._key = key
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

    def refuse_if_gone(self) -> None:
        """Raise Gone where the file was moved, deleted or replaced by another program."""
        with self._turn:
            if self._is_open:
                holding.refuse_if_gone(self.path, self._held)

    def go_on_in(self, path: Path) -> None:
        """Write everything to a new file at `path`, under the same passphrase, and go on in it.

        What it was before is left as it is; where it is gone, all that was saved is in the new
        file all the same. Raises RequestError where the name is taken and an InspectionFileError
        where it cannot be written; then nothing has changed.
        """
        from omi_desktop.store.copying import copied

        with self._turn:
            self._refuse_if_closed()
            if self._key is None:
                raise RequestError("This inspection was opened without its key. Open it anew.")
            db, held = copied(self._db, path, self._key)
            old, before = self._db, self._held
            self.path, self._db, self._held = path, db, held
            old.close()
            holding.release(before)

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
    def whole_instrument(self) -> Instrument:
        """Return the whole question bank, parsed once."""
        return self._instrument or reread(self.bank_files)

    @cached_property
    def instrument(self) -> Instrument:
        """Return the question bank as it is asked: whole, or the Risk of Harm thread alone."""
        if not self.is_risk_of_harm_only:
            return self.whole_instrument
        from omi_desktop.instrument.narrowing import risk_of_harm_only

        return risk_of_harm_only(self.whole_instrument)

    @cached_property
    def is_risk_of_harm_only(self) -> bool:
        """Tell whether only the questions of the Risk of Harm thread are asked."""
        found = self._rows("SELECT 1 FROM records WHERE kind = ?", (_RISK_OF_HARM_ONLY,))
        return bool(found)

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

    def values(self, only: Sequence[str] = ()) -> dict[str, dict[str, str]]:
        """Return the stored values of every case, by case and question, cases by position.

        With `only`, those of these questions.
        """
        # A few questions of each case are looked up; all of them are read from end to end.
        source = (
            "cases CROSS JOIN answers ON case_id = id AND question IN "
            f"({', '.join('?' * len(only))})"
            if only
            else "answers"
        )
        with self._reading():
            ids = self._db.conn.execute("SELECT id FROM cases ORDER BY position").fetchall()
            # One row a case: a row an answer takes three times as long to cross into Python.
            rows = self._db.conn.execute(
                f"SELECT case_id, json_group_object(question, value) FROM {source} "
                "WHERE value IS NOT NULL GROUP BY case_id",
                tuple(only),
            ).fetchall()
        given = {case_id: self._asked(msgspec.json.decode(text)) for case_id, text in rows}
        return {case_id: given.get(case_id, {}) for (case_id,) in ids}

    def history(self, case: str | None = None, question: str | None = None) -> tuple[Change, ...]:
        """Return the changes in order, of everything or of a case, a question or both."""
        with self._reading():
            return history.changes(self._db.conn, case, question)

    def is_asked(self, question: str | None) -> bool:
        """Tell whether a question is among those that are asked, as all are in most inspections.

        What is no question of the bank is asked where it stands.
        """
        if not self.is_risk_of_harm_only:
            return True
        return question in self.instrument.questions or question not in (
            self.whole_instrument.questions
        )

    def records(self, kind: type[R]) -> tuple[R, ...]:
        """Return the records of a kind, by position and key."""
        found = self._rows(
            "SELECT body FROM records WHERE kind = ? ORDER BY position, key", (kind_of(kind),)
        )
        return tuple(from_body(body, kind) for (body,) in found)

    def saved(self) -> Saved:
        """Return what the file says of its last change."""
        with self._reading():
            return saved_of(history.tail(self._db.conn))

    def journalled(self) -> tuple[Typed, ...]:
        """Return what was typed and never saved, the oldest first."""
        with self._reading():
            found = journal.typed(self._db.conn)
        return tuple(typed for typed in found if self.is_asked(typed.question))

    def search(self, words: str) -> tuple[Hit, ...]:
        """Return where all the words stand: in case references, notes and answers."""
        from omi_desktop.store import search

        with self._reading():
            hits = search.found(self._db.conn, self.instrument, words)
        return tuple(hit for hit in hits if self.is_asked(hit.question))

    def signed_off(self) -> SignOff | None:
        """Return the sign-off that closes the file to changes, or None while it is open."""
        with self._turn:
            if isinstance(self._signed, _Unread):
                kept = self.records(SignOff)
                self._signed = next((signed for signed in kept if signed.holds), None)
            return self._signed

    def check(self) -> tuple[Problem, ...]:
        """Return everything that is wrong with the file; nothing where it is sound."""
        from omi_desktop.store.check import problems

        with self._reading():
            return problems(self._db.conn, self.path)

    def _rows(self, sql: str, values: tuple[object, ...] = ()) -> list[tuple[Any, ...]]:
        with self._reading():
            return self._db.conn.execute(sql, values).fetchall()

    def _in_bank_order(self, rows: Iterable[tuple[Any, ...]]) -> list[Answer]:
        answers = [Answer(*row) for row in rows]
        if self.is_risk_of_harm_only:
            answers = [answer for answer in answers if answer.question in self._places]
        return sorted(answers, key=self._place)

    def _asked(self, values: dict[str, str]) -> dict[str, str]:
        if not self.is_risk_of_harm_only:
            return values
        return {name: value for name, value in values.items() if name in self._places}

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

    def _refuse_if_closed(self) -> None:
        if not self._is_open:
            raise RequestError(f"“{self.path}” was closed. Open it again to go on.")


class _Unread:
    """Stands for what was not read from the file yet."""


_UNREAD = _Unread()


def saved_of(end: history.Tail) -> Saved:
    """Return what the file says at this end of its history."""
    return Saved(end.revision, end.answers, end.at)


_RISK_OF_HARM_ONLY = "risk of harm only"
_CASES = "SELECT id, ref, position, status, reason, assessor FROM cases"
_ANSWERS = "SELECT a.case_id, a.question, a.value, a.note, a.by, a.at, a.revision FROM answers AS a"


def _case(row: tuple[Any, ...]) -> Case:
    key, ref, position, status, reason, assessor = row
    return Case(key, ref, position, CaseStatus(status), reason, assessor)
