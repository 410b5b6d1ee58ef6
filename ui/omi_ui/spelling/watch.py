"""Begins to look at the spelling of a field of prose when the field first gets the keyboard.

What looks is loaded only then: a start, and a case that is only read, pay nothing for it.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QTextEdit, QWidget

if TYPE_CHECKING:
    from pathlib import Path

    from omi_ui.spelling.speller import Speller

NO_PROSE = "no prose"
"""A field with this property is left alone: what is written in it are no sentences."""


class SpellingWatch(QObject):
    """Watches every field of prose inside a window; `own_words` is the list of the person's own."""

    failed = Signal(object)

    def __init__(self, inside: QWidget, own_words: Path | None) -> None:
        super().__init__(inside)
        self._inside = inside
        self._own_words = own_words
        QApplication.instance().focusChanged.connect(self._on_focus_changed)  # type: ignore[union-attr]

    @cached_property
    def speller(self) -> Speller:
        """Return what looks words up, made when the first field is written in."""
        from omi_ui.spelling.speller import Speller

        made = Speller(self._own_words, self)
        made.failed.connect(self.failed)
        return made

    def _on_focus_changed(self, _old: QWidget | None, now: QWidget | None) -> None:
        if not isinstance(now, QPlainTextEdit | QTextEdit) or now.isReadOnly():
            return
        if now.property(NO_PROSE) or not self._inside.isAncestorOf(now):
            return
        from omi_ui.spelling.underline import Underline, underline_of

        if underline_of(now) is None:
            Underline(now, self.speller)
