"""What may be stored: values that the bank offers, and text that can be written down."""

from __future__ import annotations

import re
from datetime import date

from omi_desktop.errors import RequestError
from omi_desktop.instrument.model import NOT_APPLICABLE, Question, ValueType, several

_NUMBER = re.compile(r"-?\d{1,15}(\.\d{1,15})?", re.ASCII)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def refuse_unoffered(question: Question, value: str) -> None:
    """Raise RequestError where `value` is no answer that the question can have."""
    if value == NOT_APPLICABLE or _fits(question, value):
        return
    raise RequestError(
        f"“{value}” is not an answer to {question.id} ({question.short}): {_wanted(question)}."
    )


def refuse_unwritable(text: str, what: str) -> None:
    """Raise RequestError where `text` holds something that is no character."""
    if "\0" in text or not _encodes(text):
        raise RequestError(
            f"The {what} holds something that is not a character and cannot be kept. "
            "Type it again instead of pasting it."
        )


def _fits(question: Question, value: str) -> bool:
    match question.value_type:
        case ValueType.CHOICE:
            return question.scale is not None and question.scale.choice(value) is not None
        case ValueType.SEVERAL:
            parts = several(value)
            return (
                question.scale is not None
                and bool(parts)
                and len(set(parts)) == len(parts)
                and "+".join(parts) == value
                and all(question.scale.choice(part) is not None for part in parts)
            )
        case ValueType.NUMBER:
            return _NUMBER.fullmatch(value) is not None
        case ValueType.DATE:
            return _is_date(value)
        case ValueType.TEXT:
            refuse_unwritable(value, "answer")
            return bool(value.strip())


def _wanted(question: Question) -> str:
    offered = ", ".join(c.id for c in question.scale.choices) if question.scale else ""
    match question.value_type:
        case ValueType.CHOICE:
            return f"choose one of {offered} or {NOT_APPLICABLE}"
        case ValueType.SEVERAL:
            return f"choose one or more of {offered}, joined by +, or {NOT_APPLICABLE}"
        case ValueType.NUMBER:
            return "give a number, such as 14"
        case ValueType.DATE:
            return "give a date as year-month-day, such as 2006-07-18"
        case ValueType.TEXT:
            return "give some text"


def _is_date(value: str) -> bool:
    if _DATE.fullmatch(value) is None:
        return False
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _encodes(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True
