"""The panel that inserts a figure: every form of the syntax is reached by choosing."""

from __future__ import annotations

from collections import Counter

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from omi_desktop.assets import asset
from omi_desktop.instrument.bank import read_bank
from omi_desktop.instrument.model import Instrument
from omi_desktop.report.live import Figure, Form, parse, refuse_unknown
from omi_ui.writing.insert import InsertFigure

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture(scope="module")
def instrument() -> Instrument:
    """Return the question bank that is shipped."""
    return read_bank(asset("instrument/omi-2006"))


@pytest.fixture
def panel(qtbot: QtBot, instrument: Instrument) -> InsertFigure:
    """Return the panel on screen, asked for a figure on the page of criterion 3.1."""
    made = InsertFigure(instrument)
    qtbot.addWidget(made)
    made.resize(356, 700)
    with qtbot.waitExposed(made):
        made.show()
    made.ask("3.1", str)
    return made


def find(qtbot: QtBot, panel: InsertFigure, letters: str) -> None:
    panel.finder.line.clear()
    qtbot.keyClicks(panel.finder.line, letters)


def tick(qtbot: QtBot, panel: InsertFigure, question: str) -> None:
    find(qtbot, panel, question)
    qtbot.keyClick(panel.finder.line, Qt.Key.Key_T, CTRL)


def test_every_form_is_reached_and_what_is_made_is_what_would_be_written(
    qtbot: QtBot, panel: InsertFigure, instrument: Instrument
) -> None:
    reached: Counter[str] = Counter()
    for letters in ("1.2.21", "score harm thread", "case_type"):
        find(qtbot, panel, letters)
        for side in range(max(panel.side.count(), 1)):
            panel.side.setCurrentIndex(side)
            for form in range(panel.form.count()):
                panel.form.setCurrentIndex(form)
                figure = panel.figure()
                assert figure is not None
                assert parse(str(figure)) == (figure,)
                assert panel.makes == str(figure)
                refuse_unknown(str(figure), instrument)
                reached[figure.form] += 1
    assert set(reached) == set(Form)


def test_several_that_are_ticked_give_their_mean_in_the_order_of_the_report(
    qtbot: QtBot, panel: InsertFigure
) -> None:
    for question in ("3.1.10", "3.1.8", "3.1.9"):
        tick(qtbot, panel, question)
    find(qtbot, panel, "score harm thread")
    assert str(panel.figure()) == "{percent 3.1.8+3.1.9+3.1.10}"
    panel.side.setCurrentIndex(panel.side.findText("Insufficient"))
    panel.gate.setCurrentIndex(panel.gate.findData("convicted_or_cautioned"))
    wanted = "{percent 3.1.8+3.1.9+3.1.10 insufficient where convicted_or_cautioned}"
    assert str(panel.figure()) == wanted
    with qtbot.waitSignal(panel.chosen) as chosen:
        qtbot.keyClick(panel.finder.line, Qt.Key.Key_Return)
    assert str(chosen.args[0]) == wanted


def test_a_tick_survives_other_letters_and_is_taken_back_by_the_same_key(
    qtbot: QtBot, panel: InsertFigure
) -> None:
    tick(qtbot, panel, "3.1.8")
    tick(qtbot, panel, "3.1.9")
    find(qtbot, panel, "3.1.8")
    assert panel.finder.list.item(0).checkState() is Qt.CheckState.Checked
    qtbot.keyClick(panel.finder.line, Qt.Key.Key_T, CTRL)
    assert panel.figure() == Figure(Form.PERCENT, ("3.1.9",))
    untick = next(b for b in panel.findChildren(QPushButton) if b.text() == "Untick all")
    untick.click()
    assert panel.figure() == Figure(Form.PERCENT, ("3.1.8",))
    assert untick.isHidden()


def test_what_has_no_line_and_no_score_has_no_box(qtbot: QtBot, panel: InsertFigure) -> None:
    for letters in ("case_type", "score harm thread"):
        tick(qtbot, panel, letters)
        assert panel.finder.ticked() == ()
        role = Qt.ItemDataRole.CheckStateRole
        assert panel.finder.list.item(0).data(role) is None


def test_a_mean_is_of_sides_and_not_of_one_question_s_answers(
    qtbot: QtBot, panel: InsertFigure
) -> None:
    find(qtbot, panel, "3.1.8")
    assert panel.side.count() > 2
    tick(qtbot, panel, "3.1.8")
    tick(qtbot, panel, "3.1.9")
    assert [panel.side.itemText(n) for n in range(panel.side.count())] == [
        "Sufficient",
        "Insufficient",
    ]


def test_asking_anew_begins_with_nothing_ticked(qtbot: QtBot, panel: InsertFigure) -> None:
    tick(qtbot, panel, "3.1.8")
    panel.ask("1.1", str)
    assert panel.finder.ticked() == ()
