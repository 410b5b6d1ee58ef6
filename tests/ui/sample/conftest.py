"""A file without cases, a small list of an area, and the screen over them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from omi_desktop.store import Details, Inspection, KeyCost, Person, PersonKind, Role, create
from omi_ui.sample.view import SampleView
from omi_ui.tasks import TaskRunner

_HEAD = "Case ref,Sentence,Commenced,Released,Risk of Harm,PPO,Office,Team,Offender manager"


@pytest.fixture
def bare(tmp_path: Path, bank: dict[str, str]) -> Iterator[Inspection]:
    """Open an inspection that has a lead inspector and no case."""
    details = Details("insp", "Westmorland", Role.LEAD, "2006-07-18T09:00:00.000Z")
    opened = create(
        tmp_path / "westmorland.omi",
        "four plain words here",
        bank=bank,
        details=details,
        cost=KeyCost(passes=1, kibibytes=64, lanes=1),
    )
    with opened:
        opened.add_people((Person("lead", "Ruth Ambler", PersonKind.LEAD_INSPECTOR),))
        yield opened


@pytest.fixture
def area_list(tmp_path: Path) -> Path:
    """Write forty rows, of which one has no reference, one stands twice, one word is unknown."""
    rows = [_HEAD]
    for n in range(40):
        licence = n % 4 == 0
        dates = f",{n % 27 + 1:02}/01/2006" if licence else f"{n % 27 + 1:02}/02/2006,"
        risk = ("High", "Low", "Medium", "Low")[n % 4]
        office = "Kendal" if n % 3 else "Sedbergh"
        kind = "Licence" if licence else "Community order"
        ppo = "Yes" if n % 10 == 0 else "No"
        rows.append(f"WE-{n:04},{kind},{dates},{risk},{ppo},{office},{office} 1,A. Officer")
    rows[6] = rows[6].removeprefix("WE-0005")
    rows[8] = rows[8].replace("WE-0007", "WE-0006")
    rows[10] = rows[10].replace(",Low,", ",Sev,")
    path = tmp_path / "caseload.csv"
    path.write_text("".join(f"{row}\n" for row in rows), encoding="utf-8")
    return path


@pytest.fixture
def runner() -> Iterator[TaskRunner]:
    """Return a worker that stops with the test."""
    made = TaskRunner()
    yield made
    made.close()


@pytest.fixture
def view(qtbot: QtBot, bare: Inspection, runner: TaskRunner) -> SampleView:
    """Return the screen over the file without cases."""
    made = SampleView(bare, runner, "lead")
    qtbot.addWidget(made)
    made.resize(1156, 720)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    made.show_now()
    return made
