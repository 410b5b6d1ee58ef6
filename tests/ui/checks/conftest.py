"""A lead's copy with completed cases and a comment, its pack, and the screen over each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from omi_desktop.exchange.pack import make_pack
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
from omi_desktop.store.checking import comment_on
from omi_ui.checks.view import ChecksView
from omi_ui.tasks import TaskRunner

COST = KeyCost(passes=1, kibibytes=64, lanes=1)
WORD = "the word of the pack"

Show = Callable[[Inspection], ChecksView]


@pytest.fixture
def lead_copy(tmp_path: Path, bank: dict[str, str]) -> Iterator[Inspection]:
    """Open a lead's copy: Ann Bell has two complete cases, Owen Teasdale two and one open."""
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
        readers = ("ann", "ann", "owen", "owen", "owen")
        opened.add_cases(
            [
                Case(f"c{n}", f"WE-{n:02}", n, CaseStatus.COMPLETE, "", reader)
                for n, reader in enumerate(readers)
            ],
            by="lead",
        )
        opened.answer("c0", "1.1.1", "sufficient", by="ann")
        opened.set_status("c4", CaseStatus.IN_PROGRESS, by="owen")
        yield opened


@pytest.fixture
def anns_copy(lead_copy: Inspection, tmp_path: Path) -> Iterator[Inspection]:
    """Open Ann's copy, with a comment on one of her answers and one on the case."""
    comment_on(lead_copy, "c0", "1.1.1", "Where is that seen?", by="lead")
    comment_on(lead_copy, "c0", "", "Look at the dates once more.", by="lead")
    path = tmp_path / "ann.omi"
    make_pack(lead_copy, "ann", path, WORD, by="lead", cost=COST)
    with open_inspection(path, WORD, cost=COST) as opened:
        yield opened


@pytest.fixture
def show(qtbot: QtBot) -> Iterator[Show]:
    """Return a function that shows the screen over a copy, as it has been read."""
    runner = TaskRunner()

    def shown(inspection: Inspection) -> ChecksView:
        is_lead = inspection.details.role is Role.LEAD
        made = ChecksView(inspection, runner, "lead" if is_lead else "", cost=COST)
        qtbot.addWidget(made)
        made.resize(1156, 720)
        with qtbot.waitExposed(made):
            made.show()
        made.activateWindow()
        made.show_now()
        qtbot.waitUntil(lambda: made.state is not None, timeout=30_000)
        return made

    yield shown
    runner.close()
