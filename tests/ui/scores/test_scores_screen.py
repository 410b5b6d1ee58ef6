"""The scores one can speak from: every figure opens to its cases, and says how sure it is."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from omi_desktop.errors import OmiError
from omi_desktop.report.behind import SAMPLE, Behind
from omi_desktop.scoring.averaging import THREAD as THREAD_SCORE
from omi_desktop.scoring.averaging import section_name
from omi_desktop.scoring.scorecard import Scorecard, rounded
from omi_desktop.statistics.intervals import wilson
from omi_desktop.store import CaseStatus, Inspection, SmallBase
from omi_ui.behind.cases import BEHIND, NEAREST
from omi_ui.scores.reading import counted_now
from omi_ui.scores.screen import ScoresScreen

SOON = 60_000
BELOW, ABOVE, NOT_APPLICABLE, OPEN = (
    "Below the line",
    "Above the line",
    "Not applicable",
    "Still open",
)


def _shown(screen: ScoresScreen) -> tuple[Scorecard, Behind]:
    assert screen.card is not None
    assert screen.behind is not None
    return screen.card, screen.behind


def _press(qtbot: QtBot, key: Qt.Key) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    qtbot.keyClick(focused, key)


@pytest.mark.parametrize("place", [0, 1])
def test_every_figure_opens_to_as_many_cases_as_its_base(
    qtbot: QtBot, screen: ScoresScreen, place: int
) -> None:
    gate = screen.where.itemData(place)
    if gate:
        with qtbot.waitSignal(screen.settled, timeout=SOON):
            screen.where_wanted.emit(gate)
    card, behind = _shown(screen)
    assert card.where == gate
    for criterion in card.criteria:
        for result in criterion.questions:
            screen.show_overview()
            screen.open_question(result.id)
            filters = screen.cases.filters
            assert filters.get(ABOVE, 0) == result.sufficient
            assert filters.get(ABOVE, 0) + filters.get(BELOW, 0) == result.relevant
            counts = dict(result.counts)
            assert filters.get(NOT_APPLICABLE, 0) == counts.get("not-applicable", 0)
            assert filters[OPEN] == behind.still_open(result.id)
    scores = {criterion.id: criterion.cases for criterion in card.criteria}
    scores[THREAD_SCORE] = card.risk_of_harm.cases
    for row, section in enumerate(s for s in card.sections if s.score is not None):
        scores[section_name(section.id)] = int(screen.sections.cell(row, 3))
    for name, base in scores.items():
        screen.show_overview()
        screen.open_cases(name)
        assert screen.cases.filters[BEHIND] == base
    screen.show_overview()
    screen.open_cases(SAMPLE)
    assert len(screen.cases.cases) == card.cases.sampled
    assert screen.cases.filters.get("Complete", 0) == card.cases.complete


def test_enter_twice_leads_to_the_cases_and_enter_opens_the_answer(
    qtbot: QtBot, screen: ScoresScreen, cumbria: Inspection
) -> None:
    screen.chart.choose("1.5")
    _press(qtbot, Qt.Key.Key_Return)
    _press(qtbot, Qt.Key.Key_Down)
    question = screen.questions.chart.current
    _press(qtbot, Qt.Key.Key_Return)
    case = screen.cases.cases[0]
    kept = cumbria.answers(case)[question]
    names = {person.id: person.name for person in cumbria.people()}
    ref, answer, who, when, note = screen.cases.table.rows[0]
    assert ref == cumbria.case(case).ref
    assert answer.startswith("○")
    assert who == names[kept.by]
    assert kept.at[:4] in when
    assert note == kept.note
    with qtbot.waitSignal(screen.case_wanted) as wanted:
        _press(qtbot, Qt.Key.Key_Return)
    assert wanted.args == [case, question]


def test_two_clicks_lead_to_the_cases(qtbot: QtBot, screen: ScoresScreen) -> None:
    left = Qt.MouseButton.LeftButton
    qtbot.mouseClick(screen.chart, left, pos=screen.chart.bar_rect("2.1").center())
    chart = screen.questions.chart
    second = chart.bars[1].id
    qtbot.mouseClick(chart, left, pos=chart.bar_rect(second).center())
    assert screen.cases.isVisible()
    assert screen.cases.name == second


def test_escape_comes_back_to_the_same_place_and_focus(qtbot: QtBot, screen: ScoresScreen) -> None:
    screen.table.setFocus()
    screen.table.selectRow(3)
    _press(qtbot, Qt.Key.Key_Return)
    for _ in range(2):
        _press(qtbot, Qt.Key.Key_Down)
    question = screen.questions.chart.current
    _press(qtbot, Qt.Key.Key_Return)
    _press(qtbot, Qt.Key.Key_Escape)
    assert screen.questions.chart.hasFocus()
    assert screen.questions.chart.current == question
    _press(qtbot, Qt.Key.Key_Escape)
    assert screen.table.hasFocus()
    assert screen.table.currentIndex().row() == 3


def test_coming_back_from_a_case_stays_at_its_filter_and_counts_anew(
    qtbot: QtBot, screen: ScoresScreen, cumbria: Inspection
) -> None:
    screen.show_now("1.5.1")
    with qtbot.waitSignal(screen.settled, timeout=SOON):
        pass
    screen.cases.choose_filter(BELOW)
    before = screen.cases.cases
    screen.cases.table.choose(2)
    cumbria.set_status(before[0], CaseStatus.IN_PROGRESS, by="ins-1", reason="Read again")
    cumbria.answer(before[0], "1.5.1", None, by="ins-1")
    with qtbot.waitSignal(screen.settled, timeout=SOON):
        screen.come_back()
    assert screen.cases.cases == before[1:]
    assert screen.cases.filters[OPEN] == 1
    assert screen.cases.table.row == 1
    assert screen.cases.table.hasFocus()
    screen.show_overview()
    row = [c.id for c in _shown(screen)[0].criteria].index("1.5")
    assert screen.table.cell(row, 6) == "1"
    assert "1 open" in screen.chart.bars[row].beside


def test_the_bars_carry_the_intervals_of_the_statistics(screen: ScoresScreen) -> None:
    card, _ = _shown(screen)
    assert screen.sureness is not None
    for bar, criterion in zip(screen.chart.bars, card.criteria, strict=False):
        interval = screen.sureness.resampled.interval(criterion.id)
        assert interval is not None
        assert (bar.low, bar.high) == (interval.low * 100, interval.high * 100)
    screen.open_criterion("1.5")
    results = {r.id: r for r in card.criteria[4].questions}
    for bar in screen.questions.chart.bars:
        interval = wilson(results[bar.id].sufficient, results[bar.id].relevant)
        assert interval is not None
        assert (bar.low, bar.high) == (interval.low * 100, interval.high * 100)


def test_the_score_in_hand_is_told_in_words(screen: ScoresScreen) -> None:
    screen.chart.choose("1.5")
    told = screen.told.words
    assert "67% is below the line of 70%" in told
    assert "67 and 70 are not a difference this sample can show." in told
    assert "would bring it to the line; nearest: CU-" in told


def test_a_section_and_the_thread_are_told_in_words_too(screen: ScoresScreen) -> None:
    card, _ = _shown(screen)
    screen.sections.selectRow(0)
    assert screen.told.words.startswith(f"{card.sections[0].rounded}% is at or above the line")
    screen.overview.firmness.selectRow(screen.overview.firmness.model().rowCount() - 1)
    assert screen.told.words.startswith(f"{card.risk_of_harm.rounded}% is")


def test_as_many_cases_as_are_told_would_bring_a_question_to_the_line(
    screen: ScoresScreen,
) -> None:
    card, behind = _shown(screen)
    met = 0
    for result in (r for criterion in card.criteria for r in criterion.questions):
        distance = behind.distance(result.id)
        if distance is None or not distance.below or distance.cases is None:
            continue
        met += 1
        enough = (result.sufficient + distance.cases) / result.relevant
        one_less = (result.sufficient + distance.cases - 1) / result.relevant
        assert one_less < (card.line - 0.5) / 100 <= enough
    assert met


def test_a_small_base_is_shown_as_a_count(qtbot: QtBot, screen: ScoresScreen) -> None:
    card, _ = _shown(screen)
    few = [
        (criterion.id, result)
        for criterion in card.criteria
        for result in criterion.questions
        if 0 < result.relevant < 10
    ]
    for criterion, result in few:
        screen.open_criterion(criterion)
        bar = next(bar for bar in screen.questions.chart.bars if bar.id == result.id)
        assert (bar.share, bar.low, bar.high) == (None, None, None)
        assert bar.figure == f"{result.sufficient} of {result.relevant}"
    assert few


def test_below_how_many_cases_a_share_is_a_count_is_a_setting_of_the_file(
    qtbot: QtBot, screen: ScoresScreen, cumbria: Inspection
) -> None:
    card, _ = _shown(screen)
    result = next(r for r in card.criteria[4].questions if 10 <= r.relevant < 60)
    screen.overview.small.setFocus()
    screen.overview.small.selectAll()
    with qtbot.waitSignal(screen.settled, timeout=SOON):
        qtbot.keyClicks(screen.overview.small, "60")
        _press(qtbot, Qt.Key.Key_Return)
    assert [kept.cases for kept in cumbria.records(SmallBase)] == [60]
    screen.open_criterion("1.5")
    bar = next(bar for bar in screen.questions.chart.bars if bar.id == result.id)
    assert (bar.share, bar.figure) == (None, f"{result.sufficient} of {result.relevant}")
    assert "of 100" not in screen.told.words


def test_how_often_a_conclusion_holds_and_each_choice_are_on_screen(
    qtbot: QtBot, screen: ScoresScreen
) -> None:
    card, _ = _shown(screen)
    assert screen.sureness is not None
    tried = screen.sureness.tried
    names = [criterion.id for criterion in card.criteria]
    names += [section_name(section.id) for section in card.sections if section.score is not None]
    names.append(THREAD_SCORE)
    assert list(tried.holdings) == names
    for row, holding in enumerate(tried.holdings.values()):
        told = tuple(screen.overview.firmness.cell(row, column) for column in range(2, 6))
        ends = (rounded(holding.score), rounded(holding.lowest), rounded(holding.highest))
        assert told == (*map(str, ends), f"{holding.holds} of {holding.of}")
    row = names.index("2.7")
    screen.overview.firmness.activated.emit(screen.overview.firmness.model().index(row, 0))
    assert screen.choices.isVisible()
    shown = screen.choices.table.rows
    assert len(shown) == 1 + tried.holdings["2.7"].of
    for what, score, side in shown[1:]:
        (choice,) = (one for one in tried.choices if one.what == what)
        assert score == str(rounded(choice.scores["2.7"]))
        assert ("Below" in side) is (int(score) < card.line)
        assert ("another conclusion" in side) is (what in tried.holdings["2.7"].otherwise)
    assert "Second reads in place of first" in [row[0] for row in shown]
    _press(qtbot, Qt.Key.Key_Escape)
    assert screen.chart.isVisible()


@pytest.mark.parametrize("name", ["1.5", "2.1", "1.1", "RoH"])
def test_the_nearest_cases_are_as_few_as_are_told(
    qtbot: QtBot, screen: ScoresScreen, name: str
) -> None:
    assert screen.sureness is not None
    screen.chart.choose(name)
    distance = screen.sureness.distances[THREAD_SCORE if name == "RoH" else name]
    assert f" or {distance.cases} cases found" in screen.told.words
    screen.told.nearest_button.click()
    assert screen.cases.filters[NEAREST] == len(screen.cases.cases) == distance.cases
    refs = [row[0] for row in screen.cases.table.rows]
    assert screen.behind is not None
    near = distance.nearest_cases[: distance.cases]
    assert refs == [screen.behind.reference(case.index) for case in near]


def test_coming_back_to_the_nearest_cases_finds_them_again(
    qtbot: QtBot, screen: ScoresScreen
) -> None:
    screen.chart.choose("2.1")
    screen.told.nearest_button.click()
    before = screen.cases.cases
    with qtbot.waitSignal(screen.settled, timeout=SOON):
        screen.come_back()
    assert screen.cases.cases == before
    assert len(before) == screen.cases.filters[NEAREST]


def test_after_one_answer_only_what_rests_on_it_is_counted_again(
    screen: ScoresScreen, cumbria: Inspection
) -> None:
    before = counted_now(cumbria, "", 1)
    assert before.again is None
    case = before.cases[0]
    cumbria.set_status(case.id, CaseStatus.IN_PROGRESS, by="ins-1", reason="Read again")
    cumbria.answer(case.id, "1.5.1", None, by="ins-1")
    after = counted_now(cumbria, "", 2, before)
    assert after.again == {"1.5.1"}
    assert after.card == counted_now(cumbria, "", 3).card
    assert after.card != before.card
    assert counted_now(cumbria, "", 4, after).again == frozenset()


def test_answers_that_come_in_are_shown_while_the_scores_are_in_sight(
    qtbot: QtBot, screen: ScoresScreen, cumbria: Inspection
) -> None:
    screen.open_criterion("1.5")
    screen.questions.chart.choose("1.5.3")
    before = _shown(screen)[0].question("1.5.1")
    case = cumbria.cases()[0]
    cumbria.set_status(case.id, CaseStatus.IN_PROGRESS, by="ins-1", reason="Read again")
    with qtbot.waitSignal(screen.shown, timeout=SOON):
        cumbria.answer(case.id, "1.5.1", None, by="ins-1")
        screen.looks.setInterval(10)
    after = _shown(screen)[0].question("1.5.1")
    assert after.relevant == before.relevant - 1
    assert screen.questions.isVisible()
    assert screen.questions.chart.current == "1.5.3"
    screen.hide()
    assert not screen.looks.isActive()


def test_a_rating_leads_to_leadership(qtbot: QtBot, screen: ScoresScreen) -> None:
    with qtbot.waitSignal(screen.wanted) as wanted:
        screen.ratings.activated.emit(screen.ratings.model().index(1, 0))
    assert wanted.args == ["leadership", "4.2"]


def test_the_annex_is_asked_for_from_the_chart(qtbot: QtBot, screen: ScoresScreen) -> None:
    with qtbot.waitSignal(screen.annex_wanted):
        screen.overview.annex_button.click()


def test_the_drawing_that_is_saved_holds_every_number(screen: ScoresScreen, tmp_path: Path) -> None:
    path = tmp_path / "scores.svg"
    screen.overview.pictures.save_to(path)
    root = ET.parse(path).getroot()
    text = " ".join(root.itertext())
    for bar in screen.chart.bars:
        assert bar.spoken in text
        assert bar.beside in text


def test_the_picture_is_copied_and_saved_alike(screen: ScoresScreen, tmp_path: Path) -> None:
    path = tmp_path / "scores.png"
    screen.overview.pictures.save_to(path)
    screen.overview.pictures.copy()
    saved, copied = QImage(str(path)), QGuiApplication.clipboard().image()
    assert saved.width() > 2 * screen.chart.width()
    assert saved.size() == copied.size()
    QGuiApplication.clipboard().clear()


def test_a_picture_of_another_kind_is_refused(
    qtbot: QtBot, screen: ScoresScreen, tmp_path: Path
) -> None:
    with qtbot.waitSignal(screen.refused) as refused:
        screen.overview.pictures.save_to(tmp_path / "scores.gif")
    assert isinstance(refused.args[0], OmiError)
    assert list(tmp_path.glob("scores*")) == []


def test_the_tab_key_goes_from_back_through_the_filters_to_the_list(
    qtbot: QtBot, screen: ScoresScreen
) -> None:
    screen.open_question("1.5.1")
    page = screen.cases
    tabs = [button for button in page.findChildren(QPushButton) if button.isCheckable()]
    assert len(tabs) == len(page.filters)
    tabs[-1].setFocus()
    _press(qtbot, Qt.Key.Key_Tab)
    assert page.table.hasFocus()
    tabs[0].setFocus()
    _press(qtbot, Qt.Key.Key_Backtab)
    focused = QApplication.focusWidget()
    assert isinstance(focused, QPushButton)
    assert "Back" in focused.text()
