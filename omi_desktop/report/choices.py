"""The scores of an open inspection under each choice that would have been as reasonable."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

from omi_desktop.report.wording import counted
from omi_desktop.scoring.score import COUNTED, ScoredCase
from omi_desktop.statistics.robustness import Choice, Holding, choices, holdings
from omi_desktop.store.kept_sample import last_draw, weights
from omi_desktop.store.reader_agreement import as_second_read

if TYPE_CHECKING:
    from omi_desktop.store import Case, Inspection


@dataclass(frozen=True, slots=True)
class Tried:
    """The choices that were tried, how each conclusion fares, and what could not be tried, why."""

    choices: tuple[Choice, ...] = ()
    holdings: Mapping[str, Holding] = field(default_factory=dict)
    missing: tuple[str, ...] = ()


def tried(
    inspection: Inspection, cases: Sequence[Case], scored: Sequence[ScoredCase], among: int
) -> Tried:
    """Return the scores under every choice over the cases of the mask `among`.

    `cases` and `scored` go by position. Left out is each assessor in turn; second reads stand in
    place of first ones where both are complete; the weight of the summary question is moved; cases
    that had different chances of being drawn, as boosters have, are weighted by them.
    """
    bank = inspection.instrument
    places = [place for place in range(len(cases)) if among >> place & 1]
    own = [scored[place] for place in places]
    people = {person.id: person.name for person in inspection.people()}
    readers = {
        at: people.get(reader, reader)
        for at, place in enumerate(places)
        if (reader := cases[place].assessor)
    }
    here = [cases[place] for place in places]
    known = _known_weights(inspection, here)
    seconds = _second_reads(inspection, here, own)
    found = choices(bank, own, assessors=readers, weights=_usable(known, own), second_reads=seconds)
    return Tried(
        choices=found,
        holdings={holding.name: holding for holding in holdings(bank, own, found)},
        missing=tuple(_missing(known, own, seconds)),
    )


def _known_weights(inspection: Inspection, cases: Sequence[Case]) -> dict[int, Fraction]:
    """Return by index how many cases of the list each case stands for, where it was drawn here."""
    if last_draw(inspection) is None:
        return {}
    of_case = dict(zip((case.id for case in inspection.cases()), weights(inspection), strict=True))
    found = {at: of_case.get(case.id) for at, case in enumerate(cases)}
    return {at: weight for at, weight in found.items() if weight is not None}


def _usable(
    known: Mapping[int, Fraction], scored: Sequence[ScoredCase]
) -> Mapping[int, Fraction] | None:
    """Return the weights where every case that counts has one, and they are not all alike."""
    counting = [at for at, case in enumerate(scored) if case.status in COUNTED]
    if not counting or any(at not in known for at in counting):
        return None
    return known if len({known[at] for at in counting}) > 1 else None


def _second_reads(
    inspection: Inspection, cases: Sequence[Case], scored: Sequence[ScoredCase]
) -> dict[int, ScoredCase]:
    """Return by index how the second reader answered, where both readings are complete.

    Until then the second one is blind, and no score may tell anything of it.
    """
    again = as_second_read(inspection)
    return {
        at: ScoredCase(first.status, again[case.id])
        for at, (case, first) in enumerate(zip(cases, scored, strict=True))
        if case.id in again
    }


def _missing(
    known: Mapping[int, Fraction],
    scored: Sequence[ScoredCase],
    seconds: Mapping[int, ScoredCase],
) -> Iterator[str]:
    counting = [at for at, case in enumerate(scored) if case.status in COUNTED]
    unknown = sum(at not in known for at in counting)
    if not seconds:
        yield (
            "No second read and its first one are both complete, so none could stand in place of "
            "a first one."
        )
    if not counting:
        return
    if unknown == len(counting):
        yield "The sample was not drawn in this file, so no case has a chance to be weighted by."
    elif unknown:
        yield (
            f"{counted(unknown, 'case', 'cases')} came into the sample otherwise than by the "
            "draw, so that it cannot be weighted by its chances."
        )
    elif len({known[at] for at in counting}) == 1:
        yield "Every case had the same chance of being drawn, so weighting changes nothing."
