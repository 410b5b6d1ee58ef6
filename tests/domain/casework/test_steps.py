"""What can be undone and redone follows from the history alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from omi_desktop.casework.steps import Stacks, Step, stacks

MORNING = datetime.fromisoformat("2006-07-18T09:00:00+00:00")


@dataclass(frozen=True)
class Row:
    """A row of the history."""

    question: str
    old: str | None
    new: str | None
    how: str = "typed"
    what: str = "answer"
    by: str = "p2"
    minutes: int = 0

    @property
    def at(self) -> str:
        return (MORNING + timedelta(minutes=self.minutes)).isoformat()


def answer(question: str, old: str | None, new: str | None) -> Step:
    return Step("answer", question, old, new)


def test_answers_and_notes_are_undone_in_the_order_they_were_made() -> None:
    rows = [Row("1.1", None, "yes"), Row("1.1", "", "Late", what="note"), Row("1.2", None, "no")]
    assert stacks(rows, "p2") == Stacks(
        (
            answer("1.1", None, "yes"),
            Step("note", "1.1", "", "Late"),
            answer("1.2", None, "no"),
        )
    )


def test_what_was_undone_can_be_redone_and_undone_again() -> None:
    rows = [Row("1.1", None, "yes"), Row("1.1", "yes", None, "undone")]
    assert stacks(rows, "p2") == Stacks((), (answer("1.1", None, "yes"),))
    rows.append(Row("1.1", None, "yes", "redone"))
    assert stacks(rows, "p2") == Stacks((answer("1.1", None, "yes"),), ())


def test_a_new_change_ends_what_could_be_redone() -> None:
    rows = [Row("1.1", None, "yes"), Row("1.1", "yes", None, "undone"), Row("1.2", None, "no")]
    assert stacks(rows, "p2") == Stacks((answer("1.2", None, "no"),), ())


def test_nobody_undoes_what_somebody_else_did() -> None:
    rows = [Row("1.1", None, "yes", by="p1"), Row("1.2", None, "no")]
    assert stacks(rows, "p2").undo == (answer("1.2", None, "no"),)


def test_an_answer_that_was_moderated_or_merged_since_stays() -> None:
    for how in ("moderated", "merged", "imported"):
        rows = [Row("1.1", None, "yes"), Row("1.2", None, "no"), Row("1.1", "yes", "no", how)]
        assert stacks(rows, "p2").undo == (answer("1.2", None, "no"),)


def test_a_moderated_answer_leaves_the_note_beside_it_to_be_undone() -> None:
    note = Row("1.1", "", "Late", what="note")
    rows = [note, Row("1.1", None, "no", "moderated", by="p1")]
    assert stacks(rows, "p2").undo == (Step("note", "1.1", "", "Late"),)


def test_what_somebody_else_changed_after_it_was_undone_cannot_be_redone() -> None:
    rows = [
        Row("1.1", None, "yes"),
        Row("1.1", "yes", None, "undone"),
        Row("1.1", None, "no", by="p1"),
    ]
    assert stacks(rows, "p2") == Stacks()


def test_undoing_reaches_over_this_sitting_and_the_last() -> None:
    rows = [
        Row("1.1", None, "yes", minutes=0),
        Row("1.2", None, "yes", minutes=24 * 60),
        Row("1.3", None, "yes", minutes=48 * 60),
    ]
    assert [step.question for step in stacks(rows, "p2").undo] == ["1.2", "1.3"]


def test_lunch_ends_no_sitting() -> None:
    rows = [Row(f"1.{n}", None, "yes", minutes=n * 60) for n in range(8)]
    assert len(stacks(rows, "p2").undo) == 8


def test_undoing_in_a_new_sitting_makes_it_the_present_one() -> None:
    day = 24 * 60
    rows = [
        Row("1.1", None, "yes", minutes=0),
        Row("1.2", None, "yes", minutes=day),
        Row("1.2", "yes", None, "undone", minutes=2 * day),
    ]
    assert stacks(rows, "p2") == Stacks((), (answer("1.2", None, "yes"),))


def test_a_clock_that_was_set_back_makes_no_pause() -> None:
    rows = [
        Row("1.1", None, "yes", minutes=3000),
        Row("1.2", None, "yes", minutes=0),
        Row("1.3", None, "yes", minutes=1),
    ]
    assert len(stacks(rows, "p2").undo) == 3


def test_the_status_of_the_case_is_no_step() -> None:
    rows = [Row("1.1", None, "yes"), Row("", "in progress", "complete", what="status")]
    assert stacks(rows, "p2").undo == (answer("1.1", None, "yes"),)
