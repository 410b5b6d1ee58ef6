"""A lead's copy in which cases are read twice, and the screen over it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from omi_desktop.store import (
    Case,
    CaseStatus,
    Details,
    Inspection,
    KeyCost,
    Person,
    PersonKind,
    Role,
    SecondRead,
    create,
)
from omi_desktop.store.second_records import SecondAnswer, SecondReading
from omi_ui.moderation.view import ModerationView
from omi_ui.tasks import TaskRunner

COST = KeyCost(passes=1, kibibytes=64, lanes=1)
AT = "2006-07-19T10:00:00.000Z"
HARM, PLAIN, SAME_SIDE = "1.2.SUM", "3.2.SUM", "1.3.SUM"


@dataclass(frozen=True)
class Words:
    """The questions that differ in WE-00: on Risk of Harm, across the line, on the same side."""

    harm: str = HARM
    plain: str = PLAIN
    same_side: str = SAME_SIDE


@pytest.fixture
def asked() -> Words:
    """The questions of these tests."""
    return Words()


def sides(inspection: Inspection, question: str) -> tuple[list[str], list[str]]:
    """The answers above the line, and those below."""
    scale = inspection.instrument.questions[question].scale
    assert scale is not None
    above = [c.id for c in scale.choices if c.above_line]
    return above, [c.id for c in scale.choices if c.above_line is False]


@pytest.fixture
def twice(tmp_path: Path, bank: dict[str, str]) -> Iterator[Inspection]:
    """WE-00 was read twice and differs in three answers; WE-01 is still blind, WE-02 read once."""
    details = Details("insp", "Westmorland", Role.LEAD, "2006-07-18T09:00:00.000Z")
    opened = create(
        tmp_path / "westmorland.omi", "four plain words", bank=bank, details=details, cost=COST
    )
    with opened:
        opened.add_people(
            (
                Person("lead", "Ruth Ambler", PersonKind.LEAD_INSPECTOR),
                Person("ann", "Ann Bell", PersonKind.INSPECTOR),
                Person("owen", "Owen Teasdale", PersonKind.AREA_ASSESSOR),
            )
        )
        cases = [
            Case(f"c{n}", f"WE-{n:02}", n, CaseStatus.NOT_STARTED, "", "ann") for n in range(3)
        ]
        opened.add_cases(cases, by="lead")
        for case in ("c0", "c1"):
            for question in (HARM, PLAIN, SAME_SIDE):
                opened.answer(case, question, sides(opened, question)[0][0], by="ann")
            opened.note(case, HARM, "Screened on time.", by="ann")
        opened.set_status("c0", CaseStatus.COMPLETE, by="ann")
        again = (
            SecondAnswer(HARM, sides(opened, HARM)[1][0], "Levels not shared.", "owen", AT),
            SecondAnswer(PLAIN, sides(opened, PLAIN)[1][0], "", "owen", AT),
            SecondAnswer(SAME_SIDE, sides(opened, SAME_SIDE)[0][1], "", "owen", AT),
        )
        for case in ("c0", "c1"):
            opened.put_record(SecondRead(case, "owen"), by="lead")
            reading = SecondReading(case, "owen", f"k-{case}", "complete", "", again)
            opened.put_record(reading, by="lead")
        yield opened


@pytest.fixture
def view(qtbot: QtBot, twice: Inspection) -> Iterator[ModerationView]:
    """Return the screen, as it has been read."""
    runner = TaskRunner()
    made = ModerationView(twice, runner, "lead")
    qtbot.addWidget(made)
    made.resize(1156, 720)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    made.show_now()
    qtbot.waitUntil(lambda: made.state is not None, timeout=30_000)
    yield made
    runner.close()
