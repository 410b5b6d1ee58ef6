"""The pages of a case."""

from __future__ import annotations

import pytest

from omi_desktop.casework.orders import Order, pages
from omi_desktop.instrument.bank import read_files
from omi_desktop.instrument.model import Instrument


@pytest.fixture(scope="module")
def instrument(bank: dict[str, str]) -> Instrument:
    """Return the question bank that is shipped."""
    return read_files(bank)


@pytest.mark.parametrize("order", Order)
def test_every_question_stands_on_one_page(instrument: Instrument, order: Order) -> None:
    asked = [question.id for page in pages(instrument, order) for question in page.questions]
    assert sorted(asked) == sorted(instrument.questions)


@pytest.mark.parametrize("order", Order)
def test_every_page_has_an_id_of_its_own(instrument: Instrument, order: Order) -> None:
    ids = [page.id for page in pages(instrument, order)]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("order", Order)
def test_facts_come_first(instrument: Instrument, order: Order) -> None:
    assert pages(instrument, order)[0].questions[0].id == "case_type"


def test_the_reading_order_follows_the_stages(instrument: Instrument) -> None:
    headings = list(dict.fromkeys(page.heading for page in pages(instrument, Order.READING)))
    stages = [stage.title for stage in instrument.stages]
    assert headings == [stage for stage in stages if stage in headings]
