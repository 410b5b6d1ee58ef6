"""Write the demo inspection."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

from omi_desktop.assets import asset
from omi_desktop.clock import stamp
from omi_desktop.demo.cases import Chance, build_cases
from omi_desktop.demo.notes import Notes, read_notes
from omi_desktop.demo.records import read_records
from omi_desktop.demo.second_reads import read_again
from omi_desktop.demo.targets import read_targets
from omi_desktop.demo.team import (
    FIELDWORK,
    FIELDWORK_BEGINS,
    LEAD,
    PUBLISHED,
    TEAM,
    readers,
    sittings,
)
from omi_desktop.instrument.bank import bank_files, read_files
from omi_desktop.instrument.model import Instrument
from omi_desktop.store import (
    RELEASE_COST,
    Case,
    CaseStatus,
    Details,
    How,
    Inspection,
    KeyCost,
    NewAnswer,
    Person,
    Role,
    create,
)
from omi_desktop.store.moderating import agree

SEED = "Cumbria, July 2006"
ASSESSED = 99
WITHDRAWN_BECAUSE = (
    "Transferred to another area in the week before fieldwork; the file had gone with the case."
)

_FOLDER = "demo/cumbria-2006"
_SECONDS_AN_ANSWER = 55
# "Under supervision for approximately six months" (Appendix 2): begun in these weeks.
_FIRST_START = date(2005, 12, 19)
_START_DAYS = 42


def write_demo(path: Path, passphrase: str, cost: KeyCost = RELEASE_COST) -> None:
    """Write the Cumbria inspection of July 2006 to a new file at `path`.

    Every run writes the same cases. Raises the errors of `store.create`; a file that stands at
    `path` already is left as it is.
    """
    bank = bank_files(asset("instrument/omi-2006"))
    instrument = read_files(bank)
    chance = Chance(SEED)
    values = cumbria_values(instrument, chance)
    team = readers(len(values))
    begun = sittings(team)
    cases = _cases(chance, team)
    notes = read_notes(_text("notes.toml"))
    records = read_records(_text("records.toml"))
    details = Details(
        id="cumbria-2006",
        area="Cumbria",
        role=Role.LEAD,
        created=stamp(FIELDWORK_BEGINS - timedelta(days=30)),
        fieldwork=FIELDWORK,
        publication=PUBLISHED,
    )
    written = [
        _answers(instrument, case, own, person, start, notes, chance)
        for case, own, person, start in zip(cases, values, team, begun, strict=False)
    ]
    # By a chance of their own: the second reads change nothing of what stood here without them.
    again = read_again(
        instrument, written, TEAM, team, _text("second-reads.toml"), Chance(f"{SEED}, read again")
    )
    answers = sorted(again.answers, key=lambda new: new.at)
    clock = _Clock(FIELDWORK_BEGINS - timedelta(days=14))
    with create(
        path, passphrase, bank=bank, details=details, clock=clock.now, cost=cost
    ) as inspection:
        inspection.add_people(TEAM)
        inspection.add_cases(cases, by=LEAD)
        inspection.write_answers(answers, how=How.TYPED)
        clock.moment = FIELDWORK_BEGINS + timedelta(days=4, hours=15)
        _close_cases(inspection, cases, team)
        for record in records:
            inspection.put_record(record, by=LEAD)
        inspection.change_records(put=(*again.reads, *again.readings), by=LEAD)
        clock.moment = FIELDWORK_BEGINS + timedelta(days=7, hours=10)
        for one in again.agreed:
            clock.moment += timedelta(minutes=4)
            agree(
                inspection,
                one.case,
                one.question,
                one.value,
                one.reason,
                by=LEAD,
                clock=clock.now,
            )


class _Clock:
    """The time of the demo, set by hand."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def now(self) -> datetime:
        """Return the moment that was set."""
        return self.moment


def _text(name: str) -> str:
    return asset(f"{_FOLDER}/{name}").read_text(encoding="utf-8")


def cumbria_values(instrument: Instrument, chance: Chance) -> list[dict[str, str]]:
    """Return the stored values of each assessed case, in the order of the bank."""
    built = build_cases(instrument, read_targets(_text("targets.csv")), ASSESSED, chance)
    for values in built:
        start = _FIRST_START + timedelta(days=chance.below(_START_DAYS))
        whole = FIELDWORK_BEGINS.date()
        months = (whole.year - start.year) * 12 + whole.month - start.month
        values["start_date"] = start.isoformat()
        values["months_supervised"] = str(months - (whole.day < start.day))
    return [{name: own[name] for name in instrument.questions if name in own} for own in built]


def _cases(chance: Chance, team: list[Person]) -> list[Case]:
    """Return the hundred sampled cases under invented references; the last was withdrawn."""
    numbers = sorted(chance.ordered(range(101, 1992))[: len(team) + 1])
    assessors: list[str | None] = [*(person.id for person in team), None]
    return [
        Case(
            id=f"case-{place:03d}",
            ref=f"CU-{number:04d}",
            position=place,
            status=CaseStatus.NOT_STARTED,
            reason="",
            assessor=assessor,
        )
        for place, (number, assessor) in enumerate(zip(numbers, assessors, strict=True), start=1)
    ]


def _answers(
    instrument: Instrument,
    case: Case,
    values: dict[str, str],
    person: Person,
    begun: datetime,
    notes: Notes,
    chance: Chance,
) -> list[NewAnswer]:
    moment = begun
    written: list[NewAnswer] = []
    for name, value in values.items():
        moment += timedelta(seconds=_SECONDS_AN_ANSWER // 2 + chance.below(_SECONDS_AN_ANSWER))
        note = notes.for_answer(instrument.questions[name], value, chance)
        written.append(NewAnswer(case.id, name, value, note, person.id, stamp(moment)))
    return written


def _close_cases(inspection: Inspection, cases: list[Case], team: list[Person]) -> None:
    for case, person in zip(cases, team, strict=False):
        inspection.set_status(case.id, CaseStatus.COMPLETE, by=person.id)
    inspection.set_status(cases[-1].id, CaseStatus.WITHDRAWN, by=LEAD, reason=WITHDRAWN_BECAUSE)
