"""The strength of a passphrase."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from omi_ui.start.strength import LEAST_BITS, bits, strength


@pytest.mark.parametrize(
    "weak", ["password", "Inspection1", "1234567890123", "aaaaaaaaaaaaaaaa", "password password"]
)
def test_what_is_guessed_early_is_refused(weak: str) -> None:
    assert bits(weak) < LEAST_BITS
    assert strength(weak).level == 1


@pytest.mark.parametrize("good", ["harbour lentil copper ankle", "k7#Wq2!zR9vb"])
def test_unrelated_words_and_random_letters_are_accepted(good: str) -> None:
    assert bits(good) >= LEAST_BITS


def test_five_words_are_strong() -> None:
    assert strength("harbour lentil copper ankle violin moss").level == 4


@given(st.text(max_size=60))
def test_saying_a_passphrase_twice_adds_next_to_nothing(text: str) -> None:
    word = "".join(c for c in text if c.isalpha())
    assert bits(f"{word} {word}") <= bits(word) + 12
