"""One score under each choice that would have been as reasonable, and its side of the line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from omi_desktop.scoring.scorecard import rounded
from omi_ui.widgets.labels import button, label
from omi_ui.widgets.rows_table import RowsTable

if TYPE_CHECKING:
    from omi_desktop.report.choices import Tried

_TITLES = ("Choice", "Score", "Side of the line")


class ChoicesPage(QWidget):
    """A row for each choice, those first under which the conclusion would be another one."""

    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.name = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        head = QHBoxLayout()
        back = button("← Back", self.left.emit, "quiet", "Back to where you came from (Esc)")
        head.addWidget(back, 0, Qt.AlignmentFlag.AlignTop)
        self._title = label("", "heading", wraps=True)
        head.addWidget(self._title, 1)
        column.addLayout(head)
        self._words = label("", "muted", wraps=True)
        column.addWidget(self._words)
        self.table = RowsTable("Scores under other choices")
        column.addWidget(self.table, 1)
        self._missing = label("", "muted", wraps=True)
        column.addWidget(self._missing)

    @property
    def words(self) -> str:
        """Return how often the conclusion holds, and what could not be tried."""
        return f"{self._words.text()} {self._missing.text()}"

    def show_score(self, name: str, title: str, tried: Tried) -> None:
        """Show how the score of this name fares under every choice that was tried."""
        self.name = name
        holding = tried.holdings[name]
        self._title.setText(title)
        self._words.setText(
            f"The conclusion holds under {holding.holds} of {holding.of} other choices. The score "
            f"lies between {rounded(holding.lowest)} and {rounded(holding.highest)} under all of "
            "them."
        )
        otherwise, below = holding.otherwise, holding.below
        rows = [
            (choice.what, str(rounded(score)), _side(choice.what in otherwise, below))
            for choice in tried.choices
            if (score := choice.scores.get(name)) is not None
        ]
        rows.sort(key=lambda row: row[0] not in otherwise)
        first = ("As scored", str(rounded(holding.score)), _side(False, below))
        self.table.show_rows(_TITLES, [first, *rows], stretched=2, numbers=(1,))
        self.table.choose(0)
        self._missing.setText(" ".join(tried.missing))

    def take_focus(self) -> None:
        """Give the keyboard to the list."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)


def _side(is_other: bool, below: bool) -> str:
    """Return on which side of the line a score lies, with a mark where that is the other one."""
    words = "○ Below the line" if below is not is_other else "● At or above the line"
    return f"{words} · another conclusion" if is_other else words
