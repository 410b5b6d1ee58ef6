"""Conditions that a person or a text names: “convicted_or_cautioned”, “not ppo”, “tier = 3”."""

from __future__ import annotations

from omi_desktop.errors import RequestError
from omi_desktop.instrument.gates import (
    Condition,
    GateName,
    GateSyntaxError,
    Not,
    Test,
    gate_names,
    parse,
    question_names,
)
from omi_desktop.instrument.model import Instrument


def condition(instrument: Instrument, words: str) -> Condition:
    """Return the condition that these words say; a gate is one by itself.

    Raises RequestError where they cannot be read or name what the bank has not.
    """
    try:
        found = parse(words)
    except GateSyntaxError as error:
        raise RequestError(f"“{words}” is no gate and no condition: {error}.") from error
    for name in sorted(gate_names(found)):
        if name not in instrument.gate:
            raise RequestError(
                f"The question bank has no gate “{name}”. Its gates are: "
                f"{', '.join(sorted(instrument.gate))}."
            )
    for name in sorted(question_names(found)):
        if name not in instrument.questions:
            raise RequestError(f"The question bank has no fact or question “{name}”.")
    return found


def is_condition(instrument: Instrument, words: str) -> bool:
    """Tell whether these words are a gate or a condition of this bank."""
    if words in instrument.gate:
        return True
    try:
        condition(instrument, words)
    except RequestError:
        return False
    return True


def in_words(instrument: Instrument, words: str) -> str:
    """Return which cases a condition is of, as a person reads it: “Gender: Female”."""
    match condition(instrument, words):
        case GateName(gate):
            return instrument.gate[gate].title
        case Not(GateName(gate)):
            return f"All others than: {instrument.gate[gate].title}"
        case Test(question, "=" | "!=" as operator, (value,)):
            asked = instrument.questions[question]
            label = asked.label(value)
            return f"{asked.short}: {label if operator == '=' else f'other than {label}'}"
    return words
