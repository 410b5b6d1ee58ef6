"""The sample that a file holds, in words for the screen."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from omi_desktop.report.drawn_groups import group_words
from omi_desktop.report.wording import capital, within
from omi_ui.sample.pictures import Profile

if TYPE_CHECKING:
    from omi_desktop.instrument.model import Instrument
    from omi_desktop.store import Inspection, SampledCase
    from omi_desktop.store.kept_sample import KeptSample

_LEAST_SHOWN = Fraction(1, 1000)


def origin(case: SampledCase, kept: KeptSample, bank: Instrument) -> str:
    """Return how a case came in: at random, for a minimum, or for a case that fell out."""
    if case.origin == "random":
        return "Random"
    if case.minimum:
        return f"For the minimum: {within(group_words(bank, case.minimum))}"
    dropped = next((one.dropped for one in kept.replacements if one.taken == case.ref), "")
    return f"Reserve for {dropped}" if dropped else capital(case.origin)


def chance(text: str) -> str:
    """Return a chance such as 47/1000 in per cent, with the decimals that tell something."""
    value = Fraction(text)
    if value and value < _LEAST_SHOWN:
        return "under 0.1%"
    return f"{float(value * 100):.1f}%"


def case_rows(kept: KeptSample, bank: Instrument) -> list[tuple[str, ...]]:
    """Return a line for each case that is or was in the sample, in order."""
    gone = {one.dropped: one for one in kept.replacements}
    return [
        (
            case.ref,
            origin(case, kept, bank),
            chance(case.chance),
            case.office,
            f"Replaced by {gone[case.ref].taken}: {gone[case.ref].reason}"
            if case.ref in gone
            else capital(kept.status[case.case].value.replace("_", " ")),
        )
        for case in kept.cases
    ]


def reserve_rows(kept: KeptSample, bank: Instrument) -> list[tuple[str, ...]]:
    """Return a line for each reserve, in order, with what became of it."""
    used = {one.taken: one.dropped for one in kept.replacements}
    return [
        (
            str(one.position),
            one.ref,
            "; ".join(group_words(bank, group) for group in one.counts_for) or "–",
            f"Used for {used[one.ref]}" if one.ref in used else "Waiting",
        )
        for one in kept.reserves
    ]


def wanted_rows(kept: KeptSample, bank: Instrument) -> list[tuple[str, ...]]:
    """Return a line for each minimum and part of the sample: wanted, and there now."""
    there = kept.current
    return [
        (
            group_words(bank, group),
            f"{'' if group in kept.listed.strata else 'at least '}{number:,}",
            str(sum(group in case.counts_for for case in there)),
        )
        for group, number in kept.listed.wanted
    ]


def profiles(inspection: Inspection, kept: KeptSample) -> tuple[Profile, ...]:
    """Return what the pictures need to know of the cases that are in the sample now."""
    values = inspection.values()
    return tuple(Profile(values.get(one.case, {}), one.office) for one in kept.current)
