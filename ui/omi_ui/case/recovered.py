"""The panel of what was typed and never saved: before and after side by side, take or leave."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout

from omi_ui.case.listed_panel import ListedPanel
from omi_ui.dates import clock_time
from omi_ui.widgets.labels import button, label

if TYPE_CHECKING:
    from omi_ui.case.sitting import Sitting


class Recovered(ListedPanel):
    """Each note that the program was stopped in: as the file holds it, and as it was typed."""

    taken = Signal(str, str)
    """The question, and the text that its note becomes."""
    left = Signal(str)
    jump_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__("Typed and never saved")

    def show_sitting(self, sitting: Sitting) -> None:
        """List what was typed in this case and never saved."""
        body, column = self.begin("Typed, not saved")
        words = "The program stopped before this was saved. Take what was typed, or leave it."
        column.addWidget(label(words, wraps=True))
        for each in sitting.typed:
            question = sitting.instrument.questions[each.question]
            name = f"{question.id} {question.short}" if question.criterion else question.short
            column.addSpacing(8)
            jump = button(name, partial(self.jump_wanted.emit, question.id), "quiet")
            jump.setAccessibleName(f"Go to {name}")
            column.addWidget(jump, 0, Qt.AlignmentFlag.AlignLeft)
            column.addWidget(label("As saved", "small"))
            column.addWidget(label(each.saved or "No note", wraps=True))
            column.addWidget(label(f"As typed, {clock_time(each.at)}", "small"))
            column.addWidget(label(each.text, wraps=True))
            line = QHBoxLayout()
            take = button("Take", partial(self.taken.emit, question.id, each.text), "primary")
            take.setAccessibleName(f"Take what was typed on {name}")
            leave = button("Leave", partial(self.left.emit, question.id))
            leave.setAccessibleName(f"Leave the note on {name} as saved")
            line.addWidget(take)
            line.addWidget(leave)
            line.addStretch(1)
            column.addLayout(line)
        self.show_body(body, column)
