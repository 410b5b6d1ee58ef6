"""What has to be settled before a sign-off, and where."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from msgspec.structs import replace as changed

from omi_desktop.report.checklist import checklist, reasons_missing
from omi_desktop.report.content import still_open
from omi_desktop.report.gather import ReportData
from omi_desktop.report.sample_pages import rewritten
from omi_desktop.report.spots import Screen, Spot
from omi_desktop.store import CaseStatus, GoodPractice, Passage, Rating, Recommendation


def spots(data: ReportData, **kept: Any) -> dict[str, Spot]:
    """Return where each claim leads, with other records of some kinds."""
    changed = rewritten(data, replace(data.kept, **kept))
    return {point.claim: point.spot for point in checklist(changed)}


def test_every_claim_that_stops_a_sign_off_leads_somewhere(data: ReportData) -> None:
    assert tuple(point.claim for point in checklist(data)) == still_open(data)
    assert spots(data) == {
        "proposed findings in 13 criteria": Spot(Screen.FINDINGS, "1.2"),
        "4 criteria not yet rated": Spot(Screen.LEADERSHIP, "4.3"),
    }


def test_a_case_that_was_begun_leads_to_the_cases(data: ReportData) -> None:
    cases = replace(data.scorecard.cases, complete=data.scorecard.cases.assessed - 1)
    begun = replace(data, scorecard=replace(data.scorecard, cases=cases))
    assert spots(begun)["1 case begun but not complete"] == Spot(Screen.CASES)


def test_a_report_without_a_date_leads_to_the_timetable(bare: ReportData) -> None:
    assert spots(bare)["no date of publication"] == Spot(Screen.REPORT, "timetable")


def test_changed_figures_lead_to_the_first_text_that_has_one(data: ReportData) -> None:
    claim = "changed figures in 1 text"
    stale = ("1 of 2",)
    passage = Passage("context", 1, "{of 1.1.1}", "", stale)
    assert spots(data, passages=(passage,))[claim] == Spot(Screen.REPORT, "context")
    advice = Recommendation(1, "{of 1.1.1}", ("1.1",), stale)
    assert spots(data, recommendations=(advice,))[claim] == Spot(Screen.REPORT, "recommendations")
    example = GoodPractice(1, "T", "1.1", "{of 1.1.1}", stale)
    assert spots(data, good_practice=(example,))[claim] == Spot(Screen.REPORT, "good-practice")
    rating = Rating("4.1", "well-met", "{of 1.1.1}", stale)
    assert spots(data, ratings=(rating,))[claim] == Spot(Screen.LEADERSHIP, "4.1")


def test_a_recommendation_on_a_finding_that_is_gone_stops_the_sign_off(data: ReportData) -> None:
    lost = Recommendation(1, "Do it.", ("1.1", "gone"))
    found = spots(data, recommendations=(lost,))
    assert found["findings that are gone under 1 recommendation"] == Spot(
        Screen.REPORT, "recommendations"
    )


def test_comments_and_drawn_cases_stop_a_sign_off(data: ReportData) -> None:
    found = spots(data, open_comments=2, unchecked=1)
    assert found["2 open comments"] == Spot(Screen.CHECKS, "comments")
    assert found["1 drawn case not checked yet"] == Spot(Screen.CHECKS)


def test_a_withdrawn_case_is_accounted_for_by_its_reason(data: ReportData) -> None:
    first, *others = data.cases
    for reason, is_open in (("", True), ("Transferred to another area.", False)):
        gone = changed(first, status=CaseStatus.WITHDRAWN, reason=reason)
        found = spots(replace(data, cases=(gone, *others)))
        assert ("1 withdrawn case without a reason" in found) is is_open


def test_reasons_that_are_asked_for_are_counted_until_they_are_given(data: ReportData) -> None:
    missing = reasons_missing(data)
    noted = tuple(changed(answer, note="Because.") for answer in data.answers)
    assert missing > 0
    assert reasons_missing(replace(data, answers=noted)) == 0
    assert not any("reason" in point.claim for point in checklist(data))
