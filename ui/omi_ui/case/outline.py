"""The outline of a case: its pages under their headings, with how far each one is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from omi_ui import theme
from omi_ui.case.pages import Page, Progress

_Index = QModelIndex | QPersistentModelIndex


class OutlineRole(IntEnum):
    """What an entry of the outline holds besides its words."""

    ENTRY = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Entry:
    """A heading (no page) or a page with its progress."""

    title: str
    page: str = ""
    progress: Progress | None = None

    def spoken(self) -> str:
        """Return the entry as a screen reader says it."""
        if self.progress is None:
            return self.title
        if not self.progress.applicable:
            return f"{self.title}, nothing to answer"
        return f"{self.title}, {self.progress.answered} of {self.progress.applicable} answered"


class OutlineModel(QAbstractListModel):
    """The entries, in order."""

    def __init__(self) -> None:
        super().__init__()
        self._entries: tuple[Entry, ...] = ()

    def show_pages(self, pages: Sequence[Page], progress: Sequence[Progress]) -> None:
        """Show these pages; where only the progress changed, the list keeps its place."""
        entries: list[Entry] = []
        heading = ""
        for page, how_far in zip(pages, progress, strict=True):
            if page.heading != heading:
                heading = page.heading
                entries.append(Entry(heading))
            entries.append(Entry(page.title, page.id, how_far))
        if [e.page for e in entries] == [e.page for e in self._entries]:
            self._entries = tuple(entries)
            self.dataChanged.emit(self.index(0), self.index(len(entries) - 1))
            return
        self.beginResetModel()
        self._entries = tuple(entries)
        self.endResetModel()

    def row_of(self, page: str) -> int:
        """Return the row of a page."""
        return next((n for n, entry in enumerate(self._entries) if entry.page == page), -1)

    def entry(self, row: int) -> Entry:
        """Return the entry of a row."""
        return self._entries[row]

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Return how many entries there are."""
        return 0 if parent.isValid() else len(self._entries)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the words of an entry, what is spoken, or the entry itself."""
        entry = self._entries[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.title
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return entry.spoken()
        return entry if role == OutlineRole.ENTRY else None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Let pages be chosen, and headings not."""
        if self._entries[index.row()].page:
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return Qt.ItemFlag.NoItemFlags


class Outline(QListView):
    """The list of pages; choosing one asks for it."""

    page_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = OutlineModel()
        self.setModel(self._model)
        self.setItemDelegate(_EntryPainter(self))
        self.setAccessibleName("Pages of the case")
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setObjectName("ground")
        self.clicked.connect(self._on_chosen)
        self.activated.connect(self._on_chosen)

    def show_pages(self, pages: Sequence[Page], progress: Sequence[Progress], page: str) -> None:
        """Show the pages, with `page` as the one that is open."""
        self._model.show_pages(pages, progress)
        row = self._model.row_of(page)
        if row >= 0 and self.currentIndex().row() != row:
            self.setCurrentIndex(self._model.index(row))
            self.scrollTo(self._model.index(row))

    def _on_chosen(self, index: QModelIndex) -> None:
        entry = self._model.entry(index.row())
        if entry.page:
            self.page_wanted.emit(entry.page)


class _EntryPainter(QStyledItemDelegate):
    """Draws a heading, or a page with its mark, its title and its counts."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, _option: QStyleOptionViewItem, index: _Index) -> QSize:
        entry: Entry = index.data(OutlineRole.ENTRY)
        measure = theme.measure()
        return QSize(120, measure.height() + (8 if entry.page else 14))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        entry: Entry = index.data(OutlineRole.ENTRY)
        look = theme.tokens(self._view)
        where = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = Qt.AlignmentFlag.AlignVCenter
        if entry.progress is None:
            painter.setFont(theme.font(theme.Size.SMALL, bold=True))
            painter.setPen(QColor(look.muted))
            room = where.adjusted(12, 6, -8, 0)
            elide = Qt.TextElideMode.ElideRight
            words = painter.fontMetrics().elidedText(entry.title, elide, int(room.width()))
            painter.drawText(room, middle, words)
            painter.restore()
            return
        is_open = bool(option.state & QStyle.StateFlag.State_Selected)
        if is_open:
            painter.fillRect(where, QColor(look.accent_soft))
            painter.fillRect(QRectF(0, where.top(), 4, where.height()), QColor(look.accent))
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(look.accent), 2))
            painter.drawRect(where.adjusted(1, 1, -1, -1))
        side = theme.measure().height() - 6
        mark = QRectF(14, where.center().y() - side / 2, side, side)
        _draw_mark(painter, mark, entry.progress, look)
        painter.setFont(theme.font(theme.Size.SMALL))
        counts = ""
        if entry.progress.applicable:
            counts = f"{entry.progress.answered}/{entry.progress.applicable}"
        width = painter.fontMetrics().horizontalAdvance(counts)
        painter.setPen(QColor(look.muted))
        painter.drawText(where.adjusted(0, 0, -12, 0), middle | Qt.AlignmentFlag.AlignRight, counts)
        painter.setFont(theme.font(bold=is_open))
        painter.setPen(QColor(look.ink if entry.progress.applicable else look.muted))
        left = mark.right() + 8
        free = int(where.right() - 12 - width - 8 - left)
        title = painter.fontMetrics().elidedText(entry.title, Qt.TextElideMode.ElideRight, free)
        painter.drawText(QRectF(left, where.top(), free, where.height()), middle, title)
        painter.restore()


def _draw_mark(painter: QPainter, where: QRectF, progress: Progress, look: theme.Tokens) -> None:
    """Draw a ring that fills: empty, part, full; a dash where there is nothing to answer."""
    if not progress.applicable:
        painter.setPen(QPen(QColor(look.edge), 1.5))
        middle = where.center()
        painter.drawLine(middle - QPointF(4, 0), middle + QPointF(4, 0))
        return
    painter.setPen(QPen(QColor(look.accent), 1.5))
    painter.setBrush(QColor(look.accent) if progress.is_complete else Qt.BrushStyle.NoBrush)
    painter.drawEllipse(where.adjusted(1, 1, -1, -1))
    if progress.answered and not progress.is_complete:
        share = progress.answered / progress.applicable
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(look.accent))
        painter.drawPie(where.adjusted(3, 3, -3, -3), 90 * 16, int(-share * 360 * 16))
