"""The look: contrasts, and a style sheet without holes."""

from __future__ import annotations

import re

import pytest
from msgspec.structs import asdict
from PySide6.QtWidgets import QApplication, QTableView, QWidget
from pytestqt.qtbot import QtBot

from omi_desktop.assets import asset
from omi_ui import theme

LOOKS = {
    "light": theme.LIGHT,
    "dark": theme.DARK,
    "light, high contrast": theme.LIGHT_CONTRAST,
    "dark, high contrast": theme.DARK_CONTRAST,
}


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize(("ink", "ground"), theme.TEXT_PAIRS)
def test_letters_stand_out_from_their_ground(look: str, ink: str, ground: str) -> None:
    colours = asdict(LOOKS[look])
    least = 7 if LOOKS[look] in theme.CONTRASTS else 4.5
    assert theme.contrast(colours[ink], colours[ground]) >= least


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize(("mark", "ground"), theme.MARK_PAIRS)
def test_marks_stand_out_from_their_ground(look: str, mark: str, ground: str) -> None:
    colours = asdict(LOOKS[look])
    least = 4.5 if LOOKS[look] in theme.CONTRASTS else 3
    assert theme.contrast(colours[mark], colours[ground]) >= least


@pytest.mark.parametrize("ground", ["ground", "surface", "raised"])
def test_high_contrast_draws_the_lines_between_parts_to_be_seen(ground: str) -> None:
    for look in theme.CONTRASTS:
        assert theme.contrast(look.line, asdict(look)[ground]) >= 4.5


def test_every_appearance_is_known_again_by_its_ground() -> None:
    assert set(LOOKS.values()) == set(theme.LOOKS)
    assert len({look.ground for look in theme.LOOKS}) == len(theme.LOOKS)


@pytest.mark.parametrize("look", LOOKS)
def test_a_list_is_drawn_in_the_colours_of_the_program_whatever_its_ground(
    qtbot: QtBot, qapp: QApplication, look: str
) -> None:
    table = QTableView()
    qtbot.addWidget(table)
    theme.wear(qapp, LOOKS[look], qapp.font())
    table.ensurePolished()
    drawn = theme.tokens(table)
    theme.wear(qapp, theme.LIGHT, qapp.font())
    assert drawn is LOOKS[look]


def test_contrast_is_that_of_wcag() -> None:
    assert theme.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert theme.contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("look", LOOKS)
def test_every_name_in_the_style_sheet_is_a_token(look: str) -> None:
    sheet = theme.style_sheet(LOOKS[look], 10)
    assert re.findall(r"@\w+", sheet) == []


def test_the_style_sheet_names_no_colour_of_its_own() -> None:
    text = asset("style/app.qss").read_text(encoding="utf-8")
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b(?![^{]*\{)", text) == []


def test_an_open_window_follows_when_the_system_turns_dark(
    qtbot: QtBot, qapp: QApplication
) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    with qtbot.waitExposed(widget):
        widget.show()
    assert theme.tokens(widget) is theme.LIGHT
    text = qapp.font()
    try:
        theme.wear(qapp, theme.DARK, text)
        assert theme.tokens(widget) is theme.DARK
    finally:
        theme.wear(qapp, theme.LIGHT, text)


def test_the_text_follows_a_larger_system_and_never_falls_below_ten_points() -> None:
    assert theme.body_font(8).pointSizeF() == 10
    assert theme.body_font(13).pointSizeF() == 13
