"""How far two readers of the same cases agree.

Per cent agreement is the share of cases answered alike, with Wilson's interval. Two coefficients
take off the agreement that chance would bring. Cohen's kappa (J. Cohen, Educational and
Psychological Measurement 20, 1960, 37-46) takes chance from how often each reader gives each
answer; its standard error is that of J. L. Fleiss, J. Cohen and B. S. Everitt (Psychological
Bulletin 72, 1969, 323-327). Where nearly all answers are one and the same, kappa is low however
well readers agree. Gwet's AC1 (K. L. Gwet, British Journal of Mathematical and Statistical
Psychology 61, 2008, 29-48), with the variance given there, is not led astray by that.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import sqrt
from typing import TypeAlias

from omi_desktop.statistics.intervals import (
    CONFIDENCE,
    SMALL_BASE,
    Interval,
    normal,
    wilson,
)

Pair: TypeAlias = tuple[str, str]
Table: TypeAlias = Sequence[Sequence[int]]
"""How often which answer of the first reader (row) met which of the second (column)."""


@dataclass(frozen=True, slots=True)
class Coefficient:
    """An agreement beyond chance: 1 is full agreement, 0 no more than chance.

    `chance` is the share of cases that would be answered alike by chance.
    """

    value: Fraction
    standard_error: float
    interval: Interval
    chance: Fraction

    def beside(self, share: Interval | None) -> Coefficient:
        """Return it with the interval that the share's own makes of it, where nothing varies.

        Where all cases are alike, or none is, the formulas would be sure of everything.
        """
        if self.standard_error or share is None:
            return self
        chance = float(self.chance)
        low, high = ((end - chance) / (1 - chance) for end in (share.low, share.high))
        return replace(self, interval=Interval(low, high).within(-1, 1))


@dataclass(frozen=True, slots=True)
class Agreement:
    """How two readers agree over `cases`, of which `alike` were answered alike.

    Where several questions are taken together, each judgement is one of the `cases`. A coefficient
    None where it is not defined: over no case, or where chance alone would bring full agreement.
    `small` marks a base on which no percentage should be told.
    """

    cases: int
    alike: int
    interval: Interval | None
    kappa: Coefficient | None
    ac1: Coefficient | None
    small: bool

    @property
    def share(self) -> Fraction | None:
        """Return the share of cases answered alike, or None over no case."""
        return Fraction(self.alike, self.cases) if self.cases else None


def agreement(
    pairs: Iterable[Pair],
    answers: Sequence[str],
    *,
    small: int = SMALL_BASE,
    confidence: float = CONFIDENCE,
) -> Agreement:
    """Return how far the two answers of each pair agree; `answers` are all that could be given.

    Pairs with an answer that could not be given, such as “not applicable” on one side, are left
    out: whoever asks decides first what counts as an answer.
    """
    return agreement_in(table_of(pairs, answers), small=small, confidence=confidence)


def table_of(pairs: Iterable[Pair], answers: Sequence[str]) -> list[list[int]]:
    """Return the table of pairs; those with an answer that could not be given are left out."""
    place = {answer: number for number, answer in enumerate(answers)}
    table = [[0] * len(answers) for _ in answers]
    for one, other in pairs:
        if one in place and other in place:
            table[place[one]][place[other]] += 1
    return table


def agreement_in(
    table: Table, *, small: int = SMALL_BASE, confidence: float = CONFIDENCE
) -> Agreement:
    """Return how far two readers agree whose answers make this table."""
    cases = sum(map(sum, table))
    alike = sum(row[number] for number, row in enumerate(table))
    interval = wilson(alike, cases, confidence=confidence)
    cohen, gwet = kappa(table, confidence), ac1(table, confidence)
    return Agreement(
        cases=cases,
        alike=alike,
        interval=interval,
        kappa=cohen.beside(interval) if cohen else None,
        ac1=gwet.beside(interval) if gwet else None,
        small=cases < small,
    )


def kappa(table: Table, confidence: float = CONFIDENCE) -> Coefficient | None:
    """Return Cohen's kappa of a square table: rows the first reader's answers, columns the other's.

    None where it is not defined.
    """
    cases = sum(map(sum, table))
    if not cases:
        return None
    answers = range(len(table))
    rows = [Fraction(sum(row), cases) for row in table]
    columns = [Fraction(sum(row[k] for row in table), cases) for k in answers]
    found = Fraction(sum(table[k][k] for k in answers), cases)
    chance = sum((rows[k] * columns[k] for k in answers), Fraction())
    if chance == 1:
        return None
    value = (found - chance) / (1 - chance)
    rest = 1 - value
    on_diagonal = sum(
        (Fraction(table[k][k], cases) * (1 - (rows[k] + columns[k]) * rest) ** 2 for k in answers),
        Fraction(),
    )
    beside = rest**2 * sum(
        (
            Fraction(table[i][j], cases) * (columns[i] + rows[j]) ** 2
            for i in answers
            for j in answers
            if i != j
        ),
        Fraction(),
    )
    last = (value - chance * rest) ** 2
    variance = (on_diagonal + beside - last) / (cases * (1 - chance) ** 2)
    return _coefficient(value, variance, chance, confidence)


def ac1(table: Table, confidence: float = CONFIDENCE) -> Coefficient | None:
    """Return Gwet's AC1 of a square table, None where it is not defined.

    Chance agreement comes from answers given at random, which happens the more often the less
    the answers incline to one side.
    """
    cases, answers = sum(map(sum, table)), range(len(table))
    if not cases or len(table) < 2:
        return None
    found = Fraction(sum(table[k][k] for k in answers), cases)
    inclined = [Fraction(sum(table[k]) + sum(row[k] for row in table), 2 * cases) for k in answers]
    others = len(table) - 1
    # At most 1/2, so that what it is divided by below is never nought.
    chance = sum((part * (1 - part) for part in inclined), Fraction()) / others
    value = (found - chance) / (1 - chance)
    rest = 1 - value
    alike = sum((Fraction(table[k][k], cases) * (1 - inclined[k]) for k in answers), Fraction())
    spread = sum(
        (
            Fraction(table[i][j], cases) * (1 - (inclined[i] + inclined[j]) / 2) ** 2
            for i in answers
            for j in answers
        ),
        Fraction(),
    )
    variance = (
        found * (1 - found)
        - 4 * rest * (alike / others - found * chance)
        + 4 * rest**2 * (spread / others**2 - chance**2)
    ) / (cases * (1 - chance) ** 2)
    return _coefficient(value, variance, chance, confidence)


def _coefficient(
    value: Fraction, variance: Fraction, chance: Fraction, confidence: float
) -> Coefficient:
    standard_error = sqrt(variance)
    half = normal(confidence) * standard_error
    middle = float(value)
    interval = Interval(middle - half, middle + half).within(-1, 1)
    return Coefficient(value, standard_error, interval, chance)
