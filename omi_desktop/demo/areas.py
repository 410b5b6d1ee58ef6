"""Invented inspections of other areas and years, signed off: the same seed, the same inspection.

They are made from the cases of the demo. How good an area is, as a whole and on each criterion, is
drawn from the seed, and as many answers are moved across the line. Answers on which it rests
whether another question applies stay as they are, so that every case keeps to its gates.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from omi_desktop.assets import asset
from omi_desktop.clock import stamp
from omi_desktop.demo.cases import Chance
from omi_desktop.demo.team import LEAD, TEAM, readers
from omi_desktop.demo.write import ASSESSED, SEED, cumbria_values
from omi_desktop.instrument.bank import bank_files, read_files
from omi_desktop.instrument.model import Instrument, Question
from omi_desktop.scoring.reconciliation import reconciliation
from omi_desktop.scoring.rescoring import resting
from omi_desktop.store import (
    RELEASE_COST,
    Case,
    CaseStatus,
    Details,
    How,
    KeyCost,
    NewAnswer,
    Rating,
    Role,
    create,
    scored,
)

_AS_A_WHOLE, _BY_CRITERION = 0.4, 0.3
"""Over which range the share of answers that are moved is drawn, half of it either way."""


def write_area(
    path: Path,
    passphrase: str,
    *,
    area: str,
    seed: int,
    fieldwork: str,
    cases: int = ASSESSED,
    cost: KeyCost = RELEASE_COST,
) -> None:
    """Write an invented inspection that is signed off to a new file at `path`.

    `fieldwork` is the first day of fieldwork (ISO 8601), `cases` how many cases were read. Raises
    the errors of `store.create`.
    """
    bank = bank_files(asset("instrument/omi-2006"))
    instrument = read_files(bank)
    chance = Chance(f"{area}, {seed}")
    values = _moved(instrument, cumbria_values(instrument, Chance(SEED))[:cases], chance)
    day = datetime.fromisoformat(fieldwork).replace(tzinfo=UTC)
    details = Details(
        id=f"invented-{seed}",
        area=area,
        role=Role.LEAD,
        created=stamp(day - timedelta(days=30)),
        fieldwork=fieldwork,
    )
    team = readers(len(values))
    sampled = [
        Case(
            id=f"case-{place:03d}",
            ref=f"{area[:2].upper()}-{seed % 100:02d}{place:03d}",
            position=place,
            status=CaseStatus.NOT_STARTED,
            reason="",
            assessor=person.id,
        )
        for place, person in enumerate(team, start=1)
    ]
    at = stamp(day + timedelta(hours=9))
    answers = [
        NewAnswer(case.id, name, value, "", person.id, at)
        for case, own, person in zip(sampled, values, team, strict=True)
        for name, value in own.items()
    ]
    closing = day + timedelta(days=90)
    with create(
        path, passphrase, bank=bank, details=details, clock=lambda: closing, cost=cost
    ) as inspection:
        inspection.add_people(TEAM)
        inspection.add_cases(sampled, by=LEAD)
        inspection.write_answers(answers, how=How.TYPED)
        for case, person in zip(sampled, team, strict=True):
            inspection.set_status(case.id, CaseStatus.COMPLETE, by=person.id)
        ratings = [
            Rating(rated.id, instrument.ratings[chance.below(len(instrument.ratings))].id)
            for rated in instrument.leadership
        ]
        inspection.change_records(put=ratings, by=LEAD)
        inspection.sign_off(by=LEAD, code=reconciliation(scored(inspection)))


def _moved(
    instrument: Instrument, cases: Sequence[dict[str, str]], chance: Chance
) -> list[dict[str, str]]:
    """Return the cases with answers moved across the line, as the area is better or worse."""
    whole = (chance.number() - 0.5) * _AS_A_WHOLE
    grounds = {name for name, resting_on_it in resting(instrument).items() if resting_on_it}
    found = [dict(case) for case in cases]
    for criterion in instrument.criteria:
        own = whole + (chance.number() - 0.5) * _BY_CRITERION
        for question in criterion.questions:
            if question.counts and question.id not in grounds:
                _move(question, found, own, chance)
    return found


def _move(question: Question, cases: Sequence[dict[str, str]], part: float, chance: Chance) -> None:
    """Move a part of the answers to one question upwards, or downwards where it is below nought."""
    if question.scale is None or not question.scale.judges:
        return
    above = [choice.id for choice in question.scale.choices if choice.above_line]
    below = [choice.id for choice in question.scale.choices if choice.above_line is False]
    if not above or not below:
        return
    # Scales run from best to worst: the last above the line stands beside the first below it.
    leaving, to = (below, above[-1]) if part > 0 else (above, below[0])
    for case in cases:
        if case.get(question.id) in leaving and chance.number() < abs(part):
            case[question.id] = to
