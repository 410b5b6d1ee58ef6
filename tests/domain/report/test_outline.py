"""The outline of the report while it is written."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from omi_desktop.report.content import parts
from omi_desktop.report.gather import ReportData
from omi_desktop.report.outline import Kind, Place, State, outline
from omi_desktop.report.sample_pages import rewritten
from omi_desktop.store import (
    Contributor,
    Finding,
    FindingKind,
    GoodPractice,
    Passage,
    Rating,
    Recommendation,
    SignOff,
    Timetable,
)


def places(data: ReportData, **kept: Any) -> dict[str, Place]:
    """Return the outline by part, with other records of some kinds."""
    changed = rewritten(data, replace(data.kept, **kept))
    return {place.id: place for place in outline(changed)}


def test_the_outline_follows_the_order_of_the_report(data: ReportData) -> None:
    order = [part.id for part in parts(data)]
    printed = [place.printed_in for place in outline(data)]
    body = printed[: printed.index("role") + 1]
    assert [order.index(part) for part in body] == sorted(order.index(part) for part in body)
    assert set(order) - set(printed) == {"contents", "abbreviations"}


def test_every_place_is_printed_in_a_part_of_the_report(data: ReportData) -> None:
    known = {part.id for part in parts(data)}
    assert {place.printed_in for place in outline(data)} <= known


def test_the_order_is_that_of_the_published_report(data: ReportData) -> None:
    ids = [place.id for place in outline(data)]
    wanted = [
        "notice",
        "foreword",
        "acknowledgements",
        "summary",
        "summary/1",
        "summary/risk-of-harm",
        "scores",
        "recommendations",
        "next-steps",
        "good-practice",
        "area",
        "perspective",
        "section/1",
        "criterion/1.1",
        "criterion/4.6",
        "context",
        "method",
        "scoring",
        "role",
        "timetable",
        "people",
        "sign-off",
    ]
    assert [each for each in ids if each in wanted] == wanted
    assert len(ids) == len(set(ids))


def test_what_is_written_is_told_from_what_is_missing_and_what_may_be_left_out(
    data: ReportData,
) -> None:
    found = places(data)
    assert found["foreword"].state is State.WRITTEN
    assert found["summary/1"].state is State.WRITTEN
    assert found["summary/2"].state is State.MISSING
    assert found["acknowledgements"].state is State.MISSING
    assert found["notice"].state is State.EMPTY
    assert found["method"].state is State.EMPTY
    assert found["scores"].state is State.MADE
    assert found["scores"].kind is Kind.MADE


def test_of_an_inspection_of_which_nothing_is_known_everything_expected_is_missing(
    bare: ReportData,
) -> None:
    found = {place.id: place for place in outline(bare)}
    missing = {name for name, place in found.items() if place.state is State.MISSING}
    assert {"foreword", "area", "recommendations", "next-steps", "timetable", "people"} <= missing
    assert "criterion/1.1" not in missing  # no case, so nothing is proposed
    assert found["criterion/4.1"].note == "not rated"


def test_a_criterion_waits_for_its_findings_and_its_rating(data: ReportData) -> None:
    found = places(data)
    assert found["criterion/1.1"].state is State.WRITTEN
    assert found["criterion/1.2"].note == "findings proposed"
    assert found["criterion/4.1"].state is State.WRITTEN
    assert found["criterion/4.3"].note == "not rated"


@pytest.mark.parametrize(
    ("kept", "place"),
    [
        ({"passages": (Passage("area", 1, "In {percent 1.1.1}.", "", ("1%",)),)}, "area"),
        (
            {"passages": (Passage("criterion/1.1", 1, "{of 1.1.1}", "", ("1 of 2",)),)},
            "criterion/1.1",
        ),
        (
            {
                "findings": (
                    Finding("1.1", FindingKind.STRENGTH, 1, "{of 1.1.1}", "a", ("1 of 2",)),
                )
            },
            "criterion/1.1",
        ),
        ({"ratings": (Rating("4.1", "well-met", "{of 1.1.1}", ("1 of 2",)),)}, "criterion/4.1"),
        (
            {"recommendations": (Recommendation(1, "{of 1.1.1}", ("1.1",), ("1 of 2",)),)},
            "recommendations",
        ),
        (
            {"good_practice": (GoodPractice(1, "T", "1.1", "{of 1.1.1}", ("1 of 2",)),)},
            "good-practice",
        ),
    ],
)
def test_a_figure_that_changed_marks_the_part_it_stands_in(
    data: ReportData, kept: dict[str, object], place: str
) -> None:
    found = places(data, **kept)[place]
    assert (found.state, found.note) == (State.STALE, "1 changed")


def test_a_reference_to_a_finding_that_is_gone_marks_its_part(data: ReportData) -> None:
    passage = Passage("area", 1, "See {see gone}.", "", ("[no such finding]",))
    found = places(data, passages=(passage,))["area"]
    assert (found.state, found.note) == (State.STALE, "1 reference astray")


def test_a_recommendation_rests_on_something_that_exists(data: ReportData) -> None:
    told = [
        places(data, recommendations=(Recommendation(1, "Do it.", traces),))["recommendations"]
        for traces in (("1.5",), (), ("gone",))
    ]
    assert [place.state for place in told] == [State.WRITTEN, State.MISSING, State.STALE]
    assert [place.note for place in told[1:]] == ["1 not traced to findings", "a finding is gone"]


def test_an_example_without_a_title_is_not_finished(data: ReportData) -> None:
    found = places(data, good_practice=(GoodPractice(1, "", "2.1", "Mr D came."),))
    assert found["good-practice"].note == "1 without a title"


def test_days_the_wrong_way_round_are_marked(data: ReportData) -> None:
    wrong = Timetable(fieldwork_to="2006-07-21", draft="2006-07-01")
    assert places(data, timetable=wrong)["timetable"].note == "out of order"


def test_people_and_sign_off_say_how_they_stand(data: ReportData) -> None:
    signed = SignOff(1, "p0", "2006-11-01T10:00:00.000Z", 7, "abc")
    found = places(data, contributors=(Contributor(1, "V. Wampool", "Clerk"),))
    assert found["people"].note == "3 in the team, 1 thanked"
    assert found["sign-off"].note == "2 still open"
    assert places(data, sign_offs=(signed,))["sign-off"].note == "signed off, number 1"
