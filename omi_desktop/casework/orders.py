"""Two orders of the same questions, page by page: as one reads a file, and as one reports."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import groupby
from typing import TYPE_CHECKING, Protocol

from omi_desktop.instrument.applicability import State

if TYPE_CHECKING:
    from omi_desktop.instrument.applicability import CaseStanding
    from omi_desktop.instrument.model import Instrument, Question


class Order(Enum):
    """The two orders of the same questions."""

    REPORT = "report order"
    READING = "reading order"


@dataclass(frozen=True, slots=True)
class Page:
    """Questions that are shown together, under the heading they share with other pages."""

    id: str
    heading: str
    title: str
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far some questions of a case are: those that apply, answered or not, and those parked."""

    answered: int
    applicable: int
    parked: int = 0

    @property
    def is_complete(self) -> bool:
        """Tell whether nothing is missing; where nothing is asked, nothing is complete either."""
        return self.applicable > 0 and self.answered == self.applicable


class Touched(Protocol):
    """What is read of a row of the history."""

    @property
    def what(self) -> str:
        """Return what changed."""

    @property
    def question(self) -> str | None:
        """Return the question."""

    @property
    def by(self) -> str:
        """Return who changed it."""


def pages(instrument: Instrument, order: Order) -> tuple[Page, ...]:
    """Return every question of the bank once, page by page."""
    if order is Order.REPORT:
        return (*_facts(instrument), *_criteria(instrument), *_leadership(instrument))
    return (*_facts(instrument), *_stages(instrument))


def progress(questions: Iterable[Question], standing: CaseStanding) -> Progress:
    """Return how far these questions are."""
    states = [standing.state(question.id) for question in questions]
    answered = states.count(State.ANSWERED) + states.count(State.NOT_APPLICABLE)
    missing = states.count(State.NOT_ANSWERED)
    return Progress(answered, answered + missing, states.count(State.PARKED))


def by_heading(ordered: Sequence[Page], standing: CaseStanding) -> tuple[tuple[str, Progress], ...]:
    """Return the headings in order, each with how far its pages are together."""
    found: dict[str, list[Question]] = {}
    for page in ordered:
        found.setdefault(page.heading, []).extend(page.questions)
    return tuple((heading, progress(asked, standing)) for heading, asked in found.items())


def next_unanswered(ordered: Sequence[Page], standing: CaseStanding, after: str = "") -> str | None:
    """Return the next question without an answer after this one, round to the first again.

    None where nothing is missing. Without `after` it is the first one.
    """
    asked = [question.id for page in ordered for question in page.questions]
    start = asked.index(after) + 1 if after in asked else 0
    round_again = [*asked[start:], *asked[:start]]
    return next((q for q in round_again if standing.state(q) is State.NOT_ANSWERED), None)


def page_of(ordered: Sequence[Page], question: str) -> Page | None:
    """Return the page that a question stands on."""
    return next((page for page in ordered if any(q.id == question for q in page.questions)), None)


def left_at(changes: Iterable[Touched], by: str) -> str | None:
    """Return the question that a person last answered or wrote a note on, from the history."""
    last = None
    for change in changes:
        if change.what in ("answer", "note") and change.by == by:
            last = change.question
    return last


def _facts(instrument: Instrument) -> Iterator[Page]:
    for group, questions in groupby(instrument.facts, key=_group):
        yield Page(f"facts/{group}", "Facts", group or "Facts", tuple(questions))


def _criteria(instrument: Instrument) -> Iterator[Page]:
    titles = {section.id: section.title for section in instrument.sections}
    for criterion in instrument.criteria:
        heading = f"{criterion.section} {titles[criterion.section]}"
        yield Page(criterion.id, heading, f"{criterion.id} {criterion.title}", criterion.questions)


def _leadership(instrument: Instrument) -> Iterator[Page]:
    titles = {section.id: section.title for section in instrument.sections}
    for criterion in instrument.leadership:
        if criterion.questions:
            section = criterion.id.split(".")[0]
            heading = f"{section} {titles.get(section, '')}".strip()
            yield Page(
                criterion.id, heading, f"{criterion.id} {criterion.title}", criterion.questions
            )


def _stages(instrument: Instrument) -> Iterator[Page]:
    titles = {c.id: f"{c.id} {c.title}" for c in (*instrument.criteria, *instrument.leadership)}
    for stage in instrument.stages:
        asked = [question for question in instrument.in_stage(stage.id) if question.criterion]
        for criterion, questions in groupby(asked, key=_criterion):
            yield Page(f"{stage.id}/{criterion}", stage.title, titles[criterion], tuple(questions))


def _group(question: Question) -> str:
    return question.group


def _criterion(question: Question) -> str:
    return question.criterion
