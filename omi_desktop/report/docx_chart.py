"""Chart 1 of the Word draft as a table: bars of shaded cells, and beside each its number.

So it stays sharp at any size, can be commented on like text, and is read aloud cell by cell.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from omi_desktop.report.docx_cells import HEADING, TEXT, WIDTH, Cells, Ground, row
from omi_desktop.report.docx_styles import ABOVE, BELOW, BELOW_PALE, BLACK, CHART, WHITE
from omi_desktop.report.model import Align
from omi_desktop.report.wording import NOT_SCORED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from omi_desktop.report.model import Bar
    from omi_desktop.report.model import Chart as ChartBlock

LEGEND = (
    "The bars run from 0% to 100%. Blue: at or above the line. Orange, hatched: priority for "
    "improvement."
)
"""How to read a chart; it stands below each."""

_LABELS, _SCORES, _NOTES = 0.44, 0.08, 0.12
_MOST_EDGES = 60
"""Word takes 63 columns, and three are the label, the score and the note."""
_COARSE = 2
_LINE = (("right", "dashed", 12, BLACK),)
# White above and below parts one bar from the next.
_GAPS = (("top", "single", 24, WHITE), ("bottom", "single", 24, WHITE))


def chart(block: ChartBlock, cells: Cells) -> Any:
    """Return the bars of a chart, the line across them, and beside each bar its number."""
    return _Plot(block, cells).table()


class _Plot:
    """A chart whose columns lie between the percentages at which a bar or the line ends."""

    def __init__(self, block: ChartBlock, cells: Cells) -> None:
        self._chart = block
        self._cells = cells
        self._edges = _edges(block)
        self._line = self._place(block.line)
        plot = WIDTH * (1 - _LABELS - _SCORES - _NOTES) / 100
        self._widths = [
            round(WIDTH * _LABELS),
            *(round(plot * (end - start)) for start, end in pairwise(self._edges)),
            round(WIDTH * _SCORES),
            round(WIDTH * _NOTES),
        ]

    def table(self) -> Any:
        rows = [self._head()]
        for section, title in self._chart.sections:
            bars = [bar for bar in self._chart.bars if bar.section == section]
            if bars:
                rows.append(self._row(title, style=HEADING))
            rows += [self._bar(bar) for bar in bars]
        return self._cells.grid(
            CHART,
            self._widths,
            rows,
            title=self._chart.title,
            alternative=self._chart.alternative,
            headed=True,
        )

    def _head(self) -> Any:
        """Return the first row, in which the name of the line stands on its wider side."""
        left = self._edges[self._line] * 2 >= self._edges[-1]
        names = {0 if left else self._line: self._chart.line_title}
        return self._row("Criterion", names, "Score", "From", style=HEADING, head=True)

    def _bar(self, bar: Bar) -> Any:
        label = f"{bar.label} {bar.title}"
        if bar.value is None:
            return self._row(label, {0: NOT_SCORED}, note=bar.note)
        return self._row(label, None, f"{bar.value}%", bar.note, bar=bar)

    def _row(
        self,
        label: str,
        names: dict[int, str] | None = None,
        score: str = "",
        note: str = "",
        *,
        bar: Bar | None = None,
        style: str = TEXT,
        head: bool = False,
    ) -> Any:
        """Return a row; `names` are words in the plot, by the edge at which they begin."""
        cell, widths = self._cells.cell, self._widths
        made = [cell(label, widths[:1], style=style, joined=True)]
        for start, stop, ground in self._stretches(bar):
            text = (names or {}).get(start, "")
            side = Align.RIGHT if head and stop == self._line else Align.LEFT
            across = widths[start + 1 : stop + 1]
            made.append(cell(text, across, style=style, align=side, joined=True, ground=ground))
        for text, width, own in ((score, widths[-2], HEADING), (note, widths[-1], style)):
            made.append(cell(text, [width], style=own, align=Align.RIGHT, joined=True))
        return row(made, head=head)

    def _stretches(self, bar: Bar | None) -> Iterator[tuple[int, int, Ground]]:
        """Yield the parts of the plot that look alike, as the edges between which they lie."""
        value = None if bar is None else bar.value
        end = 0 if value is None else self._place(value)
        for start, stop in pairwise(sorted({0, end, self._line, len(self._edges) - 1})):
            lines = _LINE if stop == self._line else ()
            if bar is None or stop > end:
                yield start, stop, Ground(lines=lines)
            elif bar.below_line:
                yield start, stop, Ground("diagStripe", BELOW, BELOW_PALE, (*_GAPS, *lines))
            else:
                yield start, stop, Ground(fill=ABOVE, lines=(*_GAPS, *lines))

    def _place(self, value: int) -> int:
        return min(range(len(self._edges)), key=lambda at: abs(self._edges[at] - value))


def _edges(block: ChartBlock) -> list[int]:
    found = {0, 100, block.line, *(bar.value for bar in block.bars if bar.value is not None)}
    if len(found) > _MOST_EDGES:
        # The bars are then drawn to the nearest two points; their numbers stay exact.
        found = {round(value / _COARSE) * _COARSE for value in found}
    return sorted(found)
