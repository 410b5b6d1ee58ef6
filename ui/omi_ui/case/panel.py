"""The frame of a panel beside the questions: its title, a way to close it, and its column."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from omi_ui.widgets.labels import button, label


def panel(title: str, close: Callable[[], None]) -> tuple[QWidget, QVBoxLayout]:
    """Return a panel with its title and a button that closes it, and its column to be filled."""
    body = QWidget()
    body.setObjectName("ground")
    column = QVBoxLayout(body)
    column.setContentsMargins(16, 12, 16, 16)
    column.setSpacing(4)
    line = QHBoxLayout()
    line.addWidget(label(title, "strong"), 1)
    closes = button("Close", close, "quiet", "Esc")
    closes.setAccessibleName(f"Close {title}")
    line.addWidget(closes)
    column.addLayout(line)
    return body, column
