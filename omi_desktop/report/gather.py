"""Everything the exports show, read once from an open inspection.

The report and the workbook are both made from this one value, so they speak of one moment.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from omi_desktop.instrument.applicability import Standings, standings
from omi_desktop.report.figures import Figures
from omi_desktop.report.staff_results import surveys_of
from omi_desktop.report.wording import SMALL_BASE
from omi_desktop.scoring.score import ScoredCase, scorecard
from omi_desktop.store.checking import open_comments, unchecked
from omi_desktop.store.checking_records import CheckDraw, Checked
from omi_desktop.store.kept_sample import KeptSample, kept_sample
from omi_desktop.store.merging import open_conflicts
from omi_desktop.store.records import (
    Conclusion,
    Contributor,
    Evidence,
    Finding,
    FocusGroup,
    GoodPractice,
    Indicator,
    Mark,
    NextSteps,
    Passage,
    Rating,
    Recommendation,
    SignOff,
    SurveyResult,
    SurveyReturn,
    Timetable,
)
from omi_desktop.store.scorecards import small_base
from omi_desktop.store.second_readings import marks_of_second_readings
from omi_desktop.store.thread_records import EarlierInspection

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from omi_desktop.instrument.model import Instrument
    from omi_desktop.report.live_texts import Written
    from omi_desktop.scoring.scorecard import Scorecard
    from omi_desktop.store import Answer, Case, Details, Inspection, Person

Under = TypeVar("Under", Rating, Finding, Evidence, Conclusion)


@dataclass(frozen=True, slots=True)
class Kept:
    """What the lead inspector keeps besides the cases, each kind in its order."""

    ratings: tuple[Rating, ...] = ()
    findings: tuple[Finding, ...] = ()
    recommendations: tuple[Recommendation, ...] = ()
    good_practice: tuple[GoodPractice, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    survey_returns: tuple[SurveyReturn, ...] = ()
    survey_results: tuple[SurveyResult, ...] = ()
    focus_groups: tuple[FocusGroup, ...] = ()
    passages: tuple[Passage, ...] = ()
    next_steps: NextSteps | None = None
    evidence: tuple[Evidence, ...] = ()
    conclusions: tuple[Conclusion, ...] = ()
    contributors: tuple[Contributor, ...] = ()
    marks: tuple[Mark, ...] = ()
    timetable: Timetable = field(default_factory=Timetable)
    sign_offs: tuple[SignOff, ...] = ()
    open_conflicts: int = 0
    open_comments: int = 0
    unchecked: int = 0
    sample: KeptSample | None = None
    small_base: int = SMALL_BASE
    earlier: tuple[EarlierInspection, ...] = ()

    @property
    def live(self) -> tuple[Written, ...]:
        """Return everything whose text may hold live figures."""
        return (
            *self.findings,
            *self.passages,
            *self.recommendations,
            *self.good_practice,
            *self.ratings,
        )

    @property
    def sign_off(self) -> SignOff | None:
        """Return the sign-off that holds, or None while the report is a draft."""
        return next((signed for signed in self.sign_offs if signed.holds), None)


@dataclass(frozen=True, slots=True)
class ReportData:
    """One moment of an inspection.

    `cases` are in order of position; `values` and the indices of `standings` follow that order.
    `answers` hold notes, authors and times, by case and then in the order of the bank. `at` is the
    moment of the data cut and `revision` the last change it holds.
    """

    details: Details
    instrument: Instrument
    people: tuple[Person, ...]
    cases: tuple[Case, ...]
    answers: tuple[Answer, ...]
    values: tuple[Mapping[str, str], ...]
    standings: Standings
    scorecard: Scorecard
    kept: Kept
    figures: Figures
    at: datetime
    revision: int

    def assessor(self, person_id: str | None) -> str:
        """Return the name of a person by id, or "" where a case has no assessor."""
        return next((person.name for person in self.people if person.id == person_id), "")


def gather(inspection: Inspection, *, at: datetime) -> ReportData:
    """Return everything that the report and the workbook show, as it stands in the file at `at`."""
    instrument = inspection.instrument
    cases = tuple(inspection.cases())
    stored = inspection.values()
    values = tuple(stored.get(case.id, {}) for case in cases)
    kept = read_kept(inspection)
    scored = [ScoredCase(case.status, own) for case, own in zip(cases, values, strict=True)]
    card = scorecard(
        instrument,
        scored,
        area=inspection.details.area,
        ratings={rating.criterion: rating.rating for rating in kept.ratings},
    )
    return ReportData(
        details=inspection.details,
        instrument=instrument,
        people=tuple(inspection.people()),
        cases=cases,
        answers=tuple(inspection.all_answers()),
        values=values,
        standings=standings(instrument, values),
        scorecard=card,
        kept=kept,
        figures=Figures(instrument, scored, kept.findings, card),
        at=at,
        revision=inspection.saved().revision,
    )


def read_kept(inspection: Inspection) -> Kept:
    """Return what the lead inspector keeps besides the cases, as it stands in the file."""
    next_steps = inspection.records(NextSteps)
    surveys = surveys_of(inspection)
    return Kept(
        ratings=_of_what_is_asked(inspection, Rating),
        findings=_of_what_is_asked(inspection, Finding),
        recommendations=inspection.records(Recommendation),
        good_practice=inspection.records(GoodPractice),
        indicators=inspection.records(Indicator),
        survey_returns=surveys.returns,
        survey_results=surveys.results,
        focus_groups=inspection.records(FocusGroup),
        passages=inspection.records(Passage),
        next_steps=next_steps[0] if next_steps else None,
        evidence=_of_what_is_asked(inspection, Evidence),
        conclusions=_of_what_is_asked(inspection, Conclusion),
        contributors=inspection.records(Contributor),
        marks=(*inspection.records(Mark), *marks_of_second_readings(inspection)),
        timetable=next(iter(inspection.records(Timetable)), Timetable()),
        sign_offs=inspection.records(SignOff),
        open_conflicts=len(open_conflicts(inspection)),
        open_comments=open_comments(inspection),
        unchecked=len(unchecked(inspection.records(CheckDraw), inspection.records(Checked))),
        sample=kept_sample(inspection),
        small_base=small_base(inspection),
        earlier=inspection.records(EarlierInspection),
    )


def _of_what_is_asked(inspection: Inspection, kind: type[Under]) -> tuple[Under, ...]:
    """Return records without those under criteria that rest while the thread is asked alone."""
    found = inspection.records(kind)
    if not inspection.is_risk_of_harm_only:
        return found
    return tuple(record for record in found if record.criterion in inspection.instrument.criterion)
