"""Tables of counts that may be published: small cells left out, and none to be worked out again.

A table has a row for each group and a column for each answer; its row and column totals and its
grand total are published with it. A cell below the threshold is left out. Where the totals and the
other cells give away what was left out, more cells are left out, the fewest that help and among
these the smallest, until every cell left out could have been larger or smaller (complementary
suppression; L. Willenborg and T. de Waal, Elements of Statistical Disclosure Control, 2001,
chapter 6).

Whether a cell can be worked out is a question about loops: counts can be moved round a loop of
cells left out, one up, the next in its row or column down, without changing any total. A cell has
one possible value exactly when no such loop goes through it, because the tables with given totals
are the flows of a network (L. R. Ford and D. R. Fulkerson, Flows in Networks, 1962).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush

THRESHOLD = 5
"""A count below this is left out of what is published, nought included."""

Cell = tuple[int, int]
Table = Sequence[Sequence[int]]


@dataclass(frozen=True, slots=True)
class Published:
    """A table as it may be published, cells left out being None.

    Where no choice of cells protects the small ones, as in a table of one row, `totals` is false:
    then every cell and every total but the grand total is left out.
    """

    cells: tuple[tuple[int | None, ...], ...]
    row_totals: tuple[int | None, ...]
    column_totals: tuple[int | None, ...]
    total: int
    totals: bool = True

    @property
    def left_out(self) -> frozenset[Cell]:
        """Return the cells that are left out, by row and column."""
        return frozenset(
            (row, column)
            for row, cells in enumerate(self.cells)
            for column, count in enumerate(cells)
            if count is None
        )


def published(table: Table, threshold: int = THRESHOLD) -> Published:
    """Return a table of counts as it may be published."""
    left_out = {cell for cell in _cells(table) if _count(table, cell) < threshold}
    while exposed := _exposed(table, left_out):
        loop = _cheapest_loop(table, left_out, exposed)
        if loop is None:
            return _nothing_of(table)
        left_out |= loop
    return Published(
        cells=tuple(
            tuple(None if (row, column) in left_out else count for column, count in enumerate(own))
            for row, own in enumerate(table)
        ),
        row_totals=tuple(sum(row) for row in table),
        column_totals=tuple(sum(column) for column in zip(*table, strict=True)),
        total=sum(map(sum, table)),
    )


def _nothing_of(table: Table) -> Published:
    columns = len(table[0]) if table else 0
    nothing: tuple[None, ...] = (None,) * columns
    return Published(
        cells=(nothing,) * len(table),
        row_totals=(None,) * len(table),
        column_totals=nothing,
        total=sum(map(sum, table)),
        totals=False,
    )


def _cells(table: Table) -> Iterator[Cell]:
    return ((row, column) for row, cells in enumerate(table) for column, _ in enumerate(cells))


def _count(table: Table, cell: Cell) -> int:
    row, column = cell
    return table[row][column]


def _exposed(table: Table, left_out: set[Cell]) -> Cell | None:
    """Return a cell left out that has only one possible value, the first one, or None."""
    return next(
        (cell for cell in sorted(left_out) if _loop(table, left_out, cell, within=True) is None),
        None,
    )


def _cheapest_loop(table: Table, left_out: set[Cell], cell: Cell) -> frozenset[Cell] | None:
    found = _loop(table, left_out, cell, within=False)
    return None if found is None else found[1]


def _loop(
    table: Table, left_out: set[Cell], cell: Cell, *, within: bool
) -> tuple[tuple[int, int], frozenset[Cell]] | None:
    """Return the cheapest loop through a cell with its cost, or None.

    The cost is how many cells would have to be left out as well, then what is in them. `within`
    allows only cells that are left out already.
    """
    found = [
        loop
        for raised in (True, False)
        if raised or _count(table, cell)
        if (loop := _way_back(table, left_out, cell, raised=raised, within=within)) is not None
    ]
    return min(found, key=lambda loop: (loop[0], sorted(loop[1])), default=None)


def _way_back(
    table: Table, left_out: set[Cell], start: Cell, *, raised: bool, within: bool
) -> tuple[tuple[int, int], frozenset[Cell]] | None:
    """Return the cheapest way round from a cell that is raised, or lowered, by one.

    A cell in its column makes up for it, then one in the row of that, and so on until its own row
    is even again. Only a cell that holds something can be lowered. Dijkstra's shortest path
    between columns and rows: lines are the places, cells the steps.
    """
    rows, columns = len(table), len(table[0])
    goal = ("row", start[0])
    waiting: list[tuple[tuple[int, int], tuple[str, int], tuple[Cell, ...]]] = [
        ((0, 0), ("column", start[1]), ())
    ]
    done: set[tuple[str, int]] = set()
    while waiting:
        cost, place, cells = heappop(waiting)
        if place == goal:
            return cost, frozenset((start, *cells))
        if place in done:
            continue
        done.add(place)
        line, number = place
        vertical = line == "column"
        # In a column the counterpart moves the other way from the start, in a row the same way.
        lowers = vertical is raised
        for other in range(rows if vertical else columns):
            cell = (other, number) if vertical else (number, other)
            step = _step(table, left_out, cell, lowers=lowers, within=within)
            if cell != start and step is not None:
                next_place = ("row" if vertical else "column", other)
                heappush(
                    waiting, ((cost[0] + step[0], cost[1] + step[1]), next_place, (*cells, cell))
                )
    return None


def _step(
    table: Table, left_out: set[Cell], cell: Cell, *, lowers: bool, within: bool
) -> tuple[int, int] | None:
    count = _count(table, cell)
    if lowers and not count:
        return None
    if cell in left_out:
        return (0, 0)
    return None if within else (1, count)
