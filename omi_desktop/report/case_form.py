"""A case as a form on paper: what it asks, in what order, with what was answered already.

So that work goes on when a laptop does not. The numbers of the questions, and the small figure in
each box, are those of the screen: whoever types it in later presses what stands in the box.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from omi_desktop.casework.keying import boxes
from omi_desktop.casework.orders import Order, pages
from omi_desktop.instrument.applicability import State, standing
from omi_desktop.instrument.gates import Always, And, Condition, GateName, Not, Or, Test
from omi_desktop.instrument.model import ValueType, several
from omi_desktop.report import wording
from omi_desktop.report.agreed import agreed_sentence
from omi_desktop.report.wording import listed, within
from omi_desktop.store.interviewing import Interviewing
from omi_desktop.store.second_readings import agreed_answers

if TYPE_CHECKING:
    from datetime import datetime

    from omi_desktop.instrument.applicability import CaseStanding
    from omi_desktop.instrument.model import Instrument, Question
    from omi_desktop.store import Inspection

_OPERATORS = {"<": "below", "<=": "at most", ">": "above", ">=": "at least"}


@dataclass(frozen=True, slots=True)
class Box:
    """A box to put a cross in: what it stands for, the key that means it, whether it is crossed."""

    label: str
    key: str
    is_crossed: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """One question on the form.

    `boxes` are empty where something is to be written: `written` is what was. `hint` says when it
    is to be answered, where the facts do not tell yet, or that it was agreed on and what stood
    there before. A fact of the profile has no `number`.
    """

    number: str
    text: str
    kind: ValueType
    boxes: tuple[Box, ...] = ()
    written: str = ""
    hint: str = ""
    note: str = ""
    is_risk_of_harm: bool = False
    is_summary: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """Questions under a title, with the heading above it where another begins."""

    heading: str
    title: str
    asked: tuple[Asked, ...]


@dataclass(frozen=True, slots=True)
class Talked:
    """A prompt of the interview, under the title of its part, and what was noted on it."""

    title: str
    text: str
    ask: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class CaseForm:
    """The form of a case. `progress` says how much of it was answered when it was printed.

    `interviewed` is the day and name of whoever was interviewed, "" where that is not known.
    """

    ref: str
    area: str
    assessor: str
    bank: str
    progress: str
    at: datetime
    parts: tuple[Part, ...]
    interviewed: str = ""
    interview: tuple[Talked, ...] = ()


def case_form(
    inspection: Inspection,
    case_id: str,
    *,
    at: datetime,
    blank: bool = False,
    order: Order = Order.REPORT,
) -> CaseForm:
    """Return the form of a case with its answers, or a blank one.

    What cannot apply to the case, as far as its answers tell, is left out. A blank form knows no
    answers, so it asks everything and says of whom.
    """
    instrument = inspection.instrument
    case = inspection.case(case_id)
    answers = {} if blank else inspection.answers(case_id)
    values = {q: answer.value for q, answer in answers.items() if answer.value is not None}
    notes = {q: answer.note for q, answer in answers.items() if answer.note}
    stands = standing(instrument, values)
    names = {person.id: person.name for person in inspection.people()}
    talk = Interviewing(inspection, case_id, "")
    agreed = {} if blank else agreed_answers(inspection, case_id)
    told = {
        question: agreed_sentence(one, instrument.questions[question], names)
        for (_, question), one in agreed.items()
    }
    return CaseForm(
        ref=case.ref,
        area=inspection.details.area,
        assessor=names.get(case.assessor or "", ""),
        bank=f"{instrument.title}, version {instrument.version}",
        progress="" if blank else f"{stands.answered} of {stands.applicable} answered",
        at=at,
        parts=tuple(_parts(instrument, stands, values, notes, told, order)),
        interviewed="" if blank else _interviewed(talk),
        interview=tuple(_talked(instrument, {} if blank else talk.notes)),
    )


def _interviewed(talk: Interviewing) -> str:
    day = talk.interview.day
    told = wording.day(date.fromisoformat(day)) if day else ""
    name = talk.manager.name if talk.manager else ""
    return ", ".join(part for part in (told, name) if part)


def _talked(instrument: Instrument, notes: Mapping[str, str]) -> Iterator[Talked]:
    if instrument.interview is None:
        return
    for part in instrument.interview.parts:
        for prompt in part.prompts:
            yield Talked(part.title, prompt.text, prompt.ask, notes.get(prompt.id, ""))
    yield Talked("Anything else", "Notes of the interview in general", "", notes.get("", ""))


def _parts(
    instrument: Instrument,
    stands: CaseStanding,
    values: Mapping[str, str],
    notes: Mapping[str, str],
    agreed: Mapping[str, str],
    order: Order,
) -> Iterator[Part]:
    for page in pages(instrument, order):
        asked = tuple(
            _asked(instrument, stands, question, values.get(question.id), notes, agreed)
            for question in page.questions
            if stands.applies(question.id) is not False
        )
        if asked:
            yield Part(page.heading, page.title, asked)


def _asked(
    instrument: Instrument,
    stands: CaseStanding,
    question: Question,
    stored: str | None,
    notes: Mapping[str, str],
    agreed: Mapping[str, str],
) -> Asked:
    counts = stands.state(question.id) in (State.ANSWERED, State.NOT_APPLICABLE)
    value = stored if counts else None
    # What the assessor gave before it was agreed on is printed under the answer that counts.
    hint = agreed.get(question.id, "") if counts else ""
    if stands.applies(question.id) is None:
        hint = f"Only {_words(instrument, stands, question.applies_to)}."
    return Asked(
        number=question.id if question.criterion else "",
        text=question.text,
        kind=question.value_type,
        boxes=tuple(_boxes(question, value)),
        written=value if value is not None and question.scale is None else "",
        hint=hint,
        note=notes.get(question.id, ""),
        is_risk_of_harm=question.risk_of_harm,
        is_summary=question.kind == "summary",
    )


def _boxes(question: Question, value: str | None) -> Iterator[Box]:
    if question.scale is None:
        return
    chosen = several(value or "") if question.value_type is ValueType.SEVERAL else (value,)
    for box in boxes(question):
        yield Box(box.label, box.figure, box.value in chosen)


def _words(instrument: Instrument, stands: CaseStanding, condition: Condition) -> str:
    """Return in words which cases a condition means; what is certain of this one goes unsaid."""
    match condition:
        case Always():
            return "cases"
        case GateName(gate):
            return f"for {within(instrument.gate[gate].title)}"
        case Test():
            return _test(instrument, condition)
        case Not(part):
            return f"not {_words(instrument, stands, part)}"
        case And(inner):
            open_parts = [part for part in inner if not stands.standings.where(part)]
            return listed(_words(instrument, stands, part) for part in open_parts)
        case Or(inner):
            return " or ".join(_words(instrument, stands, part) for part in inner)


def _test(instrument: Instrument, test: Test) -> str:
    question = instrument.questions[test.question]
    name = test.question if question.criterion else f"“{question.short}”"
    labels = " or ".join(f"“{question.label(value)}”" for value in test.values)
    match test.operator:
        case "!=":
            return f"if {name} is not {labels}"
        case "has":
            return f"if {name} holds {labels}"
        case "=" | "in":
            return f"if {name} is {labels}"
        case other:
            return f"if {name} is {_OPERATORS[other]} {test.values[0]}"
