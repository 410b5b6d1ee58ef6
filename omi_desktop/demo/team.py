"""The invented team of the demo, and who read which case when.

About a third of the cases are read by five area assessors, the rest by six inspectors and two
practice assessors (Acknowledgements and Appendix 2 of the 2006 report give the numbers). The day of
a case is invented too: the week of fieldwork in July 2006.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from omi_desktop.store import Person, PersonKind

FIELDWORK = "2006-07"
FIELDWORK_BEGINS = datetime(2006, 7, 17, tzinfo=UTC)
PUBLISHED = "2006-11"

_NAMES = (
    ("lead", "H. Ashdown", PersonKind.LEAD_INSPECTOR),
    ("ins-1", "J. Birkett", PersonKind.INSPECTOR),
    ("ins-2", "M. Calder", PersonKind.INSPECTOR),
    ("ins-3", "P. Dunmail", PersonKind.INSPECTOR),
    ("ins-4", "S. Esk", PersonKind.INSPECTOR),
    ("ins-5", "T. Fawcett", PersonKind.INSPECTOR),
    ("ins-6", "W. Greta", PersonKind.INSPECTOR),
    ("pra-1", "A. Hallin", PersonKind.PRACTICE_ASSESSOR),
    ("pra-2", "L. Irthing", PersonKind.PRACTICE_ASSESSOR),
    ("are-1", "B. Keld", PersonKind.AREA_ASSESSOR),
    ("are-2", "C. Lorton", PersonKind.AREA_ASSESSOR),
    ("are-3", "D. Mardale", PersonKind.AREA_ASSESSOR),
    ("are-4", "E. Naddle", PersonKind.AREA_ASSESSOR),
    ("are-5", "F. Ousby", PersonKind.AREA_ASSESSOR),
)
TEAM = tuple(Person(key, name, kind) for key, name, kind in _NAMES)
LEAD = TEAM[0].id

# When a case was begun, as hours and minutes of the day in UTC (British Summer Time less one hour).
_SITTINGS = ((8, 10), (12, 40))


def readers(count: int) -> list[Person]:
    """Return who reads each of `count` cases: every third an area assessor, each group in turn."""
    area = [person for person in TEAM if person.kind is PersonKind.AREA_ASSESSOR]
    others = [p for p in TEAM if p.kind in (PersonKind.INSPECTOR, PersonKind.PRACTICE_ASSESSOR)]
    return [
        area[place // 3 % len(area)]
        if place % 3 == 2
        else others[(place - place // 3) % len(others)]
        for place in range(count)
    ]


def sittings(team: Sequence[Person]) -> list[datetime]:
    """Return when each case was begun: two a day and person, through the week of fieldwork."""
    read: dict[str, int] = {}
    begun: list[datetime] = []
    for person in team:
        nth = read.get(person.id, 0)
        read[person.id] = nth + 1
        hour, minute = _SITTINGS[nth % len(_SITTINGS)]
        day = FIELDWORK_BEGINS + timedelta(days=nth // len(_SITTINGS))
        begun.append(day + timedelta(hours=hour, minutes=minute))
    return begun
