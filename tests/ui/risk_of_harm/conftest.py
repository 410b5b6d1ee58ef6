"""The Risk of Harm screen of the demo, on screen."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from omi_desktop import demo
from omi_desktop.demo.write import write_demo
from omi_desktop.store import EarlierInspection, Inspection, KeyCost, open_inspection
from omi_ui.risk_of_harm.view import RiskOfHarmView
from omi_ui.tasks import TaskRunner

CHEAP = KeyCost(passes=1, kibibytes=64, lanes=1)


@pytest.fixture(scope="session")
def written_demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the file of the demo, to be copied and never opened."""
    path = tmp_path_factory.mktemp("thread") / "demo.omi"
    write_demo(path, demo.PASSPHRASE, cost=CHEAP)
    return path


@pytest.fixture
def cumbria(tmp_path: Path, written_demo: Path) -> Iterator[Inspection]:
    """Open a copy of the demo."""
    path = tmp_path / "demo.omi"
    shutil.copy(written_demo, path)
    with open_inspection(path, demo.PASSPHRASE, cost=CHEAP) as opened:
        yield opened


@pytest.fixture
def view(qtbot: QtBot, cumbria: Inspection) -> Iterator[RiskOfHarmView]:
    """Return the screen Risk of Harm of the demo, with no earlier inspection entered yet."""
    cumbria.change_records(drop=cumbria.records(EarlierInspection), by="lead")
    runner = TaskRunner()
    made = RiskOfHarmView(cumbria, runner, "lead")
    qtbot.addWidget(made)
    made.resize(1176, 738)
    with qtbot.waitExposed(made):
        made.show()
    with qtbot.waitSignal(made.shown, timeout=60_000):
        made.show_now()
    yield made
    made.close_documents()
    runner.close()
