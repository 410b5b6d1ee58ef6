"""Passages: headed paragraphs of one part of the report."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from omi_desktop.report.listing import Row
from omi_desktop.report.spots import Screen
from omi_desktop.store import Passage
from omi_ui.report.hints import hint
from omi_ui.report.list_page import ListPage
from omi_ui.report.written_item import WrittenItem
from omi_ui.widgets.labels import button, label

if TYPE_CHECKING:
    from omi_desktop.report.kept_list import KeptList
    from omi_ui.report.desk import ReportDesk

_CRITERION = "criterion/"
_TEXT = (
    "An empty line parts paragraphs, lines that begin with a dash make a list. "
    "Ctrl+I inserts a figure."
)


class PassageItem(WrittenItem[Passage]):
    """A heading, or none, and the text below it."""

    def __init__(self, row: Row[Passage], desk: ReportDesk, criterion: str) -> None:
        super().__init__(row.id, "Passage", desk, criterion, has_lines=True)
        self._sign.hide()
        self.heading = self.line(row.record.heading, "Heading, or none")
        self.column.addWidget(self.heading)
        self.add_editor(row.record.text, row.record.accepted, _TEXT)

    def record(self, kept: Passage) -> Passage:
        """Return the passage as it stands on the screen."""
        text, accepted = self.written()
        return replace(kept, heading=self.heading.text().strip(), text=text, accepted=accepted)

    def name_parts(self, name: str) -> None:
        """Name heading, text and buttons by the passage."""
        super().name_parts(name)
        self.heading.setAccessibleName(f"Heading of {name}")


class PassagesPage(ListPage[Passage]):
    """The passages of a part, with what belongs there said above them."""

    ONE = "passage"
    EMPTY = "Nothing is written here yet."

    def own(self, desk: ReportDesk) -> KeptList[Passage]:
        """Return the passages."""
        return desk.passages

    def home(self) -> str:
        """Return the part that is shown."""
        return self.place.id

    def blank(self) -> Passage:
        """Return a passage without words at the end of the part."""
        return Passage(self.place.id, len(self.kept.of(self.place.id)) + 1, "")

    def made_item(self, row: Row[Passage]) -> PassageItem:
        """Return the passage as it is written in."""
        return PassageItem(row, self.desk, self._criterion())

    def said_of(self, record: Passage) -> str:
        """Return the heading, else the first words."""
        return record.heading or self.desk.figures.text(record.text, self._criterion())

    def fill_head(self, column: QVBoxLayout) -> None:
        """Say what belongs here, and lead to what is settled elsewhere."""
        column.addWidget(label(hint(self.place.id), "muted", wraps=True))
        line = QHBoxLayout()
        line.setSpacing(4)
        for words, screen, place in self._elsewhere():
            led = button(words, partial(self.wanted.emit, screen, place), "quiet")
            line.addWidget(led, 0, Qt.AlignmentFlag.AlignLeft)
        if line.count():
            line.addStretch(1)
            column.addLayout(line)

    def _elsewhere(self) -> tuple[tuple[str, str, str], ...]:
        criterion = self._criterion()
        if criterion:
            findings = (f"Findings of {criterion}", Screen.FINDINGS, criterion)
            rated = any(each.id == criterion for each in self.desk.instrument.leadership)
            rating = (f"Rating of {criterion}", Screen.LEADERSHIP, criterion)
            return (findings, rating) if rated else (findings,)
        if self.place.printed_in == "perspective":
            return (("Questionnaires and groups", Screen.PERSPECTIVES, ""),)
        return ()

    def _criterion(self) -> str:
        part = self.place.id
        return part.removeprefix(_CRITERION) if part.startswith(_CRITERION) else ""
