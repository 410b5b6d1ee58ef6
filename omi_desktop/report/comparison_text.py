"""A comparison as a sentence with live figures, for any text of the report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from omi_desktop.errors import RequestError
from omi_desktop.report.live import Figure, Form, stored
from omi_desktop.report.wording import SMALL_BASE

if TYPE_CHECKING:
    from omi_desktop.report.live import Piece
    from omi_desktop.statistics.comparing import Comparison, Part


def comparison_text(comparison: Comparison, *, small: int = SMALL_BASE) -> str:
    """Return the stored text of a sentence that gives both figures, with what they rest on.

    Raises RequestError where the group is none that a figure can be of: the cases of an assessor,
    of an office, or of an answer among several.
    """
    group = comparison.group
    if not group.where:
        raise RequestError(
            f"“{group.title}” cannot be named in a live figure: only gates and facts with one "
            "answer can. Compare by one of these."
        )
    pieces: tuple[Piece, ...] = (
        f"{comparison.what}. {group.title}: ",
        *_figures(comparison, comparison.part, group.where, small),
        "; all others: ",
        *_figures(comparison, comparison.others, group.others_where, small),
        ".",
    )
    return stored(pieces)


def _figures(comparison: Comparison, part: Part, where: str, small: int) -> tuple[Piece, ...]:
    of = tuple(comparison.of.split("+"))
    if part.share is None:
        return ("no relevant case",)
    if part.count is None:
        form = Form.PERCENT if len(of) > 1 else Form.SCORE
        return (Figure(form, of, where=where),)
    counts = Figure(Form.OF, of, value=comparison.answer, where=where)
    if part.base < small:
        return (counts,)
    share = Figure(Form.PERCENT, of, value=comparison.answer, where=where)
    return (share, " (", counts, ")")
