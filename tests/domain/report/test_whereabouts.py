"""Where a line of the report's plain text was written."""

from __future__ import annotations

from dataclasses import replace

import pytest

from omi_desktop.report.content import report
from omi_desktop.report.gather import ReportData
from omi_desktop.report.plain import plain_text
from omi_desktop.report.sample_pages import rewritten
from omi_desktop.report.spots import Screen, Spot
from omi_desktop.report.whereabouts import spots_at
from omi_desktop.store import Contributor, Passage


def spot(data: ReportData, words: str) -> Spot:
    """Return where the first line that holds these words was written."""
    text = plain_text(report(data))
    number = next(n for n, line in enumerate(text.splitlines(), 1) if words in line)
    (found,) = spots_at(text, [number], data)
    return found


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("It has further to go.", Spot(Screen.REPORT, "foreword")),
        ("MAPPA cases were assessed", Spot(Screen.REPORT, "summary/1")),
        ("sentence plans are used throughout", Spot(Screen.REPORT, "recommendations")),
        ("Mr D kept his plan", Spot(Screen.REPORT, "good-practice")),
        ("Few reports held an outline plan", Spot(Screen.FINDINGS, "1.1")),
        ("The board knew where", Spot(Screen.FINDINGS, "4.1")),
        ("The judgement rests on the whole", Spot(Screen.LEADERSHIP, "4.2")),
    ],
)
def test_a_line_that_somebody_wrote_leads_to_where_it_is_written(
    data: ReportData, words: str, expected: Spot
) -> None:
    assert spot(data, words) == expected


@pytest.mark.parametrize(
    ("words", "part"),
    [
        ("A report on offender management in", "notice"),
        ("There will not be a further inspection", "next-steps"),
        ("Table 2: Risk of Harm thread", "scores"),
        ("Offenders on unpaid work", "perspective"),
        ("Breach in time", "criterion/4.2"),
        ("Reconciliation code", "scoring"),
    ],
)
def test_a_line_that_the_program_makes_leads_to_its_part(
    data: ReportData, words: str, part: str
) -> None:
    assert spot(data, words) == Spot(Screen.REPORT, part)


def test_a_line_with_a_figure_is_found_as_it_is_printed(data: ReportData) -> None:
    passage = Passage("area", 1, "Good in {percent 1.1.1} of cases.\n- Bad in {of 1.1.2}.")
    changed = rewritten(data, replace(data.kept, passages=(passage,)))
    assert spot(changed, "Good in") == Spot(Screen.REPORT, "area")
    assert spot(changed, "Bad in") == Spot(Screen.REPORT, "area")


def test_a_short_text_does_not_claim_a_longer_line_that_holds_it_by_chance(
    data: ReportData,
) -> None:
    short = Passage("notice", 1, "unpaid")
    people = (Contributor(1, "V. Wampool", "Officer"),)
    changed = rewritten(data, replace(data.kept, passages=(short,), contributors=people))
    assert spot(changed, "Offenders on unpaid work") == Spot(Screen.REPORT, "perspective")
    assert spot(changed, "V. Wampool") == Spot(Screen.REPORT, "acknowledgements")


def test_nothing_is_looked_for_where_nothing_was_found(data: ReportData) -> None:
    assert spots_at(plain_text(report(data)), [], data) == ()
