"""What a line of the form shows while it is keyed: its crosses, its note, and a word below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from omi_desktop.casework.keying import boxes, meant
from omi_desktop.instrument.model import ValueType
from omi_ui.case.paper_lines import Crossed, written

if TYPE_CHECKING:
    from omi_desktop.casework.typing_in import TypingIn
    from omi_desktop.instrument.model import Question
    from omi_ui.case.sitting import Sitting


def crossed(
    sitting: Sitting, typing: TypingIn, question: Question, *, is_current: bool, complaint: str = ""
) -> Crossed:
    """Return what a line shows; `complaint` is what is wrong with what was written in it."""
    stored = sitting.values.get(question.id)
    note = sitting.notes.get(question.id, "")
    is_keyed = question.id in typing.keyed
    if is_current and typing.is_asking:
        words = (
            f"In the file: {label(question, stored)}. On the form: "
            f"{label(question, typing.pending)}. R puts the form’s answer in its place, "
            "Enter leaves the file’s."
        )
        return Crossed(typing.pending, note, words, is_strong=True, is_keyed=is_keyed)
    if is_current and (complaint or typing.wrong_figure):
        words = complaint or f"There is no box {typing.wrong_figure} here."
        return Crossed(stored, note, words, is_strong=True, is_keyed=is_keyed)
    if is_current and typing.figures:
        value, words = _begun(question, typing.figures)
        return Crossed(value, note, words, is_keyed=is_keyed)
    kept = typing.kept.get(question.id)
    words = f"On the form: {label(question, kept)}." if kept not in (None, stored) else ""
    return Crossed(stored, note, words, is_keyed=is_keyed)


def spoken(question: Question, shown: Crossed) -> str:
    """Return what a screen reader says of a question: its number, its words and its boxes."""
    number = question.id if question.criterion else ""
    offered = ", ".join(f"{box.figure} {box.label}" for box in boxes(question))
    return " ".join(filter(None, (number, question.text, shown.word, offered)))


def label(question: Question, value: str | None) -> str:
    """Return an answer in words."""
    if value is None:
        return "nothing"
    return written(question, value) if question.scale is None else question.label(value)


def _begun(question: Question, figures: str) -> tuple[str | None, str]:
    value = meant(question, figures).value
    if question.value_type is ValueType.SEVERAL:
        return value, f"Enter keeps these: {label(question, value)}."
    if value is None:
        return value, f"{figures} and one more figure."
    return value, f"{figures}: Enter, or one more figure."
