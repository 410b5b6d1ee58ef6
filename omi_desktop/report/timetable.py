"""The days of an inspection: those that were set, and those that follow from the rules."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, fields
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from omi_desktop.report.wording import day_of
from omi_desktop.store.records import Timetable

if TYPE_CHECKING:
    from omi_desktop.store import Details
    from omi_desktop.store.records import NextSteps

DRAFT_WEEKS = 6
"""The area gets the draft four to six weeks after the fieldwork (report of 2006, appendix 2)."""

COMMENT_WEEKS = 2
"""How long the area has for its comments; the programme names no time, so it can be changed."""

PUBLICATION_WEEKS = 12
"""Publication is about twelve weeks after the fieldwork (report of 2006, appendix 2)."""

FURTHER_MONTHS = 12
"""A focused inspection is made about twelve months after the first one (the same)."""

_WEEK_OF_FIELDWORK = timedelta(days=4)


@dataclass(frozen=True, slots=True)
class Days:
    """The day of each step, None where it is neither set nor follows from one that is."""

    fieldwork_from: date | None = None
    fieldwork_to: date | None = None
    feedback: date | None = None
    draft: date | None = None
    comments: date | None = None
    publication: date | None = None
    plan: date | None = None
    further_inspection: date | None = None


def days(details: Details, timetable: Timetable, steps: NextSteps | None = None) -> Days:
    """Return the days: as set, else as the file was begun with, else as the rules have them."""
    began = day_of(timetable.fieldwork_from) or day_of(details.fieldwork)
    ended = day_of(timetable.fieldwork_to) or _after(began, _WEEK_OF_FIELDWORK)
    draft = day_of(timetable.draft) or _after(ended, timedelta(weeks=DRAFT_WEEKS))
    published = (
        day_of(timetable.publication)
        or day_of(details.publication)
        or _after(ended, timedelta(weeks=PUBLICATION_WEEKS))
    )
    return Days(
        fieldwork_from=began,
        fieldwork_to=ended,
        feedback=day_of(timetable.feedback) or ended,
        draft=draft,
        comments=day_of(timetable.comments) or _after(draft, timedelta(weeks=COMMENT_WEEKS)),
        publication=published,
        plan=_after(published, timedelta(weeks=steps.plan_weeks)) if steps else None,
        further_inspection=_months_after(began, FURTHER_MONTHS)
        if steps and steps.further_inspection
        else None,
    )


def publication(details: Details, timetable: Timetable) -> str:
    """Return the day of publication as it was set, in the timetable or with the file; else ""."""
    return timetable.publication or details.publication


def fieldwork(details: Details, timetable: Timetable) -> str:
    """Return the first day of fieldwork as it was set, in the timetable or with the file."""
    return timetable.fieldwork_from or details.fieldwork


def out_of_order(timetable: Timetable) -> tuple[str, str] | None:
    """Return the names of the first two steps whose days are the wrong way round, if any."""
    known = [
        (field.name, found)
        for field in fields(timetable)
        if (found := day_of(getattr(timetable, field.name)))
    ]
    for (earlier, first), (later, second) in pairwise(known):
        if second < first:
            return earlier, later
    return None


def _after(day: date | None, span: timedelta) -> date | None:
    return day + span if day else None


def _months_after(day: date | None, months: int) -> date | None:
    if day is None:
        return None
    years, month = divmod(day.month - 1 + months, 12)
    # The last days of a month have no fellow in every other month.
    last = monthrange(day.year + years, month + 1)[1]
    return date(day.year + years, month + 1, min(day.day, last))
