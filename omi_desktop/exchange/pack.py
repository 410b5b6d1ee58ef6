"""One assessor's copy of an inspection: their cases, the question bank, and nobody else's work."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeGuard

from omi_desktop.clock import Clock, now, stamp
from omi_desktop.errors import OmiError, RequestError
from omi_desktop.placing import placed
from omi_desktop.store import (
    RELEASE_COST,
    Answer,
    Case,
    CaseStatus,
    Details,
    How,
    KeyCost,
    Mark,
    NewAnswer,
    Person,
    PersonKind,
    Role,
    create,
    new_key,
)
from omi_desktop.store.case_records import Acknowledged, Precedent
from omi_desktop.store.checking_records import Comment, Reply
from omi_desktop.store.folder import remove_unfinished
from omi_desktop.store.interview_records import (
    CaseInterview,
    InterviewNote,
    OffenderManager,
    StaffAnswer,
    StaffInterview,
)
from omi_desktop.store.interviewing import holders, listed_manager, managers_of
from omi_desktop.store.merge_records import Pack
from omi_desktop.store.moderation_records import Agreed
from omi_desktop.store.returned_records import place_told
from omi_desktop.store.second_readings import own_reading
from omi_desktop.store.second_records import SecondReading
from omi_desktop.store.team_records import SecondRead
from omi_desktop.store.thread_records import RiskOfHarmOnly

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from omi_desktop.store import Inspection, Record


@dataclass(frozen=True, slots=True)
class _Content:
    """What goes into a pack, as one revision of the lead's copy holds it."""

    revision: int
    people: tuple[Person, ...]
    cases: tuple[Case, ...]
    answers: tuple[Answer, ...]
    records: tuple[Record, ...]


def make_pack(
    inspection: Inspection,
    assessor_id: str,
    path: Path,
    passphrase: str,
    *,
    by: str,
    clock: Clock = now,
    cost: KeyCost = RELEASE_COST,
) -> Pack:
    """Write one assessor's copy to a new file at `path`; return what the lead's copy keeps of it.

    In it are the cases that are theirs, with their answers as they stand and the comments on them.
    A blind second read comes as a case that nobody else has read: with the facts that the case was
    drawn with and what its second reader has returned of it before, and with no answer, note, mark
    or name of its first reader. What was agreed on after both readings goes out with the answers,
    and nothing of the other reading. The file appears whole or not at all, and only together with
    its record. Raises RequestError where the assessor has no case, the name is taken or the
    passphrase is empty.
    """
    _refuse_unusable(inspection, path, passphrase)
    content = _content(inspection, assessor_id)
    pack = Pack(
        id=new_key(),
        assessor=assessor_id,
        at=stamp(clock()),
        base_revision=content.revision,
        cases=tuple(case.id for case in content.cases),
        given=tuple(place_told(record) for record in content.records if _is_of_manager(record)),
    )
    is_kept = False
    try:
        with placed(path, "The pack") as beside:
            try:
                _write(inspection, beside, passphrase, content, pack, by=by, clock=clock, cost=cost)
            except BaseException:
                remove_unfinished(beside)
                raise
            if path.exists():
                raise _taken(path)
            # Before the file takes its place: a pack that the lead's copy does not know of could
            # never come back.
            inspection.put_record(pack, by=by)
            is_kept = True
    except OmiError:
        if is_kept:
            inspection.drop_record(pack, by=by)
        raise
    return pack


def _refuse_unusable(inspection: Inspection, path: Path, passphrase: str) -> None:
    if inspection.details.role is not Role.LEAD:
        raise RequestError(
            f"“{inspection.path.name}” is an assessor's copy. Make packs from the lead "
            "inspector's copy."
        )
    if inspection.signed_off() is not None:
        raise RequestError(
            "This inspection was signed off, so nobody can be given cases to read. "
            "Reopen it with a reason first."
        )
    if path.exists():
        raise _taken(path)
    if not path.parent.is_dir():
        raise RequestError(f"There is no folder “{path.parent}”. Make it, or choose another.")
    if not passphrase:
        raise RequestError("The passphrase of the pack is empty. Give one that is hard to guess.")


def _taken(path: Path) -> RequestError:
    return RequestError(f"“{path}” exists already and was left as it is. Choose another name.")


def _content(inspection: Inspection, assessor: str) -> _Content:
    """Read the content of a pack; once more where the file was written to meanwhile."""
    while True:
        before = inspection.saved().revision
        content = _read(inspection, assessor, before)
        if inspection.saved().revision == before:
            return content


def _read(inspection: Inspection, assessor: str, revision: int) -> _Content:
    people = {person.id: person for person in inspection.people()}
    if assessor not in people:
        raise RequestError(f"There is no person “{assessor}” in the team. Choose one of the team.")
    leads = {key for key, p in people.items() if p.kind is PersonKind.LEAD_INSPECTOR}
    blind = {read.case for read in inspection.records(SecondRead) if read.person == assessor}
    kept = [case for case in inspection.cases() if case.status is not CaseStatus.WITHDRAWN]
    own = [case for case in kept if case.assessor == assessor]
    second = [case for case in kept if case.id in blind and case.assessor != assessor]
    if not own and not second:
        raise RequestError(
            f"{people[assessor].name} has no case to read. Share the cases out first."
        )
    ids = {case.id for case in own}
    stored = {case.id: inspection.answers(case.id) for case in own}
    answers = [answer for by_question in stored.values() for answer in by_question.values()]
    before: dict[str, SecondReading] = {}
    for case in second:
        begun = own_reading(inspection, case.id, assessor)
        if begun is not None:
            before[case.id] = begun
        answers += _as_begun(_facts(inspection, case.id, leads), begun)
    # Whoever answered in a case before it came to its reader is named there.
    named = {assessor, *leads, *(a.by for a in answers)}
    return _Content(
        revision,
        people=tuple(person for key, person in people.items() if key in named),
        cases=tuple(
            sorted((*own, *_unread(second, before, assessor)), key=lambda case: case.position)
        ),
        answers=tuple(answers),
        records=(
            *inspection.records(RiskOfHarmOnly),
            *inspection.records(Precedent),
            *(mark for mark in inspection.records(Mark) if mark.case in ids),
            *(mark for begun in before.values() for mark in begun.marks),
            *(agreed for agreed in inspection.records(Agreed) if agreed.case in ids),
            *(seen for seen in inspection.records(Acknowledged) if seen.case in ids),
            *_interviews(inspection, ids, {case.id for case in second}),
            *(comment for comment in inspection.records(Comment) if comment.case in ids),
            *(reply for reply in inspection.records(Reply) if reply.case in ids),
        ),
    )


def _interviews(inspection: Inspection, own: set[str], second: set[str]) -> list[Record]:
    """Return the interviews of a reader's own cases, and what is to be asked only once.

    Every copy knows all managers by their keys, and who was met already; what managers answered is
    seen by those alone who read one of their cases.
    """
    managers, held_by = managers_of(inspection), holders(inspection)
    interviews = [one for one in inspection.records(CaseInterview) if one.case in own]
    theirs = {managers.key_of(one.manager) for one in interviews}
    theirs |= {m.key for case in own if (m := listed_manager(inspection, case))}
    theirs = {managers.key_of(key) for key in theirs}
    answers = inspection.records(StaffAnswer)
    return [
        *managers.all,
        *(holder for case, holder in held_by.items() if case in own | second),
        *interviews,
        *(note for note in inspection.records(InterviewNote) if note.case in own),
        *inspection.records(StaffInterview),
        *(one for one in answers if managers.key_of(one.manager) in theirs),
    ]


def _is_of_manager(record: Record) -> TypeGuard[OffenderManager | StaffInterview | StaffAnswer]:
    return isinstance(record, OffenderManager | StaffInterview | StaffAnswer)


def _unread(cases: Sequence[Case], before: Mapping[str, SecondReading], reader: str) -> list[Case]:
    """Return cases as if this reader alone had them: as far as their own reading has come."""
    return [
        Case(case.id, case.ref, case.position, *_how_far(before.get(case.id)), reader)
        for case in cases
    ]


def _how_far(begun: SecondReading | None) -> tuple[CaseStatus, str]:
    if begun is None or not begun.status:
        return CaseStatus.NOT_STARTED, ""
    return CaseStatus(begun.status), begun.reason


def _as_begun(facts: Sequence[Answer], begun: SecondReading | None) -> list[Answer]:
    """Return what a second reader begins with: the drawn facts, and their own answers so far."""
    found = {fact.question: fact for fact in facts}
    if begun is not None:
        for one in begun.whole:
            if one.question not in found or one.by in (begun.person, ""):
                own = (one.question, one.value, one.note, one.by, one.at)
                found[one.question] = Answer(begun.case, *own, 0)
    return list(found.values())


def _facts(inspection: Inspection, case: str, leads: set[str]) -> list[Answer]:
    """Return the facts that a case was drawn with, whatever its first reader made of them."""
    facts = {fact.id for fact in inspection.instrument.facts}
    drawn: dict[str, Answer] = {}
    for change in inspection.history(case):
        question = change.question or ""
        came_with_the_list = change.how is How.IMPORTED and change.by in {*leads, ""}
        if change.what == "answer" and question in facts and came_with_the_list:
            drawn[question] = Answer(
                case, question, change.new, "", change.by, change.at, change.revision
            )
    return [answer for answer in drawn.values() if answer.value is not None]


def _write(
    inspection: Inspection,
    path: Path,
    passphrase: str,
    content: _Content,
    pack: Pack,
    *,
    by: str,
    clock: Clock,
    cost: KeyCost,
) -> None:
    lead = inspection.details
    details = Details(
        id=lead.id,
        area=lead.area,
        role=Role.ASSESSOR,
        created=lead.created,
        fieldwork=lead.fieldwork,
        publication=lead.publication,
        service=lead.service,
    )
    bank: Mapping[str, str] = inspection.bank_files
    with create(path, passphrase, bank=bank, details=details, clock=clock, cost=cost) as copy:
        copy.add_people(content.people, by=by)
        copy.add_cases(content.cases, by=by)
        copy.write_answers([_as_given(answer) for answer in content.answers], how=How.IMPORTED)
        for case in content.cases:
            # What came with a case does not begin it.
            copy.set_status(case.id, case.status, by=by, reason=case.reason)
        # Last: all that follows in its history is the assessor's own.
        copy.change_records(put=(*content.records, pack), by=by)


def _as_given(answer: Answer) -> NewAnswer:
    return NewAnswer(answer.case, answer.question, answer.value, answer.note, answer.by, answer.at)
