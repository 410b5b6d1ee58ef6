"""Colours, contrast, motion and text size: as chosen, else as the system, and at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QRadioButton
from pytestqt.qtbot import QtBot

from omi_desktop.errors import RequestError
from omi_desktop.store import Inspection
from omi_ui import theme
from omi_ui.appearance import SIZES, Appearance, Wearing, wearing
from omi_ui.appearance_panel import AppearancePanel
from omi_ui.main_window import MainWindow
from omi_ui.tasks import TaskRunner

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def dress(qapp: QApplication) -> Iterator[Callable[[Path | None], Wearing]]:
    """Return a function that gives the program what a file says; undressed when the test ends."""
    text, blinking = qapp.font(), qapp.cursorFlashTime()
    made: list[Wearing] = qapp.findChildren(Wearing)
    for each in made:
        each.setParent(None)

    def dressed(path: Path | None = None) -> Wearing:
        if made and made[-1].parent() is not None:
            made[-1].setParent(None)
        made.append(Wearing(qapp, 10.0, path))
        made[-1].follow()
        return made[-1]

    yield dressed
    for each in made:
        each.setParent(None)
        each.deleteLater()
    qapp.setCursorFlashTime(blinking)
    theme.wear(qapp, theme.LIGHT, text)


@pytest.fixture
def window(
    qtbot: QtBot, tmp_path: Path, dress: Callable[[Path | None], Wearing]
) -> Iterator[MainWindow]:
    """Return the window of somebody whose choices are kept."""
    dress(tmp_path / "appearance.json")
    made = MainWindow(TaskRunner(), tmp_path / "recent.json")
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    made.close()


def _panel(window: MainWindow) -> AppearancePanel:
    found = window.findChild(AppearancePanel)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("chosen", "look"),
    [
        (Appearance(dark=False), theme.LIGHT),
        (Appearance(dark=True), theme.DARK),
        (Appearance(dark=False, contrast=True), theme.LIGHT_CONTRAST),
        (Appearance(dark=True, contrast=True), theme.DARK_CONTRAST),
        (Appearance(), theme.LIGHT),
    ],
)
def test_the_whole_program_wears_what_is_chosen(
    qtbot: QtBot,
    dress: Callable[[Path | None], Wearing],
    chosen: Appearance,
    look: theme.Tokens,
) -> None:
    worn = dress(None)
    worn.choose(chosen)
    widget = QRadioButton()
    qtbot.addWidget(widget)
    assert worn.look is look
    assert theme.tokens(widget) is look


def test_what_is_chosen_is_worn_at_the_next_start(
    tmp_path: Path, dress: Callable[[Path | None], Wearing], qapp: QApplication
) -> None:
    kept = tmp_path / "appearance.json"
    dress(kept).choose(Appearance(dark=True, contrast=True, text=150))
    again = dress(kept)
    assert again.appearance == Appearance(dark=True, contrast=True, text=150)
    assert qapp.font().pointSizeF() == 15
    assert again.look is theme.DARK_CONTRAST


@pytest.mark.parametrize("said", ["no settings", '{"text": 1000}', '{"text": 1}'])
def test_a_file_that_says_nonsense_gives_text_that_can_be_read(
    tmp_path: Path, dress: Callable[[Path | None], Wearing], said: str
) -> None:
    kept = tmp_path / "appearance.json"
    kept.write_text(said, encoding="utf-8")
    assert 10 <= dress(kept).font.pointSizeF() <= 20


def test_with_reduced_motion_nothing_blinks_or_moves_by_itself(
    qapp: QApplication, dress: Callable[[Path | None], Wearing]
) -> None:
    worn = dress(None)
    blinking = qapp.cursorFlashTime()
    worn.choose(Appearance(still=True))
    assert worn.is_still
    assert qapp.cursorFlashTime() == 0
    for effect in (Qt.UIEffect.UI_AnimateMenu, Qt.UIEffect.UI_AnimateCombo):
        assert not qapp.isEffectEnabled(effect)
    worn.choose(Appearance(still=False))
    assert qapp.cursorFlashTime() == blinking


def test_the_bar_that_runs_to_and_fro_is_not_shown_with_reduced_motion(window: MainWindow) -> None:
    unlock = window.start.unlock
    window.start.ask_passphrase(Path("x.omi"))
    for still in (False, True):
        wearing().choose(Appearance(still=still))
        unlock.show_waiting(is_waiting=True)
        assert unlock._bar.isVisible() is not still
        assert "Working out the key" in unlock._says.text()


def test_a_choice_that_cannot_be_kept_holds_and_says_so(
    tmp_path: Path, dress: Callable[[Path | None], Wearing]
) -> None:
    (tmp_path / "folder").write_text("in the way", encoding="utf-8")
    worn = dress(tmp_path / "folder" / "appearance.json")
    with pytest.raises(RequestError, match="is not remembered"):
        worn.choose(Appearance(dark=True))
    assert worn.look is theme.DARK


def test_the_page_is_reached_and_left_by_keyboard_from_the_first_screen(
    qtbot: QtBot, window: MainWindow
) -> None:
    qtbot.keyClick(window, Qt.Key.Key_Comma, CTRL)
    panel = _panel(window)
    assert panel.isVisible()
    focused = QApplication.focusWidget()
    assert isinstance(focused, QRadioButton)
    qtbot.keyClick(focused, Qt.Key.Key_Right)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Right)
    assert wearing().look is theme.DARK
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert window.start.isVisible()
    qtbot.keyClick(window, Qt.Key.Key_Comma, CTRL)
    assert _panel(window).choice("Colours", "Dark").isChecked()


def test_larger_text_comes_back_to_the_question_and_loses_nothing_typed(
    qtbot: QtBot, window: MainWindow, inspection: Inspection
) -> None:
    workspace = window.show_inspection(inspection)
    view = workspace.open_case("c0", "gender")
    tall = view.page_view.rows["gender"].input.height()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_N)
    qtbot.keyClicks(QApplication.focusWidget(), "Half a sentence")
    workspace.rail.appearance_wanted.emit()
    _panel(window).choice("Text size", f"{SIZES[-1]}%").click()
    _panel(window).back.click()
    after = window.workspace
    assert after is not None
    assert after is not workspace
    assert after.case is not None
    assert after.case.isVisible()
    assert after.case.page_view.current == "gender"
    assert after.case.page_view.rows["gender"].input.height() > tall * 1.5
    assert inspection.answers("c0")["gender"].note == "Half a sentence"


def test_another_colour_keeps_the_screen_as_it_is(
    window: MainWindow, inspection: Inspection
) -> None:
    workspace = window.show_inspection(inspection)
    window.show_appearance()
    _panel(window).choice("Contrast", "High").click()
    _panel(window).back.click()
    assert window.workspace is workspace
    assert workspace.isVisible()
    assert theme.tokens(workspace) is theme.LIGHT_CONTRAST
