"""What the tests of the workspace of a case share: the workspace, and keys pressed in it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from omi_desktop.store import Inspection
from omi_ui.case.sitting import Sitting
from omi_ui.case.view import CaseView

Shown = Callable[..., CaseView]
Press = Callable[..., None]


@pytest.fixture
def show_case(qtbot: QtBot, inspection: Inspection) -> Shown:
    """Return a function that shows a case in a workspace of its own."""

    def shown(
        case: str = "c0",
        by: str = "assessor",
        question: str = "",
        key_settings: Path | None = None,
    ) -> CaseView:
        sitting = Sitting(inspection, case, by)
        made = CaseView(sitting, key_settings)
        qtbot.addWidget(made)
        made.resize(1200, 700)
        with qtbot.waitExposed(made):
            made.show()
        made.show_sitting(sitting, question)
        return made

    return shown


@pytest.fixture
def press(qtbot: QtBot) -> Press:
    """Return a function that presses a key, or types letters, where the keyboard is."""

    def pressed(
        key: Qt.Key | str, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        focused = QApplication.focusWidget()
        assert focused is not None
        if isinstance(key, str):
            qtbot.keyClicks(focused, key)
        else:
            qtbot.keyClick(focused, key, modifier)

    return pressed
