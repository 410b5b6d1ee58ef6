"""The outline of the report while it is written: every part in order, and what it still lacks."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import TYPE_CHECKING

from omi_desktop.report import timetable, wording
from omi_desktop.report.checklist import checklist, traced_to_nothing, unrated, unsettled
from omi_desktop.report.content import parts
from omi_desktop.report.live_texts import astray, changed
from omi_desktop.report.parts.appendices import TITLES as APPENDICES
from omi_desktop.report.parts.front import NOTICE, SUMMARY_OF_THE_THREAD
from omi_desktop.report.spots import (
    GOOD_PRACTICE,
    NEXT_STEPS,
    PEOPLE,
    RECOMMENDATIONS,
    SIGN_OFF,
    TIMETABLE,
)
from omi_desktop.store.interviewing import STAFF

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from omi_desktop.report.gather import ReportData
    from omi_desktop.report.live_texts import Written


class State(StrEnum):
    """How far a part is."""

    WRITTEN = "written"
    MADE = "made by the program"
    EMPTY = "nothing written"
    MISSING = "missing"
    STALE = "changed"


class Kind(Enum):
    """How a part is written."""

    PASSAGES = "passages"
    RECOMMENDATIONS = RECOMMENDATIONS
    NEXT_STEPS = NEXT_STEPS
    GOOD_PRACTICE = GOOD_PRACTICE
    TIMETABLE = TIMETABLE
    PEOPLE = PEOPLE
    SIGN_OFF = SIGN_OFF
    MADE = "made"


@dataclass(frozen=True, slots=True)
class Place:
    """A part as it is written: `note` says in a few words how far it is.

    `group` is the heading it stands under, `printed_in` the part of the report that shows it.
    """

    id: str
    title: str
    group: str
    kind: Kind
    state: State
    note: str
    printed_in: str


_OPENING, _SUMMARY, _FOLLOW_UP = "Opening", "Summary", "What follows"
_AREA, _APPENDICES, _BESIDE = "The area", "Appendices", "Dates, people, sign-off"
_GROUPS = {
    "foreword": ("Foreword", _OPENING),
    "acknowledgements": ("Acknowledgements", _OPENING),
    "scores": ("Summary of scores", _SUMMARY),
    RECOMMENDATIONS: ("Recommendations", _FOLLOW_UP),
    NEXT_STEPS: ("Next steps", _FOLLOW_UP),
    GOOD_PRACTICE: ("Sharing good practice", _FOLLOW_UP),
    "area": ("Offender management in the area", _AREA),
    **{part: (title, _APPENDICES) for part, title in APPENDICES.items()},
}
_EXPECTED = {"foreword", "acknowledgements", "area", "context", SUMMARY_OF_THE_THREAD}
_MADE = {"scores"}
_WITHOUT_TEXT = {"contents", "abbreviations", "performance"}
"""Parts of the report that nobody writes on the screen Report: they leave no line there."""


def outline(data: ReportData) -> tuple[Place, ...]:
    """Return every part in the order of the report, then dates, people and sign-off."""
    return tuple(_places(data))


def _places(data: ReportData) -> Iterator[Place]:
    for part in parts(data):
        if part.id == "cover":
            yield _passages(NOTICE, "Cover notice", _OPENING, part.id, data)
        elif part.id == "summary":
            yield from _summary(data)
        elif part.id == "perspective":
            yield from _perspective(data)
        elif part.id.startswith("section/"):
            yield _passages(part.id, "Beginning of the section", _section(part.id, data), "", data)
        elif part.id.startswith("criterion/"):
            yield _criterion(part.id, data)
        elif part.id == RECOMMENDATIONS:
            yield _place(part.id, Kind.RECOMMENDATIONS, *_of_recommendations(data))
        elif part.id == NEXT_STEPS:
            missing = data.kept.next_steps is None
            state = State.MISSING if missing else State.WRITTEN
            yield _place(part.id, Kind.NEXT_STEPS, state, str(state))
        elif part.id == GOOD_PRACTICE:
            yield _place(part.id, Kind.GOOD_PRACTICE, *_of_good_practice(data))
        elif part.id in _MADE:
            yield _place(part.id, Kind.MADE, State.MADE, str(State.MADE))
        elif part.id not in _WITHOUT_TEXT:
            title, group = _GROUPS[part.id]
            yield _passages(part.id, title, group, "", data)
    yield _beside(TIMETABLE, "Timetable", Kind.TIMETABLE, "cover", *_of_timetable(data))
    yield _beside(PEOPLE, "People", Kind.PEOPLE, "acknowledgements", *_of_people(data))
    yield _beside(SIGN_OFF, "Sign-off", Kind.SIGN_OFF, "cover", *_of_sign_off(data))


def _place(part: str, kind: Kind, state: State, note: str) -> Place:
    title, group = _GROUPS[part]
    return Place(part, title, group, kind, state, note, part)


def _beside(place: str, title: str, kind: Kind, printed_in: str, state: State, note: str) -> Place:
    return Place(place, title, _BESIDE, kind, state, note, printed_in)


def _summary(data: ReportData) -> Iterator[Place]:
    yield _passages("summary", "Before the sections", _SUMMARY, "summary", data)
    for section in data.instrument.sections:
        yield _passages(f"summary/{section.id}", section.title, _SUMMARY, "summary", data)
    yield _passages(SUMMARY_OF_THE_THREAD, "Risk of Harm", _SUMMARY, "summary", data)


def _perspective(data: ReportData) -> Iterator[Place]:
    title = "Service users’ perspective"
    yield _passages("perspective", title, _AREA, "perspective", data)
    for survey in data.instrument.surveys:
        if survey.id != STAFF:
            whose = wording.capital(survey.title.removeprefix("Questionnaire to "))
            yield _passages(f"perspective/{survey.id}", whose, _AREA, "perspective", data)


def _section(part: str, data: ReportData) -> str:
    wanted = part.partition("/")[2].partition(".")[0]
    titles = {section.id: f"{section.id} {section.title}" for section in data.instrument.sections}
    return titles.get(wanted, _APPENDICES)


def _passages(part: str, title: str, group: str, printed_in: str, data: ReportData) -> Place:
    own = [passage for passage in data.kept.passages if passage.part == part]
    expected = part in _EXPECTED or part.startswith("summary/")
    state, note = _of_texts(own, data)
    if state is State.EMPTY and expected:
        state, note = State.MISSING, str(State.MISSING)
    return Place(part, title, group, Kind.PASSAGES, state, note, printed_in or part)


def _criterion(part: str, data: ReportData) -> Place:
    criterion = part.partition("/")[2]
    titles = {each.id: each.title for each in data.instrument.criteria}
    titles |= {each.id: each.title for each in data.instrument.leadership}
    own: list[Written] = [passage for passage in data.kept.passages if passage.part == part]
    own += [finding for finding in data.kept.findings if finding.criterion == criterion]
    own += [rating for rating in data.kept.ratings if rating.criterion == criterion]
    state, note = _of_texts(own, data)
    if state is not State.STALE and criterion in unsettled(data):
        state, note = State.MISSING, "findings proposed"
    elif state is not State.STALE and criterion in unrated(data):
        state, note = State.MISSING, "not rated"
    whole = f"{criterion} {titles[criterion]}"
    return Place(part, whole, _section(part, data), Kind.PASSAGES, state, note, part)


def _of_texts(own: Sequence[Written], data: ReportData) -> tuple[State, str]:
    lost = sum(1 for _ in astray(own, data.figures))
    if lost:
        return State.STALE, f"{wording.counted(lost, 'reference', 'references')} astray"
    texts = tuple(changed(own, data.figures))
    if texts:
        stale = sum(
            len(data.figures.stale_in(text.text, text.accepted, text.criterion)) for text in texts
        )
        return State.STALE, f"{stale} changed"
    state = State.WRITTEN if own else State.EMPTY
    return state, str(state)


def _of_recommendations(data: ReportData) -> tuple[State, str]:
    found = data.kept.recommendations
    state, note = _of_texts(found, data)
    if state is State.STALE:
        return state, note
    if traced_to_nothing(data):
        return State.STALE, "a finding is gone"
    if not found:
        return State.MISSING, str(State.MISSING)
    untraced = sum(not recommendation.traces for recommendation in found)
    if untraced:
        return State.MISSING, f"{untraced} not traced to findings"
    return state, note


def _of_good_practice(data: ReportData) -> tuple[State, str]:
    state, note = _of_texts(data.kept.good_practice, data)
    untitled = sum(not example.title.strip() for example in data.kept.good_practice)
    if state is State.WRITTEN and untitled:
        return State.MISSING, f"{untitled} without a title"
    return state, note


def _of_timetable(data: ReportData) -> tuple[State, str]:
    if not timetable.publication(data.details, data.kept.timetable):
        return State.MISSING, "no date of publication"
    if timetable.out_of_order(data.kept.timetable):
        return State.MISSING, "out of order"
    return State.WRITTEN, str(State.WRITTEN)


def _of_people(data: ReportData) -> tuple[State, str]:
    if not data.people:
        return State.MISSING, "no team"
    thanked = len(data.kept.contributors)
    return State.WRITTEN, f"{len(data.people)} in the team, {thanked} thanked"


def _of_sign_off(data: ReportData) -> tuple[State, str]:
    signed = data.kept.sign_off
    if signed is not None:
        return State.WRITTEN, f"signed off, number {signed.number}"
    still_open = len(checklist(data))
    if still_open:
        return State.MISSING, f"{still_open} still open"
    return State.EMPTY, "can be signed off"
