"""Pairs of bars: told in words, and told apart without colour."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage
from pytestqt.qtbot import QtBot

from omi_ui import theme
from omi_ui.widgets.paired_bars import PairedBar, PairedBars
from omi_ui.widgets.pictures import PictureButtons


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


def test_keys_move_among_the_pairs_and_enter_or_a_click_opens_one(qtbot: QtBot) -> None:
    view = PairedBars("Shares", "All others", "In the group", opens=True)
    qtbot.addWidget(view)
    view.show_bars(
        [PairedBar(f"Tier {n}", 0.5, 0.5, "", f"Tier {n}", str(n)) for n in range(1, 4)], 1.0
    )
    view.resize(400, view.sizeHint().height())
    with qtbot.waitExposed(view):
        view.show()
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Down)
    with qtbot.waitSignal(view.opened) as opened:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert opened.args == ["2"]
    with qtbot.waitSignal(view.opened) as opened:
        qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=view.bar_rect("3").center())
    assert opened.args == ["3"]


def test_what_leads_nowhere_is_reached_by_tab_and_opens_nothing(qtbot: QtBot) -> None:
    view = shown(qtbot, PairedBar("Kendal", 0.5, 0.25, "", "Kendal"))
    with qtbot.assertNotEmitted(view.opened):
        qtbot.keyClick(view, Qt.Key.Key_Return)
        qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=view.bar_rect("Kendal").center())
    assert view.focusPolicy() is Qt.FocusPolicy.TabFocus
    assert view.cursor().shape() is Qt.CursorShape.ArrowCursor


def test_the_pairs_are_copied_and_saved_as_pixels_and_as_a_drawing(
    qtbot: QtBot, tmp_path: Path
) -> None:
    view = shown(qtbot, PairedBar("Kendal", 0.5, 0.25, "3 (25%)", "Kendal: sample 3 of 12"))
    buttons = PictureButtons(view)
    qtbot.addWidget(buttons)
    buttons.title = "Sample against caseload"
    buttons.copy()
    copied = QGuiApplication.clipboard().image()
    assert copied.width() == (400 + 32) * 2
    buttons.save_to(tmp_path / "pairs.png")
    assert QImage(str(tmp_path / "pairs.png")).size() == copied.size()
    buttons.save_to(tmp_path / "pairs.svg")
    drawing = (tmp_path / "pairs.svg").read_text(encoding="utf-8")
    assert '<desc id="words">Kendal: sample 3 of 12</desc>' in drawing
    assert ">Sample against caseload</text>" in drawing
    # The heading of the screen is not repeated under the title.
    assert "By office" not in drawing
