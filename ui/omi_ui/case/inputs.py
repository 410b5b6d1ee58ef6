"""How a question is answered: a scale, several marks, a list, or a line of text."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QWheelEvent
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QComboBox, QLabel, QLineEdit, QWidget

from omi_desktop.instrument.model import NOT_APPLICABLE, Question, ValueType, several
from omi_ui.dates import read_date, spoken_date
from omi_ui.widgets.choice_button import ChoiceButton, Meaning
from omi_ui.widgets.flow import flow

MOST_BUTTONS = 8
"""A scale with more answers than this is offered as a list."""

_MOST_DIGITS = 9


class Input(QWidget):
    """What all ways to answer have in common."""

    chosen = Signal(object)
    """The new value as it is stored, or None where the answer was taken back."""

    is_done_by_a_digit = False
    """Whether a digit gives the whole answer, so that the next question can follow it."""

    def show_value(self, value: str | None) -> None:
        """Show a stored value without announcing it."""
        raise NotImplementedError

    def height_for(self, width: int, *, place: bool) -> int:
        """Return the height at this width; put the parts in place if asked."""
        raise NotImplementedError

    def take_digit(self, digit: str) -> bool:
        """Answer with a digit; tell whether the digit means anything here."""
        raise NotImplementedError

    def focus(self) -> None:
        """Take the keyboard, at the chosen answer if there is one."""
        raise NotImplementedError

    @property
    def complaint(self) -> str:
        """Return what is wrong with what was written, or ""."""
        return ""

    def step(self, by: int) -> None:
        """Move the keyboard focus to the next part, without changing the answer."""


class ScaleInput(Input):
    """The answers of a scale as radio buttons in a row, and "Not applicable" as 0."""

    is_done_by_a_digit = True

    def __init__(self, question: Question, parent: QWidget) -> None:
        super().__init__(parent)
        scale = question.scale
        choices = scale.choices if scale else ()
        self._group = QButtonGroup(self)
        self._buttons: dict[str, ChoiceButton] = {}
        for number, choice in enumerate(choices, 1):
            meaning = _meaning(choice.above_line)
            self._add(str(number), choice.id, choice.label, meaning)
        self._add("0", NOT_APPLICABLE, "Not applicable", Meaning.NEUTRAL)
        self._group.buttonClicked.connect(self._on_clicked)
        self._several = list(self._buttons.values())

    def button(self, value: str) -> ChoiceButton:
        """Return the radio button of a stored value."""
        return self._buttons[value]

    def show_value(self, value: str | None) -> None:
        """Check the button of this value, or none."""
        button = self._buttons.get(value or "")
        if button is None:
            # An exclusive group does not let its last choice go.
            self._group.setExclusive(False)
            for each in self._several:
                each.setChecked(False)
            self._group.setExclusive(True)
        else:
            button.setChecked(True)

    def height_for(self, width: int, *, place: bool) -> int:
        """Return the height of the lines that the buttons take."""
        return flow(self._several, width, place=place)

    def take_digit(self, digit: str) -> bool:
        """Choose the answer with this digit."""
        for value, button in self._buttons.items():
            if button.digit == digit:
                button.setChecked(True)
                button.setFocus(Qt.FocusReason.ShortcutFocusReason)
                self.chosen.emit(value)
                return True
        return False

    def focus(self) -> None:
        """Focus the chosen button, else the first."""
        checked = self._group.checkedButton() or self._several[0]
        checked.setFocus(Qt.FocusReason.TabFocusReason)

    def step(self, by: int) -> None:
        """Move the focus along the row."""
        at = next((n for n, button in enumerate(self._several) if button.hasFocus()), 0)
        to = max(0, min(at + by, len(self._several) - 1))
        self._several[to].setFocus(Qt.FocusReason.OtherFocusReason)

    def _add(self, digit: str, value: str, word: str, meaning: Meaning) -> None:
        button = ChoiceButton(digit, word, meaning, self)
        self._group.addButton(button)
        self._buttons[value] = button

    def _on_clicked(self, clicked: ChoiceButton) -> None:
        self.chosen.emit(next(v for v, button in self._buttons.items() if button is clicked))


class SeveralInput(Input):
    """Check boxes, for an answer of several choices; "none" excludes the others."""

    def __init__(self, question: Question, parent: QWidget) -> None:
        super().__init__(parent)
        self._boxes: dict[str, _Box] = {}
        self._digits: dict[str, str] = {}
        for number, choice in enumerate(question.scale.choices if question.scale else (), 1):
            box = _Box(f"{number}  {choice.label}".replace("&", "&&"), self)
            box.setAccessibleName(choice.label)
            box.clicked.connect(self._announcer(choice.id))
            self._boxes[choice.id] = box
            self._digits[str(number)] = choice.id

    def show_value(self, value: str | None) -> None:
        """Check the boxes that the value names."""
        marked = several(value or "")
        for choice, box in self._boxes.items():
            box.setChecked(choice in marked)

    def height_for(self, width: int, *, place: bool) -> int:
        """Return the height of the lines that the boxes take."""
        return flow(list(self._boxes.values()), width, gap=8, place=place)

    def take_digit(self, digit: str) -> bool:
        """Mark or unmark the box with this digit."""
        choice = self._digits.get(digit)
        if choice is None:
            return False
        self._boxes[choice].setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._boxes[choice].click()
        return True

    def focus(self) -> None:
        """Focus the first box."""
        next(iter(self._boxes.values())).setFocus(Qt.FocusReason.TabFocusReason)

    def step(self, by: int) -> None:
        """Move the focus along the boxes."""
        boxes = list(self._boxes.values())
        at = next((n for n, box in enumerate(boxes) if box.hasFocus()), 0)
        boxes[max(0, min(at + by, len(boxes) - 1))].setFocus(Qt.FocusReason.TabFocusReason)

    def _announcer(self, choice: str) -> Callable[[], None]:
        def announce() -> None:
            if self._boxes[choice].isChecked():
                for other, box in self._boxes.items():
                    if other != choice and "none" in (choice, other):
                        box.setChecked(False)
            marked = [each for each, box in self._boxes.items() if box.isChecked()]
            self.chosen.emit("+".join(marked) or None)

        return announce


class ListInput(Input):
    """A drop-down list, for scales too long for a row of buttons; digits take the first nine."""

    is_done_by_a_digit = True

    def __init__(self, question: Question, parent: QWidget) -> None:
        super().__init__(parent)
        self._list = _List(self)
        self._list.setAccessibleName(question.text)
        self._list.addItem("Not answered", None)
        for number, choice in enumerate(question.scale.choices if question.scale else (), 1):
            digit = f"{number}  " if number <= _MOST_DIGITS else ""
            self._list.addItem(f"{digit}{choice.label}", choice.id)
        self._list.addItem("0  Not applicable", NOT_APPLICABLE)
        self._list.activated.connect(self._on_activated)

    def show_value(self, value: str | None) -> None:
        """Select the value."""
        self._list.setCurrentIndex(max(self._list.findData(value), 0) if value else 0)

    def height_for(self, width: int, *, place: bool) -> int:
        """Return the height of the list's one line."""
        size = self._list.sizeHint()
        if place:
            self._list.setGeometry(0, 0, min(width, size.width() + 24), size.height())
        return size.height()

    def take_digit(self, digit: str) -> bool:
        """Choose the answer with this digit; what comes after 9 is chosen in the open list."""
        at = int(digit) if digit != "0" else self._list.count() - 1
        if at >= self._list.count() - (digit != "0"):
            return False
        self._list.setCurrentIndex(at)
        self.chosen.emit(self._list.itemData(at))
        return True

    def focus(self) -> None:
        """Focus the list."""
        self._list.setFocus(Qt.FocusReason.TabFocusReason)

    def _on_activated(self, index: int) -> None:
        self.chosen.emit(self._list.itemData(index))


class LineInput(Input):
    """A line for a number, a date or a few words; a line that cannot be read says so."""

    def __init__(self, question: Question, parent: QWidget) -> None:
        super().__init__(parent)
        self._type = question.value_type
        self._value: str | None = None
        self.edit: QLineEdit = WrittenLine(self)
        self.edit.setAccessibleName(question.text)
        self.edit.setPlaceholderText(_EXAMPLES.get(self._type, ""))
        self.edit.editingFinished.connect(self._on_finished)
        self._wrong = QLabel(self)
        self._wrong.setProperty("role", "problem")
        self._wrong.hide()

    @property
    def complaint(self) -> str:
        """Return what is wrong with the line, or ""."""
        return "" if self._wrong.isHidden() else self._wrong.text()

    def show_value(self, value: str | None) -> None:
        """Show the value as people write it."""
        self._value = value
        self._wrong.hide()
        if value == NOT_APPLICABLE:
            self.edit.setText("Not applicable")
        elif value and self._type is ValueType.DATE:
            self.edit.setText(spoken_date(value))
        else:
            self.edit.setText(value or "")

    def height_for(self, width: int, *, place: bool) -> int:
        """Return the height of one line."""
        size = self.edit.sizeHint()
        if place:
            wide = width if self._type is ValueType.TEXT else min(width, size.width() + 40)
            self.edit.setGeometry(0, 0, wide, size.height())
            self._wrong.setGeometry(wide + 12, 0, max(width - wide - 12, 0), size.height())
        return size.height()

    def take_digit(self, digit: str) -> bool:
        """Leave digits to the line."""
        del digit
        return False

    def focus(self) -> None:
        """Focus the line and select what it holds."""
        self.edit.setFocus(Qt.FocusReason.TabFocusReason)
        self.edit.selectAll()

    def _on_finished(self) -> None:
        text = self.edit.text().strip()
        value = read_line(text, self._type) if text else None
        if text and value is None:
            self._wrong.setText(WRONG[self._type])
            self._wrong.show()
            return
        if value != self._value:
            self.show_value(value)
            self.chosen.emit(value)
        else:
            self.show_value(value)


class WrittenLine(QLineEdit):
    """A line that leaves undo and redo to the case where it has nothing of its own to undo."""

    def event(self, event: QEvent) -> bool:
        """Leave undo and redo to the case where the line has nothing to undo or redo."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            undoes = event.matches(QKeySequence.StandardKey.Undo) and not self.isUndoAvailable()
            redoes = event.matches(QKeySequence.StandardKey.Redo) and not self.isRedoAvailable()
            if undoes or redoes:
                event.ignore()
                return False
        return super().event(event)


class _Box(QCheckBox):
    """A check box that leaves every key but the space bar to its row."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def sizeHint(self) -> QSize:
        size = super().sizeHint()
        return QSize(size.width(), max(size.height(), 26))


class _List(QComboBox):
    """A drop-down list that neither wheel nor arrows change by the way; the space bar opens it."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            self.showPopup()
        else:
            event.ignore()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


_EXAMPLES = {ValueType.DATE: "18 July 2006", ValueType.NUMBER: "0"}
WRONG = {
    ValueType.DATE: "This is no date. Write it as 18 July 2006 or 18/7/2006.",
    ValueType.NUMBER: "This is no whole number. Write it in digits, such as 7.",
}


def input_for(question: Question, parent: QWidget) -> Input:
    """Return the way in which this question is answered."""
    if question.value_type is ValueType.SEVERAL:
        return SeveralInput(question, parent)
    if question.value_type is not ValueType.CHOICE or question.scale is None:
        return LineInput(question, parent)
    if len(question.scale.choices) > MOST_BUTTONS:
        return ListInput(question, parent)
    return ScaleInput(question, parent)


def read_line(text: str, kind: ValueType) -> str | None:
    """Return what was written in a line as it is stored; None where it cannot be read."""
    if text.lower() == "not applicable":
        return NOT_APPLICABLE
    if kind is ValueType.DATE:
        return read_date(text)
    if kind is ValueType.NUMBER:
        return str(int(text)) if text.isascii() and text.isdigit() else None
    return text


def _meaning(above_line: bool | None) -> Meaning:
    if above_line is None:
        return Meaning.NEUTRAL
    return Meaning.ABOVE if above_line else Meaning.BELOW
