"""What returns are compared with: the lead's copy as it is, and as it was when each pack was made.

All of it comes from the append-only history, so what a pack started from is known for ever.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from omi_desktop.store.checking_records import Reply
from omi_desktop.store.merge_records import Conflict, MergedReturn, Pack
from omi_desktop.store.record_rows import body_of, from_body
from omi_desktop.store.records import Mark
from omi_desktop.store.returned_records import case_of, is_returned, record_at
from omi_desktop.store.returning import bank_fingerprint
from omi_desktop.store.second_records import SecondReading
from omi_desktop.store.team_records import SecondRead
from omi_desktop.store.values import CaseStatus, Role

if TYPE_CHECKING:
    from omi_desktop.instrument.model import Instrument
    from omi_desktop.store import Inspection
    from omi_desktop.store.values import Change

ANSWER, NOTE, STATUS, REASON, MARK = "answer", "note", "status", "reason", "mark"
RECORD = "record"
"""An interview, something about a manager, or a word on a warning."""


class Place(NamedTuple):
    """Where a value stands: `what` is answer, note, status, reason, mark or record.

    `question` is the id of the question or of the mark, kind and key of a record, "" for the case
    itself; `case` is "" where a record is about a manager.
    """

    case: str
    question: str
    what: str


class Held(NamedTuple):
    """A value, and who last changed it when; None where there is no answer, or no such mark."""

    value: str | None
    by: str
    at: str


Held_by_place: TypeAlias = Mapping[Place, Held]


@dataclass(frozen=True, slots=True)
class Ground:
    """The lead's copy at `revision`.

    `here` is what it holds now, `bases` what it held when each pack was made, of that pack's cases
    alone. `second` names the cases that a pack holds as blind second reads.
    """

    inspection: str
    is_lead: bool
    bank: str
    revision: int
    instrument: Instrument
    signed_off: int | None
    refs: Mapping[str, str]
    people: Mapping[str, str]
    packs: Mapping[str, Pack]
    here: Held_by_place
    bases: Mapping[str, Held_by_place]
    second: Mapping[str, frozenset[str]]
    merged: Mapping[str, MergedReturn]
    conflicts: Mapping[str, Conflict]
    readings: Mapping[str, SecondReading]
    replies: Mapping[str, Reply]


def nothing_at(place: Place) -> str | None:
    """Return what stands in a place that nobody ever wrote to."""
    match place.what:
        case "note" | "reason":
            return ""
        case "status":
            return CaseStatus.NOT_STARTED.value
        case _:
            return None


def value_at(held: Held_by_place, place: Place) -> str | None:
    """Return the value of a place."""
    found = held.get(place)
    return nothing_at(place) if found is None else found.value


def manager_named(ground: Ground, told: str) -> str:
    """Return the name of the manager whom a record is about, "" where it is about none."""
    kind, _, key = told.partition("/")
    if kind not in ("offender manager", "staff interview", "staff answer"):
        return ""
    known = Place("", f"offender manager/{key.partition('/')[0]}", RECORD)
    held = ground.here.get(known)
    if held is None or held.value is None:
        return ""
    return str(getattr(record_at(known.question, held.value), "name", ""))


def ground_of(inspection: Inspection) -> Ground:
    """Return what returns are compared with in this copy."""
    packs = {pack.id: pack for pack in inspection.records(Pack)}
    walk = _Walk()
    waiting = sorted(packs.values(), key=lambda pack: pack.base_revision)
    revision = 0
    for change in inspection.history():
        while waiting and waiting[0].base_revision < change.revision:
            walk.remember(waiting.pop(0))
        walk.take(change)
        revision = change.revision
    for pack in waiting:
        walk.remember(pack)
    signed = inspection.signed_off()
    return Ground(
        inspection=inspection.details.id,
        is_lead=inspection.details.role is Role.LEAD,
        bank=bank_fingerprint(inspection.bank_files),
        revision=revision,
        instrument=inspection.instrument,
        signed_off=signed.number if signed else None,
        refs={case.id: case.ref for case in inspection.cases()},
        people={person.id: person.name for person in inspection.people()},
        packs=packs,
        here={place: held for own in walk.held.values() for place, held in own.items()},
        bases=walk.bases,
        second=walk.second,
        merged={one.pack: one for one in inspection.records(MergedReturn)},
        conflicts={one.key: one for one in inspection.records(Conflict)},
        readings={one.key: one for one in inspection.records(SecondReading)},
        replies={one.id: one for one in inspection.records(Reply)},
    )


class _Walk:
    """Follows the history and remembers what it told when a pack was made."""

    def __init__(self) -> None:
        self.held: dict[str, dict[Place, Held]] = {}
        self.bases: dict[str, Held_by_place] = {}
        self.second: dict[str, frozenset[str]] = {}
        self._readers: dict[str, str | None] = {}
        self._second_readers: dict[str, str] = {}

    def remember(self, pack: Pack) -> None:
        """Remember the cases of a pack as they now are."""
        second = self.second[pack.id] = frozenset(
            case
            for case in pack.cases
            if self._second_readers.get(case) == pack.assessor
            and self._readers.get(case) != pack.assessor
        )
        base = {
            place: held
            for case in pack.cases
            for place, held in self.held.get(case, {}).items()
            # A second reader never saw the first one's interview.
            if not (place.what == RECORD and case in second)
        }
        given = set(pack.given)
        about_managers = self.held.get("", {}).items()
        base |= {place: held for place, held in about_managers if place.question in given}
        self.bases[pack.id] = base

    def take(self, change: Change) -> None:
        """Follow one change."""
        case, question = change.case or "", change.question or ""
        match change.what:
            case "answer" | "note":
                self._put(Place(case, question, change.what), change)
            case "status" | "reason":
                self._put(Place(case, "", change.what), change)
            case "assigned":
                self._readers[case] = change.new
            case "case" if change.new is None:
                self.held.pop(case, None)
                self._readers.pop(case, None)
            case "case":
                told = json.loads(change.new or "{}")
                own = self.held.setdefault(case, {})
                for what in (STATUS, REASON):
                    own[Place(case, "", what)] = Held(told[what], change.by, change.at)
                self._readers[case] = told["assessor"]
            case "record" if question.startswith("mark/"):
                self._mark(change)
            case "record" if is_returned(question):
                record = record_at(question, change.new or change.old or "")
                self._put(Place(case_of(record), question, RECORD), change)
            case "record" if question.startswith("second read/"):
                self._second_read(change)
            case _:
                pass

    def _put(self, place: Place, change: Change) -> None:
        self.held.setdefault(place.case, {})[place] = Held(change.new, change.by, change.at)

    def _mark(self, change: Change) -> None:
        for body in (change.old, change.new):
            if body is not None:
                mark = from_body(body, Mark)
                now = None if change.new is None else body_of(mark)
                place = Place(mark.case, mark.id, MARK)
                self.held.setdefault(mark.case, {})[place] = Held(now, change.by, change.at)

    def _second_read(self, change: Change) -> None:
        key = (change.question or "").partition("/")[2]
        if change.new is None:
            self._second_readers.pop(key, None)
        else:
            read = from_body(change.new, SecondRead)
            self._second_readers[read.case] = read.person
