"""The people of the report: the team as it is listed, and those who are thanked besides."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout

from omi_desktop.report.listing import Row
from omi_desktop.report.wording import capital
from omi_desktop.store import Contributor
from omi_ui.report.acts import ORDER
from omi_ui.report.item import ListItem
from omi_ui.report.list_page import ListPage
from omi_ui.widgets.labels import label

if TYPE_CHECKING:
    from omi_desktop.report.kept_list import KeptList
    from omi_ui.report.desk import ReportDesk


class ContributorItem(ListItem[Contributor]):
    """A name and a post."""

    def __init__(self, row: Row[Contributor]) -> None:
        super().__init__(row.id, "Person")
        self._sign.hide()
        line = QHBoxLayout()
        line.setSpacing(8)
        self.name = self.line(row.record.name, "Name")
        self.post = self.line(row.record.post, "Post, such as Information manager")
        line.addWidget(self.name, 2)
        line.addWidget(self.post, 3)
        self.column.addLayout(line)

    def record(self, kept: Contributor) -> Contributor:
        """Return the person as they stand on the screen."""
        return replace(kept, name=self.name.text().strip(), post=self.post.text().strip())

    def name_parts(self, name: str) -> None:
        """Name both lines by the person."""
        super().name_parts(name)
        self.name.setAccessibleName(f"Name of {name}")
        self.post.setAccessibleName(f"Post of {name}")

    def focus(self) -> None:
        """Take the keyboard, in the name."""
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)


class PeoplePage(ListPage[Contributor]):
    """The team to read, and below it the list that is written here."""

    ACTS = ORDER
    ONE = "person"
    EMPTY = "Nobody is thanked besides the team, such as administrators or publications staff."

    def own(self, desk: ReportDesk) -> KeptList[Contributor]:
        """Return those who are thanked."""
        return desk.contributors

    def blank(self) -> Contributor:
        """Return a person without a name."""
        return Contributor(len(self.kept.rows) + 1, "", "")

    def made_item(self, row: Row[Contributor]) -> ContributorItem:
        """Return the lines of a person."""
        return ContributorItem(row)

    def said_of(self, record: Contributor) -> str:
        """Return the name."""
        return record.name

    def fill_head(self, column: QVBoxLayout) -> None:
        """List the team."""
        column.addWidget(label("The team", "heading"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(1, 1)
        for row, person in enumerate(self.desk.data.people):
            grid.addWidget(label(person.name), row, 0)
            grid.addWidget(label(capital(person.kind), "muted"), row, 1)
        column.addLayout(grid)
        if not self.desk.data.people:
            column.addWidget(label("No team is listed in this file.", "muted"))
        column.addSpacing(12)
        column.addWidget(label("Thanked besides", "heading"))
