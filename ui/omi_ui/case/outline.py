"""The outline of a case: its pages under their headings, with how far each one is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

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

from omi_desktop.casework.orders import Page, Progress
from omi_ui import theme
from omi_ui.widgets.outline import ENTRY, Index, Outline


@dataclass(frozen=True, slots=True)
class Entry:
    """A heading (no page) or a page with its progress."""

    title: str
    page: str = ""
    progress: Progress | None = None

    @property
    def key(self) -> str:
        """Return the page."""
        return self.page

    @property
    def shown(self) -> str:
        """Return the words of the entry."""
        return self.title

    def spoken(self) -> str:
        """Return the entry as a screen reader says it."""
        if self.progress is None:
            return self.title
        if not self.progress.applicable:
            return f"{self.title}, nothing to answer"
        return f"{self.title}, {self.progress.answered} of {self.progress.applicable} answered"


def outline_entries(pages: Sequence[Page], progress: Sequence[Progress]) -> tuple[Entry, ...]:
    """Return the pages under their headings, with how far each one is."""
    entries: list[Entry] = []
    heading = ""
    for page, how_far in zip(pages, progress, strict=True):
        if page.heading != heading:
            heading = page.heading
            entries.append(Entry(heading))
        entries.append(Entry(page.title, page.id, how_far))
    return tuple(entries)


INTERVIEW = "interview"
"""The page of the interview, in place of a criterion."""


def interview_entries(*, is_told: bool) -> tuple[Entry, ...]:
    """Return the interview as an entry; it is done once it is said whether it took place."""
    return (Entry("Interview"), Entry("Offender manager", INTERVIEW, Progress(int(is_told), 1)))


def outline() -> Outline[Entry]:
    """Return the list of pages; choosing one asks for it."""
    made: Outline[Entry] = Outline("Pages of the case")
    made.setItemDelegate(_EntryPainter(made))
    return made


class _EntryPainter(QStyledItemDelegate):
    """Draws a heading, or a page with its mark, its title and its counts."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        entry: Entry = index.data(ENTRY)
        measure = theme.measure()
        return QSize(120, measure.height() + (8 if entry.page else 14))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry: Entry = index.data(ENTRY)
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
