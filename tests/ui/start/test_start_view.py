"""The first screen."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from omi_ui.start import new
from omi_ui.start.recent import RecentFile
from omi_ui.start.view import StartView

STRONG = "harbour lentil copper ankle"


@pytest.fixture
def view(qtbot: QtBot) -> StartView:
    """Return the first screen."""
    made = StartView()
    qtbot.addWidget(made)
    made.resize(1000, 700)
    with qtbot.waitExposed(made):
        made.show()
    made.show_recent(())
    return made


def test_a_recent_file_says_whose_it_is_and_how_far(view: StartView, qtbot: QtBot) -> None:
    file = RecentFile("/x/cu.omi", "Cumbria", "lead", 418, 900, "2006-07-18T13:02:07.000Z")
    view.show_recent((file,))
    card = next(b for b in view.findChildren(QPushButton) if "Cumbria," in b.accessibleName())
    assert "Lead’s copy" in card.accessibleName()
    assert "418 of 900 answered" in card.accessibleName()
    assert "18 July 2006" in card.accessibleName()


def test_choosing_a_recent_file_asks_for_its_passphrase(view: StartView, qtbot: QtBot) -> None:
    file = RecentFile("/x/cu.omi", "Cumbria", "lead", 418, 900, "2006-07-18T13:02:07.000Z")
    view.show_recent((file,))
    next(b for b in view.findChildren(QPushButton) if "Cumbria," in b.accessibleName()).click()
    qtbot.keyClicks(view.unlock.field, "secret")
    with qtbot.waitSignal(view.unlock_wanted) as wanted:
        qtbot.keyClick(view.unlock.field, Qt.Key.Key_Return)
    assert wanted.args == [Path("/x/cu.omi"), "secret"]


def test_a_new_inspection_waits_for_area_strength_and_repetition(
    view: StartView, qtbot: QtBot
) -> None:
    view.ask_new()
    form = view.new
    for field, text in ((form.area, "Kent"), (form.first, STRONG), (form.second, STRONG[:-1])):
        assert not form.save.isEnabled()
        qtbot.keyClicks(field, text)
    assert not form.save.isEnabled()
    qtbot.keyClicks(form.second, STRONG[-1])
    assert form.save.isEnabled()


def test_a_new_inspection_is_asked_for_with_its_path(
    view: StartView, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    view.ask_new()
    for field, text in ((view.new.area, "Kent"), (view.new.first, STRONG)):
        field.setText(text)
    view.new.second.setText(STRONG)
    monkeypatch.setattr(new, "ask_new_path", lambda parent, suggested: tmp_path / suggested)
    with qtbot.waitSignal(view.new_wanted) as wanted:
        view.new.save.click()
    assert wanted.args == [tmp_path / "Kent.omi", "Kent", STRONG, False]


def test_escape_goes_back_to_the_list(view: StartView, qtbot: QtBot) -> None:
    view.ask_passphrase(Path("x.omi"))
    assert view.unlock.isVisible()
    qtbot.keyClick(view.unlock.field, Qt.Key.Key_Escape)
    assert not view.unlock.isVisible()
