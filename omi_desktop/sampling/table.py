"""Team and cases laid out for sharing: by index, in an order that comes from the seed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TypeVar

from omi_desktop.sampling.balance import area_wanted, fair_parts
from omi_desktop.sampling.fair_shares import Sharing
from omi_desktop.sampling.mixing import Mixture
from omi_desktop.sampling.team import CaseToRead, Reader, ReaderKind

_T = TypeVar("_T", Reader, CaseToRead)


@dataclass(frozen=True, slots=True)
class Table:
    """Who reads, what is to be shared out among them, and what stays where it is.

    `barred` says of a reader and a case, by id, what interest stands between them.
    """

    people: tuple[Reader, ...]
    cases: tuple[CaseToRead, ...]
    kept: tuple[CaseToRead, ...]
    barred: dict[tuple[str, str], str]
    sharing: Sharing
    mixture: Mixture


def in_order(values: Iterable[_T], seed: str) -> tuple[_T, ...]:
    """Return readers or cases in the order of the seed, however they were handed in."""

    def place(value: _T) -> str:
        return hashlib.sha256(f"{seed}\n{value.id}".encode()).hexdigest()

    return tuple(sorted(values, key=place))


def laid_out(
    readers: Sequence[Reader],
    cases: Sequence[CaseToRead],
    barred: dict[tuple[str, str], str],
    *,
    going: Iterable[str],
    seed: str,
    area_share: Fraction,
) -> Table:
    """Return the table for sharing out the cases with the ids in `going`."""
    ids = set(going)
    # What is shared out anew belongs to nobody until it is given.
    freed = [replace(case, reader=None) if case.id in ids else case for case in cases]
    people = in_order((reader for reader in readers if reader.reads), seed)
    to_give = in_order((case for case in freed if case.id in ids), seed)
    kept = tuple(case for case in freed if case.id not in ids and case.reader is not None)
    counted = [*to_give, *kept]
    types = sorted({each for case in counted for each in case.types})
    absent = [reader for reader in readers if not reader.reads]
    everybody = [*people, *absent]
    return Table(
        people,
        to_give,
        kept,
        barred,
        Sharing(
            may=tuple(_who_may_read(case, people, barred) for case in to_give),
            kept=tuple(sum(case.reader == reader.id for case in kept) for reader in people),
            most=tuple(_room(reader, cases) for reader in people),
            capacity=tuple(reader.capacity for reader in people),
            is_area=tuple(reader.kind is ReaderKind.AREA for reader in people),
            wanted=area_wanted(everybody, counted, area_share),
        ),
        Mixture(
            work=tuple(case.work for case in to_give),
            types=tuple(_indices(case, types) for case in to_give),
            kept_work=tuple(
                sum((case.work for case in kept if case.reader == reader.id), Fraction(0))
                for reader in people
            ),
            kept_types=tuple(
                tuple(
                    sum(c.reader == reader.id and each in c.types for c in kept) for each in types
                )
                for reader in people
            ),
            shares=fair_parts(everybody, counted, area_share),
        ),
    )


def _who_may_read(
    case: CaseToRead, people: Sequence[Reader], barred: dict[tuple[str, str], str]
) -> tuple[int, ...]:
    return tuple(
        index
        for index, reader in enumerate(people)
        if (reader.id, case.id) not in barred and reader.id != case.second_reader
    )


def _room(reader: Reader, cases: Sequence[CaseToRead]) -> int | None:
    if reader.most is None:
        return None
    return reader.most - sum(case.second_reader == reader.id for case in cases)


def _of_types(reader: Reader, kept: Sequence[CaseToRead], types: Sequence[str]) -> tuple[int, ...]:
    own = [case for case in kept if case.reader == reader.id]
    return tuple(sum(each in case.types for case in own) for each in types)


def _indices(case: CaseToRead, types: Sequence[str]) -> tuple[int, ...]:
    return tuple(index for index, each in enumerate(types) if each in case.types)
