"""The sheet on which a filled-in form is keyed: every question of the case in the form's order."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QWidget

from omi_desktop.casework.keying import after, asked, before, boxes
from omi_desktop.casework.orders import Order, pages
from omi_desktop.casework.typing_in import Deed, TypingIn
from omi_desktop.instrument.model import ValueType
from omi_ui import theme
from omi_ui.case.inputs import WRONG, read_line
from omi_ui.case.paper_fields import PaperFields
from omi_ui.case.paper_lines import Crossed, Line, away, draw, heading, line, written
from omi_ui.case.paper_words import crossed, label, spoken

if TYPE_CHECKING:
    from omi_desktop.casework.orders import Page
    from omi_desktop.instrument.model import Question
    from omi_ui.case.sitting import Sitting

REPLACE = frozenset({"r", "R", "/"})
NOTE = frozenset({"n", "N", "+"})
NOTE_BEFORE = frozenset({"*"})
_LEAP = 8
"""Questions that a page key passes."""
_STEPS = {
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_PageUp: -_LEAP,
    Qt.Key.Key_PageDown: _LEAP,
}
_ENTERS = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_TAKEN = frozenset({*_STEPS, *_ENTERS, Qt.Key.Key_N})


class PaperSheet(QWidget):
    """The form on the screen; one question has the keyboard.

    A figure answers and leads on; where the file holds another answer, both are shown and nothing
    is written before one of them is chosen.
    """

    ROLE = QAccessible.Role.Form

    answered = Signal(str, str)
    moved = Signal()
    """The keyboard is at another question, or what was typed in so far has changed."""
    ended = Signal()
    """The last question of the form has been passed."""
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._sitting: Sitting | None = None
        self._order = Order.REPORT
        self.asked: tuple[str, ...] = ()
        """The questions that the form asks of this case, in order."""
        self._every: tuple[str, ...] = ()
        self._lines: list[tuple[int, Line]] = []
        self._tops: list[int] = []
        self._measured: dict[tuple[str, Crossed | None], Line] = {}
        self._measured_for = ("", 0)
        self.current = ""
        self.typing = TypingIn()
        self._complaint = ""
        self._is_writing = False
        self.fields = PaperFields(self)
        self.fields.signs = NOTE | NOTE_BEFORE
        self.fields.key_left.connect(self.keyPressEvent)
        self.fields.grew.connect(self._place_fields)

    def show_sitting(self, sitting: Sitting) -> None:
        """Show the form of a case, at the first question without an answer."""
        self.fields.save_note()
        if self._sitting is None or self._sitting.case.id != sitting.case.id:
            self.typing = TypingIn()
        self._sitting, self.current = sitting, ""
        self._arrange()
        missing = (each for each in self.asked if sitting.is_missing(each))
        self.go_to(next(missing, next(iter(self.asked), "")))

    def show_order(self, order: Order) -> None:
        """Ask in this order, at the same question."""
        self._order = order
        self._arrange()
        self.go_to(self.current)

    def refresh(self) -> None:
        """Show what the file holds now."""
        if self._is_writing:
            # The next question is about to be shown anyway; it may be another one now.
            self._learn_asked()
            return
        self._arrange()
        self.update()
        self.moved.emit()

    def go_to(self, question: str) -> bool:
        """Give a question the keyboard; tell whether the form asks it."""
        if question not in self.asked or self._sitting is None:
            return False
        self.fields.save_note()
        self.fields.close_line()
        self.current, self._complaint = question, ""
        self.typing.clear()
        self._arrange()
        here = self._question
        if here is not None and not boxes(here):
            self.fields.open_line(here, written(here, self._sitting.values.get(question)))
            self._place_fields()
        self.fields.take_keyboard()
        self.update()
        self._tell()
        self.moved.emit()
        return True

    def place_of(self, question: str) -> QRect:
        """Return where a question stands on the sheet."""
        top, shown = self._line_of(question)
        return shown.rect.translated(0, top) if shown is not None else QRect()

    def write_note(self, question: str) -> None:
        """Open the note on a question of the form."""
        if self._sitting is not None:
            asked_of = self._sitting.instrument.questions[question]
            self.fields.open_note(asked_of, self._sitting.notes.get(question, ""))
            self._place_fields()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the keyboard on to the line that is written in, if there is one."""
        super().focusInEvent(event)
        self.update()
        if self.fields.line is not None and self.fields.note is None:
            self.fields.take_keyboard()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that the keyboard is elsewhere."""
        super().focusOutEvent(event)
        self.update()

    def event(self, event: QEvent) -> bool:
        """Take the keys that the workspace would take otherwise."""
        overrides = event.type() == QEvent.Type.ShortcutOverride
        if overrides and isinstance(event, QKeyEvent) and event.key() in _TAKEN:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Answer with a figure, go on with Enter, back with Backspace, note with + or N."""
        key, text = event.key(), event.text()
        question = self._question
        if question is None:
            event.ignore()
        elif self.typing.is_asking and text and text in REPLACE:
            self._do(self.typing.replace())
        elif key in _ENTERS:
            self._do(self._entered(question))
        elif key == Qt.Key.Key_Backspace:
            self._back()
        elif key in _STEPS:
            self._step(_STEPS[Qt.Key(key)])
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.go_to(self.asked[0 if key == Qt.Key.Key_Home else -1])
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        elif text and text in NOTE:
            self.write_note(question.id)
        elif text and text in NOTE_BEFORE and self.typing.last:
            self.write_note(self.typing.last)
        elif text.isdigit() and boxes(question):
            self._do(self.typing.figure(question, self._stored, text))
        else:
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to the question that is clicked; a click on a box is its figure."""
        where = event.position().toPoint()
        at = bisect_right(self._tops, where.y()) - 1
        top, shown = self._lines[at] if 0 <= at < len(self._lines) else (0, None)
        question = shown.question if shown is not None else None
        if question is None or shown is None or not shown.is_asked:
            return
        if question.id != self.current:
            self.go_to(question.id)
        self.fields.take_keyboard()
        box = shown.box_at(where - QPoint(0, top))
        if box is None:
            return
        if question.value_type is ValueType.SEVERAL:
            self._do(self.typing.figure(question, self._stored, box.figure))
        else:
            # A box that is clicked means itself, though its figure may begin another's.
            self.typing.clear()
            self._do(self.typing.value(question, self._stored, box.value))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the lines to the new width."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._arrange()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what is in sight of the form."""
        look = theme.tokens(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(event.rect(), QColor(look.surface))
        first = max(bisect_right(self._tops, event.rect().top()) - 1, 0)
        for top, shown in self._lines[first:]:
            if top > event.rect().bottom():
                break
            question = shown.question
            is_current = question is not None and question.id == self.current
            values = self._crossed(question) if question is not None else Crossed()
            painter.translate(0, top)
            draw(painter, shown, values, look, is_current=is_current)
            if is_current and self.hasFocus():
                painter.setPen(QPen(QColor(look.accent), 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(shown.rect.adjusted(1, 1, -1, -1))
            painter.translate(0, -top)
        painter.end()

    def _entered(self, question: Question) -> Deed:
        line = self.fields.line
        if line is None or self.typing.is_asking:
            return self.typing.enter(question, self._stored)
        text = line.text().strip()
        value = read_line(text, question.value_type) if text else None
        if value is not None:
            return self.typing.value(question, self._stored, value)
        self._complaint = WRONG[question.value_type] if text else ""
        return Deed.STAY if text else Deed.GO_ON

    def _do(self, deed: Deed) -> None:
        sitting, question, value = self._sitting, self._question, self.typing.pending
        if sitting is None or question is None or not sitting.is_open:
            return
        if deed is Deed.WRITE and value is not None:
            self._is_writing = True
            self.answered.emit(question.id, value)
            self._is_writing = False
            if sitting.values.get(question.id) == value:
                self.typing.wrote(question)
                deed = Deed.GO_ON
            else:
                # The file refused: the question keeps the keyboard and shows what the file holds.
                self.typing.clear()
        if deed is Deed.GO_ON:
            self._step(1)
        else:
            self.fields.is_asking = self.typing.is_asking
            self.refresh()
            self._tell()

    def _back(self) -> None:
        if self.typing.is_begun or self._complaint:
            self.typing.clear()
            self._complaint = ""
            self._do(Deed.STAY)
        else:
            self._step(-1)

    def _step(self, by: int) -> None:
        follow, question = (after if by > 0 else before), self.current
        for _ in range(abs(by)):
            question = follow(self.asked, self._every, question) or question
        if question != self.current:
            self.go_to(question)
        elif by > 0:
            self.typing.clear()
            self.refresh()
            self.ended.emit()

    @property
    def _question(self) -> Question | None:
        if self._sitting is None:
            return None
        return self._sitting.instrument.questions.get(self.current)

    @property
    def _stored(self) -> str | None:
        return self._sitting.values.get(self.current) if self._sitting is not None else None

    def _crossed(self, question: Question) -> Crossed:
        if self._sitting is None:
            return Crossed()
        is_current = question.id == self.current
        return crossed(
            self._sitting, self.typing, question, is_current=is_current, complaint=self._complaint
        )

    def _learn_asked(self) -> tuple[Page, ...]:
        if self._sitting is None:
            return ()
        ordered = pages(self._sitting.instrument, self._order)
        self.asked = asked(ordered, self._sitting.standing)
        self._every = tuple(q.id for page in ordered for q in page.questions)
        return ordered

    def _arrange(self) -> None:
        measured_for = (self.font().toString(), self.width())
        if measured_for != self._measured_for:
            self._measured, self._measured_for = {}, measured_for
        ordered = self._learn_asked()
        is_asked = frozenset(self.asked)
        self._lines, top = [], 0
        for page in ordered:
            parts = [self._heading(page)]
            parts += [self._line(q, is_asked=q.id in is_asked) for q in page.questions]
            for part in parts:
                self._lines.append((top, part))
                top += part.rect.height()
        self._tops = [each for each, _ in self._lines]
        self.setFixedHeight(top + theme.measure().lineSpacing())
        self._place_fields()

    def _heading(self, page: Page) -> Line:
        known = self._measured.get((page.id, None))
        if known is None:
            known = self._measured[page.id, None] = heading(page, self.width())
        return known

    def _line(self, question: Question, *, is_asked: bool) -> Line:
        shown = self._crossed(question) if is_asked else None
        known = self._measured.get((question.id, shown))
        if known is None:
            width = self.width()
            known = away(question, width) if shown is None else line(question, shown, width)
            self._measured[question.id, shown] = known
        return known

    def _line_of(self, question: str) -> tuple[int, Line | None]:
        for top, shown in self._lines:
            if shown.question is not None and shown.question.id == question:
                return top, shown
        return 0, None

    def _place_fields(self) -> None:
        top, shown = self._line_of(self.current)
        if self.fields.line is not None and shown is not None:
            self.fields.line.setGeometry(shown.field.translated(0, top))
        top, shown = self._line_of(self.fields.note_of)
        if shown is not None:
            room = shown.text if shown.note.isNull() else shown.note
            self.fields.place_note(room.translated(0, top))

    def _tell(self) -> None:
        """Say to a screen reader which question has the keyboard, and what its boxes are."""
        question = self._question
        if question is None:
            return
        shown = self._crossed(question)
        words = spoken(question, shown)
        self.setAccessibleName(words)
        stored = self._stored
        in_file = f"In the file: {label(question, stored)}" if stored is not None else ""
        self.setAccessibleDescription(in_file)
        if self.isVisible():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))
