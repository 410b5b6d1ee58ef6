"""The findings of the demo, on screen."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from omi_desktop import demo
from omi_desktop.demo.write import write_demo
from omi_desktop.store import CaseStatus, Inspection, KeyCost, open_inspection
from omi_ui.findings.view import FindingsView

CHEAP = KeyCost(passes=1, kibibytes=64, lanes=1)


@pytest.fixture(scope="session")
def written_demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the file of the demo, to be copied and never opened."""
    path = tmp_path_factory.mktemp("findings") / "demo.omi"
    write_demo(path, demo.PASSPHRASE, cost=CHEAP)
    return path


@pytest.fixture
def cumbria(tmp_path: Path, written_demo: Path) -> Iterator[Inspection]:
    """Open a copy of the demo."""
    path = tmp_path / "Cumbria.omi"
    shutil.copy(written_demo, path)
    with open_inspection(path, demo.PASSPHRASE, cost=CHEAP) as opened:
        yield opened


@pytest.fixture
def view(qtbot: QtBot, cumbria: Inspection) -> FindingsView:
    """Return the screen over the demo, at the first criterion."""
    made = FindingsView(cumbria, "lead")
    qtbot.addWidget(made)
    made.resize(1156, 720)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    made.show_now()
    return made


@pytest.fixture
def worsen() -> Callable[[Inspection, str, int], None]:
    """Return a function that turns answers above the line into such below it."""

    def worsened(inspection: Inspection, question: str, most: int) -> None:
        scale = inspection.instrument.questions[question].scale
        assert scale is not None
        below = next(choice.id for choice in scale.choices if choice.above_line is False)
        above = [c for c, own in inspection.values().items() if own.get(question) in scale.above]
        for case in above[:most]:
            if inspection.case(case).status is CaseStatus.COMPLETE:
                inspection.set_status(case, CaseStatus.IN_PROGRESS, by="lead")
            inspection.answer(case, question, below, by="lead")

    return worsened
