"""How the list draws how far a case is: a bar beside the counts."""

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
from omi_ui.cases.model import Role
from omi_ui.cases.rows import CaseRow

_BAR = 96


class ProgressPainter(QStyledItemDelegate):
    """Draws the progress column."""

    def __init__(self, table: QTableView, chosen: QItemSelectionModel) -> None:
        super().__init__(table)
        self._table = table
        self._chosen = chosen
        self.has_bar = True

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex) -> QSize:  # type: ignore[override]
        """Return the room for the bar and the longest counts."""
        words = theme.measure().horizontalAdvance("288 of 288")
        return QSize(_BAR + 12 + words + 24, theme.measure().height() + 12)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw the track, the bar and the counts."""
        row: CaseRow = index.data(Role.ROW)
        look = theme.tokens(self._table)
        where = QRectF(option.rect)
        painter.save()
        # Not from the option's state: the names of QStyle take long to load.
        if self._chosen.isSelected(index):
            painter.fillRect(where, QColor(look.accent_soft))
        if not row.applicable:
            painter.restore()
            return
        bar = _BAR if self.has_bar else -12
        track = QRectF(where.left() + 8, where.center().y() - 3, _BAR, 6)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(look.line))
        if self.has_bar:
            painter.drawRoundedRect(track, 3, 3)
        if row.share and self.has_bar:
            done = QRectF(track)
            done.setWidth(max(track.width() * row.share, 6))
            painter.setBrush(QColor(look.accent))
            painter.drawRoundedRect(done, 3, 3)
        painter.setFont(theme.font(theme.Size.SMALL))
        painter.setPen(QColor(look.muted))
        words = f"{row.answered} of {row.applicable}"
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(where.adjusted(bar + 20, 0, 0, 0), middle, words)
        painter.restore()
