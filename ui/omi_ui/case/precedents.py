"""The panel in which the lead inspector writes down what was decided on a question."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPlainTextEdit

from omi_ui.case.listed_panel import ListedPanel
from omi_ui.dates import spoken_date
from omi_ui.widgets.labels import button, label

if TYPE_CHECKING:
    from omi_desktop.instrument.model import Question
    from omi_ui.case.sitting import Sitting


class Precedents(ListedPanel):
    """What was decided on one question, each with its removal, and a field for what is new."""

    given = Signal(str, str)
    """The question, and what was decided on it."""
    removed = Signal(object)

    def __init__(self) -> None:
        super().__init__("Decided before")
        self._question = ""
        self.text = QPlainTextEdit()
        self.keep = button("Keep", self._on_kept, "primary")

    def show_question(self, question: Question, sitting: Sitting) -> None:
        """List what was decided on a question, with room for more."""
        self._question = question.id
        body, column = self.begin("Decided before")
        column.addWidget(label(question.text, "muted", wraps=True))
        for each in sitting.precedents(question.id):
            column.addSpacing(8)
            column.addWidget(label(spoken_date(each.decided[:10]), "small"))
            column.addWidget(label(each.text, wraps=True))
            remove = button("Remove", partial(self.removed.emit, each), "quiet")
            remove.setAccessibleName(f"Remove what was decided: {each.text}")
            column.addWidget(remove, 0, Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(8)
        words = "Every assessor sees it beside this question. Name no case and nobody."
        asks = label(words, "small", wraps=True)
        column.addWidget(asks)
        self.text = QPlainTextEdit()
        self.text.setAccessibleName("What was decided")
        self.text.setPlaceholderText("A screening done a day late counts as done, if …")
        self.text.setTabChangesFocus(True)
        self.text.setMaximumHeight(140)
        self.text.textChanged.connect(self._on_typed)
        column.addWidget(self.text)
        self.keep = button("Keep", self._on_kept, "primary")
        self.keep.setEnabled(False)
        column.addWidget(self.keep, 0, Qt.AlignmentFlag.AlignLeft)
        self.show_body(body, column)
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_typed(self) -> None:
        self.keep.setEnabled(bool(self.text.toPlainText().strip()))

    def _on_kept(self) -> None:
        self.given.emit(self._question, self.text.toPlainText().strip())
