"""Pieces that stay on one page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab.platypus import KeepTogether, Paragraph, Spacer

from omi_desktop.report.pdf_drawn import ScoreMark

if TYPE_CHECKING:
    from reportlab.platypus.flowables import Flowable


class Kept(KeepTogether):
    """Pieces on one page, where one holds them; they can be had again.

    What is kept together cannot be nested: to keep more of it together, its pieces are taken.
    """

    def __init__(self, pieces: list[Flowable]) -> None:
        super().__init__(pieces)
        self.pieces = pieces


def last_lines(pieces: list[Flowable], count: int) -> list[Flowable]:
    """Take the last pieces off, at least so many of them where they are text or space."""
    taken: list[Flowable] = []
    while pieces and len(taken) < count:
        last = pieces[-1]
        if isinstance(last, Kept):
            taken[:0] = last.pieces
        elif isinstance(last, Spacer | Paragraph):
            taken.insert(0, last)
        else:
            break
        pieces.pop()
    return taken


def introduction(pieces: list[Flowable]) -> list[Flowable]:
    """Take the last paragraph off the pieces, with the headings right above it."""
    taken: list[Flowable] = []
    while pieces and isinstance(pieces[-1], Paragraph) and (not taken or _leads_on(pieces[-1])):
        taken.insert(0, pieces.pop())
    return taken


def headings(pieces: list[Flowable]) -> list[Flowable]:
    """Take the headings off the end of the pieces that nothing stands under but a mark."""
    taken: list[Flowable] = []
    if len(pieces) > 1 and isinstance(pieces[-1], ScoreMark) and _leads_on(pieces[-2]):
        mark = pieces.pop()
        mark.keepWithNext = 1
        taken.append(mark)
    while pieces and isinstance(pieces[-1], Paragraph) and _leads_on(pieces[-1]):
        taken.insert(0, pieces.pop())
    return taken


def _leads_on(piece: Flowable) -> bool:
    # The stubs leave the function untyped.
    return bool(piece.getKeepWithNext())  # type: ignore[no-untyped-call]
