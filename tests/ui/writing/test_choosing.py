"""What a figure can be of, found by a few letters."""

from __future__ import annotations

import pytest

from omi_desktop.assets import asset
from omi_desktop.instrument.bank import read_bank
from omi_desktop.instrument.model import Instrument
from omi_desktop.report.live import Form, refuse_unknown
from omi_ui.writing.choosing import Side, made, meant, sides, subjects


@pytest.fixture(scope="module")
def instrument() -> Instrument:
    """Return the question bank that is shipped."""
    return read_bank(asset("instrument/omi-2006"))


def test_a_number_means_what_begins_with_it_first(instrument: Instrument) -> None:
    (score, *_) = meant(subjects(instrument), "1.2", "1.1")
    assert score.is_score
    found = meant(subjects(instrument), "1.2.2", "1.1")
    assert [each.id for each in found][:3] == ["1.2.2", "1.2.20", "1.2.21"]


def test_without_letters_the_criterion_of_the_page_comes_first(instrument: Instrument) -> None:
    found = meant(subjects(instrument), "", "2.3")
    own = [each.id for each in found if each.home == "2.3"]
    assert [each.id for each in found][: len(own)] == own
    assert [each.is_score for each in found[: len(own)]] == [*([False] * (len(own) - 1)), True]


def test_all_the_letters_must_be_meant(instrument: Instrument) -> None:
    found = meant(subjects(instrument), "VICTIM release", "1.1")
    assert found
    assert all("victim" in f"{s.title} {s.text}".casefold() for s in found)
    assert meant(subjects(instrument), "no such words at all", "1.1") == ()


def test_every_figure_that_can_be_chosen_is_one_the_bank_knows(instrument: Instrument) -> None:
    for subject in subjects(instrument):
        own = (Side(""),) if subject.is_score else sides(instrument.questions[subject.id])
        assert own
        for side in own:
            figure = made(subject, Form.PERCENT, side, "licence")
            refuse_unknown(str(figure), instrument)


def test_a_question_without_a_line_is_counted_by_its_answers(instrument: Instrument) -> None:
    fact = instrument.questions["case_type"]
    assert all(side.value for side in sides(fact))
    judged = sides(instrument.questions["1.2.21"])
    assert [side.words for side in judged[:2]] == ["Sufficient", "Insufficient"]
