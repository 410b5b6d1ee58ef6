"""An entry of a list that can be moved and removed, by its menu and by its keys."""

from __future__ import annotations

from enum import Enum
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from omi_ui.widgets.labels import button


class Deed(Enum):
    """What can be done with an entry, in the words of its menu, with its keys."""

    UP = ("Move up", "Alt+Up")
    DOWN = ("Move down", "Alt+Down")
    REMOVE = ("Remove", "Ctrl+Shift+Del")

    @property
    def words(self) -> str:
        """Return what it is called."""
        return self.value[0]

    @property
    def keys(self) -> str:
        """Return its keys, as Qt reads them."""
        return self.value[1]


class Movable(QWidget):
    """An entry; what stands in it is put into `column`."""

    typed = Signal(str)
    left = Signal()
    asked = Signal(str, object)
    """The entry's id and the Deed."""

    def __init__(self, row_id: str) -> None:
        super().__init__()
        self.row_id = row_id
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(4)
        self.column = QVBoxLayout()
        self.column.setSpacing(4)
        self._line.addLayout(self.column, 1)
        for deed in Deed:
            shortcut = QShortcut(QKeySequence(deed.keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(partial(self._ask, deed))

    def add_menu(self, name: str) -> None:
        """Put the menu behind all that stands in the entry, on the screen and for the Tab key."""
        tip = "What can be done with it"
        self.menu_button = button("⋯", self._on_menu, "quiet", tip)
        self.menu_button.setAccessibleName(f"What can be done with {name}")
        self._line.addWidget(self.menu_button, 0, Qt.AlignmentFlag.AlignTop)

    def focus(self) -> None:
        """Take the keyboard, at the first field."""
        first = self.nextInFocusChain()
        while first is not None and self.isAncestorOf(first):
            if first.focusPolicy() & Qt.FocusPolicy.TabFocus:
                first.setFocus(Qt.FocusReason.OtherFocusReason)
                return
            first = first.nextInFocusChain()

    def menu(self) -> QMenu:
        """Return the menu of the entry; it goes when it is closed."""
        made = QMenu(self)
        for deed in Deed:
            entry = made.addAction(deed.words, partial(self._ask, deed))
            entry.setShortcut(QKeySequence(deed.keys))
            entry.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            entry.setShortcutVisibleInContextMenu(True)
        made.aboutToHide.connect(made.deleteLater)
        return made

    def show_menu(self, where: QPoint) -> None:
        """Open the menu at a place of the screen."""
        self.menu().popup(where)

    def _ask(self, deed: Deed) -> None:
        self.asked.emit(self.row_id, deed)

    def _on_menu(self) -> None:
        self.show_menu(self.menu_button.mapToGlobal(self.menu_button.rect().bottomLeft()))

    def _on_typed(self) -> None:
        self.typed.emit(self.row_id)
