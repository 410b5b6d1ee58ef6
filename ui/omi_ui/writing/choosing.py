"""What a figure can be of, found by a few letters; how it can be shown; of which cases."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from omi_desktop.instrument.model import Instrument, Kind, Question
from omi_desktop.report.live import Figure, Form
from omi_desktop.scoring.averaging import THREAD, section_name

FORMS = (
    (Form.PERCENT, "Percentage"),
    (Form.OF, "Count of base"),
    (Form.COUNT, "Count"),
    (Form.BASE, "Base"),
    (Form.WORDS, "Count in words"),
    (Form.SHARE, "Share in words"),
)
SENTENCE = (Form.SENTENCE, "The question’s own sentence")
MEAN = (Form.PERCENT, "Mean percentage")


@dataclass(frozen=True, slots=True)
class Subject:
    """A question or a score that a figure can be of."""

    id: str
    title: str
    text: str
    is_score: bool = False
    home: str = ""
    """The criterion it belongs to, or ""."""
    is_judged: bool = False
    """Whether its answers lie on two sides of the line, so that a mean can be taken."""

    def is_meant_by(self, letters: Sequence[str]) -> bool:
        """Tell whether all these letters, in small, stand in it."""
        words = f"{self.id} {self.title} {self.text}".casefold()
        return all(each in words for each in letters)


@dataclass(frozen=True, slots=True)
class Side:
    """Which cases a figure counts: a side of the line, or those with one answer."""

    words: str
    sufficient: bool = True
    value: str = ""


def subjects(instrument: Instrument) -> tuple[Subject, ...]:
    """Return everything that a figure can be of: scores first, then questions in report order."""
    return (*_scores(instrument), *_questions(instrument))


def meant(every: Sequence[Subject], letters: str, criterion: str) -> tuple[Subject, ...]:
    """Return what the letters mean; what belongs to the criterion comes first, questions first.

    A number that is typed, such as "1.2", means first what it names, then what begins with it.
    """
    parts = letters.casefold().split()
    hits = [subject for subject in every if subject.is_meant_by(parts)]
    first = parts[0] if parts else ""

    def rank(subject: Subject) -> tuple[bool, ...]:
        name = subject.id.casefold()
        begins = bool(first) and name.startswith(first)
        return (name != first, not begins, subject.home != criterion, subject.is_score)

    return tuple(sorted(hits, key=rank))


def sides(question: Question) -> tuple[Side, ...]:
    """Return which cases of a question can be counted."""
    scale = question.scale
    if scale is None:
        return ()
    judged = (Side("Sufficient"), Side("Insufficient", sufficient=False)) if scale.judges else ()
    answers = (Side(f"Answer “{choice.label}”", value=choice.id) for choice in scale.choices)
    return (*judged, *answers)


def forms(question: Question, side: Side) -> tuple[tuple[Form, str], ...]:
    """Return how a figure of one question can be shown, with the words for it."""
    has_sentence = bool(question.strength) and not side.value
    return (*FORMS, SENTENCE) if has_sentence else FORMS


def mean(chosen: Sequence[Subject], side: Side, gate: str) -> Figure:
    """Return the figure that is the mean of several questions."""
    names = tuple(subject.id for subject in chosen)
    return Figure(Form.PERCENT, names, side.sufficient, where=gate)


def made(subject: Subject, form: Form, side: Side, gate: str) -> Figure:
    """Return the figure that was chosen."""
    if subject.is_score:
        return Figure(Form.SCORE, (subject.id,), where=gate)
    return Figure(form, (subject.id,), side.sufficient, side.value, gate)


def _scores(instrument: Instrument) -> Iterator[Subject]:
    for criterion in instrument.criteria:
        title = f"Score of {criterion.title}"
        yield Subject(criterion.id, title, "", is_score=True, home=criterion.id)
    scored = {criterion.section for criterion in instrument.criteria}
    for section in instrument.sections:
        if section.id in scored:
            yield Subject(section_name(section.id), f"Score of {section.title}", "", is_score=True)
    yield Subject(THREAD, "Score of the Risk of Harm thread", "", is_score=True)


def _questions(instrument: Instrument) -> Iterator[Subject]:
    profile = ((question, "") for question in instrument.facts)
    scored = ((q, c.id) for c in instrument.criteria for q in c.questions)
    rated = ((q, c.id) for c in instrument.leadership for q in c.questions)
    for question, home in chain(scored, rated, profile):
        if question.scale is not None:
            kind = " summary" if question.kind is Kind.SUMMARY else ""
            yield Subject(
                question.id,
                question.short,
                question.text + kind,
                home=home,
                is_judged=question.scale.judges,
            )
