from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from omi_desktop.proofread import Kind, proofread
from omi_desktop.proofread.disclosure import within

NAMES = ("Jane Brackenthwaite", "T. Green", "Siobhán O’Dowell")
REFS = ("WM/0417", "K-22")


@pytest.mark.parametrize(
    "text",
    [
        "The plan of Jane Brackenthwaite was good.",
        "Ms Brackenthwaite was seen.",
        "We saw Brackenthwaite’s file.",
        "Ms Brakenthwaite was seen.",
        "Jane Brackentwhaite came late.",
        "Mr Green missed it.",
        "We wrote to T Green.",
        "Siobhán O'Dowel moved away.",
        "Case WM/0417 was late.",
        "Case wm 0417 was late.",
        "Case WM0417 was late.",
        "See K 22.",
    ],
)
def test_a_name_or_reference_is_found_also_misspelt(text: str) -> None:
    findings = proofread(text, names=NAMES, case_refs=REFS).findings
    assert [finding.kind for finding in findings] == [Kind.DISCLOSURE]


@pytest.mark.parametrize(
    "text",
    [
        "The green file was late.",
        "Green files are late.",
        "Ms B was seen.",
        "Jane was seen.",
        "WM/04171 and AWM/0417 are other numbers.",
        "In 417 cases it was so.",
        "There were 22 kept.",
    ],
)
def test_other_words_and_numbers_are_not_taken_for_names(text: str) -> None:
    assert proofread(text, names=NAMES, case_refs=REFS).findings == ()


@given(st.text("abc", max_size=6), st.text("abc", max_size=6), st.integers(0, 3))
def test_likeness_has_no_direction(one: str, other: str, most: int) -> None:
    assert within(one, other, most) is within(other, one, most)
    assert within(one, one, 0)


@given(st.text("abcdef", min_size=1, max_size=8), st.data())
def test_one_letter_more_is_one_step(word: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(word)))
    longer = word[:place] + "z" + word[place:]
    assert within(word, longer, 1)
    assert not within(word, longer, 0)
