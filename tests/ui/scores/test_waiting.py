"""While the scores are counted for the first time, no heading stands over an empty table."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from omi_desktop.store import Inspection
from omi_ui.scores.reading import counted_now
from omi_ui.scores.screen import ScoresScreen
from omi_ui.tasks import TaskRunner

SOON = 60_000


def test_words_and_a_bar_stand_alone_until_the_scores_are_there(
    qtbot: QtBot, cumbria: Inspection
) -> None:
    runner = TaskRunner()
    screen = ScoresScreen(cumbria, runner)
    qtbot.addWidget(screen)
    with qtbot.waitExposed(screen):
        screen.show()
    assert screen.waiting.isVisible()
    assert not screen.overview.isVisible()
    assert not screen.told.isVisible()
    with qtbot.waitSignal(screen.settled, timeout=SOON):
        screen.show_now()
    assert screen.overview.isVisible()
    assert screen.told.isVisible()
    assert 0 < screen.waiting.share < 1
    with qtbot.waitSignal(screen.settled, timeout=SOON):
        screen.come_back()
        assert screen.overview.isVisible()
    screen.close_documents()
    runner.close()


def test_counting_says_how_far_it_is(cumbria: Inspection) -> None:
    shares: list[float] = []
    counted_now(cumbria, "", 0, None, lambda _doing, share: shares.append(share))
    assert shares
    assert shares == sorted(set(shares))
    assert all(0 < share < 1 for share in shares)


def test_nothing_is_told_of_a_figure_where_none_is_in_hand(
    qtbot: QtBot, screen: ScoresScreen
) -> None:
    assert screen.told.isVisible()
    screen.open_choices("2.7")
    assert not screen.told.isVisible()
    qtbot.keyClick(screen.choices.table, Qt.Key.Key_Escape)
    assert screen.told.isVisible()
