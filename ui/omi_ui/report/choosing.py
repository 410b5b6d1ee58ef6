"""The panels that choose: what a recommendation rests on, and a passage marked in a case."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from omi_desktop.report import settling
from omi_desktop.report.examples import retold, unused_marks
from omi_desktop.report.figures import letters
from omi_desktop.store import FindingKind, Mark
from omi_ui.widgets.labels import button, label
from omi_ui.writing.finder import Finder

if TYPE_CHECKING:
    from omi_ui.report.desk import ReportDesk


class Choosing(QWidget):
    """A line of letters above what they mean; Enter chooses, Escape closes."""

    chosen = Signal(object)
    closed = Signal()

    def __init__(self, title: str, find: str, listed: str, act: str, words: str) -> None:
        super().__init__()
        self.setObjectName("ground")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(6)
        line = QHBoxLayout()
        self.title = label(title, "strong", wraps=True)
        line.addWidget(self.title, 1)
        close = button("Close", self.closed.emit, "quiet", "Back to the text (Esc)")
        line.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(line)
        self.finder = Finder(find, listed)
        self.finder.letters_changed.connect(self._on_letters)
        self.finder.taken.connect(self._on_taken)
        column.addWidget(self.finder, 1)
        self._words = label(words, "muted", wraps=True)
        column.addWidget(self._words)
        take = button(act, self._on_taken, "primary", "Enter")
        column.addWidget(take, 0, Qt.AlignmentFlag.AlignLeft)
        self._typed = ""

    def things(self) -> list[tuple[str, str, object]]:
        """Return everything that can be chosen: its words, more words, and what it is."""
        raise NotImplementedError

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose on Enter wherever the keyboard is, close on Escape."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_taken()
        elif event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def show_things(self) -> None:
        """List what the letters mean, with the same line marked as before."""
        row = self.finder.list.currentRow()
        parts = self._typed.casefold().split()
        found = [
            each
            for each in self.things()
            if all(part in f"{each[0]} {each[1]}".casefold() for part in parts)
        ]
        self.finder.show_things(found)
        self.finder.list.setCurrentRow(max(min(row, len(found) - 1), 0) if found else -1)

    def _on_letters(self, typed: str) -> None:
        self._typed = typed
        self.finder.list.setCurrentRow(-1)
        self.show_things()

    def _on_taken(self) -> None:
        found = self.finder.marked_thing()
        if found is not None:
            self.chosen.emit(found)


class ChooseTraces(Choosing):
    """Criteria and findings, those that are chosen with a tick; choosing again takes it away."""

    def __init__(self) -> None:
        super().__init__(
            "What it rests on",
            "Find a criterion or finding",
            "Criteria and findings",
            "Choose, or take away",
            "Enter chooses and takes away; Esc goes back. Letters follow when findings move.",
        )
        self._desk: ReportDesk | None = None
        self._traces: Callable[[], tuple[str, ...]] = tuple

    def ask(self, desk: ReportDesk, name: str, traces: Callable[[], tuple[str, ...]]) -> None:
        """Begin to choose for a recommendation; `traces` tells what it rests on now."""
        self._desk, self._traces = desk, traces
        self.title.setText(f"What {name} rests on")
        self.finder.begin()

    def things(self) -> list[tuple[str, str, object]]:
        """Return criteria and findings, what is chosen first."""
        desk = self._desk
        if desk is None:
            return []
        chosen = self._traces()
        lettered = letters(desk.findings)
        kept = sorted(
            settling.written(desk.findings),
            key=lambda each: (each.criterion, each.kind is FindingKind.IMPROVEMENT, each.position),
        )
        offered: list[tuple[str, str, str]] = []
        for criterion, title in desk.criteria():
            offered.append((f"{criterion} {title}", title, criterion))
            for finding in kept:
                if finding.criterion == criterion:
                    said = desk.figures.text(finding.text, criterion)
                    home, letter = lettered[finding.key]
                    offered.append((f"{home} {letter}  {said}", said, finding.key))
        return [
            (f"✓ {words}" if trace in chosen else f"    {words}", more, trace)
            for words, more, trace in offered
        ]


class ChooseMark(Choosing):
    """Passages that assessors marked as good practice; whose case it is stays hidden."""

    def __init__(self) -> None:
        super().__init__(
            "From a case",
            "Find a passage by its words",
            "Passages marked in cases",
            "Begin an example",
            "",
        )
        self._desk: ReportDesk | None = None

    def ask(self, desk: ReportDesk) -> None:
        """Begin to choose among the passages that were not used yet."""
        self._desk = desk
        self._words.setText(
            "Case and people stand as roles. Tell what was done without names."
            if unused_marks(desk.data)
            else "No passage waits. Assessors mark good practice in the notes of a case."
        )
        self.finder.begin()

    def things(self) -> list[tuple[str, str, object]]:
        """Return the passages by criterion."""
        desk = self._desk
        if desk is None:
            return []
        marks = sorted(unused_marks(desk.data), key=lambda mark: mark.criterion)
        told: list[tuple[Mark, str]] = [(mark, retold(mark, desk.data)) for mark in marks]
        return [(f"{mark.criterion}  {words}", words, mark) for mark, words in told]
