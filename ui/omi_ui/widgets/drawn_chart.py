"""A chart on screen: what its drawing holds can be reached and opened by keyboard and mouse."""

from __future__ import annotations

from abc import abstractmethod
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

from omi_desktop.drawing.shapes import Drawing
from omi_ui import theme
from omi_ui.widgets.painting import paint
from omi_ui.widgets.spoken_roles import announce

_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_ENDS = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: -1}
_KEPT = 4
"""A layout asks for a few widths in turn before it settles on one."""


class DrawnChart(QWidget):
    """Up and Down move among what is drawn, Enter or a click opens it where it `opens`."""

    ROLE = QAccessible.Role.Chart

    opened = Signal(str)
    pointed = Signal(str)
    """The bar that the keyboard or the mouse has come to."""
    reached = Signal(QRect)
    """Where the bar is that the keyboard has come to, for a page that scrolls."""

    def __init__(self, parent: QWidget | None = None, *, opens: bool = True) -> None:
        super().__init__(parent)
        self._opens = opens
        self._keys: tuple[str, ...] = ()
        self._drawings: dict[int, Drawing] = {}
        self._current = 0
        self._over: int | None = None
        # By Tab a screen reader comes to the description, whether or not there is more to open.
        policy = Qt.FocusPolicy.StrongFocus if opens else Qt.FocusPolicy.TabFocus
        self.setFocusPolicy(policy)
        self.setMouseTracking(opens)
        high = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        high.setHeightForWidth(True)
        self.setSizePolicy(high)

    @property
    def current(self) -> str:
        """Return the key of the bar that Enter opens, or ""."""
        return self._keys[self._current] if self._keys else ""

    @property
    def drawing(self) -> Drawing:
        """Return the bars as they are drawn."""
        return self._drawn(self.width())

    @property
    def picture(self) -> Drawing:
        """Return the bars as they are drawn in a picture, which has a title of its own."""
        return self.drawing

    def choose(self, key: str) -> None:
        """Make a bar the one that Enter opens, if there is such a bar."""
        if key in self._keys:
            self._move_to(self._keys.index(key))

    def sizeHint(self) -> QSize:
        """Return the height of all bars; the width is whatever there is."""
        return QSize(640, self.heightForWidth(max(self.width(), 420)))

    def heightForWidth(self, width: int) -> int:
        """Return the height of all bars: in a narrow chart some titles take a second line."""
        return ceil(self._drawn(width).height) if self._keys else 40

    def minimumSizeHint(self) -> QSize:
        """Return the least width in which titles and bars can both be read."""
        return QSize(420, self.sizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        """Measure the letters anew where they change."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._drawings.clear()
            self.updateGeometry()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the bars; the current one is framed while the keyboard is here."""
        painter = QPainter(self)
        look = theme.tokens(self)
        if self._keys and self.hasFocus():
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
        if key in _STEPS and self._keys:
            self._move_to((self._current + _STEPS[key]) % len(self._keys))
        elif key in _ENDS and self._keys:
            self._move_to(_ENDS[key] % len(self._keys))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._keys and self._opens:
            self.opened.emit(self.current)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Open the bar under the pointer."""
        number = self.drawing.under(event.position().y())
        if number is not None and self._opens and event.button() is Qt.MouseButton.LeftButton:
            self._move_to(number)
            self.opened.emit(self.current)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show that a bar can be opened, and say which one it is."""
        over = self.drawing.under(event.position().y())
        can_open = over is not None and self._opens
        self.setCursor(
            Qt.CursorShape.PointingHandCursor if can_open else Qt.CursorShape.ArrowCursor
        )
        if over is not None and over != self._over:
            self.pointed.emit(self._keys[over])
        self._over = over

    def leaveEvent(self, event: QEvent) -> None:
        """Come back to the bar of the keyboard."""
        super().leaveEvent(event)
        self._over = None
        if self._keys:
            self.pointed.emit(self.current)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show which bar is current, and say so."""
        super().focusInEvent(event)
        self.update()
        if self._keys:
            self._announce()
            self.pointed.emit(self.current)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that the keyboard is elsewhere."""
        super().focusOutEvent(event)
        self.update()

    def bar_rect(self, key: str) -> QRect:
        """Return where a bar's row is drawn."""
        return self._row(self._keys.index(key))

    @abstractmethod
    def _draw(self, width: int) -> Drawing:
        """Return what is shown, as wide as asked."""

    def _show(self, keys: Sequence[str], spoken: str) -> None:
        """Show what `_draw` now draws; what was current stays so where its key is still there."""
        before = self.current
        self._drawings.clear()
        self._keys = tuple(keys)
        self._current = self._keys.index(before) if before in self._keys else 0
        self.setAccessibleDescription(spoken)
        self.updateGeometry()
        self.update()

    def _drawn(self, width: int) -> Drawing:
        if width not in self._drawings:
            self._drawings[width] = self._draw(width)
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
        announce(self, self.drawing.places[self._current].spoken)
