"""The panel that chooses another finding to refer to."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from omi_desktop.report import settling
from omi_desktop.report.figures import Figures, letters
from omi_desktop.report.live import Reference
from omi_desktop.store import FindingKind
from omi_ui.widgets.labels import button, label
from omi_ui.writing.finder import Finder


class ReferToFinding(QWidget):
    """Choose a finding by a few of its words; its letter is found whenever it is printed."""

    chosen = Signal(object)
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("ground")
        self._offered: list[tuple[str, str, Reference]] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(6)
        line = QHBoxLayout()
        line.addWidget(label("Refer to a finding", "strong"), 1)
        line.addWidget(button("Close", self.closed.emit, "quiet", "Back to the text (Esc)"))
        column.addLayout(line)
        self.finder = Finder("Find a finding by its words", "Findings")
        self.finder.letters_changed.connect(self._on_letters)
        self.finder.taken.connect(self._on_taken)
        column.addWidget(self.finder, 1)
        words = "The letter follows when findings move or change side."
        column.addWidget(label(words, "muted", wraps=True))
        insert = button("Insert", self._on_taken, "primary", "Enter")
        column.addWidget(insert, 0, Qt.AlignmentFlag.AlignLeft)

    def ask(
        self, findings: settling.Findings, figures: Figures, own: str = "", but: str = ""
    ) -> None:
        """Begin to choose among all findings but one; those of the criterion `own` come first."""
        kept = settling.written(findings)
        lettered = letters(kept)
        # Stable twice: within a page the strengths come first, as they are printed.
        others = [finding for finding in kept if finding.key != but]
        others.sort(key=lambda each: (each.criterion, each.kind is FindingKind.IMPROVEMENT))
        others.sort(key=lambda each: each.criterion != own)
        self._offered = []
        for finding in others:
            home, words = lettered[finding.key]
            said = figures.text(finding.text, finding.criterion)
            self._offered.append((f"{home} {words}  {said}", said, Reference(finding.key)))
        self.finder.begin()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Insert on Enter wherever the keyboard is, close on Escape."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_taken()
        elif event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _on_letters(self, typed: str) -> None:
        parts = typed.casefold().split()
        found = [each for each in self._offered if all(p in each[0].casefold() for p in parts)]
        self.finder.show_things(found)

    def _on_taken(self) -> None:
        chosen = self.finder.marked_thing()
        if isinstance(chosen, Reference):
            self.chosen.emit(chosen)
