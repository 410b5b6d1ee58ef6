"""Every screen, in every state and both roles, for whoever cannot see it or has no mouse.

The screens are those of `omi_ui.gallery`, which the pictures are made from too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from omi_desktop.demo.write import write_demo
from omi_desktop.exchange.pack import make_pack
from omi_desktop.store import KeyCost, open_inspection
from omi_ui import gallery, theme
from omi_ui.main_window import MainWindow
from omi_ui.tasks import TaskRunner

from . import walking
from .walking import Walk

WORD = "four plain words here"
CHEAP = KeyCost(passes=1, kibibytes=64, lanes=1)
ASSESSOR = ("cases", "case-half-done", "case-complete", "scores", "export")
"""What an assessor's copy shows otherwise than the lead inspector's."""

CHECKS: tuple[Callable[[Walk], list[str]], ...] = (
    walking.nameless,
    walking.roleless,
    walking.not_told_apart,
    walking.states_untold,
    walking.unreached,
    walking.out_of_order,
    walking.unseen,
    walking.too_small,
)
Found = Mapping[str, Mapping[str, list[str]]]


@pytest.fixture(scope="module")
def walked(tmp_path_factory: pytest.TempPathFactory, qapp: QApplication) -> tuple[Found, list[str]]:
    """Walk over every screen once; return what each check found where, and the screens."""
    theme.wear(qapp, theme.LIGHT, theme.body_font(10))
    folder = tmp_path_factory.mktemp("walked")
    lead, pack = folder / "cumbria.omi", folder / "pack.omi"
    write_demo(lead, WORD, cost=CHEAP)
    with open_inspection(lead, WORD, cost=CHEAP) as inspection:
        gallery.prepare(inspection)
        make_pack(inspection, gallery.READER, pack, WORD, by="", cost=CHEAP)
    window = MainWindow(TaskRunner(), folder / "recent.json")
    window.resize(1366, 768)
    window.show()
    found: dict[str, dict[str, list[str]]] = {check.__name__: defaultdict(list) for check in CHECKS}
    names = []
    walk = Walk(window)

    def look(screen: gallery.Screen, whose: str) -> None:
        screen.show(window)
        names.append(f"{whose}{screen.name}")
        for check in CHECKS:
            for fault in check(walk):
                found[check.__name__][fault].append(names[-1])

    for screen in gallery.first_screens():
        look(screen, "")
    for path, whose in ((lead, ""), (pack, "assessor: ")):
        workspace = window.show_inspection(open_inspection(path, WORD, cost=CHEAP))
        for screen in gallery.screens(workspace):
            if not whose or screen.name in ASSESSOR:
                look(screen, whose)
        window.close_file()
    window.close()
    window.deleteLater()
    return found, names


@pytest.mark.parametrize("check", [check.__name__ for check in CHECKS])
def test_no_screen_shuts_anybody_out(walked: tuple[Found, list[str]], check: str) -> None:
    found, _ = walked
    assert dict(found[check]) == {}


def test_the_walk_comes_to_every_screen_of_the_rail_and_every_panel_of_a_case(
    walked: tuple[Found, list[str]],
) -> None:
    _, names = walked
    assert len(names) == len(set(names)) > 50
    for wanted in (
        *("start", "new", "unlock", "appearance", "cases", "sample", "team", "returns"),
        *("scores", "criterion", "behind", "findings-1.2", "leadership-4.1", "perspectives"),
        *("performance", "report-sign-off", "export", "pages", "assessor: case-half-done"),
        *("case-empty", "case-complete", "case-after-a-crash", "warnings", "parked"),
        *(
            "form",
            "misspelt",
            "checks",
            "checks-comments",
            "case-panel-comments",
            "case-panel-jump",
            "case-panel-keys",
        ),
    ):
        assert wanted in names


@pytest.fixture
def faulty(qtbot: QtBot) -> Walk:
    """Return a window with one fault of each sort."""
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    column.setSpacing(0)
    twins = QHBoxLayout()
    for _ in range(2):
        small = QPushButton("Open")
        small.setFixedSize(16, 16)
        small.setStyleSheet("border: none; padding: 0; min-height: 16px")
        twins.addWidget(small)
    twins.setSpacing(0)
    twins.addStretch(1)
    pane = QLabel("A pane that takes the keyboard")
    pane.setFocusPolicy(walking.TAB)
    column.addLayout(twins)
    column.addWidget(pane)
    # Last for the Tab key, and first on the screen.
    column.insertWidget(0, QPushButton("⋯"))
    with qtbot.waitExposed(window):
        window.show()
    return Walk(window)


def test_the_walk_finds_what_is_wrong(faulty: Walk) -> None:
    assert len(walking.nameless(faulty)) == 1
    assert any("QLabel" in fault for fault in walking.roleless(faulty))
    assert len(walking.not_told_apart(faulty)) == 1
    assert any("× 16" in fault for fault in walking.too_small(faulty))
    assert any("QLabel" in fault for fault in walking.unseen(faulty))
    assert any("up to" in fault for fault in walking.out_of_order(faulty))
    assert walking.unreached(faulty) == []
    assert QAccessible.queryAccessibleInterface(faulty.window) is not None
