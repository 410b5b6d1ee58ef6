"""Comparisons as a table of counts that may be published, see `suppression`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from omi_desktop.errors import RequestError
from omi_desktop.statistics.comparing import Comparison, Part
from omi_desktop.statistics.suppression import THRESHOLD, Published, published

OTHERS = "All others"


@dataclass(frozen=True, slots=True)
class PublishedTable:
    """Counts by group and answer; shares are left to the reader, who has only what is shown."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    counts: Published

    @property
    def is_whole(self) -> bool:
        """Tell whether nothing was left out, so that shares and tests may stand beside it."""
        return self.counts.totals and not self.counts.left_out


def refuse_small_groups(comparisons: Sequence[Comparison], threshold: int = THRESHOLD) -> None:
    """Raise RequestError where scores may not be published: a group that is small shows its people.

    None of them then is: the others and all together would give away what is left out.
    """
    parts = (part for one in comparisons for part in (one.part, one.others))
    if any(part.base < threshold for part in parts):
        raise RequestError(
            f"Nothing of this is published: a group has fewer than {threshold} cases, and the "
            "scores of the others with the score of all would give it away. Compare by something "
            "with larger groups."
        )


def published_table(
    comparisons: Sequence[Comparison], threshold: int = THRESHOLD
) -> PublishedTable:
    """Return the counts behind comparisons of one question as they may be published.

    Raises RequestError where they are no counts, or where a case is in more than one group or
    gave more than one answer: totals would then give away what is left out.
    """
    first = comparisons[0] if comparisons else None
    if first is None or first.part.count is None:
        raise RequestError(
            "Only the counts of one question can be published as a table. Name a question with "
            "answers in the groups that are compared."
        )
    answers = tuple(dict.fromkeys(comparison.what for comparison in comparisons))
    rows = [comparison for comparison in comparisons if comparison.what == answers[0]]
    _refuse_overlap(rows)
    parts = [_parts(comparisons, answers, row) for row in rows]
    titles = [row.group.title for row in rows]
    if len(rows) == 1:
        own = [c for c in comparisons if c.group == first.group]
        parts.append([comparison.others for comparison in own])
        titles.append(OTHERS)
    if len(answers) == 1:
        columns: tuple[str, ...] = ("sufficient", "not sufficient")
        table = [[_count(part), part.base - _count(part)] for (part,) in parts]
    else:
        columns = answers
        table = [[_count(part) for part in own] for own in parts]
        if any(sum(row) != own[0].base for row, own in zip(table, parts, strict=True)):
            raise _overlapping()
    return PublishedTable(tuple(titles), columns, published(table, threshold))


def _parts(
    comparisons: Sequence[Comparison], answers: Sequence[str], row: Comparison
) -> list[Part]:
    own = {c.what: c.part for c in comparisons if c.group == row.group}
    return [own[answer] for answer in answers]


def _count(part: Part) -> int:
    return part.count or 0


def _refuse_overlap(rows: Sequence[Comparison]) -> None:
    seen = 0
    for row in rows:
        if seen & row.group.cases:
            raise _overlapping()
        seen |= row.group.cases


def _overlapping() -> RequestError:
    return RequestError(
        "A case is in more than one of these groups or answers, so that totals would give away "
        "what is left out. Compare by a gate, one at a time."
    )
