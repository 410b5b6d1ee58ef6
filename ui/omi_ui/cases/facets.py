"""What narrows the list of cases, one thing beside the other, and what of it is remembered."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import asdict

from omi_desktop.store import CaseStatus

if TYPE_CHECKING:
    from omi_ui.cases.rows import CaseRow


class Facets(Struct, frozen=True):
    """Everything that a case must be to stand in the list; "" and None ask for nothing.

    `assessor` is the id of a person.
    """

    status: CaseStatus | None = None
    sentence: str = ""
    tier: str = ""
    risk: str = ""
    assessor: str = ""
    below_line: bool = False
    notes_asked: bool = False

    @property
    def asks(self) -> int:
        """Return how many things are asked for."""
        return sum(bool(value) for value in asdict(self).values())


class SavedFilter(Struct, frozen=True):
    """Facets under the name that somebody gave them."""

    name: str
    facets: Facets


class SavedFilters(Struct, frozen=True):
    """The filters that somebody saved, in order."""

    filters: tuple[SavedFilter, ...] = ()

    def with_filter(self, saved: SavedFilter) -> SavedFilters:
        """Return these with one more, in place of one of the same name."""
        return SavedFilters((*self.without(saved.name).filters, saved))

    def without(self, name: str) -> SavedFilters:
        """Return these without the one of this name."""
        return SavedFilters(tuple(each for each in self.filters if each.name != name))


def accepts(facets: Facets, words: Iterable[str], found_in: Collection[str], row: CaseRow) -> bool:
    """Tell whether a case is what the facets ask for, and holds all the words.

    `found_in` are the ids of the cases in whose notes and answers the words stand.
    """
    if facets.status is not None and row.status is not facets.status:
        return False
    pairs = (
        (facets.sentence, row.sentence),
        (facets.tier, row.tier),
        (facets.risk, row.risk),
        (facets.assessor, row.assessor_id),
    )
    if any(wanted and wanted != own for wanted, own in pairs):
        return False
    if (facets.below_line and not row.below_line) or (facets.notes_asked and not row.notes_asked):
        return False
    return row.id in found_in or all(word in row.words for word in words)
