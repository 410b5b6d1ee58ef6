"""Labels and buttons by their part in the page; the style sheet gives each part its look."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget


def label(text: str = "", role: str = "", *, wraps: bool = False) -> QLabel:
    """Return a label of plain text; `role` is title, heading, strong, muted, small or problem."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wraps)
    if role:
        made.setProperty("role", role)
    return made


def button(text: str, pressed: Callable[[], None], role: str = "", tip: str = "") -> QPushButton:
    """Return a button that calls `pressed`; `role` is primary, quiet or card."""
    made = QPushButton(text)
    # Enter presses it too, where it has the keyboard; by itself Qt leaves that to dialogs.
    made.setAutoDefault(True)
    if role:
        made.setProperty("role", role)
    if tip:
        made.setToolTip(tip)
    made.clicked.connect(pressed)
    return made


def named(widget: QWidget, name: str, describes: str = "") -> QWidget:
    """Give a control the name that a screen reader speaks, and return it."""
    widget.setAccessibleName(name)
    if describes:
        widget.setAccessibleDescription(describes)
    return widget
