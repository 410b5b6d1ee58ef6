"""Widgets one after another in as many lines as they need, as words in a paragraph."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from omi_ui.widgets.flow import flow


class FlowLine(QWidget):
    """A row of controls that breaks where there is no room, so that large text is never cut."""

    def __init__(self, *widgets: QWidget, gap: int = 8) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._gap = gap
        self._widgets: tuple[QWidget, ...] = ()
        self.show_widgets(widgets)

    def show_widgets(self, widgets: Sequence[QWidget]) -> None:
        """Hold these in this order; others held before are hidden, and their owner's to let go."""
        for old in self._widgets:
            if old not in widgets:
                old.hide()
        self._widgets = tuple(widgets)
        for widget in self._widgets:
            widget.setParent(self)
            widget.show()
        self.place()

    def place(self) -> None:
        """Place them anew, such as after one has other words; those of a line on one middle."""
        self.setFixedHeight(max(flow(self._widgets, self.width(), gap=self._gap), 1))
        lines: dict[int, list[QWidget]] = {}
        for widget in self._widgets:
            lines.setdefault(widget.y(), []).append(widget)
        for line in lines.values():
            tall = max(widget.height() for widget in line)
            for widget in line:
                widget.move(widget.x(), widget.y() + (tall - widget.height()) // 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the lines anew."""
        super().resizeEvent(event)
        self.place()
