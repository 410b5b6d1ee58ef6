"""The words of a text that is being written, with its figures as chips among them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import ClassVar, TypeAlias

from PySide6.QtCore import QEvent, QMimeData, QPoint, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QGuiApplication,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QTextCharFormat,
    QTextCursor,
    QTextFormat,
)
from PySide6.QtWidgets import QFrame, QTextEdit, QToolTip

from omi_desktop.report.live import Figure, Form, Piece, Reference, parse, stored
from omi_ui import theme
from omi_ui.writing.chip import CHIP, SIGN, ChipDrawer, accepted_of, chip_format, piece_of

Live: TypeAlias = Figure | Reference
Sign: TypeAlias = tuple[str, QTextFormat | None]

_MARGIN = 6


@dataclass(frozen=True, slots=True)
class _Copied:
    """What was copied last: as it was printed, and what it is made of."""

    printed: str
    pieces: tuple[Piece, ...]
    accepted: tuple[str, ...]


class LiveEditor(QTextEdit):
    """A field of words and chips. A chip is one sign: one backspace removes it whole.

    Braces that are typed are words. A text has no second line, and Enter asks for another text;
    one that `has_lines` takes them, and asks with Ctrl+Enter.
    """

    typed = Signal()
    entered = Signal()
    left = Signal()
    caret_moved = Signal()
    another_wanted = Signal()
    menu_wanted = Signal(QPoint)
    chip_opened = Signal()
    """The caret stands beside a chip that was double-clicked."""
    _copied: ClassVar[_Copied] = _Copied("", (), ())

    def __init__(
        self,
        shown: Callable[[Piece], str],
        told: Callable[[Live], str],
        *,
        has_lines: bool = False,
    ) -> None:
        super().__init__()
        self._has_lines = has_lines
        self._shown = shown
        self._told = told
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setAcceptDrops(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        document = self.document()
        document.setDocumentMargin(_MARGIN)
        self._drawer = ChipDrawer(document)
        self._drawer.look = theme.tokens(self)
        layout = document.documentLayout()
        layout.registerHandler(CHIP, self._drawer)
        layout.documentSizeChanged.connect(self._on_size_changed)
        self._is_showing = False
        self.textChanged.connect(self._on_text_changed)
        self.cursorPositionChanged.connect(self._on_caret_moved)

    def show_text(self, text: str, accepted: tuple[str, ...]) -> None:
        """Show a stored text; what was accepted belongs to its chips in order."""
        self._is_showing = True
        self.clear()
        self._insert(self.textCursor(), parse(text), iter(accepted))
        self.document().clearUndoRedoStacks()
        self._is_showing = False
        self._describe()
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def written(self) -> tuple[str, tuple[str, ...]]:
        """Return the text as it is stored, and what was accepted of its chips in order."""
        signs = tuple(self._signs())
        pieces = tuple(sign if form is None else _live(form) for sign, form in signs)
        return stored(pieces), tuple(accepted_of(form) for _, form in signs if form is not None)

    def refresh_chips(self) -> None:
        """Show anew what the chips say, after something else changed."""
        self._learn_shown()
        # The document calls this a change of its text, and it is none.
        was_showing, self._is_showing = self._is_showing, True
        self.document().markContentsDirty(0, self.document().characterCount())
        self._is_showing = was_showing
        self._describe()
        self.viewport().update()

    def insert_piece(self, piece: Live) -> None:
        """Put a figure or reference where the caret is, accepted as it shows now."""
        cursor = self.textCursor()
        cursor.beginEditBlock()
        cursor.removeSelectedText()
        self._insert_at(cursor, piece, self._shown(piece))
        cursor.endEditBlock()
        self.setTextCursor(cursor)

    def insert_words(self, words: str) -> None:
        """Put plain words behind the selection, in one line, with a space where one is needed."""
        cursor = self.textCursor()
        cursor.setPosition(cursor.selectionEnd())
        text, at = self.document().toRawText(), cursor.position()
        begins = at == 0 or text[at - 1].isspace()
        cursor.beginEditBlock()
        cursor.insertText(("" if begins else " ") + " ".join(words.split()), QTextCharFormat())
        cursor.endEditBlock()
        self.setTextCursor(cursor)

    def caret_piece(self) -> Live | None:
        """Return the figure or reference beside the caret, if there is one."""
        form = self._form_at(self.textCursor().position())
        return None if form is None else _live(form)

    def stale(self) -> int:
        """Return how many chips show otherwise than accepted."""
        forms = (form for _, form in self._signs() if form is not None)
        return sum(1 for form in forms if accepted_of(form) != self._shown(_live(form)))

    def accept(self, *, only_at_caret: bool = False) -> None:
        """Accept what the chips show now: all, or the one beside the caret."""
        places = [self._place_near(self.textCursor().position())] if only_at_caret else None
        cursor = self.textCursor()
        cursor.beginEditBlock()
        for at in self._places() if places is None else [p for p in places if p is not None]:
            form = self._form_of_sign(at)
            if form is not None:
                piece = _live(form)
                cursor.setPosition(at)
                cursor.setPosition(at + 1, QTextCursor.MoveMode.KeepAnchor)
                cursor.setCharFormat(chip_format(piece, self._shown(piece)))
        cursor.endEditBlock()

    def sentences(self) -> tuple[Figure, ...]:
        """Return the whole sentences of the text: figures whose words cannot be edited yet."""
        live = (_live(form) for _, form in self._signs() if form is not None)
        return tuple(p for p in live if isinstance(p, Figure) and p.form is Form.SENTENCE)

    def unfold(self, words_of: Callable[[Figure], tuple[Piece, ...]]) -> None:
        """Turn whole sentences into words that can be edited, with figures in them."""
        cursor = self.textCursor()
        cursor.beginEditBlock()
        for at in reversed(self._places()):
            form = self._form_of_sign(at)
            piece = None if form is None else _live(form)
            if isinstance(piece, Figure) and piece.form is Form.SENTENCE:
                cursor.setPosition(at)
                cursor.setPosition(at + 1, QTextCursor.MoveMode.KeepAnchor)
                cursor.removeSelectedText()
                for part in words_of(piece):
                    if isinstance(part, str):
                        cursor.insertText(part, QTextCharFormat())
                    else:
                        self._insert_at(cursor, part, self._shown(part))
        cursor.endEditBlock()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ask for another text, or begin a line, on Enter; leave Alt with arrows to the list."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._asks(event):
            self.another_wanted.emit()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy_selection()
        elif event.matches(QKeySequence.StandardKey.Cut):
            self.copy_selection(cut=True)
        elif event.modifiers() & Qt.KeyboardModifier.AltModifier and not event.text():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open a chip; choose a word elsewhere."""
        if self._form_at(self.cursorForPosition(event.position().toPoint()).position()) is None:
            super().mouseDoubleClickEvent(event)
        else:
            self.chip_opened.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Say that the writer is here."""
        super().focusInEvent(event)
        self.viewport().update()
        self.entered.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Say that the writer has left."""
        super().focusOutEvent(event)
        self.viewport().update()
        self.left.emit()

    def changeEvent(self, event: QEvent) -> None:
        """Wear the colours and the text size of the window."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._drawer.look = theme.tokens(self)
            self.refresh_chips()

    def viewportEvent(self, event: QEvent) -> bool:
        """Tell of what a chip is when the pointer rests on it."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            form = self._form_at(self.cursorForPosition(event.pos()).position())
            words = "" if form is None else self._told(_live(form))
            QToolTip.showText(event.globalPos(), words, self)
            return True
        return super().viewportEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the words and the frame of the field."""
        super().paintEvent(event)
        look = theme.tokens(self)
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focused = self.hasFocus()
        painter.setPen(QPen(QColor(look.accent if focused else look.line), 2 if focused else 1))
        inset = 1.0 if focused else 0.5
        frame = self.viewport().rect().toRectF().adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(frame, 4, 4)
        painter.end()

    def copy_selection(self, *, cut: bool = False) -> None:
        """Put the selection on the clipboard as it is printed; a field here keeps its chips.

        The clipboard is given plain words only: it outlives Python, so an object made here to
        hold more would be freed too late and end the program with a fault.
        """
        cursor = self.textCursor()
        if not cursor.hasSelection():
            return
        signs = tuple(self._signs_between(cursor.selectionStart(), cursor.selectionEnd()))
        pieces = tuple(sign if form is None else _live(form) for sign, form in signs)
        accepted = tuple(accepted_of(form) for _, form in signs if form is not None)
        printed = "".join(self._shown(piece) for piece in pieces)
        copy_live(printed, pieces, accepted)
        if cut:
            cursor.removeSelectedText()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of the text, which has what the usual one has and more."""
        self.menu_wanted.emit(event.globalPos())

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Insert words, in one line where the text has one; chips that were copied here stay."""
        taken, words = LiveEditor._copied, source.text()
        if taken.printed != words:
            taken = _Copied(words, (words.replace(SIGN, ""),), ())
        cursor = self.textCursor()
        cursor.beginEditBlock()
        cursor.removeSelectedText()
        self._insert(cursor, taken.pieces, iter(taken.accepted))
        cursor.endEditBlock()
        self.setTextCursor(cursor)

    def _insert(
        self, cursor: QTextCursor, pieces: tuple[Piece, ...], accepted: Iterator[str]
    ) -> None:
        for piece in pieces:
            if isinstance(piece, str):
                lines = piece.replace("\r\n", "\n")
                words = lines if self._has_lines else " ".join(piece.splitlines())
                cursor.insertText(words, QTextCharFormat())
            else:
                self._insert_at(cursor, piece, next(accepted, ""))

    def _insert_at(self, cursor: QTextCursor, piece: Live, accepted: str) -> None:
        self._drawer.shown[str(piece)] = self._shown(piece)
        cursor.insertText(SIGN, chip_format(piece, accepted))

    def _learn_shown(self) -> None:
        live = (_live(form) for _, form in self._signs() if form is not None)
        self._drawer.shown = {str(piece): self._shown(piece) for piece in live}

    def _signs(self) -> Iterator[Sign]:
        """Yield runs of plain text with None, and every chip with its format."""
        block = self.document().begin()
        while block.isValid():
            if block.blockNumber():
                yield "\n", None
            fragments = block.begin()
            while not fragments.atEnd():
                fragment = fragments.fragment()
                form = fragment.charFormat()
                if form.objectType() == CHIP:
                    # Words typed right behind a chip, by whatever way, would wear its format.
                    for sign in fragment.text():
                        yield (sign, form) if sign == SIGN else (_said(sign), None)
                else:
                    yield _said(fragment.text()), None
                fragments += 1
            block = block.next()

    def _places(self) -> list[int]:
        text = self.document().toRawText()
        return [at for at, sign in enumerate(text) if sign == SIGN]

    def _signs_between(self, start: int, end: int) -> Iterator[Sign]:
        text = self.document().toRawText()
        for at in range(start, end):
            yield _said(text[at]), self._form_of_sign(at) if text[at] == SIGN else None

    def _form_of_sign(self, at: int) -> QTextFormat | None:
        cursor = QTextCursor(self.document())
        cursor.setPosition(at + 1)
        form = cursor.charFormat()
        return form if form.objectType() == CHIP else None

    def _place_near(self, caret: int) -> int | None:
        text = self.document().toRawText()
        near = (at for at in (caret - 1, caret) if 0 <= at < len(text) and text[at] == SIGN)
        return next(near, None)

    def _form_at(self, caret: int) -> QTextFormat | None:
        at = self._place_near(caret)
        return None if at is None else self._form_of_sign(at)

    def _asks(self, event: QKeyEvent) -> bool:
        """Tell whether Enter asks for another text, and is not the end of a line."""
        held = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        return not self._has_lines or bool(held)

    def _describe(self) -> None:
        text, _ = self.written()
        self.setAccessibleDescription("".join(self._shown(piece) for piece in parse(text)))

    def _on_text_changed(self) -> None:
        if not self._is_showing:
            self._learn_shown()
            self._describe()
            self.typed.emit()

    def _on_caret_moved(self) -> None:
        if not self.textCursor().hasSelection():
            # Else what is typed behind a chip would wear its format.
            self.setCurrentCharFormat(QTextCharFormat())
        self.caret_moved.emit()

    def _on_size_changed(self) -> None:
        self.setFixedHeight(int(self.document().size().height()) + 2)


def copy_live(printed: str, pieces: tuple[Piece, ...], accepted: tuple[str, ...]) -> None:
    """Copy words with live figures: pasted into any text of the report, they stay live."""
    LiveEditor._copied = _Copied(printed, pieces, accepted)
    QGuiApplication.clipboard().setText(printed)


def _said(text: str) -> str:
    """Return plain text of a document with the ends of its lines as they are stored."""
    return text.replace("\u2029", "\n").replace("\u2028", "\n")


def _live(form: QTextFormat) -> Live:
    piece = piece_of(form)
    if piece is None:
        raise ValueError("a chip without a figure")
    return piece
