"""What the list says of each case, counted over all cases at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from omi_desktop.instrument.applicability import standings, tally
from omi_desktop.store import CaseStatus, Inspection

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from omi_desktop.instrument.model import Instrument
    from omi_desktop.store import Case, Typed

_NAMED_BY = ("case_type", "tier", "roh_level")
"""The facts that a line shows."""


class CaseRow(Struct, frozen=True):
    """One line of the list. Numbers are plain, so that columns sort by value."""

    id: str
    ref: str
    sentence: str
    tier: str
    risk: str
    risk_rank: int
    assessor: str
    status: CaseStatus
    reason: str
    answered: int = 0
    applicable: int = 0
    """0 until it is counted: there are questions that apply in every case."""
    below_line: int = 0
    """Risk of Harm questions that are answered below the line."""
    assessor_id: str = ""
    notes_asked: int = 0
    """Answers that want a reason in a note and have none."""
    unsaved: int = 0
    """Notes that were typed when the program stopped, and never saved."""

    @property
    def share(self) -> float:
        """Return how far the case is, from 0 to 1."""
        return self.answered / self.applicable if self.applicable else 0.0

    @property
    def words(self) -> str:
        """Return everything one might type to find the case."""
        return f"{self.ref} {self.sentence} {self.tier} {self.risk} {self.assessor}".lower()


def named_rows(inspection: Inspection) -> tuple[CaseRow, ...]:
    """Return the lines of the list with nothing counted yet: no question applies in any of them.

    Counting takes as long as all else that a list needs before it can be shown.
    """
    cases = inspection.cases()
    return _named(inspection, cases, inspection.values(only=_NAMED_BY))


def case_rows(inspection: Inspection) -> tuple[CaseRow, ...]:
    """Return the lines of the list, in the order of the sample."""
    cases = inspection.cases()
    stored = inspection.values()
    instrument = inspection.instrument
    found = standings(instrument, [stored[case.id] for case in cases])
    questions = instrument.questions.values()
    counted = {question.id: found.counted(question.id) for question in questions}
    applicable = tally((found.applicable(question.id) for question in questions), len(cases))
    answered = tally((mask for given in counted.values() for mask in given.values()), len(cases))
    below = tally(
        (
            mask
            for question in questions
            if question.risk_of_harm
            for value, mask in counted[question.id].items()
            if question.above_line(value) is False
        ),
        len(cases),
    )
    return tuple(
        replace(row, answered=answered[at], applicable=applicable[at], below_line=below[at])
        for at, row in enumerate(_named(inspection, cases, stored))
    )


def _named(
    inspection: Inspection, cases: Sequence[Case], stored: Mapping[str, Mapping[str, str]]
) -> tuple[CaseRow, ...]:
    instrument = inspection.instrument
    unsaved = [_typed_in(typed) for typed in inspection.journalled()]
    names = {person.id: person.name for person in inspection.people()}
    return tuple(
        CaseRow(
            id=case.id,
            ref=case.ref,
            sentence=_fact(instrument, stored[case.id], "case_type"),
            tier=_fact(instrument, stored[case.id], "tier"),
            risk=_fact(instrument, stored[case.id], "roh_level"),
            risk_rank=_rank(instrument, stored[case.id], "roh_level"),
            assessor=names.get(case.assessor or "", ""),
            status=case.status,
            reason=case.reason,
            assessor_id=case.assessor or "",
            unsaved=unsaved.count(case.id),
        )
        for case in cases
    )


def _typed_in(typed: Typed) -> str:
    """Return the case that somebody typed in, be it a note or its interview."""
    kind, _, key = typed.question.partition("/")
    return key.partition("/")[0] if kind == "interview note" else typed.case


def _fact(instrument: Instrument, values: Mapping[str, str], question: str) -> str:
    asked = instrument.questions.get(question)
    value = values.get(question)
    return asked.label(value) if asked and value else ""


def _rank(instrument: Instrument, values: Mapping[str, str], question: str) -> int:
    asked = instrument.questions.get(question)
    scale = asked.scale if asked else None
    ids = [choice.id for choice in scale.choices] if scale else []
    value = values.get(question, "")
    return ids.index(value) + 1 if value in ids else 0
