from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from omi_desktop.errors import RequestError
from omi_desktop.exchange.comparison_csv import LEFT_OUT, published_rows
from omi_desktop.statistics.comparing import Comparison, Method, Part
from omi_desktop.statistics.groups import Group
from omi_desktop.statistics.publishing import published_table, refuse_small_groups
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


def _comparisons(table: Rows) -> list[Comparison]:
    """Return comparisons of a question whose sufficient and other cases this table counts."""
    parts, groups, at = [], [], 0
    for sufficient, others in table:
        counted = ((1 << sufficient) - 1) << at
        base = ((1 << sufficient + others) - 1) << at
        parts.append(Part(counted, base, None))
        at += sufficient + others
    whole = (1 << at) - 1
    for number, part in enumerate(parts):
        groups.append(Group(f"g{number}", f"g{number}", part.relevant, whole & ~part.relevant))
    if len(parts) == 2:
        (one, other), (group, _) = parts, groups
        return [Comparison("asked", "1.1.1", "", group, one, other, None, Method.FISHER, None)]
    return [
        Comparison("asked", "1.1.1", "", group, part, part, None, Method.FISHER, None)
        for group, part in zip(groups, parts, strict=True)
    ]


def _read_back(rows: list[tuple[str, ...]]) -> Published:
    """Return a table as somebody reads it who has only what was exported."""
    counts = [[None if cell == LEFT_OUT else int(cell) for cell in row[1:]] for row in rows[1:]]
    *groups, total = counts
    assert total[-1] is not None
    return Published(
        tuple(tuple(row[:-1]) for row in groups),
        tuple(row[-1] for row in groups),
        tuple(total[:-1]),
        total[-1],
        totals=total[0] is not None,
    )


@pytest.mark.parametrize(("groups", "largest"), [(2, 8), (3, 3)])
def test_no_subtraction_undoes_what_is_left_out_of_an_exported_comparison(
    groups: int, largest: int
) -> None:
    counts = list(product(range(largest + 1), repeat=2))
    tried = left_out = 0
    # The order of the groups makes no other table.
    for table in product(counts, repeat=groups):
        if list(table) != sorted(table) or not any(map(sum, table)):
            continue
        shown = _read_back(list(published_rows(published_table(_comparisons(table), 3))))
        tried += 1
        if not shown.totals:
            assert all(cell is None for row in shown.cells for cell in row)
            continue
        assert all(cell >= 3 for row in shown.cells for cell in row if cell is not None)
        possible = list(consistent(shown))
        assert table in possible
        for row, column in shown.left_out:
            left_out += 1
            assert len({found[row][column] for found in possible}) > 1
    assert tried > 600
    assert left_out > 1_000


def test_scores_of_groups_are_published_only_where_none_is_small() -> None:
    refuse_small_groups(_comparisons(((3, 2), (4, 1))))
    with pytest.raises(RequestError, match="fewer than 5 cases"):
        refuse_small_groups(_comparisons(((2, 2), (40, 1))))
