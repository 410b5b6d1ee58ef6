"""How the cases were chosen, in plain words with the numbers as they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from omi_desktop.clock import MONTHS
from omi_desktop.sampling.draw import Origin, Sample
from omi_desktop.sampling.reasons import number_of_cases
from omi_desktop.sampling.rules import Rules

if TYPE_CHECKING:
    from datetime import date

    from omi_desktop.instrument.model import Instrument


@dataclass(frozen=True, slots=True)
class Reached:
    """What was wanted of a group, what the list has, what was drawn and what is there now.

    `available` is None where a file kept it in an older form, without that number.
    """

    name: str
    wanted: int
    available: int | None
    drawn: int
    there: int
    is_stratum: bool


@dataclass(frozen=True, slots=True)
class Account:
    """Every number that the paragraph on the method holds.

    `changes` is how often the rules were changed after they were first sealed, `replaced` how many
    cases gave way to reserves, `withdrawn` how many fell out without one.
    """

    rules: Rules
    changes: int
    eligible: int
    drawn: int
    boosters: int
    groups: tuple[Reached, ...]
    reserves: int
    replaced: int = 0
    withdrawn: int = 0

    @property
    def minimums(self) -> tuple[Reached, ...]:
        """Return what came of the minimums."""
        return tuple(group for group in self.groups if not group.is_stratum)


def account_of(sample: Sample, changes: int = 0) -> Account:
    """Return what is to be said of a sample that was drawn just now."""
    return Account(
        rules=sample.rules,
        changes=changes,
        eligible=sample.eligible,
        drawn=len(sample.cases),
        boosters=sum(drawn.origin is Origin.BOOSTER for drawn in sample.cases),
        groups=tuple(
            Reached(g.name, g.required, g.available, g.achieved, g.achieved, g.is_stratum)
            for g in sample.groups
        ),
        reserves=len(sample.reserves),
    )


def method_paragraph(account: Account, instrument: Instrument) -> str:
    """Return the paragraph on the method for the report."""
    return " ".join(_sentences(account, instrument))


def _sentences(account: Account, instrument: Instrument) -> list[str]:
    rules = account.rules
    said = [
        f"The {number_of_cases(account.drawn)} were drawn from the {account.eligible:,} cases on "
        f"the area’s list that could be drawn{_window(rules)}."
        if account.drawn != 1
        else f"The one case was drawn from the {account.eligible:,} cases on the area’s list that "
        f"could be drawn{_window(rules)}.",
        _sealed(account),
    ]
    if rules.share is not None:
        title = instrument.gate[rules.share.gate].title
        said.append(f"{title} were to be {rules.share.number} of the cases.")
    if rules.by_office:
        said.append("Every office had its share of the cases, by the number of cases it holds.")
    if account.minimums:
        told = "; ".join(_minimum(group, instrument) for group in account.minimums)
        said.append(f"So that every group could be reported on, there were minimums: {told}.")
    said.append(_boosters(account))
    if account.reserves:
        said.append(
            f"{_some(account.reserves, 'reserve was', 'reserves were')} drawn with them, to be "
            "used in their order."
        )
    if account.replaced:
        said.append(
            f"{_some(account.replaced, 'case', 'cases')} fell out later and "
            f"{'was' if account.replaced == 1 else 'were'} replaced by the first reserve with "
            "which every minimum still held."
        )
    if account.withdrawn:
        said.append(
            f"{_some(account.withdrawn, 'case was', 'cases were')} withdrawn without a "
            f"replacement, so that {account.drawn - account.withdrawn} are left."
        )
    return said


def _sealed(account: Account) -> str:
    repeat = (
        "the draw can be repeated by anybody from the list, the rules and the seed "
        f"“{account.rules.seed}”."
    )
    if not account.changes:
        return f"The rules were fixed and sealed before the list was opened, and {repeat}"
    times = {1: "once", 2: "twice"}.get(account.changes, f"{account.changes} times")
    return (
        f"The rules were fixed and sealed before the list was first opened and changed {times} "
        f"since, each time with a reason that is on record; {repeat}"
    )


def _boosters(account: Account) -> str:
    if not account.boosters:
        return "All of them came in at random; no minimum had to be filled up."
    verb = "case was" if account.boosters == 1 else "cases were"
    plain = account.drawn - account.boosters
    return (
        f"{_some(plain, 'case', 'cases')} came in at random; {account.boosters} {verb} "
        "drawn, in the same random order, to reach a minimum, in place of as many others."
    )


def _some(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"


def _window(rules: Rules) -> str:
    begins, ends = rules.begins, rules.ends
    if begins and ends:
        return f", with supervision that began between {_day(begins)} and {_day(ends)}"
    if begins:
        return f", with supervision that began on {_day(begins)} or later"
    return f", with supervision that began on {_day(ends)} or earlier" if ends else ""


def _day(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def _minimum(group: Reached, instrument: Instrument) -> str:
    drawn = f"drawn {group.drawn}"
    if group.there != group.drawn:
        drawn += f", now {group.there}"
    return f"{instrument.gate[group.name].title} {group.wanted} ({drawn})"
