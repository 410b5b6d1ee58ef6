"""Examples of good practice that begin from a passage which an assessor marked in a case."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from omi_desktop.report.quoting import as_good_practice, without_references
from omi_desktop.store.records import MarkKind

if TYPE_CHECKING:
    from omi_desktop.report.gather import ReportData
    from omi_desktop.store.records import GoodPractice, Mark


def unused_marks(data: ReportData) -> tuple[Mark, ...]:
    """Return the passages marked as good practice that no example was written from."""
    used = {example.mark for example in data.kept.good_practice}
    return tuple(
        mark
        for mark in data.kept.marks
        if mark.kind is MarkKind.GOOD_PRACTICE and mark.id not in used
    )


def retold(mark: Mark, data: ReportData) -> str:
    """Return the words of a mark with roles in the place of its case and of the team."""
    text = without_references(mark.text, (case.ref for case in data.cases))
    for person in data.people:
        named = rf"(?<!\w){re.escape(person.name)}(?!\w)"
        text = re.sub(named, f"[the {person.kind}]", text)
    return text


def as_example(mark: Mark, data: ReportData) -> GoodPractice:
    """Return an example of good practice begun from a mark, after those that are written."""
    refs = tuple(case.ref for case in data.cases)
    told = replace(mark, text=retold(mark, data))
    return as_good_practice(told, refs, data.kept.good_practice, data.instrument)
