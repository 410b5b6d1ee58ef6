"""A line of the form on the screen: where its parts stand, and how it is drawn, as on paper.

A line begins at the height 0: where it stands on the sheet is known to the sheet alone, so that a
line is measured once and moved for nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from omi_desktop.casework.keying import boxes
from omi_desktop.instrument.model import Kind, ValueType, several
from omi_ui import theme
from omi_ui.dates import spoken_date

if TYPE_CHECKING:
    from omi_desktop.casework.keying import FormBox
    from omi_desktop.casework.orders import Page
    from omi_desktop.instrument.model import Question

WRAP = Qt.TextFlag.TextWordWrap
_GAP = 6
_PAD = 8


@dataclass(frozen=True, slots=True)
class Crossed:
    """What a line shows: the value whose boxes are crossed, the note, and a word below."""

    value: str | None = None
    note: str = ""
    word: str = ""
    is_strong: bool = False
    is_keyed: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A heading, or a question with its boxes, or one that cannot apply; its place and parts."""

    title: str
    question: Question | None
    is_asked: bool
    rect: QRect
    text: QRect
    places: tuple[tuple[FormBox, QRect], ...]
    field: QRect
    word: QRect
    note: QRect

    def box_at(self, where: QPoint) -> FormBox | None:
        """Return the box at a place, if there is one."""
        return next((box for box, rect in self.places if rect.contains(where)), None)


def heading(page: Page, width: int) -> Line:
    """Return the line above the questions of a page."""
    tall = theme.measure(bold=True).lineSpacing() + 20
    rect = QRect(0, 0, width, tall)
    text = QRect(16, 14, width - 32, tall - 14)
    return Line(page.title, None, False, rect, text, (), QRect(), QRect(), QRect())


def away(question: Question, width: int) -> Line:
    """Return the short line of a question that cannot apply to the case."""
    tall = theme.measure(theme.Size.SMALL).lineSpacing() + 4
    left = _left()
    text = QRect(left, 2, width - left - 16, tall)
    rect = QRect(0, 0, width, tall)
    return Line("", question, False, rect, text, (), QRect(), QRect(), QRect())


def line(question: Question, crossed: Crossed, width: int) -> Line:
    """Return a question with its boxes, and with its note beside them as on paper."""
    left = _left()
    is_wide = width > 60 * theme.measure().averageCharWidth()
    # The form has room for notes beside its questions, not beside the facts.
    notes = (width - left) // 3 if question.criterion and is_wide else 0
    inner = width - left - 16 - (notes + 16 if notes else 0)
    measure = theme.measure(bold=question.kind is Kind.SUMMARY)
    tall = measure.boundingRect(QRect(0, 0, inner, 9999), WRAP, question.text).height()
    text = QRect(left, _PAD, inner, tall)
    y = text.bottom() + 1 + _GAP
    places: list[tuple[FormBox, QRect]] = []
    step = theme.measure().lineSpacing() + 4
    field = QRect()
    if question.scale is None:
        field = QRect(left, y, min(inner, 24 * theme.measure().averageCharWidth()), step + 8)
        y += step + 8
    else:
        x = left
        for box in boxes(question):
            wide = step + _GAP + theme.measure(bold=True).horizontalAdvance(box.label) + 4
            if x > left and x + wide > left + inner:
                x, y = left, y + step + 2
            places.append((box, QRect(x, y, wide, step)))
            x += wide + 12
        y += step
    word = QRect()
    if crossed.word:
        small = theme.measure(bold=crossed.is_strong)
        high = small.boundingRect(QRect(0, 0, inner - 16, 9999), WRAP, crossed.word).height()
        word = QRect(left, y + _GAP, inner, high + 8)
        y = word.bottom() + 1
    note = QRect()
    if notes:
        note = QRect(width - 16 - notes, _PAD, notes, y - _PAD)
        need = _note_height(crossed.note, notes)
        note.setHeight(max(note.height(), need))
        y = max(y, note.bottom() + 1)
    elif crossed.note:
        note = QRect(left, y + _GAP, inner, _note_height(crossed.note, inner))
        y = note.bottom() + 1
    rect = QRect(0, 0, width, y + _PAD)
    return Line("", question, True, rect, text, tuple(places), field, word, note)


def draw(
    painter: QPainter, shown: Line, crossed: Crossed, look: theme.Tokens, *, is_current: bool
) -> None:
    """Draw a line of the form."""
    question = shown.question
    if question is None:
        painter.setFont(theme.font(bold=True))
        painter.setPen(QColor(look.ink))
        painter.drawText(shown.text, 0, shown.title)
        return
    rect = shown.rect
    if is_current:
        painter.fillRect(rect, QColor(look.accent_soft))
        painter.fillRect(QRect(0, rect.top(), 4, rect.height()), QColor(look.accent))
    painter.fillRect(QRect(16, rect.bottom(), rect.width() - 32, 1), QColor(look.line))
    painter.setFont(theme.font(theme.Size.SMALL))
    painter.setPen(QColor(look.muted))
    number = question.id if question.criterion else ""
    lower = 1 if shown.is_asked else 0
    painter.drawText(QRect(16, shown.text.top() + lower, _left() - 20, 40), 0, number)
    if not shown.is_asked:
        words = theme.measure(theme.Size.SMALL).elidedText(
            f"Not asked of this case: {question.short}",
            Qt.TextElideMode.ElideRight,
            shown.text.width(),
        )
        painter.drawText(shown.text, 0, words)
        return
    if crossed.is_keyed:
        painter.setPen(QColor(look.accent))
        below = QRect(16, shown.text.top() + theme.measure().lineSpacing(), _left() - 20, 40)
        painter.drawText(below, 0, "typed in")
    painter.setFont(theme.font(bold=question.kind is Kind.SUMMARY))
    painter.setPen(QColor(look.ink))
    painter.drawText(shown.text, WRAP, question.text)
    _draw_answer(painter, shown, crossed, look)
    if crossed.note:
        painter.setFont(theme.font())
        painter.setPen(QColor(look.ink))
        painter.drawText(shown.note.adjusted(8, 0, 0, 0), WRAP, crossed.note)
    if not shown.note.isNull():
        edge = QRect(shown.note.left(), shown.note.top(), 1, shown.note.height())
        painter.fillRect(edge, QColor(look.edge))


def _draw_answer(painter: QPainter, shown: Line, crossed: Crossed, look: theme.Tokens) -> None:
    question = shown.question
    if question is None:
        return
    values = (
        several(crossed.value or "")
        if question.value_type is ValueType.SEVERAL
        else (crossed.value,)
    )
    for box, place in shown.places:
        _draw_box(painter, box, place, look, is_crossed=box.value in values)
    if not shown.field.isNull():
        painter.setPen(QPen(QColor(look.edge), 1))
        painter.setBrush(QColor(look.surface))
        painter.drawRect(QRectF(shown.field).adjusted(0.5, 0.5, -0.5, -0.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setFont(theme.font())
        painter.setPen(QColor(look.ink))
        inner = shown.field.adjusted(8, 0, -4, 0)
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter, written(question, crossed.value))
    if crossed.word:
        painter.fillRect(shown.word, QColor(look.raised))
        bar = QRect(shown.word.left(), shown.word.top(), 3, shown.word.height())
        painter.fillRect(bar, QColor(look.ink))
        painter.setFont(theme.font(bold=crossed.is_strong))
        painter.setPen(QColor(look.ink))
        painter.drawText(shown.word.adjusted(12, 4, -4, -4), WRAP, crossed.word)


def _draw_box(
    painter: QPainter, box: FormBox, place: QRect, look: theme.Tokens, *, is_crossed: bool
) -> None:
    side = place.height() - 4
    square = QRectF(place.left() + 0.5, place.top() + 2.5, side, side)
    painter.setPen(QPen(QColor(look.ink if is_crossed else look.edge), 1))
    painter.setBrush(QColor(look.surface))
    painter.drawRect(square)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if is_crossed:
        painter.setPen(QPen(QColor(look.ink), 2))
        inner = square.adjusted(3, 3, -3, -3)
        painter.drawLine(inner.topLeft(), inner.bottomRight())
        painter.drawLine(inner.topRight(), inner.bottomLeft())
    else:
        painter.setFont(theme.font(theme.Size.SMALL))
        painter.setPen(QColor(look.muted))
        painter.drawText(square, Qt.AlignmentFlag.AlignCenter, box.figure)
    painter.setFont(theme.font(bold=is_crossed))
    painter.setPen(QColor(look.ink))
    words = place.adjusted(place.height() + _GAP - 4, 0, 8, 0)
    painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, box.label)


def written(question: Question, value: str | None) -> str:
    """Return what stands in the field of a question that has no boxes."""
    if value is None:
        return ""
    return spoken_date(value) if question.value_type is ValueType.DATE else question.label(value)


def _left() -> int:
    measure = theme.measure(theme.Size.SMALL)
    return 16 + max(map(measure.horizontalAdvance, ("typed in ", "1.2.SUM "))) + 8


def _note_height(note: str, width: int) -> int:
    if not note:
        return 0
    return theme.measure().boundingRect(QRect(0, 0, width - 12, 9999), WRAP, note).height()
