"""The sample as a file holds it: the last draw, its rules, and what became of its cases."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from omi_desktop.errors import RequestError
from omi_desktop.sampling.draw import Origin
from omi_desktop.sampling.method import Account, Reached
from omi_desktop.sampling.rules import read_rules
from omi_desktop.store.sample_records import (
    Replacement,
    ReserveCase,
    SampledCase,
    SampledList,
    SealedRules,
    TakenBackDraw,
)
from omi_desktop.store.values import CaseStatus

if TYPE_CHECKING:
    from omi_desktop.store.inspection import Inspection

RESERVE = "reserve"
"""The origin of a case that came in for one that fell out."""


@dataclass(frozen=True, slots=True)
class KeptSample:
    """The last draw: its list, the cases that are in the sample now and those that fell out.

    `rules` is the version that was drawn by, `versions` are all of them. `status` and `reasons`
    tell of the cases by id. `taken_back` are the draws that were taken back before this one.
    """

    listed: SampledList
    rules: SealedRules
    versions: tuple[SealedRules, ...]
    cases: tuple[SampledCase, ...]
    status: Mapping[str, CaseStatus]
    reasons: Mapping[str, str]
    reserves: tuple[ReserveCase, ...]
    replacements: tuple[Replacement, ...]
    taken_back: tuple[TakenBackDraw, ...] = ()

    @property
    def drawn(self) -> tuple[SampledCase, ...]:
        """Return the cases as they were drawn, without those that came in later."""
        return tuple(one for one in self.cases if one.origin != RESERVE)

    @property
    def current(self) -> tuple[SampledCase, ...]:
        """Return the cases that have not been withdrawn."""
        return tuple(
            one for one in self.cases if self.status.get(one.case) is not CaseStatus.WITHDRAWN
        )

    @property
    def withdrawn(self) -> tuple[SampledCase, ...]:
        """Return the cases that fell out and for which no reserve came in."""
        replaced = {one.dropped for one in self.replacements}
        current = {one.case for one in self.current}
        return tuple(
            one for one in self.cases if one.case not in current and one.ref not in replaced
        )


def last_draw(inspection: Inspection) -> SampledList | None:
    """Return the list of the last draw that holds, or None."""
    lists = inspection.records(SampledList)
    return lists[-1] if lists else None


def kept_sample(inspection: Inspection) -> KeptSample | None:
    """Return the sample that was drawn last, or None."""
    listed = last_draw(inspection)
    if listed is None:
        return None
    draw, cases = listed.draw, inspection.cases()
    versions = inspection.records(SealedRules)
    return KeptSample(
        listed,
        next(one for one in versions if one.number == listed.rules),
        versions,
        tuple(one for one in inspection.records(SampledCase) if one.draw == draw),
        {case.id: case.status for case in cases},
        {case.id: case.reason for case in cases},
        tuple(one for one in inspection.records(ReserveCase) if one.draw == draw),
        tuple(one for one in inspection.records(Replacement) if one.draw == draw),
        inspection.records(TakenBackDraw),
    )


def account(kept: KeptSample) -> Account:
    """Return what is to be said of how the cases were chosen, as it stands now."""
    available = dict(kept.listed.available)
    drawn, current = kept.drawn, kept.current
    return Account(
        rules=read_rules(kept.rules.text),
        changes=kept.listed.rules - 1,
        eligible=kept.listed.eligible,
        drawn=len(drawn),
        boosters=sum(one.origin == Origin.BOOSTER for one in drawn),
        groups=tuple(
            Reached(
                name,
                wanted,
                available.get(name),
                sum(name in one.counts_for for one in drawn),
                sum(name in one.counts_for for one in current),
                is_stratum=name in kept.listed.strata,
            )
            for name, wanted in kept.listed.wanted
        ),
        reserves=len(kept.reserves),
        replaced=len(kept.replacements),
        withdrawn=len(kept.withdrawn),
    )


def weights(inspection: Inspection) -> tuple[Fraction | None, ...]:
    """Return how many cases of the list each case stands for, by position; None if not drawn.

    Raises RequestError where no sample was drawn in the file: then no chance is known.
    """
    listed = last_draw(inspection)
    if listed is None:
        raise RequestError(
            "No sample was drawn in this file, so no case has a chance of selection and none a "
            "weight. The scores as they are published need none."
        )
    chances = {
        one.case: Fraction(one.chance)
        for one in inspection.records(SampledCase)
        if one.draw == listed.draw
    }
    return tuple(
        1 / chances[case.id] if case.id in chances else None for case in inspection.cases()
    )
