"""What the cases say beside the text: notes, the cases behind a figure, passages marked in them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from omi_desktop.report.agreed import agreed_words
from omi_desktop.report.live import Figure, Form
from omi_desktop.report.wording import counted, of
from omi_desktop.store import CaseStatus, Inspection, Mark
from omi_desktop.store.second_readings import agreed_answers, marks_of_second_readings

if TYPE_CHECKING:
    from omi_desktop.instrument.model import Instrument, Question
    from omi_desktop.report.counting import CasesBehind
    from omi_desktop.report.figures import Figures
    from omi_desktop.scoring.score import ScoredCase


@dataclass(frozen=True, slots=True)
class CaseNote:
    """What was written beside an answer: in which case, what the answer was."""

    ref: str
    answer: str
    above_line: bool | None
    text: str


@dataclass(frozen=True, slots=True)
class CaseAnswer:
    """One case of those behind a figure, and how it answered the question."""

    case: str
    ref: str
    question: str
    answer: str
    above_line: bool | None


@dataclass(frozen=True, slots=True)
class CaseAnswers:
    """The cases behind a figure: in words how many they are, then each, those it counts first."""

    words: str
    answers: tuple[CaseAnswer, ...]


@dataclass(frozen=True, slots=True)
class CaseMark:
    """A passage that was marked in a case, and whether good practice was written from it."""

    ref: str
    mark: Mark
    is_used: bool


class FromCases:
    """The evidence of all cases of an inspection at one moment; `cases` are by position."""

    def __init__(
        self, inspection: Inspection, cases: Sequence[ScoredCase], figures: Figures
    ) -> None:
        self._inspection = inspection
        self._scored = cases
        self._figures = figures
        self._cases = inspection.cases()
        self._agreed = agreed_answers(inspection)
        self._names = {person.id: person.name for person in inspection.people()}
        self._marks = (*inspection.records(Mark), *marks_of_second_readings(inspection))

    @property
    def references(self) -> tuple[str, ...]:
        """Return the references of all cases: none of them may stand in the report."""
        return tuple(case.ref for case in self._cases)

    def notes(self, question: str) -> tuple[CaseNote, ...]:
        """Return the notes on a question in cases that count, those below the line first."""
        return self._notes.get(question, ())

    def behind(self, figure: Figure) -> CaseAnswers:
        """Return the cases behind a figure of one question or of several."""
        if not self._figures.knows(figure):
            return CaseAnswers("Not asked in this inspection.", ())
        parts = [
            Figure(figure.form, (name,), figure.sufficient, figure.value, figure.where)
            for name in figure.of
        ]
        found = [(part, self._figures.cases_behind(part)) for part in parts]
        words = [_counted(part, behind, self._instrument) for part, behind in found]
        if len(found) > 1:
            words = [f"{name}: {said}" for name, said in zip(figure.of, words, strict=True)]
        answers = (answer for part, behind in found for answer in self._answers(part, behind))
        return CaseAnswers("; ".join(words), tuple(answers))

    def answered(self, question: str) -> CaseAnswers:
        """Return the cases that answered a question: those below the line first, else by answer."""
        asked = self._instrument.questions[question]
        scale = asked.scale
        if scale is not None and scale.judges:
            return self.behind(Figure(Form.OF, (question,), sufficient=False))
        first = scale.choices[0].id if scale and scale.choices else ""
        if not first:
            return CaseAnswers("No cases are counted by this question.", ())
        part = Figure(Form.OF, (question,), value=first)
        base = self._figures.cases_behind(part).base
        found = [self._answer(asked, place) for place in base]
        words = f"{counted(len(base), 'case', 'cases')}, by answer"
        return CaseAnswers(words, tuple(sorted(found, key=_by_answer)))

    def marks(self, criterion: str, used: Iterable[str]) -> tuple[CaseMark, ...]:
        """Return what was marked for a criterion, good practice first; `used` are ids of marks."""
        known = set(used)
        refs = self._counting
        own = [
            CaseMark(refs[mark.case], mark, mark.id in known)
            for mark in self._marks
            if mark.criterion == criterion and mark.case in refs
        ]
        return tuple(sorted(own, key=_by_kind))

    @property
    def _instrument(self) -> Instrument:
        return self._inspection.instrument

    @cached_property
    def _counting(self) -> dict[str, str]:
        kept = (case for case in self._cases if case.status is not CaseStatus.WITHDRAWN)
        return {case.id: case.ref for case in kept}

    def _answers(self, part: Figure, behind: CasesBehind) -> Iterable[CaseAnswer]:
        asked = self._instrument.questions[part.of[0]]
        others = (place for place in behind.base if place not in behind.counted)
        return (self._answer(asked, place) for place in (*behind.counted, *others))

    def _answer(self, asked: Question, place: int) -> CaseAnswer:
        case, value = self._cases[place], self._scored[place].values[asked.id]
        said = self._said(case.id, asked, value)
        return CaseAnswer(case.id, case.ref, asked.id, said, asked.above_line(value))

    def _said(self, case: str, asked: Question, value: str) -> str:
        agreed = self._agreed.get((case, asked.id))
        told = asked.label(value)
        return f"{told} ({agreed_words(agreed, asked, self._names)})" if agreed else told

    @cached_property
    def _notes(self) -> dict[str, tuple[CaseNote, ...]]:
        refs = self._counting
        found: dict[str, list[CaseNote]] = {}
        for answer in self._inspection.all_answers():
            question = self._instrument.questions.get(answer.question)
            if answer.note and question is not None and answer.case in refs:
                value = answer.value
                said = self._said(answer.case, question, value) if value else "Not answered"
                above = question.above_line(value) if value else None
                note = CaseNote(refs[answer.case], said, above, answer.note)
                found.setdefault(answer.question, []).append(note)
        return {q: tuple(sorted(notes, key=_below_first)) for q, notes in found.items()}


def _counted(part: Figure, behind: CasesBehind, instrument: Instrument) -> str:
    count, base = len(behind.counted), len(behind.base)
    if part.value:
        side = f"answered “{instrument.questions[part.of[0]].label(part.value)}”"
    else:
        side = "above the line" if part.sufficient else "below the line"
    if not base:
        return "No case is relevant"
    return f"{of(count, base)} {side}"


def _below_first(note: CaseNote) -> tuple[int, str]:
    return (0 if note.above_line is False else 1 if note.above_line else 2, note.ref)


def _by_answer(answer: CaseAnswer) -> tuple[str, str]:
    return answer.answer, answer.ref


def _by_kind(found: CaseMark) -> tuple[str, str, str]:
    return found.mark.kind, found.mark.question, found.ref
