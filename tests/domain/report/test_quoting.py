"""What was marked in a case reaches the report as words, and never with its case."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from omi_desktop.instrument.model import Instrument
from omi_desktop.report.live import parse
from omi_desktop.report.quoting import THE_CASE, as_good_practice, quotation, without_references
from omi_desktop.store.records import GoodPractice, Mark, MarkKind

REFERENCES = ("CU-04", "CU-0417", "CU-0418")


def marked(text: str, question: str = "1.2.1") -> Mark:
    return Mark("m", "c1", "1.2", question, MarkKind.GOOD_PRACTICE, text, "p", "")


def test_a_quotation_is_one_line_with_the_quotation_marks_inside_made_single() -> None:
    said = quotation(marked('The plan\nsays “stay away”, and "why" too.'), REFERENCES)
    assert said == "“The plan says ‘stay away’, and ‘why’ too.”"


def test_no_case_is_named_in_a_quotation() -> None:
    said = quotation(marked("As in cu-0417 (see CU-0418), not CU-04179."), REFERENCES)
    assert said == f"“As in {THE_CASE} (see {THE_CASE}), not CU-04179.”"


def test_good_practice_stands_last_and_keeps_its_braces_as_words(omi_2006: Instrument) -> None:
    known = (GoodPractice(3, "Old", "1.1", "Words."),)
    made = as_good_practice(marked("Kept {as it is} in CU-0417."), REFERENCES, known, omi_2006)
    assert (made.position, made.criterion, made.mark) == (4, "1.2", "m")
    assert made.title == omi_2006.questions["1.2.1"].short
    assert parse(made.text) == (f"Kept {{as it is}} in {THE_CASE}.",)


def test_good_practice_from_no_question_is_called_after_its_criterion(
    omi_2006: Instrument,
) -> None:
    made = as_good_practice(marked("Well done.", question=""), REFERENCES, (), omi_2006)
    assert (made.position, made.title) == (1, omi_2006.criterion["1.2"].title)


@given(st.lists(st.sampled_from([*REFERENCES, "cu-0417", "said", ",", "("]), max_size=8))
def test_no_reference_survives_however_it_stands(words: list[str]) -> None:
    line = without_references(" ".join(words), REFERENCES).casefold()
    assert not any(each.casefold() in line.split() for each in REFERENCES)
