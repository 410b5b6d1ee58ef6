from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from omi_desktop.statistics.suppression import Published, Table, published

Rows = tuple[tuple[int, ...], ...]


def consistent(shown: Published) -> Iterator[Rows]:
    """Yield every table that somebody who sees what was published has to hold for possible."""
    columns = tuple(total for total in shown.column_totals if total is not None)
    yield from _rows(shown, 0, columns)


def _rows(shown: Published, row: int, left: tuple[int, ...]) -> Iterator[Rows]:
    if row == len(shown.cells):
        if not any(left):
            yield ()
        return
    choices = [
        range(most + 1) if cell is None else (cell,) if cell <= most else ()
        for cell, most in zip(shown.cells[row], left, strict=True)
    ]
    for own in product(*choices):
        if sum(own) == shown.row_totals[row]:
            rest = tuple(most - count for most, count in zip(left, own, strict=True))
            for others in _rows(shown, row + 1, rest):
                yield (own, *others)


def small_tables(largest: int) -> st.SearchStrategy[list[list[int]]]:
    sizes = st.tuples(st.integers(1, 3), st.integers(1, 3))
    return sizes.flatmap(
        lambda size: st.lists(
            st.lists(st.integers(0, largest), min_size=size[1], max_size=size[1]),
            min_size=size[0],
            max_size=size[0],
        )
    )


@given(small_tables(4))
def test_nothing_left_out_can_be_worked_out_from_totals_and_other_cells(
    table: list[list[int]],
) -> None:
    shown = published(table, threshold=2)
    if not shown.totals:
        return
    possible = list(consistent(shown))
    assert tuple(map(tuple, table)) in possible
    for row, column in shown.left_out:
        assert len({found[row][column] for found in possible}) > 1


@given(small_tables(12))
def test_every_small_cell_is_left_out_and_what_is_shown_is_true(table: list[list[int]]) -> None:
    shown = published(table, threshold=5)
    for row, cells in zip(table, shown.cells, strict=True):
        for count, cell in zip(row, cells, strict=True):
            assert cell is None or cell == count >= 5


@given(small_tables(3))
def test_a_table_is_withheld_whole_only_where_all_cells_left_out_would_not_help(
    table: list[list[int]],
) -> None:
    shown = published(table, threshold=2)
    if shown.totals:
        return
    totals = tuple(map(sum, table)), tuple(map(sum, zip(*table, strict=True)))
    nothing = Published(((None,) * len(table[0]),) * len(table), *totals, sum(totals[0]))
    possible = list(consistent(nothing))
    small = [(r, c) for r, row in enumerate(table) for c, n in enumerate(row) if n < 2]
    assert any(len({found[r][c] for found in possible}) == 1 for r, c in small)


def test_one_small_cell_takes_three_others_with_it_the_smallest_that_help() -> None:
    table: Table = [[20, 2, 30], [15, 9, 40], [25, 8, 35]]
    shown = published(table)
    assert len(shown.left_out) == 4
    assert sum(table[r][c] for r, c in shown.left_out) == min(
        2 + table[0][c] + table[r][1] + table[r][c] for r in (1, 2) for c in (0, 2)
    )


def test_a_table_without_small_cells_is_published_whole() -> None:
    shown = published([[5, 6], [7, 8]])
    assert not shown.left_out
    assert (shown.row_totals, shown.column_totals, shown.total) == ((11, 15), (12, 14), 26)


def test_a_single_row_with_a_small_cell_is_not_published() -> None:
    shown = published([[3, 50]])
    assert not shown.totals
    assert shown.cells == ((None, None),)
    assert (shown.row_totals, shown.column_totals, shown.total) == ((None,), (None, None), 53)
