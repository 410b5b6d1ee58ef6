"""Whether a list can give the sample that is asked for; if not, what is missing and what helps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

from omi_desktop.errors import RequestError
from omi_desktop.sampling.kinds import Demands
from omi_desktop.sampling.parts import can_be_met, needs, whole


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A group of which the list has fewer cases than are wanted, or the places of its strata."""

    group: str
    required: int
    available: int
    in_strata: bool = False


@dataclass(frozen=True, slots=True)
class Crowded:
    """Minimums that need more places than there are, or others than the strata have."""

    size: int
    needs: int
    in_strata: bool = False


@dataclass(frozen=True, slots=True)
class Feasibility:
    """What stands against a draw; nothing where it is feasible.

    `lower` are the changes of one minimum that would each make room, smallest first: the gate and
    the largest number that fits.
    """

    size: int
    eligible: int
    shortfalls: tuple[Shortfall, ...] = ()
    crowded: Crowded | None = None
    lower: tuple[tuple[str, int], ...] = ()

    @property
    def feasible(self) -> bool:
        """Tell whether the sample can be drawn."""
        return not self.shortfalls and self.crowded is None and self.eligible >= self.size


def feasibility(asked: Demands) -> Feasibility:
    """Return whether the draw is possible and, where it is not, the smallest changes."""
    shortfalls = tuple(
        Shortfall(group.name, group.wanted, group.available)
        for group in asked.groups
        if group.wanted > group.available
    )
    # What the list has not is asked of it no further, so that the other sentences are true too.
    possible = replace(
        asked,
        groups=tuple(replace(g, wanted=min(g.wanted, g.available)) for g in asked.groups),
    )
    possible, without_place = _in_strata(possible)
    shortfalls += without_place
    crowded = None
    mine = whole(possible)
    if mine.room() is None and not can_be_met(mine):
        crowded = Crowded(mine.size, needs(mine), in_strata=bool(asked.strata))
    lower = _lower(possible) if crowded else ()
    return Feasibility(asked.size, len(asked.kinds), shortfalls, crowded, lower)


def _in_strata(asked: Demands) -> tuple[Demands, tuple[Shortfall, ...]]:
    """Return what is asked with no minimum above what its strata can hold, and those that were."""
    if not asked.strata:
        return asked, ()
    found: list[Shortfall] = []
    groups = list(asked.groups)
    for place, group in enumerate(asked.minimums):
        held = Counter(kind for kind in asked.kinds if kind >> place & 1)
        most = sum(
            min(stratum.wanted, sum(n for kind, n in held.items() if kind >> at & 1))
            for at, stratum in enumerate(asked.strata, start=len(asked.minimums))
        )
        if most < group.wanted:
            found.append(Shortfall(group.name, group.wanted, most, in_strata=True))
            groups[place] = replace(group, wanted=most)
    return replace(asked, groups=tuple(groups)), tuple(found)


def _lower(asked: Demands) -> tuple[tuple[str, int], ...]:
    """Return for each minimum the largest smaller number with which everything fits, if any."""
    found: list[tuple[int, int, str, int]] = []
    for place, group in enumerate(asked.minimums):
        for number in range(group.wanted - 1, -1, -1):
            groups = list(asked.groups)
            groups[place] = replace(group, wanted=number)
            tried = whole(replace(asked, groups=tuple(groups)))
            if tried.room() is not None or can_be_met(tried):
                found.append((group.wanted - number, place, group.name, number))
                break
    return tuple((name, number) for _, _, name, number in sorted(found))


def advice(
    found: Feasibility, untold: Mapping[str, tuple[str, ...]] | None = None
) -> tuple[str, ...]:
    """Return what to change, one sentence for each obstacle; nothing where there is none.

    `untold` names for a gate what the list has no column for.
    """
    said = [_short(short, (untold or {}).get(short.group, ())) for short in found.shortfalls]
    if found.eligible < found.size:
        said.append(
            f"The list has {found.eligible:,} cases that can be drawn, and {found.size:,} are "
            f"wanted: lower the size to {found.eligible:,}, or widen the window of dates."
        )
    if found.crowded is not None:
        said.append(_too_many(found.crowded, found.lower))
    return tuple(said)


def _short(short: Shortfall, missing: tuple[str, ...]) -> str:
    if missing and not short.available:
        return (
            f"The list does not tell of “{short.group}”, having no column for "
            f"{', '.join(missing)}: add the column, or leave this minimum out."
        )
    if short.in_strata:
        return (
            f"Of “{short.group}” {short.required} are wanted and {short.available} have a place "
            f"within the share and the offices, {short.required - short.available} short: lower "
            f"the number to {short.available}, or leave the share and the offices open."
        )
    return (
        f"Of “{short.group}” {short.required} are wanted and {short.available} are in the list, "
        f"{short.required - short.available} short: lower the number to {short.available}."
    )


def _too_many(crowded: Crowded, lower: tuple[tuple[str, int], ...]) -> str:
    ways = [f"lower “{gate}” to {number}" for gate, number in lower[:1]]
    over = crowded.needs - crowded.size
    if over <= 0:
        ways.append("leave the share and the offices open")
        return (
            "Each minimum has a place within the share and the offices, but not all of them "
            f"together: {', or '.join(ways)}."
        )
    # Within a share and offices that is the least, and need not be enough.
    more = " or more" if crowded.in_strata else ""
    ways.insert(0, f"raise the size to {crowded.needs}{more}")
    return (
        f"The minimums need at least {crowded.needs} cases, {over} more than the "
        f"{crowded.size} places: {', or '.join(ways)}."
    )


def refuse_infeasible(asked: Demands, untold: Mapping[str, tuple[str, ...]] | None = None) -> None:
    """Raise RequestError with the advice where the sample cannot be drawn."""
    found = feasibility(asked)
    if not found.feasible:
        raise RequestError(" ".join(advice(found, untold)))
