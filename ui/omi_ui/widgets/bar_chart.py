"""Horizontal bars of percentages with a line: blue above it, orange and hatched below it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from omi_ui import theme


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: `share` is 0 to 100, or None where there is nothing to show."""

    id: str
    title: str
    share: int | None
    below_line: bool
    beside: str
    heading: str = ""
    """Printed above the bar where it begins a new block."""


class BarChart(QWidget):
    """The bars; Up and Down move among them, Enter or a click opens one."""

    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bars: tuple[Bar, ...] = ()
        self._line = 0
        self._line_label = ""
        self._current = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_bars(self, bars: Sequence[Bar], line: int, line_label: str) -> None:
        """Show these bars and the line at `line` percent."""
        self._bars, self._line, self._line_label = tuple(bars), line, line_label
        self._current = min(self._current, max(len(self._bars) - 1, 0))
        spoken = "; ".join(f"{bar.title} {_figure(bar)}" for bar in self._bars)
        self.setAccessibleDescription(spoken)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the height of all bars; the width is whatever there is."""
        return QSize(640, self._place()[-1] if self._bars else 40)

    def minimumSizeHint(self) -> QSize:
        """Return the least width in which titles and bars can both be read."""
        return QSize(420, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw titles, tracks, bars, figures and the line."""
        if not self._bars:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        *tops, bottom = self._place()
        look = theme.tokens(self)
        left, right = self._track()
        for number, (bar, top) in enumerate(zip(self._bars, tops, strict=True)):
            self._draw_bar(painter, bar, top, number == self._current and self.hasFocus())
        x = left + (right - left) * self._line / 100
        painter.setPen(QPen(QColor(look.ink), 1.5, Qt.PenStyle.DashLine))
        foot = bottom - self._row()
        painter.drawLine(QPointF(x, tops[0] - 2), QPointF(x, foot + 2))
        painter.setFont(theme.font(theme.Size.SMALL))
        painter.setPen(QColor(look.ink))
        words = QRectF(x - 200, foot + 2, 400, self._row() - 4)
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter, self._line_label)
        painter.end()

    def _draw_bar(self, painter: QPainter, bar: Bar, top: int, focused: bool) -> None:
        look = theme.tokens(self)
        left, right = self._track()
        row = self._row()
        if bar.heading:
            painter.setFont(theme.font(theme.Size.SMALL, bold=True))
            painter.setPen(QColor(look.muted))
            above = QRectF(8, top - row, self.width() - 16, row)
            painter.drawText(above, Qt.AlignmentFlag.AlignVCenter, bar.heading)
        if focused:
            painter.setPen(QPen(QColor(look.accent), 2))
            painter.setBrush(QColor(look.accent_soft))
            painter.drawRoundedRect(QRectF(1, top + 1, self.width() - 2, row - 2), 4, 4)
        painter.setFont(theme.font())
        painter.setPen(QColor(look.ink))
        title = painter.fontMetrics().elidedText(
            f"{bar.id}  {bar.title}", Qt.TextElideMode.ElideRight, int(left) - 20
        )
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(8, top, left - 16, row), middle, title)
        thick = row * 0.52
        track = QRectF(left, top + (row - thick) / 2, right - left, thick)
        painter.fillRect(track, QColor(look.raised))
        if bar.share is not None:
            filled = QRectF(track)
            filled.setWidth(track.width() * bar.share / 100)
            _fill(painter, filled, look, below=bar.below_line)
        painter.setFont(theme.font(bold=True))
        painter.setPen(QColor(look.below if bar.below_line else look.ink))
        figure = QRectF(right + 8, top, self._figure_width(), row)
        painter.drawText(figure, middle | Qt.AlignmentFlag.AlignRight, _figure(bar))
        painter.setFont(theme.font(theme.Size.SMALL))
        painter.setPen(QColor(look.muted))
        beside = QRectF(figure.right() + 12, top, self.width() - figure.right() - 14, row)
        painter.drawText(beside, middle, bar.beside)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move among the bars and open one."""
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if event.key() in steps and self._bars:
            self._current = (self._current + steps[Qt.Key(event.key())]) % len(self._bars)
            self.update()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._bars:
            self.opened.emit(self._bars[self._current].id)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Open the bar under the pointer."""
        number = self._under(event.position())
        if number is not None:
            self._current = number
            self.update()
            self.opened.emit(self._bars[number].id)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show that a bar can be opened."""
        over = self._under(event.position()) is not None
        shape = Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor
        self.setCursor(shape)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show which bar is current."""
        super().focusInEvent(event)
        self.update()

    def bar_rect(self, bar_id: str) -> QRect:
        """Return where a bar's row is drawn."""
        number = next(n for n, bar in enumerate(self._bars) if bar.id == bar_id)
        return QRect(0, self._place()[number], self.width(), self._row())

    def _under(self, at: QPointF) -> int | None:
        *tops, _ = self._place() if self._bars else [0]
        row = self._row()
        return next((n for n, top in enumerate(tops) if top <= at.y() < top + row), None)

    def _row(self) -> int:
        return theme.measure().height() + 12

    def _place(self) -> list[int]:
        """Return the top of every bar's row, then the height of the whole."""
        row, y, tops = self._row(), 4, []
        for bar in self._bars:
            if bar.heading:
                y += row
            tops.append(y)
            y += row
        return [*tops, y + row]

    def _track(self) -> tuple[float, float]:
        measure = theme.measure()
        widest = max(measure.horizontalAdvance(f"{b.id}  {b.title}") for b in self._bars)
        left = min(widest + 28, self.width() * 0.46)
        small = theme.measure(theme.Size.SMALL)
        beside = max(small.horizontalAdvance(bar.beside) for bar in self._bars)
        return left, max(self.width() - self._figure_width() - beside - 36, left + 60)

    def _figure_width(self) -> float:
        return theme.measure(bold=True).horizontalAdvance("100 ")


def _figure(bar: Bar) -> str:
    return "–" if bar.share is None else str(bar.share)


def _fill(painter: QPainter, where: QRectF, look: theme.Tokens, *, below: bool) -> None:
    if not below:
        painter.fillRect(where, QColor(look.above))
        return
    painter.fillRect(where, QColor(look.below_soft))
    painter.fillRect(where, QBrush(QColor(look.below), Qt.BrushStyle.BDiagPattern))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(look.below), 1.5))
    painter.drawRect(where)
