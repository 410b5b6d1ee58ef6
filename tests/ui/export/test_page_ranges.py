"""Which pages to print."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from omi_desktop.errors import RequestError
from omi_ui.export.page_ranges import page_numbers


@pytest.mark.parametrize(
    ("typed", "pages"),
    [
        ("1-3, 7", (1, 2, 3, 7)),
        ("7,1 - 3", (1, 2, 3, 7)),
        ("2–4", (2, 3, 4)),
        ("8-", (8, 9)),
        ("3, 3, 2-3", (2, 3)),
        (" 9 ,", (9,)),
    ],
)
def test_pages_are_read_as_people_write_them(typed: str, pages: tuple[int, ...]) -> None:
    assert page_numbers(typed, 9) == pages


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("", "Write the pages to print"),
        (" , ", "Write the pages to print"),
        ("one", "“one” is no page number"),
        ("1-2-3", "“1-2-3” is no page number"),
        ("-3", "“-3” is no page number"),
        ("3-1", "“3-1” runs backwards"),
        ("7-12", "There is no page 12: the report has pages 1 to 9"),
        ("0", "There is no page 0"),
        ("12-", "There is no page 12"),
    ],
)
def test_what_is_no_list_of_pages_is_refused_in_a_sentence(typed: str, why: str) -> None:
    with pytest.raises(RequestError, match=why):
        page_numbers(typed, 9)


@given(st.sets(st.integers(1, 60), min_size=1))
def test_pages_written_as_ranges_are_the_same_pages(pages: set[int]) -> None:
    wanted = sorted(pages)
    starts = [wanted[0], *(later for earlier, later in pairwise(wanted) if later > earlier + 1)]
    ends = [*(earlier for earlier, later in pairwise(wanted) if later > earlier + 1), wanted[-1]]
    typed = ", ".join(
        f"{first}" if first == last else f"{first}-{last}"
        for first, last in zip(starts, ends, strict=True)
    )
    assert page_numbers(typed, 60) == tuple(wanted)
