"""What a screen reader calls our own controls, and what it is told of without being asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from PySide6.QtCore import QObject
    from PySide6.QtGui import QAccessibleInterface

# The names of Qt's accessibility take long to load; a window is drawn before they are wanted.


def give_roles() -> None:
    """Let every class of widgets that has a `ROLE` of its own be spoken of by it."""
    from PySide6.QtGui import QAccessible

    QAccessible.installFactory(_spoken)


def announce(widget: QWidget, words: str) -> None:
    """Let a screen reader speak words that appeared while the keyboard is elsewhere."""
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

    if words and QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, words))


def _spoken(kind: str, thing: QObject) -> QAccessibleInterface | None:
    """Return the control as it is spoken of; Qt asks for the class and those it stands on."""
    role = getattr(type(thing), "ROLE", None)
    if role is None or kind != type(thing).__name__ or not isinstance(thing, QWidget):
        return None
    from PySide6.QtWidgets import QAccessibleWidget

    return QAccessibleWidget(thing, role, thing.accessibleName())
