"""Rows of the performance table as they come from a spreadsheet, over the clipboard."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from io import StringIO
from typing import TYPE_CHECKING, TypeAlias

from omi_desktop.errors import RequestError
from omi_desktop.report.performance import area_met, national_met
from omi_desktop.report.performance_rows import Column, begun, typed
from omi_desktop.store.records import Indicator

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Cells: TypeAlias = tuple[str, ...]
Columns: TypeAlias = tuple[Column | None, ...]

_BY_WIDTH = {
    3: (Column.INDICATOR, Column.TARGET, Column.AREA),
    4: (Column.INDICATOR, Column.TARGET, Column.AREA, Column.NATIONAL),
    8: tuple(Column),
}
"""What the columns are where no heading says so."""

_NAMES = {
    "block": Column.BLOCK,
    "table": Column.BLOCK,
    "period": Column.PERIOD,
    "indicator": Column.INDICATOR,
    "measure": Column.INDICATOR,
    "better": Column.DIRECTION,
    "direction": Column.DIRECTION,
    "target": Column.TARGET,
    "unit": Column.UNIT,
    "area": Column.AREA,
    "national": Column.NATIONAL,
    "england and wales": Column.NATIONAL,
}


@dataclass(frozen=True, slots=True)
class Pasted:
    """The indicators of pasted rows; in `differing` those whose asterisks are not the rule's."""

    indicators: tuple[Indicator, ...]
    differing: tuple[str, ...]


def cells_of(text: str) -> tuple[Cells, ...]:
    """Return what was copied from a spreadsheet as rows of cells, without empty ones at the end."""
    rows = csv.reader(StringIO(text, newline=""), delimiter="\t")
    try:
        cells = [tuple(" ".join(each.split()) for each in row) for row in rows]
    except csv.Error as error:
        raise RequestError(
            "What was copied is no table that can be read. Copy the cells again from the "
            "spreadsheet, and nothing around them."
        ) from error
    while cells and not any(cells[-1]):
        cells.pop()
    return tuple(cells)


def pasted(text: str, like: Indicator | None, area: str) -> Pasted:
    """Return the indicators in rows that were copied from a spreadsheet.

    A row of headings says what the columns are; without one they are indicator, target, area and
    England and Wales, or all eight columns of the table. `like` lends block, period and unit where
    the rows name none; `area` is the name that may head the area's column.
    """
    rows = {place: row for place, row in enumerate(cells_of(text), 1) if any(row)}
    columns = _headed(next(iter(rows.values()), ()), area)
    if columns:
        del rows[min(rows)]
    if not rows:
        raise RequestError("Nothing was copied. Copy the rows in the spreadsheet, then paste here.")
    columns = columns or _by_width(max(map(len, rows.values())))
    made = tuple(_row(begun(like), columns, row, place) for place, row in rows.items())
    for place, indicator in zip(rows, made, strict=True):
        _refuse_unfinished(indicator, place)
    starred = [_stars(columns, row) for row in rows.values()]
    # A table without a single asterisk was copied without them, and says nothing of the rule.
    differing = zip(made, starred, strict=True) if any(starred) else ()
    return Pasted(made, tuple(each.text for each, stars in differing if stars != _earned(each)))


def filled(
    indicators: Sequence[Indicator], at: int, column: Column, text: str
) -> tuple[Indicator, ...]:
    """Return the indicators with copied cells laid over them, from a row and column on.

    Rows that the table does not have yet are added; all cells can be so, or RequestError is raised.
    """
    grid = list(Column)
    first = grid.index(column)
    result = list(indicators)
    for place, row in enumerate(cells_of(text)):
        if first + len(row) > len(grid):
            raise RequestError(
                f"What was copied has {len(row)} columns, and from “{column.value}” on the table "
                f"has {len(grid) - first}. Begin to paste further left."
            )
        if at + place == len(result):
            result.append(begun(result[-1] if result else None))
        own = tuple(grid[first : first + len(row)])
        result[at + place] = _row(result[at + place], own, row, place + 1)
    return tuple(result)


def _row(base: Indicator, columns: Columns, row: Cells, place: int) -> Indicator:
    made = base
    try:
        # What the figures are in first, then the target, which may say so too.
        for column, text in sorted(_pairs(columns, row), key=_in_turn):
            if text or column is not Column.DIRECTION:
                made = typed(made, column, text)
    except RequestError as error:
        raise RequestError(
            f"In row {place} of what was copied: {error} Nothing was pasted."
        ) from error
    return made


def _refuse_unfinished(indicator: Indicator, place: int) -> None:
    if not indicator.text or indicator.target < 0:
        raise RequestError(
            f"Row {place} of what was copied has no {'target' if indicator.text else 'name'}, and "
            "every indicator needs one. Nothing was pasted."
        )


def _pairs(columns: Columns, row: Cells) -> Iterator[tuple[Column, str]]:
    for column, text in zip(columns, row, strict=False):
        if column is not None:
            yield column, text


def _in_turn(pair: tuple[Column, str]) -> tuple[bool, bool]:
    return (pair[0] is not Column.UNIT, pair[0] is not Column.TARGET)


def _headed(row: Cells, area: str) -> Columns:
    """Return the columns that a row of headings names, or nothing where it is no such row."""
    names = {**_NAMES, area.casefold(): Column.AREA}
    found = tuple(names.get(_plain(text)) for text in row)
    known = [column for column in found if column]
    is_head = len(known) > 1 and {Column.INDICATOR, Column.TARGET} <= set(known)
    return found if is_head and len(set(known)) == len(known) else ()


def _plain(text: str) -> str:
    return text.casefold().replace("_", " ").removesuffix(" value").strip()


def _by_width(width: int) -> Columns:
    columns = _BY_WIDTH.get(width)
    if columns is None:
        raise RequestError(
            f"What was copied has {width} {'column' if width == 1 else 'columns'}. Copy indicator, "
            "target, area and England and Wales, or copy a row of headings with them."
        )
    return columns


def _stars(columns: Columns, row: Cells) -> set[Column]:
    own = dict(_pairs(columns, row))
    return {c for c in (Column.AREA, Column.NATIONAL) if own.get(c, "").endswith("*")}


def _earned(indicator: Indicator) -> set[Column]:
    met = {Column.AREA: area_met(indicator), Column.NATIONAL: national_met(indicator)}
    return {column for column, is_met in met.items() if is_met}
