from __future__ import annotations

import pytest

from omi_desktop.report.figures import MISSING
from omi_desktop.report.gather import Kept, ReportData
from omi_desktop.report.live_texts import Written, astray, changed, live_text
from omi_desktop.report.parts.follow_up import traced
from omi_desktop.store import (
    Finding,
    FindingKind,
    GoodPractice,
    Passage,
    Rating,
    Recommendation,
)

TEXT = "Reports were ready in {of 1.1.4}."
FINDINGS = (
    Finding("1.1", FindingKind.STRENGTH, 1, "Reports were ready.", "ready"),
    Finding("1.1", FindingKind.STRENGTH, 2, "Reports were clear.", "clear"),
    Finding("2.4", FindingKind.IMPROVEMENT, 1, "Breach was late.", "breach"),
)


def written(text: str, accepted: tuple[str, ...] = ()) -> tuple[Written, ...]:
    """Return the text as a record of every kind that may hold live figures."""
    return (
        Finding("1.1", FindingKind.STRENGTH, 1, text, "ready", accepted),
        Passage("summary/1", 1, text, accepted=accepted),
        Recommendation(1, text, accepted=accepted),
        GoodPractice(1, "A plan", "2.1", text, accepted),
        Rating("4.1", "well-met", text, accepted),
    )


def test_every_kind_of_record_gives_its_text_and_what_was_accepted() -> None:
    texts = [live_text(record) for record in written(TEXT, ("31 of 40",))]
    assert {(found.text, found.accepted) for found in texts} == {(TEXT, ("31 of 40",))}


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        (Finding("1.1", FindingKind.STRENGTH, 1, ""), "1.1"),
        (GoodPractice(1, "", "2.1", ""), "2.1"),
        (Rating("4.1", "well-met"), "4.1"),
        (Passage("criterion/2.2", 1, ""), "2.2"),
        (Passage("section/2", 1, ""), ""),
        (Passage("summary/1", 1, ""), ""),
        (Recommendation(1, ""), ""),
    ],
)
def test_a_text_stands_under_its_criterion(record: Written, expected: str) -> None:
    assert live_text(record).criterion == expected


def test_a_text_is_changed_until_what_it_shows_now_is_accepted(data: ReportData) -> None:
    now = data.figures.accepted(TEXT)
    never, before, accepted = written(TEXT), written(TEXT, ("1 of 2",)), written(TEXT, now)
    assert [found.record for found in changed(never, data.figures)] == list(never)
    assert [found.record for found in changed(before, data.figures)] == list(before)
    assert list(changed(accepted, data.figures)) == []


def test_a_text_without_figures_is_never_changed(data: ReportData) -> None:
    assert list(changed(written("Reports were ready."), data.figures)) == []


def test_a_text_that_refers_to_no_finding_is_astray(data: ReportData) -> None:
    figures = data.figures.lettered(FINDINGS)
    found, lost = written("As {see clear} says."), written("As {see gone} says.")
    assert list(astray(found, figures)) == []
    assert [text.record for text in astray(lost, figures)] == list(lost)


def test_a_finding_that_moved_changes_the_texts_that_refer_to_it(data: ReportData) -> None:
    text = "As {see clear} says."
    before = data.figures.lettered(FINDINGS).accepted(text, "1.1")
    assert before == ("strength (b)",)
    alone = data.figures.lettered(FINDINGS[1:])
    own = Finding("1.1", FindingKind.STRENGTH, 3, text, "says", before)
    assert [found.record for found in changed([own], alone)] == [own]


def test_all_that_is_kept_with_live_figures_is_looked_at(data: ReportData) -> None:
    finding, passage, recommendation, practice, rating = written(TEXT)
    assert isinstance(finding, Finding)
    assert isinstance(passage, Passage)
    assert isinstance(recommendation, Recommendation)
    assert isinstance(practice, GoodPractice)
    assert isinstance(rating, Rating)
    kept = Kept((rating,), (finding,), (recommendation,), (practice,), passages=(passage,))
    assert set(kept.live) == {finding, passage, recommendation, practice, rating}
    assert len(list(changed(kept.live, data.figures))) == 5


@pytest.mark.parametrize(
    ("traces", "expected"),
    [
        ((), ""),
        (("1.5",), "criterion 1.5"),
        (("1.5", "2.1"), "criteria 1.5 and 2.1"),
        (("1.5", "2.1", "2.3"), "criteria 1.5, 2.1 and 2.3"),
        (("clear",), "1.1 strength (b)"),
        (("clear", "ready"), "1.1 strengths (a) and (b)"),
        (("breach", "clear"), "1.1 strength (b); 2.4 area for improvement (a)"),
        (("clear", "1.5"), "criterion 1.5; 1.1 strength (b)"),
        (("gone",), MISSING),
        (("gone", "1.5", "breach"), f"criterion 1.5; 2.4 area for improvement (a); {MISSING}"),
    ],
)
def test_what_a_recommendation_rests_on_is_said_in_words(
    traces: tuple[str, ...], expected: str
) -> None:
    assert traced(traces, FINDINGS) == expected


def test_what_a_recommendation_rests_on_is_lettered_anew() -> None:
    assert traced(("clear",), FINDINGS[1:]) == "1.1 strength (a)"
