"""The part of a menu that says what may have been meant by a word."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QTextCursor
from PySide6.QtWidgets import QMenu

if TYPE_CHECKING:
    from omi_ui.spelling.underline import Underline

ADD = "Add to my words"
NONE = "No suggestions"
LOOKING = "Looking for suggestions…"


def put_suggestions(menu: QMenu, underline: Underline, word: QTextCursor) -> None:
    """Put what may have been meant first in an open menu, at once or as soon as it is known."""
    _Suggestions(menu, underline, word)


class _Suggestions(QObject):
    """Stands in the menu, and goes with it."""

    def __init__(self, menu: QMenu, underline: Underline, word: QTextCursor) -> None:
        super().__init__(menu)
        self._menu = menu
        self._underline = underline
        self._word = word
        self._spelt = word.selectedText()
        self._rest = next(iter(menu.actions()), None)
        self._add(ADD, self._on_add).setToolTip(
            "Kept in plain text with your settings on this computer, outside the inspection"
        )
        if self._rest is not None:
            menu.insertSeparator(self._rest)
        self._rest = menu.insertSeparator(menu.actions()[0])
        self._waiting = self._add(LOOKING)
        speller = underline.speller
        found = speller.suggestions(self._spelt)
        if found is None:
            speller.suggested.connect(self._on_suggested)
        else:
            self._show(found)

    def _show(self, found: tuple[str, ...]) -> None:
        self._menu.removeAction(self._waiting)
        offered = [self._add(each, partial(self._on_chosen, each)) for each in found]
        if not offered:
            self._add(NONE)
        elif self._menu.activeAction() is None:
            self._menu.setActiveAction(offered[0])

    def _add(self, words: str, done: partial[None] | object | None = None) -> QAction:
        made = QAction(words, self._menu)
        if callable(done):
            made.triggered.connect(done)
        else:
            made.setEnabled(False)
        if self._rest is None:
            self._menu.addAction(made)
        else:
            self._menu.insertAction(self._rest, made)
        return made

    def _on_suggested(self, word: str, found: tuple[str, ...]) -> None:
        if word == self._spelt:
            self._underline.speller.suggested.disconnect(self._on_suggested)
            self._show(found)

    def _on_chosen(self, by: str) -> None:
        self._underline.replace(self._word, by)

    def _on_add(self) -> None:
        self._underline.speller.add(self._spelt)
