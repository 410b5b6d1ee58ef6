"""Risk of Harm: the thread beside earlier figures, and what the inspection asks."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from omi_desktop import demo
from omi_desktop.errors import OmiError
from omi_desktop.exchange import earlier as earlier_file
from omi_desktop.report.behind import Side
from omi_desktop.store import (
    EarlierInspection,
    Inspection,
    KeyCost,
    PersonKind,
    open_inspection,
    scored,
)
from omi_ui.main_window import MainWindow
from omi_ui.risk_of_harm.view import RiskOfHarmView
from omi_ui.scores.screen import ScoresScreen
from omi_ui.tasks import TaskRunner

CHEAP = KeyCost(passes=1, kibibytes=64, lanes=1)
SOON = 60_000
FIGURES = (
    ("Effective Supervision Inspection", "November 2004", "40"),
    ("Follow-up inspection", "autumn 2005", "50"),
    ("Offender Management Inspection", "July 2006", "74"),
)


def _enter(qtbot: QtBot, view: RiskOfHarmView, title: str, when: str, percent: str) -> None:
    view.add_button.click()
    form = view.form
    for field, text in ((form.title, title), (form.when, when), (form.percent, percent)):
        assert not form.save_button.isEnabled()
        field.setText(text)
    assert not form.save_button.isEnabled()
    qtbot.keyClicks(form.source, "The report of November 2006")
    with qtbot.waitSignal(view.shown, timeout=SOON):
        qtbot.keyClick(form.source, Qt.Key.Key_Return)


def test_the_figure_of_now_says_what_it_rests_on_and_how_sure_it_is(
    view: RiskOfHarmView, cumbria: Inspection
) -> None:
    thread = scored(cumbria).risk_of_harm
    assert view.words.startswith(
        f"76% of the work met the standard: the mean of {len(thread.questions)} questions over "
        f"{thread.cases} cases. The whole caseload lies between "
    )
    (row,) = view.table.rows
    assert row[2:4] == ("76%", str(thread.cases))


def test_earlier_figures_are_entered_with_their_source_and_stand_beside_the_new_one(
    qtbot: QtBot, view: RiskOfHarmView, cumbria: Inspection
) -> None:
    for figures in FIGURES:
        _enter(qtbot, view, *figures)
    kept = cumbria.records(EarlierInspection)
    assert [(one.title, one.when, str(one.percent)) for one in kept] == list(FIGURES)
    assert {one.source for one in kept} == {"The report of November 2006"}
    assert [row[2] for row in view.table.rows] == ["40%", "50%", "74%", "76%"]
    assert [row[4] for row in view.table.rows] == [
        "36 points more",
        "26 points more",
        "2 points more; this sample cannot tell",
        "",
    ]
    assert [bar.filled for bar in view.bars.bars] == [40, 50, 74, 76]


def test_an_earlier_figure_is_changed_and_removed_with_undo(
    qtbot: QtBot, view: RiskOfHarmView, cumbria: Inspection
) -> None:
    _enter(qtbot, view, *FIGURES[0])
    view.table.choose(0)
    qtbot.keyClick(view.table, Qt.Key.Key_Return)
    view.form.percent.setText("41")
    with qtbot.waitSignal(view.shown, timeout=SOON):
        view.form.save_button.click()
    (kept,) = cumbria.records(EarlierInspection)
    assert kept.percent == 41
    view.table.choose(0)
    with qtbot.waitSignal(view.said, timeout=SOON) as said:
        view.remove_button.click()
    assert cumbria.records(EarlierInspection) == ()
    said.args[1]()
    assert cumbria.records(EarlierInspection) == (kept,)


def test_escape_leaves_the_form_with_nothing_kept(
    qtbot: QtBot, view: RiskOfHarmView, cumbria: Inspection
) -> None:
    view.add_button.click()
    qtbot.keyClicks(view.form.title, "An inspection")
    qtbot.keyClick(view.form.title, Qt.Key.Key_Escape)
    assert not view.form.isVisible()
    assert view.table.hasFocus()
    assert cumbria.records(EarlierInspection) == ()


def test_the_figure_of_now_opens_to_its_questions_and_cases(
    qtbot: QtBot, view: RiskOfHarmView
) -> None:
    view.table.choose(0)
    with qtbot.waitSignal(view.wanted, timeout=SOON) as wanted:
        focused = QApplication.focusWidget()
        assert focused is view.table
        qtbot.keyClick(focused, Qt.Key.Key_Return)
    assert wanted.args == ["scores", "RoH"]


def test_an_earlier_figure_is_read_from_a_signed_off_file(
    qtbot: QtBot,
    view: RiskOfHarmView,
    cumbria: Inspection,
    written_demo: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = tmp_path / "Cumbria 2006.omi"
    shutil.copy(written_demo, path)
    # Only what it costs to try a passphrase is made cheap.
    monkeypatch.setattr(earlier_file.read_earlier, "__kwdefaults__", {"cost": CHEAP})
    view.read_from(path)
    view.from_file.field.setText(demo.PASSPHRASE)
    with qtbot.waitSignal(view.refused, timeout=SOON) as refused:
        view.from_file.read_button.click()
    assert isinstance(refused.args[0], OmiError)
    assert "was not signed off" in str(refused.args[0])
    with open_inspection(path, demo.PASSPHRASE, cost=CHEAP) as opened:
        lead = next(p for p in opened.people() if p.kind is PersonKind.LEAD_INSPECTOR)
        opened.sign_off(by=lead.id, code="0000-1111-2222")
    with qtbot.waitSignal(view.shown, timeout=SOON):
        view.from_file.read_button.click()
    (kept,) = cumbria.records(EarlierInspection)
    assert (kept.percent, kept.cases) == (76, 99)
    assert "Cumbria 2006.omi" in kept.source
    assert not view.from_file.isVisible()


def test_the_window_shows_the_thread_alone_and_everything_again_by_undo(
    qtbot: QtBot, cumbria: Inspection, tmp_path: Path
) -> None:
    window = MainWindow(TaskRunner(), tmp_path / "recent.json")
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    whole = window.show_inspection(cumbria)
    whole.show_screen("risk-of-harm")
    view = whole.written("risk-of-harm")
    assert isinstance(view, RiskOfHarmView)
    with qtbot.waitSignal(window.opened, timeout=SOON):
        view.asked.only.setChecked(True)
    narrow = window.workspace
    assert narrow is not None
    assert narrow is not whole
    assert narrow.notices.words == "Risk of Harm only is asked."
    case = narrow.open_case(cumbria.cases()[0].id)
    assert "1.4.1" not in case.sitting.instrument.questions
    assert "1.2.1" in case.sitting.instrument.questions
    narrow.show_screen("risk-of-harm")
    with qtbot.waitSignal(window.opened, timeout=SOON):
        narrow.ask_risk_of_harm_only(False)
    assert window.workspace is not None
    assert "1.4.1" in window.workspace.inspection.instrument.questions
    window.close()


def test_with_the_thread_alone_every_figure_of_the_scores_opens_to_as_many_cases_as_its_base(
    qtbot: QtBot, cumbria: Inspection
) -> None:
    cumbria.ask_risk_of_harm_only(only=True, by="lead")
    runner = TaskRunner()
    screen = ScoresScreen(cumbria, runner)
    qtbot.addWidget(screen)
    with qtbot.waitSignal(screen.shown, timeout=SOON):
        screen.show_now()
    card, behind = screen.card, screen.behind
    assert card is not None
    assert behind is not None
    assert card.leadership == ()
    for criterion in card.criteria:
        assert len([c for c in behind.score(criterion.id) if c.above + c.below]) == criterion.cases
        for result in criterion.questions:
            rows = behind.question(result.id)
            sides = [row.side for row in rows if row.side in (Side.ABOVE, Side.BELOW)]
            if cumbria.instrument.questions[result.id].counts:
                assert len(sides) == result.relevant
                assert sides.count(Side.ABOVE) == result.sufficient
    screen.close_documents()
    runner.close()


def test_with_the_thread_alone_every_screen_of_the_rail_opens_and_none_is_left_of_the_rest(
    qtbot: QtBot, cumbria: Inspection, tmp_path: Path
) -> None:
    cumbria.ask_risk_of_harm_only(only=True, by="lead")
    window = MainWindow(TaskRunner(), tmp_path / "recent.json")
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    workspace = window.show_inspection(cumbria)
    names = workspace.rail.names
    assert {"leadership", "perspectives", "performance"}.isdisjoint(names)
    for name in names:
        workspace.show_screen(name)
        assert not workspace.problems.isVisible()
    workspace.show_screen("findings", "1.2")
    workspace.show_screen("report", "summary/1")
    assert not workspace.problems.isVisible()
    window.close()
