"""Where something is settled: the screen and the place on it that a sentence can lead to."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from omi_desktop.store.records import Finding, GoodPractice, Passage, Rating

if TYPE_CHECKING:
    from omi_desktop.report.live_texts import Written

RECOMMENDATIONS = "recommendations"
NEXT_STEPS = "next-steps"
GOOD_PRACTICE = "good-practice"
TIMETABLE = "timetable"
PEOPLE = "people"
SIGN_OFF = "sign-off"
COMMENTS = "comments"


class Screen(StrEnum):
    """The screens on which the parts of a report are settled."""

    CASES = "cases"
    RETURNS = "returns"
    CHECKS = "checks"
    FINDINGS = "findings"
    LEADERSHIP = "leadership"
    PERSPECTIVES = "perspectives"
    PERFORMANCE = "performance"
    REPORT = "report"


@dataclass(frozen=True, slots=True)
class Spot:
    """A screen, and on it a criterion or a part of the report by its id, "" for the screen."""

    screen: Screen
    place: str = ""


def spot_of(record: Written) -> Spot:
    """Return where the text of a record is written."""
    if isinstance(record, Finding):
        return Spot(Screen.FINDINGS, record.criterion)
    if isinstance(record, Rating):
        return Spot(Screen.LEADERSHIP, record.criterion)
    if isinstance(record, Passage):
        return Spot(Screen.REPORT, record.part)
    place = GOOD_PRACTICE if isinstance(record, GoodPractice) else RECOMMENDATIONS
    return Spot(Screen.REPORT, place)
