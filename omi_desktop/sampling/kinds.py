"""What the rules ask of the sample as a whole, and which case counts towards what.

Every demand is a *group* of cases with a number: a minimum, or a stratum that has an exact part of
the places. A case's *kind* is the set of groups it belongs to, as a bit mask: bit 0 is the first
group. Cases of one kind are alike for the draw.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from omi_desktop.instrument.applicability import standings
from omi_desktop.instrument.gates import GateName, gate_names, question_names
from omi_desktop.instrument.model import Instrument
from omi_desktop.sampling.caseload import ListedCase
from omi_desktop.sampling.rules import Rules

N = TypeVar("N", str, int)

WITHOUT_OFFICE = "no office"


@dataclass(frozen=True, slots=True)
class Group:
    """So many cases are wanted of a group; a stratum takes no more than that either."""

    name: str
    wanted: int
    available: int
    is_stratum: bool = False


@dataclass(frozen=True, slots=True)
class Demands:
    """What is asked of a sample: its size, and its groups, minimums first."""

    size: int
    groups: tuple[Group, ...]
    kinds: tuple[int, ...]
    """The kind of every case, in the order of the list."""

    @property
    def wanted(self) -> tuple[int, ...]:
        """Return how many cases are wanted of each group."""
        return tuple(group.wanted for group in self.groups)

    @property
    def minimums(self) -> tuple[Group, ...]:
        """Return the groups that are minimums."""
        return tuple(group for group in self.groups if not group.is_stratum)

    @property
    def strata(self) -> tuple[Group, ...]:
        """Return the groups that share out the places."""
        return tuple(group for group in self.groups if group.is_stratum)


def demands(instrument: Instrument, cases: Sequence[ListedCase], rules: Rules) -> Demands:
    """Return what the rules ask of a sample from these cases."""
    gates = [minimum.gate for minimum in rules.minimums]
    if rules.share is not None:
        gates.append(rules.share.gate)
    holding = _holding(instrument, cases, gates)
    kinds = [
        sum(1 << place for place, minimum in enumerate(rules.minimums) if minimum.gate in held)
        for held in holding
    ]
    counts = Counter(gate for held in holding for gate in held)
    groups = [Group(m.gate, m.number, counts[m.gate]) for m in rules.minimums]
    strata = _strata(cases, holding, rules)
    for name, wanted, members in strata:
        bit = 1 << len(groups)
        for index in members:
            kinds[index] |= bit
        groups.append(Group(name, wanted, len(members), is_stratum=True))
    return Demands(rules.size, tuple(groups), tuple(kinds))


def untold(instrument: Instrument, gate: str, told: frozenset[str]) -> tuple[str, ...]:
    """Return the short names of what a gate rests on and the list has no column for."""
    seen: set[str] = set()
    missing: dict[str, None] = {}
    waiting = [instrument.gate[gate].when]
    while waiting:
        condition = waiting.pop()
        names = [n for n in gate_names(condition) if n not in seen]
        seen.update(names)
        waiting.extend(instrument.gate[name].when for name in names)
        for name in sorted(question_names(condition)):
            if name not in told:
                missing[instrument.questions[name].short] = None
    return tuple(missing)


def _holding(
    instrument: Instrument, cases: Sequence[ListedCase], gates: Sequence[str]
) -> list[frozenset[str]]:
    """Return the gates that certainly hold in each case."""
    used = _rests_on(instrument, gates)
    profiles: dict[tuple[tuple[str, str], ...], int] = {}
    profile_of: list[int] = []
    for case in cases:
        profile = tuple((name, case.facts[name]) for name in used if name in case.facts)
        profile_of.append(profiles.setdefault(profile, len(profiles)))
    # Many cases are alike in what the gates rest on: each profile is looked at once.
    known = standings(instrument, [dict(profile) for profile in profiles])
    masks = {gate: known.where(GateName(gate)) for gate in gates}
    held = [
        frozenset(gate for gate, mask in masks.items() if mask >> place & 1)
        for place in range(len(profiles))
    ]
    return [held[place] for place in profile_of]


def _rests_on(instrument: Instrument, gates: Sequence[str]) -> tuple[str, ...]:
    """Return every question that some gate rests on, through other gates and conditions."""
    found: dict[str, None] = {}
    seen: set[str] = set()
    waiting = [instrument.gate[gate].when for gate in gates]
    while waiting:
        condition = waiting.pop()
        for name in gate_names(condition) - seen:
            seen.add(name)
            waiting.append(instrument.gate[name].when)
        for name in question_names(condition):
            if name not in found:
                found[name] = None
                waiting.append(instrument.questions[name].applies_to)
    return tuple(sorted(found))


def _strata(
    cases: Sequence[ListedCase], holding: Sequence[frozenset[str]], rules: Rules
) -> list[tuple[str, int, list[int]]]:
    """Return the strata with their parts of the places: the share first, offices within."""
    everyone = list(range(len(cases)))
    if rules.share is None:
        sides = [("", rules.size, everyone)]
    else:
        gate, number = rules.share.gate, rules.share.number
        inside = [index for index in everyone if gate in holding[index]]
        outside = [index for index in everyone if gate not in holding[index]]
        sides = [(gate, number, inside), (f"not {gate}", rules.size - number, outside)]
    if not rules.by_office:
        return sides if rules.share else []
    strata: list[tuple[str, int, list[int]]] = []
    for name, places, members in sides:
        offices: dict[str, list[int]] = {}
        for index in members:
            offices.setdefault(cases[index].office or WITHOUT_OFFICE, []).append(index)
        parts = proportional({office: len(own) for office, own in offices.items()}, places)
        strata.extend(
            (f"{name}, {office}" if name else office, parts[office], offices[office])
            for office in sorted(offices)
        )
    return strata


def proportional(sizes: Mapping[N, int], places: int) -> dict[N, int]:
    """Return the places shared out by size: whole parts first, the rest to the largest remainders.

    Of equal remainders the name that sorts first comes first.
    """
    total = sum(sizes.values())
    parts = {name: places * size // total for name, size in sizes.items()}
    by_rest = sorted(sizes, key=lambda name: (-(places * sizes[name] % total), name))
    for name in by_rest[: places - sum(parts.values())]:
        parts[name] += 1
    return parts
