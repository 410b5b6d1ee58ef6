"""On which pages the parts of a document lie."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPointF
from PySide6.QtPdf import QPdfBookmarkModel

from omi_ui.export.page_ranges import PrintedPart

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtPdf import QPdfDocument

_UPPER_EDGE = 90.0
"""A part whose heading stands at most so many points from the top begins its page."""


def parts_of(document: QPdfDocument) -> tuple[PrintedPart, ...]:
    """Return the parts of a document by its bookmarks, in order."""
    marks = QPdfBookmarkModel()
    marks.setDocument(document)
    entries = tuple(_entries(marks, QModelIndex()))
    return tuple(
        PrintedPart(title, level, page, _last_page(entries[place + 1 :], level, page, document))
        for place, (title, level, page, _) in enumerate(entries)
    )


def _entries(marks: QPdfBookmarkModel, above: QModelIndex) -> Iterator[tuple[str, int, int, float]]:
    """Yield title, level, page from 1, and distance from the top of the page."""
    role = QPdfBookmarkModel.Role
    for row in range(marks.rowCount(above)):
        index = marks.index(row, 0, above)
        place: QPointF = index.data(role.Location.value)
        yield (
            str(index.data(role.Title.value)),
            int(index.data(role.Level.value)),
            int(index.data(role.Page.value)) + 1,
            place.y(),
        )
        yield from _entries(marks, index)


def _last_page(
    later: tuple[tuple[str, int, int, float], ...],
    level: int,
    first: int,
    document: QPdfDocument,
) -> int:
    """Return where a part ends: before the next of its level, or on the page where that begins."""
    for _, other, page, top in later:
        if other <= level:
            return max(first, page - 1 if top <= _UPPER_EDGE else page)
    return document.pageCount()
