"""The four stages of a sample in their order, across the top, with what has been done in each."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPushButton, QVBoxLayout

from omi_ui.widgets.labels import button, label


class Stage(StrEnum):
    """What is done one after another."""

    RULES = "Rules"
    LIST = "List"
    DRAW = "Draw"
    SAMPLE = "Sample"


class Stages(QFrame):
    """Shows which stage is on the screen, and leads to the others."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("head")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 8)
        column.setSpacing(4)
        column.addWidget(label("Sample", "title"))
        line = QHBoxLayout()
        line.setSpacing(12)
        column.addLayout(line)
        group = QButtonGroup(self)
        self.buttons: dict[Stage, QPushButton] = {}
        self._done: dict[Stage, str] = dict.fromkeys(Stage, "")
        for number, stage in enumerate(Stage, 1):
            made = button(f"{number}  {stage}", partial(self.chosen.emit, stage), "quiet")
            made.setCheckable(True)
            group.addButton(made)
            self.buttons[stage] = made
            line.addWidget(made)
        line.addStretch(1)
        self._words = label("", "muted", wraps=True)
        column.addWidget(self._words)

    @property
    def words(self) -> str:
        """Return what has been done, in the order of the stages."""
        return self._words.text()

    def show_stage(self, stage: Stage) -> None:
        """Mark the stage that is on the screen."""
        self.buttons[stage].setChecked(True)

    def show_done(self, done: Mapping[Stage, str]) -> None:
        """Say what has been done in each stage; "" where nothing has."""
        self._words.setText("  →  ".join(words for words in done.values() if words))
        for stage, made in self.buttons.items():
            made.setAccessibleDescription(done.get(stage, "") or "Not done yet")
