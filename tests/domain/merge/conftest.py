"""A lead's copy in a real file, and the returns that come back from its packs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from omi_desktop.instrument.bank import bank_files
from omi_desktop.store import (
    Case,
    CaseStatus,
    Details,
    Inspection,
    InterviewNote,
    KeyCost,
    Mark,
    Person,
    PersonKind,
    Role,
    StaffAnswer,
    create,
    open_inspection,
)
from omi_desktop.store.checking_records import Comment, Reply
from omi_desktop.store.merge_records import Pack
from omi_desktop.store.record_rows import body_of
from omi_desktop.store.returned import Returned, ReturnedAnswer, ReturnedCase, ReturnedRecord
from omi_desktop.store.returned_records import place_told
from omi_desktop.store.returning import bank_fingerprint, sealed

PASSPHRASE = "a quiet word"
COST = KeyCost(passes=1, kibibytes=8, lanes=1)


@dataclass
class Ticking:
    """A clock that moves on by a second whenever it is read."""

    moment: datetime = field(default=datetime(2006, 7, 18, 9, tzinfo=UTC))

    def __call__(self) -> datetime:
        self.moment += timedelta(seconds=1)
        return self.moment


@dataclass(frozen=True)
class Copy:
    """An assessor's copy as it stands: what a return of it brings back."""

    returned: Returned

    def answer(self, case: str, question: str, value: str | None, *, edited: bool = False) -> Copy:
        return self._put(case, question, value, self._found(case, question).note, edited)

    def note(self, case: str, question: str, text: str, *, edited: bool = False) -> Copy:
        return self._put(case, question, self._found(case, question).value, text, edited)

    def status(self, case: str, status: CaseStatus, reason: str = "") -> Copy:
        cases = tuple(
            replace(one, status=status, reason=reason) if one.case == case else one
            for one in self.returned.cases
        )
        return self._next(replace(self.returned, cases=cases))

    def mark(self, mark: Mark) -> Copy:
        marks = (*(one for one in self.returned.marks if one.id != mark.id), mark)
        return self._next(replace(self.returned, marks=marks))

    def unmark(self, mark: str) -> Copy:
        marks = tuple(one for one in self.returned.marks if one.id != mark)
        return self._next(replace(self.returned, marks=marks))

    def record(self, record: InterviewNote | StaffAnswer) -> Copy:
        number = self.returned.revision + 1
        at = f"2006-07-19T{number // 3600:02}:{number // 60 % 60:02}:{number % 60:02}.000Z"
        told = place_told(record)
        fresh = ReturnedRecord(told, body_of(record), self.returned.assessor, at, number)
        others = (one for one in self.returned.records if one.told != told)
        return self._next(replace(self.returned, records=(*others, fresh)))

    def unrecord(self, told: str) -> Copy:
        records = tuple(one for one in self.returned.records if one.told != told)
        return self._next(replace(self.returned, records=records))

    def reply(self, case: str, comment: str, text: str) -> Copy:
        number = self.returned.revision + 1
        told = self.returned
        key = f"{told.pack}-{number}"
        fresh = Reply(key, comment, case, text, told.assessor, "", number)
        return self._next(replace(told, replies=(*told.replies, fresh)))

    def unreply(self) -> Copy:
        """Take back the last word of this copy's own."""
        own = [one for one in self.returned.replies if one.id.startswith(f"{self.returned.pack}-")]
        kept = tuple(one for one in self.returned.replies if one not in own[-1:])
        return self._next(replace(self.returned, replies=kept))

    def named(self, name: str) -> Copy:
        return Copy(replace(self.returned, name=name))

    def back(self) -> Returned:
        return sealed(self.returned)

    def _found(self, case: str, question: str) -> ReturnedAnswer:
        own = (a for a in self.returned.answers if (a.case, a.question) == (case, question))
        return next(own, ReturnedAnswer(case, question, None, "", "", "", 0))

    def _put(self, case: str, question: str, value: str | None, note: str, edited: bool) -> Copy:
        number = self.returned.revision + 1
        at = f"2006-07-19T{number // 3600:02}:{number // 60 % 60:02}:{number % 60:02}.000Z"
        fresh = ReturnedAnswer(
            case, question, value, note, self.returned.assessor, at, number, edited
        )
        others = [a for a in self.returned.answers if (a.case, a.question) != (case, question)]
        # As in any copy, the first answer begins the case.
        cases = tuple(
            replace(one, status=CaseStatus.IN_PROGRESS)
            if one.case == case and one.status is CaseStatus.NOT_STARTED and value is not None
            else one
            for one in self.returned.cases
        )
        return self._next(replace(self.returned, answers=(*others, fresh), cases=cases))

    def _next(self, returned: Returned) -> Copy:
        return Copy(replace(returned, revision=returned.revision + 1))


@dataclass
class Lead:
    """The lead's copy, and the packs that are made of it."""

    inspection: Inspection

    def pack(self, name: str, assessor: str, cases: Iterable[str]) -> Copy:
        """Make a pack without its file, and return the copy as its assessor first opens it."""
        inspection, wanted = self.inspection, tuple(cases)
        base = inspection.saved().revision
        second = {c.id for c in inspection.cases() if c.assessor not in (assessor, None)}
        own = set(wanted) - second
        answers = tuple(
            ReturnedAnswer(case, a.question, a.value, a.note, a.by, a.at, 0)
            for case in wanted
            if case not in second
            for a in inspection.answers(case).values()
        )
        notes = [n for n in inspection.records(InterviewNote) if n.case in wanted]
        staff = inspection.records(StaffAnswer)
        records = tuple(
            ReturnedRecord(place_told(one), body_of(one), "", "", 0) for one in (*notes, *staff)
        )
        returned = Returned(
            name=f"{name}.xlsx",
            inspection=inspection.details.id,
            bank=bank_fingerprint(inspection.bank_files),
            pack=name,
            base_revision=base,
            revision=20,
            assessor=assessor,
            digest="",
            cases=tuple(
                ReturnedCase(c.id, c.ref, c.status, c.reason)
                for c in inspection.cases()
                if c.id in wanted
            ),
            answers=answers,
            marks=tuple(m for m in inspection.records(Mark) if m.case in wanted),
            records=records,
            comments=tuple(c for c in inspection.records(Comment) if c.case in own),
            replies=tuple(r for r in inspection.records(Reply) if r.case in own),
        )
        given = tuple(place_told(one) for one in staff)
        inspection.put_record(Pack(name, assessor, "", base, wanted, given), by="p1")
        return Copy(returned)


@pytest.fixture(scope="session")
def merge_bank() -> dict[str, str]:
    """A bank with a fact of every type and a scored question."""
    return bank_files(Path(__file__).parents[1] / "store" / "small-bank")


@pytest.fixture(scope="session")
def fresh(tmp_path_factory: pytest.TempPathFactory, merge_bank: dict[str, str]) -> bytes:
    """The bytes of a file with a team and three cases that nobody has begun."""
    path = tmp_path_factory.mktemp("lead") / "lead.omi"
    details = Details("cumbria-06", "Cumbria", Role.LEAD, "2006-07-17T08:00:00.000Z")
    team = (
        Person("p1", "Ada Byron", PersonKind.LEAD_INSPECTOR),
        Person("p2", "Grace Hop", PersonKind.AREA_ASSESSOR),
        Person("p3", "Mary Fair", PersonKind.INSPECTOR),
    )
    cases = [Case(f"c{n}", f"CU-{n:03}", n, CaseStatus.NOT_STARTED, "", None) for n in (1, 2, 3)]
    with create(
        path, PASSPHRASE, bank=merge_bank, details=details, clock=Ticking(), cost=COST
    ) as made:
        made.add_people(team)
        made.add_cases(cases, by="p1")
    return path.read_bytes()


@pytest.fixture(scope="session")
def open_lead() -> Callable[[Path], Inspection]:
    """Open a lead's copy; the caller closes it."""
    return lambda path: open_inspection(path, PASSPHRASE, Ticking(), cost=COST)


@pytest.fixture(scope="session")
def lead_of() -> Callable[[Inspection], Lead]:
    """Let packs be made of an open copy."""
    return Lead


@pytest.fixture
def path(tmp_path: Path, fresh: bytes) -> Path:
    """A closed lead's copy."""
    where = tmp_path / "lead.omi"
    where.write_bytes(fresh)
    return where


@pytest.fixture
def lead(path: Path, open_lead: Callable[[Path], Inspection]) -> Iterator[Lead]:
    """A lead's copy, open."""
    with open_lead(path) as opened:
        yield Lead(opened)
