"""Walks over whatever the window shows, as a screen reader and as the Tab key meet it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QScrollBar,
    QWidget,
)
from shiboken6 import isValid

Role = QAccessible.Role
OPERATED = {
    Role.Button,
    Role.RadioButton,
    Role.CheckBox,
    Role.ComboBox,
    Role.EditableText,
    Role.SpinBox,
    Role.Slider,
    Role.Link,
    Role.Table,
    Role.List,
    Role.Tree,
    Role.Chart,
    Role.Document,
    Role.Form,
    Role.PageTab,
    Role.PageTabList,
    Role.ProgressBar,
}
"""The roles of what can be operated, or of what holds something to be read."""

_CLOSED = {Role.Table, Role.List, Role.Tree, Role.ComboBox, Role.SpinBox, Role.EditableText}
"""What is inside of these is theirs: it is reached by their own keys."""

LEAST_TARGET = 24
TAB = Qt.FocusPolicy.TabFocus


class Walk:
    """Everything that is in sight in one window."""

    def __init__(self, window: QWidget) -> None:
        self.window = window
        self.looked_at: set[tuple[str, ...]] = set()
        """The kinds of controls that were seen with the keyboard and without, on any screen."""

    def controls(self) -> list[tuple[QAccessibleInterface, QWidget, str]]:
        """Return every visible control with its widget and where it stands."""
        root = QAccessible.queryAccessibleInterface(self.window)
        assert root is not None
        return list(self._below(root, ""))

    def stops(self) -> list[QWidget]:
        """Return every widget to which the Tab key is to come."""
        return [each for each in self.window.findChildren(QWidget) if _is_stop(each)]

    def _below(
        self, part: QAccessibleInterface, where: str
    ) -> Iterator[tuple[QAccessibleInterface, QWidget, str]]:
        thing = part.object()
        if isinstance(thing, QWidget) and not thing.isVisible():
            return
        here = f"{where}/{type(thing).__name__}"
        if part.role() in OPERATED and isinstance(thing, QWidget):
            yield part, thing, here
        if part.role() in _CLOSED:
            return
        for number in range(part.childCount()):
            child = part.child(number)
            if child is not None:
                yield from self._below(child, here)


def name_of(part: QAccessibleInterface) -> str:
    """Return what a screen reader calls a part."""
    thing = part.object()
    if isinstance(thing, QComboBox):
        # On Linux Qt gives the chosen words for the name, elsewhere the name that was given.
        return thing.accessibleName()
    return part.text(QAccessible.Text.Name).strip()


def nameless(walk: Walk) -> list[str]:
    """Return the controls that have no name, or none that says anything."""
    return [
        f"{part.role().name} “{name_of(part)}” at {where}"
        for part, _, where in walk.controls()
        if not any(letter.isalnum() for letter in name_of(part))
    ]


def roleless(walk: Walk) -> list[str]:
    """Return the stops of the Tab key that a screen reader could not say what they are."""
    found = []
    for stop in walk.stops():
        part = QAccessible.queryAccessibleInterface(stop)
        if part is None or part.role() not in OPERATED or not name_of(part):
            role = part.role().name if part else "no role"
            found.append(f"{_place(stop)} is {role} “{name_of(part) if part else ''}”")
    return found


def not_told_apart(walk: Walk) -> list[str]:
    """Return the controls that have role and name of another in the same group."""
    seen: dict[tuple[object, ...], str] = {}
    found = []
    for part, widget, where in walk.controls():
        told = (part.role(), name_of(part), part.text(QAccessible.Text.Description), _group(widget))
        if told in seen:
            found.append(f"{part.role().name} “{told[1]}” at {where} and {seen[told]}")
        seen[told] = where
    return found


def states_untold(walk: Walk) -> list[str]:
    """Return the controls whose state a screen reader would tell otherwise than it is."""
    found = []
    for part, widget, where in walk.controls():
        state = part.state()
        if bool(state.disabled) is widget.isEnabled():
            found.append(f"disabled of “{name_of(part)}” at {where}")
        if not isinstance(widget, QAbstractButton) or not widget.isCheckable():
            continue
        if bool(state.checked) is not widget.isChecked() or not state.checkable:
            found.append(f"checked of “{name_of(part)}” at {where}")
    return found


def unreached(walk: Walk) -> list[str]:
    """Press Tab until it comes round; return the stops it never came to, and where it stays."""
    reached = _round(walk)
    if len(walk.stops()) > 1 and reached[-1] is None:
        return [f"Tab stays in {_place(reached[-2])}"]
    missed = _missed(walk, reached)
    # What stands beside a question follows the keyboard: the next round comes to what is new there.
    return _missed(walk, [*reached, *_round(walk)]) if missed else []


def _missed(walk: Walk, reached: list[QWidget]) -> list[str]:
    # Asked anew: what lists things again while Tab goes round has other parts then.
    groups = {group for stop in reached if stop and isValid(stop) and (group := _exclusive(stop))}
    return [
        f"{_place(stop)} is never reached"
        for stop in walk.stops()
        if stop not in reached and _exclusive(stop) not in groups
    ]


def out_of_order(walk: Walk) -> list[str]:
    """Return where Tab goes up from where it was, among the parts of one widget."""
    found = []
    for one, other in pairwise(filter(None, _round(walk))):
        if not (isValid(one) and isValid(other)):
            continue
        if one.parentWidget() is not other.parentWidget():
            continue
        up = other.geometry().bottom() < one.geometry().top()
        if up and other.geometry().left() <= one.geometry().right():
            found.append(f"from {_place(one)} up to {_place(other)}")
    return found


def unseen(walk: Walk) -> list[str]:
    """Give each stop the keyboard; return those that then look as they did without it."""
    found = []
    walk.window.activateWindow()
    stops = walk.stops()
    for number, stop in enumerate(stops):
        elsewhere = stops[number - 1] if len(stops) > 1 else None
        if elsewhere is None or not (isValid(stop) and isValid(elsewhere)):
            continue
        if _kind(stop) in walk.looked_at or _is_clipped(stop):
            continue
        stop.clearFocus()
        elsewhere.setFocus(Qt.FocusReason.TabFocusReason)
        QApplication.sendPostedEvents()
        if not isValid(stop):
            # A note closes when the keyboard leaves it.
            continue
        before = _picture(stop)
        stop.setFocus(Qt.FocusReason.TabFocusReason)
        QApplication.sendPostedEvents()
        if not stop.hasFocus():
            continue
        walk.looked_at.add(_kind(stop))
        if before == _picture(stop):
            found.append(_place(stop))
    return found


def too_small(walk: Walk) -> list[str]:
    """Return the targets that are smaller than WCAG 2.2 asks, and too near to another one."""
    targets = [
        (widget, _on_window(widget, walk.window))
        for part, widget, _ in walk.controls()
        if part.role() in OPERATED - {Role.ProgressBar}
        and not isinstance(widget, QScrollBar)
        and not isinstance(widget, QAbstractScrollArea)
        and widget.isEnabled()
    ]
    found = []
    for widget, where in targets:
        if min(where.width(), where.height()) >= LEAST_TARGET:
            continue
        circle = QRect(0, 0, LEAST_TARGET, LEAST_TARGET)
        circle.moveCenter(where.center())
        for other, there in targets:
            if other is not widget and not other.isAncestorOf(widget) and circle.intersects(there):
                size = f"{where.width()} × {where.height()}"
                found.append(f"{_place(widget)} is {size} beside {_place(other)}")
                break
    return found


def _is_stop(widget: QWidget) -> bool:
    policy = widget.focusPolicy()
    if not widget.isVisible() or not widget.isEnabled() or widget.focusProxy() is not None:
        return False
    return bool(policy & TAB) and not isinstance(widget, QScrollBar)


def _exclusive(widget: QWidget) -> object:
    """Return the group of a button of which one is checked: Tab comes to it, arrows go on in it."""
    if not isinstance(widget, QAbstractButton):
        return None
    group = widget.group()
    if group is not None and group.exclusive():
        return group
    return widget.parentWidget() if widget.autoExclusive() else None


def _round(walk: Walk) -> list[QWidget]:
    """Return where Tab comes to, once round; None last where it does not go on."""
    stops = walk.stops()
    if not stops:
        return []
    walk.window.activateWindow()
    first = walk.window.nextInFocusChain()
    while not _is_stop(first):
        first = first.nextInFocusChain()
    first.setFocus()
    found: list[QWidget] = []
    here = walk.window.focusWidget()
    while here is not None and here not in found:
        found.append(here)
        QTest.keyClick(here, Qt.Key.Key_Tab)
        before, here = here, walk.window.focusWidget()
        if here is before:
            return [*found, None]
    return found


def _group(widget: QWidget) -> tuple[str, ...]:
    """Return the named groups that a control stands in."""
    names = []
    above = widget.parentWidget()
    while above is not None:
        if above.accessibleName():
            names.append(above.accessibleName())
        above = above.parentWidget()
    return tuple(names)


def _kind(widget: QWidget) -> tuple[str, ...]:
    """Return by what a control looks as it does: where it stands, and what it is there."""
    above = widget.parentWidget()
    names = [type(widget).__name__, str(widget.property("role")), widget.objectName()]
    while above is not None:
        names += [type(above).__name__, above.objectName()]
        above = above.parentWidget()
    return tuple(names)


def _place(widget: QWidget) -> str:
    part = QAccessible.queryAccessibleInterface(widget)
    above = widget.parentWidget()
    names = [type(widget).__name__]
    while above is not None and len(names) < 4:
        names.insert(0, type(above).__name__)
        above = above.parentWidget()
    return f"{'/'.join(names)} “{name_of(part) if part else ''}”"


def _on_window(widget: QWidget, window: QWidget) -> QRect:
    return QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())


def _is_clipped(widget: QWidget) -> bool:
    return widget.visibleRegion().isEmpty() or widget.size().isEmpty()


def _picture(widget: QWidget) -> QImage:
    """Return a control with a little of what is round it."""
    above = widget.parentWidget() or widget
    where = widget.geometry().adjusted(-3, -3, 3, 3) if above is not widget else widget.rect()
    return above.grab(where & above.rect()).toImage()
