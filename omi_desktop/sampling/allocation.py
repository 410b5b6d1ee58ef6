"""Share cases out among the team, within every rule and as fairly as the rules allow.

The order in which equals are taken comes from the seed: SHA-256 over the seed, a line feed and
the key, in hexadecimal, lowest first. So the same team, list and seed give the same allocation on
every machine, in whatever order the people and cases are handed in.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from omi_desktop.errors import RequestError
from omi_desktop.sampling.balance import Balance, balance
from omi_desktop.sampling.fair_shares import Shortage, any_sharing, fairest
from omi_desktop.sampling.interests import Interest
from omi_desktop.sampling.mixing import Standing, mixed
from omi_desktop.sampling.obstacles import obstacles
from omi_desktop.sampling.table import Table, laid_out
from omi_desktop.sampling.team import CaseToRead, Other, Reader

A_THIRD = Fraction(1, 3)
"""The part of the cases that area assessors read together, unless the inspection sets another."""

_NAMED = 6


@dataclass(frozen=True, slots=True)
class Given:
    """A case that was given to a reader, and why it went to none of the others.

    A reader who is to read the case a second time is left out of the others without a word, so
    that nobody learns of the second read from here.
    """

    case: str
    reader: str
    others: tuple[Other, ...]


@dataclass(frozen=True, slots=True)
class Allocation:
    """Who gets which of the cases that were to be shared out, in their order, and how fair it is.

    `cases` are all cases as they stand after it, `balance` counts those that stayed put as well.
    """

    seed: str
    given: tuple[Given, ...]
    cases: tuple[CaseToRead, ...]
    balance: Balance


def allocate(
    readers: Sequence[Reader],
    cases: Sequence[CaseToRead],
    interests: Iterable[Interest],
    *,
    seed: str,
    area_share: Fraction = A_THIRD,
    share_out: Collection[str] | None = None,
) -> Allocation:
    """Return an allocation of the cases whose ids are in `share_out`, all others staying put.

    Without `share_out` every case without a reader is shared out. Cases that stay count in their
    reader's share. Raises RequestError where some case can be given to nobody, and says which.
    """
    if not 0 <= area_share <= 1:
        raise RequestError(
            "The share of the area assessors is a part of the cases: give a number from 0 to 1, "
            "or a fraction such as 1/3."
        )
    table = laid_out(
        readers,
        cases,
        {(one.reader, one.case): one.why for one in interests},
        going=[case.id for case in cases if case.reader is None]
        if share_out is None
        else share_out,
        seed=seed,
        area_share=area_share,
    )
    given = {one.case: one for one in _given(table)}
    after = tuple(
        replace(case, reader=given[case.id].reader) if case.id in given else case for case in cases
    )
    return Allocation(
        seed,
        tuple(given[case.id] for case in cases if case.id in given),
        after,
        balance(readers, after, area_share),
    )


def _given(table: Table) -> list[Given]:
    if not table.cases:
        return []
    if not table.people:
        raise RequestError(
            "Nobody of the team reads cases now. Add people to the team, or call up a reserve."
        )
    start = any_sharing(table.sharing)
    if isinstance(start, Shortage):
        raise RequestError(_refusal(start, table))
    found = mixed(table.sharing, table.mixture, fairest(table.sharing, start))
    others = obstacles(Standing(table.sharing, table.mixture, found), table)
    return [
        Given(case.id, table.people[reader].id, reasons)
        for case, reader, reasons in zip(table.cases, found, others, strict=True)
    ]


def _refusal(short: Shortage, table: Table) -> str:
    remedy = "Add somebody to the team or call up a reserve"
    if short.readers:
        room = sum(_free(table, reader) for reader in short.readers)
        names = " and ".join(sorted(table.people[reader].name for reader in short.readers))
        return (
            f"{_refs(short, table)} can be read by {names} only, who can take "
            f"{room} of these {len(short.cases)} cases. {remedy}, or raise how many they can take."
        )
    (case,) = (table.cases[index] for index in short.cases)
    why = [
        f"{reader.name} {table.barred[reader.id, case.id]}"
        if (reader.id, case.id) in table.barred
        else f"{reader.name} is its second reader"
        for reader in sorted(table.people, key=lambda reader: reader.name)
    ]
    return f"Nobody of the team may read {case.ref}: {'; '.join(why)}. {remedy}."


def _free(table: Table, reader: int) -> int:
    most, kept = table.sharing.most[reader], table.sharing.kept[reader]
    return 0 if most is None else max(0, most - kept)


def _refs(short: Shortage, table: Table) -> str:
    refs = sorted(table.cases[index].ref for index in short.cases)
    if len(refs) > _NAMED:
        refs = [*refs[:_NAMED], f"{len(refs) - _NAMED} more"]
    return ", ".join(refs)
