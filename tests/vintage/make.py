"""Make the vintage file of the schema as it is now: `python tests/vintage/make.py`.

Run once when a step is released, commit the file, never make it again: it shows for ever that
files of its time can be opened. An existing file is left alone.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from omi_desktop.instrument.bank import bank_files
from omi_desktop.store import (
    Case,
    CaseStatus,
    Details,
    Finding,
    FindingKind,
    How,
    KeyCost,
    NewAnswer,
    Person,
    PersonKind,
    Rating,
    Role,
    create,
)
from omi_desktop.store.schema import STEPS, names

HERE = Path(__file__).parent


def main() -> None:
    """Write the file, named for the number of steps its schema has taken."""
    ticks = iter(range(1, 1000))

    def clock() -> datetime:
        return datetime(2026, 11, 23, tzinfo=UTC) + timedelta(seconds=next(ticks))

    details = Details("vintage", "Cumbria", Role.LEAD, "2026-11-23T00:00:00.000Z", "July 2006")
    with create(
        HERE / f"{len(names(STEPS))}.omi",
        "a vintage word",
        bank=bank_files(HERE.parent / "domain" / "store" / "small-bank"),
        details=details,
        clock=clock,
        cost=KeyCost(passes=1, kibibytes=8, lanes=1),
    ) as inspection:
        inspection.add_people([Person("p1", "Ada Byron", PersonKind.LEAD_INSPECTOR)])
        inspection.add_cases(
            [
                Case("c1", "CU-001", 1, CaseStatus.NOT_STARTED, "", "p1"),
                Case("c2", "CU-002", 2, CaseStatus.WITHDRAWN, "Transferred out", None),
            ],
            by="p1",
        )
        inspection.write_answers(
            [
                NewAnswer("c1", "case_type", "licence", "", "p1", ""),
                NewAnswer("c1", "1.1.1", "insufficient", "No plan on file", "p1", ""),
                NewAnswer("c1", "requirements", "curfew+unpaid_work", "", "p1", ""),
            ],
            how=How.IMPORTED,
        )
        inspection.answer("c1", "1.1.1", "sufficient", by="p1", how=How.MODERATED)
        inspection.answer("c1", "1.1.SUM", "not-applicable", by="p1")
        inspection.journal("c1", "1.1.1", "No plan on file, nor a draft", by="p1")
        inspection.put_record(Rating("4.1", "well-met", "Clear plans"), by="p1")
        inspection.put_record(Finding("1.1", FindingKind.STRENGTH, 1, "Timely"), by="p1")


if __name__ == "__main__":
    main()
