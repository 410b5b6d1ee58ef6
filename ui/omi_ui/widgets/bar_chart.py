"""Horizontal bars of percentages with a line, to be reached and opened by keyboard and mouse."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from omi_desktop.drawing.bars import KEYS, Bar, Bars, drawn
from omi_desktop.drawing.shapes import Drawing
from omi_ui.widgets.drawn_chart import DrawnChart
from omi_ui.widgets.painting import ScreenLettering

__all__ = ["Bar", "BarChart"]


class BarChart(DrawnChart):
    """The bars; Up and Down move among them, Enter or a click opens one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chart = Bars()

    @property
    def bars(self) -> tuple[Bar, ...]:
        """Return what is drawn."""
        return self._chart.bars

    def show_bars(
        self, bars: Sequence[Bar], line: int, line_label: str, keys: tuple[str, str] = KEYS
    ) -> None:
        """Show these bars and the line at `line` percent; the current bar stays current."""
        self._chart = Bars(tuple(bars), line, line_label, keys)
        self._show([bar.key for bar in bars], self._chart.spoken)

    def _draw(self, width: int) -> Drawing:
        return drawn(self._chart, width, ScreenLettering())
