"""Tables of the Word draft."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from omi_desktop.report.docx_cells import HEADING, TEXT, WIDTH, Cells, Ground, row
from omi_desktop.report.docx_styles import PALE, TABLE
from omi_desktop.report.model import Column, Row, Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from omi_desktop.report.model import Definitions

_LONG_CELL = 600
"""A row with a cell of more characters may be split, because no page may hold it."""
_KEPT_WHOLE = 9
"""A table of at most so many rows is never split over two pages."""


def table(block: Table, cells: Cells) -> Any:
    """Return a table without its title and its notes."""
    shares = sum(column.share for column in block.columns)
    widths = [round(WIDTH * column.share / shares) for column in block.columns]
    headed = any(column.heading for column in block.columns)
    rows = [_head(block.columns, widths, cells)] if headed else []
    last = len(block.rows) - 1
    whole = last < _KEPT_WHOLE
    for place, content in enumerate(block.rows):
        # No first or last row stands alone on a page, and no note without a row.
        joined = bool(block.notes) if place == last else whole or place in (0, last - 1)
        rows.append(_row(content, block.columns, widths, cells, joined=joined))
    return cells.grid(TABLE, widths, rows, title=block.title, headed=headed)


def definitions(block: Definitions, cells: Cells) -> Any:
    """Return terms and what they stand for, as a table of two columns."""
    rows = tuple(Row(entry) for entry in block.entries)
    return table(Table("", (Column("", 1), Column("", 4)), rows), cells)


def _head(columns: Sequence[Column], widths: Sequence[int], cells: Cells) -> Any:
    return row(
        [
            cells.cell(column.heading, [width], style=HEADING, align=column.align, joined=True)
            for column, width in zip(columns, widths, strict=True)
        ],
        head=True,
    )


def _row(
    content: Row, columns: Sequence[Column], widths: Sequence[int], cells: Cells, *, joined: bool
) -> Any:
    across = len(content.cells) == 1 < len(columns)
    style = HEADING if content.strong or across else TEXT
    ground = Ground(fill=PALE) if content.strong else None
    splits = any(len(text) > _LONG_CELL for text in content.cells)
    if across:
        one = cells.cell(content.cells[0], widths, style=style, joined=joined, ground=ground)
        return row([one], splits=splits)
    texts = (*content.cells, *("" for _ in range(len(columns) - len(content.cells))))
    return row(
        [
            cells.cell(text, [width], style=style, align=column.align, joined=joined, ground=ground)
            for text, column, width in zip(texts, columns, widths, strict=True)
        ],
        splits=splits,
    )
