"""The outline of the findings: every criterion with its score and how far its findings are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QPointF,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import (
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from omi_desktop.report.settling import Settled
from omi_ui import theme
from omi_ui.widgets.outline import ENTRY, Index, Outline

if TYPE_CHECKING:
    from omi_ui.findings.desk import Desk


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

    @property
    def key(self) -> str:
        """Return the criterion."""
        return self.criterion

    @property
    def shown(self) -> str:
        """Return the words of the entry."""
        return f"{self.criterion} {self.title}".strip()

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


def criteria_outline() -> Outline[Entry]:
    """Return the list of criteria; choosing one asks for it."""
    made: Outline[Entry] = Outline("Criteria")
    made.setItemDelegate(_EntryPainter(made))
    return made


class _EntryPainter(QStyledItemDelegate):
    """Draws a heading, or a criterion: mark, number and title, and below it score and state."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        entry: Entry = index.data(ENTRY)
        tall = theme.measure().height()
        if not entry.criterion:
            return QSize(120, tall + 14)
        return QSize(120, tall + theme.measure(theme.Size.SMALL).height() + 8)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry: Entry = index.data(ENTRY)
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
