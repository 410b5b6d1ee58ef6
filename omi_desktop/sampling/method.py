"""How the cases were chosen, in plain words with the numbers of this very draw."""

from __future__ import annotations

from typing import TYPE_CHECKING

from omi_desktop.clock import MONTHS
from omi_desktop.sampling.draw import Origin, Sample

if TYPE_CHECKING:
    from datetime import date

    from omi_desktop.instrument.model import Instrument
    from omi_desktop.sampling.draw import Achieved


def method_paragraph(sample: Sample, instrument: Instrument) -> str:
    """Return the paragraph on the method for the report."""
    boosters = sum(drawn.origin is Origin.BOOSTER for drawn in sample.cases)
    said = [
        f"The {len(sample.cases)} cases were drawn from the {sample.eligible:,} cases on the "
        f"area’s list that could be drawn{_window(sample)}.",
        "The rules were fixed and sealed before the list was opened, and the draw can be repeated "
        f"by anybody from the list, the rules and the seed “{sample.rules.seed}”.",
    ]
    if sample.rules.share is not None:
        share = next(group for group in sample.groups if group.name == sample.rules.share.gate)
        title = _title(instrument, share.name)
        said.append(f"{title} were to be {share.required} of the cases.")
    if sample.rules.by_office:
        said.append("Every office had its share of the cases, by the number of cases it holds.")
    if sample.minimums:
        told = "; ".join(_minimum(group, instrument) for group in sample.minimums)
        said.append(f"So that every group could be reported on, there were minimums: {told}.")
    if boosters:
        verb = "case was" if boosters == 1 else "cases were"
        said.append(
            f"{len(sample.cases) - boosters} cases came in at random; {boosters} {verb} "
            "drawn, in the same random order, to reach a minimum, in place of as many others."
        )
    else:
        said.append("All of them came in at random; no minimum had to be filled up.")
    if sample.reserves:
        said.append(
            f"{len(sample.reserves)} reserves were drawn with them, to be used in their order."
        )
    return " ".join(said)


def _window(sample: Sample) -> str:
    begins, ends = sample.rules.begins, sample.rules.ends
    if begins and ends:
        return f", with supervision that began between {_day(begins)} and {_day(ends)}"
    if begins:
        return f", with supervision that began on {_day(begins)} or later"
    return f", with supervision that began on {_day(ends)} or earlier" if ends else ""


def _day(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def _minimum(group: Achieved, instrument: Instrument) -> str:
    return f"{_title(instrument, group.name)} {group.required} (drawn {group.achieved})"


def _title(instrument: Instrument, gate: str) -> str:
    return instrument.gate[gate].title
