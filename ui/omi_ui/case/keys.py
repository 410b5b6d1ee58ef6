"""The sheet of all keys, and how far single keys act."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QGridLayout, QScrollArea

from omi_ui.case.key_settings import KeySettings
from omi_ui.case.panel import panel
from omi_ui.widgets.labels import label

KEYS = (
    ("1 to 9", "choose an answer"),
    ("0", "not applicable"),
    ("Delete", "take the answer back"),
    ("Left, Right", "look along the answers"),
    ("Space", "choose what Left and Right reached"),
    ("Up, Down", "question before, after"),
    ("Enter", "next unanswered question; so do F4 and Ctrl+Down"),
    ("N, Ctrl+N", "write a note"),
    ("Ctrl+Shift+N", "write a note on the question answered last; so does Shift+N"),
    ("F7", "the next word of the note that may be misspelt, with suggestions"),
    ("Menu key", "what can be done with the note, or with the word at the caret"),
    ("Ctrl+Enter", "leave the note for the next unanswered question"),
    ("Ctrl+Shift+G", "mark the selection, or the note, as good practice"),
    ("Ctrl+Shift+I", "mark the selection, or the note, as an illustration"),
    ("Ctrl+H", "history of the answer"),
    ("Ctrl+K", "go to a case, criterion or question"),
    ("Ctrl+Shift+K", "comments on the case"),
    ("Ctrl+R", "reading order, report order"),
    ("F8", "type in a form that was filled in on paper"),
    ("Esc", "leave the note, close a panel, or go to the list"),
    ("Ctrl+I", "the interview with the offender manager, and back"),
    ("PgUp, PgDn", "page before, after"),
    ("Ctrl+Z, Ctrl+Y", "undo, redo an answer or a note"),
    ("Ctrl+Shift+C", "what is missing, and complete the case"),
    ("Ctrl+1 to 9", "the screens on the left, from the top"),
    ("?, F1", "show or hide this list"),
)


class KeysPanel(QScrollArea):
    """Every key with what it does; two boxes turn single keys off, and going on by itself."""

    closed = Signal()
    changed = Signal(object)
    """The settings as they now are."""

    def __init__(self, settings: KeySettings) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        body, column = panel("Keys", self.closed.emit)
        self.single_keys = QCheckBox("Single keys act in the question")
        self.single_keys.setToolTip("Digits, N and ? do nothing while this is off.")
        self.single_keys.setChecked(settings.single_keys)
        self.goes_on = QCheckBox("Go on after an answer")
        self.goes_on.setToolTip("A digit that answers leads to the next unanswered question.")
        self.goes_on.setChecked(settings.goes_on)
        for box in (self.single_keys, self.goes_on):
            box.clicked.connect(self._on_clicked)
            column.addWidget(box)
        column.addSpacing(8)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        for row, (key, does) in enumerate(KEYS):
            grid.addWidget(label(key, "strong", wraps=True), row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(label(does, wraps=True), row, 1, Qt.AlignmentFlag.AlignTop)
        column.addLayout(grid)
        column.addStretch(1)
        self.setWidget(body)

    def _on_clicked(self) -> None:
        self.changed.emit(KeySettings(self.single_keys.isChecked(), self.goes_on.isChecked()))
