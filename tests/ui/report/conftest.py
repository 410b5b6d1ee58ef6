"""The report of the demo, on screen."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from omi_desktop import demo
from omi_desktop.demo.write import write_demo
from omi_desktop.store import (
    Finding,
    FindingKind,
    Inspection,
    KeyCost,
    Mark,
    MarkKind,
    Timetable,
    open_inspection,
)
from omi_ui.report.view import ReportView
from omi_ui.tasks import TaskRunner

CHEAP = KeyCost(passes=1, kibibytes=64, lanes=1)


@pytest.fixture(scope="session")
def written_demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the file of the demo, to be copied and never opened."""
    path = tmp_path_factory.mktemp("report-screen") / "demo.omi"
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
def view(qtbot: QtBot, cumbria: Inspection) -> Iterator[ReportView]:
    """Return the screen over the demo, with nothing read yet."""
    runner = TaskRunner()
    made = ReportView(cumbria, runner, "lead")
    qtbot.addWidget(made)
    made.resize(1156, 720)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    yield made
    made.close_documents()
    runner.close()


@pytest.fixture
def opened(qtbot: QtBot, view: ReportView) -> Callable[[str], ReportView]:
    """Return a function that reads the file and opens a part."""

    def shown(part: str) -> ReportView:
        with qtbot.waitSignal(view.shown, timeout=10_000):
            view.show_now(part)
        return view

    return shown


@pytest.fixture
def focused() -> Callable[[], QWidget]:
    """Return a function that gives what has the keyboard."""

    def found() -> QWidget:
        widget = QApplication.focusWidget()
        assert widget is not None
        return widget

    return found


@pytest.fixture
def marked(cumbria: Inspection) -> Mark:
    """Keep a passage that an assessor marked as good practice, and return it."""
    case = cumbria.cases()[3]
    person = next(each for each in cumbria.people() if each.id == "are-1")
    mark = Mark(
        "m1",
        case.id,
        "2.5",
        "2.5.1",
        MarkKind.GOOD_PRACTICE,
        f"In {case.ref} {person.name} found a bus pass for the day of release.",
        person.id,
        "2006-07-18T10:00:00.000Z",
    )
    cumbria.put_record(mark, by="are-1")
    return mark


@pytest.fixture
def settle() -> Callable[[Inspection], None]:
    """Return a function that settles everything that a sign-off waits for."""

    def settled(inspection: Inspection) -> None:
        inspection.change_records(
            put=[
                *(
                    Finding(criterion.id, FindingKind.STRENGTH, 1, "Work was good.", criterion.id)
                    for criterion in inspection.instrument.criteria
                ),
                Timetable(publication="2006-11-16"),
            ],
            by="lead",
        )

    return settled
