"""What is written of packs, merges and settling; runs on the worker."""

from __future__ import annotations

from typing import TYPE_CHECKING

from omi_desktop.errors import RequestError
from omi_desktop.merge import apply, settling
from omi_desktop.placing import placed
from omi_ui.returns.choosing import returns_under
from omi_ui.returns.reading import Comparison, Merged, Standing, compared

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from omi_desktop.merge.apply import Undone
    from omi_desktop.store import Inspection, KeyCost
    from omi_desktop.store.merge_records import Conflict, Keep, Merge, Pack
    from omi_ui.tasks import Step


def look_through(paths: Sequence[Path], own: Path, step: Step) -> list[Path]:
    """Return the returns among files and folders."""
    step("Looking through the folder", 0.1)
    return returns_under(paths, own)


def write_pack(
    inspection: Inspection,
    person: str,
    path: Path,
    passphrase: str,
    by: str,
    cost: KeyCost,
    step: Step,
) -> Pack:
    """Write the pack of a person to `path`."""
    step("Writing the pack", 0.1)
    # Loaded here: it is wanted once a visit.
    from omi_desktop.exchange.pack import make_pack

    return make_pack(inspection, person, path, passphrase, by=by, cost=cost)


def merge_or_look(
    inspection: Inspection, known: Comparison, keep: Keep | None, by: str, step: Step
) -> Merged | Comparison:
    """Merge what was compared; where the inspection has changed since, compare again instead.

    So nothing is merged but what somebody has seen.
    """
    if inspection.saved().revision != known.revision:
        step("Comparing with the inspection", 0.5)
        return compared(inspection, known.files)
    step("Merging", 0.3)
    ready = [one.returned for one in known.ready if one.returned]
    receipt = apply.merge(inspection, ready, by=by, keep=keep)
    left = tuple(one for one in known.files if one.standing is not Standing.READY)
    return Merged(receipt, Comparison(left))


def settle_one(
    inspection: Inspection, conflict: Conflict, keep: Keep, by: str, step: Step
) -> tuple[Conflict, ...]:
    """Settle one thing that differs, and return it as it then is."""
    step("Settling it", 0.2)
    return settling.settle(inspection, [conflict], keep, by=by)


def open_again(inspection: Inspection, settled: tuple[Conflict, ...], by: str, step: Step) -> int:
    """Open again what was settled, and return how much that was."""
    step("Opening it again", 0.2)
    return settling.unsettle(inspection, settled, by=by)


def settle_by_rule(inspection: Inspection, keep: Keep, by: str, step: Step) -> tuple[Conflict, ...]:
    """Settle all that a rule decides, and return it as it then is."""
    step("Settling what differs", 0.2)
    return settling.settle_all(inspection, keep, by=by)


def undo_last(inspection: Inspection, number: int, by: str, step: Step) -> Undone:
    """Take a merge back; raises RequestError where it is not the last one any more."""
    step("Taking the merge back", 0.2)
    last = apply.last_merge(inspection)
    if last is None or last.number != number:
        raise RequestError(
            f"Merge {number} is not the last one any more. Look at the list of merges."
        )
    return apply.undo_merge(inspection, by=by)


def write_receipt(merge: Merge, path: Path, step: Step) -> Path:
    """Write the receipt of a merge to `path` as plain text, whole or not at all."""
    step("Writing the receipt", 0.5)
    with placed(path, "The receipt") as beside:
        beside.write_text(f"{merge.receipt}\n", encoding="utf-8")
    return path
