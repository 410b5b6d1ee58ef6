"""Answers that hardly go together are told, each with the questions it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest
from msgspec.structs import replace

from omi_desktop.casework.coherence import CaseWarning, warnings
from omi_desktop.instrument.gates import ALWAYS
from omi_desktop.instrument.model import Coherence, Instrument

TODAY = date(2006, 7, 18)


def ids(instrument: Instrument, values: Mapping[str, str]) -> list[str]:
    """Return the ids of the warnings."""
    return [warning.id for warning in warnings(instrument, values, TODAY)]


def only(instrument: Instrument, values: Mapping[str, str], name: str) -> CaseWarning:
    """Return the one warning of this name."""
    (found,) = (w for w in warnings(instrument, values, TODAY) if w.id == name)
    return found


def test_a_case_without_answers_has_nothing_that_does_not_fit(omi_2006: Instrument) -> None:
    assert warnings(omi_2006, {}, TODAY) == ()


def test_a_case_whose_answers_fit_has_no_warning(
    omi_2006: Instrument, best_answers: dict[str, str]
) -> None:
    assert warnings(omi_2006, best_answers, TODAY) == ()


def test_a_summary_above_the_line_is_held_against_answers_below_it(
    omi_2006: Instrument, best_answers: dict[str, str]
) -> None:
    below = {"1.3.1": "no", "1.3.3": "insufficient", "1.3.4": "poor"}
    found = only(omi_2006, best_answers | below, "summary/1.3")
    assert found.sentence == (
        "The summary of 1.3 is “Excellent”, but 3 of its 4 answers are below the line."
    )
    assert found.questions == ("1.3.1", "1.3.3", "1.3.4", "1.3.SUM")


def test_a_summary_below_the_line_is_held_against_answers_above_it(
    omi_2006: Instrument, best_answers: dict[str, str]
) -> None:
    found = only(omi_2006, best_answers | {"1.3.SUM": "insufficient"}, "summary/1.3")
    assert "“Insufficient”, but 4 of its 4 answers are above the line" in found.sentence


def test_half_of_the_answers_are_not_most_of_them(
    omi_2006: Instrument, best_answers: dict[str, str]
) -> None:
    assert ids(omi_2006, best_answers | {"1.3.1": "no", "1.3.3": "insufficient"}) == []


def test_answers_that_do_not_apply_or_are_parked_speak_for_nothing(
    omi_2006: Instrument, best_answers: dict[str, str]
) -> None:
    two_left = {
        "1.3.1": "not-applicable",
        "1.3.3": "not-applicable",
        "1.3.4": "poor",
        "1.3.5": "poor",
        "1.3.6": "no",  # parked: the person is no prolific offender
    }
    assert ids(omi_2006, best_answers | {"ppo": "no"} | two_left) == []


def test_high_risk_of_harm_without_an_answer_on_the_plan_is_told(
    omi_2006: Instrument, best_answers: dict[str, str]
) -> None:
    values = best_answers | {"roh_level": "very_high", "rmp_required": "no"}
    found = only(omi_2006, values, "bank/high-roh-without-plan")
    assert found.questions == ("roh_level", "1.2.13", "1.2.14", "1.2.15", "1.2.16")
    with_plan = best_answers | {"roh_level": "very_high", "rmp_required": "yes"}
    assert "bank/high-roh-without-plan" not in ids(omi_2006, with_plan)


def test_facts_of_a_licence_on_a_community_order_are_told_though_they_are_parked(
    omi_2006: Instrument, best_answers: dict[str, str]
) -> None:
    found = only(omi_2006, best_answers | {"case_type": "community"}, "bank/licence-facts-on-order")
    assert found.questions[0] == "case_type"
    assert {"additional_conditions", "prison_work", "recall"} <= set(found.questions)


def test_a_date_in_the_future_is_told_with_its_day(
    omi_2006: Instrument, best_answers: dict[str, str]
) -> None:
    found = only(omi_2006, best_answers | {"start_date": "2006-07-19"}, "future/start_date")
    assert found.sentence == "“Start or release” lies in the future: 19 July 2006."
    assert "future/start_date" not in ids(omi_2006, best_answers | {"start_date": "2006-07-18"})


@pytest.mark.parametrize(
    ("start", "months", "is_told"),
    [
        ("2006-01-18", "6", False),
        ("2006-01-19", "6", True),
        ("2006-01-19", "5", False),
        ("2004-02-29", "28", False),
        ("2004-02-29", "29", True),
    ],
)
def test_more_months_than_have_passed_are_told(
    start: str, months: str, is_told: bool, omi_2006: Instrument, best_answers: dict[str, str]
) -> None:
    values = best_answers | {"start_date": start, "months_supervised": months}
    assert ("bank/longer-than-since-start" in ids(omi_2006, values)) is is_told


def test_dates_of_a_bank_that_go_back_are_told(omi_2006: Instrument) -> None:
    first = omi_2006.questions["start_date"]
    second = replace(first, id="end_date", short="End")
    rule = Coherence("dates", "It ends before it begins.", ALWAYS, order=("start_date", "end_date"))
    bank = replace(omi_2006, facts=(*omi_2006.facts, second), coherence=(rule,))
    days = {"start_date": "2006-03-02", "end_date": "2006-03-01"}
    (found,) = warnings(bank, days, TODAY)
    assert (found.id, found.questions) == ("bank/dates", ("start_date", "end_date"))
    assert warnings(bank, days | {"end_date": "2006-03-02"}, TODAY) == ()
    assert warnings(bank, {"end_date": "2006-03-01"}, TODAY) == ()


def test_every_warning_of_the_bank_is_told_in_some_case(omi_2006: Instrument) -> None:
    telling: dict[str, dict[str, str]] = {
        "high-roh-without-plan": {"roh_level": "high"},
        "licence-facts-on-order": {"case_type": "community", "recall": "no"},
        "order-facts-on-licence": {"case_type": "licence", "1.1.P1": "fast"},
        "longer-than-since-start": {"start_date": "2006-07-01", "months_supervised": "3"},
        "risk-without-issue": {"roh_issue": "no", "risk_staff": "yes"},
        "high-roh-without-issue": {"roh_level": "high", "roh_issue": "no"},
        "none-and-some-requirements": {"requirements": "none+unpaid_work"},
        "unpaid-work-not-alone": {
            "requirements": "supervision+unpaid_work",
            "standalone_unpaid_work": "yes",
        },
        "resident-without-referral": {"ap_referred": "no", "ap_resident": "yes"},
        "mappa-without-others": {"mappa": "2", "others_involved": "no"},
    }
    assert [rule.id for rule in omi_2006.coherence] == list(telling)
    for name, values in telling.items():
        assert f"bank/{name}" in ids(omi_2006, values)
        for left_out in values:
            fewer = {q: v for q, v in values.items() if q != left_out}
            assert f"bank/{name}" not in ids(omi_2006, fewer)


def test_the_questions_of_a_warning_are_questions_of_the_bank(omi_2006: Instrument) -> None:
    values = {"case_type": "community", "recall": "no", "roh_level": "high", "roh_issue": "no"}
    for warning in warnings(omi_2006, values, TODAY):
        assert warning.questions
        assert set(warning.questions) <= set(omi_2006.questions)
