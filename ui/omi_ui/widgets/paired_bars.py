"""Pairs of horizontal bars: an outlined one above a filled one, with the figures in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QAccessible, QColor, QFocusEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from omi_ui import theme

_THICK = 0.4


@dataclass(frozen=True, slots=True)
class PairedBar:
    """One pair: how long each bar is, in any one unit, and the figures beside them.

    `outlined` is None where there is nothing to compare with. `spoken` is the pair as a screen
    reader says it.
    """

    title: str
    outlined: float | None
    filled: float
    words: str
    spoken: str


class PairedBars(QWidget):
    """A small picture under a heading; the outlined and the filled bar need no colour."""

    ROLE = QAccessible.Role.Chart

    def __init__(self, title: str, outlined: str, filled: str) -> None:
        super().__init__()
        self._title, self._outlined, self._filled = title, outlined, filled
        self._bars: tuple[PairedBar, ...] = ()
        self._full = 0.0
        self.setAccessibleName(title)
        # By Tab a screen reader comes to the description.
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def bars(self) -> tuple[PairedBar, ...]:
        """Return what is drawn."""
        return self._bars

    def show_bars(self, bars: Sequence[PairedBar], full: float = 0.0) -> None:
        """Show these pairs; a bar as long as `full` fills the width, or the longest of all."""
        self._bars, self._full = tuple(bars), full
        self.setAccessibleDescription("; ".join(bar.spoken for bar in self._bars))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the height of all pairs; the width is whatever there is."""
        return QSize(420, self._head() + self._row() * len(self._bars) + 8)

    def minimumSizeHint(self) -> QSize:
        """Return the least width in which titles and figures can be read."""
        return QSize(theme.measure().height() * 16, self.sizeHint().height())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keyboard is."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that the keyboard is elsewhere."""
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the heading with its key, then a pair a line."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look = theme.tokens(self)
        if self.hasFocus():
            painter.setPen(QPen(QColor(look.accent), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)
        self._draw_head(painter, look)
        longest = max((max(bar.filled, bar.outlined or 0) for bar in self._bars), default=0) or 1
        longest = self._full or longest
        top = float(self._head())
        for bar in self._bars:
            where = QRectF(8, top, self.width() - 16, self._row())
            self._draw_pair(painter, look, bar, where, longest)
            top += self._row()
        painter.end()

    def _draw_head(self, painter: QPainter, look: theme.Tokens) -> None:
        middle = Qt.AlignmentFlag.AlignVCenter
        tall = theme.measure().height()
        painter.setFont(theme.font(bold=True))
        painter.setPen(QColor(look.ink))
        painter.drawText(QRectF(8, 4, self.width() - 16, tall), middle, self._title)
        painter.setFont(theme.font(theme.Size.SMALL))
        small = theme.measure(theme.Size.SMALL)
        x, y = 8.0, 4.0 + tall
        keys = [(self._filled, True)]
        if any(bar.outlined is not None for bar in self._bars):
            keys.insert(0, (self._outlined, False))
        for words, filled in keys:
            side = small.height() * 0.55
            _draw_bar(
                painter, QRectF(x, y + (small.height() - side) / 2, side * 2, side), look, filled
            )
            painter.setPen(QColor(look.muted))
            wide = small.horizontalAdvance(words) + 4
            painter.drawText(QRectF(x + side * 2 + 6, y, wide, small.height()), middle, words)
            x += side * 2 + 6 + wide + 16

    def _draw_pair(
        self, painter: QPainter, look: theme.Tokens, bar: PairedBar, where: QRectF, longest: float
    ) -> None:
        tall = float(theme.measure().height())
        words = float(theme.measure(theme.Size.SMALL).horizontalAdvance(bar.words) + 2)
        line = QRectF(where.left(), where.top(), where.width() - words - 12, tall)
        painter.setFont(theme.font())
        painter.setPen(QColor(look.ink))
        elide = Qt.TextElideMode.ElideRight
        title = painter.fontMetrics().elidedText(bar.title, elide, int(line.width()))
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, title)
        painter.setFont(theme.font(theme.Size.SMALL))
        painter.setPen(QColor(look.muted))
        line = QRectF(where.right() - words, where.top(), words, tall)
        painter.drawText(
            line, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, bar.words
        )
        thick = tall * _THICK
        place = QRectF(where.left(), where.top() + tall + 1, 0, thick)
        if bar.outlined is not None:
            place.setWidth(where.width() * bar.outlined / longest)
            _draw_bar(painter, place, look, filled=False)
            place.moveTop(place.bottom() + 1)
        place.setWidth(where.width() * bar.filled / longest)
        _draw_bar(painter, place, look, filled=True)

    def _head(self) -> int:
        return 4 + theme.measure().height() + theme.measure(theme.Size.SMALL).height() + 6

    def _row(self) -> int:
        bars = 1 if all(bar.outlined is None for bar in self._bars) else 2
        tall = theme.measure().height()
        return round(tall + bars * tall * _THICK) + 10


def _draw_bar(painter: QPainter, where: QRectF, look: theme.Tokens, filled: bool) -> None:
    if filled:
        painter.fillRect(where, QColor(look.accent))
        return
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(look.edge), 1.5))
    painter.drawRect(where.adjusted(0.75, 0.75, -0.75, -0.75))
