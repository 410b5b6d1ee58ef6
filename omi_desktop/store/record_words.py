"""Interviews, managers and words on warnings as a person reads them where two copies differ."""

from __future__ import annotations

from typing import TYPE_CHECKING

from omi_desktop.store.case_records import Acknowledged
from omi_desktop.store.interview_records import (
    CaseInterview,
    InterviewNote,
    OffenderManager,
    StaffAnswer,
    TookPlace,
)
from omi_desktop.store.returned_records import record_at

if TYPE_CHECKING:
    from collections.abc import Mapping

    from omi_desktop.instrument.model import Instrument, SurveyItem

_TOOK_PLACE = {
    TookPlace.YES: "It took place",
    TookPlace.NO: "It did not take place",
    TookPlace.NOT_SAID: "Not said whether it took place",
}


def place_words(told: str) -> str:
    """Return a short name of the place of a record."""
    kind, _, key = told.partition("/")
    match kind:
        case "case interview":
            return "Interview"
        case "interview note":
            prompt = key.partition("/")[2]
            return f"Interview, {prompt}" if prompt else "Interview, in general"
        case "staff answer":
            return f"Staff interview, {key.partition('/')[2]}"
        case "acknowledged":
            return "Word on a warning"
        case _:
            return kind[:1].upper() + kind[1:]


def asked_words(bank: Instrument, told: str) -> str:
    """Return what was asked at the place of a record."""
    kind, _, key = told.partition("/")
    if kind == "interview note" and bank.interview is not None:
        wanted = key.partition("/")[2]
        texts = (prompt.text for prompt in bank.interview.prompts if prompt.id == wanted)
        return next(texts, "Notes of the interview in general")
    item = _item(bank, key.partition("/")[2])
    if kind == "staff answer" and item is not None:
        return item.text
    return {
        "case interview": "Whether the interview took place, with whom and when",
        "staff interview": "In which case, and when, the manager was asked",
        "offender manager": "Name, post and place of an offender manager",
        "acknowledged": "Why a warning stays as it is",
    }.get(kind, "")


def said_words(bank: Instrument, told: str, body: str | None, refs: Mapping[str, str]) -> str:
    """Return what a record says, "Nothing" where there is none; `refs` name cases by their ids."""
    if body is None:
        return "Nothing"
    parts: tuple[str, ...]
    match record := record_at(told, body):
        case CaseInterview():
            parts = (_TOOK_PLACE[record.took_place], record.role, record.day, record.reason)
        case InterviewNote():
            parts = (record.text,)
        case StaffAnswer():
            item = _item(bank, record.item)
            choice = item.scale.choice(record.value) if item and item.scale else None
            answer = choice.label if choice else record.value
            parts = (answer or "No answer", record.note)
        case OffenderManager():
            parts = (record.name, record.post, record.place)
        case Acknowledged():
            parts = (record.word,)
        case _:
            parts = (refs.get(record.case, "in another case"), record.day)
    return "; ".join(part for part in parts if part) or "Nothing"


def _item(bank: Instrument, wanted: str) -> SurveyItem | None:
    items = (item for survey in bank.surveys for item in survey.items)
    return next((item for item in items if item.id == wanted), None)
