"""From the words for an answer back to the value that is stored."""

from __future__ import annotations

from typing import TYPE_CHECKING

from omi_desktop.errors import RequestError
from omi_desktop.instrument.applicability import State
from omi_desktop.instrument.model import NOT_APPLICABLE, Question, ValueType
from omi_desktop.store.acceptable import refuse_unoffered

if TYPE_CHECKING:
    from omi_desktop.instrument.model import Scale


class NotOffered(Exception):
    """The words are no answer to the question, or do not go with its state."""


def stored_value(
    question: Question, words: str, state: State | None, stored: str | None = None
) -> str | None:
    """Return the value that `words` stand for: an id, a label, or what a person typed.

    `state` None is told from the words. Where the words are those of the value that is `stored`
    already, it is that value, whatever else they could mean. Raises NotOffered.
    """
    if state is State.NOT_ANSWERED or (state is None and not words):
        if words:
            raise NotOffered(f"“{words}” is given, but the state is not answered")
        return None
    if stored is not None and words == question.label(stored) and _goes_with(state, stored):
        return stored
    if state is State.NOT_APPLICABLE:
        if words and not _says_not_applicable(question, words):
            raise NotOffered(f"“{words}” is given, but the state is not applicable")
        return NOT_APPLICABLE
    if not words:
        raise NotOffered(f"the state is {state}, but no answer is given")
    # A text may happen to read “Not applicable”; told to be answered, it is a text.
    typed = question.value_type is ValueType.TEXT and state is State.ANSWERED
    if not typed and _says_not_applicable(question, words):
        if state is State.ANSWERED:
            raise NotOffered(f"“{words}” is given, but the state is answered")
        return NOT_APPLICABLE
    value = _value(question, words)
    try:
        refuse_unoffered(question, value)
    except RequestError as error:
        raise NotOffered(str(error).rstrip(".")) from error
    return value


def _goes_with(state: State | None, stored: str) -> bool:
    if stored == NOT_APPLICABLE:
        return state is not State.ANSWERED
    return state is not State.NOT_APPLICABLE


def _says_not_applicable(question: Question, words: str) -> bool:
    said = words.strip().casefold()
    return said in (NOT_APPLICABLE, question.label(NOT_APPLICABLE).casefold())


def _value(question: Question, words: str) -> str:
    if question.scale is None:
        return words if question.value_type is ValueType.TEXT else words.strip()
    if question.value_type is not ValueType.SEVERAL:
        return _choice(question.scale, words)
    parts = words.split(";") if ";" in words else words.split("+")
    whole = _choice(question.scale, words)
    # One label may hold a plus or a semicolon itself.
    if question.scale.choice(whole) is not None:
        return whole
    return "+".join(_choice(question.scale, part) for part in parts)


def _choice(scale: Scale, words: str) -> str:
    """Return the id of the choice with this id, else of the only one with this label."""
    said = words.strip()
    if scale.choice(said) is not None:
        return said
    called = [c.id for c in scale.choices if c.label.casefold() == said.casefold()]
    return called[0] if len(called) == 1 else said
