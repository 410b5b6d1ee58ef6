"""Place widgets one after another in lines, as words are placed in a paragraph."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget


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
