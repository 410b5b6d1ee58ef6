"""What groups and passages are called where something is said of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from omi_desktop.report import listing
from omi_desktop.report.listing import P, Row

if TYPE_CHECKING:
    from omi_desktop.report.kept_list import KeptList
    from omi_desktop.store import FocusGroup


def of_the_same_list(kept: KeptList[P], row_id: str) -> tuple[Row[P], ...]:
    """Return the rows of the list in which a row stands."""
    return kept.of(listing.home(kept.record(row_id)))


def group_named(group: FocusGroup) -> str:
    """Return what a group is called in a sentence."""
    return quoted(group.who, "a group without a name")


def quoted(words: str, else_words: str) -> str:
    """Return words in quotation marks, cut where they are long, or else the other words."""
    if not words.strip():
        return else_words
    return f"“{words}”" if len(words) <= 60 else f"“{words[:59].rstrip()}…”"
