"""The comments of all cases: a table, the chosen one with what followed it, and the next word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from omi_ui.checks.state import COMMENT_TITLES, ChecksState, comment_rows
from omi_ui.thread_words import changed_words, words_of
from omi_ui.widgets.empty import EmptyPlace
from omi_ui.widgets.labels import button, label, named
from omi_ui.widgets.rows_table import RowsTable

if TYPE_CHECKING:
    from omi_desktop.store.checking import Thread

_NONE_OF_LEAD = (
    "Open a case and say beside an answer what is to be looked at again. The comment goes out with "
    "the next pack of its reader, and the reply comes back with the return."
)
_NONE_OF_ASSESSOR = (
    "Where the lead inspector asks something about one of your cases, it stands here. It comes "
    "with a pack, and your reply goes back with the return."
)


class CommentsPage(QWidget):
    """For the lead inspector with closing; for an assessor with taking in a newer pack."""

    reply_wanted = Signal(str, str)
    """The id of the comment, and the text."""
    closing_wanted = Signal(str, bool)
    question_wanted = Signal(str, str)
    pack_wanted = Signal(str)
    """The passphrase of a newer pack."""

    def __init__(self, *, is_lead: bool) -> None:
        super().__init__()
        self.setObjectName("surface")
        self._is_lead = is_lead
        self._state: ChecksState | None = None
        self._shown = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        self._stack = QStackedWidget()
        column.addWidget(self._stack, 1)
        none = _NONE_OF_LEAD if is_lead else _NONE_OF_ASSESSOR
        self._stack.addWidget(EmptyPlace("No comments yet", none))
        self._stack.addWidget(self._build_body())
        if not is_lead:
            column.addLayout(self._build_taking_in())

    @property
    def chosen(self) -> Thread | None:
        """Return the comment whose line is chosen."""
        state, row = self._state, self.comments.row
        return state.threads[row] if state and 0 <= row < len(state.threads) else None

    @property
    def said(self) -> str:
        """Return what is shown of the chosen comment."""
        return self._words.text()

    def show_state(self, state: ChecksState) -> None:
        """Show the comments; the chosen one stays chosen."""
        before = self._shown
        self._state = state
        self._stack.setCurrentIndex(1 if state.threads else 0)
        self.comments.show_rows(COMMENT_TITLES, comment_rows(state), stretched=4)
        at = next((n for n, one in enumerate(state.threads) if one.comment.id == before), 0)
        if state.threads:
            self.comments.choose(at)
        self._on_row(self.comments.row)

    def focus(self) -> None:
        """Take the keyboard where something can be done next."""
        has_some = self._state is not None and bool(self._state.threads)
        place: QWidget | None = self.comments if has_some else None
        if place is None and not self._is_lead:
            place = self.passphrase
        if place is not None:
            place.setFocus(Qt.FocusReason.OtherFocusReason)

    def forget_typed(self) -> None:
        """Empty the reply, which is kept, or the passphrase, which was used."""
        self.text.clear()
        if not self._is_lead:
            self.passphrase.clear()

    def _build_body(self) -> QWidget:
        body = QWidget()
        body.setObjectName("surface")
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        column.addWidget(split, 1)
        self.comments = RowsTable("The comments")
        self.comments.setMinimumHeight(80)
        self.comments.row_chosen.connect(self._on_row)
        self.comments.opened.connect(self._on_question)
        split.addWidget(self.comments)
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setAccessibleName("The chosen comment and what followed it")
        inner = QWidget()
        inner.setObjectName("surface")
        scroll.setWidget(inner)
        lines = QVBoxLayout(inner)
        lines.setContentsMargins(0, 8, 0, 8)
        lines.setSpacing(4)
        self._asked = label("", "strong", wraps=True)
        lines.addWidget(self._asked)
        self._words = label("", wraps=True)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        lines.addWidget(self._words)
        lines.addStretch(1)
        split.addWidget(scroll)
        split.setSizes((5_000, 5_000))
        self.text = QPlainTextEdit()
        named(self.text, "Your reply")
        self.text.setPlaceholderText("Reply")
        self.text.setTabChangesFocus(True)
        self.text.setMaximumHeight(self.fontMetrics().lineSpacing() * 3 + 14)
        self.text.textChanged.connect(self._on_typed)
        column.addWidget(self.text)
        line = QHBoxLayout()
        line.setSpacing(8)
        column.addLayout(line)
        self.reply_button = button("Reply", self._on_reply, "primary")
        line.addWidget(self.reply_button)
        self.question_button = button("Go to the question", self._on_question)
        line.addWidget(self.question_button)
        self.close_button: QPushButton | None = None
        if self._is_lead:
            self.close_button = button("Close the comment", self._on_close)
            line.addWidget(self.close_button)
        line.addStretch(1)
        return body

    def _build_taking_in(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(8)
        words = label("Passphrase of a newer pack")
        line.addWidget(words)
        self.passphrase = QLineEdit()
        named(self.passphrase, "Passphrase of a newer pack")
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self.passphrase.setAcceptDrops(False)
        self.passphrase.textChanged.connect(self._on_passphrase)
        self.passphrase.returnPressed.connect(self._on_pack)
        words.setBuddy(self.passphrase)
        line.addWidget(self.passphrase, 1)
        self.pack_button = button("Take in its comments…", self._on_pack)
        self.pack_button.setEnabled(False)
        line.addWidget(self.pack_button)
        return line

    def _on_row(self, _row: int) -> None:
        one, state = self.chosen, self._state
        if one is None or state is None:
            return
        if one.comment.id != self._shown:
            # A reply that was begun under one comment must not go under another.
            self.text.clear()
        self._shown = one.comment.id
        told = one.comment
        ref = state.refs.get(told.case, told.case)
        asked = state.bank.questions.get(told.question)
        self._asked.setText(
            f"{ref}, {told.question}: {asked.text}" if asked else f"{ref}, the case as a whole"
        )
        said = [f"{word.who}\n{word.text}" for word in words_of(one, state.names)]
        self._words.setText("\n\n".join(filter(None, (*said, changed_words(one, state.bank)))))
        self.question_button.setText("Go to the question" if told.question else "Open the case")
        self.text.setEnabled(one.is_open)
        if self.close_button is not None:
            self.close_button.setText("Close the comment" if one.is_open else "Open it again")
        self._on_typed()

    def _on_typed(self) -> None:
        can = self.chosen is not None and self.chosen.is_open
        self.reply_button.setEnabled(can and bool(self.text.toPlainText().strip()))

    def _on_reply(self) -> None:
        if self.chosen is not None:
            self.reply_wanted.emit(self.chosen.comment.id, self.text.toPlainText())

    def _on_close(self) -> None:
        if self.chosen is not None:
            self.closing_wanted.emit(self.chosen.comment.id, self.chosen.is_open)

    def _on_question(self) -> None:
        if self.chosen is not None:
            self.question_wanted.emit(self.chosen.comment.case, self.chosen.comment.question)

    def _on_passphrase(self, typed: str) -> None:
        self.pack_button.setEnabled(bool(typed))

    def _on_pack(self) -> None:
        if self.passphrase.text():
            self.pack_wanted.emit(self.passphrase.text())
