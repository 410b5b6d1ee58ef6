"""Two versions of a note, cut up where they differ."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from omi_desktop.casework.comparing import Stretch, compared


def test_words_that_stand_in_one_version_only_are_told_apart() -> None:
    found = compared("Screened late by the court.", "Screened too late by the hostel.")
    assert found.before == (
        Stretch("Screened", is_common=True),
        Stretch(" late by the ", is_common=True),
        Stretch("court", is_common=False),
        Stretch(".", is_common=True),
    )
    assert [s.text for s in found.after if not s.is_common] == [" too", "hostel"]


def test_nothing_before_makes_everything_new() -> None:
    assert compared("", "As typed") == compared("", "As typed")
    assert compared("", "As typed").before == ()
    assert compared("", "As typed").after == (Stretch("As typed", is_common=False),)


@given(st.text(alphabet="ab c.\n’"), st.text(alphabet="ab c.\n’"))
def test_the_stretches_are_the_texts_and_what_is_common_is_the_same_in_both(
    before: str, after: str
) -> None:
    found = compared(before, after)
    assert "".join(s.text for s in found.before) == before
    assert "".join(s.text for s in found.after) == after
    assert [s.text for s in found.before if s.is_common] == [
        s.text for s in found.after if s.is_common
    ]
