"""What a screen reader calls our own controls, and what it is told of without being asked."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QWidget


def give_roles() -> None:
    """Let every class of widgets that has a `ROLE` of its own be spoken of by it."""
    QAccessible.installFactory(_spoken)


def announce(widget: QWidget, words: str) -> None:
    """Let a screen reader speak words that appeared while the keyboard is elsewhere."""
    if words and QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, words))


def _spoken(kind: str, thing: QObject) -> QAccessibleInterface | None:
    """Return the control as it is spoken of; Qt asks for the class and those it stands on."""
    role = getattr(type(thing), "ROLE", None)
    if role is None or kind != type(thing).__name__ or not isinstance(thing, QWidget):
        return None
    return QAccessibleWidget(thing, role, thing.accessibleName())
