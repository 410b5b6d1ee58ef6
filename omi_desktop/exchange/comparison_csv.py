"""Comparisons as a CSV file: everything that is known, or what may be published."""

from __future__ import annotations

import csv
from io import StringIO
from typing import TYPE_CHECKING

from omi_desktop.placing import placed
from omi_desktop.scoring.scorecard import percent
from omi_desktop.statistics.publishing import refuse_small_groups

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from fractions import Fraction
    from pathlib import Path

    from omi_desktop.statistics.comparing import Comparison, Part
    from omi_desktop.statistics.publishing import PublishedTable

COLUMNS = (
    "figure",
    "group",
    "group_count",
    "group_base",
    "group_percent",
    "others_count",
    "others_base",
    "others_percent",
    "difference",
    "difference_low",
    "difference_high",
    "test",
    "p",
    "p_holm",
    "p_benjamini_hochberg",
)
LEFT_OUT = "left out"
"""Stands for a count that is not published."""

Row = tuple[str, ...]


def write_comparisons(comparisons: Sequence[Comparison], path: Path) -> None:
    """Write all figures of comparisons, one a row; percentages and points with their decimals."""
    _write((COLUMNS, *map(_cells, comparisons)), path)


def write_published(table: PublishedTable, path: Path) -> None:
    """Write a table of counts as it may be published, and nothing else."""
    _write(published_rows(table), path)


def write_published_scores(comparisons: Sequence[Comparison], path: Path) -> None:
    """Write comparisons of a score for publication.

    Raises RequestError where one of the groups is small.
    """
    refuse_small_groups(comparisons)
    write_comparisons(comparisons, path)


def published_rows(table: PublishedTable) -> Iterator[Row]:
    """Yield the rows of a published table with its totals, the titles first."""
    counts = table.counts
    yield ("group", *table.columns, "all")
    for title, own, total in zip(table.rows, counts.cells, counts.row_totals, strict=True):
        yield (title, *map(_shown, own), _shown(total))
    yield ("All", *map(_shown, counts.column_totals), str(counts.total))


def _cells(comparison: Comparison) -> Row:
    interval = comparison.interval
    ends = (interval.low, interval.high) if interval else (None, None)
    return (
        comparison.what,
        comparison.group.title,
        *_part(comparison.part),
        *_part(comparison.others),
        _percent(comparison.difference),
        *("" if end is None else f"{end * 100:.2f}" for end in ends),
        str(comparison.method),
        *map(_chance, (comparison.p_value, comparison.holm, comparison.benjamini_hochberg)),
    )


def _part(part: Part) -> Row:
    count = "" if part.count is None else str(part.count)
    return count, str(part.base), _percent(part.share)


def _percent(share: Fraction | None) -> str:
    return "" if share is None else str(percent(share, 2))


def _chance(p_value: float | None) -> str:
    return "" if p_value is None else f"{p_value:.6f}"


def _shown(count: int | None) -> str:
    return LEFT_OUT if count is None else str(count)


def _write(rows: Sequence[Row] | Iterator[Row], path: Path) -> None:
    told = StringIO(newline="")
    csv.writer(told).writerows(rows)
    with placed(path, "The comparison") as beside:
        # The mark at the front is how Excel sees that the file is UTF-8.
        beside.write_bytes(told.getvalue().encode("utf-8-sig"))
