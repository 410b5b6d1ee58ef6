"""A team, twelve cases of two teams of the area, and the screen over them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from omi_desktop.store import (
    Case,
    CaseStatus,
    Details,
    Holder,
    How,
    Inspection,
    KeyCost,
    Membership,
    NewAnswer,
    Person,
    PersonKind,
    Role,
    create,
)
from omi_ui.tasks import TaskRunner
from omi_ui.team.view import TeamView

_TEAM = (
    Person("lead", "Ruth Ambler", PersonKind.LEAD_INSPECTOR),
    Person("ann", "Ann Bell", PersonKind.INSPECTOR),
    Person("bob", "Bob Carr", PersonKind.PRACTICE_ASSESSOR),
    Person("owen", "Owen Teasdale", PersonKind.AREA_ASSESSOR),
    Person("mary", "Mary Dent", PersonKind.AREA_ASSESSOR),
)


@pytest.fixture
def shared_out(tmp_path: Path, bank: dict[str, str]) -> Iterator[Inspection]:
    """Open an inspection with a team and twelve open cases that nobody has.

    The cases WE-00 to WE-05 were held by Owen Teasdale's team.
    """
    details = Details("insp", "Westmorland", Role.LEAD, "2006-07-18T09:00:00.000Z")
    opened = create(
        tmp_path / "westmorland.omi",
        "four plain words here",
        bank=bank,
        details=details,
        cost=KeyCost(passes=1, kibibytes=64, lanes=1),
    )
    with opened:
        opened.add_people(_TEAM, put=[Membership("owen", office="Kendal", team="Kendal 1")])
        opened.add_cases(
            [Case(f"c{n}", f"WE-{n:02}", n, CaseStatus.NOT_STARTED, "", None) for n in range(12)],
            by="lead",
        )
        opened.write_answers(
            [
                NewAnswer(f"c{n}", "case_type", "licence" if n % 3 else "community", "", "lead", "")
                for n in range(12)
            ],
            how=How.IMPORTED,
        )
        opened.change_records(
            put=[
                Holder(f"c{n}", "Kendal", "Kendal 1" if n < 6 else "Kendal 2", "A. Officer")
                for n in range(12)
            ],
            by="lead",
        )
        yield opened


@pytest.fixture
def view(qtbot: QtBot, shared_out: Inspection) -> Iterator[TeamView]:
    """Return the screen over it, as it has been read."""
    runner = TaskRunner()
    made = TeamView(shared_out, runner, "lead")
    qtbot.addWidget(made)
    made.resize(1156, 720)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    made.show_now()
    qtbot.waitUntil(lambda: made.state is not None, timeout=30_000)
    yield made
    runner.close()
