"""Area assessors against inspectors, on the questions that both were asked often enough."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from omi_desktop.statistics.wording import share_in_words
from omi_ui.widgets.labels import label
from omi_ui.widgets.rows_table import RowsTable

if TYPE_CHECKING:
    from omi_desktop.statistics.intervals import Interval
    from omi_desktop.statistics.kinds_of_assessor import AgainstInspectors

TITLES = ("Question", "Area assessors above the line", "Inspectors above the line")
_WORDS = (
    "Answers are compared as their assessors gave them, before anything was agreed on. Practice "
    "assessors stand with the inspectors."
)


class KindsPage(QWidget):
    """What can honestly be said, and every comparable question with both shares."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        self._sentence = label("", wraps=True)
        column.addWidget(self._sentence)
        column.addWidget(label(_WORDS, "muted", wraps=True))
        self.table = RowsTable("Shares above the line, by kind of assessor")
        column.addWidget(self.table, 1)

    @property
    def words(self) -> str:
        """Return what is said of the comparison."""
        return self._sentence.text()

    def show_kinds(self, found: AgainstInspectors) -> None:
        """Show a comparison."""
        self._sentence.setText(found.sentence)
        rows = [
            (
                f"{one.id} {one.title}",
                *(
                    f"{_count(pair)}: {_share(pair, interval)}"
                    for pair, interval in zip((one.area, one.others), one.intervals, strict=True)
                ),
            )
            for one in found.questions
        ]
        self.table.show_rows(TITLES, rows, stretched=0)
        self.table.setVisible(bool(rows))

    def focus(self) -> None:
        """Take the keyboard, in the table."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)


def _count(pair: tuple[int, int]) -> str:
    return f"{pair[0]} of {pair[1]}"


def _share(pair: tuple[int, int], interval: Interval | None) -> str:
    return share_in_words(*pair, interval)
