"""The outline of the findings: every criterion with its score and how far its findings are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

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

from omi_desktop.report.settling import Settled
from omi_ui import theme

if TYPE_CHECKING:
    from omi_ui.findings.desk import Desk

_Index = QModelIndex | QPersistentModelIndex
_ENTRY = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Entry:
    """A section's heading (no criterion), or a criterion with what is known of it."""

    title: str
    criterion: str = ""
    verdict: str = ""
    settled: Settled = Settled.NOTHING
    changed: int = 0

    @property
    def words(self) -> str:
        """Return in words how far the findings are."""
        if self.settled is Settled.CHANGED:
            return f"{self.changed} changed"
        return str(self.settled.value)

    def spoken(self) -> str:
        """Return the entry as a screen reader says it."""
        if not self.criterion:
            return self.title
        return f"{self.criterion} {self.title}, {self.verdict}, {self.words}"


def entries(desk: Desk) -> tuple[Entry, ...]:
    """Return every criterion under the heading of its section, as its findings stand."""
    found: list[Entry] = []
    section = ""
    for page in desk.pages:
        if page.section != section:
            section = page.section
            found.append(Entry(section))
        settled, changed = desk.state(page.id)
        found.append(Entry(page.title, page.id, desk.verdict(page.id), settled, changed))
    return tuple(found)


class _Entries(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.entries: tuple[Entry, ...] = ()

    def show_entries(self, entries: Sequence[Entry]) -> None:
        if [e.criterion for e in entries] == [e.criterion for e in self.entries]:
            self.entries = tuple(entries)
            self.dataChanged.emit(self.index(0), self.index(len(entries) - 1))
            return
        self.beginResetModel()
        self.entries = tuple(entries)
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        entry = self.entries[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{entry.criterion} {entry.title}".strip()
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return entry.spoken()
        return entry if role == _ENTRY else None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        if self.entries[index.row()].criterion:
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return Qt.ItemFlag.NoItemFlags


class CriteriaOutline(QListView):
    """The list of criteria; choosing one asks for it."""

    criterion_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = _Entries()
        self.setModel(self._model)
        self.setItemDelegate(_EntryPainter(self))
        self.setAccessibleName("Criteria")
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setObjectName("ground")
        self.clicked.connect(self._on_chosen)
        self.activated.connect(self._on_chosen)

    def show_entries(self, entries: Sequence[Entry], chosen: str) -> None:
        """Show the criteria, with `chosen` as the one that is open."""
        self._model.show_entries(entries)
        row = next((n for n, entry in enumerate(entries) if entry.criterion == chosen), -1)
        if row >= 0 and self.currentIndex().row() != row:
            self.setCurrentIndex(self._model.index(row))
            self.scrollTo(self._model.index(row))

    def entry(self, criterion: str) -> Entry:
        """Return what is shown of a criterion."""
        return next(entry for entry in self._model.entries if entry.criterion == criterion)

    def _on_chosen(self, index: QModelIndex) -> None:
        entry = self._model.entries[index.row()]
        if entry.criterion:
            self.criterion_wanted.emit(entry.criterion)


class _EntryPainter(QStyledItemDelegate):
    """Draws a heading, or a criterion: mark, number and title, and below it score and state."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, _option: QStyleOptionViewItem, index: _Index) -> QSize:
        entry: Entry = index.data(_ENTRY)
        tall = theme.measure().height()
        if not entry.criterion:
            return QSize(120, tall + 14)
        return QSize(120, tall + theme.measure(theme.Size.SMALL).height() + 8)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        entry: Entry = index.data(_ENTRY)
        look = theme.tokens(self._view)
        where = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if entry.criterion:
            self._draw_criterion(painter, where, option, entry, look)
        else:
            painter.setFont(theme.font(theme.Size.SMALL, bold=True))
            painter.setPen(QColor(look.muted))
            _draw_words(painter, where.adjusted(12, 6, -8, 0), entry.title)
        painter.restore()

    def _draw_criterion(
        self,
        painter: QPainter,
        where: QRectF,
        option: QStyleOptionViewItem,
        entry: Entry,
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
        _draw_mark(painter, mark, entry.settled, look)
        left = mark.right() + 8
        above = QRectF(left, where.top() + 4, where.right() - 12 - left, tall)
        painter.setFont(theme.font(bold=is_open))
        painter.setPen(QColor(look.ink))
        _draw_words(painter, above, f"{entry.criterion} {entry.title}")
        small = theme.measure(theme.Size.SMALL)
        below = QRectF(left, above.bottom(), above.width(), small.height())
        painter.setFont(theme.font(theme.Size.SMALL, bold=entry.settled is Settled.CHANGED))
        painter.setPen(QColor(look.ink if entry.settled is Settled.CHANGED else look.muted))
        _draw_words(painter, below, " · ".join(filter(None, (entry.verdict, entry.words))))


def _draw_words(painter: QPainter, where: QRectF, words: str) -> None:
    elide = Qt.TextElideMode.ElideRight
    shown = painter.fontMetrics().elidedText(words, elide, int(where.width()))
    painter.drawText(where, Qt.AlignmentFlag.AlignVCenter, shown)


def _draw_mark(painter: QPainter, where: QRectF, settled: Settled, look: theme.Tokens) -> None:
    """Draw a full disc (settled), a ring (not settled), a dash (nothing), a wedge (changed)."""
    painter.setPen(QPen(QColor(look.accent), 1.5))
    ring = where.adjusted(1, 1, -1, -1)
    if settled is Settled.NOTHING:
        painter.setPen(QPen(QColor(look.edge), 1.5))
        middle = where.center()
        painter.drawLine(middle - QPointF(4, 0), middle + QPointF(4, 0))
    elif settled is Settled.CHANGED:
        painter.setPen(QPen(QColor(look.below), 1.5))
        painter.setBrush(QColor(look.below))
        top = QPointF(ring.center().x(), ring.top())
        painter.drawPolygon([top, ring.bottomRight(), ring.bottomLeft()])
    else:
        painter.setBrush(QColor(look.accent) if settled is Settled.SETTLED else QColor(0, 0, 0, 0))
        painter.drawEllipse(ring)
