"""How a figure stands in a text that is being written: as one sign, drawn as a chip."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPen,
    QPyTextObject,
    QTextCharFormat,
    QTextDocument,
    QTextFormat,
)

from omi_desktop.report.live import Figure, Reference, parse
from omi_ui import theme

CHIP = QTextFormat.ObjectTypes.UserObject.value + 1
SIGN = "\ufffc"
"""The character that stands for an object in a text document."""

ARROW = " → "
_PIECE = QTextFormat.Property.UserProperty.value + 1
_ACCEPTED = QTextFormat.Property.UserProperty.value + 2
_SIDE = 3.0
_MARGIN = 2.0


def chip_format(piece: Figure | Reference, accepted: str) -> QTextCharFormat:
    """Return the format of a chip: the piece, and what it showed when it was accepted."""
    made = QTextCharFormat()
    made.setObjectType(CHIP)
    made.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignBaseline)
    made.setProperty(_PIECE, str(piece))
    made.setProperty(_ACCEPTED, accepted)
    return made


def piece_of(form: QTextFormat) -> Figure | Reference | None:
    """Return the piece of a chip's format; None for plain text."""
    if form.objectType() != CHIP:
        return None
    (piece,) = parse(str(form.property(_PIECE)))
    return None if isinstance(piece, str) else piece


def accepted_of(form: QTextFormat) -> str:
    """Return what the chip showed when it was accepted."""
    return str(form.property(_ACCEPTED) or "")


class ChipDrawer(QPyTextObject):
    """Draws chips; one that is no longer as accepted shows old and new, framed.

    `shown` holds what every piece of the text shows now, by its stored words.
    """

    def __init__(self, parent: QTextDocument) -> None:
        super().__init__(parent)
        self.shown: dict[str, str] = {}
        self.look = theme.LIGHT

    def intrinsicSize(self, doc: QTextDocument, _at: int, form: QTextFormat) -> QSizeF:
        """Return the room of a chip: in the line, or lines of its own for a whole sentence."""
        measure = QFontMetricsF(theme.font())
        old, new = self._words(form)
        wide = measure.horizontalAdvance(old + new) + 2 * _SIDE
        room = doc.textWidth() - 2 * doc.documentMargin() - 2
        if wide <= room or room <= 0:
            return QSizeF(wide, measure.height())
        return QSizeF(room, self._wrapped(measure, room, old + new).height() + 2 * _MARGIN)

    def drawObject(
        self,
        painter: QPainter,
        rect: QRectF | QRect,
        _doc: QTextDocument,
        _at: int,
        form: QTextFormat,
    ) -> None:
        """Draw a chip where the text has left room for it."""
        where = QRectF(rect)
        look = self.look
        old, new = self._words(form)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = where.adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setBrush(QColor(look.below_soft if old else look.accent_soft))
        painter.setPen(QPen(QColor(look.below), 1) if old else Qt.PenStyle.NoPen)
        painter.drawRoundedRect(frame, 3, 3)
        painter.setFont(theme.font())
        painter.setPen(QColor(look.ink))
        measure = QFontMetricsF(theme.font())
        if where.height() > measure.height() + 1:
            inner = where.adjusted(_SIDE, _MARGIN, -_SIDE, -_MARGIN)
            painter.drawText(inner, Qt.TextFlag.TextWordWrap, old + new)
        else:
            self._draw_line(painter, where, old, new)
        painter.restore()

    def _draw_line(self, painter: QPainter, where: QRectF, old: str, new: str) -> None:
        measure = QFontMetricsF(theme.font())
        at = QPointF(where.left() + _SIDE, where.top() + measure.ascent())
        if old:
            struck = QFont(theme.font())
            struck.setStrikeOut(True)
            painter.setFont(struck)
            gone = old.removesuffix(ARROW)
            painter.drawText(at, gone)
            at.setX(at.x() + measure.horizontalAdvance(gone))
            painter.setFont(theme.font())
            painter.drawText(at, ARROW)
            at.setX(at.x() + measure.horizontalAdvance(ARROW))
        painter.drawText(at, new)

    def _words(self, form: QTextFormat) -> tuple[str, str]:
        """Return what stands before the arrow, with it, or "", and what is shown now."""
        new = self.shown.get(str(form.property(_PIECE)), "")
        old = accepted_of(form)
        return ("" if old == new else f"{old or 'not accepted'}{ARROW}", new)

    def _wrapped(self, measure: QFontMetricsF, room: float, words: str) -> QRectF:
        inner = QRectF(0, 0, room - 2 * _SIDE, 9999)
        return measure.boundingRect(inner, Qt.TextFlag.TextWordWrap, words)
