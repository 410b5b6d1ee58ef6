"""Rows of the performance table as a person types them or pastes them from a spreadsheet."""

from __future__ import annotations

import re
from dataclasses import replace
from enum import Enum

from omi_desktop.errors import RequestError
from omi_desktop.report.listing import NO_TARGET
from omi_desktop.report.wording import number
from omi_desktop.store.records import Direction, Indicator

NATIONAL = "England and Wales"
PERCENT = "%"
_MOST = 1e9
_FIGURE = re.compile(r"(\d+|\d{1,3}(?:,\d{3})+)(\.\d+)?", re.ASCII)
_UNITS = {PERCENT: ("%", "per cent"), "days": ("days", "day")}
_NOTHING = {"", "-", "–", "—", "n/a", "none"}
_DIRECTIONS = {
    **dict.fromkeys(("higher", "higher is better", "at least"), Direction.HIGHER),
    **dict.fromkeys(("lower", "lower is better", "at most"), Direction.LOWER),
}


class Column(Enum):
    """A column of the table as it is edited, by its title."""

    BLOCK = "Block"
    PERIOD = "Period"
    INDICATOR = "Indicator"
    DIRECTION = "Better"
    TARGET = "Target"
    UNIT = "Unit"
    AREA = "Area"
    NATIONAL = NATIONAL


def begun(like: Indicator | None) -> Indicator:
    """Return an indicator that has no words yet, in the block and period of another."""
    if like is None:
        return Indicator(0, "", "", "", Direction.HIGHER, NO_TARGET, PERCENT, None, None)
    return Indicator(
        0, like.block, like.period, "", Direction.HIGHER, NO_TARGET, like.unit, None, None
    )


def cell(indicator: Indicator, column: Column) -> str:
    """Return a cell as it is typed: a figure without its unit, "" where there is none."""
    match column:
        case Column.BLOCK:
            return indicator.block
        case Column.PERIOD:
            return indicator.period
        case Column.INDICATOR:
            return indicator.text
        case Column.DIRECTION:
            return f"{indicator.direction.value.capitalize()} is better"
        case Column.TARGET:
            return "" if indicator.target < 0 else number(indicator.target)
        case Column.UNIT:
            return indicator.unit
        case Column.AREA:
            return "" if indicator.area is None else number(indicator.area)
        case Column.NATIONAL:
            return "" if indicator.national is None else number(indicator.national)


def typed(indicator: Indicator, column: Column, text: str) -> Indicator:
    """Return an indicator with a cell as it was typed; raises RequestError where it cannot be so.

    A decision on an asterisk goes with the figure that it was made on.
    """
    words = " ".join(text.split())
    match column:
        case Column.BLOCK:
            return replace(indicator, block=words)
        case Column.PERIOD:
            return replace(indicator, period=words)
        case Column.INDICATOR:
            return replace(indicator, text=_named(indicator, words))
        case Column.DIRECTION:
            return replace(indicator, direction=_direction(words))
        case Column.TARGET:
            return _with_target(indicator, words)
        case Column.UNIT:
            return replace(indicator, unit=words)
        case Column.AREA:
            value = _figure(words, indicator, "the area")
            met = None if value is None else indicator.area_met
            return _without_idle_reason(replace(indicator, area=value, area_met=met))
        case Column.NATIONAL:
            value = _figure(words, indicator, NATIONAL)
            met = None if value is None else indicator.national_met
            return _without_idle_reason(replace(indicator, national=value, national_met=met))


def decided(
    indicator: Indicator, *, area: bool | None, national: bool | None, reason: str
) -> Indicator:
    """Return an indicator with its asterisks by the rule (None) or by decision, for a reason.

    Raises RequestError where something is decided and no reason given, since the report prints it.
    """
    is_decided = area is not None or national is not None
    if is_decided and not reason.strip():
        raise RequestError(
            f"The asterisk of “{indicator.text}” departs from the rule, so it needs a reason, "
            "which the report prints below the table. Without one the decision is not kept."
        )
    kept = reason.strip() if is_decided else ""
    return replace(indicator, area_met=area, national_met=national, reason=kept)


def _named(indicator: Indicator, words: str) -> str:
    if not words and indicator.text:
        raise RequestError(
            f"“{indicator.text}” cannot be left without a name. Write another, or remove the row."
        )
    return words


def _direction(words: str) -> Direction:
    found = _DIRECTIONS.get(words.casefold())
    if found is None:
        raise RequestError(
            f"“{words}” does not say which way the target is met. Write “higher” or “lower”."
        )
    return found


def _with_target(indicator: Indicator, words: str) -> Indicator:
    for unit, endings in _UNITS.items():
        if any(words.casefold().rstrip("* ").endswith(ending) for ending in endings):
            indicator = replace(indicator, unit=unit)
    value = _figure(words, indicator, "the target")
    if value is None:
        if indicator.target >= 0:
            raise RequestError(
                f"“{indicator.text}” needs a target, since the asterisk is reckoned from it. "
                "Write one, or remove the row."
            )
        return indicator
    return replace(indicator, target=value)


def _figure(words: str, indicator: Indicator, whose: str) -> float | None:
    bare = words.casefold().rstrip("* ")
    if bare in _NOTHING:
        return None
    for ending in (*_UNITS.get(indicator.unit, ()), indicator.unit.casefold()):
        bare = bare.removesuffix(ending).rstrip() if ending else bare
    if not _FIGURE.fullmatch(bare) or float(bare.replace(",", "")) > _MOST:
        unit = f" in {indicator.unit}" if indicator.unit else ""
        raise RequestError(
            f"“{words}” is no figure{unit} for {whose}. Write figures only, such as 12.9."
        )
    return float(bare.replace(",", ""))


def _without_idle_reason(indicator: Indicator) -> Indicator:
    is_decided = indicator.area_met is not None or indicator.national_met is not None
    return indicator if is_decided else replace(indicator, reason="")
