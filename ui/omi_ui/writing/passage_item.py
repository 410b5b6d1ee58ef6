"""A passage that can be moved and removed: a heading, or none, and words with live figures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from omi_desktop.report.live import Figure, Piece, Reference
from omi_desktop.report.wording import counted
from omi_desktop.store import Passage
from omi_ui.widgets.labels import button, label
from omi_ui.widgets.movable import Movable
from omi_ui.writing.editor import LiveEditor

_HINT = (
    "What was said. An empty line parts paragraphs, lines that begin with a dash make a list. "
    "Ctrl+I inserts a figure."
)


class StaleLine(QWidget):
    """Says that figures of a text changed, and accepts them; hidden while none did."""

    accepted = Signal()

    def __init__(self, editor: LiveEditor, name: str) -> None:
        super().__init__()
        self._editor = editor
        line = QHBoxLayout(self)
        line.setContentsMargins(6, 0, 0, 0)
        self._words = label("", "problem")
        self._words.setMinimumWidth(40)
        line.addWidget(self._words)
        self.accept_button = button("Accept", self._on_accept, "quiet")
        self.accept_button.setAccessibleName(f"Accept the changed figures of {name}")
        line.addWidget(self.accept_button)
        line.addStretch(1)
        editor.typed.connect(self.show_stale)
        self.show_stale()

    def show_stale(self) -> None:
        """Show how many figures changed since the text was accepted."""
        stale = self._editor.stale()
        self._words.setText(f"{counted(stale, 'figure', 'figures')} changed since it was accepted.")
        self.setVisible(bool(stale))

    def _on_accept(self) -> None:
        self._editor.accept()
        self.show_stale()
        self.accepted.emit()


class PassageItem(Movable):
    """The heading and the words of a passage."""

    def __init__(
        self,
        row_id: str,
        passage: Passage,
        number: int,
        shown: Callable[[Piece], str],
        told: Callable[[Figure | Reference], str],
    ) -> None:
        super().__init__(row_id)
        name = f"passage {number}"
        self.heading = QLineEdit(passage.heading)
        self.heading.setAccessibleName(f"Heading of {name}")
        self.heading.setPlaceholderText("Heading, or none")
        self.column.addWidget(self.heading)
        self.editor = LiveEditor(shown, told, has_lines=True)
        self.editor.setAccessibleName(name.capitalize())
        self.editor.setPlaceholderText(_HINT)
        self.editor.show_text(passage.text, passage.accepted)
        self.column.addWidget(self.editor)
        self.stale = StaleLine(self.editor, name)
        self.column.addWidget(self.stale)
        self.add_menu(name)
        self.heading.textEdited.connect(self._on_typed)
        self.heading.editingFinished.connect(self.left)
        self.editor.typed.connect(self._on_typed)
        self.editor.left.connect(self.left)
        self.editor.menu_wanted.connect(self.show_menu)

    def record(self, kept: Passage) -> Passage:
        """Return the passage as it stands in the fields."""
        text, accepted = self.editor.written()
        heading = self.heading.text().strip()
        return replace(kept, heading=heading, text=text.strip(), accepted=accepted)
