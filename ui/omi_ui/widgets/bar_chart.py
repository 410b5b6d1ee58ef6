"""Horizontal bars of percentages with a line, to be reached and opened by keyboard and mouse."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from omi_desktop.drawing.bars import KEYS, Bar, Bars, drawn
from omi_desktop.drawing.shapes import Drawing
from omi_ui import theme
from omi_ui.widgets.painting import ScreenLettering, paint
from omi_ui.widgets.spoken_roles import announce

__all__ = ["Bar", "BarChart"]

_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_KEPT = 4
"""A layout asks for a few widths in turn before it settles on one."""
_ENDS = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: -1}


class BarChart(QWidget):
    """The bars; Up and Down move among them, Enter or a click opens one."""

    ROLE = QAccessible.Role.Chart

    opened = Signal(str)
    pointed = Signal(str)
    """The bar that the keyboard or the mouse has come to."""
    reached = Signal(QRect)
    """Where the bar is that the keyboard has come to, for a page that scrolls."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chart = Bars()
        self._drawings: dict[int, Drawing] = {}
        self._current = 0
        self._over: int | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def bars(self) -> tuple[Bar, ...]:
        """Return what is drawn."""
        return self._chart.bars

    @property
    def current(self) -> str:
        """Return the key of the bar that Enter opens, or ""."""
        return self.bars[self._current].key if self.bars else ""

    @property
    def drawing(self) -> Drawing:
        """Return the bars as they are drawn, for a picture."""
        return self._drawn(self.width())

    def show_bars(
        self, bars: Sequence[Bar], line: int, line_label: str, keys: tuple[str, str] = KEYS
    ) -> None:
        """Show these bars and the line at `line` percent; the current bar stays current."""
        before = self.current
        self._chart = Bars(tuple(bars), line, line_label, keys)
        self._drawings.clear()
        known = [bar.key for bar in bars]
        self._current = known.index(before) if before in known else 0
        self.setAccessibleDescription(self._chart.spoken)
        self.updateGeometry()
        self.update()

    def choose(self, bar_id: str) -> None:
        """Make a bar the one that Enter opens, if there is such a bar."""
        known = [bar.key for bar in self.bars]
        if bar_id in known:
            self._move_to(known.index(bar_id))

    def sizeHint(self) -> QSize:
        """Return the height of all bars; the width is whatever there is."""
        return QSize(640, self.heightForWidth(max(self.width(), 420)))

    def heightForWidth(self, width: int) -> int:
        """Return the height of all bars: in a narrow chart some titles take a second line."""
        return ceil(self._drawn(width).height) if self.bars else 40

    def changeEvent(self, event: QEvent) -> None:
        """Measure the letters anew where they change."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._drawings.clear()
            self.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        """Return the least width in which titles and bars can both be read."""
        return QSize(420, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the bars; the one that Enter opens is framed while the keyboard is here."""
        painter = QPainter(self)
        look = theme.tokens(self)
        if self.bars and self.hasFocus():
            place = self.drawing.places[self._current]
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(look.accent), 2))
            painter.setBrush(QColor(look.accent_soft))
            row = QRectF(1, place.top + 1, self.width() - 2, place.height - 2)
            painter.drawRoundedRect(row, 4, 4)
        paint(painter, self.drawing, look)
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move among the bars and open one."""
        key = Qt.Key(event.key())
        if key in _STEPS and self.bars:
            self._move_to((self._current + _STEPS[key]) % len(self.bars))
        elif key in _ENDS and self.bars:
            self._move_to(_ENDS[key] % len(self.bars))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.bars:
            self.opened.emit(self.current)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Open the bar under the pointer."""
        number = self.drawing.under(event.position().y())
        if number is not None and event.button() is Qt.MouseButton.LeftButton:
            self._move_to(number)
            self.opened.emit(self.current)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show that a bar can be opened, and say which one it is."""
        over = self.drawing.under(event.position().y())
        shape = Qt.CursorShape.ArrowCursor if over is None else Qt.CursorShape.PointingHandCursor
        self.setCursor(shape)
        if over is not None and over != self._over:
            self.pointed.emit(self.bars[over].key)
        self._over = over

    def leaveEvent(self, event: QEvent) -> None:
        """Come back to the bar of the keyboard."""
        super().leaveEvent(event)
        self._over = None
        if self.bars:
            self.pointed.emit(self.current)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show which bar is current, and say so."""
        super().focusInEvent(event)
        self.update()
        if self.bars:
            self._announce()
            self.pointed.emit(self.current)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that the keyboard is elsewhere."""
        super().focusOutEvent(event)
        self.update()

    def bar_rect(self, bar_id: str) -> QRect:
        """Return where a bar's row is drawn."""
        number = next(n for n, bar in enumerate(self.bars) if bar.key == bar_id)
        return self._row(number)

    def _drawn(self, width: int) -> Drawing:
        if width not in self._drawings:
            self._drawings[width] = drawn(self._chart, width, ScreenLettering())
            while len(self._drawings) > _KEPT:
                self._drawings.pop(next(iter(self._drawings)))
        return self._drawings[width]

    def _row(self, number: int) -> QRect:
        place = self.drawing.places[number]
        return QRect(0, round(place.top), self.width(), round(place.height))

    def _move_to(self, number: int) -> None:
        self._current = number
        self.update()
        if self.hasFocus():
            self._announce()
            self.reached.emit(self._row(number))
        self.pointed.emit(self.current)

    def _announce(self) -> None:
        # The chart is one control to a screen reader, so it says itself where the keyboard is.
        announce(self, self.bars[self._current].spoken)
