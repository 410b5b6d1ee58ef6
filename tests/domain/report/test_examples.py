"""Examples of good practice that begin from a passage marked in a case."""

from __future__ import annotations

from dataclasses import replace

import pytest

from omi_desktop.report.examples import as_example, retold, unused_marks
from omi_desktop.report.gather import ReportData
from omi_desktop.report.live import parse
from omi_desktop.store import GoodPractice, Mark, MarkKind


def mark(key: str, text: str, kind: MarkKind = MarkKind.GOOD_PRACTICE) -> Mark:
    """Return a passage marked in the first case."""
    return Mark(key, "c0", "2.5", "2.5.1", kind, text, "p1", "2006-07-18T10:00:00.000Z")


@pytest.fixture
def marked(data: ReportData) -> ReportData:
    """Return an inspection with three passages marked, one of them used."""
    marks = (
        mark("a", "In CU-0000 Robin Marsh {so to say} found a bus pass."),
        mark("b", "Used already."),
        mark("c", "An illustration.", MarkKind.ILLUSTRATION),
    )
    used = (GoodPractice(1, "T", "2.5", "Told.", mark="b"),)
    return replace(data, kept=replace(data.kept, marks=marks, good_practice=used))


def test_only_good_practice_that_was_not_used_waits(marked: ReportData) -> None:
    assert [each.id for each in unused_marks(marked)] == ["a"]


def test_case_and_team_stand_as_roles(marked: ReportData) -> None:
    told = retold(marked.kept.marks[0], marked)
    assert told == "In [the case] [the area assessor] {so to say} found a bus pass."


def test_an_example_keeps_its_mark_and_braces_are_words(marked: ReportData) -> None:
    made = as_example(marked.kept.marks[0], marked)
    assert (made.mark, made.criterion, made.position) == ("a", "2.5", 2)
    assert parse(made.text) == (retold(marked.kept.marks[0], marked),)
