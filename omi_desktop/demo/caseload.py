"""An invented list of cases in the proportions of Cumbria's caseload, to draw a sample from.

Appendix 1 of the 2006 report gives 1,891 offenders: 98.8 % white, 86.0 % male, PPO 4 %, MAPPA
levels 1, 2 and 3 at 5, 2 and 0.1 %. All else is made up; no reference, office or name is real.
`python -m omi_desktop.demo.caseload OUT.csv` writes `resources/demo/cumbria-2006/caseload.csv`.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Sequence
from datetime import date, timedelta
from io import StringIO
from pathlib import Path

from omi_desktop.demo.cases import Chance
from omi_desktop.placing import placed

CASES = 1_891
COLUMNS = (
    "Case ref",
    "Sentence",
    "Commenced",
    "Released",
    "DOB",
    "Sex",
    "Ethnic origin",
    "Tier",
    "RoH",
    "PPO",
    "MAPPA",
    "Approved premises",
    "Victim contact",
    "Office",
    "Team",
    "Offender manager",
)
_SEED = "Cumbria, the list"
_FIRST_REF = 101
_LICENCES = 586
_MEN = 1_626
_NOT_WHITE = ("Mixed",) * 6 + ("Asian",) * 8 + ("Black",) * 6 + ("Chinese",) * 3
_PPO = 76
_MAPPA = ("Level 1",) * 95 + ("Level 2",) * 38 + ("Level 3",) * 2
_HARM = ("Very high",) * 9 + ("High",) * 114 + ("Medium",) * 662
_TIERS = (4,) * 208 + (3,) * 605 + (2,) * 662
_VICTIM_CONTACT = 142
_RESIDENTS = 14
_OFFICES = ("Ashgill", "Birkrigg", "Corney", "Dearham")
_MANAGERS = ("Alder", "Beech", "Cedar", "Elder", "Hazel", "Holly", "Maple", "Rowan")
_FIRST_START = date(2005, 10, 1)
_START_DAYS = 182
_YOUNGEST_DAYS = 18 * 366
_SPREAD_OF_AGES = 40 * 365


def caseload_csv() -> str:
    """Return the list as CSV; every run returns the same."""
    chance = Chance(_SEED)
    sentence = _spread(chance, ("Licence",) * _LICENCES, "Community order")
    sex = _spread(chance, ("M",) * _MEN, "F")
    ethnic = _spread(chance, _NOT_WHITE, "White")
    ppo = _spread(chance, ("Yes",) * _PPO, "No")
    # High Risk of Harm, MAPPA, approved premises and victim contact go together, mostly on licence.
    grave = sorted(range(CASES), key=lambda n: (sentence[n] != "Licence") + chance.below(300) / 100)
    harm = _by_rank(chance, grave, _HARM, "Low")
    mappa = _by_rank(chance, grave, _MAPPA, "None")
    resident = _by_rank(chance, grave, ("Yes",) * _RESIDENTS, "No")
    licences = [number for number in grave if sentence[number] == "Licence"]
    contact = set(licences[:_VICTIM_CONTACT])
    tier = _by_rank(chance, grave, tuple(str(number) for number in _TIERS), "1")
    told = StringIO(newline="")
    writer = csv.writer(told, lineterminator="\n")
    writer.writerow(COLUMNS)
    for number in range(CASES):
        start = _FIRST_START + timedelta(days=chance.below(_START_DAYS))
        born = start - timedelta(days=_YOUNGEST_DAYS + chance.below(_SPREAD_OF_AGES))
        is_licence = sentence[number] == "Licence"
        office = _OFFICES[chance.below(len(_OFFICES))]
        team = 1 + chance.below(2)
        manager = _MANAGERS[chance.below(len(_MANAGERS))]
        writer.writerow(
            (
                f"CU-{_FIRST_REF + number:04d}",
                sentence[number],
                "" if is_licence else _day(start),
                _day(start) if is_licence else "",
                _day(born),
                sex[number],
                ethnic[number],
                f"Tier {tier[number]}",
                harm[number],
                ppo[number],
                mappa[number],
                resident[number],
                "Yes" if number in contact else "No",
                office,
                f"{office} {team}",
                f"{office[0]}{team}. {manager}",
            )
        )
    return told.getvalue()


def _spread(chance: Chance, some: Sequence[str], others: str) -> list[str]:
    """Return `some` for as many cases by chance, `others` for the rest."""
    found = [others] * CASES
    for place, value in zip(chance.ordered(range(CASES)), some, strict=False):
        found[place] = value
    return found


def _by_rank(chance: Chance, ranked: Sequence[int], some: Sequence[str], others: str) -> list[str]:
    """Return `some` for the first in rank, most of the time, and `others` for the rest."""
    found = [others] * CASES
    order = sorted(range(CASES), key=lambda rank: rank + chance.below(CASES // 4))
    for place, value in zip(order, some, strict=False):
        found[ranked[place]] = value
    return found


def _day(day: date) -> str:
    return f"{day.day:02d}/{day.month:02d}/{day.year}"


if __name__ == "__main__":
    with placed(Path(sys.argv[1]), "The list") as beside:
        beside.write_bytes(caseload_csv().encode("utf-8"))
