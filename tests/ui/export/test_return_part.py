"""The return of an assessor's copy, from the export screen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from omi_desktop.exchange.pack import make_pack
from omi_desktop.exchange.read_return import read_return
from omi_desktop.store import Inspection, KeyCost, open_inspection
from omi_ui.export.return_part import ReturnPart
from omi_ui.export.view import ExportView
from omi_ui.tasks import TaskRunner

COST = KeyCost(passes=1, kibibytes=8, lanes=1)


@pytest.fixture
def copy(inspection: Inspection, tmp_path: Path) -> Iterator[Inspection]:
    """Return the open copy of somebody of the team."""
    person, case = inspection.people()[-1].id, inspection.cases()[0].id
    inspection.assign(case, person, by="")
    make_pack(inspection, person, tmp_path / "copy.omi", "word", by="", cost=COST)
    with open_inspection(tmp_path / "copy.omi", "word", cost=COST) as opened:
        yield opened


@pytest.fixture
def view(qtbot: QtBot, copy: Inspection) -> Iterator[ExportView]:
    """Return the export screen of the copy."""
    runner = TaskRunner()
    made = ExportView(copy, runner)
    qtbot.addWidget(made)
    made.resize(1166, 730)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    made.close_documents()
    runner.close()


def test_a_return_needs_the_same_password_twice(qtbot: QtBot) -> None:
    part = ReturnPart()
    qtbot.addWidget(part)
    assert not part.save.isEnabled()
    qtbot.keyClicks(part.first, "a password")
    assert not part.save.isEnabled()
    assert part.missing == "Type the same password twice."
    qtbot.keyClicks(part.second, "a password")
    assert part.missing == ""
    with qtbot.waitSignal(part.wanted) as asked:
        qtbot.mouseClick(part.save, Qt.MouseButton.LeftButton)
    assert asked.args == ["a password"]


def test_an_assessors_copy_saves_its_return(
    qtbot: QtBot, view: ExportView, copy: Inspection, tmp_path: Path
) -> None:
    assert len(view.findChildren(ReturnPart)) == 1
    path = tmp_path / "back.xlsx"
    with qtbot.waitSignal(view.said, timeout=60_000) as said:
        view.make_return(path, "a password")
    assert str(path) in said.args[0]
    found = read_return(path, "a password")
    assert [case.case for case in found.cases] == [case.id for case in copy.cases()]


def test_the_leads_copy_offers_no_return(qtbot: QtBot, inspection: Inspection) -> None:
    runner = TaskRunner()
    view = ExportView(inspection, runner)
    qtbot.addWidget(view)
    assert view.findChildren(ReturnPart) == []
    view.close_documents()
    runner.close()
