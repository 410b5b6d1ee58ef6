"""The report as plain text, for reading it against itself."""

from __future__ import annotations

from collections.abc import Iterator

from omi_desktop.report import wording
from omi_desktop.report.model import (
    Block,
    Cover,
    Definitions,
    Heading,
    Items,
    Mark,
    Numbering,
    Paragraph,
    Report,
    Table,
)


def plain_text(report: Report) -> str:
    """Return what the report says, block by block: headings with #, cells parted by tabs."""
    return "\n\n".join(line for block in report.blocks for line in _lines(block))


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Cover():
            yield from (block.title, *block.lines)
        case Heading():
            yield f"{'#' * block.level} {block.text}"
        case Paragraph():
            yield block.text
        case Items():
            yield block.heading
            for place, item in enumerate(block.items):
                lettered = block.numbering is Numbering.LETTERS
                yield f"({wording.letter(place)}) {item}" if lettered else f"- {item}"
        case Mark():
            yield block.text
        case Table():
            yield block.title
            yield from ("\t".join(row.cells) for row in block.rows)
            yield from block.notes
        case Definitions():
            yield from (f"{term}\t{meaning}" for term, meaning in block.entries)
        case _:
            # Charts repeat the tables; contents and page breaks say nothing of their own.
            return
