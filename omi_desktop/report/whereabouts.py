"""Where a line of the report's plain text is written, so that what is wrong in it can be mended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from omi_desktop.report.content import parts
from omi_desktop.report.live_texts import live_text
from omi_desktop.report.model import Heading
from omi_desktop.report.parts.front import NOTICE
from omi_desktop.report.spots import Screen, Spot, spot_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from omi_desktop.report.gather import ReportData

_COVER = "cover"
_UNWRITTEN = {"contents", "abbreviations"}
_LIST_SIGNS = "-•– "


def spots_at(text: str, numbers: Sequence[int], data: ReportData) -> tuple[Spot, ...]:
    """Return where the lines with these numbers, from one, of a report's plain text are written.

    A line that a record holds leads to that record; any other to the part that it is printed in.
    """
    if not numbers:
        return ()
    lines = text.splitlines()
    written = tuple(_written(data))
    headings = dict(_headings(data))
    return tuple(_spot(lines, number, written, headings) for number in numbers)


def _spot(
    lines: Sequence[str],
    number: int,
    written: Sequence[tuple[str, Spot]],
    headings: dict[str, str],
) -> Spot:
    said = lines[number - 1] if 0 < number <= len(lines) else ""
    # The longest that is found: a short text may stand inside another by chance.
    found = max((each for each in written if each[0] in said), key=_length, default=None)
    if found is not None and 2 * len(found[0]) >= len(said):
        return found[1]
    above = (line.lstrip("#").strip() for line in reversed(lines[:number]) if line.startswith("#"))
    part = next((headings[title] for title in above if title in headings), _COVER)
    if part == _COVER:
        return Spot(Screen.REPORT, NOTICE)
    return Spot(Screen.REPORT, "" if part in _UNWRITTEN else part)


def _length(each: tuple[str, Spot]) -> int:
    return len(each[0])


def _written(data: ReportData) -> Iterator[tuple[str, Spot]]:
    """Yield every line of what was written, as it is printed, with where it was written."""
    for record in data.kept.live:
        live = live_text(record)
        for line in data.figures.text(live.text, live.criterion).splitlines():
            # A list loses its signs in print, and a recommendation its full stop to what it
            # rests on.
            bare = line.strip(_LIST_SIGNS).rstrip(".")
            if bare:
                yield bare, spot_of(record)


def _headings(data: ReportData) -> Iterator[tuple[str, str]]:
    """Yield the heading under which each part stands in print, with the part."""
    for part in parts(data):
        block = next((each for each in part.compose() if isinstance(each, Heading)), None)
        if block is not None:
            yield block.text, part.id
