"""Rows that are added, moved, edited and taken back, and what the file is told of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from omi_desktop.report import listing
from omi_desktop.report.listing import Row, Rows
from omi_desktop.report.performance_rows import begun
from omi_desktop.store import FocusGroup, Passage


def groups(*names: str) -> Rows[FocusGroup]:
    return tuple(Row(name, FocusGroup(0, name)) for name in names)


def names(rows: Rows[FocusGroup]) -> str:
    return "".join(row.id for row in rows)


def test_a_row_is_added_below_another_or_as_the_last() -> None:
    rows = groups("a", "b")
    (fresh,) = groups("x")
    assert names(listing.added(rows, fresh, "a")) == "axb"
    assert names(listing.added(rows, fresh)) == "abx"


@pytest.mark.parametrize(("by", "order"), [(1, "acb"), (-1, "bac"), (9, "acb"), (-9, "bac")])
def test_a_row_moves_inside_its_list(by: int, order: str) -> None:
    assert names(listing.moved(groups("a", "b", "c"), "b", by)) == order


def test_lists_in_one_sequence_do_not_mix() -> None:
    rows = tuple(
        Row(f"{part}{n}", Passage(part, n, "words")) for part, n in (("p", 1), ("q", 1), ("p", 2))
    )
    after = listing.moved(rows, "p1", 1)
    assert [row.id for row in after] == ["p2", "q1", "p1"]
    assert [record.key for record in listing.numbered(after)] == ["p/1", "q/1", "p/2"]


def test_rows_that_say_nothing_are_not_kept_and_take_no_place() -> None:
    rows = groups("a", " ", "b")
    assert [(r.position, r.who) for r in listing.numbered(rows)] == [(1, "a"), (2, "b")]


def test_what_was_begun_and_cannot_be_kept_yet_is_told_from_what_is_blank() -> None:
    blank, nameless = FocusGroup(0, ""), FocusGroup(0, "", 5)
    rows = (Row("a", blank), Row("b", nameless), Row("c", FocusGroup(0, "Victims")))
    assert [row.id for row in listing.unfinished(rows)] == ["b"]
    fresh = begun(None)
    named = replace(fresh, text="Breach")
    whole = replace(named, target=90)
    rows_of_indicators = (Row("a", fresh), Row("b", named), Row("c", whole))
    assert [row.id for row in listing.unfinished(rows_of_indicators)] == ["b"]


def test_only_what_is_not_so_in_the_file_is_written() -> None:
    in_file = listing.numbered(groups("a", "b", "c"))
    assert listing.changes(in_file, groups("a", "b", "c")) == listing.Changes((), ())
    told = listing.changes(in_file, groups("a", "c"))
    assert told.put == (FocusGroup(2, "c"),)
    assert told.drop == (FocusGroup(3, "c"),)


def test_a_removed_row_comes_back_where_it_was_and_what_was_written_since_stays() -> None:
    before = groups("a", "b", "c")
    after = listing.without(before, "b")
    since = listing.rewritten(after, "c", FocusGroup(0, "c", 4))
    (fresh,) = groups("x")
    since = listing.added(since, fresh, "c")
    back = listing.taken_back(since, before, after)
    assert names(back) == "abcx"
    assert listing.found(back, "c").record.people == 4


def test_an_edit_is_taken_back_but_not_over_a_later_edit() -> None:
    before = groups("a")
    after = listing.rewritten(before, "a", FocusGroup(0, "a", 5))
    assert listing.taken_back(after, before, after) == before
    later = listing.rewritten(after, "a", FocusGroup(0, "a", 6))
    assert listing.taken_back(later, before, after) == later


def test_an_added_row_goes_again_unless_something_was_written_in_it() -> None:
    before = groups("a")
    (fresh,) = groups("x")
    after = listing.added(before, fresh)
    assert listing.taken_back(after, before, after) == before
    written = listing.rewritten(after, "x", FocusGroup(0, "x", 3))
    assert names(listing.taken_back(written, before, after)) == "ax"


Step = Callable[[Rows[FocusGroup]], Rows[FocusGroup]]
_ids = st.sampled_from("abcdef")


@st.composite
def _steps(draw: st.DrawFn) -> Step:
    row_id, other = draw(_ids), draw(_ids)
    by = draw(st.integers(-3, 3))

    def step(rows: Rows[FocusGroup]) -> Rows[FocusGroup]:
        ids = names(rows)
        if row_id not in ids:
            return listing.added(rows, groups(row_id)[0], other)
        if by == 0:
            return listing.without(rows, row_id)
        if by == 1:
            return listing.rewritten(rows, row_id, FocusGroup(0, row_id, len(ids)))
        return listing.moved(rows, row_id, by)

    return step


@given(start=st.permutations("abcd"), steps=st.lists(_steps(), min_size=1, max_size=6))
def test_steps_taken_back_in_turn_lead_back_to_the_beginning(
    start: list[str], steps: list[Step]
) -> None:
    rows = groups(*start)
    done = []
    for step in steps:
        after = step(rows)
        done.append((rows, after))
        rows = after
    for before, after in reversed(done):
        rows = listing.taken_back(rows, before, after)
    assert rows == groups(*start)


@given(start=st.permutations("abcd"), steps=st.lists(_steps(), max_size=6))
def test_a_file_that_is_told_the_changes_holds_the_rows(
    start: list[str], steps: list[Step]
) -> None:
    rows = groups(*start)
    file = {record.key: record for record in listing.numbered(rows)}
    for step in steps:
        rows = step(rows)
        told = listing.changes(tuple(file.values()), rows)
        file |= {record.key: record for record in told.put}
        for record in told.drop:
            del file[record.key]
        assert sorted(file.values(), key=lambda r: r.position) == list(listing.numbered(rows))
    fresh = count()
    again = listing.rows_of(tuple(file.values()), lambda: f"n{next(fresh)}")
    assert [row.record for row in again] == list(listing.numbered(rows))
