"""A finding is saved between two keys: nothing is counted again for it."""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from omi_desktop import demo
from omi_desktop.demo.write import write_demo
from omi_desktop.report import settling
from omi_desktop.store import Finding, FindingKind, Inspection, KeyCost, open_inspection
from omi_ui import theme
from omi_ui.findings.view import FindingsView
from omi_ui.lasting_constants import keep_constants

keep_constants()

CHEAP = KeyCost(passes=1, kibibytes=64, lanes=1)
GATES = 5
CRITERION = "2.4"
ROUNDS = 60
SAVE_MILLISECONDS = 16


@pytest.fixture
def inspection(tmp_path: Path) -> Iterator[Inspection]:
    """Open the demo with every proposal taken, and a sentence behind each of five gates."""
    path = tmp_path / "demo.omi"
    write_demo(path, demo.PASSPHRASE, cost=CHEAP)
    with open_inspection(path, demo.PASSPHRASE, cost=CHEAP) as opened:
        yield opened


@pytest.fixture
def tell(capsys: pytest.CaptureFixture[str]) -> Callable[[str], None]:
    """Write a measured figure past pytest's capture."""

    def write(figure: str) -> None:
        with capsys.disabled():
            sys.stdout.write(f"\n{figure}\n")

    return write


def test_saving_one_finding_with_five_gates_in_use(
    qtbot: QtBot, qapp: QApplication, inspection: Inspection, tell: Callable[[str], None]
) -> None:
    theme.wear(qapp, theme.LIGHT, theme.body_font(10))
    view = FindingsView(inspection, "lead")
    qtbot.addWidget(view)
    view.resize(1156, 720)
    view.show_now()
    desk = view.desk
    assert desk is not None
    for page in desk.pages:
        desk.write(desk.taken(page.id, desk.proposed(page.id)))
    gates = [gate.id for gate in inspection.instrument.gates][:GATES]
    behind = [
        Finding(CRITERION, FindingKind.STRENGTH, 90 + n, f"{{of 2.4.1 where {gate}}}.", gate)
        for n, gate in enumerate(gates)
    ]
    findings = settling.arranged([*desk.findings, *behind])
    desk.write(settling.accepting(findings, desk.figures))
    assert len(findings) > 150
    view.show_now(CRITERION)
    item = next(iter(view.page.items.values()))
    taken = []
    for _ in range(ROUNDS):
        before = inspection.saved().revision
        item.editor.insert_words("word")
        start = time.perf_counter()
        view.save()
        taken.append((time.perf_counter() - start) * 1000)
        assert inspection.saved().revision == before + 1
    median, worst = statistics.median(taken), max(taken)
    tell(f"saving one of {len(findings)} findings: median {median:.1f} ms, most {worst:.1f} ms")
    assert median <= SAVE_MILLISECONDS
