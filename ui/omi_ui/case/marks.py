"""The panel of what was marked in a case: each passage with its question, and its removal."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from omi_desktop.store import Mark
from omi_ui.case.listed_panel import ListedPanel
from omi_ui.case.marking import KEYS, NAMES
from omi_ui.widgets.labels import button, label

if TYPE_CHECKING:
    from omi_desktop.instrument.model import Instrument

_HOW = " and ".join(f"{keys} as {NAMES[kind]}" for kind, keys in KEYS.items())


class Marks(ListedPanel):
    """The marks of the case on the table, in the order in which they were made."""

    jump_wanted = Signal(str)
    removed = Signal(object)

    def __init__(self) -> None:
        super().__init__("Marked in this case")

    def show_marks(self, marks: Sequence[Mark], instrument: Instrument) -> None:
        """List these marks."""
        body, column = self.begin("Marked in this case")
        for mark in marks:
            column.addWidget(self._entry(mark, instrument))
            column.addSpacing(8)
        if not marks:
            column.addWidget(label("Nothing is marked yet.", wraps=True))
        words = f"A selection in a note, or the whole note, is marked by {_HOW}."
        column.addWidget(label(words, "small", wraps=True))
        self.show_body(body, column)

    def _entry(self, mark: Mark, instrument: Instrument) -> QWidget:
        frame = QFrame()
        frame.setObjectName("mark")
        frame.setAccessibleName(f"{mark.kind.capitalize()}, {mark.question}: {mark.text}")
        column = QVBoxLayout(frame)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(label(f"{mark.kind.capitalize()} · {mark.criterion}", "small"))
        column.addWidget(label(mark.text, wraps=True))
        line = QHBoxLayout()
        line.setContentsMargins(0, 0, 0, 0)
        asked = instrument.questions.get(mark.question)
        if asked is not None:
            jump = button(f"Go to {mark.question}", partial(self.jump_wanted.emit, mark.question))
            jump.setProperty("role", "quiet")
            jump.setToolTip(asked.text)
            line.addWidget(jump)
        remove = button("Remove", partial(self.removed.emit, mark), "quiet")
        remove.setAccessibleName(f"Remove the mark on {mark.question or mark.criterion}")
        line.addWidget(remove)
        line.addStretch(1)
        column.addLayout(line)
        return frame
