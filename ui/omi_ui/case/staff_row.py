"""One item of the staff interview: its words, its answer by one key, and a note."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QGroupBox, QSizePolicy, QVBoxLayout, QWidget

from omi_desktop.instrument.model import SurveyItem
from omi_ui.case.interview_text import InterviewText
from omi_ui.widgets.choice_button import ChoiceButton, Meaning
from omi_ui.widgets.flow import flow
from omi_ui.widgets.labels import label

_MEANINGS = {True: Meaning.ABOVE, False: Meaning.BELOW, None: Meaning.NEUTRAL}


class StaffRow(QGroupBox):
    """An item that is answered with a digit, or taken back with Delete."""

    chosen = Signal(str, str)
    """The item and its answer, "" where it was taken back."""
    done = Signal(str)
    """The item, which a digit just answered."""

    def __init__(self, number: int, item: SurveyItem, value: str, note: str) -> None:
        super().__init__()
        self.item = item
        self.setFlat(True)
        self.setAccessibleName(item.text)
        self.setAccessibleDescription(f"Staff interview, item {number}")
        self.takes_single_keys = True
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 8)
        column.setSpacing(4)
        column.addWidget(label(f"{number}  {item.text}", wraps=True))
        if item.guidance:
            column.addWidget(label(item.guidance, "small", wraps=True))
        self._line = _Line(self)
        self._group = QButtonGroup(self)
        self.buttons: dict[str, ChoiceButton] = {}
        for digit, choice in enumerate(item.scale.choices if item.scale else (), 1):
            made = ChoiceButton(str(digit), choice.label, _MEANINGS[choice.above_line], self._line)
            self._group.addButton(made)
            self.buttons[choice.id] = made
        self._group.buttonClicked.connect(self._on_clicked)
        self._line.parts = tuple(self.buttons.values())
        column.addWidget(self._line)
        self.note = InterviewText(note, f"Note on {item.text}", self)
        self.note.setPlaceholderText("In their words")
        column.addWidget(self.note)
        self.show_value(value)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw no frame: the words group the item."""

    def show_value(self, value: str) -> None:
        """Check the button of this answer, or none."""
        self._group.setExclusive(False)
        for choice, each in self.buttons.items():
            each.setChecked(choice == value)
        self._group.setExclusive(True)

    @property
    def value(self) -> str:
        """Return the answer that is shown, "" where there is none."""
        return next((choice for choice, each in self.buttons.items() if each.isChecked()), "")

    def focus(self) -> None:
        """Take the keyboard, at the chosen answer if there is one."""
        stops = (self._group.checkedButton(), *self.buttons.values())
        next(stop for stop in stops if stop).setFocus(Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Answer with a digit, take back with Delete, move along with Left and Right."""
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        digits = {each.digit: choice for choice, each in self.buttons.items()}
        if plain and self.takes_single_keys and event.text() in digits:
            was_missing = not self.value
            self.show_value(digits[event.text()])
            self.chosen.emit(self.item.id, self.value)
            if was_missing:
                self.done.emit(self.item.id)
        elif plain and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.show_value("")
            self.chosen.emit(self.item.id, "")
        elif plain and event.key() in steps:
            self._step(steps[Qt.Key(event.key())])
        else:
            event.ignore()

    def _step(self, by: int) -> None:
        several = list(self.buttons.values())
        at = next((n for n, each in enumerate(several) if each.hasFocus()), 0)
        to = max(0, min(at + by, len(several) - 1))
        several[to].setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_clicked(self) -> None:
        self.chosen.emit(self.item.id, self.value)


class _Line(QWidget):
    """Buttons in as many lines as they need at this width."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.parts: tuple[QWidget, ...] = ()
        policy = self.sizePolicy()
        policy.setVerticalPolicy(QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        """Return the room that the buttons take in one line."""
        tall = max((part.sizeHint().height() for part in self.parts), default=0)
        return QSize(sum(part.sizeHint().width() for part in self.parts), tall)

    def minimumSizeHint(self) -> QSize:
        """Return the room of the widest button."""
        sizes = [part.sizeHint() for part in self.parts]
        return QSize(max(s.width() for s in sizes), max(s.height() for s in sizes))

    def heightForWidth(self, width: int) -> int:
        """Return the height of the lines at this width."""
        return flow(self.parts, width, place=False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the buttons in place."""
        super().resizeEvent(event)
        flow(self.parts, self.width())
