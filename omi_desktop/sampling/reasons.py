"""Why a case went where it went, and what a lead inspector should look at, in sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from omi_desktop.sampling.balance import Balance
from omi_desktop.sampling.team import Obstacle, Other

_SENTENCES = {
    Obstacle.SHARE: "{names} {have} a full share and no case to exchange for it.",
    Obstacle.TYPES: "With {names} the types of case would be mixed less well.",
    Obstacle.WORK: "With {names} the work would be shared less evenly.",
    Obstacle.CHANCE: "With {names} it would be as fair: the seed decided.",
}


def because(others: Sequence[Other], names: Mapping[str, str]) -> str:
    """Return why a case went to none of the others; `names` tells people by id."""
    if not others:
        return "Nobody else could be given it."
    said = [
        f"{_name(other, names)} may not read it: {other.detail}."
        for other in others
        if other.obstacle is Obstacle.INTEREST
    ]
    free = [other for other in others if other.obstacle is not Obstacle.INTEREST]
    for obstacle, sentence in _SENTENCES.items():
        met = sorted(_name(other, names) for other in free if other.obstacle is obstacle)
        if met:
            who = _named(met, obstacle, everybody=len(met) == len(free))
            have = "has" if len(met) == 1 else "have"
            said.append(sentence.format(names=who, have=have))
    return " ".join(said)


def number_of_cases(count: int) -> str:
    """Return "1 case" or "42 cases"."""
    return f"{count} {'case' if count == 1 else 'cases'}"


def remarks(balance: Balance, names: Mapping[str, str], titles: Mapping[str, str]) -> list[str]:
    """Return what an allocation could not keep to; `titles` tells the types by their gate."""
    said = []
    if balance.area_cases != balance.area_wanted:
        said.append(
            f"Area assessors have {number_of_cases(balance.area_cases)} together instead of "
            f"{balance.area_wanted}, because the rules or cases that stay where they are allow "
            "no other number."
        )
    said += [
        f"{titles.get(one.type, one.type)}: all {one.cases} are with "
        f"{names.get(one.reader, one.reader)}, because no fair sharing within the rules mixes them."
        for one in balance.owned
    ]
    return said


def _name(other: Other, names: Mapping[str, str]) -> str:
    return names.get(other.reader, other.reader)


def _named(names: Sequence[str], obstacle: Obstacle, *, everybody: bool) -> str:
    if everybody and len(names) > 1:
        return "All others" if obstacle is Obstacle.SHARE else "anybody else"
    joint = " and " if obstacle is Obstacle.SHARE else " or "
    return joint.join(filter(None, (", ".join(names[:-1]), names[-1])))
