"""Undo and redo in a file: the next step of `casework.steps`, written as a change of its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from omi_desktop.casework.steps import Stacks, Step, stacks
from omi_desktop.store.values import How, Saved

if TYPE_CHECKING:
    from omi_desktop.store.inspection import Inspection


@dataclass(frozen=True, slots=True)
class Moved:
    """A step that was undone or redone: where, what stands there now, and what the file says."""

    step: Step
    now: str | None
    saved: Saved


def steps_of(inspection: Inspection, case: str, *, by: str) -> Stacks:
    """Return what a person can undo and redo in a case, this sitting and the last."""
    changes = inspection.history(case)
    if inspection.is_risk_of_harm_only:
        changes = tuple(change for change in changes if inspection.is_asked(change.question))
    return stacks(changes, by)


def undo(inspection: Inspection, case: str, *, by: str) -> Moved | None:
    """Take the last change of an answer or a note back; None where there is none to take back."""
    known = steps_of(inspection, case, by=by).undo
    if not known:
        return None
    return _move(inspection, case, known[-1], known[-1].old, by=by, how=How.UNDONE)


def redo(inspection: Inspection, case: str, *, by: str) -> Moved | None:
    """Make the change that was last undone again; None where there is none."""
    known = steps_of(inspection, case, by=by).redo
    if not known:
        return None
    return _move(inspection, case, known[-1], known[-1].new, by=by, how=How.REDONE)


def _move(
    inspection: Inspection, case: str, step: Step, to: str | None, *, by: str, how: How
) -> Moved:
    if step.is_note:
        saved = inspection.note(case, step.question, to or "", by=by, how=how)
    else:
        saved = inspection.answer(case, step.question, to, by=by, how=how)
    return Moved(step, to, saved)
