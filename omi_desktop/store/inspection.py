"""An open inspection file: everything that is written to it, and through its base all that is read.

Every write is one transaction with its rows of history, durable before the call returns, and
returns what the file then says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from omi_desktop.clock import stamp
from omi_desktop.errors import RequestError
from omi_desktop.store import history, holding, writing
from omi_desktop.store.failures import failures_of
from omi_desktop.store.reading import OpenFile, saved_of
from omi_desktop.store.sign_offs import SignOff
from omi_desktop.store.values import (
    Case,
    CaseStatus,
    How,
    NewAnswer,
    Person,
    Saved,
    Typed,
)

if TYPE_CHECKING:
    from omi_desktop.store.records import Record
    from omi_desktop.store.undoing import Moved

R = TypeVar("R", bound="Record")


class Inspection(OpenFile):
    """An inspection file that can be read and written; nobody else has it open."""

    def answer(
        self, case: str, question: str, value: str | None, *, by: str, how: How = How.TYPED
    ) -> Saved:
        """Keep the answer to one question of one case; None takes it back, the note stays."""
        return self.write_together(
            lambda write: write.answer(case, question, value, by=by, at=self._now(), how=how)
        )

    def note(self, case: str, question: str, text: str, *, by: str, how: How = How.TYPED) -> Saved:
        """Keep the note beside the answer to one question of one case."""
        return self.write_together(
            lambda write: write.note(case, question, text, by=by, at=self._now(), how=how)
        )

    def journal(self, case: str, question: str, text: str, *, by: str) -> tuple[Typed, ...]:
        """Keep what is being typed, durable as an answer, and return all that is not saved yet.

        It stays until it is saved by `note`, or as a record where `case` is "" and `question` its
        kind and key. Text that is what the file holds already is not kept.
        """
        self.write_together(lambda write: write.typed(case, question, text, by=by, at=self._now()))
        return self.journalled()

    def forget_typed(self, case: str, question: str) -> None:
        """Forget what was typed there and never saved."""
        self.write_together(lambda write: write.forget_typed(case, question))

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

    def write_answers(self, answers: Iterable[NewAnswer], *, how: How) -> Saved:
        """Keep many answers with their notes: all of them, or on an error none."""

        def all_of_them(write: writing.Transaction) -> None:
            for new in answers:
                at = new.at or self._now()
                write.answer(new.case, new.question, new.value, by=new.by, at=at, how=how)
                write.note(new.case, new.question, new.note, by=new.by, at=at, how=how)

        return self.write_together(all_of_them)

    def set_status(self, case: str, status: CaseStatus, *, by: str, reason: str = "") -> Saved:
        """Set how far a case has come, and why where that needs a reason."""
        return self.write_together(
            lambda write: write.status(case, status, reason, by=by, at=self._now())
        )

    def assign(self, case: str, person_id: str | None, *, by: str) -> Saved:
        """Give a case to a person of the team, or to nobody."""
        return self.write_together(
            lambda write: write.assigned(case, person_id, by=by, at=self._now())
        )

    def add_people(
        self, people: Iterable[Person], *, put: Iterable[Record] = (), by: str = ""
    ) -> Saved:
        """Add people to the team, with the records that say how they take part."""

        def all_of_them(write: writing.Transaction) -> None:
            for person in people:
                write.person(person, by=by, at=self._now())
            for record in put:
                write.record(record, by=by, at=self._now())

        return self.write_together(all_of_them)

    def add_cases(self, cases: Iterable[Case], *, by: str) -> Saved:
        """Add sampled cases."""

        def all_of_them(write: writing.Transaction) -> None:
            for case in cases:
                write.case(case, by=by, at=self._now())

        return self.write_together(all_of_them)

    def put_record(self, record: Record, *, by: str) -> Saved:
        """Keep a record in place of the one of its kind and key, if there is one."""
        return self.write_together(lambda write: write.record(record, by=by, at=self._now()))

    def drop_record(self, record: Record, *, by: str) -> Saved:
        """Remove the record of this kind and key; the history keeps what it said."""
        return self.write_together(lambda write: write.drop(record, by=by, at=self._now()))

    def ask_risk_of_harm_only(self, *, only: bool, by: str) -> Saved:
        """Ask the questions of the Risk of Harm thread alone, or all of them again.

        No answer is touched: those that are not asked rest until everything is asked again. Who
        holds what this file was read as (its instrument) has to read it again.
        """
        from omi_desktop.store.thread_records import RiskOfHarmOnly

        record = RiskOfHarmOnly(self._now())
        with self._turn:
            if only is self.is_risk_of_harm_only:
                return self.saved()
            saved = self.put_record(record, by=by) if only else self.drop_record(record, by=by)
            for known in ("instrument", "is_risk_of_harm_only", "_places"):
                self.__dict__.pop(known, None)
        return saved

    def change_records(
        self, *, put: Iterable[Record] = (), drop: Iterable[Record] = (), by: str
    ) -> Saved:
        """Keep and remove several records: all of it, or on an error none."""

        def change(write: writing.Transaction) -> None:
            for record in put:
                write.record(record, by=by, at=self._now())
            for record in drop:
                write.drop(record, by=by, at=self._now())

        return self.write_together(change)

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

    def _now(self) -> str:
        return stamp(self._clock())

    def write_together(self, work: Callable[[writing.Transaction], None]) -> Saved:
        """Do several things as one transaction: all of it, or on an error nothing."""
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
            holding.refuse_if_gone(self.path, self._held)
            # The file is ours alone, so its history ends where it ended when we last looked.
            before = self._end or history.tail(self._db.conn)
            with self._db.atomic():
                work(writing.Transaction(self._db.conn, instrument, before))
            self._end = history.tail(self._db.conn)
            return saved_of(self._end)
