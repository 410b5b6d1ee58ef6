"""Entries of an outline in two lines: a mark and a title, and below it what is known of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from omi_ui import theme
from omi_ui.widgets.outline import ENTRY, Index, Outline


class Done(Enum):
    """How far an entry is: a dash, a ring, a full disc."""

    NOTHING = "nothing"
    BEGUN = "begun"
    FULL = "full"


@dataclass(frozen=True, slots=True)
class Entry:
    """A heading, whose key is "", or a place with what is known of it."""

    title: str
    key: str = ""
    below: str = ""
    done: Done = Done.NOTHING

    @property
    def shown(self) -> str:
        """Return the words of the entry."""
        return self.title

    def spoken(self) -> str:
        """Return the entry as a screen reader says it."""
        return ", ".join(filter(None, (self.title, self.below)))


def two_line_outline(name: str) -> Outline[Entry]:
    """Return an outline whose places have two lines each."""
    made: Outline[Entry] = Outline(name)
    made.setItemDelegate(_Painter(made))
    return made


class _Painter(QStyledItemDelegate):
    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        entry: Entry = index.data(ENTRY)
        tall = theme.measure().height()
        if not entry.key:
            return QSize(120, tall + 14)
        return QSize(120, tall + theme.measure(theme.Size.SMALL).height() + 8)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry: Entry = index.data(ENTRY)
        look = theme.tokens(self._view)
        where = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if entry.key:
            _draw_ground(painter, where, option, look)
            _draw_place(painter, where, option, entry, look)
        else:
            painter.setFont(theme.font(theme.Size.SMALL, bold=True))
            painter.setPen(QColor(look.muted))
            _draw_words(painter, where.adjusted(12, 6, -8, 0), entry.title)
        painter.restore()


def _draw_ground(
    painter: QPainter, where: QRectF, option: QStyleOptionViewItem, look: theme.Tokens
) -> None:
    if option.state & QStyle.StateFlag.State_Selected:
        painter.fillRect(where, QColor(look.accent_soft))
        painter.fillRect(QRectF(0, where.top(), 4, where.height()), QColor(look.accent))
    if option.state & QStyle.StateFlag.State_HasFocus:
        painter.setPen(QPen(QColor(look.accent), 2))
        painter.drawRect(where.adjusted(1, 1, -1, -1))


def _draw_place(
    painter: QPainter,
    where: QRectF,
    option: QStyleOptionViewItem,
    entry: Entry,
    look: theme.Tokens,
) -> None:
    tall = theme.measure().height()
    side = tall - 6.0
    mark = QRectF(14, where.top() + 4 + (tall - side) / 2, side, side)
    _draw_mark(painter, mark, entry.done, look)
    left = mark.right() + 8
    above = QRectF(left, where.top() + 4, where.right() - 12 - left, tall)
    painter.setFont(theme.font(bold=bool(option.state & QStyle.StateFlag.State_Selected)))
    painter.setPen(QColor(look.ink))
    _draw_words(painter, above, entry.title)
    small = theme.measure(theme.Size.SMALL)
    below = QRectF(left, above.bottom(), above.width(), small.height())
    painter.setFont(theme.font(theme.Size.SMALL))
    painter.setPen(QColor(look.muted))
    _draw_words(painter, below, entry.below)


def _draw_words(painter: QPainter, where: QRectF, words: str) -> None:
    elide = Qt.TextElideMode.ElideRight
    shown = painter.fontMetrics().elidedText(words, elide, int(where.width()))
    painter.drawText(where, Qt.AlignmentFlag.AlignVCenter, shown)


def _draw_mark(painter: QPainter, where: QRectF, done: Done, look: theme.Tokens) -> None:
    if done is Done.NOTHING:
        painter.setPen(QPen(QColor(look.edge), 1.5))
        middle = where.center()
        painter.drawLine(middle - QPointF(4, 0), middle + QPointF(4, 0))
        return
    painter.setPen(QPen(QColor(look.accent), 1.5))
    painter.setBrush(QColor(look.accent) if done is Done.FULL else QColor(0, 0, 0, 0))
    painter.drawEllipse(where.adjusted(1, 1, -1, -1))
