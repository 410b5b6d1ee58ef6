"""Blocks of the report as they are set on the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab.lib.styles import ParagraphStyle as Style
from reportlab.lib.units import mm
from reportlab.platypus import (
    CondPageBreak,
    NextPageTemplate,
    Spacer,
)
from reportlab.platypus import PageBreak as NewPage
from reportlab.platypus.flowables import Flowable

from omi_desktop.report import chart as chart_drawing
from omi_desktop.report import model, wording
from omi_desktop.report.headings import with_levels
from omi_desktop.report.model import Numbering, Voice
from omi_desktop.report.pdf_drawn import ContentsLine, CoverPage, Figure, ScoreMark
from omi_desktop.report.pdf_kept import Kept, headings, introduction, last_lines
from omi_desktop.report.pdf_pages import BODY, TEXT_HEIGHT, TEXT_WIDTH
from omi_desktop.report.pdf_tables import definitions, table
from omi_desktop.report.pdf_text import heading_line, item, prose, words
from omi_desktop.report.pdf_type import printable, typeset

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from omi_desktop.report.pdf_tags import Element


_KEPT_LAST = 3
"""So many pieces before a conclusion stay with it: two items and the space after them."""
_WITH_HEADING = 2
"""So many items of a list stay with its heading."""
_MARKS = {
    Numbering.LETTERS: "LowerAlpha",
    Numbering.NUMBERS: "Decimal",
    Numbering.BULLETS: "Disc",
}
"""What PDF calls the ways to mark the items of a list."""


def flowables(blocks: Sequence[model.Block], structure: Element) -> list[Flowable]:
    """Return what reportlab sets for the blocks, in order; the structure gets their elements."""
    pieces: list[Flowable] = []
    for block, own in _set(blocks, structure):
        if isinstance(block, model.Paragraph) and block.voice is Voice.CONCLUSION:
            # A conclusion that opened a page would seem to conclude nothing.
            own = [Kept([*last_lines(pieces, _KEPT_LAST), *own])]
        elif isinstance(block, model.Table) and not block.title and isinstance(own[0], Kept):
            # Without a title, the table means nothing apart from the words that lead to it.
            own = [Kept([*introduction(pieces), *own[0].pieces])]
        elif isinstance(block, model.Table):
            own = _under(headings(pieces), own)
        pieces.extend(own)
    return pieces


def _under(above: list[Flowable], table: list[Flowable]) -> list[Flowable]:
    """Return a table with the headings right above it, which never end a page without it."""
    first, *rest = table
    if isinstance(first, Kept):
        return [Kept([*above, *first.pieces]), *rest]
    # What asks for room comes first, so that the headings turn the page with the table.
    return [first, *above, *rest]


def _set(
    blocks: Sequence[model.Block], structure: Element
) -> Iterator[tuple[model.Block, list[Flowable]]]:
    keys = {
        id(block): f"heading-{place}"
        for place, block in enumerate(blocks)
        if isinstance(block, model.Heading) and block.contents
    }
    for block, level in with_levels(blocks):
        match block:
            case model.Contents():
                own = list(_contents(block, blocks, keys, structure))
            case model.Heading():
                own = list(_heading(block, keys.get(id(block), ""), structure.add(f"H{level}")))
            case model.Items():
                own = list(_items(block, level, structure))
            case _:
                own = list(_block(block, structure))
        yield block, own


def _block(block: model.Block, structure: Element) -> Iterator[Flowable]:
    match block:
        case model.Cover():
            yield from (NextPageTemplate(BODY), CoverPage(block, structure))
        case model.Paragraph():
            yield prose(block.text, _voice(block.voice), structure.add("P"))
        case model.Mark():
            yield ScoreMark(block, structure.add("P"))
        case model.Table():
            yield from table(block, structure)
        case model.Chart():
            yield _chart(block, structure)
        case model.Definitions():
            yield from definitions(block, structure)
        case model.PageBreak():
            yield NewPage()


def _contents(
    contents: model.Contents,
    blocks: Sequence[model.Block],
    keys: Mapping[int, str],
    structure: Element,
) -> Iterator[Flowable]:
    title = model.Heading(1, contents.title, contents=False)
    yield heading_line(title, "contents", typeset().contents_title, structure.add("H1"))
    lines = structure.add("TOC")
    for other in blocks:
        if isinstance(other, model.Heading) and other.contents:
            yield ContentsLine(other, keys[id(other)], lines)


def _heading(heading: model.Heading, key: str, element: Element) -> Iterator[Flowable]:
    styles = typeset()
    style = {1: styles.part, 2: styles.criterion}.get(heading.level, styles.inner)
    # A heading needs room for what it heads: the descriptor, the mark, the first rows.
    yield CondPageBreak({1: 70, 2: 60}.get(heading.level, 24) * mm)
    yield heading_line(heading, key, style, element)


def _voice(voice: Voice) -> Style:
    styles = typeset()
    return {
        Voice.BODY: styles.body,
        Voice.DESCRIPTOR: styles.descriptor,
        Voice.REMARK: styles.remark,
        Voice.CONCLUSION: styles.conclusion,
        Voice.SIGNATURE: styles.signature,
    }[voice]


def _items(items: model.Items, level: int, structure: Element) -> Iterator[Flowable]:
    styles = typeset()
    head: list[Flowable] = []
    if items.heading:
        head.append(words(items.heading, styles.list_heading, structure.add(f"H{level}")))
    if items.remark:
        head += [words(items.remark, styles.note, structure.add("P")), Spacer(1, 3)]
    element = structure.add("L", "List", {"ListNumbering": _MARKS[items.numbering]})
    listed = [
        item(text, styles.item, _bullet(items.numbering, place), element)
        for place, text in enumerate(items.items)
    ]
    if head:
        # The heading never stays behind without items.
        yield Kept([*head, *listed[:_WITH_HEADING]])
        listed = listed[_WITH_HEADING:]
    yield from listed
    yield Spacer(1, 4)


def _bullet(numbering: Numbering, place: int) -> str:
    match numbering:
        case Numbering.LETTERS:
            return f"({wording.letter(place)})"
        case Numbering.NUMBERS:
            return f"{place + 1}."
        case _:
            return "•"


def _chart(chart: model.Chart, structure: Element) -> Flowable:
    drawn = chart_drawing.drawing(chart, TEXT_WIDTH)
    if drawn.height > TEXT_HEIGHT - 20 * mm:
        drawn.renderScale = (TEXT_HEIGHT - 20 * mm) / drawn.height
    title = words(chart.title, typeset().table_title, structure.add("P"))
    element = structure.add("Figure", alternative=printable(chart.alternative))
    return Kept([title, Figure(drawn, element), Spacer(1, 8)])
