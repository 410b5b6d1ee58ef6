"""An entry whose text holds live figures."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from omi_desktop.report.listing import P
from omi_desktop.report.wording import counted
from omi_ui.report.acts import Act
from omi_ui.report.item import ListItem
from omi_ui.widgets.labels import button, label
from omi_ui.writing.editor import LiveEditor

if TYPE_CHECKING:
    from omi_desktop.report.live import Piece
    from omi_ui.report.desk import ReportDesk

_FIGURES = ((Act.FIGURE, Act.REFERENCE, Act.WORDS), (Act.ACCEPT_ONE, Act.ACCEPT))


class WrittenItem(ListItem[P]):
    """An entry with a field of words and chips, and a line that says what changed in it."""

    def __init__(
        self, row_id: str, what: str, desk: ReportDesk, criterion: str, *, has_lines: bool
    ) -> None:
        super().__init__(row_id, what)
        self._desk = desk
        self.criterion = criterion
        self.editor = LiveEditor(self._shown, desk.told, has_lines=has_lines)
        self._changed = QWidget()
        beside = QHBoxLayout(self._changed)
        beside.setContentsMargins(6, 0, 0, 0)
        self._words = label("", "problem")
        self._words.setMinimumWidth(40)
        beside.addWidget(self._words)
        self.accept_button = button("Accept", partial(self.ask, Act.ACCEPT), "quiet")
        beside.addWidget(self.accept_button)
        beside.addStretch(1)
        self.editor.typed.connect(self._on_text_typed)
        self.editor.entered.connect(partial(self.entered.emit, row_id))
        self.editor.left.connect(partial(self.left.emit, row_id))
        self.editor.another_wanted.connect(partial(self.ask, Act.BELOW))
        self.editor.menu_wanted.connect(self.show_menu)

    def add_editor(self, text: str, accepted: tuple[str, ...], hint: str) -> None:
        """Put the field and what changed in it below what the entry has already."""
        self.editor.setPlaceholderText(hint)
        self.editor.show_text(text, accepted)
        self.column.addWidget(self.editor)
        self.column.addWidget(self._changed)
        self._show_stale()

    def name_parts(self, name: str) -> None:
        """Name the field and its buttons by the entry."""
        super().name_parts(name)
        self.editor.setAccessibleName(name)
        self.accept_button.setAccessibleName(f"Accept the changed figures of {name}")

    def written(self) -> tuple[str, tuple[str, ...]]:
        """Return the text as it is stored, and what was accepted of it."""
        text, accepted = self.editor.written()
        return text.strip(), accepted

    def refresh(self) -> None:
        """Show anew what the chips say."""
        self.editor.refresh_chips()
        self._show_stale()

    def focus(self) -> None:
        """Take the keyboard, at the end of the text."""
        self.editor.setFocus()
        self.editor.moveCursor(self.editor.textCursor().MoveOperation.End)

    def groups(self) -> tuple[tuple[Act, ...], ...]:
        """Return the acts of the menu, those on figures first."""
        return (*_FIGURES, *super().groups())

    def is_possible(self, act: Act) -> bool:
        """Tell whether an act can be done now."""
        if act is Act.WORDS:
            return bool(self.editor.sentences())
        if act is Act.ACCEPT_ONE:
            return self.editor.stale() > 0 and self.editor.caret_piece() is not None
        return act is not Act.ACCEPT or self.editor.stale() > 0

    def menu(self) -> QMenu:
        """Return the menu, with what a field of text has at its end."""
        made = super().menu()
        for words, done in (
            ("Cut", partial(self.editor.copy_selection, cut=True)),
            ("Copy", self.editor.copy_selection),
            ("Paste", self.editor.paste),
        ):
            made.addAction(words, done)
        return made

    def _shown(self, piece: Piece) -> str:
        return self._desk.shown(piece, self.criterion)

    def _on_text_typed(self) -> None:
        self._show_stale()
        self.typed.emit(self.row_id)

    def _show_stale(self) -> None:
        stale = self.editor.stale()
        self._words.setText(f"{counted(stale, 'figure', 'figures')} changed since it was accepted.")
        self._changed.setVisible(bool(stale))
