"""Everything that is written with live figures, whatever part of the report it stands in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from omi_desktop.report.figures import MISSING, NOT_ASKED
from omi_desktop.store.records import Finding, GoodPractice, Passage, Rating, Recommendation

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from omi_desktop.report.figures import Figures

Written: TypeAlias = Finding | Passage | Recommendation | GoodPractice | Rating
"""The kinds of record whose text may hold live figures."""

_OF_A_CRITERION = "criterion/"


@dataclass(frozen=True, slots=True)
class LiveText:
    """A record with its stored text, what was accepted of it, and under which criterion it stands.

    `criterion` is "" for a text that stands under none.
    """

    record: Written
    text: str
    accepted: tuple[str, ...]
    criterion: str


def live_text(record: Written) -> LiveText:
    """Return the live text of a record."""
    text = record.reason if isinstance(record, Rating) else record.text
    return LiveText(record, text, record.accepted, _criterion(record))


def changed(records: Iterable[Written], figures: Figures) -> Iterator[LiveText]:
    """Yield the texts in which a figure or reference is no longer what was accepted."""
    for record in records:
        text = live_text(record)
        if figures.stale_in(text.text, text.accepted, text.criterion):
            yield text


def astray(records: Iterable[Written], figures: Figures) -> Iterator[LiveText]:
    """Yield the texts that refer to a finding which does not exist."""
    for record in records:
        text = live_text(record)
        if MISSING in figures.text(text.text, text.criterion):
            yield text


def not_asked(records: Iterable[Written], figures: Figures) -> Iterator[LiveText]:
    """Yield the texts with a figure of what is not asked in this inspection."""
    for record in records:
        text = live_text(record)
        if NOT_ASKED in figures.text(text.text, text.criterion):
            yield text


def _criterion(record: Written) -> str:
    if isinstance(record, Passage):
        part = record.part
        return part.removeprefix(_OF_A_CRITERION) if part.startswith(_OF_A_CRITERION) else ""
    return "" if isinstance(record, Recommendation) else record.criterion
