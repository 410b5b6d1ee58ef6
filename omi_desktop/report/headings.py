"""At which level each heading of a report stands, so that no document skips one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from omi_desktop.report.model import Block, Contents, Heading, Items

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_OF_A_LIST = 3


def with_levels(blocks: Iterable[Block]) -> Iterator[tuple[Block, int]]:
    """Yield each block with the level of its heading, 0 where it has none.

    A heading of level 3 right under one of level 1 stands at level 2: people who go from heading
    to heading take a skipped level for a part that they missed.
    """
    above: list[int] = []
    for block in blocks:
        level = _level(block)
        if level:
            while above and above[-1] >= level:
                above.pop()
            above.append(level)
        yield block, len(above) if level else 0


def _level(block: Block) -> int:
    match block:
        case Contents():
            return 1
        case Heading(level=level):
            return level
        case Items(heading=heading) if heading:
            return _OF_A_LIST
        case _:
            return 0
