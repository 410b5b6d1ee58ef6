"""The question bank as values: what is asked, of which cases, on which scale."""

from __future__ import annotations

from enum import StrEnum
from functools import cached_property

from msgspec import Struct

from omi_desktop.instrument.gates import ALWAYS, Condition

NOT_APPLICABLE = "not-applicable"
"""The stored value of an answer "not applicable"; no choice of a scale may be called so."""


class Kind(StrEnum):
    """What a question is for."""

    SCORED = "scored"
    SUMMARY = "summary"
    FACT = "fact"


class ValueType(StrEnum):
    """How a question is answered."""

    CHOICE = "choice"
    SEVERAL = "several"
    NUMBER = "number"
    DATE = "date"
    TEXT = "text"


class Choice(Struct, frozen=True):
    """One answer of a scale; `above_line` is None where the scale judges nothing."""

    id: str
    label: str
    above_line: bool | None = None


class Scale(Struct, frozen=True):
    """The answers a question offers, in the order they are shown."""

    id: str
    choices: tuple[Choice, ...]

    @property
    def above(self) -> frozenset[str]:
        """Return the ids of the answers that lie above the line."""
        return frozenset(choice.id for choice in self.choices if choice.above_line)

    @property
    def judges(self) -> bool:
        """Tell whether the scale has a line at all."""
        return any(choice.above_line is not None for choice in self.choices)

    def choice(self, value: str) -> Choice | None:
        """Return the choice with this id, or None."""
        return next((choice for choice in self.choices if choice.id == value), None)


class Gate(Struct, frozen=True):
    """A named condition over facts, earlier answers and other gates."""

    id: str
    title: str
    when: Condition


class Question(Struct, frozen=True):
    """One question or fact of a case.

    `criterion` is "" for a fact of the case's profile. `stage` places it in the reading order,
    `group` under a heading of the facts page. `strength` and `improvement` are the sentences it
    makes in a report; their places {count}, {base} and {percent} speak of the sufficient cases in
    a strength and of the insufficient ones in an area for improvement.
    """

    id: str
    kind: Kind
    text: str
    short: str
    criterion: str
    stage: str
    applies_to: Condition
    value_type: ValueType = ValueType.CHOICE
    scale: Scale | None = None
    risk_of_harm: bool = False
    group: str = ""
    guidance: str = ""
    strength: str = ""
    improvement: str = ""
    printed: bool = True
    """Whether the 2006 report prints a result that implies this question."""

    @property
    def counts(self) -> bool:
        """Tell whether the question takes part in scores."""
        return self.kind is not Kind.FACT

    def label(self, value: str) -> str:
        """Return the words for a stored value, as screens, workbooks and reports show them."""
        if value == NOT_APPLICABLE:
            return "Not applicable"
        if self.scale is None:
            return value
        if self.value_type is ValueType.SEVERAL:
            return "; ".join(self._choice_label(part) for part in several(value))
        return self._choice_label(value)

    def above_line(self, value: str) -> bool | None:
        """Tell whether a stored value lies above the line; None where there is no line."""
        choice = self.scale.choice(value) if self.scale else None
        return choice.above_line if choice else None

    def _choice_label(self, value: str) -> str:
        choice = self.scale.choice(value) if self.scale else None
        return choice.label if choice else value


def several(value: str) -> tuple[str, ...]:
    """Return the choices in a stored value of type `several` ("curfew+unpaid_work")."""
    return tuple(part for part in value.split("+") if part)


class GeneralCriterion(Struct, frozen=True):
    """What every general criterion says of itself."""

    id: str
    title: str
    descriptor: str


class Criterion(GeneralCriterion, frozen=True):
    """A general criterion of sections 1-3, with its questions in report order."""

    section: str
    questions: tuple[Question, ...]


class SpecificCriterion(Struct, frozen=True):
    """One of the specific criteria that a leadership criterion is rated on."""

    id: str
    text: str
    prompt: str


class LeadershipCriterion(GeneralCriterion, frozen=True):
    """A general criterion of section 4: rated in words, from its specific criteria.

    `questions` are asked in every case but reported here; they are facts and score nothing.
    """

    specific: tuple[SpecificCriterion, ...]
    questions: tuple[Question, ...] = ()


class Section(Struct, frozen=True):
    """A section of the report and of the scores."""

    id: str
    title: str


class Stage(Struct, frozen=True):
    """A stage of the reading order: how one reads a file."""

    id: str
    title: str


class SurveyItem(Struct, frozen=True):
    """An item of the staff interview or of a questionnaire."""

    id: str
    text: str
    scale: Scale | None
    guidance: str = ""
    reported_in: str = ""


class Survey(Struct, frozen=True):
    """The staff interview, or a questionnaire to offenders, victims or sentencers."""

    id: str
    title: str
    respondents: str
    introduction: str
    items: tuple[SurveyItem, ...]


class Prompt(Struct, frozen=True):
    """What to ask an offender manager about a case, and the questions it is evidence on.

    `ask` says what to listen for.
    """

    id: str
    text: str
    ask: str
    informs: tuple[str, ...]


class InterviewPart(Struct, frozen=True):
    """What is talked about together in an interview."""

    id: str
    title: str
    prompts: tuple[Prompt, ...]


class InterviewGuide(Struct, frozen=True):
    """The interview with the offender manager of a case, in a good order for talking.

    `after` are the dates of a case that the interview does not come before.
    """

    title: str
    introduction: str
    parts: tuple[InterviewPart, ...]
    after: tuple[str, ...] = ()

    @property
    def prompts(self) -> tuple[Prompt, ...]:
        """Return every prompt, in the order in which they are asked."""
        return tuple(prompt for part in self.parts for prompt in part.prompts)

    def on(self, question: str) -> tuple[Prompt, ...]:
        """Return the prompts whose answers are evidence on a question."""
        return tuple(prompt for prompt in self.prompts if question in prompt.informs)


class Coherence(Struct, frozen=True):
    """Answers of a case that hardly go together, and the sentence that says so.

    It speaks where `when` holds and all else that it names is so: one of `given` has an answer,
    parked ones included; none of `wanting` has an answer that counts; the dates of `order` do not
    follow one another; or `lasts`, a date and a number of months, is longer than the time since.
    """

    id: str
    sentence: str
    when: Condition = ALWAYS
    given: tuple[str, ...] = ()
    wanting: tuple[str, ...] = ()
    order: tuple[str, ...] = ()
    lasts: tuple[str, ...] = ()


class Instrument(Struct, frozen=True, dict=True):
    """A whole question bank; everything else asks it, nothing repeats it."""

    id: str
    title: str
    version: str
    individual_weight: int
    summary_weight: int
    line: int
    sections: tuple[Section, ...]
    stages: tuple[Stage, ...]
    facts: tuple[Question, ...]
    criteria: tuple[Criterion, ...]
    leadership: tuple[LeadershipCriterion, ...]
    ratings: tuple[Choice, ...]
    gates: tuple[Gate, ...]
    surveys: tuple[Survey, ...]
    risk_of_harm_sections: tuple[str, ...] = ("1", "2")
    coherence: tuple[Coherence, ...] = ()
    interview: InterviewGuide | None = None

    @cached_property
    def questions(self) -> dict[str, Question]:
        """Return every fact and question by id: profile facts first, then report order."""
        scored = (q for criterion in self.criteria for q in criterion.questions)
        rated = (q for criterion in self.leadership for q in criterion.questions)
        asked = [*self.facts, *scored, *rated]
        return {question.id: question for question in asked}

    @cached_property
    def gate(self) -> dict[str, Gate]:
        """Return every gate by id."""
        return {gate.id: gate for gate in self.gates}

    @cached_property
    def criterion(self) -> dict[str, Criterion]:
        """Return the criteria of sections 1-3 by id."""
        return {criterion.id: criterion for criterion in self.criteria}

    def in_stage(self, stage: str) -> tuple[Question, ...]:
        """Return the questions of one stage of the reading order, in bank order."""
        return tuple(q for q in self.questions.values() if q.stage == stage)
