"""Pairs of bars: told in words, and told apart without colour."""

from __future__ import annotations

from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from omi_ui import theme
from omi_ui.widgets.paired_bars import PairedBar, PairedBars


def shown(qtbot: QtBot, *bars: PairedBar) -> PairedBars:
    made = PairedBars("By office", "List", "Sample")
    qtbot.addWidget(made)
    made.show_bars(bars)
    made.resize(400, made.sizeHint().height())
    with qtbot.waitExposed(made):
        made.show()
    # The frame of the keyboard has the colour of the bars.
    made.clearFocus()
    return made


def inked(view: PairedBars, colour: str) -> int:
    picture = view.grab().toImage()
    wanted = QColor(colour)
    return sum(
        picture.pixelColor(x, y) == wanted
        for x in range(picture.width())
        for y in range(picture.height())
    )


def test_the_pairs_are_spoken_in_their_order(qtbot: QtBot) -> None:
    view = shown(
        qtbot,
        PairedBar("Kendal", 0.5, 0.25, "3 (25%)", "Kendal: sample 3 of 12, list 20 of 40"),
        PairedBar("Sedbergh", 0.5, 0.75, "9 (75%)", "Sedbergh: sample 9 of 12, list 20 of 40"),
    )
    assert view.accessibleName() == "By office"
    assert view.accessibleDescription() == (
        "Kendal: sample 3 of 12, list 20 of 40; Sedbergh: sample 9 of 12, list 20 of 40"
    )


def test_one_bar_is_filled_and_the_other_is_only_an_outline(qtbot: QtBot) -> None:
    pair = PairedBar("Kendal", 1.0, 1.0, "", "Kendal")
    alone = PairedBar("Kendal", None, 1.0, "", "Kendal")
    empty = PairedBar("Kendal", 1.0, 0.0, "", "Kendal")
    look = theme.LIGHT
    filled = inked(shown(qtbot, alone), look.accent)
    outlined = inked(shown(qtbot, empty), look.accent)
    assert filled > 4 * outlined
    assert inked(shown(qtbot, pair), look.edge) > 300
    assert inked(shown(qtbot, alone), look.edge) == 0
