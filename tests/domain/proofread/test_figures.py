from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from omi_desktop.proofread import Kind, proofread
from omi_desktop.proofread.figures import Percentage, attainable, figures, number
from omi_desktop.scoring.scorecard import percent

Found = Callable[[str], list[tuple[str, str]]]

MANNERS = (
    "{p}% of files ({n} of {d}) held a plan.",
    "{p}% ({n} out of {d}) of files held a plan.",
    "In {p}% of the relevant files ({n} from {d}), a plan was kept.",
    "In {n} of the {d} relevant files ({p}%) a plan was kept.",
    "In {n} out of {d} cases ({p} per cent) a plan was kept.",
    "{p} percent – {n} from {d} – of the files held a plan.",
    "A plan was kept in {p}% of cases ({n}/{d}).",
    "Of the files {p}% ({n} files of the {d}) held a plan.",
)
counts = st.integers(1, 400).flatmap(lambda base: st.tuples(st.integers(0, base), st.just(base)))


@given(counts, st.sampled_from(MANNERS))
def test_a_percentage_that_its_count_gives_is_no_fault(pair: tuple[int, int], manner: str) -> None:
    count, base = pair
    right = percent(Fraction(count, base))
    proof = proofread(manner.format(p=right, n=count, d=base))
    assert not [found for found in proof.findings if found.kind is not Kind.WORDING]
    assert proof.checked.percentages == 1


@given(counts, st.sampled_from(MANNERS), st.sampled_from([-20, -3, -1, 1, 2, 15]))
def test_a_percentage_that_its_count_does_not_give_is_one_fault_of_arithmetic(
    pair: tuple[int, int], manner: str, off: int
) -> None:
    count, base = pair
    right = percent(Fraction(count, base))
    wrong = right + off
    if not 0 <= wrong <= 100:
        wrong = right - off
    if not 0 <= wrong <= 100:
        return
    proof = proofread(manner.format(p=wrong, n=count, d=base))
    assert [found.kind for found in proof.findings] == [Kind.ARITHMETIC]
    assert f"is {right}%" in proof.findings[0].why


@given(st.integers(1, 150), st.integers(0, 100), st.integers(0, 1))
def test_a_percentage_is_attainable_exactly_where_some_count_rounds_to_it(
    base: int, whole: int, places: int
) -> None:
    value = Decimal(whole).scaleb(-places) if places else Decimal(whole)
    some = any(percent(Fraction(count, base), places) == value for count in range(base + 1))
    assert attainable(Percentage(value, 0, 0), base) is some


@pytest.mark.parametrize(
    ("words", "value"),
    [("seven", 7), ("Twelve", 12), ("fifty-nine", 59), ("Sixty four", 64), ("1,891", 1891)],
)
def test_number_words_are_numbers(words: str, value: int) -> None:
    assert number(words) == value


@pytest.mark.parametrize(
    "sentence",
    [
        "Fifty-nine out of 98 cases (61%) were seen.",
        "In eleven of the twelve cases (93%) this was done.",
        "91% – 69 from 89) – had been told.",
        "In 1.5% of cases (four of 250) nothing was done.",
    ],
)
def test_wrong_sums_are_found_in_any_spelling(found: Found, sentence: str) -> None:
    assert "arithmetic" in [kind for kind, _ in found(sentence)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Fifty-nine out of 98 cases (60%) were seen.",
        "Over 70% (71 of 99) were seen.",
        "About 40% of cases (41 of 99) were late.",
        "Children (83%), the public (86%) and staff (76%) were thought of.",
        "The plan of 2004 to 2006 was one of three.",
        "It fell from 12 to 9% in the year.",
        "In 1.6% of cases (four of 250) nothing was done.",
    ],
)
def test_right_sums_and_other_figures_are_left_alone(found: Found, sentence: str) -> None:
    assert found(sentence) == []


def test_each_percentage_belongs_to_its_own_count() -> None:
    read = figures(
        "In 70% of cases (43 of 61) and in 12 of 15 plans (80%) it was seen; 5% were not."
    )
    assert [(int(p.value), c.count, c.base) for p, c in read.pairs] == [(70, 43, 61), (80, 12, 15)]
    assert [int(p.value) for p in read.lone] == [5]


def test_a_count_above_its_base_is_a_fault(found: Found) -> None:
    assert found("In 14 of 12 cases a plan was made.") == [("arithmetic", "14 of 12")]


def test_the_reason_names_the_counts_that_would_fit() -> None:
    (finding,) = proofread("It was done in 85% of cases (39 of 40).").findings
    assert finding.why == ("39 of 40 is 98%, not 85%. 85% would be 34 of 40 or 39 of 46.")
