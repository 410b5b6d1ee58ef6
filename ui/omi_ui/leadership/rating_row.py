"""The rating of a criterion: the bank's words as radio buttons, each with its digit."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QGroupBox, QSizePolicy

from omi_desktop.instrument.model import Choice
from omi_ui.widgets.choice_button import ChoiceButton, Meaning
from omi_ui.widgets.flow import flow

_STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Down: 1,
}
_MEANINGS = {True: Meaning.ABOVE, False: Meaning.BELOW, None: Meaning.NEUTRAL}


class RatingRow(QGroupBox):
    """One key rates; Delete takes the rating back."""

    chosen = Signal(str)
    """The id of the rating, or "" where it was taken back."""

    def __init__(self, ratings: Sequence[Choice], rating: str) -> None:
        super().__init__()
        self.setFlat(True)
        self.setAccessibleName("Rating")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, ChoiceButton] = {}
        for number, choice in enumerate(ratings, 1):
            made = ChoiceButton(str(number), choice.label, _MEANINGS[choice.above_line], self)
            self._group.addButton(made)
            self._buttons[choice.id] = made
        self._group.buttonClicked.connect(self._on_clicked)
        self.show_rating(rating)

    @property
    def rating(self) -> str:
        """Return the id of the rating that is chosen, or ""."""
        return next((key for key, made in self._buttons.items() if made.isChecked()), "")

    def button(self, rating: str) -> ChoiceButton:
        """Return the radio button of a rating."""
        return self._buttons[rating]

    def show_rating(self, rating: str) -> None:
        """Check the button of a rating, or none, without announcing it."""
        # An exclusive group does not let its last choice go.
        self._group.setExclusive(False)
        for key, made in self._buttons.items():
            made.setChecked(key == rating)
        self._group.setExclusive(True)

    def focus(self) -> None:
        """Take the keyboard, at the chosen rating if there is one."""
        first = next(iter(self._buttons.values()), None)
        target = self._group.checkedButton() or first
        if target is not None:
            target.setFocus(Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Rate with a digit, move with the arrows, take back with Delete."""
        by_digit = {made.digit: key for key, made in self._buttons.items()}
        if event.text() in by_digit:
            self._choose(by_digit[event.text()])
        elif event.key() in _STEPS and not event.modifiers():
            self._step(_STEPS[Qt.Key(event.key())])
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and not event.modifiers():
            if self.rating:
                self.show_rating("")
                self.chosen.emit("")
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the buttons in as many lines as they need."""
        super().resizeEvent(event)
        tall = flow(list(self._buttons.values()), self.width())
        if self.height() != tall:
            self.setFixedHeight(tall)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw no frame: the buttons speak for themselves."""

    def sizeHint(self) -> QSize:
        """Return the height of the lines at the width there is."""
        tall = flow(list(self._buttons.values()), max(self.width(), 1), place=False)
        return QSize(200, tall)

    def minimumSizeHint(self) -> QSize:
        """Return a width in which one button stands below the other."""
        widest = max((made.sizeHint().width() for made in self._buttons.values()), default=0)
        return QSize(widest, 0)

    def _choose(self, rating: str) -> None:
        self.show_rating(rating)
        self._buttons[rating].setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.chosen.emit(rating)

    def _step(self, by: int) -> None:
        buttons = list(self._buttons.values())
        at = next((n for n, made in enumerate(buttons) if made.hasFocus()), 0)
        buttons[max(0, min(at + by, len(buttons) - 1))].setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_clicked(self, clicked: ChoiceButton) -> None:
        self.chosen.emit(next(key for key, made in self._buttons.items() if made is clicked))
