"""What a merge would do: what comes in, what is here already, what differs, what cannot be used.

Nothing is read or written: the lead's copy goes in as a value, and the plan comes out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import replace as replaced
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from omi_desktop.merge.ground import (
    ANSWER,
    MARK,
    NOTE,
    REASON,
    RECORD,
    STATUS,
    Ground,
    Place,
    value_at,
)
from omi_desktop.merge.replying import Replies
from omi_desktop.merge.standing import Outcome, Standing, place_of
from omi_desktop.merge.usable import older, refusal, why_record_unusable, why_unusable
from omi_desktop.store.merge_records import Claim, Conflict, Left, MergedReturn
from omi_desktop.store.record_rows import body_of
from omi_desktop.store.returned_records import case_of, managers_named, record_at
from omi_desktop.store.second_records import SecondAnswer, SecondReading

if TYPE_CHECKING:
    from omi_desktop.store.records import Mark, Record
    from omi_desktop.store.returned import Returned, ReturnedAnswer


REPLY = "reply"
_WEIGHT = tuple(Outcome(text) for text in ("unchanged", "already here", "left alone", "new"))


class Planned(Struct, frozen=True):
    """An answer of a return with its note, a case, mark, record or reply, and what becomes of it.

    `what` is answer, case, mark, record or reply; `question` is the id of the comment that a reply
    is on. `second` is true for an answer of a blind second read.
    """

    case: str
    question: str
    what: str
    outcome: Outcome
    edited: bool = False
    second: bool = False


@dataclass(frozen=True, slots=True)
class PlannedReturn:
    """What becomes of one return; `refused` says why nothing of it is taken."""

    name: str
    assessor: str
    pack: str
    refused: str | None = None
    planned: tuple[Planned, ...] = ()
    unusable: tuple[Left, ...] = ()

    def count(self, *outcomes: Outcome) -> int:
        """Return how many of its answers have one of these outcomes."""
        return sum(one.what == ANSWER and one.outcome in outcomes for one in self.planned)


@dataclass(frozen=True, slots=True)
class MergePlan:
    """Everything that a merge does to the copy at `revision`.

    `written` are the values to write, in order; `put` and `drop` the records that tell of the
    returns; `conflicts` what differs in the packs of these returns and is open.
    """

    revision: int
    returns: tuple[PlannedReturn, ...]
    written: tuple[Claim, ...] = ()
    put: tuple[Record, ...] = ()
    drop: tuple[Record, ...] = ()
    conflicts: tuple[Conflict, ...] = ()

    @property
    def accepted(self) -> tuple[PlannedReturn, ...]:
        """Return the returns that are not refused."""
        return tuple(one for one in self.returns if one.refused is None)


def plan(ground: Ground, returns: Sequence[Returned], *, at: str) -> MergePlan:
    """Return what merging these returns does; `at` is when that is (ISO 8601, UTC).

    They are taken in the order of their packs, whatever the order they are given in.
    """
    merging = _Merging(ground, at)
    found: dict[int, PlannedReturn] = {}
    order = sorted(range(len(returns)), key=lambda index: _order(ground, returns[index]))
    for index in order:
        found[index] = merging.take(returns[index])
    return merging.planned(tuple(found[index] for index in range(len(returns))))


def _order(ground: Ground, returned: Returned) -> tuple[int, str, int, str]:
    pack = ground.packs.get(returned.pack)
    base = pack.base_revision if pack else 0
    return (base, returned.pack, returned.revision, returned.digest)


class _Merging:
    """The lead's copy while one return after the other comes in."""

    def __init__(self, ground: Ground, at: str) -> None:
        self._ground = ground
        self._at = at
        self._standing = Standing(ground)
        self._merged = dict(ground.merged)
        self._readings = dict(ground.readings)
        self._replies = Replies(ground)
        claimed = self._standing.claims
        # All places of marks and records that somebody claimed, in an order of their own.
        self._marked = dict.fromkeys(place for place in claimed if place.what == MARK)
        self._recorded = dict.fromkeys(place for place in claimed if place.what == RECORD)

    def take(self, returned: Returned) -> PlannedReturn:
        """Let one return in and say what became of it."""
        ground = self._ground
        pack = ground.packs.get(returned.pack)
        refused = refusal(ground, returned) or older(self._merged, returned)
        assessor = ground.people.get(pack.assessor if pack else "", "")
        if refused or pack is None:
            return PlannedReturn(returned.name, assessor, returned.pack, refused)
        second = ground.second.get(pack.id, frozenset())
        planned: list[Planned] = []
        unusable: list[Left] = []
        usable: dict[str, dict[str, ReturnedAnswer]] = {}
        for answer in returned.answers:
            why = why_unusable(ground, pack, answer)
            if why is None:
                own = usable.setdefault(answer.case, {})
                if own.setdefault(answer.question, answer) != answer:
                    why = "The return answers it twice, and differently."
            if why is not None:
                came = (answer.value, answer.note, answer.by, answer.at)
                unusable.append(Left(answer.case, answer.question, *came, why))
        told = {case.case: (case.status.value, case.reason) for case in returned.cases}
        cases = [case for case in pack.cases if case in told or case in usable]
        for case in cases:
            own = usable.get(case, {})
            if case in second:
                marks = tuple(sorted((m for m in returned.marks if m.case == case), key=_by_id))
                planned += self._second(pack.id, case, told.get(case, ("", "")), own, marks)
                continue
            if case in told:
                planned += self._case(pack.id, case, told[case])
            planned += [self._answer(pack.id, answer) for answer in own.values()]
            self._standing.settle_status(case)
        planned += self._marks(returned, set(cases), second)
        records, useless = self._records(returned)
        planned += records
        unusable += useless
        # A second reader is shown no comment, since they are shown no answer.
        for reply in self._replies.take(returned, set(cases) - second):
            planned.append(Planned(reply.case, reply.comment, REPLY, Outcome.NEW))
        self._keep(returned, tuple(unusable))
        return PlannedReturn(
            returned.name, assessor, pack.id, None, tuple(planned), tuple(unusable)
        )

    def planned(self, returns: tuple[PlannedReturn, ...]) -> MergePlan:
        """Return the whole plan."""
        ground = self._ground
        put: list[Record] = []
        for pack in sorted(self._merged):
            put += _changed(ground.merged.get(pack), self._as_merged(pack))
        for key in sorted(self._standing.conflicts):
            put += _changed(ground.conflicts.get(key), self._standing.conflicts[key])
        for key in sorted(self._readings):
            put += _changed(ground.readings.get(key), self._readings[key])
        put += self._replies.put
        gone: list[Record] = [
            one for key, one in ground.conflicts.items() if key not in self._standing.conflicts
        ]
        gone += self._replies.drop
        packs = {one.pack for one in returns if one.refused is None}
        return MergePlan(
            ground.revision,
            returns,
            tuple(self._standing.written),
            tuple(put),
            tuple(gone),
            tuple(
                one
                for key, one in sorted(self._standing.conflicts.items())
                if one.kept is None and (one.pack in packs or key not in ground.conflicts)
            ),
        )

    def _answer(self, pack: str, answer: ReturnedAnswer) -> Planned:
        by = "" if answer.edited else answer.by
        value = Claim(
            answer.case, answer.question, ANSWER, answer.value, by, answer.at, answer.edited
        )
        outcomes = (
            self._standing.weighed(pack, value),
            self._standing.weighed(pack, replace(value, what=NOTE, value=answer.note)),
        )
        return Planned(answer.case, answer.question, ANSWER, _of_both(outcomes), answer.edited)

    def _case(self, pack: str, case: str, status: tuple[str, str]) -> Iterator[Planned]:
        by = self._ground.packs[pack].assessor
        outcomes = [
            self._standing.weighed(pack, Claim(case, "", what, value, by, ""))
            for what, value in zip((STATUS, REASON), status, strict=True)
        ]
        yield Planned(case, "", "case", _of_both(outcomes))

    def _marks(self, returned: Returned, cases: set[str], second: frozenset[str]) -> list[Planned]:
        pack = self._ground.packs[returned.pack]
        # What a second reader marked stays with their reading.
        here = {m.id: m for m in returned.marks if m.case in cases and m.case not in second}
        found = [
            self._mark(pack.id, Claim(one.case, one.id, MARK, body_of(one), one.by, one.at))
            for one in here.values()
        ]
        for place, held in self._ground.bases[pack.id].items():
            # A second reader never saw what the first one marked.
            is_theirs = place.case in cases and place.case not in second
            known = place.what == MARK and is_theirs and held.value is not None
            if known and place.question not in here:
                gone = Claim(place.case, place.question, MARK, None, pack.assessor, "")
                found.append(self._mark(pack.id, gone))
        # What an earlier return of this pack marked, and this one does not.
        for place in [one for one in self._marked if one.question not in here]:
            theirs = self._standing.claims.get(place, {}).get(pack.id)
            if theirs is not None and theirs.value is not None:
                gone = Claim(place.case, place.question, MARK, None, pack.assessor, "")
                found.append(self._mark(pack.id, gone))
        return found

    def _mark(self, pack: str, claim: Claim) -> Planned:
        self._marked[place_of(claim)] = None
        return Planned(claim.case, claim.question, MARK, self._standing.weighed(pack, claim))

    def _records(self, returned: Returned) -> tuple[list[Planned], list[Left]]:
        """Let in interviews, staff answers and words on warnings; say which cannot be used."""
        ground, pack = self._ground, self._ground.packs[returned.pack]
        here = {record.told: record for record in returned.records}
        touched = [one for one in here.values() if one.revision]
        # A manager who was only chosen comes along with what names them.
        named = managers_named(record_at(one.told, one.body) for one in touched)
        chosen = (here.get(f"offender manager/{key}") for key in sorted(named))
        found: list[Planned] = []
        useless: list[Left] = []
        for one in dict.fromkeys((*touched, *(each for each in chosen if each is not None))):
            record = record_at(one.told, one.body)
            why = why_record_unusable(ground, pack, record)
            if why is None and case_of(record) in ground.second.get(pack.id, ()):
                why = "It belongs to a blind second read, and is kept apart from the case."
            if why is not None:
                came = (one.body, "", one.by, one.at)
                useless.append(Left(case_of(record), one.told, *came, why))
                continue
            place = Place(case_of(record), one.told, RECORD)
            if not one.revision and value_at(self._standing.here, place) == one.body:
                continue
            found.append(self._record(pack.id, place, one.body, one.by, one.at))
        gone = [
            place
            for place, held in ground.bases[pack.id].items()
            if place.what == RECORD and held.value is not None
        ]
        for place in self._recorded:
            theirs = self._standing.claims.get(place, {}).get(pack.id)
            if theirs is not None and theirs.value is not None:
                gone.append(place)
        found += [
            self._record(pack.id, place, None, pack.assessor, "")
            for place in dict.fromkeys(gone)
            if place.question not in here
        ]
        return found, useless

    def _record(self, pack: str, place: Place, body: str | None, by: str, at: str) -> Planned:
        self._recorded[place] = None
        claim = Claim(place.case, place.question, RECORD, body, by, at)
        outcome = self._standing.weighed(pack, claim)
        return Planned(place.case, place.question, RECORD, outcome)

    def _second(
        self,
        pack: str,
        case: str,
        status: tuple[str, str],
        answers: Mapping[str, ReturnedAnswer],
        marks: tuple[Mark, ...],
    ) -> Iterator[Planned]:
        reader = self._ground.packs[pack].assessor
        own: list[SecondAnswer] = []
        given: list[SecondAnswer] = []
        for _, a in sorted(answers.items()):
            by = "" if a.edited else a.by
            read = SecondAnswer(a.question, a.value, a.note, by, a.at, a.edited)
            (own if a.revision or a.edited else given).append(read)
        reading = SecondReading(case, reader, pack, *status, tuple(own), tuple(given), marks)
        known = self._readings.get(reading.key)
        before = {one.question: one for one in known.answers} if known else {}
        for one in reading.answers:
            known_one = before.get(one.question) == one
            outcome = Outcome.ALREADY_HERE if known_one else Outcome.NEW
            yield Planned(case, one.question, ANSWER, outcome, one.edited, second=True)
        for unchanged in reading.given:
            yield Planned(case, unchanged.question, ANSWER, Outcome.UNCHANGED, second=True)
        known_marks = set(known.marks) if known else set()
        for mark in marks:
            came = Outcome.ALREADY_HERE if mark in known_marks else Outcome.NEW
            yield Planned(case, mark.id, MARK, came, second=True)
        self._readings[reading.key] = reading

    def _keep(self, returned: Returned, unusable: tuple[Left, ...]) -> None:
        known = self._merged.get(returned.pack)
        is_same = known is not None and known.digest == returned.digest
        if known is not None and is_same and returned.pack not in self._standing.changed:
            return
        self._merged[returned.pack] = MergedReturn(
            returned.pack,
            returned.name,
            self._ground.packs[returned.pack].assessor,
            returned.revision,
            returned.digest,
            known.at if known is not None and is_same else self._at,
            (),
            unusable,
        )
        self._standing.changed.add(returned.pack)

    def _as_merged(self, pack: str) -> MergedReturn:
        merged = self._merged[pack]
        if pack not in self._standing.changed:
            return merged
        own = (claims[pack] for claims in self._standing.claims.values() if pack in claims)
        return replaced(merged, claims=tuple(sorted(own, key=place_of)))


def _by_id(mark: Mark) -> str:
    return mark.id


def _changed(before: Record | None, after: Record) -> list[Record]:
    return [] if before == after else [after]


def _of_both(outcomes: Sequence[Outcome]) -> Outcome:
    """Return what becomes of two things as one: what most needs a look."""
    if Outcome.CONFLICT in outcomes:
        return Outcome.CONFLICT
    return max(outcomes, key=_WEIGHT.index)
