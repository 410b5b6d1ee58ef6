"""One question on its page: its words, its answer, its note, and what became of it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFont,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QApplication, QGroupBox, QMenu, QWidget

from omi_desktop.instrument.applicability import State
from omi_desktop.instrument.model import Kind, Question
from omi_ui import theme
from omi_ui.case.inputs import Input, input_for
from omi_ui.case.marking import add_marks
from omi_ui.widgets.growing_text import GrowingText
from omi_ui.widgets.labels import button

_RIGHT = 16
_TOP = 10
_GAP = 6
_WRAP = Qt.TextFlag.TextWordWrap
_LONGEST_NUMBERS = ("1.2.P10", "1.4.SUM")


class QuestionRow(QGroupBox):
    """A question that can be answered with the keyboard alone.

    It paints its own words and places its own parts: a page has hundreds of parts, and layouts
    and labels for each would cost more than the page may take to open.
    """

    answered = Signal(str, object)
    noted = Signal(str, str)
    writing = Signal(str)
    resized = Signal()
    asked_to_move = Signal(str, int)
    done = Signal(str)
    """The question, which a single key gave the answer it was missing."""
    next_wanted = Signal()
    last_note_wanted = Signal()
    mark_wanted = Signal(str, object)
    """The question, and the kind of mark that is wanted on a passage of its note."""

    def __init__(self, question: Question, parent: QWidget) -> None:
        super().__init__(parent)
        self.question = question
        self.setFlat(True)
        self.setAccessibleName(question.text)
        self.setAccessibleDescription(f"Question {question.id}")
        # Facts have no number, so their words need no room beside it.
        measure = theme.measure(theme.Size.SMALL)
        number = max(map(measure.horizontalAdvance, _LONGEST_NUMBERS)) + 8
        self._left = 16 + (number if question.criterion else 0)
        self._state: State | None = None
        self._reason = ""
        self._old_answer = ""
        self._note = ""
        self._is_current = False
        self._wish = ""
        self._shown: tuple[State | None, str | None, str, str, str] | None = None
        self.takes_single_keys = True
        self.input: Input = input_for(question, self)
        self.input.chosen.connect(self._on_chosen)
        self._note_button = button("Note", self.write_note, "quiet", "Write a note (N)")
        self._note_button.setParent(self)
        self._note_button.setAccessibleName(f"Note on {question.short}")
        self._editor: GrowingText | None = None

    @property
    def old_answer(self) -> str:
        """Return the words of a parked answer, or ""."""
        return self._old_answer

    @property
    def reason(self) -> str:
        """Return why the answer is parked, or ""."""
        return self._reason

    @property
    def wish(self) -> str:
        """Return what the answer still wants, or ""."""
        return self._wish

    @property
    def editor(self) -> GrowingText | None:
        """Return the open note field, if the note is being written."""
        return self._editor

    def show_answer(
        self, state: State | None, value: str | None, note: str, reason: str = "", wish: str = ""
    ) -> None:
        """Show what the file holds; a parked answer is struck through, with its reason.

        `wish` is what the answer still wants, or what else is to be known of it, in a quiet line.
        """
        shown = (state, value, note, reason, wish)
        if shown == self._shown:
            # A page shows itself anew after every key; what is unchanged is not painted again.
            return
        self._shown = shown
        self._state, self._reason, self._wish = state, reason, wish
        self.setAccessibleDescription(f"Question {self.question.id}. {wish}")
        parked = state is State.PARKED
        self._old_answer = self.question.label(value) if parked and value else ""
        # Telling a widget what it is already would cost a page a tenth of its time.
        if self.input.isHidden() != parked:
            self.input.setHidden(parked)
            self._note_button.setHidden(parked)
        if not parked:
            self.input.show_value(value)
        if self._editor is None:
            self._note = note
        self.update()

    def set_open(self, *, is_open: bool) -> None:
        """Let the answer be changed, or only read."""
        if self.input.isEnabled() != is_open:
            self.input.setEnabled(is_open)
            self._note_button.setEnabled(is_open)

    def set_current(self, is_current: bool) -> None:
        """Mark the row whose question has the keyboard."""
        if self._is_current != is_current:
            self._is_current = is_current
            self.update()

    def focus(self) -> None:
        """Take the keyboard."""
        self.input.focus()

    def write_note(self) -> None:
        """Open the note under the question."""
        if self._editor is None:
            self._editor = GrowingText(self._note, self)
            self._editor.setAccessibleName(f"Note on {self.question.text}")
            self._editor.setPlaceholderText("What you saw, and where in the file")
            self._editor.textChanged.connect(self._on_note_typed)
            self._editor.grew.connect(self.resized)
            self._editor.left.connect(self._on_left)
            self._editor.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            self._editor.customContextMenuRequested.connect(self._on_editor_menu)
            self._editor.show()
            self.resized.emit()
        self._editor.setFocus(Qt.FocusReason.OtherFocusReason)
        self._editor.moveCursor(self._editor.textCursor().MoveOperation.End)

    def close_note(self) -> None:
        """Keep what was written and put the field away."""
        editor, self._editor = self._editor, None
        if editor is None:
            return
        self._note = editor.toPlainText().strip()
        editor.deleteLater()
        self.noted.emit(self.question.id, self._note)
        self.resized.emit()
        self.update()

    def written_note(self) -> str:
        """Return the note as it stands, saved or not."""
        return self._editor.toPlainText().strip() if self._editor else self._note

    def passage(self) -> str:
        """Return what is selected in the note, or the whole note where nothing is."""
        chosen = self._editor.textCursor().selectedText() if self._editor else ""
        # A text document ends its lines with signs of its own.
        return chosen.replace("\u2029", "\n").strip() or self.written_note()

    def note_menu(self) -> QMenu:
        """Return the menu of the note; it goes when it is closed."""
        made = self._editor.createStandardContextMenu() if self._editor else QMenu(self)
        if self._editor:
            made.addSeparator()
        add_marks(made, partial(self.mark_wanted.emit, self.question.id))
        made.aboutToHide.connect(made.deleteLater)
        return made

    def height_for(self, width: int, *, place: bool = False) -> int:
        """Return the row's height at this width; put its parts in place if asked."""
        inner = max(width - self._left - _RIGHT, 120)
        y = _TOP + self._text_height(self._text_width(width)) + _GAP
        if self._state is State.PARKED:
            y += self._parked_height(inner)
        else:
            tall = self.input.height_for(inner, place=place)
            if place:
                size = self._note_button.sizeHint()
                self.input.setGeometry(self._left, y, inner, tall)
                self._note_button.setGeometry(
                    width - 8 - size.width(), _TOP - 7, size.width(), size.height()
                )
            y += tall
        if self._editor is None and self._wish:
            y += _GAP + self._wish_height(inner)
        if self._editor is not None:
            tall = self._editor.wanted_height()
            if place:
                self._editor.setGeometry(self._left, y + _GAP, inner, tall)
            y += _GAP + tall
        elif self._note:
            y += _GAP + self._note_height(inner)
        return y + _TOP

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the question's words, its mark of current, its note and the line below."""
        look = theme.tokens(self)
        painter = QPainter(self)
        if self._is_current:
            painter.fillRect(QRect(0, 0, 4, self.height() - 1), QColor(look.accent))
        painter.fillRect(QRect(16, self.height() - 1, self.width(), 1), QColor(look.line))
        inner = self.width() - self._left - _RIGHT
        parked = self._state is State.PARKED
        painter.setFont(theme.font(theme.Size.SMALL))
        painter.setPen(QColor(look.muted))
        if self.question.criterion:
            painter.drawText(QRect(16, _TOP + 1, self._left - 20, 40), 0, self.question.id)
        text_width = self._text_width(self.width())
        if self._tag():
            self._draw_tag(painter, look)
        painter.setFont(theme.font(bold=self.question.kind is Kind.SUMMARY))
        painter.setPen(QColor(look.muted if parked else look.ink))
        tall = self._text_height(text_width)
        painter.drawText(QRect(self._left, _TOP, text_width, tall), _WRAP, self.question.text)
        if parked:
            self._draw_parked(painter, look, _TOP + tall + _GAP, inner)
        if self._editor is None and self._note:
            where = self._note_rect()
            painter.fillRect(QRect(self._left, where.top(), 2, where.height()), QColor(look.edge))
            painter.setFont(theme.font())
            painter.setPen(QColor(look.muted if parked else look.ink))
            painter.drawText(where, _WRAP, self._note)
        if self._editor is None and self._wish:
            painter.setFont(theme.font(theme.Size.SMALL))
            painter.setPen(QColor(look.muted))
            tall = self._wish_height(inner)
            bottom = self._note_rect().top() - _GAP if self._note else self.height() - _TOP
            painter.drawText(QRect(self._left, bottom - tall, inner, tall), _WRAP, self._wish)
        painter.end()

    def _draw_tag(self, painter: QPainter, look: theme.Tokens) -> None:
        width = self._tag_width() - 12
        tall = theme.measure(theme.Size.SMALL).height() + 2
        right = self.width() - 16 - self._note_button.sizeHint().width()
        where = QRectF(right - width, _TOP - 1, width, tall)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(look.edge))
        painter.drawRoundedRect(where.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        painter.setPen(QColor(look.muted))
        painter.drawText(where, Qt.AlignmentFlag.AlignCenter, self._tag())

    def _draw_parked(self, painter: QPainter, look: theme.Tokens, top: int, inner: int) -> None:
        step = theme.measure().lineSpacing()
        struck = QFont(theme.font())
        struck.setStrikeOut(True)
        painter.setFont(struck)
        painter.setPen(QColor(look.muted))
        painter.drawText(QRect(self._left, top, inner, step), 0, self._old_answer)
        painter.setFont(theme.font(theme.Size.SMALL))
        below = QRect(self._left, top + step, inner, self._parked_height(inner) - step)
        painter.drawText(below, _WRAP, self._reason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Answer with a digit, move with the arrows, write with N, go on with Enter."""
        key = event.key()
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        moves = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if plain and key in moves:
            self.asked_to_move.emit(self.question.id, moves[Qt.Key(key)])
        elif plain and key in steps:
            self.input.step(steps[Qt.Key(key)])
        elif plain and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_entered()
        elif plain and key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.input.show_value(None)
            self._on_chosen(None)
        elif key == Qt.Key.Key_Escape and self._editor is not None:
            self.close_note()
            self.focus()
        elif not (self.takes_single_keys and self._take_single_key(event, plain=plain)):
            event.ignore()

    def _take_single_key(self, event: QKeyEvent, *, plain: bool) -> bool:
        """Take a digit or an N; tell whether the key was one of them."""
        if plain and event.text().isdigit():
            return self._take_digit(event.text())
        if event.key() != Qt.Key.Key_N or self._state is State.PARKED:
            return False
        if plain:
            self.write_note()
            return True
        if event.modifiers() == Qt.KeyboardModifier.ShiftModifier:
            self.last_note_wanted.emit()
            return True
        return False

    def _take_digit(self, digit: str) -> bool:
        was_missing = self._state is State.NOT_ANSWERED
        if not self.input.take_digit(digit):
            return False
        # A changed answer keeps the keyboard, and so does one that the file refused.
        if was_missing and self._state is not State.NOT_ANSWERED and self.input.is_done_by_a_digit:
            self.done.emit(self.question.id)
        return True

    def _on_entered(self) -> None:
        if self._note_button.hasFocus():
            self.write_note()
        elif not self.input.complaint:
            self.next_wanted.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the keyboard when clicked; a click on the note opens it."""
        if self._state is State.PARKED or event.button() is not Qt.MouseButton.LeftButton:
            return
        if self._note and self._editor is None and self._note_rect().contains(event.pos()):
            self.write_note()
        else:
            self.focus()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer to mark a note that is read and not written."""
        by_keys = event.reason() is QContextMenuEvent.Reason.Keyboard
        if self._note and (by_keys or self._note_rect().contains(event.pos())):
            self.note_menu().popup(event.globalPos())
        else:
            super().contextMenuEvent(event)

    def _on_editor_menu(self, at: QPoint) -> None:
        if self._editor is not None:
            self.note_menu().popup(self._editor.mapToGlobal(at))

    def _on_left(self) -> None:
        # Its own menu takes the keyboard only for as long as it is open.
        if QApplication.activePopupWidget() is None:
            self.close_note()

    def _on_chosen(self, value: str | None) -> None:
        # The screen is ahead of the file, and goes back where the file refuses.
        self._shown = None
        self.answered.emit(self.question.id, value)

    def _on_note_typed(self) -> None:
        self.writing.emit(self.question.id)

    def _tag(self) -> str:
        if self.question.kind is Kind.SUMMARY:
            return "Summary · RoH" if self.question.risk_of_harm else "Summary"
        return "RoH" if self.question.risk_of_harm else ""

    def _text_width(self, width: int) -> int:
        beside = self._note_button.sizeHint().width() + 8 + self._tag_width()
        return max(width - self._left - beside, 120)

    def _tag_width(self) -> int:
        tag = self._tag()
        if not tag:
            return 0
        return theme.measure(theme.Size.SMALL).horizontalAdvance(tag) + 12 + 12

    def _text_height(self, width: int) -> int:
        measure = theme.measure(bold=self.question.kind is Kind.SUMMARY)
        return measure.boundingRect(QRect(0, 0, width, 9999), _WRAP, self.question.text).height()

    def _parked_height(self, inner: int) -> int:
        measure = theme.measure(theme.Size.SMALL)
        reason = measure.boundingRect(QRect(0, 0, inner, 9999), _WRAP, self._reason)
        return theme.measure().lineSpacing() + reason.height()

    def _note_height(self, inner: int) -> int:
        measure = theme.measure()
        return measure.boundingRect(QRect(0, 0, inner - 12, 9999), _WRAP, self._note).height()

    def _wish_height(self, inner: int) -> int:
        measure = theme.measure(theme.Size.SMALL)
        return measure.boundingRect(QRect(0, 0, inner, 9999), _WRAP, self._wish).height()

    def _note_rect(self) -> QRect:
        inner = self.width() - self._left - _RIGHT
        tall = self._note_height(inner)
        return QRect(self._left + 12, self.height() - _TOP - tall, inner - 12, tall)
