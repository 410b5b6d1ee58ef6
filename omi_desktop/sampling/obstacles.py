"""Why a case went to its reader and to none of the others: what would be worse with each."""

from __future__ import annotations

from omi_desktop.sampling.mixing import Change, Standing
from omi_desktop.sampling.table import Table
from omi_desktop.sampling.team import Obstacle, Other

_WORSE = (Obstacle.TYPES, Obstacle.TYPES, Obstacle.WORK)


def obstacles(standing: Standing, table: Table) -> tuple[tuple[Other, ...], ...]:
    """Return for each case on the table what stood against each other reader.

    An interest rules a reader out. A reader whose share is full would have to pass a case on in
    exchange: where no exchange is within the rules, the share is what stood against it, else what
    the best exchange would make worse. Where nothing would be, the order of the seed decided.
    """
    return tuple(_others(standing, table, case) for case in range(len(table.cases)))


def _others(standing: Standing, table: Table, case: int) -> tuple[Other, ...]:
    found = []
    for index, reader in enumerate(table.people):
        # Of a second reader not a word: the reader may see this, and the second read is blind.
        if index == standing.given[case] or reader.id == table.cases[case].second_reader:
            continue
        why = table.barred.get((reader.id, table.cases[case].id))
        if why is not None:
            found.append(Other(reader.id, Obstacle.INTEREST, why))
        else:
            found.append(Other(reader.id, _obstacle(_best(standing, case, index))))
    return tuple(found)


def _best(standing: Standing, case: int, taker: int) -> Change | None:
    swaps = (
        standing.swap(case, other) for other, holder in enumerate(standing.given) if holder == taker
    )
    changes = [change for change in (standing.hand_over(case, taker), *swaps) if change]
    return min(changes, default=None)


def _obstacle(change: Change | None) -> Obstacle:
    if change is None:
        return Obstacle.SHARE
    worse = (kind for kind, part in zip(_WORSE, change, strict=True) if part)
    return next(worse, Obstacle.CHANCE)
