"""One entry of a list: its place, what is written in it, and its menu."""

from __future__ import annotations

from functools import partial
from typing import Generic

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QVBoxLayout, QWidget

from omi_desktop.report.listing import P
from omi_ui.report.acts import Act
from omi_ui.widgets.labels import button, label

_GROUPS = ((Act.UP, Act.DOWN), (Act.BELOW, Act.REMOVE))


class ListItem(QWidget, Generic[P]):
    """An entry that can be written in; what is to be done with it is asked of the page."""

    typed = Signal(str)
    entered = Signal(str)
    left = Signal(str)
    asked = Signal(str, object)
    """The id of the entry and the Act."""

    def __init__(self, row_id: str, what: str) -> None:
        super().__init__()
        self.row_id = row_id
        self._what = what
        line = self._line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(4)
        self._sign = label("", "muted")
        self._sign.setFixedWidth(self.fontMetrics().horizontalAdvance("00.") + 4)
        self._sign.setContentsMargins(0, 7, 0, 0)
        line.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        self.column = QVBoxLayout()
        self.column.setSpacing(4)
        line.addLayout(self.column, 1)
        self.menu_button = button("⋯", self._on_menu, "quiet", "What can be done with it")

    def finish(self) -> None:
        """Put the menu behind what can be written in, for the eye and for the Tab key."""
        self._line.addWidget(self.menu_button, 0, Qt.AlignmentFlag.AlignTop)

    def record(self, kept: P) -> P:
        """Return the record as it stands on the screen; `kept` is how it was kept last."""
        raise NotImplementedError

    def show_place(self, number: int, shown: str) -> None:
        """Show the number of the entry, or `shown` in its place, and name its controls."""
        self._sign.setText(shown)
        self.name_parts(f"{self._what} {number}")

    def name_parts(self, name: str) -> None:
        """Name every control by the entry it belongs to."""
        self.menu_button.setAccessibleName(f"What can be done with {name}")

    def refresh(self) -> None:
        """Show anew what follows from figures and findings."""

    def focus(self) -> None:
        """Take the keyboard."""
        raise NotImplementedError

    def line(self, text: str, hint: str) -> QLineEdit:
        """Return a line of the entry to write in."""
        made = _Line(text)
        made.setPlaceholderText(hint)
        made.textEdited.connect(self._on_typed)
        made.entered.connect(partial(self.entered.emit, self.row_id))
        made.editingFinished.connect(partial(self.left.emit, self.row_id))
        return made

    def groups(self) -> tuple[tuple[Act, ...], ...]:
        """Return the acts of the menu, group by group."""
        return _GROUPS

    def is_possible(self, _act: Act) -> bool:
        """Tell whether an act can be done now."""
        return True

    def menu(self) -> QMenu:
        """Return the menu of the entry; it goes when it is closed."""
        made = QMenu(self)
        for group in self.groups():
            for act in group:
                entry = made.addAction(act.words, partial(self.ask, act))
                entry.setShortcut(QKeySequence(act.keys))
                entry.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
                entry.setShortcutVisibleInContextMenu(True)
                entry.setEnabled(self.is_possible(act))
            made.addSeparator()
        made.aboutToHide.connect(made.deleteLater)
        return made

    def ask(self, act: Act) -> None:
        """Ask the page for an act."""
        self.asked.emit(self.row_id, act)

    def show_menu(self, where: QPoint) -> None:
        """Open the menu at a place of the screen."""
        self.menu().popup(where)

    def _on_menu(self) -> None:
        self.entered.emit(self.row_id)
        self.show_menu(self.menu_button.mapToGlobal(self.menu_button.rect().bottomLeft()))

    def _on_typed(self) -> None:
        self.typed.emit(self.row_id)


class _Line(QLineEdit):
    """A line that says when the writer comes to it."""

    entered = Signal()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit()
