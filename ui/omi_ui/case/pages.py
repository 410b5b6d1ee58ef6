"""The pages of a case: which questions stand together, in report order or in reading order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from itertools import groupby
from typing import TYPE_CHECKING

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
    """How far a page is: answered of those that apply; a page with nothing to ask is empty."""

    answered: int
    applicable: int

    @property
    def is_complete(self) -> bool:
        """Tell whether nothing is missing."""
        return self.applicable > 0 and self.answered == self.applicable


def pages(instrument: Instrument, order: Order) -> tuple[Page, ...]:
    """Return every question of the bank once, page by page."""
    if order is Order.REPORT:
        return (*_facts(instrument), *_criteria(instrument), *_leadership(instrument))
    return (*_facts(instrument), *_stages(instrument))


def progress(page: Page, standing: CaseStanding) -> Progress:
    """Return how far this page of the case is."""
    states = [standing.state(question.id) for question in page.questions]
    missing = states.count(State.NOT_ANSWERED)
    answered = states.count(State.ANSWERED) + states.count(State.NOT_APPLICABLE)
    return Progress(answered, answered + missing)


def _facts(instrument: Instrument) -> Iterator[Page]:
    for group, questions in groupby(instrument.facts, key=_group):
        yield Page(f"facts/{group}", "Facts", group or "Facts", tuple(questions))


def _criteria(instrument: Instrument) -> Iterator[Page]:
    titles = {section.id: section.title for section in instrument.sections}
    for criterion in instrument.criteria:
        heading = f"{criterion.section} {titles[criterion.section]}"
        title = f"{criterion.id} {criterion.title}"
        yield Page(criterion.id, heading, title, criterion.questions)


def _leadership(instrument: Instrument) -> Iterator[Page]:
    titles = {section.id: section.title for section in instrument.sections}
    for criterion in instrument.leadership:
        if criterion.questions:
            section = criterion.id.split(".")[0]
            heading = f"{section} {titles.get(section, '')}"
            title = f"{criterion.id} {criterion.title}"
            yield Page(criterion.id, heading, title, criterion.questions)


def _stages(instrument: Instrument) -> Iterator[Page]:
    titles = {c.id: f"{c.id} {c.title}" for c in instrument.criteria}
    titles |= {c.id: f"{c.id} {c.title}" for c in instrument.leadership}
    for stage in instrument.stages:
        asked = _without_profile(instrument.in_stage(stage.id))
        for criterion, questions in groupby(asked, key=_criterion):
            yield Page(f"{stage.id}/{criterion}", stage.title, titles[criterion], tuple(questions))


def _without_profile(questions: Iterable[Question]) -> Iterator[Question]:
    return (question for question in questions if question.criterion)


def _group(question: Question) -> str:
    return question.group


def _criterion(question: Question) -> str:
    return question.criterion
