"""Place widgets one after another in lines, as words are placed in a paragraph."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget


def flow(widgets: Sequence[QWidget], width: int, *, gap: int = 4, place: bool = True) -> int:
    """Return the height that `widgets` take in lines of `width`; move them there if asked.

    A function and no layout: a page of questions measures hundreds of buttons at once, and a
    layout written in Python costs several calls for each.
    """
    x = y = line = 0
    for widget in widgets:
        size = widget.sizeHint()
        if x and x + size.width() > width:
            x, y, line = 0, y + line + gap, 0
        if place:
            widget.setGeometry(QRect(x, y, size.width(), size.height()))
        x += size.width() + gap
        line = max(line, size.height())
    return y + line


class FlowRow(QWidget):
    """A few widgets in a line, in more lines where one is too narrow."""

    def __init__(self, gap: int = 2) -> None:
        super().__init__()
        self._gap = gap
        self._widgets: list[QWidget] = []
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hold(self, widgets: Sequence[QWidget]) -> None:
        """Hold these in place of those before, which are hidden and left to their owner."""
        for old in self._widgets:
            old.hide()
        self._widgets = list(widgets)
        for widget in widgets:
            widget.setParent(self)
            widget.show()
        self.place()

    def place(self) -> None:
        """Place them anew, as their words may have changed."""
        flow(self._widgets, self.width(), gap=self._gap)
        self.updateGeometry()

    def heightForWidth(self, width: int) -> int:
        """Return the height of all lines."""
        return flow(self._widgets, width, gap=self._gap, place=False)

    def sizeHint(self) -> QSize:
        """Return the room of all lines as wide as they are."""
        return QSize(300, self.heightForWidth(max(self.width(), 300)))

    def minimumSizeHint(self) -> QSize:
        """Return the room of the widest of them."""
        return QSize(0, max((widget.sizeHint().height() for widget in self._widgets), default=0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the lines where they now end."""
        super().resizeEvent(event)
        flow(self._widgets, self.width(), gap=self._gap)
