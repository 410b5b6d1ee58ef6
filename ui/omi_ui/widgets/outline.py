"""A list of places under headings: a place can be chosen, a heading cannot."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Generic, Protocol, TypeVar

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

Index = QModelIndex | QPersistentModelIndex
ENTRY = Qt.ItemDataRole.UserRole
"""The role under which an index gives its entry, for the painter."""


class OutlineEntry(Protocol):
    """A heading, whose key is "", or a place."""

    @property
    def key(self) -> str:
        """Return what the place is called when it is chosen."""

    @property
    def shown(self) -> str:
        """Return the words of the entry."""

    def spoken(self) -> str:
        """Return the entry as a screen reader says it."""


E = TypeVar("E", bound=OutlineEntry)


class _Entries(QAbstractListModel, Generic[E]):
    """The entries, in order."""

    def __init__(self) -> None:
        super().__init__()
        self.entries: tuple[E, ...] = ()

    def show_entries(self, entries: Sequence[E]) -> None:
        """Show these; where only what is said of them changed, the list keeps its place."""
        if [entry.key for entry in entries] == [entry.key for entry in self.entries]:
            self.entries = tuple(entries)
            self.dataChanged.emit(self.index(0), self.index(len(entries) - 1))
            return
        self.beginResetModel()
        self.entries = tuple(entries)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Return how many entries there are."""
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the words of an entry, what is spoken, or the entry itself."""
        entry = self.entries[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.shown
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return entry.spoken()
        return entry if role == ENTRY else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let places be chosen, and headings not."""
        if self.entries[index.row()].key:
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return Qt.ItemFlag.NoItemFlags


class Outline(QListView, Generic[E]):
    """The list; choosing a place, by mouse or Enter, asks for it."""

    wanted = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model: _Entries[E] = _Entries()
        self.setModel(self._model)
        self.setAccessibleName(name)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setObjectName("ground")
        self.clicked.connect(self._on_chosen)
        self.activated.connect(self._on_chosen)

    def show_entries(self, entries: Sequence[E], key: str) -> None:
        """Show these entries, with `key` as the place that is open."""
        self._model.show_entries(entries)
        row = next((n for n, entry in enumerate(entries) if entry.key == key), -1)
        if row >= 0 and self.currentIndex().row() != row:
            self.setCurrentIndex(self._model.index(row))
            self.scrollTo(self._model.index(row))

    def entry(self, key: str) -> E:
        """Return the entry of a place."""
        return next(entry for entry in self._model.entries if entry.key == key)

    def _on_chosen(self, index: QModelIndex) -> None:
        entry = self._model.entries[index.row()]
        if entry.key:
            self.wanted.emit(entry.key)
