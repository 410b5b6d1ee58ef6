"""One finding in its list: its letter, its words, its menu, and what changed in it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from omi_desktop.report.live import Figure
from omi_desktop.report.wording import counted
from omi_desktop.store import Finding
from omi_ui.findings.acts import Act
from omi_ui.widgets.labels import button, label
from omi_ui.writing.editor import LiveEditor

if TYPE_CHECKING:
    from omi_ui.findings.desk import Desk

_GROUPS = (
    (Act.FIGURE, Act.REFERENCE, Act.CASES, Act.WORDS),
    (Act.ACCEPT_ONE, Act.ACCEPT),
    (Act.UP, Act.DOWN, Act.OTHER_SIDE, Act.MERGE),
    (Act.BELOW, Act.REMOVE),
)


class FindingItem(QWidget):
    """A finding that can be written in; what is to be done with it is asked of the page."""

    typed = Signal(str)
    entered = Signal(str)
    left = Signal(str)
    caret_moved = Signal(str)
    asked = Signal(str, object)
    """The finding's key and the Act."""

    def __init__(self, finding: Finding, desk: Desk) -> None:
        super().__init__()
        self.key = finding.key
        self.kind = finding.kind
        criterion = finding.criterion
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(4)
        self._letter = label("", "muted")
        self._letter.setFixedWidth(self.fontMetrics().horizontalAdvance("(aa)") + 2)
        self._letter.setContentsMargins(0, 7, 0, 0)
        line.addWidget(self._letter, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(2)
        line.addLayout(column, 1)
        self.editor = LiveEditor(lambda piece: desk.shown(piece, criterion), desk.told)
        self.editor.setPlaceholderText("What was found. Ctrl+I inserts a figure.")
        self.editor.show_text(finding.text, finding.accepted)
        column.addWidget(self.editor)
        self._changed = QWidget()
        beside = QHBoxLayout(self._changed)
        beside.setContentsMargins(6, 0, 0, 0)
        self._words = label("", "problem")
        self._words.setMinimumWidth(40)
        beside.addWidget(self._words)
        self.accept_button = button("Accept", partial(self._ask, Act.ACCEPT), "quiet")
        beside.addWidget(self.accept_button)
        beside.addStretch(1)
        column.addWidget(self._changed)
        self.menu_button = button("⋯", self._on_menu, "quiet", "What can be done with it")
        line.addWidget(self.menu_button, 0, Qt.AlignmentFlag.AlignTop)
        self.editor.typed.connect(self._on_typed)
        self.editor.entered.connect(partial(self.entered.emit, self.key))
        self.editor.left.connect(partial(self.left.emit, self.key))
        self.editor.caret_moved.connect(partial(self.caret_moved.emit, self.key))
        self.editor.another_wanted.connect(partial(self._ask, Act.BELOW))
        self.editor.chip_opened.connect(partial(self._ask, Act.CASES))
        self.editor.menu_wanted.connect(self._show_menu)
        self.show_place("")

    def show_place(self, letter: str) -> None:
        """Show the letter, or none for a finding without words, and what the chips say now."""
        self._letter.setText(f"({letter})" if letter else "")
        name = f"{self.kind} ({letter})" if letter else f"new {self.kind}"
        self.editor.setAccessibleName(name.capitalize())
        self.menu_button.setAccessibleName(f"What can be done with {name}")
        self.accept_button.setAccessibleName(f"Accept the changed figures of {name}")
        self.editor.refresh_chips()
        self._show_stale()

    def menu(self) -> QMenu:
        """Return the menu of the finding; it goes when it is closed."""
        made = QMenu(self)
        for group in _GROUPS:
            for act in group:
                entry = made.addAction(act.words, partial(self._ask, act))
                entry.setShortcut(QKeySequence(act.keys))
                entry.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
                entry.setShortcutVisibleInContextMenu(True)
                entry.setEnabled(self._is_possible(act))
            made.addSeparator()
        for words, done in (
            ("Cut", partial(self.editor.copy_selection, cut=True)),
            ("Copy", self.editor.copy_selection),
            ("Paste", self.editor.paste),
        ):
            made.addAction(words, done)
        made.aboutToHide.connect(made.deleteLater)
        return made

    def _is_possible(self, act: Act) -> bool:
        if act is Act.WORDS:
            return bool(self.editor.sentences())
        if act is Act.CASES:
            return isinstance(self.editor.caret_piece(), Figure)
        if act is Act.ACCEPT_ONE:
            return self.editor.stale() > 0 and self.editor.caret_piece() is not None
        return act is not Act.ACCEPT or self.editor.stale() > 0

    def _ask(self, act: Act) -> None:
        self.asked.emit(self.key, act)

    def _on_menu(self) -> None:
        self._show_menu(self.menu_button.mapToGlobal(self.menu_button.rect().bottomLeft()))

    def _show_menu(self, where: QPoint) -> None:
        self.menu().popup(where)

    def _on_typed(self) -> None:
        self._show_stale()
        self.typed.emit(self.key)

    def _show_stale(self) -> None:
        stale = self.editor.stale()
        self._words.setText(f"{counted(stale, 'figure', 'figures')} changed since it was accepted.")
        self._changed.setVisible(bool(stale))
