"""What runs beside the window for the sample; each loads what it needs only there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from omi_desktop.exchange.frame_mapping import ColumnMapping
    from omi_desktop.store import Inspection, Saved, SealedRules
    from omi_desktop.store.kept_sample import KeptSample
    from omi_ui.sample.pictures import Picture
    from omi_ui.sample.reading import LoadedList
    from omi_ui.sample.weights import WeightedScores
    from omi_ui.tasks import Step

Made = TypeVar("Made")
Work = Callable[["Step"], Made]


def opening(inspection: Inspection, path: Path, rules: SealedRules) -> Work[LoadedList]:
    """Return the work that reads the area's list."""

    def work(step: Step) -> LoadedList:
        from omi_ui.sample.reading import load

        return load(inspection, path, rules, step)

    return work


def reading(
    inspection: Inspection, loaded: LoadedList, rules: SealedRules, mapping: ColumnMapping
) -> Work[LoadedList]:
    """Return the work that reads an open list by other columns, words or rules."""
    fresh = replace(loaded, rules=rules)

    def work(step: Step) -> LoadedList:
        from omi_ui.sample.reading import read_by

        return read_by(inspection, fresh, mapping, step)

    return work


def comparing(inspection: Inspection, kept: KeptSample, path: Path) -> Work[tuple[Picture, ...]]:
    """Return the work that sets the sample against the list it was drawn from."""

    def work(step: Step) -> tuple[Picture, ...]:
        from omi_ui.sample.comparing import compared

        return compared(inspection, kept, path, step)

    return work


def picturing(
    inspection: Inspection, kept: KeptSample
) -> Work[tuple[tuple[Picture, ...], WeightedScores]]:
    """Return the work that draws the sample alone, and sets its scores by weight beside others."""

    def work(_step: Step) -> tuple[tuple[Picture, ...], WeightedScores]:
        from omi_ui.sample.kept import profiles
        from omi_ui.sample.pictures import pictures
        from omi_ui.sample.weights import weighted_scores

        drawn = pictures(inspection.instrument, profiles(inspection, kept), None)
        return drawn, weighted_scores(inspection)

    return work


def drawing(
    inspection: Inspection, loaded: LoadedList, by: str, reason: str
) -> Work[tuple[Saved, tuple[Picture, ...]]]:
    """Return the work that draws the sample and keeps it."""

    def work(step: Step) -> tuple[Saved, tuple[Picture, ...]]:
        from omi_ui.sample.comparing import draw_and_keep

        return draw_and_keep(inspection, loaded, by, reason, step)

    return work


def taking_back(inspection: Inspection, by: str) -> Work[str]:
    """Return the work that takes the draw back as soon as it was made."""

    def work(step: Step) -> str:
        from omi_desktop.store.sampling import take_back_draw

        step("Taking the draw back", 0.2)
        reason = "Taken back on the screen right after it was drawn."
        take_back_draw(inspection, by=by, reason=reason)
        return "The draw was taken back; that it was made stays on record."

    return work


def writing_unusable(loaded: LoadedList, path: Path) -> Work[str]:
    """Return the work that writes the rows that cannot be used."""

    def work(_step: Step) -> str:
        from omi_ui.sample.unusable_csv import write_unusable

        write_unusable(loaded.caseload.unusable if loaded.caseload else (), path)
        return f"The rows that cannot be used are in “{path}”."

    return work


def writing_page(inspection: Inspection, path: Path, *, with_cases: bool) -> Work[str]:
    """Return the work that writes the page on how the cases were chosen as a PDF."""

    def work(step: Step) -> str:
        step("Reading the inspection", 0.1)
        from omi_desktop.clock import now
        from omi_desktop.report.chosen_page import chosen_page
        from omi_desktop.report.gather import gather
        from omi_desktop.report.pdf import write_pdf

        page = chosen_page(gather(inspection, at=now()), with_cases=with_cases)
        step("Writing the page", 0.6)
        write_pdf(page, path)
        return f"How the cases were chosen is in “{path}”."

    return work
