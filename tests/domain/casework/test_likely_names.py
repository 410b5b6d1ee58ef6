"""Which known names a typed one may mean."""

from __future__ import annotations

import pytest

from omi_desktop.casework.likely_names import likely

KNOWN = (("a", "R. Solway"), ("b", "Mary Dent"), ("c", "J. Keld"), ("d", "John Keldy"))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Solway, Roger", ("a",)),
        ("roger solwey", ("a",)),
        ("Mrs Dent", ("b",)),
        ("Dent M", ("b",)),
        ("Keld", ("c", "d")),
        ("Solway", ("a",)),
        ("V. Wampool", ()),
        ("M.", ()),
        ("", ()),
    ],
)
def test_names_that_may_be_meant_are_offered_the_likeliest_first(
    typed: str, meant: tuple[str, ...]
) -> None:
    assert likely(typed, KNOWN) == meant


def test_no_more_are_offered_than_can_be_looked_at() -> None:
    assert len(likely("Keld", [(str(n), "A. Keld") for n in range(20)])) == 5
