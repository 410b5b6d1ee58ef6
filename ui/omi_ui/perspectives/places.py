"""The places of the screen: one for each survey of the bank, the groups, and what stands first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from omi_desktop.report import wording
from omi_desktop.store.interviewing import STAFF
from omi_ui.widgets.two_lines import Done, Entry

if TYPE_CHECKING:
    from collections.abc import Sequence

    from omi_desktop.instrument.model import Survey
    from omi_desktop.store import FocusGroup, Passage, SurveyResult, SurveyReturn

GENERAL = "general"
GROUPS = "groups"
PART = "perspective"
"""The part of the report whose passages stand before all groups of people."""


def part_of(place: str) -> str:
    """Return the part of the report that a place's passages stand in; "" where it has none."""
    if place == GENERAL:
        return PART
    return "" if place in (GROUPS, STAFF) else f"{PART}/{place}"


def title_of(survey: Survey) -> str:
    """Return what a survey is called in the outline and over its page."""
    return wording.capital(survey.title.removeprefix("Questionnaire to "))


def entries(
    surveys: Sequence[Survey],
    returns: Sequence[SurveyReturn],
    results: Sequence[SurveyResult],
    groups: Sequence[FocusGroup],
    passages: Sequence[Passage],
) -> tuple[Entry, ...]:
    """Return every place under its heading, with how far it is."""
    staff = [survey for survey in surveys if survey.id == STAFF]
    others = [survey for survey in surveys if survey.id != STAFF]
    written = {passage.part for passage in passages}
    found: list[Entry] = []
    if staff:
        found.append(Entry("Those who give the service"))
        found += [_survey(survey, returns, results, written) for survey in staff]
    found.append(Entry("Those who use it"))
    words = "written" if PART in written else "nothing written"
    done = Done.FULL if PART in written else Done.NOTHING
    found.append(Entry("In general", GENERAL, words, done))
    people = sum(group.people or 0 for group in groups)
    met = wording.counted(len(groups), "group", "groups")
    met += f", {wording.counted(people, 'person', 'people')}" if people else ""
    done = Done.FULL if groups else Done.NOTHING
    found.append(Entry("Focus groups", GROUPS, met if groups else "none met", done))
    found += [_survey(survey, returns, results, written) for survey in others]
    return tuple(found)


def _survey(
    survey: Survey,
    returns: Sequence[SurveyReturn],
    results: Sequence[SurveyResult],
    written: set[str],
) -> Entry:
    own = next((each for each in returns if each.survey == survey.id), None)
    answered = sum(1 for each in results if each.survey == survey.id)
    if own is None and not answered:
        done = Done.BEGUN if part_of(survey.id) in written else Done.NOTHING
        return Entry(title_of(survey), survey.id, "nothing entered", done)
    parts = []
    if own is not None and survey.id == STAFF:
        parts.append(f"{own.returned} interviewed")
    elif own is not None:
        parts.append(f"{wording.of(own.returned, own.sent)} returned")
    parts.append(wording.counted(answered, "item", "items"))
    done = Done.FULL if own is not None and answered else Done.BEGUN
    return Entry(title_of(survey), survey.id, " · ".join(parts), done)
