"""The answers of a question in a row, each with the key that chooses it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup

from omi_desktop.instrument.model import NOT_APPLICABLE, Question, ValueType
from omi_ui.widgets.choice_button import ChoiceButton, Meaning
from omi_ui.widgets.flow_line import FlowLine

_MOST_DIGITS = 9


class AnswerChoice(FlowLine):
    """Real radio buttons, as in the case; empty where the answer is no choice of one."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__(gap=4)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, ChoiceButton] = {}
        self._question = ""

    @property
    def values(self) -> tuple[str, ...]:
        """Return the stored values that can be chosen."""
        return tuple(self._buttons)

    @property
    def value(self) -> str | None:
        """Return the chosen value, or None."""
        return next((v for v, button in self._buttons.items() if button.isChecked()), None)

    def show_question(self, question: Question | None) -> None:
        """Offer the answers of a question."""
        name = question.id if question else ""
        if name == self._question:
            return
        self._question = name
        for button in self._buttons.values():
            self._group.removeButton(button)
            button.hide()
            button.deleteLater()
        self._buttons = {}
        if question is not None and question.value_type is ValueType.CHOICE:
            self._offer(question)
        self.show_widgets(tuple(self._buttons.values()))

    def show_value(self, value: str | None) -> None:
        """Check the button of this value, or none."""
        found = self._buttons.get(value or "")
        if found is not None:
            found.setChecked(True)
            return
        # An exclusive group does not let its last choice go.
        self._group.setExclusive(False)
        for button in self._buttons.values():
            button.setChecked(False)
        self._group.setExclusive(True)

    def of_digit(self, digit: str) -> str | None:
        """Return the value that a digit chooses, or None."""
        return next((v for v, button in self._buttons.items() if button.digit == digit), None)

    def _offer(self, question: Question) -> None:
        for number, choice in enumerate(question.scale.choices if question.scale else (), 1):
            meaning = Meaning.NEUTRAL
            if choice.above_line is not None:
                meaning = Meaning.ABOVE if choice.above_line else Meaning.BELOW
            digit = str(number) if number <= _MOST_DIGITS else "–"
            self._add(digit, choice.id, choice.label, meaning)
        self._add("0", NOT_APPLICABLE, "Not applicable", Meaning.NEUTRAL)

    def _add(self, digit: str, value: str, word: str, meaning: Meaning) -> None:
        button = ChoiceButton(digit, word, meaning, self)
        button.clicked.connect(lambda: self.chosen.emit(value))
        self._group.addButton(button)
        self._buttons[value] = button
