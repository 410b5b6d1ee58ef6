"""Whether a list can give the sample that is asked for; if not, what is missing and what helps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from omi_desktop.errors import RequestError
from omi_desktop.sampling.kinds import Demands
from omi_desktop.sampling.parts import part_fits, part_needs, parts


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A group of which the list has fewer cases than are wanted."""

    group: str
    required: int
    available: int


@dataclass(frozen=True, slots=True)
class Crowded:
    """A part whose minimums need more cases than it has places; its name is "" for the whole."""

    part: str
    size: int
    needs: int


@dataclass(frozen=True, slots=True)
class Feasibility:
    """What stands against a draw; nothing where it is feasible.

    `lower` are the changes of one minimum that would each make room, smallest first: the gate and
    the largest number that fits.
    """

    size: int
    eligible: int
    shortfalls: tuple[Shortfall, ...] = ()
    crowded: tuple[Crowded, ...] = ()
    lower: tuple[tuple[str, int], ...] = ()

    @property
    def feasible(self) -> bool:
        """Tell whether the sample can be drawn."""
        return not self.shortfalls and not self.crowded and self.eligible >= self.size


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
    crowded = tuple(
        Crowded(part.name, part.size, needs)
        for part in parts(possible)
        if not part.adds_up and (needs := part_needs(part)) > part.size
    )
    lower = _lower(possible) if crowded else ()
    return Feasibility(asked.size, len(asked.kinds), shortfalls, crowded, lower)


def _lower(asked: Demands) -> tuple[tuple[str, int], ...]:
    """Return for each minimum the largest smaller number with which everything fits, if any."""
    found: list[tuple[int, int, str, int]] = []
    for place, group in enumerate(asked.minimums):
        for number in range(group.wanted - 1, -1, -1):
            groups = list(asked.groups)
            groups[place] = replace(group, wanted=number)
            tried = parts(replace(asked, groups=tuple(groups)))
            if all(part.adds_up or part_fits(part) for part in tried):
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
    said.extend(_too_many(crowded, found.lower) for crowded in found.crowded)
    return tuple(said)


def _short(short: Shortfall, missing: tuple[str, ...]) -> str:
    if missing and not short.available:
        return (
            f"The list does not tell of “{short.group}”, having no column for "
            f"{', '.join(missing)}: add the column, or leave this minimum out."
        )
    return (
        f"Of “{short.group}” {short.required} are wanted and {short.available} are in the list, "
        f"{short.required - short.available} short: lower the number to {short.available}."
    )


def _too_many(crowded: Crowded, lower: tuple[tuple[str, int], ...]) -> str:
    over = crowded.needs - crowded.size
    ways = [] if crowded.part else [f"raise the size to {crowded.needs}"]
    if lower:
        gate, number = lower[0]
        ways.append(f"lower “{gate}” to {number}")
    if not ways:
        ways.append("lower several minimums, or leave the share and the offices open")
    where = f" of “{crowded.part}”" if crowded.part else ""
    return (
        f"The minimums{where} need at least {crowded.needs} cases, {over} more than the "
        f"{crowded.size} places: {', or '.join(ways)}."
    )


def refuse_infeasible(asked: Demands, untold: Mapping[str, tuple[str, ...]] | None = None) -> None:
    """Raise RequestError with the advice where the sample cannot be drawn."""
    found = feasibility(asked)
    if not found.feasible:
        raise RequestError(" ".join(advice(found, untold)))
