"""The rail: in groups, and never pressed together."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from omi_ui import theme
from omi_ui.rail import Rail
from omi_ui.written_screens import CHECKS, MODERATION, RETURNS, SAMPLE, TEAM, WRITTEN_SCREENS

SCREENS = (
    SAMPLE,
    ("cases", "Cases"),
    TEAM,
    RETURNS,
    CHECKS,
    MODERATION,
    ("scores", "Scores"),
    *WRITTEN_SCREENS,
    ("export", "Export and print"),
)


@pytest.fixture
def _large() -> Iterator[None]:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.wear(app, theme.LIGHT, theme.body_font(10, 2.0))
    yield
    theme.wear(app, theme.LIGHT, theme.body_font(10))


@pytest.fixture
def rail(qtbot: QtBot) -> Rail:
    made = Rail("Cumbria", "Lead’s copy", SCREENS)
    qtbot.addWidget(made)
    made.resize(made.width(), 768)
    with qtbot.waitExposed(made):
        made.show()
    return made


def _entries(rail: Rail) -> list[QPushButton]:
    named = {button.accessibleName(): button for button in rail.findChildren(QPushButton)}
    return [named[words] for _, words in SCREENS]


def test_a_gap_stands_before_scores_findings_and_export(rail: Rail) -> None:
    begin = {
        entry.accessibleName()
        for before, entry in pairwise(_entries(rail))
        if entry.y() > before.geometry().bottom() + 1
    }
    assert begin == {"Scores", "Findings", "Export and print"}


def test_every_entry_of_the_lead_fits_the_smallest_window(rail: Rail) -> None:
    entries = _entries(rail)
    assert all(entry.visibleRegion().boundingRect() == entry.rect() for entry in entries)


@pytest.mark.usefixtures("_large")
def test_large_text_is_not_pressed_together(rail: Rail) -> None:
    entries = _entries(rail)
    assert all(entry.height() >= entry.sizeHint().height() for entry in entries)
    assert not entries[-1].visibleRegion().boundingRect().isValid()
