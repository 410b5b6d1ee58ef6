"""What lies around a question in the order that is shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from omi_desktop.casework.orders import page_of, progress
from omi_desktop.instrument.applicability import State

if TYPE_CHECKING:
    from omi_desktop.casework.orders import Page
    from omi_desktop.instrument.applicability import CaseStanding
    from omi_ui.case.sitting import Sitting


@dataclass(frozen=True, slots=True)
class Around:
    """The questions without an answer: those after a question, and those before it."""

    after: tuple[str, ...]
    before: tuple[str, ...]

    @property
    def words(self) -> str:
        """Return what is to be said where nothing is missing after the question."""
        left = len(self.before)
        if not left:
            return "Every question that applies has an answer."
        words = "question before this has" if left == 1 else "questions before this have"
        return f"{left} {words} no answer. Enter goes there."


def missing_around(pages: Sequence[Page], standing: CaseStanding, here: str) -> Around:
    """Return what is missing after a question and before it; all of it after no question."""
    order = [question.id for page in pages for question in page.questions]
    at = order.index(here) + 1 if here in order else 0
    after, before = (
        tuple(question for question in part if standing.state(question) is State.NOT_ANSWERED)
        for part in (order[at:], order[:at])
    )
    return Around(after, before)


def page_to_open(pages: Sequence[Page], standing: CaseStanding, question: str) -> Page:
    """Return the page of a question; without one the first with something missing, or the first."""
    known = page_of(pages, question)
    if known is not None:
        return known
    marks = ((page, progress(page.questions, standing)) for page in pages)
    return next(
        (page for page, how_far in marks if how_far.answered < how_far.applicable), pages[0]
    )


class Places:
    """On which question each case was left while the program runs."""

    def __init__(self) -> None:
        self._left_at: dict[str, str] = {}

    def keep(self, sitting: Sitting, question: str) -> None:
        """Keep the question on which a case is left."""
        if question in sitting.instrument.questions:
            self._left_at[sitting.case.id] = question

    def of(self, sitting: Sitting, pages: Sequence[Page]) -> str:
        """Return the question to go on with, or "" where the case was never worked on.

        After another day that is what is missing next after the answer that was given last.
        """
        if not sitting.is_open:
            return ""
        known = self._left_at.get(sitting.case.id, "")
        if known or not sitting.left_at:
            return known
        around = missing_around(pages, sitting.standing, sitting.left_at)
        return next(iter(around.after), sitting.left_at)
