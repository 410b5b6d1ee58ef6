"""Packs, returns, merges and what differs, as the file holds them and as the screen says them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from omi_desktop.merge.apply import last_merge
from omi_desktop.report import wording
from omi_desktop.report.wording import counted
from omi_desktop.store import CaseStatus
from omi_desktop.store.merge_records import Merge, MergedReturn, Pack
from omi_desktop.store.merging import open_conflicts
from omi_desktop.store.team_records import SecondRead
from omi_ui.returns.differences import Difference, differences

if TYPE_CHECKING:
    from collections.abc import Mapping

    from omi_desktop.store import Inspection, Person


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who has cases or a pack: `own` and `second` are the ids of what they now read.

    `pack` is their newest pack, `back` what was merged of any of their packs last.
    """

    person: Person
    own: tuple[str, ...]
    second: tuple[str, ...]
    pack: Pack | None
    back: MergedReturn | None

    @property
    def cases(self) -> tuple[str, ...]:
        """Return the ids of all that a pack made now would hold."""
        return (*self.own, *self.second)

    @property
    def came_since(self) -> int:
        """Return how many of the cases are not in the newest pack."""
        return len(set(self.cases) - set(self.pack.cases)) if self.pack else 0

    @property
    def went_since(self) -> int:
        """Return how many cases of the newest pack are read by somebody else now."""
        return len(set(self.pack.cases) - set(self.cases)) if self.pack else 0


@dataclass(frozen=True, slots=True)
class ReturnsState:
    """Everything that the screen shows, read at one moment."""

    readers: tuple[Reader, ...]
    differences: tuple[Difference, ...]
    merges: tuple[Merge, ...]
    last: Merge | None
    names: Mapping[str, str]
    refs: Mapping[str, str]


def read_state(inspection: Inspection) -> ReturnsState:
    """Return what the file holds; follows its history, so it runs on the worker."""
    cases = inspection.cases()
    return ReturnsState(
        _readers(inspection),
        differences(inspection, open_conflicts(inspection)),
        tuple(sorted(inspection.records(Merge), key=lambda one: -one.number)),
        last_merge(inspection),
        {person.id: person.name for person in inspection.people()},
        {case.id: case.ref for case in cases},
    )


def _readers(inspection: Inspection) -> tuple[Reader, ...]:
    kept = [case for case in inspection.cases() if case.status is not CaseStatus.WITHDRAWN]
    reader_of = {case.id: case.assessor for case in kept}
    seconds = inspection.records(SecondRead)
    packs = sorted(inspection.records(Pack), key=lambda one: (one.base_revision, one.at))
    merged = sorted(inspection.records(MergedReturn), key=lambda one: one.at)
    found: list[Reader] = []
    for person in inspection.people():
        own = tuple(case.id for case in kept if case.assessor == person.id)
        second = tuple(
            read.case
            for read in seconds
            if read.person == person.id and reader_of.get(read.case, person.id) != person.id
        )
        theirs = [pack for pack in packs if pack.assessor == person.id]
        back = [one for one in merged if one.assessor == person.id]
        if own or second or theirs:
            found.append(
                Reader(
                    person,
                    own,
                    second,
                    theirs[-1] if theirs else None,
                    back[-1] if back else None,
                )
            )
    return tuple(found)


def summary(state: ReturnsState) -> str:
    """Return in words how many have a pack, how many came back, and what is open."""
    if not state.readers:
        return "Nobody has cases yet."
    packs = sum(one.pack is not None for one in state.readers)
    back = sum(one.back is not None for one in state.readers)
    people = counted(len(state.readers), "person has", "people have")
    words = f"{people} cases: {packs} with a pack, {back} came back."
    if not state.differences:
        return f"{words} Nothing is open that differs."
    return f"{words} {_open(len(state.differences))}"


def _open(number: int) -> str:
    return "One difference is open." if number == 1 else f"{number:,} differences are open."


PACK_TITLES = ("Assessor", "Cases", "Second reads", "Pack", "Came back")


def pack_rows(state: ReturnsState) -> list[tuple[str, ...]]:
    """Return a line for every reader: cases, the newest pack, what came back."""
    return [
        (
            one.person.name,
            str(len(one.own)),
            str(len(one.second)) if one.second else "",
            _pack_words(one),
            f"{one.back.name}, merged {moment(one.back.at)}" if one.back else "Not yet",
        )
        for one in state.readers
    ]


def _pack_words(reader: Reader) -> str:
    if reader.pack is None:
        return "None yet"
    return f"{moment(reader.pack.at)}, {counted(len(reader.pack.cases), 'case', 'cases')}"


def since(reader: Reader) -> str:
    """Return what is different from the newest pack of a reader, or ""."""
    told: list[str] = []
    if reader.came_since:
        told.append(f"{counted(reader.came_since, 'case', 'cases')} came to them since their pack")
    if reader.went_since:
        told.append(
            f"{counted(reader.went_since, 'case', 'cases')} of their pack went to others since"
        )
    return f"{wording.capital(wording.listed(told))}." if told else ""


MERGE_TITLES = ("Merge", "When", "By", "State")


def merge_rows(state: ReturnsState) -> list[tuple[str, ...]]:
    """Return a line for every merge, the newest first."""
    names = state.names
    return [
        (
            str(one.number),
            moment(one.at),
            names.get(one.by, one.by),
            f"Undone {moment(one.undone_at)} by {names.get(one.undone_by, one.undone_by)}"
            if one.undone_at
            else "In the inspection",
        )
        for one in state.merges
    ]


def moment(at: str) -> str:
    """Return a moment of the file in words, "18 July 2006, 14:02 UTC"; "" where none is known."""
    return wording.time(datetime.fromisoformat(at)) if at else ""
