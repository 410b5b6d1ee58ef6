"""A page with a chart and its numbers below, which scrolls as a whole."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from omi_desktop.drawing.bars import SIDES, Bar
from omi_ui.widgets.bar_chart import BarChart
from omi_ui.widgets.labels import button, label
from omi_ui.widgets.pictures import PictureButtons
from omi_ui.widgets.table import PlainTable


class ChartPage(QScrollArea):
    """Enter or a click on a bar, or on its row of the table, opens it."""

    opened = Signal(str)
    left = Signal()

    def __init__(self, back: str, titles: Sequence[str]) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._keys: tuple[str, ...] = ()
        body = self._body = QWidget()
        body.setObjectName("surface")
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 16, 16)
        column.setSpacing(8)
        line = QHBoxLayout()
        if back:
            made = button(back, self.left.emit, "quiet", "Back to where you came from (Esc)")
            line.addWidget(made, 0, Qt.AlignmentFlag.AlignTop)
        self._title = label("", "heading", wraps=True)
        line.addWidget(self._title, 1)
        self.chart = BarChart()
        self.chart.opened.connect(self.opened)
        self.chart.reached.connect(self._on_reached)
        self.setFocusProxy(self.chart)
        self.pictures = PictureButtons(self.chart)
        line.addWidget(self.pictures)
        column.addLayout(line)
        self._words = label("", "muted", wraps=True)
        column.addWidget(self._words)
        column.addWidget(self.chart)
        column.addSpacing(8)
        column.addWidget(label("The numbers", "heading"))
        self.table = PlainTable("The numbers of the chart", titles)
        self.table.opened.connect(self._on_row)
        column.addWidget(self.table)
        column.addStretch(1)
        self.setWidget(body)

    @property
    def words(self) -> str:
        """Return what is told under the title."""
        return self._words.text()

    def show_chart(
        self,
        title: str,
        words: str,
        bars: Sequence[Bar],
        line: int,
        rows: Sequence[tuple[str, ...]],
    ) -> None:
        """Show a chart; each bar has its row."""
        self._title.setText(title)
        self._words.setText(words)
        self._keys = tuple(bar.key for bar in bars)
        self.pictures.title = title
        self.chart.setAccessibleName(f"Chart: {title}; the table below holds the same numbers")
        words_of_line = f"line of priority for improvement: {line}"
        self.chart.show_bars(bars, line, words_of_line, SIDES)
        row = self.table.currentIndex().row()
        self.table.show_rows(rows, 1)
        self.table.grow_to_rows()
        if 0 <= row < len(rows):
            self.table.selectRow(row)

    def take_focus(self) -> None:
        """Give the keyboard to the chart."""
        self.chart.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_row(self, row: int) -> None:
        self.opened.emit(self._keys[row])

    def _on_reached(self, row: QRect) -> None:
        bottom = self.chart.mapTo(self._body, row.bottomLeft())
        self.ensureVisible(0, bottom.y() - row.height() // 2, 0, row.height())
