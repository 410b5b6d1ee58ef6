"""What the lead inspector of the demo wrote: a text in TOML as the values the store keeps."""

from __future__ import annotations

import tomllib
from dataclasses import fields
from typing import TYPE_CHECKING

import msgspec

from omi_desktop.errors import RequestError
from omi_desktop.store.records import (
    Conclusion,
    Contributor,
    Evidence,
    Finding,
    FocusGroup,
    GoodPractice,
    Indicator,
    NextSteps,
    Passage,
    Rating,
    Recommendation,
    Record,
    SurveyResult,
    SurveyReturn,
    Timetable,
)
from omi_desktop.store.thread_records import EarlierInspection

if TYPE_CHECKING:
    from collections.abc import Mapping

_KINDS: Mapping[str, type[Record]] = {
    "rating": Rating,
    "finding": Finding,
    "recommendation": Recommendation,
    "good_practice": GoodPractice,
    "indicator": Indicator,
    "survey_return": SurveyReturn,
    "survey_result": SurveyResult,
    "focus_group": FocusGroup,
    "passage": Passage,
    "next_steps": NextSteps,
    "evidence": Evidence,
    "conclusion": Conclusion,
    "contributor": Contributor,
    "timetable": Timetable,
    "earlier_inspection": EarlierInspection,
}

# A list of its own begins with every new value of these keys; all other kinds are one list each.
_LISTED_BY: Mapping[str, tuple[str, ...]] = {
    "finding": ("criterion", "kind"),
    "passage": ("part",),
    "evidence": ("specific",),
}

# TOML has no word for "nothing": where the source prints no figure, the key is left out.
_MAY_BE_LEFT_OUT: Mapping[type[Record], tuple[str, ...]] = {Indicator: ("area", "national")}


def read_records(text: str) -> tuple[Record, ...]:
    """Return the records of a text, kind by kind, each list in the order of the text.

    A table is named after its kind, such as [[good_practice]]. Positions are not written: they are
    the order of the tables. Whatever is not understood raises RequestError, which names it.
    """
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RequestError(f"The records are not valid TOML: {error}.") from error
    found: dict[tuple[type[Record], str], Record] = {}
    for name, written in tables.items():
        if name not in _KINDS:
            raise RequestError(
                f"“{name}” is not a kind of record; the kinds are {', '.join(_KINDS)}."
            )
        places: dict[tuple[object, ...], int] = {}
        for number, table in enumerate(_tables(name, written), start=1):
            place = f"{name} {number}"
            own_list = tuple(table.get(key) for key in _LISTED_BY.get(name, ()))
            places[own_list] = places.get(own_list, 0) + 1
            record = _record(_KINDS[name], table, places[own_list], place)
            key = (_KINDS[name], record.key)
            if key in found:
                raise RequestError(
                    f"{place} is written twice: there is one {name} “{record.key}” already. "
                    "Remove one of them."
                )
            found[key] = record
    return tuple(found.values())


def _tables(name: str, written: object) -> list[dict[str, object]]:
    tables: list[object] = written if isinstance(written, list) else [written]
    found = [table for table in tables if isinstance(table, dict)]
    if len(found) < len(tables):
        raise RequestError(f"“{name}” must be written as tables: [[{name}]].")
    return found


def _record(kind: type[Record], table: Mapping[str, object], position: int, place: str) -> Record:
    known = {field.name for field in fields(kind)}
    unknown = sorted(set(table) - (known - {"position"}))
    if unknown:
        hint = " The order of the tables is the position." if unknown == ["position"] else ""
        raise RequestError(f"{place}: “{unknown[0]}” is not a key of this kind of record.{hint}")
    whole = {**dict.fromkeys(_MAY_BE_LEFT_OUT.get(kind, ())), **table}
    if "position" in known:
        whole["position"] = position
    try:
        return msgspec.convert(whole, kind)
    except msgspec.ValidationError as error:
        raise RequestError(f"{place} cannot be read: {error}.") from error
