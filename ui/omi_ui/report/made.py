"""A part that nobody writes: it is made from the answers."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout

from omi_ui.report.page import Page
from omi_ui.widgets.labels import label


class MadePage(Page):
    """Says where the part comes from; its pages stand beside it."""

    def fill(self, column: QVBoxLayout) -> None:
        """Fill the body with a sentence."""
        words = (
            "Made from the answers and ratings as they stand: the chart, the three tables and the "
            "sentences around them. Nothing is written here."
        )
        column.addWidget(label(words, "muted", wraps=True))
