"""The bars of several inspections: each value is taken from their scorecards."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from omi_desktop.drawing.bars import Bar
from omi_desktop.report.wording import counted, dated, day, day_of
from omi_desktop.scoring.averaging import THREAD, section_name
from omi_desktop.scoring.scorecard import rounded
from omi_desktop.statistics.areas import among, over_time, ranked

if TYPE_CHECKING:
    from omi_desktop.report.areas import AreaRead
    from omi_desktop.statistics.areas import Among, AreaScores

ACROSS = "Across areas, the latest inspection of each"


def names(one: AreaScores) -> tuple[tuple[str, str, str], ...]:
    """Return key, title and name of every score: criteria, sections, the thread."""
    criteria = tuple((c.id, c.title, c.id) for c in one.card.criteria)
    sections = tuple((s.id, s.title, section_name(s.id)) for s in one.card.sections)
    return (*criteria, *sections, ("RoH", "Risk of Harm thread", THREAD))


def range_bars(own: AreaScores, others: Sequence[AreaScores]) -> list[Bar]:
    """Return a bar for each score of an area, with the range of all areas as its whisker."""
    line = own.card.line
    sections = {
        c.section: s.title
        for c in own.card.criteria
        for s in own.card.sections
        if s.id == c.section
    }
    headings = {c.id: f"{c.section} {sections.get(c.section, '')}" for c in own.card.criteria}
    bars, before = [], ""
    for key, title, name in names(own):
        heading = headings.get(name, "Sections and thread")
        share, found = rounded(own.score(name)), among(name, others)
        bars.append(
            Bar(
                id=key,
                title=title,
                share=share,
                below_line=share is not None and share < line,
                beside=told(found),
                heading=heading if heading != before else "",
                low=float(found.lowest * 100) if found else None,
                high=float(found.highest * 100) if found else None,
                middle=float(found.average * 100) if found else None,
                name=name,
            )
        )
        before = heading
    return bars


def told(found: Among | None) -> str:
    """Return lowest, average and highest in words, as they stand beside a bar."""
    if found is None:
        return ""
    ends = (rounded(score) for score in (found.lowest, found.average, found.highest))
    lowest, average, highest = ends
    return f"lowest {lowest} · average {average} · highest {highest}"


def score_bars(name: str, own: AreaRead, read: Sequence[AreaRead]) -> list[Bar]:
    """Return the bars of one score: in all areas, and in this area over time.

    This inspection comes first where it is not signed off and so no part of the rest. The name of
    a bar is the id of its inspection, with “/time” after it in the last block.
    """
    signed = [one.scores for one in (own, *read) if one.scores.number]
    bars = []
    if not own.scores.number:
        bars.append(_bar(own.scores, name, own.scores.id, "This inspection, not signed off"))
    across = ranked(name, signed)
    bars += [_bar(one, name, one.id, "" if place else ACROSS) for place, one in enumerate(across)]
    years = over_time(own.scores.area, signed)
    if len(years) > 1 or (years and not own.scores.number):
        heading = f"{own.scores.area} over time"
        bars += [
            _bar(one, name, f"{one.id}/time", "" if place else heading)
            for place, one in enumerate(years)
        ]
    return bars


def when(one: AreaScores) -> str:
    """Return the fieldwork of an inspection for print: "17 July 2006" or "July 2006"."""
    found = day_of(one.when)
    return day(found) if found else dated(one.when)


def _bar(one: AreaScores, name: str, key: str, heading: str) -> Bar:
    share = rounded(one.score(name))
    interval = one.intervals.get(name)
    cases = counted(one.cases(name), "case", "cases")
    if interval is not None:
        low, high = interval.low * 100, interval.high * 100
        cases = f"{cases} · {low:.0f}–{high:.0f}"
    return Bar(
        id="",
        title=f"{one.area}, {when(one)}",
        share=share,
        below_line=share is not None and share < one.card.line,
        beside=cases if share is not None else "no relevant case",
        heading=heading,
        low=interval.low * 100 if interval else None,
        high=interval.high * 100 if interval else None,
        name=key,
    )
