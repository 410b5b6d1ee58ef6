"""Who has what: everybody's cases and work beside a fair share, and types that one reader owns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor

from omi_desktop.sampling.team import CaseToRead, Reader, ReaderKind


@dataclass(frozen=True, slots=True)
class Share:
    """What somebody has who reads now, beside what a fair share would be."""

    reader: str
    cases: int
    fair_cases: Fraction
    work: Fraction
    fair_work: Fraction


@dataclass(frozen=True, slots=True)
class OwnedType:
    """A type of which one reader has each of the two or more cases."""

    type: str
    reader: str
    cases: int


@dataclass(frozen=True, slots=True)
class Balance:
    """How fairly cases are shared out among a team.

    `shares` are in the order of the team. Of all cases that somebody has, `area_cases` are with
    area assessors and `area_wanted` should be.
    """

    shares: tuple[Share, ...]
    area_cases: int
    area_wanted: int
    owned: tuple[OwnedType, ...]


def balance(
    readers: Sequence[Reader], cases: Sequence[CaseToRead], area_share: Fraction
) -> Balance:
    """Return how the cases that have a reader are shared out."""
    given = [case for case in cases if case.reader is not None]
    people = [reader for reader in readers if reader.reads]
    held = {reader.id: [case for case in given if case.reader == reader.id] for reader in people}
    parts = fair_parts(readers, given, area_share)
    count = sum(map(len, held.values()))
    work = sum((case.work for own in held.values() for case in own), Fraction(0))
    area = {reader.id for reader in readers if reader.kind is ReaderKind.AREA}
    return Balance(
        tuple(
            Share(
                reader.id,
                len(held[reader.id]),
                part * count,
                sum((case.work for case in held[reader.id]), Fraction(0)),
                part * work,
            )
            for reader, part in zip(people, parts, strict=True)
        ),
        sum(case.reader in area for case in given),
        _by_absent(readers, given) + area_wanted(readers, given, area_share),
        _owned(given),
    )


def area_wanted(
    readers: Sequence[Reader], cases: Sequence[CaseToRead], area_share: Fraction
) -> int:
    """Return how many of the cases the area assessors who read now should have together.

    It is their part of all cases, rounded half up, less what area assessors keep who read no more.
    Where nobody of one of the two kinds reads, the other has everything.
    """
    kinds = {reader.kind for reader in readers if reader.reads}
    here = _here(readers, cases)
    if ReaderKind.AREA not in kinds:
        return 0
    if ReaderKind.OTHERS not in kinds:
        return here
    wanted = floor(area_share * len(cases) + Fraction(1, 2)) - _by_absent(readers, cases)
    return min(max(wanted, 0), here)


def fair_parts(
    readers: Sequence[Reader], cases: Sequence[CaseToRead], area_share: Fraction
) -> tuple[Fraction, ...]:
    """Return the fair part of the cases of everybody who reads now; the parts add up to one.

    The part of each kind of reader is divided by capacity. Cases of people who read no more are
    not counted.
    """
    people = [reader for reader in readers if reader.reads]
    here = _here(readers, cases)
    wanted = Fraction(area_wanted(readers, cases, area_share))
    of_area = wanted / here if here else area_share
    kinds = {reader.kind for reader in people}
    if len(kinds) == 1:
        of_area = Fraction(int(ReaderKind.AREA in kinds))
    of_kind = {ReaderKind.AREA: of_area, ReaderKind.OTHERS: 1 - of_area}
    capacity = {
        kind: sum(reader.capacity for reader in people if reader.kind is kind) for kind in kinds
    }
    return tuple(of_kind[r.kind] * Fraction(r.capacity, capacity[r.kind]) for r in people)


def _here(readers: Sequence[Reader], cases: Sequence[CaseToRead]) -> int:
    """Return how many cases are with people who read now or are still to be given to them."""
    absent = {reader.id for reader in readers if not reader.reads}
    return sum(case.reader not in absent for case in cases)


def _by_absent(readers: Sequence[Reader], cases: Sequence[CaseToRead]) -> int:
    absent = {r.id for r in readers if r.kind is ReaderKind.AREA and not r.reads}
    return sum(case.reader in absent for case in cases)


def _owned(given: Sequence[CaseToRead]) -> tuple[OwnedType, ...]:
    holders: dict[str, list[str]] = {}
    for case in given:
        for each in case.types:
            holders.setdefault(each, []).append(str(case.reader))
    return tuple(
        OwnedType(each, readers[0], len(readers))
        for each, readers in sorted(holders.items())
        if len(readers) > 1 and len(set(readers)) == 1
    )
