"""Examples of good practice, told without names."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout

from omi_desktop.report import listing
from omi_desktop.report.examples import as_example
from omi_desktop.report.listing import Row
from omi_desktop.store import GoodPractice
from omi_ui.report.acts import Act
from omi_ui.report.list_page import ListPage
from omi_ui.report.telltale import telltale
from omi_ui.report.written_item import WrittenItem
from omi_ui.widgets.labels import button, label

if TYPE_CHECKING:
    from omi_desktop.report.kept_list import KeptList
    from omi_desktop.store import Mark
    from omi_ui.report.desk import ReportDesk


class GoodPracticeItem(WrittenItem[GoodPractice]):
    """Title, criterion and text; below them what in it would tell who it was."""

    def __init__(self, row: Row[GoodPractice], desk: ReportDesk) -> None:
        kept = row.record
        super().__init__(row.id, "Example", desk, kept.criterion, has_lines=True)
        self._sign.hide()
        self.title = self.line(kept.title, "Title")
        self.column.addWidget(self.title)
        self.under = QComboBox()
        policy = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        self.under.setSizeAdjustPolicy(policy)
        for criterion, title in desk.criteria():
            self.under.addItem(f"{criterion} {title}", criterion)
        self.under.setCurrentIndex(max(self.under.findData(kept.criterion), 0))
        self.under.currentIndexChanged.connect(self._on_under)
        self.column.addWidget(self.under)
        self.add_editor(kept.text, kept.accepted, "What was done, told without names.")
        self._warning = label("", "problem", wraps=True)
        self._warning.setContentsMargins(6, 0, 0, 0)
        self.column.addWidget(self._warning)
        self._source = label("From a passage that an assessor marked in a case.", "small")
        self._source.setContentsMargins(6, 0, 0, 0)
        self._source.setVisible(bool(kept.mark))
        self.column.addWidget(self._source)
        self._warning.hide()
        self._checked: str | None = None

    @property
    def warning(self) -> str:
        """Return what in the text would tell who it was, or ""."""
        return "" if self._warning.isHidden() else self._warning.text()

    def record(self, kept: GoodPractice) -> GoodPractice:
        """Return the example as it stands on the screen."""
        text, accepted = self.written()
        return replace(
            kept,
            title=self.title.text().strip(),
            criterion=self.criterion,
            text=text,
            accepted=accepted,
        )

    def name_parts(self, name: str) -> None:
        """Name every control by the example."""
        super().name_parts(name)
        self.title.setAccessibleName(f"Title of {name}")
        self.under.setAccessibleName(f"Criterion of {name}")

    def _on_under(self) -> None:
        self.criterion = str(self.under.currentData())
        self.typed.emit(self.row_id)

    def warn(self) -> bool:
        """Warn of what should not be told; return whether that had to be looked for."""
        said = f"{self.title.text()}\n{self._desk.figures.text(self.written()[0], self.criterion)}"
        if said == self._checked:
            return False
        self._checked = said
        found = telltale(said, self._desk.data)
        self._warning.setText(" ".join(found))
        self._warning.setVisible(bool(found))
        return True


class GoodPracticePage(ListPage[GoodPractice]):
    """The examples as they are printed."""

    ACTS = ListPage.ACTS | {Act.MARKS}
    ONE = "example"
    EMPTY = "No example yet. Write one, or begin from a passage that was marked in a case."

    def __init__(self) -> None:
        super().__init__()
        # One at a time: to look for every name in every example at once would be felt.
        self._warnings = QTimer(self)
        self._warnings.setInterval(0)
        self._warnings.timeout.connect(self._on_warnings)

    def own(self, desk: ReportDesk) -> KeptList[GoodPractice]:
        """Return the examples."""
        return desk.good_practice

    def blank(self) -> GoodPractice:
        """Return an example without words, under the first criterion."""
        return GoodPractice(len(self.kept.rows) + 1, "", self.desk.criteria()[0][0], "")

    def made_item(self, row: Row[GoodPractice]) -> GoodPracticeItem:
        """Return the example as it is written in."""
        return GoodPracticeItem(row, self.desk)

    def said_of(self, record: GoodPractice) -> str:
        """Return the title, else the first words."""
        return record.title or self.desk.figures.text(record.text, record.criterion)

    def fill_head(self, column: QVBoxLayout) -> None:
        """Say what belongs here."""
        words = (
            "Told without names: “Mr D”, “the offender manager”. Case references and names of "
            "the team are pointed out where they stand in the text."
        )
        column.addWidget(label(words, "muted", wraps=True))

    def fill_foot(self, line: QHBoxLayout) -> None:
        """Fill the buttons that add an example."""
        line.addWidget(button("Add an example", self.add))
        wanted = partial(self.panel_wanted.emit, Act.MARKS)
        line.addWidget(button(Act.MARKS.words, wanted, "", Act.MARKS.keys))

    def refresh(self) -> None:
        """Show chips anew, and begin to look for what should not be told."""
        super().refresh()
        self._warnings.start()

    def do(self, act: Act) -> None:
        """Do an act; a passage from a case can be taken where there is no example yet."""
        if act is Act.MARKS:
            self.save()
            self.panel_wanted.emit(act)
        else:
            super().do(act)

    def take_mark(self, mark: Mark) -> None:
        """Begin an example from a passage that was marked in a case."""
        self.save()
        fresh = self.kept.fresh(as_example(mark, self.desk.data))
        after = listing.added(self.kept.rows, fresh)
        self.step(after, "Took the passage. Tell it without names.", fresh.id)

    def _on_warnings(self) -> None:
        items = [item for item in self.items.values() if isinstance(item, GoodPracticeItem)]
        if not any(item.warn() for item in items):
            self._warnings.stop()
