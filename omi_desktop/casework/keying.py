"""A form that was filled in on paper, keyed: what stands in each box, and what a key means there.

The figures are those that the form prints in its boxes, so that whoever keys it reads them off.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from omi_desktop.instrument.model import NOT_APPLICABLE, ValueType, several

if TYPE_CHECKING:
    from collections.abc import Sequence

    from omi_desktop.casework.orders import Page
    from omi_desktop.instrument.applicability import CaseStanding
    from omi_desktop.instrument.model import Question

_NONE = "none"
"""The choice of a question with several crosses that goes with no other."""


@dataclass(frozen=True, slots=True)
class FormBox:
    """A box of the form: the figure in it, the value that a cross in it means, and its words."""

    figure: str
    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Meant:
    """What the figures keyed so far mean: a value, none yet, or nothing that stands on the form.

    `is_whole` tells that no further figure could change it, so that the next question can follow.
    """

    value: str | None
    is_whole: bool = False
    is_wrong: bool = False


class Beside(Enum):
    """How an answer of the form stands to the one in the file."""

    NEW = "new"
    SAME = "the same"
    OTHER = "other"


def boxes(question: Question) -> tuple[FormBox, ...]:
    """Return the boxes of a question in order; none where something is to be written.

    "Not applicable" can be crossed for a question under a criterion, not for a fact.
    """
    if question.scale is None:
        return ()
    numbered = (
        FormBox(str(number), choice.id, choice.label)
        for number, choice in enumerate(question.scale.choices, 1)
    )
    away = (FormBox("0", NOT_APPLICABLE, "Not applicable"),) if question.criterion else ()
    return (*numbered, *away)


def meant(question: Question, figures: str) -> Meant:
    """Return what figures mean that were keyed one after the other on a question with boxes."""
    if question.value_type is ValueType.SEVERAL:
        return _marked(question, figures)
    values = {box.figure: box.value for box in boxes(question)}
    could_go_on = any(each != figures and each.startswith(figures) for each in values)
    value = values.get(figures)
    if value is None:
        return Meant(None, is_wrong=not could_go_on)
    return Meant(value, is_whole=not could_go_on)


def beside(stored: str | None, keyed: str) -> Beside:
    """Return how a keyed answer stands to the one that the file holds."""
    if stored is None:
        return Beside.NEW
    # Crosses have no order.
    return Beside.SAME if set(several(stored)) == set(several(keyed)) else Beside.OTHER


def asked(pages: Sequence[Page], standing: CaseStanding) -> tuple[str, ...]:
    """Return the questions that a form asks in its order: all but those that cannot apply.

    What waits for an earlier answer is asked: on paper it may have been answered all the same.
    """
    return tuple(
        question.id
        for page in pages
        for question in page.questions
        if standing.applies(question.id) is not False
    )


def after(order: Sequence[str], every: Sequence[str], here: str) -> str:
    """Return the next question of `order` behind one of `every`; "" behind the last."""
    return _next(order, every, here)


def before(order: Sequence[str], every: Sequence[str], here: str) -> str:
    """Return the question of `order` in front of one of `every`; "" in front of the first."""
    return _next(order[::-1], every[::-1], here)


def _next(order: Sequence[str], every: Sequence[str], here: str) -> str:
    place = {question: at for at, question in enumerate(every)}
    at = place.get(here, -1)
    return next((question for question in order if place[question] > at), "")


def _marked(question: Question, figures: str) -> Meant:
    values = {box.figure: box.value for box in boxes(question)}
    marked: set[str] = set()
    for figure in figures:
        value = values.get(figure)
        if value is None:
            return Meant(None, is_wrong=True)
        if value in marked:
            marked.discard(value)
        elif _NONE in (value, *marked):
            marked = {value}
        else:
            marked.add(value)
    if NOT_APPLICABLE in marked:
        return Meant(NOT_APPLICABLE)
    in_order = [value for value in values.values() if value in marked]
    return Meant("+".join(in_order) or None)
