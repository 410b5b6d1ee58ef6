"""Buttons one after another, in as many lines as they need."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from omi_ui.widgets.flow import flow


class Flowing(QWidget):
    """As high as its lines, so that large text makes more of them and not a wider page."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[QWidget, ...] = ()

    def show_widgets(self, shown: Sequence[QWidget]) -> None:
        """Show these widgets in this order."""
        self._shown = tuple(shown)
        for each in self._shown:
            each.setParent(self)
            each.show()
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the widgets anew."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        tall = flow(self._shown, self.width())
        if tall != self.height():
            self.setFixedHeight(tall)
