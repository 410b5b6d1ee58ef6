"""Pairs of horizontal bars under a heading, to be reached and, where it leads on, opened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QSize

from omi_desktop.drawing.pairs import PairedBar, Pairs, drawn
from omi_desktop.drawing.shapes import Drawing
from omi_ui import theme
from omi_ui.widgets.drawn_chart import DrawnChart
from omi_ui.widgets.painting import ScreenLettering

__all__ = ["PairedBar", "PairedBars"]


class PairedBars(DrawnChart):
    """A small picture under a heading; the outlined and the filled bar need no colour."""

    def __init__(self, title: str, outlined: str, filled: str, *, opens: bool = False) -> None:
        super().__init__(opens=opens)
        self._chart = Pairs(keys=(outlined, filled), heading=title)
        self.setAccessibleName(title)

    @property
    def bars(self) -> tuple[PairedBar, ...]:
        """Return what is drawn."""
        return self._chart.bars

    @property
    def picture(self) -> Drawing:
        """Return the pairs without the heading, in place of which a picture has its title."""
        return drawn(replace(self._chart, heading=""), self.width(), ScreenLettering())

    def show_bars(self, bars: Sequence[PairedBar], full: float = 0.0) -> None:
        """Show these pairs; a bar as long as `full` fills the width, or the longest of all."""
        self._chart = replace(self._chart, bars=tuple(bars), full=full)
        self._show([bar.key for bar in bars], self._chart.spoken)

    def minimumSizeHint(self) -> QSize:
        """Return the least width in which titles and figures can be read."""
        return QSize(theme.measure().height() * 16, self.sizeHint().height())

    def _draw(self, width: int) -> Drawing:
        return drawn(self._chart, width, ScreenLettering())
