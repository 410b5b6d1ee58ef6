"""A case in two lines of one column, where the columns do not stand beside each other."""

from __future__ import annotations

from PySide6.QtCore import (
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTableView

from omi_ui import theme
from omi_ui.cases.model import Role, facts_of, name_of
from omi_ui.cases.rows import CaseRow

_ABOVE = 5


class CompactPainter(QStyledItemDelegate):
    """Draws reference, status and assessor, and below them what the case is."""

    def __init__(self, table: QTableView, chosen: QItemSelectionModel) -> None:
        super().__init__(table)
        self._table = table
        self._chosen = chosen

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex) -> QSize:  # type: ignore[override]
        """Return the height of the two lines."""
        return QSize(160, height_of_two_lines())

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw both lines, cut where there is no room for them."""
        row: CaseRow = index.data(Role.ROW)
        look = theme.tokens(self._table)
        where = QRectF(option.rect)
        painter.save()
        if self._chosen.isSelected(index):
            painter.fillRect(where, QColor(look.accent_soft))
        inner = where.adjusted(8, _ABOVE, -8, 0)
        tall = theme.measure().height()
        painter.setFont(theme.font())
        painter.setPen(QColor(look.ink))
        _draw(painter, QRectF(inner.left(), inner.top(), inner.width(), tall), name_of(row))
        painter.setFont(theme.font(theme.Size.SMALL))
        painter.setPen(QColor(look.muted))
        small = theme.measure(theme.Size.SMALL).height()
        below = QRectF(inner.left(), inner.top() + tall, inner.width(), small)
        _draw(painter, below, facts_of(row))
        painter.restore()


def height_of_two_lines() -> int:
    """Return how high a row of two lines is."""
    return theme.measure().height() + theme.measure(theme.Size.SMALL).height() + 2 * _ABOVE


def _draw(painter: QPainter, where: QRectF, words: str) -> None:
    elide = Qt.TextElideMode.ElideRight
    shown = painter.fontMetrics().elidedText(words, elide, int(where.width()))
    painter.drawText(where, Qt.AlignmentFlag.AlignVCenter, shown)
