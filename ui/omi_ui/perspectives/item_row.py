"""One item of a survey: its words, how many answered it, how many above the line."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel

from omi_desktop.errors import OmiError
from omi_desktop.instrument.model import SurveyItem
from omi_desktop.report.surveys import TypedItem, above_line, count_typed, shown
from omi_desktop.store import SurveyResult
from omi_ui.perspectives.count_field import CountField
from omi_ui.widgets.labels import label
from omi_ui.widgets.sentence import Sentence


class ItemRow:
    """The fields of an item in the table of its survey; it stands in two rows of a grid."""

    def __init__(
        self, number: int, item: SurveyItem, result: SurveyResult | None, grid: QGridLayout
    ) -> None:
        self.item = item.id
        top = Qt.AlignmentFlag.AlignTop
        right = Qt.AlignmentFlag.AlignRight
        row = grid.rowCount()
        sign = label(f"{number}", "muted")
        sign.setContentsMargins(0, 6, 0, 0)
        grid.addWidget(sign, row, 0, top | right)
        words = label(item.text, wraps=True)
        words.setContentsMargins(0, 6, 0, 0)
        if above := above_line(item):
            words.setToolTip(f"Above the line: {above}")
        grid.addWidget(words, row, 1, top)
        self.answered = CountField(
            f"Item {number}, how many answered", result.answered if result else None
        )
        self.answered.setAccessibleDescription(item.text)
        self.above = CountField(
            f"Item {number}, how many above the line", result.above if result else None
        )
        self.above.setAccessibleDescription(f"{item.text} Above the line: {above}")
        grid.addWidget(self.answered, row, 2, top)
        grid.addWidget(self.above, row, 3, top)
        self.percentage = _figure("strong")
        grid.addWidget(self.percentage, row, 4, top | right)
        self.part = _figure("muted")
        grid.addWidget(self.part, row, 5, top)
        self.sentence = Sentence()
        grid.addWidget(self.sentence, row + 1, 1, 1, 5)
        self.show_result()

    def typed(self) -> TypedItem:
        """Return what stands in the fields."""
        return TypedItem(self.item, self.answered.text(), self.above.text())

    def show_result(self) -> None:
        """Show what the fields come to, as the report words it."""
        try:
            answered = count_typed(self.answered.text(), "")
            above = count_typed(self.above.text(), "")
        except OmiError:
            # What is wrong is said below the fields once the writer pauses.
            answered = above = None
        is_whole = bool(answered) and above is not None and above <= (answered or 0)
        result = shown(answered or 0, above or 0) if is_whole else None
        self.percentage.setText(result.percentage if result else "")
        self.percentage.setToolTip(result.part if result else "")
        self.part.setText(result.part if result else "")

    def show_nothing(self) -> None:
        """Show no result of counts that cannot be true."""
        self.percentage.setText("")
        self.part.setText("")


def _figure(role: str) -> QLabel:
    made = label("", role)
    made.setContentsMargins(0, 6, 0, 0)
    return made
