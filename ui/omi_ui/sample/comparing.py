"""Draw and keep the sample, and set it against the caseload; runs on the worker."""

from __future__ import annotations

from typing import TYPE_CHECKING

from omi_desktop.errors import RequestError
from omi_desktop.exchange.frame import read_caseload
from omi_desktop.exchange.frame_mapping import ColumnMapping
from omi_desktop.exchange.frame_table import read_table
from omi_desktop.sampling.draw import draw
from omi_desktop.sampling.method import account_of, method_paragraph
from omi_desktop.sampling.rules import read_rules
from omi_desktop.store import RememberedMapping
from omi_desktop.store.sampling import keep_sample
from omi_ui.sample.kept import profiles
from omi_ui.sample.pictures import Picture, Profile, pictures

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from omi_desktop.sampling.caseload import ListedCase
    from omi_desktop.store import Inspection, Saved
    from omi_desktop.store.kept_sample import KeptSample
    from omi_ui.sample.reading import LoadedList
    from omi_ui.tasks import Step


def draw_and_keep(
    inspection: Inspection, loaded: LoadedList, by: str, reason: str, step: Step
) -> tuple[Saved, tuple[Picture, ...]]:
    """Draw by the sealed rules from the list that is open, keep the sample, and picture it."""
    caseload, bank = loaded.caseload, inspection.instrument
    if caseload is None:
        raise RequestError(loaded.hindrance)
    step("Drawing the sample and working out the chances", 0.1)
    sample = draw(bank, caseload.cases, read_rules(loaded.rules.text))
    pictured = pictures(
        bank, _profiles([one.case for one in sample.cases]), _profiles(caseload.cases)
    )
    step("Keeping the sample", 0.8)
    saved = keep_sample(
        inspection,
        sample,
        caseload,
        sealed=loaded.rules,
        mapping=RememberedMapping(loaded.mapping.columns, loaded.mapping.words),
        list_name=loaded.path.name,
        method=method_paragraph(account_of(sample, loaded.rules.number - 1), bank),
        by=by,
        reason=reason,
    )
    return saved, pictured


def compared(
    inspection: Inspection, kept: KeptSample, path: Path, step: Step
) -> tuple[Picture, ...]:
    """Return the pictures of a sample against its list, which is read again.

    Raises RequestError where the file is not the list that the sample was drawn from.
    """
    step(f"Reading {path.name}", 0.1)
    table = read_table(path)
    if table.digest != kept.listed.digest:
        raise RequestError(
            f"{path.name} is not the list that the sample was drawn from, {kept.listed.name}, or "
            "it was changed since. Choose the file that was drawn from."
        )
    step("Reading the cases", 0.6)
    remembered = inspection.records(RememberedMapping)[0]
    mapping = ColumnMapping(remembered.columns, remembered.words)
    rules = read_rules(kept.rules.text)
    caseload = read_caseload(table, mapping, inspection.instrument, rules)
    step("Comparing", 0.9)
    return pictures(inspection.instrument, profiles(inspection, kept), _profiles(caseload.cases))


def _profiles(cases: Sequence[ListedCase]) -> tuple[Profile, ...]:
    return tuple(Profile(one.facts, one.office) for one in cases)
