"""Read what came back and compare it with the inspection, on the worker; and say it in words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from omi_desktop.errors import OmiError
from omi_desktop.merge import apply
from omi_desktop.merge.ground import RECORD
from omi_desktop.report.wording import counted
from omi_desktop.store.record_words import place_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from omi_desktop.merge.apply import Undone
    from omi_desktop.merge.receipt import Receipt, ReturnReceipt
    from omi_desktop.merge.undoing import Stays
    from omi_desktop.store import Inspection, KeyCost
    from omi_desktop.store.returned import Returned
    from omi_ui.tasks import Step

READ = 0.8
"""How much of the work is done when all files are read."""


class Standing(StrEnum):
    """How far a file has come, as it is shown."""

    WAITING = "Not read yet"
    UNREAD = "Could not be read"
    REFUSED = "Refused"
    READY = "Can be merged"


@dataclass(frozen=True, slots=True)
class CameBack:
    """A file that came back: what it holds once it is read, and what merging it would do.

    `problem` says why it could not be read.
    """

    path: Path
    returned: Returned | None = None
    problem: str = ""
    told: ReturnReceipt | None = None

    @property
    def standing(self) -> Standing:
        """Return how far it has come."""
        if self.problem:
            return Standing.UNREAD
        if self.told is None:
            return Standing.WAITING
        return Standing.REFUSED if self.told.refused else Standing.READY


@dataclass(frozen=True, slots=True)
class Comparison:
    """The files, and what merging them into the inspection at `revision` would do."""

    files: tuple[CameBack, ...]
    revision: int = -1

    @property
    def ready(self) -> tuple[CameBack, ...]:
        """Return the files that can be merged."""
        return tuple(one for one in self.files if one.standing is Standing.READY)

    @property
    def wants_reading(self) -> bool:
        """Tell whether there is a file that was not read and compared, or could not be."""
        return any(one.told is None for one in self.files)

    @property
    def differ(self) -> int:
        """Return how much differs in the files that can be merged, and would be open."""
        return sum(one.told.still_open for one in self.ready if one.told)


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merge did, and the files that are left because nothing was taken of them."""

    receipt: Receipt
    left: Comparison


def with_files(known: Comparison, paths: Sequence[Path]) -> Comparison:
    """Return the files with more of them, each once; what was compared is to be compared again.

    A file that is given again is read again: it may have been sent anew under its old name.
    """
    files = {one.path: replace(one, told=None) for one in known.files}
    files |= {path: CameBack(path) for path in paths}
    return Comparison(tuple(files.values()))


def read_and_compare(
    inspection: Inspection, known: Comparison, passphrase: str, cost: KeyCost, step: Step
) -> Comparison:
    """Read the files that are not read yet, and compare all that could be read.

    A file that cannot be read says so in its own line and keeps nobody from reading the others.
    """
    files: list[CameBack] = []
    for number, one in enumerate(known.files):
        step(f"Reading {one.path.name}", READ * number / len(known.files))
        files.append(one if one.returned else _read(one.path, passphrase, cost))
    step("Comparing with the inspection", READ)
    return compared(inspection, files)


def compared(inspection: Inspection, files: Sequence[CameBack]) -> Comparison:
    """Compare all files that are read with the inspection as it now is."""
    read = [one for one in files if one.returned]
    plan, receipt = apply.compare(inspection, [one.returned for one in read if one.returned])
    told = dict(zip((one.path for one in read), receipt.returns, strict=True))
    return Comparison(tuple(replace(one, told=told.get(one.path)) for one in files), plan.revision)


def _read(path: Path, passphrase: str, cost: KeyCost) -> CameBack:
    # Loaded here: what reads workbooks takes a while to load.
    from omi_desktop.exchange.read_return import read_return

    try:
        return CameBack(path, read_return(path, passphrase, cost=cost))
    except OmiError as error:
        return CameBack(path, problem=str(error))


FILE_TITLES = ("File", "Assessor", "New", "Unchanged", "Left alone", "Differ", "Unusable", "State")
FILE_NUMBERS = (2, 3, 4, 5, 6)


def file_row(one: CameBack) -> tuple[str, ...]:
    """Return the line of a file: what would come in of it, in counts of answers."""
    told = one.told
    if told is None or told.refused:
        who = told.assessor if told else ""
        return (one.path.name, who, "", "", "", "", "", one.standing.value)
    counts = (told.new, told.unchanged, told.left_alone, told.conflicts, told.unusable)
    return (one.path.name, told.assessor, *(f"{n:,}" for n in counts), one.standing.value)


def file_words(one: CameBack) -> str:
    """Return all that is to be said of a file, line by line."""
    if one.problem:
        return one.problem
    told = one.told
    if told is None:
        return "Give the passphrase and read it. A workbook without a password needs none."
    if told.refused:
        return told.refused
    lines: list[str] = []
    if told.already_here:
        both = counted(told.already_here, "answer was", "answers were")
        lines.append(f"{both} given alike on both sides.")
    if told.cases:
        lines.append(f"The status of {counted(told.cases, 'case', 'cases')} is new.")
    if told.marks:
        lines.append(f"{counted(told.marks, 'marked passage is', 'marked passages are')} new.")
    if told.replies:
        lines.append(f"{counted(told.replies, 'reply', 'replies')} to your comments came in.")
    if told.second:
        reads = counted(told.second, "answer is", "answers are")
        lines.append(f"{reads} of blind second reads and kept apart.")
    lines += told.lines
    return "\n".join(lines) or "Nothing in it needs a look."


def plan_words(known: Comparison) -> str:
    """Return what merging would do, in a sentence."""
    ready = known.ready
    if not ready:
        return "None of these files can be merged." if known.revision >= 0 else ""
    new = sum(one.told.new for one in ready if one.told)
    files = counted(len(ready), "file", "files")
    words = f"{files} can be merged: {counted(new, 'new answer', 'new answers')}"
    if known.differ:
        differ = "one thing differs" if known.differ == 1 else f"{known.differ:,} things differ"
        return f"{words}, {differ}. Nothing has been written yet."
    return f"{words}, nothing differs. Nothing has been written yet."


def merged_words(receipt: Receipt) -> str:
    """Return what a merge did, in a sentence."""
    if receipt.number is None:
        return "Everything was here already, so nothing was written."
    new = sum(one.new for one in receipt.returns)
    still_open = sum(one.still_open for one in receipt.returns)
    words = f"Merge {receipt.number}: {counted(new, 'new answer', 'new answers')} came in."
    if still_open:
        words += " One thing differs." if still_open == 1 else f" {still_open:,} things differ."
    return words


def _place(one: Stays) -> tuple[str, ...]:
    if one.what == RECORD:
        return (place_words(one.question),)
    return (one.question, one.what)


def stays_words(undone: Undone, refs: Mapping[str, str]) -> str:
    """Return what stays of a merge that was undone, or ""."""
    places = [
        ", ".join(filter(None, (refs.get(one.case, one.case), *_place(one))))
        for one in undone.stays
    ]
    return f"Stays, because it was changed since: {'; '.join(places)}." if places else ""
