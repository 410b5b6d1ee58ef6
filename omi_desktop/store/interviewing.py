"""Interviews as they are read and written: on one case, and with each offender manager once."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from omi_desktop.casework.likely_names import likely
from omi_desktop.errors import RequestError
from omi_desktop.store.interview_records import (
    CaseInterview,
    InterviewNote,
    InterviewRecord,
    OffenderManager,
    StaffAnswer,
    StaffInterview,
)
from omi_desktop.store.sample_records import SampledCase
from omi_desktop.store.team_records import Holder
from omi_desktop.store.values import new_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from omi_desktop.store.inspection import Inspection
    from omi_desktop.store.values import Saved

STAFF = "staff"
"""The survey of those who give the service; its results stand with the criteria they speak to."""


_LISTED = "listed-"


@dataclass(frozen=True, slots=True)
class Staff:
    """The staff interview of one manager: where and when it was held, and every answer by item."""

    manager: OffenderManager
    held: StaffInterview | None
    answers: Mapping[str, StaffAnswer]

    @property
    def is_begun(self) -> bool:
        """Tell whether the manager was asked: said so, or an item has an answer."""
        return self.held is not None or any(each.value for each in self.answers.values())


class Managers:
    """The known managers of an inspection by key, those who turned out to be one as one."""

    def __init__(self, known: Iterable[OffenderManager]) -> None:
        self._all = {manager.key: manager for manager in known}

    @property
    def known(self) -> tuple[OffenderManager, ...]:
        """Return every manager once, by name."""
        own = (m for m in self._all.values() if self.key_of(m.key) == m.key)
        return tuple(sorted(own, key=lambda manager: (manager.name.casefold(), manager.key)))

    @property
    def all(self) -> tuple[OffenderManager, ...]:
        """Return every manager, those too who turned out to be another."""
        return tuple(self._all.values())

    def key_of(self, key: str) -> str:
        """Return the key under which the work on a manager stands."""
        seen: set[str] = set()
        # Two that point at each other, which a merge can bring, are the one whose key is first.
        while key in self._all and self._all[key].same_as and key not in seen:
            seen.add(key)
            key = self._all[key].same_as
        return min(seen) if key in seen else key

    def find(self, key: str) -> OffenderManager | None:
        """Return the manager whom a key means, or None."""
        return self._all.get(self.key_of(key))


def managers_of(inspection: Inspection) -> Managers:
    """Return the managers that were added, and those that the sampled list names."""
    listed = (_listed(inspection, holder) for holder in holders(inspection).values())
    found = {manager.key: manager for manager in listed if manager is not None}
    found |= {manager.key: manager for manager in inspection.records(OffenderManager)}
    return Managers(found.values())


def holders(inspection: Inspection) -> dict[str, Holder]:
    """Return who held the cases: as was said by hand, else as the list of the last draw says."""
    drawn = sorted(inspection.records(SampledCase), key=lambda sampled: sampled.draw)
    listed = {s.case: Holder(s.case, s.office, s.team, s.manager) for s in drawn}
    return listed | {holder.case: holder for holder in inspection.records(Holder)}


def listed_manager(inspection: Inspection, case: str) -> OffenderManager | None:
    """Return the manager whom the list names for a case: to be offered, not yet chosen."""
    holder = holders(inspection).get(case)
    return _listed(inspection, holder) if holder else None


def _listed(inspection: Inspection, holder: Holder) -> OffenderManager | None:
    name = holder.offender_manager.strip()
    if not name:
        return None
    place = ", ".join(part for part in (holder.office.strip(), holder.team.strip()) if part)
    # The same line of the list is the same key in every copy, so that packs meet again.
    told = f"{inspection.details.id}\0{place}\0{name}"
    key = f"{_LISTED}{hashlib.sha256(told.encode()).hexdigest()[:20]}"
    return OffenderManager(key, name, place=place)


def is_listed(manager: OffenderManager) -> bool:
    """Tell whether a manager is known from the list of the cases."""
    return manager.key.startswith(_LISTED)


def staff_of(inspection: Inspection, managers: Managers) -> tuple[Staff, ...]:
    """Return the staff interviews that were begun, one a manager, by name."""
    held = _by_manager(inspection.records(StaffInterview), managers)
    answers: dict[str, dict[str, StaffAnswer]] = {}
    for key, each in _own_last(inspection.records(StaffAnswer), managers):
        # What stands under the manager's own key stands, also where it was taken back.
        is_own = each.manager == key
        if is_own or each.value or each.note or each.item not in answers.get(key, {}):
            answers.setdefault(key, {})[each.item] = each
    found = (
        Staff(manager, held.get(manager.key), answers.get(manager.key, {}))
        for manager in managers.known
    )
    return tuple(staff for staff in found if staff.is_begun)


def _by_manager(held: Iterable[StaffInterview], managers: Managers) -> dict[str, StaffInterview]:
    ordered = sorted(held, key=lambda each: each.manager == managers.key_of(each.manager))
    return {managers.key_of(each.manager): each for each in ordered}


def _own_last(answers: Iterable[StaffAnswer], managers: Managers) -> list[tuple[str, StaffAnswer]]:
    """Return answers with the key they count for, those under a manager's own key at the end."""
    told = [(managers.key_of(each.manager), each) for each in answers]
    return sorted(told, key=lambda one: one[0] == one[1].manager)


class Interviewing:
    """The interview on one case, and the staff interview of whoever was interviewed."""

    def __init__(self, inspection: Inspection, case: str, by: str) -> None:
        self._inspection = inspection
        self._by = by
        self.case = case
        self.read()

    def read(self) -> None:
        """Read it anew: another case may have changed the answers of the same manager."""
        found = self._inspection.records(CaseInterview)
        self.interview = next((i for i in found if i.case == self.case), CaseInterview(self.case))
        self.interviews = {each.case: each for each in found}
        notes = self._inspection.records(InterviewNote)
        self.notes = {each.prompt: each.text for each in notes if each.case == self.case}
        self.managers = managers_of(self._inspection)
        self.listed = listed_manager(self._inspection, self.case)
        begun = {each.manager.key: each for each in staff_of(self._inspection, self.managers)}
        chosen = self.managers.find(self.interview.manager)
        self.manager = chosen
        self.staff = (begun.get(chosen.key) or Staff(chosen, None, {})) if chosen else None

    def cases_of(self, manager: str) -> tuple[str, ...]:
        """Return the ids of the cases in which this manager was, or is to be, interviewed."""
        key = self.managers.key_of(manager)
        told = {c: self.managers.key_of(i.manager) for c, i in self.interviews.items()}
        return tuple(case for case, known in told.items() if known == key)

    def choose(self, manager: OffenderManager) -> Saved:
        """Say who was interviewed: a known manager, by key."""
        changed = replace(self.interview, manager=manager.key, role=self.interview.role)
        return self._put(manager, changed)

    def add(self, name: str, post: str = "") -> Saved:
        """Add a manager of this name, with a key of their own, as the one interviewed."""
        return self.choose(OffenderManager(new_key(), name.strip(), post.strip()))

    def alike(self) -> tuple[OffenderManager, ...]:
        """Return other managers who may be the one that was interviewed, by their names."""
        if self.manager is None:
            return ()
        others = {m.key: m for m in self.managers.known if m.key != self.manager.key}
        keys = likely(self.manager.name, [(key, m.name) for key, m in others.items()])
        return tuple(others[key] for key in keys)

    def differing_from(self, other: OffenderManager) -> int:
        """Return how many items the one interviewed and another manager answered differently."""
        theirs = {
            staff.manager.key: staff.answers for staff in staff_of(self._inspection, self.managers)
        }
        mine = theirs.get(self.manager.key, {}) if self.manager else {}
        pairs = (
            (mine[item].value, each.value)
            for item, each in theirs.get(other.key, {}).items()
            if item in mine
        )
        return sum(bool(one and two and one != two) for one, two in pairs)

    def unite(self, other: OffenderManager) -> Saved:
        """Take another manager for the one interviewed; whom the list names is whom both are."""
        mine = self.manager
        if mine is None:
            raise RequestError("Say first who was interviewed.")
        # The line of the list has the same key in every copy, so it is the one to stay.
        if is_listed(other) and not is_listed(mine):
            return self.put_managers((other, replace(mine, same_as=other.key)))
        return self.put_managers((mine, replace(other, same_as=mine.key)))

    def put_managers(self, managers: Iterable[OffenderManager]) -> Saved:
        """Keep managers as they are given."""
        return self._put(*managers)

    def say(self, interview: CaseInterview) -> Saved:
        """Keep what is said of the interview as a whole."""
        return self._put(interview)

    def note(self, prompt: str, text: str) -> Saved:
        """Keep the notes on a prompt."""
        if self.notes.get(prompt, "") == text:
            return self._inspection.saved()
        return self._put(InterviewNote(self.case, prompt, text))

    def journal(self, prompt: str, text: str) -> None:
        """Bring notes that are still being typed to disk, where they wait to be saved."""
        told = f"interview note/{self.case}/{prompt}"
        self._inspection.journal("", told, text, by=self._by)

    def answer(self, item: str, value: str, *, day: str) -> Saved:
        """Keep an answer of the staff interview; the first one says that it is held in this case.

        The note beside it stays. `day` is the day of the interview where none was said yet.
        """
        staff = self._chosen()
        known = staff.answers.get(item) or StaffAnswer(staff.manager.key, item)
        put = replace(known, manager=staff.manager.key, value=value)
        if staff.held is None and value:
            held = StaffInterview(staff.manager.key, self.case, self.interview.day or day)
            return self._put(staff.manager, held, put)
        return self._put(put)

    def note_answer(self, item: str, text: str) -> Saved:
        """Keep the note beside an answer of the staff interview."""
        staff = self._chosen()
        known = staff.answers.get(item) or StaffAnswer(staff.manager.key, item)
        if known.note == text:
            return self._inspection.saved()
        return self._put(staff.manager, replace(known, manager=staff.manager.key, note=text))

    def _chosen(self) -> Staff:
        if self.staff is None:
            raise RequestError("Say first who was interviewed: the staff interview is theirs.")
        return self.staff

    def _put(self, *records: InterviewRecord) -> Saved:
        saved = self._inspection.change_records(put=records, by=self._by)
        self.read()
        return saved
