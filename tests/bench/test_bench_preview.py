"""How long the page takes that is shown while somebody types."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from pytestqt.qtbot import QtBot

from omi_desktop.demo import PASSPHRASE
from omi_desktop.demo.write import write_demo
from omi_desktop.report.content import parts
from omi_desktop.report.gather import ReportData, gather
from omi_desktop.report.sample_pages import part_pdf, rewritten
from omi_desktop.store import Finding, FindingKind, KeyCost, open_inspection
from omi_ui.lasting_constants import keep_constants
from omi_ui.widgets.page_preview import PagePreview

keep_constants()

SHOWN_SECONDS = 0.150
ROUNDS = 7
CHEAP = KeyCost(passes=1, kibibytes=64, lanes=1)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> ReportData:
    """Return what the report of the demo shows."""
    path = tmp_path_factory.mktemp("demo") / "demo.omi"
    write_demo(path, PASSPHRASE, CHEAP)
    with open_inspection(path, PASSPHRASE, cost=CHEAP) as inspection:
        return gather(inspection, at=datetime(2006, 7, 21, 15, 30, tzinfo=UTC))


@pytest.fixture
def preview(qtbot: QtBot) -> Iterator[PagePreview]:
    """Return a preview as large as it is beside the text."""
    made = PagePreview()
    qtbot.addWidget(made)
    made.resize(560, 700)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    made.close_document()


def test_a_part_is_set_and_drawn_as_one_types(demo: ReportData, preview: PagePreview) -> None:
    shown: dict[str, float] = {}
    for part in [part.id for part in parts(demo)]:
        rounds = []
        for number in range(ROUNDS):
            typed = Finding("1.2", FindingKind.STRENGTH, 1, f"A sentence in its {number}th state.")
            kept = replace(demo.kept, findings=(*demo.kept.findings, typed))
            begun = time.perf_counter()
            preview.show_pdf(part_pdf(rewritten(demo, kept), part))
            preview.area.viewport().repaint()
            rounds.append(time.perf_counter() - begun)
        shown[part] = min(rounds)
    slowest = max(shown, key=lambda part: shown[part])
    assert shown[slowest] <= SHOWN_SECONDS, slowest
