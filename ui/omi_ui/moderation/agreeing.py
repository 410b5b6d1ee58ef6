"""The third answer: take the first, take the second, choose another, and say why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from omi_ui.moderation.answer_choice import AnswerChoice
from omi_ui.moderation.state import said
from omi_ui.widgets.flow_line import FlowLine
from omi_ui.widgets.labels import button, label
from omi_ui.widgets.sentence import Sentence

if TYPE_CHECKING:
    from omi_desktop.store.moderation_records import Agreed
    from omi_ui.moderation.state import Difference

_KEYS = "F takes the first, S the second, a digit another; N goes to the next one that is open."


class Agreeing(QWidget):
    """Chooses an answer and takes the reason for it; nothing is kept before both are there."""

    agreed = Signal(str, str)
    """The stored value, and the reason."""
    given_up = Signal()
    taking = Signal()
    """An answer is chosen and waits for its reason."""
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._shown: Difference | None = None
        self._value: str | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.first_button = button("Take the first (F)", self.take_first)
        self.second_button = button("Take the second (S)", self.take_second)
        self.give_up_button = button("Give up the agreement", self.given_up.emit, "quiet")
        self._takes = FlowLine(self.first_button, self.second_button, self.give_up_button)
        column.addWidget(self._takes)
        line = QHBoxLayout()
        line.setSpacing(8)
        column.addLayout(line)
        self._another = label("Another:", "muted")
        line.addWidget(self._another)
        self.choice = AnswerChoice()
        self.choice.setAccessibleName("Another answer")
        self.choice.chosen.connect(self.take)
        line.addWidget(self.choice, 1)
        below = QHBoxLayout()
        below.setSpacing(8)
        column.addLayout(below)
        self.reason = _Reason()
        self.reason.setAccessibleName("Why this is the answer")
        self.reason.setPlaceholderText("Why this is the answer; the history keeps it")
        self.reason.setMaxLength(2000)
        self.reason.textChanged.connect(self._on_changed)
        self.reason.returnPressed.connect(self._on_agree)
        self.reason.left.connect(self._on_left)
        below.addWidget(self.reason, 1)
        self.agree_button = button("Agree (Enter)", self._on_agree, "primary")
        below.addWidget(self.agree_button)
        self.says = Sentence()
        column.addWidget(self.says)

    @property
    def value(self) -> str | None:
        """Return the answer that is chosen and not agreed on yet, or None."""
        return self._value

    def show_difference(self, one: Difference | None) -> None:
        """Begin anew with another difference; what is being typed for the same one stays."""
        before, self._shown = self._shown, one
        agreed = one.answer.agreed if one else None
        if before is not None and one is not None and before.place == one.place:
            is_being_written = self._value is not None or self.reason.isModified()
            if before.answer.agreed == agreed and is_being_written:
                self._on_changed()
                return
        self._begin(one, agreed)

    def _begin(self, one: Difference | None, agreed: Agreed | None) -> None:
        self.choice.show_question(one.answer.question if one else None)
        self._value = None
        self.choice.show_value(agreed.value if agreed else None)
        self.reason.setText(agreed.reason if agreed else "")
        self.reason.setCursorPosition(0)
        self.first_button.setEnabled(one is not None and one.answer.first.value is not None)
        self.second_button.setEnabled(one is not None and one.answer.second.value is not None)
        kept = one is not None and (agreed is not None or one.answer.is_overtaken)
        self.give_up_button.setVisible(kept)
        self._another.setVisible(bool(self.choice.values))
        self._on_changed()

    def take_first(self) -> None:
        """Take what the first reader gave."""
        if self._shown is not None and self._shown.answer.first.value is not None:
            self.take(self._shown.answer.first.value)

    def take_second(self) -> None:
        """Take what the second reader gave."""
        if self._shown is not None and self._shown.answer.second.value is not None:
            self.take(self._shown.answer.second.value)

    def take(self, value: str) -> None:
        """Take this answer and go on to the reason."""
        self._value = value
        self.choice.show_value(value)
        self._on_changed()
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)
        self.reason.selectAll()
        self.taking.emit()

    def take_digit(self, digit: str) -> bool:
        """Take the answer with this digit; tell whether there is one."""
        value = self.choice.of_digit(digit)
        if value is None:
            return False
        self.take(value)
        return True

    def _on_changed(self) -> None:
        ready = self._chosen() is not None and bool(self.reason.text().strip())
        self.agree_button.setEnabled(ready)
        if self._shown is None:
            self.says.say("")
        elif self._value is None:
            self.says.say(_KEYS, is_problem=False)
        else:
            words = said(self._shown.answer.question, self._value)
            self.says.say(f"{words}. Say why, then Enter; Escape leaves it.", is_problem=False)

    def _chosen(self) -> str | None:
        if self._value is not None or self._shown is None or self._shown.answer.agreed is None:
            return self._value
        # Only the reason is being changed.
        agreed = self._shown.answer.agreed
        return agreed.value if self.reason.text().strip() != agreed.reason else None

    def _on_agree(self) -> None:
        value = self._chosen()
        if value is None or not self.reason.text().strip():
            return
        self.agreed.emit(value, self.reason.text())

    def _on_left(self) -> None:
        self._begin(self._shown, self._shown.answer.agreed if self._shown else None)
        self.left.emit()


class _Reason(QLineEdit):
    """A line that says when Escape is pressed in it."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave with Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
