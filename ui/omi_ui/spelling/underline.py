"""A wavy line under each word of a field that may be misspelt, and its menu of suggestions."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QColor, QContextMenuEvent, QKeyEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QApplication, QMenu, QPlainTextEdit, QTextEdit

from omi_desktop.spelling.spots import spots
from omi_ui import theme
from omi_ui.spelling.suggesting import put_suggestions

if TYPE_CHECKING:
    from omi_ui.spelling.speller import Speller

Editor: TypeAlias = QPlainTextEdit | QTextEdit

LOOK_AFTER = 120
"""Milliseconds after a key at which the field is looked through: never in the key's own time."""

_BEYOND_16_BITS = 0xFFFF


class Underline(QObject):
    """Looks through one field while it is written in. The text itself is never touched.

    The word that is being typed is left alone until it is left. F7 goes to the next word.
    """

    def __init__(self, editor: Editor, speller: Speller) -> None:
        super().__init__(editor)
        self._editor = editor
        self.speller = speller
        self._marked: tuple[tuple[int, int], ...] = ()
        self._is_passing_on = False
        self._is_waiting = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(LOOK_AFTER)
        self._pause.timeout.connect(self.look)
        editor.textChanged.connect(self._soon)
        editor.cursorPositionChanged.connect(self._soon)
        speller.learned.connect(self._on_learned)
        editor.installEventFilter(self)
        editor.viewport().installEventFilter(self)
        self.look()

    @property
    def marked(self) -> tuple[str, ...]:
        """Return the words that are underlined, in order."""
        return tuple(self._cursor(*span).selectedText() for span in self._marked)

    def look(self) -> None:
        """Look through the field and underline what is unknown."""
        self._pause.stop()
        text = self._editor.toPlainText()
        place = _places(text)
        found = [(place(spot.start), place(spot.end), spot.word) for spot in spots(text)]
        unknown = self.speller.unknown(word for _, _, word in found)
        self._is_waiting = self.speller.waits_for(word for _, _, word in found)
        typing = self._editor.textCursor().position() if self._editor.hasFocus() else -1
        marked = tuple((a, b) for a, b, word in found if word in unknown and b != typing)
        if marked == self._marked:
            return
        self._marked = marked
        self._editor.setExtraSelections([self._selection(*span) for span in marked])
        if isinstance(self._editor, QPlainTextEdit):
            # A text with figures in it describes itself by what it says.
            self._editor.setAccessibleDescription(_told(len(marked)))

    def word_at(self, cursor: QTextCursor) -> QTextCursor | None:
        """Return the underlined word at a place, selected; None where there is none."""
        at = cursor.position()
        spans = (span for span in self._marked if span[0] <= at <= span[1])
        return next((self._cursor(*span) for span in spans), None)

    def go_to_next(self) -> None:
        """Go to the next underlined word, round to the first again, and offer suggestions."""
        self.look()
        at = self._editor.textCursor().selectionEnd()
        around = [s for s in self._marked if s[0] >= at] + [s for s in self._marked if s[0] < at]
        if not around:
            return
        word = self._cursor(*around[0])
        self._editor.setTextCursor(word)
        self._editor.ensureCursorVisible()
        menu = QMenu(self._editor)
        menu.aboutToHide.connect(menu.deleteLater)
        put_suggestions(menu, self, word)
        where = self._editor.cursorRect(word).bottomLeft()
        menu.popup(self._editor.viewport().mapToGlobal(where))

    def replace(self, word: QTextCursor, by: str) -> None:
        """Put another word in place of one, as if it was typed; it can be undone."""
        word.insertText(by, QTextCharFormat())
        self._editor.setTextCursor(word)
        self._editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go to the next word on F7; put suggestions first in the menu of an underlined word."""
        kind = event.type()
        if kind == QEvent.Type.KeyPress and watched is self._editor:
            if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_F7:
                self.go_to_next()
                return True
        elif kind == QEvent.Type.FocusOut and watched is self._editor:
            self._soon()
        elif isinstance(event, QContextMenuEvent) and watched is not self._editor:
            return not self._is_passing_on and self._offer(event)
        return False

    def _offer(self, event: QContextMenuEvent) -> bool:
        by_keys = event.reason() is QContextMenuEvent.Reason.Keyboard
        editor = self._editor
        place = editor.textCursor() if by_keys else editor.cursorForPosition(event.pos())
        # A word is looked at once more: it may be the one that was being typed.
        self.look()
        word = self.word_at(place)
        if word is None:
            return False
        self._is_passing_on = True
        QApplication.sendEvent(editor.viewport(), event)
        self._is_passing_on = False
        menu = QApplication.activePopupWidget()
        if not isinstance(menu, QMenu):
            menu = QMenu(editor)
            menu.aboutToHide.connect(menu.deleteLater)
            menu.popup(event.globalPos())
        put_suggestions(menu, self, word)
        return True

    def _on_learned(self) -> None:
        # Many fields may be open, and most of them wait for nothing and have no word to forgive.
        if self._is_waiting or self._marked:
            self._soon()

    def _soon(self) -> None:
        # Not begun anew by the next key: who types without a pause sees the lines all the same.
        if not self._pause.isActive():
            self._pause.start()

    def _selection(self, start: int, end: int) -> QTextEdit.ExtraSelection:
        made = QTextEdit.ExtraSelection()
        form = QTextCharFormat()
        form.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        form.setUnderlineColor(QColor(theme.tokens(self._editor).below))
        made.format = form
        made.cursor = self._cursor(start, end)
        return made

    def _cursor(self, start: int, end: int) -> QTextCursor:
        made = QTextCursor(self._editor.document())
        made.setPosition(start)
        made.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        return made


def underline_of(editor: Editor) -> Underline | None:
    """Return what looks through a field, if anything does."""
    return editor.findChild(Underline)


def _told(count: int) -> str:
    if not count:
        return ""
    words = "1 word" if count == 1 else f"{count} words"
    return f"{words} may be misspelt. F7 goes to the next."


def _places(text: str) -> _Places:
    return _Places(text) if any(ord(sign) > _BEYOND_16_BITS for sign in text) else _Places("")


class _Places:
    """Where Qt counts the signs of a text: one beyond the first 65,536 counts as two."""

    def __init__(self, text: str) -> None:
        self._text = text

    def __call__(self, at: int) -> int:
        return at + sum(1 for sign in self._text[:at] if ord(sign) > _BEYOND_16_BITS)
