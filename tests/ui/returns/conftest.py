"""A lead's copy with two assessors, what comes back from their packs, and the screen over it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from omi_desktop.exchange.pack import make_pack
from omi_desktop.report.return_workbook import write_return
from omi_desktop.store import (
    Case,
    CaseStatus,
    Details,
    Inspection,
    KeyCost,
    Person,
    PersonKind,
    Role,
    create,
    open_inspection,
)
from omi_ui.returns.view import ReturnsView
from omi_ui.tasks import TaskRunner

COST = KeyCost(passes=1, kibibytes=64, lanes=1)
WORD = "the word of the pack"

Work = Callable[[Inspection], object]
Back = Callable[[str, Work], Path]


@pytest.fixture
def lead_copy(tmp_path: Path, bank: dict[str, str]) -> Iterator[Inspection]:
    """Open a lead's copy: Ann Bell has WE-00 and WE-01, Owen Teasdale WE-02, nobody WE-03."""
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
        opened.add_cases(
            [
                Case(f"c{n}", f"WE-{n:02}", n, CaseStatus.NOT_STARTED, "", reader)
                for n, reader in enumerate(("ann", "ann", "owen", None))
            ],
            by="lead",
        )
        yield opened


@pytest.fixture
def pack_back(lead_copy: Inspection, tmp_path: Path) -> Back:
    """Return a function: the pack of somebody, made now, after their work in it; as an .omi."""

    def back(person: str, work: Work) -> Path:
        path = tmp_path / f"{person}.omi"
        make_pack(lead_copy, person, path, WORD, by="lead", cost=COST)
        with open_inspection(path, WORD, cost=COST) as copy:
            work(copy)
        return path

    return back


@pytest.fixture
def workbook_back(lead_copy: Inspection, tmp_path: Path) -> Back:
    """Return a function: the return workbook of somebody, locked with the word of the pack."""

    def back(person: str, work: Work) -> Path:
        pack, path = tmp_path / f"{person}, sent.omi", tmp_path / f"{person}.xlsx"
        make_pack(lead_copy, person, pack, WORD, by="lead", cost=COST)
        with open_inspection(pack, WORD, cost=COST) as copy:
            work(copy)
            write_return(copy, path, WORD, at=datetime(2006, 7, 21, 15, 30, tzinfo=UTC))
        return path

    return back


@pytest.fixture
def view(qtbot: QtBot, lead_copy: Inspection) -> Iterator[ReturnsView]:
    """Return the screen over the lead's copy, as it has been read."""
    runner = TaskRunner()
    made = ReturnsView(lead_copy, runner, "lead", cost=COST)
    qtbot.addWidget(made)
    made.resize(1156, 720)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    made.show_now()
    qtbot.waitUntil(lambda: made.state is not None, timeout=30_000)
    yield made
    runner.close()
