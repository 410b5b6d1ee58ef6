"""An agreed answer in words: what the assessor gave stays visible wherever it is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from omi_desktop.instrument.model import Question
    from omi_desktop.store.moderation_records import Agreed


def agreed_words(agreed: Agreed, question: Question, names: Mapping[str, str]) -> str:
    """Return who gave what before it was agreed on, in brackets behind the answer that counts."""
    return f"agreed; {_own(agreed, question, names)}"


def agreed_sentence(agreed: Agreed, question: Question, names: Mapping[str, str]) -> str:
    """Return what was agreed on by whom and why, and what the assessor gave."""
    by = names.get(agreed.by, "")
    who = f" by {by}" if by else ""
    own = _own(agreed, question, names)
    return f"Agreed{who}: {agreed.reason.removesuffix('.')}. Before: {own}."


def _own(agreed: Agreed, question: Question, names: Mapping[str, str]) -> str:
    who = names.get(agreed.own_by, "") or "the assessor"
    return f"{who} gave “{question.label(agreed.own)}”" if agreed.own else f"{who} gave no answer"
