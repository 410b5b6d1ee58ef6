"""The panel of comments on a case: each with what followed it, and the next word."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from omi_ui.case.listed_panel import ListedPanel
from omi_ui.thread_words import changed_words, words_of
from omi_ui.widgets.labels import button, label

if TYPE_CHECKING:
    from collections.abc import Mapping

    from omi_desktop.store.checking import Thread
    from omi_ui.case.sitting import Sitting

_HIGH = 5


class Comments(ListedPanel):
    """The lead inspector comments and closes, the reader of the case replies."""

    given = Signal(str, str)
    """The question a new comment is on, "" for the case, and its text."""
    replied = Signal(str, str)
    """The comment, and a word on it."""
    shut = Signal(str, bool)
    """The comment, and whether it is closed."""
    jump_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__("Comments on this case")
        self._sitting: Sitting | None = None
        self._question = ""
        self._on = ""
        self._typed = ""
        self._about = QLabel()
        self.text = QPlainTextEdit()
        self.keep = button("Keep", self._on_kept, "primary")

    def show_sitting(self, sitting: Sitting, question: str) -> None:
        """List the comments on a case, with room for the next word."""
        if self._sitting is None or self._sitting.case.id != sitting.case.id:
            self._on, self._typed = "", ""
        self._sitting, self._question = sitting, question
        found, names = sitting.threads, sitting.names()
        if not any(one.comment.id == self._on and one.is_open for one in found):
            self._on = ""
        body, column = self.begin("Comments")
        for thread in found:
            column.addWidget(self._entry(thread, names))
            column.addSpacing(12)
        if not found:
            words = "Nothing is commented on in this case yet."
            column.addWidget(label(words, "muted", wraps=True))
            column.addSpacing(8)
        self._about = label("", "strong", wraps=True)
        column.addWidget(self._about)
        self.text = QPlainTextEdit(self._typed)
        self.text.setTabChangesFocus(True)
        self.text.setMaximumHeight(self.fontMetrics().lineSpacing() * _HIGH + 14)
        self.text.textChanged.connect(self._on_typed)
        column.addWidget(self.text)
        self.keep = button("Keep", self._on_kept, "primary")
        column.addWidget(self.keep, 0, Qt.AlignmentFlag.AlignLeft)
        self.show_body(body, column)
        self._show_about()

    def show_question(self, question: str) -> None:
        """Follow the keyboard to another question: a new comment is on that one."""
        self._question = question
        self._show_about()

    def forget_typed(self) -> None:
        """Empty the field: what stood in it is kept."""
        self._on, self._typed = "", ""
        self.text.clear()

    def reply_to(self, comment: str) -> None:
        """Take the next word as one on this comment."""
        self._on = comment
        self._show_about()
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _entry(self, thread: Thread, names: Mapping[str, str]) -> QWidget:
        sitting, told = self._sitting, thread.comment
        frame = QFrame()
        frame.setObjectName("comment")
        place = told.question or "The case"
        frame.setAccessibleName(f"Comment on {place}, {thread.waits.value}: {told.text}")
        column = QVBoxLayout(frame)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(label(f"{place} · {thread.waits.value}", "strong", wraps=True))
        for word in words_of(thread, names):
            column.addWidget(label(word.who, "small", wraps=True))
            column.addWidget(label(word.text, wraps=True))
        changed = changed_words(thread, sitting.instrument) if sitting else ""
        if changed:
            column.addWidget(label(changed, "muted", wraps=True))
        line = QHBoxLayout()
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(4)
        if told.question:
            jump = button("Go there", partial(self.jump_wanted.emit, told.question), "quiet")
            jump.setAccessibleName(f"Go to {told.question}")
            line.addWidget(jump)
        if thread.is_open:
            reply = button("Reply", partial(self.reply_to, told.id), "quiet")
            reply.setAccessibleName(f"Reply to the comment on {place}")
            line.addWidget(reply)
        if sitting is not None and sitting.is_lead:
            words = "Close" if thread.is_open else "Open again"
            shut = button(words, partial(self.shut.emit, told.id, thread.is_open), "quiet")
            shut.setAccessibleName(f"{words}: the comment on {place}")
            line.addWidget(shut)
        line.addStretch(1)
        column.addLayout(line)
        return frame

    def _show_about(self) -> None:
        """Say what the next word is about; an assessor replies and comments on nothing."""
        sitting = self._sitting
        if sitting is None:
            return
        on = next((one.comment for one in sitting.threads if one.comment.id == self._on), None)
        where = self._question or "the case as a whole"
        if on is not None:
            words = f"Reply to the comment on {on.question or 'the case'}"
        else:
            words = f"Comment on {where}" if sitting.is_lead else ""
        self._about.setText(words)
        for part in (self._about, self.text, self.keep):
            part.setVisible(bool(words))
        self.text.setAccessibleName(words)
        self._on_typed()

    def _on_typed(self) -> None:
        self._typed = self.text.toPlainText()
        self.keep.setEnabled(bool(self._typed.strip()))

    def _on_kept(self) -> None:
        if self._on:
            self.replied.emit(self._on, self._typed)
        else:
            self.given.emit(self._question, self._typed)
