"""The pages of a PDF one below the other, drawn so that a new version takes the place at once."""

from __future__ import annotations

from enum import Enum
from typing import TypeAlias

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QColor,
    QFocusEvent,
    QImage,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from omi_ui import theme
from omi_ui.widgets.pdf_paper import on_paper

MARGIN = 16
LEAST, MOST = 0.25, 4.0
_STEP = 1.25
_POINTS = 72
_WHOLE = 2000
"""Pages of at most so many dots across are drawn once and kept; of larger ones what is in sight."""
_KEPT = 4
_LINE = 40


class Fit(Enum):
    """How large the pages are, where that follows from the room there is."""

    WIDTH = "width"
    PAGE = "page"


Zoom: TypeAlias = Fit | float


class PagesArea(QAbstractScrollArea):
    """Scrolls over pages; what is in sight stays there when size, zoom or document change."""

    ROLE = QAccessible.Role.Document

    moved = Signal()
    zoomed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pages: QPdfDocument | None = None
        self._zoom: Zoom = Fit.WIDTH
        self._rooms: tuple[QRectF, ...] = ()
        self._drawn: dict[int, QImage] = {}
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        # Always there: a bar that came and went would change the width that the pages fit.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        for bar in (self.verticalScrollBar(), self.horizontalScrollBar()):
            bar.setSingleStep(_LINE)
            bar.valueChanged.connect(self._on_scrolled)

    @property
    def zoom(self) -> Zoom:
        """Return how large the pages are shown: fitted, or as a share of their real size."""
        return self._zoom

    @property
    def scale(self) -> float:
        """Return the share of their real size at which the pages are shown now."""
        return self._dots() * _POINTS / self.logicalDpiX()

    @property
    def page(self) -> int:
        """Return the index of the page that fills most of the view."""
        view = self._view()
        seen = [room.intersected(view).height() for room in self._rooms]
        return seen.index(max(seen)) if seen else 0

    def show_document(self, pages: QPdfDocument | None) -> None:
        """Show another document, or none, at the place where the last one was."""
        place = self._place()
        self._pages = pages
        self._lay_out(place)

    def set_zoom(self, zoom: Zoom) -> None:
        """Show the pages at another size."""
        place = self._place()
        self._zoom = zoom if isinstance(zoom, Fit) else min(max(zoom, LEAST), MOST)
        self._lay_out(place)
        self.zoomed.emit()

    def larger(self) -> None:
        """Show the pages a step larger."""
        self.set_zoom(self.scale * _STEP)

    def smaller(self) -> None:
        """Show the pages a step smaller."""
        self.set_zoom(self.scale / _STEP)

    def show_page(self, page: int) -> None:
        """Scroll to the beginning of a page."""
        if self._rooms:
            room = self._rooms[min(max(page, 0), len(self._rooms) - 1)]
            self.verticalScrollBar().setValue(round(room.top()) - MARGIN)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the pages that are in sight."""
        painter = QPainter(self.viewport())
        look = theme.tokens(self)
        painter.fillRect(event.rect(), QColor(look.ground))
        view = self._view()
        seen = [n for n, room in enumerate(self._rooms) if room.intersects(view)]
        for number in seen:
            room = self._rooms[number].translated(-view.topLeft())
            self._draw(painter, number, room)
            painter.setPen(QColor(look.line))
            painter.drawRect(room.adjusted(-1, -1, 0, 0))
        for number in [n for n in self._drawn if n not in seen][: max(0, len(self._drawn) - _KEPT)]:
            del self._drawn[number]
        if self.hasFocus():
            painter.setPen(QPen(QColor(look.accent), 2))
            painter.drawRect(self.viewport().rect().adjusted(1, 1, -1, -1))
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Scroll, turn pages and change the size."""
        key, down = event.key(), self.verticalScrollBar()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._on_control(event)
        elif key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp) and self._zoom is Fit.PAGE:
            self.show_page(self.page + (1 if key == Qt.Key.Key_PageDown else -1))
        elif key == Qt.Key.Key_Home:
            down.setValue(down.minimum())
        elif key == Qt.Key.Key_End:
            down.setValue(down.maximum())
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll, or with Ctrl change the size."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if event.angleDelta().y():
                (self.larger if event.angleDelta().y() > 0 else self.smaller)()
            event.accept()
        else:
            super().wheelEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the place while the room changes."""
        place = self._place()
        super().resizeEvent(event)
        self._lay_out(place)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show that the keys come here."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that the keys go elsewhere."""
        super().focusOutEvent(event)
        self.viewport().update()

    def changeEvent(self, event: QEvent) -> None:
        """Draw in the colours of a new appearance."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.viewport().update()

    def _on_control(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal:
                self.larger()
            case Qt.Key.Key_Minus:
                self.smaller()
            case Qt.Key.Key_0:
                self.set_zoom(Fit.WIDTH)
            case Qt.Key.Key_PageDown:
                self.show_page(self.page + 1)
            case Qt.Key.Key_PageUp:
                self.show_page(self.page - 1)
            case _:
                super().keyPressEvent(event)

    def _on_scrolled(self) -> None:
        self.viewport().update()
        self.moved.emit()

    def _view(self) -> QRectF:
        left, top = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        return QRectF(QPointF(left, top), self.viewport().size().toSizeF())

    def _place(self) -> tuple[int, float]:
        """Return the page at the upper edge, and how much of it is above that edge."""
        top = self._view().top()
        for number, room in enumerate(self._rooms):
            if room.bottom() > top:
                return number, (top - room.top()) / room.height()
        # Over the first page, so that its margin is seen.
        return 0, -1.0

    def _dots(self) -> float:
        """Return how many dots a point of the page takes."""
        if not isinstance(self._zoom, Fit):
            return self._zoom * self.logicalDpiX() / _POINTS
        sizes = self._sizes()
        room = self.viewport().size()
        wide, high = max(room.width() - 2 * MARGIN, 40), max(room.height() - 2 * MARGIN, 40)
        fitted = min((wide / size.width() for size in sizes), default=1.0)
        if self._zoom is Fit.PAGE:
            fitted = min([fitted, *(high / size.height() for size in sizes)])
        return fitted

    def _sizes(self) -> list[QSizeF]:
        """Return the real size of each page, in points."""
        if self._pages is None:
            return []
        return [self._pages.pagePointSize(number) for number in range(self._pages.pageCount())]

    def _lay_out(self, place: tuple[int, float]) -> None:
        """Give each page its room and return to the place."""
        self._drawn.clear()
        dots = self._dots()
        sizes = [size * dots for size in self._sizes()]
        view = self.viewport().size()
        width = max([size.width() for size in sizes], default=0.0) + 2 * MARGIN
        rooms, top = [], float(MARGIN)
        for size in sizes:
            left = (max(width, view.width()) - size.width()) / 2
            rooms.append(QRectF(round(left), round(top), round(size.width()), round(size.height())))
            top += size.height() + MARGIN
        self._rooms = tuple(rooms)
        for bar, whole, seen in (
            (self.horizontalScrollBar(), width, view.width()),
            (self.verticalScrollBar(), top, view.height()),
        ):
            bar.setPageStep(seen)
            bar.setRange(0, max(0, round(whole) - seen))
        if rooms:
            page, above = min(place[0], len(rooms) - 1), place[1]
            room = rooms[page]
            self.verticalScrollBar().setValue(round(room.top() + above * room.height()))
        self.viewport().update()
        self.moved.emit()

    def _draw(self, painter: QPainter, number: int, room: QRectF) -> None:
        if self._pages is None:
            return
        ratio = self.devicePixelRatioF()
        size = (room.size() * ratio).toSize()
        if size.width() <= _WHOLE:
            if number not in self._drawn:
                whole = QRect(QPoint(0, 0), size)
                self._drawn[number] = on_paper(self._pages, number, size, whole)
            painter.drawImage(room, self._drawn[number])
            return
        seen = room.intersected(QRectF(self.viewport().rect()))
        part = QRectF((seen.topLeft() - room.topLeft()) * ratio, seen.size() * ratio)
        painter.drawImage(seen, on_paper(self._pages, number, size, part.toAlignedRect()))
