"""What the figures of a form mean, and what follows when they are keyed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from omi_desktop.assets import asset
from omi_desktop.casework.keying import Beside, after, asked, before, beside, boxes, meant
from omi_desktop.casework.orders import Order, pages
from omi_desktop.casework.typing_in import Deed, TypingIn
from omi_desktop.instrument.applicability import standing
from omi_desktop.instrument.bank import read_bank
from omi_desktop.instrument.model import NOT_APPLICABLE, Question, ValueType

BANK = read_bank(asset("instrument/omi-2006"))
WITH_BOXES = [question for question in BANK.questions.values() if question.scale]


def _question(name: str) -> Question:
    return BANK.questions[name]


def test_the_figure_in_a_box_means_the_box() -> None:
    for question in WITH_BOXES:
        for box in boxes(question):
            found = meant(question, box.figure)
            assert (found.value, found.is_wrong) == (box.value, False)
            assert question.label(box.value) == box.label


def test_not_applicable_is_0_for_a_question_and_no_box_of_a_fact() -> None:
    assert boxes(_question("1.2.5"))[-1].value == NOT_APPLICABLE
    assert meant(_question("gender"), "0").is_wrong


def test_a_figure_that_may_begin_another_waits_for_one_key_more() -> None:
    factor = _question("factor_1")
    assert not meant(factor, "1").is_whole
    assert meant(factor, "2").is_whole
    assert meant(factor, "11").is_whole
    assert meant(factor, "11").value == boxes(factor)[10].value
    assert meant(factor, "13").is_wrong


def test_several_crosses_are_keyed_one_after_the_other_and_none_goes_alone() -> None:
    found = _question("requirements")
    values = [box.value for box in boxes(found)]
    assert values[0] == "none"
    assert meant(found, "52").value == f"{values[1]}+{values[4]}"
    assert meant(found, "252").value == values[4]
    assert meant(found, "21").value == "none"
    assert meant(found, "12").value == values[1]
    assert not meant(found, "2").is_whole
    assert meant(found, "9").is_wrong


def test_an_answer_of_the_form_is_new_the_same_or_another() -> None:
    assert beside(None, "a") is Beside.NEW
    assert beside("a+b", "b+a") is Beside.SAME
    assert beside("a", "b") is Beside.OTHER


@pytest.mark.parametrize("order", Order)
def test_the_form_asks_in_its_order_what_may_apply(order: Order) -> None:
    ordered = pages(BANK, order)
    every = [question.id for page in ordered for question in page.questions]
    stands = standing(BANK, {"case_type": "community"})
    found = asked(ordered, stands)
    assert found == tuple(q for q in every if stands.applies(q) is not False)
    assert 0 < len(found) < len(every)
    assert after(found, every, "") == found[0]
    assert after(found, every, found[-1]) == ""
    assert before(found, every, found[0]) == ""
    assert [before(found, every, one) for one in found[1:]] == list(found[:-1])
    closed = next(question for question in every if question not in found)
    assert every.index(after(found, every, closed)) > every.index(closed)


def test_the_file_is_asked_before_another_answer_is_overwritten() -> None:
    question, typing = _question("1.2.5"), TypingIn()
    stored = boxes(question)[1].value
    assert typing.figure(question, stored, "3") is Deed.STAY
    assert typing.is_asking
    assert typing.enter(question, stored) is Deed.GO_ON
    assert typing.kept == {"1.2.5": boxes(question)[2].value}
    typing.clear()
    typing.figure(question, stored, "3")
    assert typing.figure(question, stored, "3") is Deed.WRITE
    typing.wrote(question)
    assert typing.kept == {}
    assert typing.keyed == {"1.2.5": boxes(question)[2].value}


def test_what_was_typed_in_from_the_form_is_mended_without_a_word() -> None:
    question, typing = _question("1.2.5"), TypingIn()
    assert typing.figure(question, None, "3") is Deed.WRITE
    typing.wrote(question)
    assert typing.figure(question, boxes(question)[2].value, "2") is Deed.WRITE


KEYS = st.lists(st.sampled_from([*"0123456789", "enter", "replace", "clear"]), max_size=30)


@given(KEYS, st.sampled_from(["1.2.5", "gender", "factor_1", "requirements"]), st.booleans())
def test_no_row_of_keys_writes_over_the_file_unless_it_was_asked(
    keys: list[str], name: str, is_filled: bool
) -> None:
    question, typing = _question(name), TypingIn()
    stored = boxes(question)[0].value if is_filled else None
    first, was_asked = stored, False
    for key in keys:
        was_asked = was_asked or typing.is_asking
        match key:
            case "enter":
                deed = typing.enter(question, stored)
            case "replace" if typing.is_asking:
                deed = typing.replace()
            case "replace" | "clear":
                typing.clear()
                continue
            case _:
                deed = typing.figure(question, stored, key)
        if deed is Deed.WRITE:
            assert typing.pending is not None
            assert first is None or was_asked
            stored = typing.pending
            typing.wrote(question)
            if first is None:
                first = None
        elif deed is Deed.GO_ON:
            typing.clear()
    allowed = {box.value for box in boxes(question)}
    assert stored is None or question.value_type is ValueType.SEVERAL or stored in allowed
