"""A real radio button drawn as a digit in a mark and a word, as one answer of a scale."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QRadioButton, QWidget

from omi_ui import theme

_GAP = 6
_PAD = 6
_BY_TAB = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)


class Meaning(Enum):
    """On which side of the line an answer lies; NEUTRAL judges nothing."""

    ABOVE = "above"
    BELOW = "below"
    NEUTRAL = "neutral"


class ChoiceButton(QRadioButton):
    """One answer: filled mark above the line, ring and frame below it, never colour alone."""

    def __init__(self, digit: str, word: str, meaning: Meaning, parent: QWidget) -> None:
        super().__init__(word.replace("&", "&&"), parent)
        self.digit = digit
        self.word = word
        self.meaning = meaning
        # A chosen answer is bold; room for that is kept, so that nothing moves when it is chosen.
        height, width = theme.bold_size(word)
        self._mark = height + 2
        self._size = QSize(_PAD + self._mark + _GAP + width + _PAD + 2, self._mark + 8)
        self.setAccessibleDescription(f"Key {digit}")

    def sizeHint(self) -> QSize:
        """Return the room that mark and word need."""
        return self._size

    def minimumSizeHint(self) -> QSize:
        """Return the same room: words are never cut."""
        return self._size

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose with the space bar only; every other key belongs to the row.

        Left to themselves, radio buttons change the answer with the arrow keys.
        """
        if event.key() == Qt.Key.Key_Space:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Give the keyboard on to the chosen answer, else to the first, where Tab came by."""
        super().focusInEvent(event)
        parent = self.parentWidget()
        if parent is not None and event.reason() in _BY_TAB:
            together = parent.findChildren(ChoiceButton)
            wanted = next((each for each in together if each.isChecked()), together[0])
            if wanted is not self:
                wanted.setFocus(Qt.FocusReason.OtherFocusReason)

    def hitButton(self, _at: object) -> bool:
        """Take a click anywhere on the button."""
        return True

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw frame, mark, digit and word."""
        look = theme.tokens(self)
        strong, soft = {
            Meaning.ABOVE: (look.above, look.above_soft),
            Meaning.BELOW: (look.below, look.below_soft),
            Meaning.NEUTRAL: (look.ink, look.raised),
        }[self.meaning]
        chosen = self.isChecked()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if chosen:
            painter.setBrush(QColor(soft))
            painter.setPen(QPen(QColor(strong), 1.25))
            painter.drawRoundedRect(frame, 4, 4)
        elif self.underMouse() and self.isEnabled():
            painter.setBrush(QColor(look.raised))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawRoundedRect(frame, 4, 4)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(look.accent), 2))
            painter.drawRoundedRect(frame, 4, 4)
        self._draw_mark(painter, strong, chosen=chosen)
        painter.setFont(theme.font(bold=chosen))
        painter.setPen(QColor(look.ink if chosen else look.muted))
        words = frame.adjusted(_PAD + self._mark + _GAP - 1, 0, 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self.word)
        painter.end()

    def _draw_mark(self, painter: QPainter, strong: str, *, chosen: bool) -> None:
        look = theme.tokens(self)
        side = self._mark - 2
        centre = QPointF(_PAD + side / 2 + 1, self.height() / 2)
        filled = chosen and self.meaning is not Meaning.BELOW
        painter.setBrush(QColor(strong) if filled else Qt.BrushStyle.NoBrush)
        pen = QPen(QColor(strong if chosen else look.edge), 2.5 if chosen and not filled else 1.25)
        painter.setPen(pen)
        painter.drawEllipse(centre, side / 2 - 1, side / 2 - 1)
        painter.setFont(theme.font(theme.Size.SMALL, bold=chosen))
        painter.setPen(QColor(look.on_mark if filled else strong if chosen else look.muted))
        if filled and self.meaning is Meaning.NEUTRAL:
            painter.setPen(QColor(look.surface))
        box = QRectF(centre.x() - side / 2, centre.y() - side / 2, side, side)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self.digit)
