"""Keys that act anywhere inside a widget."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget


def listen(inside: QWidget, *keys: tuple[str, Callable[[], object]]) -> None:
    """Call what belongs to each of the keys while the keyboard is somewhere inside the widget."""
    for key, pressed in keys:
        shortcut = QShortcut(QKeySequence(key), inside)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(pressed)
