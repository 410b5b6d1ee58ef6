"""The draw: the same sample from the same list, rules and seed, wherever it is repeated.

Every case has a key, SHA-256 of the seed, a line feed and its reference. Cases are taken in order
of their keys, unless the places left are spoken for by minimums that are still open
(`omi_desktop.sampling.filling`). `resources/manual/sampling.md` tells it for repeating.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

from omi_desktop.instrument.model import Instrument
from omi_desktop.sampling.caseload import ListedCase, list_digest
from omi_desktop.sampling.chances import TRIALS, chances
from omi_desktop.sampling.feasibility import refuse_infeasible
from omi_desktop.sampling.filling import filled
from omi_desktop.sampling.kinds import Demands, Group, demands, proportional
from omi_desktop.sampling.parts import can_be_met, settled, whole
from omi_desktop.sampling.rules import Rules, seal


class Origin(StrEnum):
    """How a case came into the sample."""

    RANDOM = "random"
    BOOSTER = "booster"


@dataclass(frozen=True, slots=True)
class Drawn:
    """A case of the sample; `minimum` is the gate that a booster came in for, "" for the others.

    `chance` is what every case of its kind had of being drawn before the seed was known.
    """

    case: ListedCase
    origin: Origin
    minimum: str
    chance: Fraction
    counts_for: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reserve:
    """A case that takes the place of one that falls out; `counts_for` names its groups."""

    case: ListedCase
    chance: Fraction
    counts_for: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Achieved:
    """What was wanted of a group, what the list has, and what the sample holds."""

    name: str
    required: int
    available: int
    achieved: int
    is_stratum: bool


@dataclass(frozen=True, slots=True)
class Sample:
    """A drawn sample with everything that is needed to check it; cases in order of their keys."""

    rules: Rules
    sealed: str
    list_digest: str
    eligible: int
    cases: tuple[Drawn, ...]
    reserves: tuple[Reserve, ...]
    groups: tuple[Achieved, ...]
    passed_over: int
    """How many cases of the plain draw gave way to boosters."""

    @property
    def minimums(self) -> tuple[Achieved, ...]:
        """Return what came of the minimums."""
        return tuple(group for group in self.groups if not group.is_stratum)


def key_of(seed: str, reference: str) -> str:
    """Return the key of a case as 64 hexadecimal digits."""
    return hashlib.sha256(f"{seed}\n{reference}".encode()).hexdigest()


def in_order(seed: str, references: Sequence[str]) -> list[int]:
    """Return the indexes of the references by their keys, lowest first."""
    keys = [key_of(seed, reference) for reference in references]
    return sorted(range(len(references)), key=lambda index: (keys[index], references[index]))


def draw(
    instrument: Instrument, cases: Sequence[ListedCase], rules: Rules, *, trials: int = TRIALS
) -> Sample:
    """Return the sample that the rules draw from these cases.

    `trials` is how many trial draws the chances rest on; the sample itself does not depend on it.
    Raises RequestError with the advice of `omi_desktop.sampling.feasibility` where it cannot be.
    """
    asked = demands(instrument, cases, rules)
    refuse_infeasible(asked)
    order = in_order(rules.seed, [case.ref for case in cases])
    served = taken(asked, order)
    plain = taken(replace(asked, groups=_strata_only(asked.groups)), order)
    chance = chances(asked, trials)
    drawn = tuple(
        Drawn(
            case=cases[index],
            origin=Origin.RANDOM if index in plain else Origin.BOOSTER,
            minimum="" if index in plain else minimum,
            chance=chance[asked.kinds[index]],
            counts_for=_names(asked.groups, asked.kinds[index]),
        )
        for index, minimum in served.items()
    )
    return Sample(
        rules=rules,
        sealed=seal(rules),
        list_digest=list_digest(case.ref for case in cases),
        eligible=len(cases),
        cases=drawn,
        reserves=tuple(
            Reserve(cases[i], chance[asked.kinds[i]], _names(asked.groups, asked.kinds[i]))
            for i in _reserves(asked, order, served, rules.reserves)
        ),
        groups=_achieved(asked, served),
        passed_over=len(plain.keys() - served.keys()),
    )


def taken(asked: Demands, order: Iterable[int]) -> dict[int, str]:
    """Return the cases that are taken, in order, with the minimum that each counted for first.

    The name is "" where a case was not needed for any. What is asked must be feasible.
    """
    places: dict[int, list[int]] = {}
    indexes = list(order)
    for place, index in enumerate(indexes):
        places.setdefault(asked.kinds[index], []).append(place)
    mine, room = settled(whole(asked))
    found = filled(mine, room, {kind: iter(places[kind]) for kind in mine.there})
    return {
        indexes[place]: name for place, name in sorted((place, name) for _, place, name in found)
    }


def _reserves(
    asked: Demands, order: Sequence[int], chosen: dict[int, str], number: int
) -> list[int]:
    """Return the reserves: a small sample by the same rules of what was not drawn.

    Each stratum has its part of them, by its places; each minimum has its part, rounded up, in the
    order of the minimums and as far as it fits, so that whoever falls out can be replaced by one
    who counts for the same.
    """
    rest = [index for index in order if index not in chosen]
    kinds = tuple(asked.kinds[index] for index in rest)
    size = min(number, len(rest))
    if not size:
        return []
    available = [sum(kind >> place & 1 for kind in kinds) for place in range(len(asked.groups))]
    first = len(asked.minimums)
    parts = _parts_of_reserves(asked.strata, available[first:], size)
    strata = [replace(group, wanted=part) for group, part in zip(asked.strata, parts, strict=True)]
    wanted = [replace(group, wanted=0) for group in asked.minimums]
    mine = Demands(size, (*wanted, *strata), kinds)
    for place, group in enumerate(asked.minimums):
        part = min(-(-number * group.wanted // asked.size), available[place])
        tried = replace(wanted[place], wanted=part)
        with_it = replace(mine, groups=(*wanted[:place], tried, *wanted[place + 1 :], *strata))
        if can_be_met(whole(with_it)):
            mine, wanted[place] = with_it, tried
    return [rest[place] for place in taken(mine, range(len(rest)))]


def _parts_of_reserves(strata: Sequence[Group], available: Sequence[int], number: int) -> list[int]:
    """Return how many reserves each stratum has: by its places, as far as it has cases left.

    What a stratum cannot give the others do, in their order.
    """
    shares = proportional({place: group.wanted for place, group in enumerate(strata)}, number)
    parts = [min(shares[place], there) for place, there in enumerate(available)]
    for place, there in enumerate(available):
        parts[place] += min(number - sum(parts), there - parts[place])
    return parts


def _strata_only(groups: tuple[Group, ...]) -> tuple[Group, ...]:
    return tuple(group if group.is_stratum else replace(group, wanted=0) for group in groups)


def _names(groups: Sequence[Group], kind: int) -> tuple[str, ...]:
    return tuple(group.name for place, group in enumerate(groups) if kind >> place & 1)


def _achieved(asked: Demands, chosen: dict[int, str]) -> tuple[Achieved, ...]:
    return tuple(
        Achieved(
            group.name,
            group.wanted,
            group.available,
            sum(asked.kinds[index] >> place & 1 for index in chosen),
            group.is_stratum,
        )
        for place, group in enumerate(asked.groups)
    )


def design_weights(sample: Sample) -> dict[str, Fraction]:
    """Return for each drawn reference how many cases of the list it stands for: 1 / chance."""
    return {drawn.case.ref: 1 / drawn.chance for drawn in sample.cases}
