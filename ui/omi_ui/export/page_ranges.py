"""Which pages to print, as somebody types them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from omi_desktop.errors import RequestError

_RANGE = re.compile(r"(\d+)(?:\s*[-–]\s*(\d*))?")


@dataclass(frozen=True, slots=True)
class PrintedPart:
    """A part of a document and the numbers of its first and last page, from 1.

    `level` is 0 for a part, 1 for one inside it.
    """

    title: str
    level: int
    first: int
    last: int


def page_numbers(typed: str, pages: int) -> tuple[int, ...]:
    """Return the numbers of the pages in “1-3, 7”, each once and in the order of the document.

    “5-” is from page 5 to the end. Raises RequestError where it is no list of pages that exist.
    """
    wanted: set[int] = set()
    for piece in filter(None, (piece.strip() for piece in typed.split(","))):
        found = _RANGE.fullmatch(piece)
        if found is None:
            raise RequestError(f"“{piece}” is no page number. Write pages as in “1-3, 7”.")
        first = int(found[1])
        last = first if found[2] is None else int(found[2] or pages)
        for page in (first, last):
            if not 1 <= page <= pages:
                raise RequestError(f"There is no page {page}: the report has pages 1 to {pages}.")
        if last < first:
            raise RequestError(f"“{piece}” runs backwards. Write the lower page first.")
        wanted.update(range(first, last + 1))
    if not wanted:
        raise RequestError("Write the pages to print, as in “1-3, 7”.")
    return tuple(sorted(wanted))
