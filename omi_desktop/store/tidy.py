"""Answers as tidy rows: one a case and question, as the workbook and the CSV file show them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from omi_desktop.instrument.applicability import State

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from omi_desktop.instrument.applicability import Standings
    from omi_desktop.instrument.model import Instrument
    from omi_desktop.store import Answer, Case, Person

COLUMNS = (
    "case_ref",
    "question_id",
    "state",
    "answer",
    "above_line",
    "note",
    "assessor",
    "answered_at",
    "revision",
)
"""The header of tidy answers, in order."""


@dataclass(frozen=True, slots=True)
class TidyAnswer:
    """One row: what stands for one question in one case.

    `above_line` is told only where the answer counts. `assessor` is who answered, or who is to
    answer. `answered_at` is "" and `revision` None where nothing was ever stored.
    """

    case_ref: str
    question_id: str
    state: State
    answer: str
    above_line: bool | None
    note: str
    assessor: str
    answered_at: str
    revision: int | None


def tidy_answers(
    instrument: Instrument,
    *,
    people: Sequence[Person],
    cases: Sequence[Case],
    answers: Sequence[Answer],
    standings: Standings,
) -> Iterator[TidyAnswer]:
    """Yield a row for each case and question that applies or once did, in order of both.

    The index of a case in `standings` is its place in `cases`. A case whose answers count nowhere
    (it is withdrawn, or was set back to not started) yields no rows: whoever counts the rows
    counts what the scores count.
    """
    names = {person.id: person.name for person in people}
    stored: dict[str, dict[str, Answer]] = {case.id: {} for case in cases}
    for answer in answers:
        stored[answer.case][answer.question] = answer
    for index, case in enumerate(cases):
        own = stored[case.id]
        if _counts_nowhere(case, own):
            continue
        for question_id in instrument.questions:
            state = standings.state(question_id, index)
            if state is not None:
                yield _row(instrument, case, names, question_id, state, own.get(question_id))


def _counts_nowhere(case: Case, own: Mapping[str, Answer]) -> bool:
    if case.status == "withdrawn":
        return True
    return case.status == "not started" and any(a.value is not None for a in own.values())


def _row(
    instrument: Instrument,
    case: Case,
    names: Mapping[str, str],
    question_id: str,
    state: State,
    answer: Answer | None,
) -> TidyAnswer:
    question = instrument.questions[question_id]
    value = answer.value if answer else None
    who = (answer.by if answer else case.assessor) or ""
    return TidyAnswer(
        case_ref=case.ref,
        question_id=question_id,
        state=state,
        answer="" if value is None else question.label(value),
        above_line=(
            question.above_line(value) if value is not None and state is State.ANSWERED else None
        ),
        note=answer.note if answer else "",
        assessor=names.get(who, who),
        answered_at=answer.at if answer else "",
        revision=answer.revision if answer else None,
    )
