"""The outline of the report: every part in order, with a mark where something is to be done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from omi_desktop.report.outline import Place, State
from omi_ui import theme
from omi_ui.widgets.outline import ENTRY, Index, Outline

_QUIET = (State.WRITTEN, State.EMPTY, State.MADE)
"""What a mark says well enough; of the rest the words are shown."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A heading (no place), or a part."""

    title: str
    place: Place | None = None

    @property
    def key(self) -> str:
        """Return the id of the part."""
        return self.place.id if self.place else ""

    @property
    def shown(self) -> str:
        """Return the words of the entry."""
        return self.title

    def spoken(self) -> str:
        """Return the entry as a screen reader says it."""
        return f"{self.title}, {self.place.note}" if self.place else self.title


def entries(places: Sequence[Place]) -> tuple[Entry, ...]:
    """Return every part under its heading."""
    found: list[Entry] = []
    group = ""
    for place in places:
        if place.group != group:
            group = place.group
            found.append(Entry(group))
        found.append(Entry(place.title, place))
    return tuple(found)


def parts_outline() -> Outline[Entry]:
    """Return the list of parts; choosing one asks for it."""
    made: Outline[Entry] = Outline("Parts of the report")
    made.setItemDelegate(_EntryPainter(made))
    return made


class _EntryPainter(QStyledItemDelegate):
    """Draws a heading, or a part: its mark and title, and below it what is to be done."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        entry: Entry = index.data(ENTRY)
        tall = theme.measure().height()
        if entry.place is None:
            return QSize(120, tall + 14)
        if entry.place.state in _QUIET:
            return QSize(120, tall + 8)
        return QSize(120, tall + theme.measure(theme.Size.SMALL).height() + 8)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry: Entry = index.data(ENTRY)
        look = theme.tokens(self._view)
        where = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if entry.place is None:
            painter.setFont(theme.font(theme.Size.SMALL, bold=True))
            painter.setPen(QColor(look.muted))
            _draw_words(painter, where.adjusted(12, 6, -8, 0), entry.title)
        else:
            self._draw_place(painter, where, option, entry.place, look)
        painter.restore()

    def _draw_place(
        self,
        painter: QPainter,
        where: QRectF,
        option: QStyleOptionViewItem,
        place: Place,
        look: theme.Tokens,
    ) -> None:
        is_open = bool(option.state & QStyle.StateFlag.State_Selected)
        if is_open:
            painter.fillRect(where, QColor(look.accent_soft))
            painter.fillRect(QRectF(0, where.top(), 4, where.height()), QColor(look.accent))
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(look.accent), 2))
            painter.drawRect(where.adjusted(1, 1, -1, -1))
        tall = theme.measure().height()
        side = tall - 6.0
        mark = QRectF(14, where.top() + 4 + (tall - side) / 2, side, side)
        _draw_mark(painter, mark, place.state, look)
        left = mark.right() + 8
        above = QRectF(left, where.top() + 4, where.right() - 12 - left, tall)
        painter.setFont(theme.font(bold=is_open))
        painter.setPen(QColor(look.ink))
        _draw_words(painter, above, place.title)
        if place.state in _QUIET:
            return
        small = theme.measure(theme.Size.SMALL)
        below = QRectF(left, above.bottom(), above.width(), small.height())
        stale = place.state is State.STALE
        painter.setFont(theme.font(theme.Size.SMALL, bold=stale))
        painter.setPen(QColor(look.ink if stale else look.muted))
        _draw_words(painter, below, place.note)


def _draw_words(painter: QPainter, where: QRectF, words: str) -> None:
    elide = Qt.TextElideMode.ElideRight
    shown = painter.fontMetrics().elidedText(words, elide, int(where.width()))
    painter.drawText(where, Qt.AlignmentFlag.AlignVCenter, shown)


def _draw_mark(painter: QPainter, where: QRectF, state: State, look: theme.Tokens) -> None:
    """Draw a full disc (written), a ring (missing), a dash (nothing wanted), a wedge (stale)."""
    painter.setPen(QPen(QColor(look.accent), 1.5))
    ring = where.adjusted(1, 1, -1, -1)
    if state in (State.EMPTY, State.MADE):
        painter.setPen(QPen(QColor(look.edge), 1.5))
        middle = where.center()
        painter.drawLine(middle - QPointF(4, 0), middle + QPointF(4, 0))
    elif state is State.STALE:
        painter.setPen(QPen(QColor(look.below), 1.5))
        painter.setBrush(QColor(look.below))
        top = QPointF(ring.center().x(), ring.top())
        painter.drawPolygon([top, ring.bottomRight(), ring.bottomLeft()])
    else:
        full = QColor(look.accent)
        painter.setBrush(full if state is State.WRITTEN else QColor(0, 0, 0, 0))
        painter.drawEllipse(ring)
