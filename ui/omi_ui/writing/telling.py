"""What a figure or reference is of, in words."""

from __future__ import annotations

from omi_desktop.instrument.conditions import in_words, is_condition
from omi_desktop.instrument.model import Instrument
from omi_desktop.report.live import Figure, Form, Reference


def told(piece: Figure | Reference, instrument: Instrument) -> str:
    """Return in words what a figure or reference is of."""
    if isinstance(piece, Reference):
        return "The letter of another finding; it follows when findings move."
    names = [_named(name, instrument) for name in piece.of]
    if piece.where and not is_condition(instrument, piece.where):
        return f"{', '.join(names)}\nNot asked in this inspection"
    cases = in_words(instrument, piece.where) if piece.where else "All cases"
    return f"{', '.join(names)}\n{_side(piece, instrument)}{cases}"


def _named(name: str, instrument: Instrument) -> str:
    question = instrument.questions.get(name)
    return f"{name} {question.text}" if question else f"Score of {name.replace('-', ' ')}"


def _side(figure: Figure, instrument: Instrument) -> str:
    if figure.form is Form.SCORE:
        return ""
    if figure.value and figure.of[0] in instrument.questions:
        return f"Answer “{instrument.questions[figure.of[0]].label(figure.value)}” · "
    return "Sufficient · " if figure.sufficient else "Insufficient · "
