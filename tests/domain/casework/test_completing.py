"""A case can be completed when nothing is missing, every reason is given, every warning met."""

from __future__ import annotations

from datetime import date

from omi_desktop.casework.completing import Completing, Wanted, Why, completing
from omi_desktop.instrument.model import Instrument

TODAY = date(2006, 7, 18)


def test_a_case_with_everything_answered_is_ready(
    omi_2006: Instrument, best_answers: dict[str, str]
) -> None:
    found = completing(omi_2006, best_answers, {}, today=TODAY)
    assert found == Completing((), (), (), ())
    assert found.is_ready
    assert found.left == 0


def test_what_is_missing_is_named_in_the_order_of_the_bank(
    omi_2006: Instrument, best_answers: dict[str, str]
) -> None:
    values = {q: v for q, v in best_answers.items() if q not in ("1.5.3", "gender")}
    found = completing(omi_2006, values, {}, today=TODAY)
    assert found.missing == ("gender", "1.5.3")
    assert not found.is_ready


def test_not_applicable_where_the_gate_asked_wants_a_reason(
    omi_2006: Instrument, best_answers: dict[str, str]
) -> None:
    values = best_answers | {"1.5.3": "not-applicable"}
    (wanted,) = completing(omi_2006, values, {}, today=TODAY).reasons
    assert wanted == Wanted("1.5.3", Why.NOT_APPLICABLE)
    assert wanted.sentence.startswith("Say why this does not apply here")


def test_not_applicable_that_is_parked_wants_none(
    omi_2006: Instrument, best_answers: dict[str, str]
) -> None:
    values = best_answers | {"1.1.8": "not-applicable"}  # of reports before a community order
    assert completing(omi_2006, values, {}, today=TODAY).reasons == ()


def test_below_the_line_on_risk_of_harm_wants_a_reason_and_elsewhere_none(
    omi_2006: Instrument, best_answers: dict[str, str]
) -> None:
    values = best_answers | {"1.2.4": "no", "1.3.1": "no"}
    (wanted,) = completing(omi_2006, values, {}, today=TODAY).reasons
    assert wanted == Wanted("1.2.4", Why.BELOW_THE_LINE)
    assert "Risk of Harm" in wanted.sentence


def test_a_note_beside_the_answer_is_its_reason(
    omi_2006: Instrument, best_answers: dict[str, str]
) -> None:
    values = best_answers | {"1.2.4": "no", "1.5.3": "not-applicable"}
    notes = {"1.2.4": "Not screened until the second month", "1.5.3": "  "}
    found = completing(omi_2006, values, notes, today=TODAY)
    assert [wanted.question for wanted in found.reasons] == ["1.5.3"]


def test_a_warning_stands_in_the_way_until_it_is_acknowledged(
    omi_2006: Instrument, best_answers: dict[str, str]
) -> None:
    values = best_answers | {"1.3.SUM": "insufficient"}
    found = completing(omi_2006, values, {}, today=TODAY)
    assert [warning.id for warning in found.warnings] == ["summary/1.3"]
    assert found.left == 1
    met = completing(omi_2006, values, {}, acknowledged={"summary/1.3", "gone"}, today=TODAY)
    assert [warning.id for warning in met.acknowledged] == ["summary/1.3"]
    assert met.is_ready


def test_missing_answers_reasons_and_warnings_are_counted_together(
    omi_2006: Instrument, best_answers: dict[str, str]
) -> None:
    values = best_answers | {"1.2.4": "no", "1.3.SUM": "insufficient"}
    del values["gender"]
    assert completing(omi_2006, values, {}, today=TODAY).left == 3
