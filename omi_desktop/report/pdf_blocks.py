"""Blocks of the report as they are set on the page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reportlab.lib.styles import ParagraphStyle as Style
from reportlab.lib.units import mm
from reportlab.platypus import (
    CondPageBreak,
    KeepTogether,
    LongTable,
    NextPageTemplate,
    Paragraph,
    Spacer,
)
from reportlab.platypus import PageBreak as NewPage
from reportlab.platypus.flowables import Flowable

from omi_desktop.report import chart as chart_drawing
from omi_desktop.report import model
from omi_desktop.report.model import Numbering, Voice
from omi_desktop.report.pdf_drawn import ContentsLine, CoverPage, HeadingLine, ScoreMark, prose
from omi_desktop.report.pdf_pages import (
    BODY,
    TEXT_HEIGHT,
    TEXT_WIDTH,
)
from omi_desktop.report.pdf_type import (
    INK,
    PALE,
    RULE,
    TEXT,
    marked_up,
    typeset,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence


_KEPT_LAST = 3
"""So many pieces before a conclusion stay with it: two items and the space after them."""
_LONG_CELL = 600
"""Rows with a cell of more characters may have to be split, because no page holds them."""
_KEPT_WHOLE = 9
"""A table of at most so many rows is never split over two pages."""


def flowables(blocks: Sequence[model.Block]) -> list[Flowable]:
    """Return what reportlab sets for the blocks, in order."""
    pieces: list[Flowable] = []
    for block, own in _set(blocks):
        if isinstance(block, model.Paragraph) and block.voice is Voice.CONCLUSION:
            # A conclusion that opened a page would seem to conclude nothing.
            own = [KeepTogether([*_last_lines(pieces), *own])]
        pieces.extend(own)
    return pieces


def _last_lines(pieces: list[Flowable]) -> list[Flowable]:
    """Take the last two paragraphs, with the space around them, off the pieces."""
    taken: list[Flowable] = []
    while pieces and len(taken) < _KEPT_LAST:
        last = pieces[-1]
        if isinstance(last, HeadOfList):
            taken[:0] = last.pieces
        elif isinstance(last, Spacer | Paragraph):
            taken.insert(0, last)
        else:
            break
        pieces.pop()
    return taken


class HeadOfList(KeepTogether):
    """The heading of a list and its first item, which stay on one page.

    Its pieces can be had again, because what is kept together cannot be nested.
    """

    def __init__(self, pieces: list[Flowable]) -> None:
        super().__init__(pieces)
        self.pieces = pieces


def _set(blocks: Sequence[model.Block]) -> Iterator[tuple[model.Block, list[Flowable]]]:
    keys = {
        id(block): f"heading-{place}"
        for place, block in enumerate(blocks)
        if isinstance(block, model.Heading) and block.contents
    }
    for block in blocks:
        yield block, list(_block(block, blocks, keys))


def _block(
    block: model.Block, blocks: Sequence[model.Block], keys: Mapping[int, str]
) -> Iterator[Flowable]:
    match block:
        case model.Cover():
            yield from (NextPageTemplate(BODY), CoverPage(block))
        case model.Contents():
            title = model.Heading(1, block.title, contents=False)
            yield HeadingLine(title, "", typeset().contents_title)
            for other in blocks:
                if isinstance(other, model.Heading) and other.contents:
                    yield ContentsLine(other, keys[id(other)])
        case model.Heading():
            yield from _heading(block, keys.get(id(block), ""))
        case model.Paragraph():
            yield prose(block.text, _voice(block.voice))
        case model.Items():
            yield from _items(block)
        case model.Mark():
            yield ScoreMark(block)
        case model.Table():
            yield from _table(block)
        case model.Chart():
            yield _chart(block)
        case model.Definitions():
            yield from _definitions(block)
        case model.PageBreak():
            yield NewPage()


def _heading(heading: model.Heading, key: str) -> Iterator[Flowable]:
    styles = typeset()
    style = {1: styles.part, 2: styles.criterion}.get(heading.level, styles.inner)
    # A heading needs room for what it heads: the descriptor, the mark, the first rows.
    yield CondPageBreak({1: 70, 2: 60}.get(heading.level, 24) * mm)
    yield HeadingLine(heading, key, style)


def _voice(voice: Voice) -> Style:
    styles = typeset()
    return {
        Voice.BODY: styles.body,
        Voice.DESCRIPTOR: styles.descriptor,
        Voice.REMARK: styles.remark,
        Voice.CONCLUSION: styles.conclusion,
        Voice.SIGNATURE: styles.signature,
    }[voice]


def _items(items: model.Items) -> Iterator[Flowable]:
    styles = typeset()
    head: list[Flowable] = []
    if items.heading:
        head.append(Paragraph(marked_up(items.heading), styles.list_heading))
    if items.remark:
        head += [Paragraph(marked_up(items.remark), styles.note), Spacer(1, 3)]
    listed = [
        prose(text, styles.item, _bullet(items.numbering, place))
        for place, text in enumerate(items.items)
    ]
    if head:
        # The heading never stays behind without an item.
        yield HeadOfList([*head, *listed[:1]])
        listed = listed[1:]
    yield from listed
    yield Spacer(1, 4)


def _bullet(numbering: Numbering, place: int) -> str:
    match numbering:
        case Numbering.LETTERS:
            return f"({letters(place)})"
        case Numbering.NUMBERS:
            return f"{place + 1}."
        case _:
            return "•"


def letters(place: int) -> str:
    """Return a, b, ... z, aa, ab, ... for 0, 1, 2, ..."""
    before, last = divmod(place, 26)
    return (letters(before - 1) if before else "") + chr(ord("a") + last)


def _table(table: model.Table) -> Iterator[Flowable]:
    styles = typeset()
    title = [Paragraph(marked_up(table.title), styles.table_title)] if table.title else []
    notes = [Paragraph(marked_up(note), styles.note) for note in table.notes]
    grid = _grid(table)
    if len(table.rows) <= _KEPT_WHOLE:
        yield KeepTogether([*title, grid, *notes, Spacer(1, 8)])
        return
    yield CondPageBreak(45 * mm)
    yield from title
    yield grid
    yield from notes
    yield Spacer(1, 8)


def _grid(table: model.Table) -> LongTable:
    head = any(column.heading for column in table.columns)
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
    longest = max((len(text) for row in table.rows for text in row.cells), default=0)
    if len(table.rows) > _KEPT_WHOLE and longest < _LONG_CELL:
        # No first or last row stands alone on a page.
        commands += [("NOSPLIT", (0, 0), (-1, 2)), ("NOSPLIT", (0, -2), (-1, -1))]
    if head:
        cells.append([_column(column) for column in table.columns])
        commands += [
            ("VALIGN", (0, 0), (-1, 0), "BOTTOM"),
            ("LINEABOVE", (0, 0), (-1, 0), 0.9, INK),
            ("LINEBELOW", (0, 0), (-1, 0), 0.9, INK),
            ("BACKGROUND", (0, 0), (-1, 0), PALE),
        ]
    else:
        commands.append(("LINEABOVE", (0, 0), (-1, 0), 0.9, INK))
    for row in table.rows:
        at = len(cells)
        if len(row.cells) == 1:
            commands.append(("SPAN", (0, at), (-1, at)))
        if row.strong:
            commands.append(("BACKGROUND", (0, at), (-1, at), PALE))
        cells.append(
            [
                Paragraph(marked_up(text), _cell(column, row.strong))
                for text, column in zip(row.cells, table.columns, strict=False)
            ]
            + [""] * (len(table.columns) - len(row.cells))
        )
    shares = sum(column.share for column in table.columns)
    return LongTable(
        cells,
        colWidths=[TEXT_WIDTH * column.share / shares for column in table.columns],
        repeatRows=int(head),
        splitInRow=1,
        style=commands,
        hAlign="LEFT",
    )


def _column(column: model.Column) -> Paragraph:
    return Paragraph(marked_up(column.heading), typeset().column[column.align])


def _cell(column: model.Column, strong: bool) -> Style:
    styles = typeset()
    return (styles.strong_cell if strong else styles.cell)[column.align]


def _chart(chart: model.Chart) -> Flowable:
    drawn = chart_drawing.drawing(chart, TEXT_WIDTH)
    if drawn.height > TEXT_HEIGHT - 20 * mm:
        drawn.renderScale = (TEXT_HEIGHT - 20 * mm) / drawn.height
    title = Paragraph(marked_up(chart.title), typeset().table_title)
    return KeepTogether([title, drawn, Spacer(1, 8)])


def _definitions(definitions: model.Definitions) -> Iterator[Flowable]:
    columns = (model.Column("", 1), model.Column("", 4))
    rows = tuple(model.Row(entry) for entry in definitions.entries)
    yield _grid(model.Table("", columns, rows))
    yield Spacer(1, 8)
