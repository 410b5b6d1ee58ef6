"""Two orders over the same questions; whoever comes back goes on where they stopped."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from omi_desktop.casework.orders import (
    Order,
    Progress,
    by_heading,
    left_at,
    next_unanswered,
    page_of,
    pages,
    progress,
)
from omi_desktop.instrument.applicability import standing
from omi_desktop.instrument.model import Instrument


@dataclass(frozen=True)
class Row:
    """A row of the history."""

    what: str
    question: str | None
    by: str = "p2"


@pytest.mark.parametrize("order", Order)
def test_every_order_has_every_question_once(order: Order, omi_2006: Instrument) -> None:
    asked = [question.id for page in pages(omi_2006, order) for question in page.questions]
    assert sorted(asked) == sorted(omi_2006.questions)


def test_one_reads_by_stages_and_reports_by_criteria(omi_2006: Instrument) -> None:
    reading = list(dict.fromkeys(page.heading for page in pages(omi_2006, Order.READING)))
    assert reading == ["Facts", "Court", "Start", "Planning", "Delivery", "Review", "Outcome"]
    report = [page.id for page in pages(omi_2006, Order.REPORT) if "/" not in page.id]
    assert report == [*omi_2006.criterion, "4.6"]


def test_headings_count_what_is_answered_asked_and_parked(
    omi_2006: Instrument, best_answers: dict[str, str]
) -> None:
    values = best_answers | {"1.1.1": "poor"}
    del values["gender"], values["2.1.4"]
    counted = dict(by_heading(pages(omi_2006, Order.READING), standing(omi_2006, values)))
    assert not counted["Facts"].is_complete
    assert counted["Facts"].applicable - counted["Facts"].answered == 1
    assert counted["Court"] == Progress(0, 0, 1)
    assert not counted["Court"].is_complete
    assert counted["Start"].is_complete
    assert counted["Delivery"].applicable - counted["Delivery"].answered == 1


def test_counts_of_both_orders_agree(omi_2006: Instrument, best_answers: dict[str, str]) -> None:
    values = dict(list(best_answers.items())[::2])
    case = standing(omi_2006, values)
    for order in Order:
        ordered = pages(omi_2006, order)
        answered = sum(progress(page.questions, case).answered for page in ordered)
        applicable = sum(progress(page.questions, case).applicable for page in ordered)
        assert (answered, applicable) == (case.answered, case.applicable)


def test_the_next_unanswered_goes_round_to_the_first_again(
    omi_2006: Instrument, best_answers: dict[str, str]
) -> None:
    values = {q: v for q, v in best_answers.items() if q not in ("gender", "1.5.3", "2.1.4")}
    case, ordered = standing(omi_2006, values), pages(omi_2006, Order.REPORT)
    assert next_unanswered(ordered, case) == "gender"
    assert next_unanswered(ordered, case, after="gender") == "1.5.3"
    assert next_unanswered(ordered, case, after="1.5.3") == "2.1.4"
    assert next_unanswered(ordered, case, after="3.2.SUM") == "gender"
    assert next_unanswered(ordered, standing(omi_2006, best_answers), after="gender") is None


def test_the_only_one_unanswered_is_next_after_itself(
    omi_2006: Instrument, best_answers: dict[str, str]
) -> None:
    values = {q: v for q, v in best_answers.items() if q != "1.5.3"}
    ordered = pages(omi_2006, Order.READING)
    assert next_unanswered(ordered, standing(omi_2006, values), after="1.5.3") == "1.5.3"


def test_reading_order_goes_from_stage_to_stage(
    omi_2006: Instrument, best_answers: dict[str, str]
) -> None:
    values = {q: v for q, v in best_answers.items() if q not in ("1.5.3", "2.1.14")}
    case, reading = standing(omi_2006, values), pages(omi_2006, Order.READING)
    assert next_unanswered(reading, case) == "2.1.14"  # at the start, though of section 2
    assert next_unanswered(reading, case, after="2.1.14") == "1.5.3"


def test_one_goes_on_at_the_question_one_last_touched() -> None:
    rows = [Row("answer", "1.1.1"), Row("note", "1.1.2"), Row("status", None)]
    assert left_at([*rows, Row("answer", "9.9", by="p1")], "p2") == "1.1.2"
    assert left_at([], "p2") is None


def test_a_question_is_on_one_page_of_each_order(omi_2006: Instrument) -> None:
    page = page_of(pages(omi_2006, Order.READING), "2.1.14")
    assert page is not None
    assert (page.heading, page.id) == ("Start", "start/2.1")
    assert page_of(pages(omi_2006, Order.REPORT), "nothing") is None
