"""One case on the table: what it says, what became of each question, and every write to it."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from omi_desktop.casework.completing import Completing, Wanted, Why, completing, why_wanted
from omi_desktop.clock import now, stamp
from omi_desktop.instrument.applicability import CaseStanding, State, standing
from omi_desktop.instrument.gates import And, Condition, GateName
from omi_desktop.instrument.model import NOT_APPLICABLE
from omi_desktop.store import (
    Acknowledged,
    Case,
    CaseStatus,
    Inspection,
    Mark,
    MarkKind,
    Precedent,
    Role,
    Saved,
    new_key,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from omi_desktop.instrument.model import Instrument
    from omi_desktop.store import Answer, CaseInterview, Change, Moved, Typed
    from omi_desktop.store.checking import Thread
    from omi_desktop.store.checking_records import Comment, Reply
    from omi_desktop.store.interviewing import Interviewing
    from omi_desktop.store.moderation_records import Agreed


class Sitting:
    """A case while someone works on it. Every write is on disk when the call returns."""

    def __init__(self, inspection: Inspection, case_id: str, by: str) -> None:
        self._inspection = inspection
        self._by = by
        self.case: Case = inspection.case(case_id)
        answers = inspection.answers(case_id)
        self.values: dict[str, str] = {q: a.value for q, a in answers.items() if a.value}
        self.notes: dict[str, str] = {q: a.note for q, a in answers.items() if a.note}
        self.unkept: dict[str, str] = {}
        """Notes that the file refused, by question: they are shown and tried again, never lost."""
        self.standing: CaseStanding = standing(self.instrument, self.values)
        self.left_at = _last_changed(answers, by)
        self._precedents: tuple[Precedent, ...] | None = None
        self.typed: tuple[Typed, ...] = ()
        self.typed_in_interview: dict[str, tuple[str, str]] = {}
        """What was typed on prompts and never saved, with when."""
        self._read_typed(inspection.journalled())
        self.marks: tuple[Mark, ...] = ()
        self._read_marks()
        self._threads: tuple[Thread, ...] | None = None

    @property
    def instrument(self) -> Instrument:
        """Return the question bank of the inspection."""
        return self._inspection.instrument

    @property
    def is_open(self) -> bool:
        """Tell whether answers may change: not once the case is complete or withdrawn."""
        return self.case.status in (CaseStatus.NOT_STARTED, CaseStatus.IN_PROGRESS)

    def state(self, question: str) -> State | None:
        """Return what became of a question."""
        return self.standing.state(question)

    def applies(self, question: str) -> bool | None:
        """Tell whether a question applies; None while that is undecided."""
        return self.standing.applies(question)

    def is_shown(self, question: str) -> bool:
        """Tell whether a question has something to show: it applies, or its answer is parked."""
        return self.state(question) is not None

    def is_missing(self, question: str) -> bool:
        """Tell whether a question applies and has no answer."""
        return self.state(question) is State.NOT_ANSWERED

    def fact(self, question: str) -> str:
        """Return the words of an answer that counts, or ""."""
        asked = self.instrument.questions.get(question)
        value = self.values.get(question)
        if asked is None or value is None or self.state(question) is State.PARKED:
            return ""
        return asked.label(value)

    def asked_of(self, question: str) -> str:
        """Return in words which cases a question is asked of; "" where it is all of them."""
        titles = _gate_titles(self.instrument, self.instrument.questions[question].applies_to)
        return "; ".join(titles)

    def why_parked(self, question: str) -> str:
        """Return the line under a parked answer, or ""."""
        if self.state(question) is not State.PARKED:
            return ""
        whom = self.asked_of(question)
        of = f"Asked only of: {whom}." if whom else "It is no longer asked of this case."
        return f"Parked: counts nowhere, and returns if the earlier answer changes back. {of}"

    def answer(self, question: str, value: str | None) -> Saved:
        """Keep an answer; it can be undone in this sitting and the next."""
        saved = self._inspection.answer(self.case.id, question, value, by=self._by)
        self._take(question, value)
        return saved

    def note(self, question: str, text: str) -> Saved:
        """Keep a note, unless the file holds it already; one that the file refuses stays here."""
        self.unkept[question] = text
        saved = self._note(question, text)
        del self.unkept[question]
        return saved

    def shown_note(self, question: str) -> str:
        """Return a note as it was written, whether the file took it or not."""
        return self.unkept.get(question, self.notes.get(question, ""))

    def _note(self, question: str, text: str) -> Saved:
        if self.notes.get(question, "") == text:
            self.forget_typed(question)
            return self._inspection.saved()
        saved = self._inspection.note(self.case.id, question, text, by=self._by)
        self._take_note(question, text)
        self.typed = tuple(each for each in self.typed if each.question != question)
        return saved

    def journal(self, question: str, text: str) -> None:
        """Bring a note that is still being typed to disk, where it waits to be saved."""
        self._read_typed(self._inspection.journal(self.case.id, question, text, by=self._by))

    def forget_typed(self, question: str) -> None:
        """Forget what was typed beside a question and never saved."""
        if any(each.question == question for each in self.typed):
            self._inspection.forget_typed(self.case.id, question)
            self._read_typed(self._inspection.journalled())

    def undo(self) -> Moved | None:
        """Take back what was last changed in the case, in this sitting or the last."""
        if not self.is_open:
            return None
        return self._moved(self._inspection.undo(self.case.id, by=self._by))

    def redo(self) -> Moved | None:
        """Make again what was last taken back."""
        if not self.is_open:
            return None
        return self._moved(self._inspection.redo(self.case.id, by=self._by))

    def history(self, question: str) -> tuple[Change, ...]:
        """Return what became of an answer and its note, the latest first."""
        found = self._inspection.history(self.case.id, question)
        return tuple(reversed([each for each in found if each.what in ("answer", "note")]))

    def names(self) -> dict[str, str]:
        """Return the names of the team by id."""
        return {person.id: person.name for person in self._inspection.people()}

    @property
    def is_lead(self) -> bool:
        """Tell whether this is the lead inspector's copy."""
        return self._inspection.details.role is Role.LEAD

    def precedents(self, question: str) -> tuple[Precedent, ...]:
        """Return what was decided before on a question, the latest first."""
        if self._precedents is None:
            self._precedents = self._inspection.records(Precedent)
        found = [each for each in self._precedents if each.question == question]
        return tuple(sorted(found, key=_decided_at, reverse=True))

    def decide(self, question: str, text: str) -> Precedent:
        """Return a decision on a question, made now; not kept yet."""
        return Precedent(new_key(), question, text, stamp(now()))

    def put_precedent(self, precedent: Precedent) -> Saved:
        """Keep a decision, for every assessor."""
        self._precedents = None
        return self._inspection.put_record(precedent, by=self._by)

    def drop_precedent(self, precedent: Precedent) -> Saved:
        """Remove a decision."""
        self._precedents = None
        return self._inspection.drop_record(precedent, by=self._by)

    @cached_property
    def reasons(self) -> dict[str, str]:
        """Return what each answer that wants a reason in its note wants, by question."""
        return {
            question: Wanted(question, why).sentence
            for question, value in self.values.items()
            if not self.notes.get(question, "").strip() and (why := self._why(question, value))
        }

    def beside(self, question: str) -> str:
        """Return the quiet line under an answer: what was agreed on, or what it still wants."""
        agreed = self._agreed.get(question)
        told = self.reasons.get(question, "")
        if agreed is None or self.values.get(question) != agreed.value:
            return told
        from omi_desktop.report.agreed import agreed_sentence

        sentence = agreed_sentence(agreed, self.instrument.questions[question], self.names())
        return f"{sentence} {told}".strip()

    def completing(self) -> Completing:
        """Return what stands between the case and its completion."""
        return completing(
            self.instrument,
            self.values,
            self.notes,
            acknowledged=frozenset(self.acknowledged()),
            today=now().date(),
            interviewed=date.fromisoformat(day) if (day := self.interview.day) else None,
        )

    def acknowledged(self) -> dict[str, str]:
        """Return the warnings that stay as they are, each with the word on why."""
        found = self._inspection.records(Acknowledged)
        return {each.warning: each.word for each in found if each.case == self.case.id}

    def acknowledge(self, warning: str, word: str) -> Saved:
        """Keep a word on why a warning stays as it is; no word takes it back."""
        made = Acknowledged(self.case.id, warning, word)
        if word:
            return self._inspection.put_record(made, by=self._by)
        return self._inspection.drop_record(made, by=self._by)

    def interviewing(self) -> Interviewing:
        """Return the interview on this case, to be read and written."""
        from omi_desktop.store.interviewing import Interviewing

        return Interviewing(self._inspection, self.case.id, self._by)

    def interview_changed(self) -> None:
        """Forget what was read of the interview."""
        for name in ("interview", "heard"):
            self.__dict__.pop(name, None)
        self._read_typed(self._inspection.journalled())

    @cached_property
    def interview(self) -> CaseInterview:
        """Return what is said of the interview on this case."""
        from omi_desktop.store import CaseInterview

        own = (i for i in self._inspection.records(CaseInterview) if i.case == self.case.id)
        return next(own, CaseInterview(self.case.id))

    @property
    def interview_is_told(self) -> bool:
        """Tell whether it was said if the interview took place."""
        return self.interview.took_place != "not said"

    @cached_property
    def heard(self) -> dict[str, str]:
        """Return the notes of the interview by prompt."""
        from omi_desktop.store import InterviewNote

        found = self._inspection.records(InterviewNote)
        return {each.prompt: each.text for each in found if each.case == self.case.id}

    def forget_typed_in_interview(self, prompt: str) -> None:
        """Forget what was typed on a prompt and never saved."""
        self._inspection.forget_typed("", f"interview note/{self.case.id}/{prompt}")
        self._read_typed(self._inspection.journalled())

    def other_cases(self) -> tuple[Case, ...]:
        """Return every other case of the inspection."""
        return tuple(case for case in self._inspection.cases() if case.id != self.case.id)

    def set_status(self, status: CaseStatus, reason: str = "") -> Saved:
        """Complete, reopen or withdraw the case."""
        saved = self._inspection.set_status(self.case.id, status, by=self._by, reason=reason)
        self.case = self._inspection.case(self.case.id)
        return saved

    def is_marked(self, question: str, kind: MarkKind, text: str) -> bool:
        """Tell whether just this passage is marked as this already."""
        known = ((mark.question, mark.kind, mark.text) for mark in self.marks)
        return (question, kind, text) in known

    def new_mark(self, question: str, kind: MarkKind, text: str) -> Mark:
        """Return a mark of this case on a passage of the note on a question; not kept yet."""
        criterion = self.instrument.questions[question].criterion
        at = stamp(now())
        return Mark(new_key(), self.case.id, criterion, question, kind, text, self._by, at)

    def put_mark(self, mark: Mark) -> Saved:
        """Keep a mark."""
        saved = self._inspection.put_record(mark, by=self._by)
        self._read_marks()
        return saved

    def drop_mark(self, mark: Mark) -> Saved:
        """Remove a mark."""
        saved = self._inspection.drop_record(mark, by=self._by)
        self._read_marks()
        return saved

    @property
    def threads(self) -> tuple[Thread, ...]:
        """Return the comments on this case, each with what followed it."""
        if self._threads is None:
            from omi_desktop.store.checking_records import Comment

            commented = self._inspection.records(Comment)
            self._threads = ()
            if any(one.case == self.case.id for one in commented):
                # Loaded only where there is something to show: most cases have no comment.
                from omi_desktop.store.checking import threads

                self._threads = threads(self._inspection, self.case.id)
        return self._threads

    @property
    def blocks_completion(self) -> tuple[Thread, ...]:
        """Return the comments that have to be answered before the reader completes the case."""
        if self.is_lead:
            return ()
        from omi_desktop.store.checking import Waits

        return tuple(one for one in self.threads if one.waits is Waits.ASSESSOR)

    def comment(self, question: str, text: str) -> Comment:
        """Keep a comment on an answer, or with "" on the case."""
        from omi_desktop.store.checking import comment_on

        self._threads = None
        return comment_on(self._inspection, self.case.id, question, text, by=self._by)

    def take_comment_back(self, comment: Comment) -> Saved:
        """Remove a comment that nobody has seen yet."""
        from omi_desktop.store.checking import take_back

        self._threads = None
        take_back(self._inspection, comment, by=self._by)
        return self._inspection.saved()

    def reply(self, comment: str, text: str) -> Reply:
        """Keep a word on a comment."""
        from omi_desktop.store.checking import reply_to

        self._threads = None
        return reply_to(self._inspection, comment, text, by=self._by)

    def take_reply_back(self, reply: Reply) -> Saved:
        """Remove a word that was just written."""
        self._threads = None
        return self._inspection.drop_record(reply, by=self._by)

    def close_comment(self, comment: str, *, closed: bool) -> Saved:
        """Close a comment, or open it again."""
        from omi_desktop.store.checking import close_comment

        self._threads = None
        close_comment(self._inspection, comment, by=self._by, closed=closed)
        return self._inspection.saved()

    def saved(self) -> Saved:
        """Return what the file says of its last change."""
        return self._inspection.saved()

    @cached_property
    def _agreed(self) -> dict[str, Agreed]:
        # Loaded when a case is opened, not when the window starts.
        from omi_desktop.store.moderation_records import Agreed

        found = self._inspection.records(Agreed)
        return {each.question: each for each in found if each.case == self.case.id}

    def _why(self, question: str, value: str) -> Why | None:
        state = State.NOT_APPLICABLE if value == NOT_APPLICABLE else State.ANSWERED
        why = why_wanted(self.instrument.questions[question], state, value)
        # Few answers want a reason: whether they count is looked up for those alone.
        return why if why and self.state(question) is state else None

    def _read_marks(self) -> None:
        own = (mark for mark in self._inspection.records(Mark) if mark.case == self.case.id)
        self.marks = tuple(sorted(own, key=_made_at))

    def _read_typed(self, typed: tuple[Typed, ...]) -> None:
        self.typed = tuple(each for each in typed if each.case == self.case.id)
        begin = f"interview note/{self.case.id}/"
        self.typed_in_interview = {
            each.question.removeprefix(begin): (each.text, each.at)
            for each in typed
            if not each.case and each.question.startswith(begin)
        }

    def _moved(self, moved: Moved | None) -> Moved | None:
        if moved is None:
            return None
        if moved.step.is_note:
            self._take_note(moved.step.question, moved.now or "")
        else:
            self._take(moved.step.question, moved.now)
        return moved

    def _take(self, question: str, value: str | None) -> None:
        if value is None:
            self.values.pop(question, None)
        else:
            self.values[question] = value
        if self.case.status is CaseStatus.NOT_STARTED:
            self.case = self._inspection.case(self.case.id)
        self.standing = standing(self.instrument, self.values)
        self.__dict__.pop("reasons", None)
        if self._threads:
            # An answer that changed may be what a comment waits for.
            self._threads = None

    def _take_note(self, question: str, text: str) -> None:
        self.notes[question] = text
        self.__dict__.pop("reasons", None)


def _last_changed(answers: Mapping[str, Answer], by: str) -> str:
    own = [(answer.revision, question) for question, answer in answers.items() if answer.by == by]
    return max(own, default=(0, ""))[1]


def _decided_at(precedent: Precedent) -> tuple[str, str]:
    return precedent.decided, precedent.id


def _made_at(mark: Mark) -> tuple[str, str]:
    return mark.at, mark.id


def _gate_titles(instrument: Instrument, condition: Condition) -> list[str]:
    match condition:
        case GateName(gate):
            return [instrument.gate[gate].title]
        case And(parts):
            return [title for part in parts for title in _gate_titles(instrument, part)]
        case _:
            return []
