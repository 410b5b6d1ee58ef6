"""Undo and redo of answers and notes, worked out from the history of a case alone.

Nothing else is stored: an undone change is a row of the history like any other, so what can be
undone is known again when the file is opened the next day.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

UNDONE, REDONE, TYPED = "undone", "redone", "typed"
PAUSE = timedelta(hours=4)
"""A longer pause ends a sitting: lunch does not, a night does."""

_SITTINGS = 2
_STEPS = frozenset({"answer", "note"})


class Change(Protocol):
    """What is read of a row of the history."""

    @property
    def at(self) -> str:
        """Return when, ISO 8601."""

    @property
    def by(self) -> str:
        """Return who."""

    @property
    def how(self) -> str:
        """Return how the change came."""

    @property
    def what(self) -> str:
        """Return what changed: an answer, a note, or something that is no step."""

    @property
    def question(self) -> str | None:
        """Return the question."""

    @property
    def old(self) -> str | None:
        """Return what stood there before."""

    @property
    def new(self) -> str | None:
        """Return what stood there after."""


@dataclass(frozen=True, slots=True)
class Step:
    """One change that can be undone or redone: an answer or the note beside it, from old to new."""

    what: str
    question: str
    old: str | None
    new: str | None

    @property
    def is_note(self) -> bool:
        """Tell whether the step changed a note, not an answer."""
        return self.what == "note"


@dataclass(frozen=True, slots=True)
class Stacks:
    """What can be undone and what redone; the last of each is next."""

    undo: tuple[Step, ...] = ()
    redo: tuple[Step, ...] = ()


def stacks(changes: Iterable[Change], by: str) -> Stacks:
    """Return what a person can undo and redo in a case, from its history in order.

    It reaches over this sitting and the last; a sitting begins with its first change. What came
    another way, or from somebody else, cannot be undone here, nor what it was put in place of. A
    new change ends what could be redone.
    """
    undo: list[tuple[int, Step]] = []
    redo: list[tuple[int, Step]] = []
    sitting, last = 0, ""
    for change in changes:
        if change.what not in _STEPS or change.question is None:
            continue
        is_own = change.by == by
        if is_own:
            sitting += _ends_a_sitting(last, change.at)
            last = change.at
        step = Step(change.what, change.question, change.old, change.new)
        if is_own and change.how == TYPED:
            undo.append((sitting, step))
            redo.clear()
        elif is_own and change.how == UNDONE and undo and _taken_back(undo[-1][1]) == step:
            redo.append((sitting, undo.pop()[1]))
        elif is_own and change.how == REDONE and redo and redo[-1][1] == step:
            undo.append((sitting, redo.pop()[1]))
        else:
            undo = [known for known in undo if not _same_place(known[1], step)]
            redo = [known for known in redo if not _same_place(known[1], step)]
    return Stacks(_of_late(undo, sitting), _of_late(redo, sitting))


def _taken_back(step: Step) -> Step:
    return Step(step.what, step.question, step.new, step.old)


def _same_place(one: Step, other: Step) -> bool:
    return (one.what, one.question) == (other.what, other.question)


def _of_late(steps: list[tuple[int, Step]], sitting: int) -> tuple[Step, ...]:
    return tuple(step for when, step in steps if sitting - when < _SITTINGS)


def _ends_a_sitting(last: str, at: str) -> bool:
    # A clock that was set back makes no pause: what comes later comes later.
    if not last:
        return False
    return datetime.fromisoformat(at) - datetime.fromisoformat(last) > PAUSE
