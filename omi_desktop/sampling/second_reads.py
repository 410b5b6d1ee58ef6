"""Blind second reads: which cases are read twice, and by whom, to see whether readers agree.

They are planted where they tell most: evenly over the first readers, then over the types of case,
then over the criteria, where a case with many judgements tells more than one with few and a
criterion that was read twice often tells less each time.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import floor

from omi_desktop.sampling.fair_shares import Sharing, Shortage, any_sharing, fairest
from omi_desktop.sampling.interests import Interest
from omi_desktop.sampling.table import in_order
from omi_desktop.sampling.team import CaseToRead, Reader, ReaderKind

Judgements = Mapping[str, Mapping[str, Fraction]]
"""By case and criterion, how many questions are expected to apply."""


@dataclass(frozen=True, slots=True)
class Planted:
    """A second read: of which case, by whom, and whether that is the other kind of assessor."""

    case: str
    reader: str
    by_other_kind: bool


def how_many(share: Fraction, cases: Sequence[CaseToRead]) -> int:
    """Return how many second reads a share of the cases comes to, rounded half up."""
    return floor(share * len(cases) + Fraction(1, 2))


def plant(
    readers: Sequence[Reader],
    cases: Sequence[CaseToRead],
    interests: Iterable[Interest],
    judgements: Judgements,
    *,
    count: int,
    seed: str,
    among: Collection[str] | None = None,
) -> tuple[Planted, ...]:
    """Return up to `count` second reads of cases that have a reader and no second one yet.

    With `among` only cases of these ids are taken. Nobody reads their own case again, and the rules
    of interests and of how many cases one can take hold. Each goes to the other kind of assessor
    where that is possible; second readers get as even a number as can be. There are fewer than
    `count` where the rules leave no more.
    """
    people = in_order((reader for reader in readers if reader.reads), seed)
    waiting = [
        case
        for case in in_order(cases, seed)
        if case.reader and not case.second_reader and (among is None or case.id in among)
    ]
    barred = {(one.reader, one.case) for one in interests}
    so_far = _Planned(people, cases, barred, {reader.id: reader.kind for reader in readers})
    while waiting and len(so_far.chosen) < count:
        best = min(waiting, key=lambda case: so_far.rank(case, judgements.get(case.id, {})))
        waiting.remove(best)
        so_far.add(best, judgements.get(best.id, {}))
    return so_far.planted()


class _Planned:
    """The second reads planned so far, and what is told by them already."""

    def __init__(
        self,
        people: Sequence[Reader],
        cases: Sequence[CaseToRead],
        barred: Collection[tuple[str, str]],
        kinds: Mapping[str, ReaderKind],
    ) -> None:
        self.chosen: list[CaseToRead] = []
        self._people = people
        self._barred = barred
        self._kinds = kinds
        self._of_reader: dict[str, int] = {}
        self._read: dict[str, int] = {}
        self._types: dict[str, int] = {}
        self._criteria: dict[str, Fraction] = {}
        self._given: list[int] = []
        for case in cases:
            if case.reader:
                self._read[case.reader] = self._read.get(case.reader, 0) + 1
            if case.second_reader:
                self._tell(case, {})
        seconds = [sum(case.second_reader == one.id for case in cases) for one in people]
        firsts = [sum(case.reader == one.id for case in cases) for one in people]
        self._sharing = Sharing(
            may=(),
            kept=tuple(seconds),
            most=tuple(
                None if one.most is None else one.most - first
                for one, first in zip(people, firsts, strict=True)
            ),
            capacity=tuple(one.capacity for one in people),
            is_area=tuple(False for _ in people),
            wanted=0,
        )

    def rank(
        self, case: CaseToRead, judgements: Mapping[str, Fraction]
    ) -> tuple[Fraction, Fraction, Fraction]:
        """Return what orders the cases: the lowest tells most."""
        reader = str(case.reader)
        of_reader = Fraction(self._of_reader.get(reader, 0) + 1, self._read[reader])
        types = sum((Fraction(1, 1 + self._types.get(t, 0)) for t in case.types), Fraction(0))
        told = sum(
            (n / (1 + self._criteria.get(criterion, 0)) for criterion, n in judgements.items()),
            Fraction(0),
        )
        return of_reader, -types, -told

    def add(self, case: CaseToRead, judgements: Mapping[str, Fraction]) -> None:
        """Plan a second read of the case, unless nobody can do it."""
        allowed = [
            index
            for index, one in enumerate(self._people)
            if one.id != case.reader and (one.id, case.id) not in self._barred
        ]
        others = [index for index in allowed if self._is_other(self._people[index], case)]
        for may in (others, allowed):
            wider = replace(self._sharing, may=(*self._sharing.may, tuple(may)))
            given = any_sharing(wider)
            if not isinstance(given, Shortage):
                self._sharing, self._given = wider, given
                self.chosen.append(case)
                self._tell(case, judgements)
                return

    def planted(self) -> tuple[Planted, ...]:
        """Return the second reads, shared out as evenly as can be."""
        given = fairest(self._sharing, self._given)
        return tuple(
            Planted(case.id, self._people[index].id, self._is_other(self._people[index], case))
            for case, index in zip(self.chosen, given, strict=True)
        )

    def _is_other(self, reader: Reader, case: CaseToRead) -> bool:
        return reader.kind is not self._kinds.get(str(case.reader))

    def _tell(self, case: CaseToRead, judgements: Mapping[str, Fraction]) -> None:
        reader = str(case.reader)
        self._of_reader[reader] = self._of_reader.get(reader, 0) + 1
        for each in case.types:
            self._types[each] = self._types.get(each, 0) + 1
        for criterion, count in judgements.items():
            self._criteria[criterion] = self._criteria.get(criterion, Fraction(0)) + count
