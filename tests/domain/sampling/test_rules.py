from __future__ import annotations

from datetime import date
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from omi_desktop.errors import RequestError
from omi_desktop.sampling.rules import (
    Minimum,
    Rules,
    canonical,
    read_rules,
    refuse_unusable,
    seal,
)

GATES = frozenset({"ppo", "licence", "high_roh"})
TEXT = (
    "omi-draw 1\nsize 100\nreserves 10\nminimum high_roh 20\nminimum ppo 7\nshare licence 38\n"
    "offices\nbegins 2005-12-19\nends 2006-01-29\nseed cumbria-2006\n"
)
RULES = Rules(
    size=100,
    seed="cumbria-2006",
    minimums=(Minimum("high_roh", 20), Minimum("ppo", 7)),
    share=Minimum("licence", 38),
    by_office=True,
    reserves=10,
    begins=date(2005, 12, 19),
    ends=date(2006, 1, 29),
)
minimums = st.builds(Minimum, st.sampled_from(sorted(GATES)), st.integers(0, 99))


def test_the_sealed_text_is_as_the_manual_shows_it() -> None:
    assert canonical(RULES) == TEXT
    assert seal(RULES) == sha256(TEXT.encode()).hexdigest()


@given(
    st.builds(
        Rules,
        size=st.integers(1, 500),
        seed=st.text(st.characters(categories=["L", "N", "P"]), min_size=1),
        minimums=st.lists(minimums, max_size=4).map(tuple),
        share=st.none() | minimums,
        by_office=st.booleans(),
        reserves=st.integers(0, 50),
        begins=st.none() | st.dates(),
        ends=st.none() | st.dates(),
    )
)
def test_sealed_rules_are_read_back_as_they_were(rules: Rules) -> None:
    assert read_rules(canonical(rules)) == rules


def test_any_change_changes_the_seal() -> None:
    others = [
        Rules(100, "seed", (Minimum("ppo", 7),)),
        Rules(101, "seed", (Minimum("ppo", 7),)),
        Rules(100, "seed", (Minimum("ppo", 8),)),
        Rules(100, "Seed", (Minimum("ppo", 7),)),
        Rules(100, "seed", (Minimum("ppo", 7),), by_office=True),
    ]
    assert len({seal(rules) for rules in others}) == len(others)


@pytest.mark.parametrize(
    ("rules", "sentence"),
    [
        (Rules(0, "s"), "no size"),
        (Rules(10, ""), "The seed must be one line"),
        (Rules(10, "a\nb"), "The seed must be one line"),
        (Rules(10, " a"), "The seed must be one line"),
        (Rules(10, "s", reserves=-1), "reserves"),
        (Rules(10, "s", (Minimum("parole", 1),)), "no gate “parole”"),
        (Rules(10, "s", (Minimum("ppo", 11),)), "do not fit a sample of 10"),
        (Rules(10, "s", (Minimum("ppo", 1), Minimum("ppo", 2))), "asked for twice"),
        (Rules(10, "s", begins=date(2006, 2, 1), ends=date(2006, 1, 1)), "The window begins"),
    ],
)
def test_rules_without_sense_are_refused_before_any_list_is_opened(
    rules: Rules, sentence: str
) -> None:
    with pytest.raises(RequestError, match=sentence):
        refuse_unusable(rules, GATES)


def test_rules_of_another_version_are_refused() -> None:
    with pytest.raises(RequestError, match="another version"):
        read_rules("omi-draw 2\nsize 1\n")
