"""The choice of what the inspection asks: everything, or the Risk of Harm thread alone."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QRadioButton, QVBoxLayout, QWidget

from omi_ui.widgets.labels import label

_WORDS = (
    "With the thread alone only its questions and the facts of the cases are asked: in the case, "
    "on paper, in packs, in the scores and in the report. All other answers rest, and are there "
    "again when everything is asked."
)


class WhatIsAsked(QWidget):
    """Two radio buttons; what is chosen can be undone, so nothing is asked twice."""

    wanted = Signal(bool)
    """Whether the thread alone is wanted."""

    def __init__(self, questions: int, thread: int, *, is_only: bool, is_closed: bool) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(label("What this inspection asks", "heading"))
        self.whole = QRadioButton(f"Everything: {questions} questions")
        self.only = QRadioButton(f"Risk of Harm only: {thread} questions")
        self.whole.setChecked(not is_only)
        self.only.setChecked(is_only)
        for each in (self.whole, self.only):
            each.setEnabled(not is_closed)
            column.addWidget(each)
        column.addWidget(label(_WORDS, "muted", wraps=True))
        self.only.toggled.connect(self.wanted)
