"""What stands between a case and its completion: missing answers, reasons, warnings."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from omi_desktop.casework.coherence import CaseWarning, interview_warnings, warnings
from omi_desktop.instrument.applicability import CaseStanding, State, standing
from omi_desktop.instrument.model import Instrument, Question


class Why(StrEnum):
    """Why an answer wants a reason beside it."""

    NOT_APPLICABLE = "not applicable"
    BELOW_THE_LINE = "below the line on Risk of Harm"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A reason that an answer wants; the note beside the answer gives it."""

    question: str
    why: Why

    @property
    def sentence(self) -> str:
        """Return what to do, in a sentence."""
        if self.why is Why.NOT_APPLICABLE:
            return "Say why this does not apply here, although it is asked of such cases."
        return "Say what fell short: this answer is below the line on Risk of Harm."


@dataclass(frozen=True, slots=True)
class Completing:
    """What is left to do in a case, each with the questions to go to.

    `missing` are questions without an answer, `reasons` those that want a reason, `warnings` those
    that nobody acknowledged yet, `acknowledged` the others.
    """

    missing: tuple[str, ...]
    reasons: tuple[Wanted, ...]
    warnings: tuple[CaseWarning, ...]
    acknowledged: tuple[CaseWarning, ...]

    @property
    def is_ready(self) -> bool:
        """Tell whether the case can be completed without leaving anything behind."""
        return not (self.missing or self.reasons or self.warnings)

    @property
    def left(self) -> int:
        """Return how many things are left to do."""
        return len(self.missing) + len(self.reasons) + len(self.warnings)


def completing(
    instrument: Instrument,
    values: Mapping[str, str],
    notes: Mapping[str, str],
    *,
    acknowledged: Collection[str] = (),
    today: date,
    interviewed: date | None = None,
) -> Completing:
    """Return what is left to do in a case.

    `acknowledged` are the ids of the warnings of this case that were acknowledged with a word,
    `interviewed` the day of its interview.
    """
    case = standing(instrument, values)
    found = warnings(instrument, values, today)
    if interviewed is not None:
        found += interview_warnings(instrument, values, interviewed, today)
    return Completing(
        case.missing,
        reasons_wanted(instrument, case, values, notes),
        tuple(warning for warning in found if warning.id not in acknowledged),
        tuple(warning for warning in found if warning.id in acknowledged),
    )


def reasons_wanted(
    instrument: Instrument,
    case: CaseStanding,
    values: Mapping[str, str],
    notes: Mapping[str, str],
) -> tuple[Wanted, ...]:
    """Return the answers that want a reason and have none, in the order of the bank."""
    return tuple(
        Wanted(question.id, why)
        for question in instrument.questions.values()
        if not notes.get(question.id, "").strip()
        and (why := why_wanted(question, case.state(question.id), values.get(question.id)))
    )


def why_wanted(question: Question, state: State | None, value: str | None) -> Why | None:
    """Return why this answer wants a reason, or None where it wants none.

    A question that its gate keeps from a case wants none: the gate decided. Where the gate asked it
    and the assessor says that it does not apply, only the assessor knows why.
    """
    if state is State.NOT_APPLICABLE:
        return Why.NOT_APPLICABLE
    below = state is State.ANSWERED and value is not None and question.above_line(value) is False
    return Why.BELOW_THE_LINE if below and question.risk_of_harm else None
