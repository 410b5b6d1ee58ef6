"""Change the team of a file: who joins, who comes back, what interests are declared."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from omi_desktop.errors import RequestError
from omi_desktop.sampling.interests import plain
from omi_desktop.store.inspected_team import memberships
from omi_desktop.store.team_records import Attendance, DeclaredInterest, Holder, Membership
from omi_desktop.store.values import Case, Person, PersonKind, new_key

if TYPE_CHECKING:
    from omi_desktop.store.inspection import Inspection

_MOST_CAPACITY = 200


def person_called(inspection: Inspection, name: str) -> Person:
    """Return somebody of the team by name; capitals and full stops do not matter."""
    found = [person for person in inspection.people() if plain(person.name) == plain(name)]
    if len(found) == 1:
        return found[0]
    if found:
        raise RequestError(f"Two people of the team are called “{name}”.")
    team = ", ".join(person.name for person in inspection.people()) or "nobody yet"
    raise RequestError(f"There is no “{name}” in the team. In it: {team}.")


def case_called(inspection: Inspection, ref: str) -> Case:
    """Return a case by its reference."""
    found = next((case for case in inspection.cases() if case.ref == ref.strip()), None)
    if found is None:
        raise RequestError(f"There is no case “{ref}” in this inspection. Look at its reference.")
    return found


def acting(inspection: Inspection) -> str:
    """Return the id of the lead inspector, by whom the team is changed; "" where there is none."""
    leads = (p.id for p in inspection.people() if p.kind is PersonKind.LEAD_INSPECTOR)
    return next(leads, "")


def join(
    inspection: Inspection, name: str, kind: PersonKind, taking_part: Membership, *, by: str
) -> Person:
    """Add somebody to the team and return them; the membership is kept under their own id."""
    if not name.strip():
        raise RequestError("The person has no name. Give one: cases are given to names.")
    if any(plain(person.name) == plain(name) for person in inspection.people()):
        raise RequestError(
            f"“{name.strip()}” is in the team already. Tell two people of one name apart by an "
            "initial."
        )
    _refuse_unusable(taking_part)
    person = Person(new_key(), name.strip(), kind)
    inspection.add_people([person], put=[replace(taking_part, person=person.id)], by=by)
    return person


def attend(inspection: Inspection, person: str, attendance: Attendance, *, by: str) -> Membership:
    """Keep whether somebody reads now: back from illness, called up from the reserve."""
    found = memberships(inspection)[person]
    changed = replace(found, attendance=attendance)
    inspection.put_record(changed, by=by)
    return changed


def take_part(inspection: Inspection, membership: Membership, *, by: str) -> None:
    """Keep how somebody takes part: capacity, limit, office, team, manager."""
    _refuse_unusable(membership)
    inspection.put_record(membership, by=by)


def declare(inspection: Inspection, interests: list[DeclaredInterest], *, by: str) -> None:
    """Keep interests that somebody declared: from now on they are rules."""
    if any(not one.reason.strip() for one in interests):
        raise RequestError("Say what the interest is: the reason is kept with it.")
    inspection.change_records(put=interests, by=by)


def withdraw(inspection: Inspection, interests: list[DeclaredInterest], *, by: str) -> None:
    """Remove interests that were declared by hand."""
    inspection.change_records(drop=interests, by=by)


def held_by(inspection: Inspection, holder: Holder, *, by: str) -> None:
    """Keep who held a case in the inspected area."""
    inspection.put_record(holder, by=by)


def _refuse_unusable(membership: Membership) -> None:
    if not 1 <= membership.capacity <= _MOST_CAPACITY:
        raise RequestError(
            f"A capacity of {membership.capacity} % cannot be shared by: give one from 1 to "
            f"{_MOST_CAPACITY}, where 100 is a full share. Whoever reads nothing is ill or in the "
            "reserve."
        )
    if membership.most is not None and membership.most < 0:
        raise RequestError("Nobody can take fewer than no cases. Give 0 or more, or no limit.")
