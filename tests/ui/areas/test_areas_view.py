"""Areas and years on screen: every figure is that of a scorecard, and opens to its cases."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from omi_desktop import demo
from omi_desktop.demo.areas import write_area
from omi_desktop.errors import OmiError
from omi_desktop.scoring.scorecard import rounded
from omi_desktop.statistics.areas import among, scores_by_name
from omi_desktop.store import Inspection, KeyCost, open_inspection
from omi_ui.areas.bars import names
from omi_ui.areas.view import AreasView
from omi_ui.behind.cases import BEHIND
from omi_ui.tasks import TaskRunner

CHEAP = KeyCost(passes=1, kibibytes=64, lanes=1)
SOON = 60_000
WORDS = demo.PASSPHRASE
FILES = {
    "Furness 2006": ("Furness", 2, "2006-01-09"),
    "Rutland 2004": ("Rutland", 3, "2004-05-10"),
    "Rutland 2006": ("Rutland", 1, "2006-03-06"),
}


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with invented inspections of twelve cases, to be copied."""
    folder = tmp_path_factory.mktemp("areas")
    for name, (area, seed, day) in FILES.items():
        path = folder / f"{name}.omi"
        write_area(path, WORDS, area=area, seed=seed, fieldwork=day, cases=12, cost=CHEAP)
    return folder


@pytest.fixture
def folder(tmp_path: Path, written: Path) -> Path:
    """Return a copy of the folder."""
    return Path(shutil.copytree(written, tmp_path / "areas"))


@pytest.fixture
def rutland(folder: Path) -> Iterator[Inspection]:
    """Open the inspection of Rutland of 2006; it is not signed off any more."""
    with open_inspection(folder / "Rutland 2006.omi", WORDS, cost=CHEAP) as inspection:
        inspection.reopen(by="lead", reason="An area asked.")
        yield inspection


@pytest.fixture
def view(qtbot: QtBot, rutland: Inspection) -> Iterator[AreasView]:
    """Return the screen over it."""
    runner = TaskRunner()
    made = AreasView(rutland, runner)
    made.cost = CHEAP
    qtbot.addWidget(made)
    made.resize(1176, 738)
    with qtbot.waitExposed(made):
        made.show()
    with qtbot.waitSignal(made.shown, timeout=SOON):
        made.show_now()
    yield made
    made.close_documents()
    runner.close()


@pytest.fixture
def opened(qtbot: QtBot, view: AreasView, folder: Path) -> AreasView:
    """Return the screen with two other inspections opened."""
    paths = [folder / "Furness 2006.omi", folder / "Rutland 2004.omi"]
    view.ask_for(paths)
    for _ in paths:
        with qtbot.waitSignal(view.shown, timeout=SOON):
            view.asking.field.setText(WORDS)
            qtbot.keyClick(view.asking.field, Qt.Key.Key_Return)
    assert view.asking.path is None
    return view


def test_each_file_asks_for_its_passphrase_and_is_not_written_to(
    qtbot: QtBot, view: AreasView, folder: Path
) -> None:
    path = folder / "Furness 2006.omi"
    before = (path.read_bytes(), path.stat().st_mtime_ns, sorted(folder.iterdir()))
    view.ask_for([path])
    assert "Furness 2006.omi" in view.asking.field.accessibleName()
    view.asking.field.setText("other words")
    qtbot.keyClick(view.asking.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "does not open" in view.asking.says, timeout=SOON)
    assert view.read == ()
    view.asking.field.setText(WORDS)
    with qtbot.waitSignal(view.shown, timeout=SOON):
        qtbot.keyClick(view.asking.field, Qt.Key.Key_Return)
    assert [one.scores.area for one in view.read] == ["Furness"]
    assert (path.read_bytes(), path.stat().st_mtime_ns, sorted(folder.iterdir())) == before


def test_every_score_stands_beside_lowest_average_and_highest(opened: AreasView) -> None:
    own = opened.own
    assert own is not None
    signed = [one.scores for one in opened.read]
    for row, (bar, (_, _, name)) in enumerate(
        zip(opened.overview.chart.bars, names(own.scores), strict=True)
    ):
        found = among(name, signed)
        assert found is not None
        assert bar.share == rounded(own.scores.score(name))
        assert (bar.low, bar.middle, bar.high) == tuple(
            float(score * 100) for score in (found.lowest, found.average, found.highest)
        )
        told = [opened.overview.table.cell(row, column) for column in range(2, 7)]
        ends = (found.lowest, found.average, found.highest)
        expected = [str(rounded(score)) for score in (own.scores.score(name), *ends)]
        assert told == [*expected, str(found.of)]
    assert "not signed off" in opened.counts


def test_every_figure_opens_to_as_many_cases_as_its_base(opened: AreasView) -> None:
    own = opened.own
    assert own is not None
    everyone = {one.scores.id: one for one in (own, *opened.read)}
    for name in scores_by_name(own.scores.card):
        opened.open_score(name)
        keys = [bar.key for bar in opened.score.chart.bars]
        assert {key.removesuffix("/time") for key in keys} == set(everyone)
        for row, key in enumerate(keys):
            opened.open_score(name)
            one = everyone[key.removesuffix("/time")]
            score = one.scores.score(name)
            assert opened.score.chart.bars[row].share == rounded(score)
            opened.open_inspection(key)
            assert opened.cases.filters[BEHIND] == one.behind.rests_on(name)
            if not name.startswith("section"):
                assert opened.cases.filters[BEHIND] == one.scores.cases(name)
                assert opened.score.table.cell(row, 3) == str(one.scores.cases(name))


def test_the_way_to_the_cases_and_back_goes_by_keyboard(qtbot: QtBot, opened: AreasView) -> None:
    opened.overview.take_focus()
    opened.overview.chart.choose("1.2")
    qtbot.keyClick(opened.overview.chart, Qt.Key.Key_Return)
    assert opened.score.isVisible()
    qtbot.keyClick(opened.score.chart, Qt.Key.Key_Down)
    qtbot.keyClick(opened.score.chart, Qt.Key.Key_Return)
    assert opened.cases.isVisible()
    focused = QApplication.focusWidget()
    assert focused is not None
    qtbot.keyClick(focused, Qt.Key.Key_Escape)
    assert opened.score.chart.hasFocus()
    qtbot.keyClick(opened.score.chart, Qt.Key.Key_Escape)
    assert opened.overview.chart.hasFocus()
    assert opened.overview.chart.current == "1.2"


def test_a_case_of_this_inspection_opens_and_one_of_another_says_where_it_is(
    qtbot: QtBot, opened: AreasView
) -> None:
    opened.open_score("1.2")
    mine, other = opened.score.chart.bars[:2]
    opened.open_inspection(mine.key)
    with qtbot.waitSignal(opened.case_wanted):
        opened.cases.table.activated.emit(opened.cases.table.currentIndex())
    opened.open_inspection(other.key)
    with qtbot.waitSignal(opened.said) as said:
        opened.cases.table.activated.emit(opened.cases.table.currentIndex())
    assert "by itself" in said.args[0]


@pytest.mark.parametrize("kind", ["open here", "twice", "no inspection"])
def test_what_cannot_be_compared_is_refused_in_a_sentence(
    qtbot: QtBot, opened: AreasView, folder: Path, kind: str
) -> None:
    (folder / "text.omi").write_text("words", encoding="utf-8")
    name = {"open here": "Rutland 2006", "twice": "Furness 2006", "no inspection": "text"}[kind]
    said = {"open here": "in this window", "twice": "same inspection", "no inspection": "too short"}
    count = len(opened.read)
    opened.ask_for([folder / f"{name}.omi"])
    with qtbot.waitSignal(opened.refused, timeout=SOON) as refused:
        opened.open_file(folder / f"{name}.omi", WORDS)
    assert isinstance(refused.args[0], OmiError)
    assert said[kind] in str(refused.args[0])
    assert len(opened.read) == count
    assert opened.asking.path is None
