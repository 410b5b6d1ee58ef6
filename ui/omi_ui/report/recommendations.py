"""Recommendations, in order, each with what it rests on."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from omi_desktop.report import listing
from omi_desktop.report.listing import Row
from omi_desktop.report.parts.follow_up import traced
from omi_desktop.store import Recommendation
from omi_ui.report.acts import Act
from omi_ui.report.list_page import ListPage
from omi_ui.report.written_item import WrittenItem
from omi_ui.widgets.labels import button, label

if TYPE_CHECKING:
    from omi_desktop.report.kept_list import KeptList
    from omi_ui.report.desk import ReportDesk


class RecommendationItem(WrittenItem[Recommendation]):
    """A numbered recommendation; below it what it rests on, and the button that chooses it."""

    def __init__(self, row: Row[Recommendation], desk: ReportDesk) -> None:
        super().__init__(row.id, "Recommendation", desk, "", has_lines=False)
        hint = "What should improve. Ctrl+I inserts a figure."
        self.add_editor(row.record.text, row.record.accepted, hint)
        line = QHBoxLayout()
        line.setContentsMargins(6, 0, 0, 0)
        self._rests_on = label("", "small", wraps=True)
        line.addWidget(self._rests_on, 1)
        self.traces_button = button(
            "Choose…", partial(self.ask, Act.TRACES), "quiet", Act.TRACES.keys
        )
        line.addWidget(self.traces_button)
        self.column.addLayout(line)

    @property
    def rests_on(self) -> str:
        """Return the words on what it rests on."""
        return self._rests_on.text()

    def record(self, kept: Recommendation) -> Recommendation:
        """Return the recommendation as it stands on the screen."""
        text, accepted = self.written()
        return replace(kept, text=text, accepted=accepted)

    def name_parts(self, name: str) -> None:
        """Name the field and its buttons by the recommendation."""
        super().name_parts(name)
        self.traces_button.setAccessibleName(f"Choose what {name} rests on")

    def groups(self) -> tuple[tuple[Act, ...], ...]:
        """Return the acts of the menu, with the choice of what it rests on."""
        return ((Act.TRACES,), *super().groups())

    def refresh(self) -> None:
        """Show chips and letters anew."""
        super().refresh()
        own = self._desk.recommendations
        traces = own.record(self.row_id).traces if own.has(self.row_id) else ()
        words = traced(traces, self._desk.findings) if traces else ""
        self._rests_on.setText(f"Rests on {words}." if words else "It rests on nothing yet.")


class RecommendationsPage(ListPage[Recommendation]):
    """The recommendations as they are numbered."""

    ACTS = ListPage.ACTS | {Act.TRACES}
    ONE = "recommendation"
    EMPTY = "No recommendation yet. Each says what should improve and rests on findings."

    def own(self, desk: ReportDesk) -> KeptList[Recommendation]:
        """Return the recommendations."""
        return desk.recommendations

    def blank(self) -> Recommendation:
        """Return a recommendation without words."""
        return Recommendation(len(self.kept.rows) + 1, "")

    def made_item(self, row: Row[Recommendation]) -> RecommendationItem:
        """Return the recommendation as it is written in."""
        return RecommendationItem(row, self.desk)

    def said_of(self, record: Recommendation) -> str:
        """Return its words as they are printed."""
        return self.desk.figures.text(record.text)

    def sign_of(self, place: int, _count: int) -> str:
        """Return the number."""
        return f"{place + 1}."

    def fill_head(self, column: QVBoxLayout) -> None:
        """Say what belongs here."""
        words = (
            "Printed in this order, each with the criteria and findings it rests on; their "
            "letters follow when findings move."
        )
        column.addWidget(label(words, "muted", wraps=True))

    def traces(self) -> tuple[str, ...]:
        """Return what the recommendation that has the keyboard rests on."""
        return self.kept.record(self.current).traces if self.kept.has(self.current) else ()

    def name(self) -> str:
        """Return what the recommendation that has the keyboard is called."""
        ids = list(self.items)
        place = ids.index(self.current) + 1 if self.current in ids else 0
        return f"recommendation {place}"

    def toggle_trace(self, trace: str) -> None:
        """Let the recommendation rest on a criterion or finding, or on it no more."""
        self.save()
        if not self.kept.has(self.current):
            return
        record = self.kept.record(self.current)
        kept = tuple(each for each in record.traces if each != trace)
        traces = kept if trace in record.traces else (*record.traces, trace)
        after = listing.rewritten(self.kept.rows, self.current, replace(record, traces=traces))
        kept_list, desk = self.kept, self.desk
        if self.attempt(lambda: desk.write(kept_list, after)):
            self.refresh()
