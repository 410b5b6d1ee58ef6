"""How far two readers agree over many judgements of few cases.

Judgements of one case hang together: a reader who understood a file otherwise answers several
questions otherwise. Formulas for so many separate judgements would claim to be far surer than one
can be. What varies is therefore seen by leaving out one whole case after the other, the jackknife
(J. W. Tukey, Annals of Mathematical Statistics 29, 1958, 614; for clusters J. N. K. Rao and C. F.
J. Wu, Journal of the American Statistical Association 83, 1988, 231-241), and told with Student's
t for as many cases. The share gets Wilson's interval for as many judgements as those would be
worth if they were separate (L. Kish, Survey Sampling, 1965, 8.2); where all are alike, for as many
as there are cases.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from math import sqrt

from omi_desktop.statistics.agreement import (
    Agreement,
    Coefficient,
    Pair,
    Table,
    ac1,
    agreement_in,
    kappa,
    table_of,
)
from omi_desktop.statistics.intervals import (
    CONFIDENCE,
    SMALL_BASE,
    Interval,
    normal,
    wilson,
)

_UNKNOWN = Interval(-1.0, 1.0)


def clustered_agreement(
    of_cases: Sequence[Sequence[Pair]],
    answers: Sequence[str],
    *,
    small: int = SMALL_BASE,
    confidence: float = CONFIDENCE,
) -> Agreement:
    """Return how far the two answers of all pairs agree; the pairs of one case stand together.

    The figures themselves are those of all pairs alike. `small` is a number of cases.
    """
    tables = [table for pairs in of_cases if _total(table := table_of(pairs, answers))]
    if not tables:
        return agreement_in(table_of((), answers), small=small, confidence=confidence)
    whole = _sum(tables, len(answers))
    without = [_less(whole, own) for own in tables]
    plain = agreement_in(whole, confidence=confidence)
    share = _of_share(whole, without, confidence)
    return replace(
        plain,
        interval=share,
        kappa=_again(plain.kappa, without, kappa, share, confidence),
        ac1=_again(plain.ac1, without, ac1, share, confidence),
        small=len(tables) < small,
    )


def students(degrees: int, confidence: float = CONFIDENCE) -> float:
    """Return how many standard errors on either side hold so much of Student's t.

    The expansion in powers of 1/degrees (M. Abramowitz and I. A. Stegun, Handbook of Mathematical
    Functions, 1964, 26.7.5), right to 1 % from 4 degrees of freedom on.
    """
    z = normal(confidence)
    terms = (
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160,
    )
    return z + sum((term / float(degrees**n) for n, term in enumerate(terms, 1)), 0.0)


def _of_share(whole: Table, without: Sequence[Table], confidence: float) -> Interval | None:
    judgements, alike, cases = _total(whole), _alike(whole), len(without)
    share = alike / judgements
    spread = share * (1 - share) / judgements
    if spread == 0 or cases < 2:
        worth = judgements / cases
    else:
        shares = [_alike(table) / _total(table) for table in without if _total(table)]
        worth = max(1.0, _standard_error(shares) ** 2 / spread)
    widened = sqrt(worth)
    if cases > 1:
        widened *= students(cases - 1, confidence) / normal(confidence)
    return wilson(alike, judgements, shrink=widened, confidence=confidence)


def _again(
    found: Coefficient | None,
    without: Sequence[Table],
    coefficient: Callable[[Table], Coefficient | None],
    share: Interval | None,
    confidence: float,
) -> Coefficient | None:
    """Return a coefficient with what leaving out one case after the other tells of its spread."""
    if found is None or not found.standard_error:
        return found.beside(share) if found else None
    again = [coefficient(table) for table in without]
    values = [float(other.value) for other in again if other is not None]
    if len(values) < 2 or len(values) < len(again):
        # One case says nothing of the next, nor is it known how it would have been without the
        # only one that makes the figure what it is.
        return replace(found, interval=_UNKNOWN)
    # Never surer than so many separate judgements would be.
    error = max(_standard_error(values), found.standard_error)
    half = students(len(values) - 1, confidence) * error
    middle = float(found.value)
    interval = Interval(middle - half, middle + half).within(-1, 1)
    return replace(found, standard_error=error, interval=interval)


def _standard_error(values: Sequence[float]) -> float:
    many = len(values)
    middle = sum(values) / many
    return sqrt((many - 1) / many * sum((value - middle) ** 2 for value in values))


def _total(table: Table) -> int:
    return sum(map(sum, table))


def _alike(table: Table) -> int:
    return sum(row[place] for place, row in enumerate(table))


def _sum(tables: Sequence[Table], size: int) -> list[list[int]]:
    return [[sum(table[i][j] for table in tables) for j in range(size)] for i in range(size)]


def _less(whole: Table, own: Table) -> list[list[int]]:
    return [
        [all_of_it - its for all_of_it, its in zip(row, own_row, strict=True)]
        for row, own_row in zip(whole, own, strict=True)
    ]
