"""A line to type letters into, above the list of what they mean."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

_THING = Qt.ItemDataRole.UserRole
_CHECKED = Qt.CheckState.Checked
_CTRL = Qt.KeyboardModifier.ControlModifier


class Finder(QWidget):
    """Up and Down mark an entry while the letters keep the keyboard; Enter takes it.

    Things of which `can_tick` says so have a box: Ctrl+T ticks the marked one, and what is ticked
    stays so while other letters are typed.
    """

    letters_changed = Signal(str)
    marked = Signal()
    taken = Signal()
    ticks_changed = Signal()

    def __init__(
        self, name: str, list_name: str, can_tick: Callable[[object], bool] | None = None
    ) -> None:
        super().__init__()
        self._can_tick = can_tick
        self._ticked: list[object] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self.line = _Letters()
        self.line.setPlaceholderText(name)
        self.line.setAccessibleName(name)
        self.line.textChanged.connect(self.letters_changed)
        self.line.stepped.connect(self._on_stepped)
        self.line.returnPressed.connect(self.taken)
        self.line.tick_wanted.connect(self.tick_marked)
        column.addWidget(self.line)
        self.list = QListWidget()
        self.list.setAccessibleName(list_name)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setUniformItemSizes(True)
        self.list.setMinimumHeight(self.fontMetrics().lineSpacing() * 2)
        self.list.currentRowChanged.connect(self._on_row)
        self.list.itemChanged.connect(self._on_item_changed)
        self.list.itemDoubleClicked.connect(self._on_double_click)
        column.addWidget(self.list, 1)

    def begin(self) -> None:
        """Begin anew, with no letters, nothing ticked and the keyboard here."""
        self._ticked.clear()
        self.ticks_changed.emit()
        self.line.clear()
        self.letters_changed.emit("")
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_things(self, things: Sequence[tuple[str, str, object]]) -> None:
        """List things with their words, more words, and what they are; mark the first."""
        self.list.blockSignals(True)
        self.list.clear()
        for words, more, thing in things:
            entry = QListWidgetItem(words)
            entry.setToolTip(more or words)
            entry.setData(_THING, thing)
            if self._can_tick is not None and self._can_tick(thing):
                is_ticked = thing in self._ticked
                entry.setCheckState(_CHECKED if is_ticked else Qt.CheckState.Unchecked)
            self.list.addItem(entry)
        self.list.setCurrentRow(0 if things else -1)
        self.list.blockSignals(False)
        self.marked.emit()

    def marked_thing(self) -> object:
        """Return what is marked, or None."""
        row = self.list.currentRow()
        return self.list.item(row).data(_THING) if row >= 0 else None

    def ticked(self) -> tuple[object, ...]:
        """Return what is ticked, in the order of ticking."""
        return tuple(self._ticked)

    def untick(self) -> None:
        """Untick everything."""
        self._ticked.clear()
        self.list.blockSignals(True)
        for row in range(self.list.count()):
            entry = self.list.item(row)
            if entry.checkState() is _CHECKED:
                entry.setCheckState(Qt.CheckState.Unchecked)
        self.list.blockSignals(False)
        self.ticks_changed.emit()

    def tick_marked(self) -> None:
        """Tick what is marked, or untick it."""
        if self.list.currentRow() < 0:
            return
        entry = self.list.currentItem()
        if entry.data(Qt.ItemDataRole.CheckStateRole) is not None:
            turned = entry.checkState() is not _CHECKED
            entry.setCheckState(_CHECKED if turned else Qt.CheckState.Unchecked)

    def _on_item_changed(self, entry: QListWidgetItem) -> None:
        thing, is_ticked = entry.data(_THING), entry.checkState() is _CHECKED
        if is_ticked is (thing in self._ticked):
            return
        if is_ticked:
            self._ticked.append(thing)
        else:
            self._ticked.remove(thing)
        self.ticks_changed.emit()

    def _on_stepped(self, by: int) -> None:
        row = max(0, min(self.list.currentRow() + by, self.list.count() - 1))
        self.list.setCurrentRow(row)

    def _on_row(self, _row: int) -> None:
        self.marked.emit()

    def _on_double_click(self, _entry: QListWidgetItem) -> None:
        self.taken.emit()


class _Letters(QLineEdit):
    stepped = Signal(int)
    tick_wanted = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if event.key() in steps:
            self.stepped.emit(steps[Qt.Key(event.key())])
            return
        if event.key() == Qt.Key.Key_T and event.modifiers() == _CTRL:
            self.tick_wanted.emit()
            return
        super().keyPressEvent(event)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            # A line leaves Enter to its window as well, and the panel would take it twice.
            event.accept()
