"""Whatever a person does in a file, in whatever order, it says the same as a small model."""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from omi_desktop.instrument.applicability import State, standing
from omi_desktop.instrument.bank import bank_files
from omi_desktop.store import (
    Case,
    CaseStatus,
    Details,
    How,
    KeyCost,
    NewAnswer,
    Role,
    create,
    open_inspection,
)

COST = KeyCost(1, 8, 1)
BANK = bank_files(Path(__file__).parents[1] / "store" / "small-bank")
CASES = ("c1", "c2")
VALUES = {
    "case_type": ["community", "licence", "not-applicable", None],
    "1.1.1": ["sufficient", "insufficient", "not-applicable", None],
    "1.1.SUM": ["sufficient", "insufficient", None],
    "months": ["1", "14", None],
}
CLOSED = {CaseStatus.COMPLETE, CaseStatus.WITHDRAWN}
NOTES = ["", "Late", "Late, but right"]
WHO, OTHER = "p2", "p1"
Place = tuple[str, str, str]
"""Case, whether it is the answer or the note, and the question."""

Done = tuple[Place, str | None, str | None, int]
"""What was changed from what to what, and in which sitting."""

a_case = st.sampled_from(CASES)
an_answer = st.sampled_from(sorted(VALUES)).flatmap(
    lambda question: st.tuples(st.just(question), st.sampled_from(VALUES[question]))
)
a_question = st.sampled_from(sorted(VALUES))
a_note = st.sampled_from(NOTES)


@dataclass
class Model:
    """What the file must say, kept as plainly as can be."""

    now: dict[Place, str | None] = field(default_factory=dict)
    status: dict[str, CaseStatus] = field(
        default_factory=lambda: dict.fromkeys(CASES, CaseStatus.NOT_STARTED)
    )
    undo: dict[str, list[Done]] = field(default_factory=lambda: {case: [] for case in CASES})
    redo: dict[str, list[Done]] = field(default_factory=lambda: {case: [] for case in CASES})
    typed: dict[tuple[str, str], str] = field(default_factory=dict)
    sitting: dict[str, int] = field(default_factory=lambda: dict.fromkeys(CASES, 0))
    rested: set[str] = field(default_factory=set)
    """The cases in which nothing was done since the last night, and something before it."""

    begun: set[str] = field(default_factory=set)

    def at(self, place: Place) -> str | None:
        return self.now.get(place, "" if place[1] == "note" else None)

    def put(self, place: Place, new: str | None) -> bool:
        changed = self.at(place) != new
        self.now[place] = new
        case, what, _ = place
        if changed and what == "answer" and self.status[case] is CaseStatus.NOT_STARTED:
            self.status[case] = CaseStatus.IN_PROGRESS
        return changed

    def type(self, place: Place, new: str | None) -> None:
        case, what, question = place
        if what == "note":
            self.typed.pop((case, question), None)
        old = self.at(place)
        if self.put(place, new):
            self.undo[case].append((place, old, new, self.sit(case)))
            self.redo[case].clear()

    def sit(self, case: str) -> int:
        """Return the sitting of a change that is made now."""
        self.sitting[case] += case in self.rested
        self.rested.discard(case)
        self.begun.add(case)
        return self.sitting[case]

    def from_elsewhere(self, place: Place, new: str | None) -> None:
        case = place[0]
        if self.put(place, new):
            self.undo[case] = [step for step in self.undo[case] if step[0] != place]
            self.redo[case] = [step for step in self.redo[case] if step[0] != place]

    def move(self, case: str, *, back: bool) -> tuple[Place, str | None] | None:
        source, target = (self.undo, self.redo) if back else (self.redo, self.undo)
        if not source[case] or self.sitting[case] - source[case][-1][-1] > 1:
            return None
        place, old, new, _ = source[case].pop()
        target[case].append((place, old, new, self.sit(case)))
        to = old if back else new
        self.put(place, to)
        if place[1] == "note":
            self.typed.pop((case, place[2]), None)
        return place, to


class Work(RuleBasedStateMachine):
    """A person at work on two cases; another person, a merge and a closed lid come in between."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.moment = datetime(2006, 7, 18, 9, tzinfo=UTC)
        self.path = Path(self.folder.name) / "a.omi"
        self.file = create(
            self.path,
            "word",
            bank=BANK,
            details=Details("i", "A", Role.LEAD, ""),
            clock=self.clock,
            cost=COST,
        )
        self.file.add_cases(
            [
                Case(case, f"CU-{n}", n, CaseStatus.NOT_STARTED, "", None)
                for n, case in enumerate(CASES)
            ],
            by=OTHER,
        )
        self.model = Model()

    def clock(self) -> datetime:
        self.moment += timedelta(seconds=1)
        return self.moment

    def teardown(self) -> None:
        try:
            assert self.file.check() == ()
        finally:
            self.file.close()
        self.folder.cleanup()

    @rule(case=a_case, given=an_answer)
    def answer(self, case: str, given: tuple[str, str | None]) -> None:
        question, value = given
        self.file.answer(case, question, value, by=WHO)
        self.model.type((case, "answer", question), value)

    @rule(case=a_case, question=a_question, text=a_note)
    def note(self, case: str, question: str, text: str) -> None:
        self.file.note(case, question, text, by=WHO)
        self.model.type((case, "note", question), text)

    @rule(case=a_case, question=a_question, text=a_note)
    def type_on(self, case: str, question: str, text: str) -> None:
        self.file.journal(case, question, text, by=WHO)
        self.model.typed.pop((case, question), None)
        if text != self.model.at((case, "note", question)):
            self.model.typed[case, question] = text

    @rule(case=a_case)
    def undo(self, case: str) -> None:
        moved = self.file.undo(case, by=WHO)
        expected = self.model.move(case, back=True)
        assert (moved is None) == (expected is None)
        if moved is not None and expected is not None:
            assert ((case, moved.step.what, moved.step.question), moved.now) == expected

    @rule(case=a_case)
    def redo(self, case: str) -> None:
        moved = self.file.redo(case, by=WHO)
        expected = self.model.move(case, back=False)
        assert (moved is None) == (expected is None)
        if moved is not None and expected is not None:
            assert ((case, moved.step.what, moved.step.question), moved.now) == expected

    @rule(case=a_case, given=an_answer, text=a_note)
    def merge(self, case: str, given: tuple[str, str | None], text: str) -> None:
        question, value = given
        self.file.write_answers([NewAnswer(case, question, value, text, OTHER, "")], how=How.MERGED)
        self.model.from_elsewhere((case, "answer", question), value)
        self.model.from_elsewhere((case, "note", question), text)

    @rule(case=a_case, given=an_answer)
    def moderate(self, case: str, given: tuple[str, str | None]) -> None:
        question, value = given
        self.file.answer(case, question, value, by=OTHER, how=How.MODERATED)
        self.model.from_elsewhere((case, "answer", question), value)

    @rule(case=a_case, status=st.sampled_from([CaseStatus.COMPLETE, CaseStatus.WITHDRAWN]))
    def complete_or_withdraw(self, case: str, status: CaseStatus) -> None:
        self.file.set_status(case, status, by=WHO, reason="Read")
        self.model.status[case] = status

    @precondition(lambda self: CLOSED & set(self.model.status.values()))
    @rule()
    def reopen_a_case(self) -> None:
        case = next(c for c, status in self.model.status.items() if status in CLOSED)
        self.file.set_status(case, CaseStatus.IN_PROGRESS, by=WHO, reason="Read again")
        self.model.status[case] = CaseStatus.IN_PROGRESS

    @rule()
    def a_night_passes(self) -> None:
        self.moment += timedelta(hours=14)
        self.model.rested = set(self.model.begun)

    @rule()
    def close_and_open(self) -> None:
        self.file.close()
        self.file = open_inspection(self.path, "word", self.clock, cost=COST)

    @invariant()
    def the_file_says_what_the_model_says(self) -> None:
        stored = {case: self.file.answers(case) for case in CASES}
        for (case, what, question), wanted in self.model.now.items():
            answer = stored[case].get(question)
            if what == "answer":
                assert (answer.value if answer else None) == wanted
            else:
                assert (answer.note if answer else "") == wanted
        assert {case.id: case.status for case in self.file.cases()} == self.model.status

    @invariant()
    def what_is_typed_and_not_saved_is_known(self) -> None:
        typed = {(t.case, t.question): t for t in self.file.journalled()}
        # What came from elsewhere may be what somebody was typing.
        assert {place: left.text for place, left in typed.items()} == self.model.typed
        for (case, question), left in typed.items():
            assert left.saved == self.model.at((case, "note", question))

    @invariant()
    def an_answer_is_parked_while_its_gate_is_closed(self) -> None:
        for case in CASES:
            values = {
                question: value
                for (where, what, question), value in self.model.now.items()
                if where == case and what == "answer" and value is not None
            }
            is_licence = values.get("case_type") == "licence"
            found = standing(self.file.instrument, self.file.values()[case])
            state = found.state("1.1.1")
            if "1.1.1" not in values:
                assert state is (State.NOT_ANSWERED if is_licence else None)
            elif not is_licence:
                assert state is State.PARKED
            else:
                assert state is not State.PARKED

    @invariant()
    def words_are_found_where_they_stand(self) -> None:
        noted = {
            (case, question)
            for (case, what, question), text in self.model.now.items()
            if what == "note" and text and "right" in text
        }
        assert {(hit.case, hit.question) for hit in self.file.search("right")} == noted


TestWork = Work.TestCase
TestWork.settings = settings(
    max_examples=2000 if os.environ.get("OMI_SOAK") else 30, stateful_step_count=40, deadline=None
)
