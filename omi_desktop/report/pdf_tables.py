"""Tables as they are set on the page, each cell with its place in the structure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, LongTable, Spacer

from omi_desktop.report import model
from omi_desktop.report.pdf_kept import Kept
from omi_desktop.report.pdf_pages import TEXT_WIDTH, pages_of
from omi_desktop.report.pdf_text import words
from omi_desktop.report.pdf_type import INK, PALE, RULE, TEXT, typeset

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlab.lib.styles import ParagraphStyle as Style
    from reportlab.platypus.flowables import Flowable

    from omi_desktop.report.pdf_tags import Element
    from omi_desktop.report.pdf_text import Words

_LONG_CELL = 600
"""Rows with a cell of more characters may have to be split, because no page holds them."""
_KEPT_WHOLE = 9
"""A table of at most so many rows is never split over two pages."""


def table(block: model.Table, structure: Element) -> Iterator[Flowable]:
    """Yield a table with its title above and its notes below."""
    styles = typeset()
    element = structure.add("Table")
    title = []
    if block.title:
        # With a title that is kept with it, a table turns the page rather than be split.
        style = styles.flowing_title if block.flows else styles.table_title
        title.append(words(block.title, style, element.add("Caption")))
    grid = _grid(block, element)
    notes = [words(note, styles.note, structure.add("P")) for note in block.notes]
    if len(block.rows) <= _KEPT_WHOLE:
        yield Kept([*title, grid, *notes, Spacer(1, 8)])
        return
    yield CondPageBreak(45 * mm)
    yield from title
    yield grid
    yield from notes
    yield Spacer(1, 8)


def definitions(block: model.Definitions, structure: Element) -> Iterator[Flowable]:
    """Yield terms and what they stand for, as a table of two columns."""
    columns = (model.Column("", 1), model.Column("", 4))
    rows = tuple(model.Row(entry) for entry in block.entries)
    yield _grid(model.Table("", columns, rows), structure.add("Table"))
    yield Spacer(1, 8)


def _grid(block: model.Table, element: Element) -> LongTable:
    head = any(column.heading for column in block.columns)
    cells: list[list[object]] = []
    # A style command is a word, two corners, and what the word needs: no type says that.
    commands: list[Any] = [
        # Even an empty cell would bring in a typeface that is not embedded.
        ("FONTNAME", (0, 0), (-1, -1), TEXT),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 3),
        ("RIGHTPADDING", (0, 0), (-1, -1), 3),
        ("TOPPADDING", (0, 0), (-1, -1), 2.6),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 3.2),
        ("LINEBELOW", (0, 0), (-1, -1), 0.4, RULE),
    ]
    longest = max((len(text) for row in block.rows for text in row.cells), default=0)
    if len(block.rows) > _KEPT_WHOLE and longest < _LONG_CELL:
        # No first or last row stands alone on a page.
        commands += [("NOSPLIT", (0, 0), (-1, 2)), ("NOSPLIT", (0, -2), (-1, -1))]
    if head:
        first = element.add("TR")
        cells.append([_column(column, first) for column in block.columns])
        commands += [
            ("VALIGN", (0, 0), (-1, 0), "BOTTOM"),
            ("LINEABOVE", (0, 0), (-1, 0), 0.9, INK),
            ("LINEBELOW", (0, 0), (-1, 0), 0.9, INK),
            ("BACKGROUND", (0, 0), (-1, 0), PALE),
        ]
    else:
        commands.append(("LINEABOVE", (0, 0), (-1, 0), 0.9, INK))
    for row in block.rows:
        at = len(cells)
        if len(row.cells) == 1:
            commands.append(("SPAN", (0, at), (-1, at)))
        if row.strong:
            commands.append(("BACKGROUND", (0, at), (-1, at), PALE))
        cells.append([*_cells(row, block.columns, element.add("TR"))])
    shares = sum(column.share for column in block.columns)
    return LongTable(
        cells,
        colWidths=[TEXT_WIDTH * column.share / shares for column in block.columns],
        repeatRows=int(head),
        splitInRow=1,
        style=commands,
        hAlign="LEFT",
        # The stubs ask for a class; reportlab calls whatever it is given.
        renderCB=_decorate,  # type: ignore[arg-type]
    )


def _column(column: model.Column, row: Element) -> Words:
    style = typeset().column[column.align]
    if not column.heading:
        # The corner over the headings of the rows heads nothing.
        return words("", style, row.add("TD"))
    return words(column.heading, style, row.add("TH", "Table", {"Scope": "Column"}))


def _cells(
    row: model.Row, columns: tuple[model.Column, ...], element: Element
) -> Iterator[Words | str]:
    """Yield the cells; the first says what the row is about."""
    across = len(row.cells) == 1 < len(columns)
    for place, column in enumerate(columns):
        if place and across:
            yield ""
            continue
        text = row.cells[place] if place < len(row.cells) else ""
        style = _cell(column, row.strong)
        if place:
            yield words(text, style, element.add("TD"))
        else:
            span = {"ColSpan": len(columns)} if across else {}
            yield words(text, style, element.add("TH", "Table", {"Scope": "Row", **span}))


def _cell(column: model.Column, strong: bool) -> Style:
    styles = typeset()
    return (styles.strong_cell if strong else styles.cell)[column.align]


def _decorate(table: Any, event: str, *_: object) -> None:
    """Mark the grounds and the rules of a table as what they are: not for reading."""
    if event in ("startBG", "startLines"):
        pages_of(table.canv).begin_artifact()
    elif event in ("endBG", "endLines"):
        pages_of(table.canv).end()
