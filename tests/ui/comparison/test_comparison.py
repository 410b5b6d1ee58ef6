"""Compare: both bases, how sure, the cases behind every figure, and what may be published."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from omi_desktop.errors import OmiError
from omi_desktop.instrument.applicability import standing
from omi_desktop.instrument.model import ValueType
from omi_desktop.scoring.score import COUNTED
from omi_desktop.statistics.comparing import compared
from omi_desktop.statistics.two_shares import fisher
from omi_desktop.store import (
    Inspection,
    KeptComparison,
    SmallBase,
    case_groups,
    scored_cases,
)
from omi_ui.behind.rows import ALL
from omi_ui.comparison.asked import Asked, dividers
from omi_ui.comparison.behind import GROUP, OTHERS, CasesBehind
from omi_ui.comparison.view import ComparisonView
from omi_ui.main_window import MainWindow
from omi_ui.tasks import TaskRunner
from omi_ui.writing.choosing import subjects
from omi_ui.writing.editor import LiveEditor

SOON = 60_000
PROGRESS = "3.1.8+3.1.9+3.1.10"


def _compare(
    qtbot: QtBot, view: ComparisonView, of: str, by: str, *, for_publication: bool = False
) -> None:
    with qtbot.waitSignal(view.compared, timeout=SOON):
        view.show_comparison(Asked(of, by, for_publication))


def _press(qtbot: QtBot, key: Qt.Key) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    qtbot.keyClick(focused, key)


def test_the_reports_own_comparison_stands_on_screen_with_both_bases(
    qtbot: QtBot, view: ComparisonView
) -> None:
    _compare(qtbot, view, PROGRESS, "convicted_or_cautioned")
    assert view.found is not None
    (found,) = view.found.comparisons
    assert (found.group.cases.bit_count(), found.group.others.bit_count()) == (30, 69)
    (row,) = view.result.table.rows
    assert row[1].startswith("28% (")
    assert row[2].startswith("54% (")
    assert row[-1] == "Yes"
    assert "28 and 54 are a difference this sample can show" in view.result.words
    (bar,) = view.result.bars.bars
    assert bar.words == "28% against 54%"
    assert round(bar.filled * 100) == 28


def test_enforcement_does_not_differ_between_the_two_groups_as_the_report_says(
    qtbot: QtBot, view: ComparisonView
) -> None:
    _compare(qtbot, view, "2.4.8", "convicted_or_cautioned")
    (row,) = view.result.table.rows
    assert row[1:3] == ("13 of 16 (81%)", "37 of 39 (95%)")
    assert row[4] == f"{fisher(13, 16, 37, 39):.3f}"
    assert row[-1] == "No"
    assert "Fisher’s exact test" in view.result.method


def test_a_bar_opens_the_cases_of_its_group(qtbot: QtBot, view: ComparisonView) -> None:
    _compare(qtbot, view, "2.1.SUM", "tier")
    bars = view.result.bars
    bars.setFocus()
    _press(qtbot, Qt.Key.Key_Down)
    _press(qtbot, Qt.Key.Key_Return)
    assert view.cases.isVisible()
    assert view.found is not None
    second = view.found.comparisons[1]
    assert view.cases.filters[ALL] == second.part.base + second.others.base
    _press(qtbot, Qt.Key.Key_Escape)
    assert view.result.table.row == 1


def test_the_bars_are_saved_as_a_picture_that_tells_them_in_words(
    qtbot: QtBot, view: ComparisonView, tmp_path: Path
) -> None:
    _compare(qtbot, view, "2.4.8", "convicted_or_cautioned")
    with qtbot.waitSignal(view.said, timeout=SOON):
        view.result.pictures.save_to(tmp_path / "bars.svg")
    assert "13 of 16 (81%) in the group" in (tmp_path / "bars.svg").read_text(encoding="utf-8")


def test_below_how_many_cases_a_count_is_told_is_what_the_inspection_has_set(
    qtbot: QtBot, view: ComparisonView, cumbria: Inspection
) -> None:
    _compare(qtbot, view, "2.4.8", "convicted_or_cautioned")
    assert view.result.table.rows[0][1] == "13 of 16 (81%)"
    cumbria.put_record(SmallBase(17), by="lead")
    _compare(qtbot, view, "2.4.8", "convicted_or_cautioned")
    (row,) = view.result.table.rows
    assert row[1:4] == ("13 of 16", "37 of 39 (95%)", "")
    assert view.result.bars.bars[0].words == "13 of 16 against 95%"
    assert "A base below 17 is given as a count only." in view.result.method
    assert "13 of 16 and 37 of 39 (95%) are not a difference" in view.result.words
    view.copy_for_report(0)
    assert "13 of 16; all others: 95% (37 of 39)." in QGuiApplication.clipboard().text()


def test_several_groups_at_once_name_how_they_are_adjusted_for(
    qtbot: QtBot, view: ComparisonView
) -> None:
    _compare(qtbot, view, "2.1.SUM", "tier")
    rows = view.result.table.rows
    assert [row[0] for row in rows] == ["Tier 1", "Tier 2", "Tier 3", "Tier 4"]
    assert "Holm’s method, because 4 comparisons" in view.result.method


@pytest.mark.parametrize(
    ("of", "by"),
    [
        ("2.4.8", "convicted_or_cautioned"),
        ("2.4.8", "requirements"),
        ("3.1.P1", "tier"),
        ("1.2.SUM", "assessor-kind"),
        ("1.2", "convicted_or_cautioned"),
        (PROGRESS, "convicted_or_cautioned"),
    ],
)
def test_every_figure_opens_to_as_many_cases_as_its_base(
    qtbot: QtBot, view: ComparisonView, cumbria: Inspection, of: str, by: str
) -> None:
    _compare(qtbot, view, of, by)
    assert view.found is not None
    values = cumbria.values()
    counting = {case.id for case in cumbria.cases() if case.status in COUNTED}
    questions = view.found.behind.questions
    for place, found in enumerate(view.found.comparisons):
        view.open_cases(place)
        counts = view.cases.filters
        part, others = found.part, found.others
        assert counts[ALL] == part.base + others.base
        if part.count is None or others.count is None:
            assert (counts[GROUP], counts[OTHERS]) == (part.base, others.base)
        else:
            assert list(counts.values())[1:] == [
                part.count,
                part.base - part.count,
                others.count,
                others.base - others.count,
            ]
        listed = view.cases.cases
        assert len(set(listed)) == len(listed)
        assert set(listed) <= counting
        for case in view.found.behind.of(found):
            assert any(question in values[case.id] for question in questions)
        _press(qtbot, Qt.Key.Key_Escape)


def test_two_steps_lead_from_a_figure_to_the_answer_and_escape_comes_back(
    qtbot: QtBot, view: ComparisonView
) -> None:
    _compare(qtbot, view, "2.1.SUM", "tier")
    view.result.take_focus()
    view.result.table.choose(2)
    _press(qtbot, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: view.cases.table.hasFocus(), timeout=SOON)
    qtbot.waitUntil(lambda: bool(view.cases.table.rows[0][3]), timeout=SOON)
    with qtbot.waitSignal(view.case_wanted, timeout=SOON) as opened:
        _press(qtbot, Qt.Key.Key_Return)
    case, question = opened.args
    assert question == "2.1.SUM"
    assert view.found is not None
    assert case in {case.id for case in view.found.behind.of(view.found.comparisons[2])}
    _press(qtbot, Qt.Key.Key_Escape)
    assert view.result.table.hasFocus()
    assert view.result.table.row == 2


def test_coming_back_counts_again_and_stays_at_the_same_list(
    qtbot: QtBot, view: ComparisonView, cumbria: Inspection
) -> None:
    _compare(qtbot, view, "2.4.8", "convicted_or_cautioned")
    view.open_cases(0)
    before = view.cases.filters[ALL]
    assert view.found is not None
    case = view.found.behind.of(view.found.comparisons[0])[0]
    cumbria.answer(case.id, "2.4.8", None, by="lead")
    with qtbot.waitSignal(view.compared, timeout=SOON):
        view.come_back()
    assert view.cases.isVisible()
    assert view.cases.filters[ALL] == before - 1


def test_for_publication_nothing_small_is_shown_and_nothing_more_is_exported(
    qtbot: QtBot, view: ComparisonView, tmp_path: Path
) -> None:
    _compare(qtbot, view, "3.1.P1", "gender", for_publication=True)
    shown = view.result.table.rows
    assert shown[0] == ("Male", "58", "left out", "left out", "85")
    assert not view.result.bars.isVisible()
    assert view.result.method == ""
    path = tmp_path / "published.csv"
    view.save_to(path)
    with path.open(encoding="utf-8-sig", newline="") as file:
        exported = [tuple(row) for row in csv.reader(file)][1:]
    assert exported == list(shown)


def test_a_score_of_a_small_group_is_withheld_from_publication_whole(
    qtbot: QtBot, view: ComparisonView, tmp_path: Path
) -> None:
    _compare(qtbot, view, "1.2", "ethnicity", for_publication=True)
    assert view.found is not None
    smallest = min(min(c.part.base, c.others.base) for c in view.found.comparisons)
    assert smallest < 5
    assert "fewer than 5 cases" in view.result.words
    assert view.result.table.rows == ()
    assert not view.result.save_button.isEnabled()
    with qtbot.waitSignal(view.refused, timeout=SOON) as refused:
        view.save_to(tmp_path / "score.csv")
    assert isinstance(refused.args[0], OmiError)
    assert not (tmp_path / "score.csv").exists()


def test_a_kept_comparison_is_shown_again_and_forgotten_with_undo(
    qtbot: QtBot, view: ComparisonView, cumbria: Inspection
) -> None:
    _compare(qtbot, view, "2.4.8", "convicted_or_cautioned")
    with qtbot.waitSignal(view.saved, timeout=SOON):
        view.keep()
    (kept,) = cumbria.records(KeptComparison)
    assert (kept.of, kept.by) == ("2.4.8", "convicted_or_cautioned")
    view.keep()
    assert cumbria.records(KeptComparison) == (kept,)
    _compare(qtbot, view, "1.2", "tier")
    with qtbot.waitSignal(view.compared, timeout=SOON):
        view.asking.kept.itemActivated.emit(view.asking.kept.item(0))
    assert view.found is not None
    assert view.found.asked == Asked("2.4.8", "convicted_or_cautioned")
    assert view.asking.wanted() == view.found.asked
    view.asking.kept.setCurrentRow(0)
    with qtbot.waitSignal(view.said, timeout=SOON) as said:
        view.asking.forget_button.click()
    assert cumbria.records(KeptComparison) == ()
    said.args[1]()
    assert cumbria.records(KeptComparison) == (kept,)


def test_a_comparison_is_pasted_into_the_report_with_live_figures(
    qtbot: QtBot, view: ComparisonView
) -> None:
    _compare(qtbot, view, "2.4.8", "convicted_or_cautioned")
    view.copy_for_report(0)
    printed = QGuiApplication.clipboard().text()
    assert "81% (13 of 16); all others: 95% (37 of 39)." in printed
    editor = LiveEditor(str, str)
    qtbot.addWidget(editor)
    editor.paste()
    assert "{percent 2.4.8 where not convicted_or_cautioned}" in editor.written()[0]


def test_what_is_chosen_on_the_left_is_asked_for_by_enter(
    qtbot: QtBot, view: ComparisonView
) -> None:
    view.asking.take_focus()
    qtbot.keyClicks(view.asking.figure.line, "1.2.SUM")
    qtbot.keyClicks(view.asking.by.line, "sentence")
    with qtbot.waitSignal(view.compared, timeout=SOON):
        qtbot.keyClick(view.asking.by.line, Qt.Key.Key_Return)
    assert view.found is not None
    assert view.found.asked == Asked("1.2.SUM", "case_type")


def test_everything_can_be_compared_by_everything_that_divides_cases(
    view: ComparisonView, cumbria: Inspection
) -> None:
    bank = cumbria.instrument
    asked = {each.id for each in dividers(bank)}
    facts = {"tier", "case_type", "gender", "ethnicity"}
    assert facts | {"office", "assessor", "assessor-kind", "convicted_or_cautioned"} <= asked
    names = {subject.id for subject in subjects(bank)}
    assert {question.id for question in bank.questions.values() if question.scale} <= names


def test_what_nobody_knows_has_nothing_to_compare(qtbot: QtBot, view: ComparisonView) -> None:
    _compare(qtbot, view, "2.4.8", "office")
    assert "nothing to compare" in view.result.words
    assert not view.result.keep_button.isEnabled()


def test_a_case_opened_from_a_comparison_comes_back_to_it_on_escape(
    qtbot: QtBot, cumbria: Inspection, tmp_path: Path
) -> None:
    window = MainWindow(TaskRunner(), tmp_path / "recent.json")
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    workspace = window.show_inspection(cumbria)
    workspace.show_screen("comparison")
    compare = workspace.written("comparison")
    assert isinstance(compare, ComparisonView)
    with qtbot.waitSignal(compare.compared, timeout=SOON):
        compare.show_comparison(Asked("2.1.SUM", "tier"))
    compare.open_cases(1)
    with qtbot.waitSignal(compare.case_wanted, timeout=SOON):
        qtbot.keyClick(compare.cases.table, Qt.Key.Key_Return)
    assert workspace.case is not None
    assert workspace.case.isVisible()
    with qtbot.waitSignal(compare.compared, timeout=SOON):
        workspace.case.left.emit()
    assert compare.cases.isVisible()
    window.close()


@pytest.mark.parametrize("by", ["convicted_or_cautioned", "tier"])
def test_over_the_whole_demo_every_share_rests_on_the_cases_that_a_recount_finds(
    cumbria: Inspection, by: str
) -> None:
    bank, values = cumbria.instrument, cumbria.values()
    cases = cumbria.cases()
    scored = scored_cases(cumbria)
    stands = {case.id: standing(bank, values[case.id]) for case in cases if case.status in COUNTED}
    groups = case_groups(cumbria, cases, scored, by)
    behind = CasesBehind(bank, cases, scored, "")
    told = 0
    for question in bank.questions.values():
        if question.scale is None or question.value_type is not ValueType.CHOICE:
            continue
        on_scale = {choice.id for choice in question.scale.choices}
        relevant = {
            case
            for case, stand in stands.items()
            if stand.applies(question.id) and values[case].get(question.id) in on_scale
        }
        for one in compared(bank, scored, question.id, groups):
            rows = behind.rows(one, {}, {})
            assert len(rows) == one.part.base + one.others.base
            assert {row.case for row in rows} <= relevant
            inside = {row.case for row in rows if GROUP in row.groups}
            assert len(inside) == one.part.base
            if by == "convicted_or_cautioned":
                assert inside == {case for case in relevant if values[case]["3.1.P1"] != "none"}
            else:
                assert inside == {c for c in relevant if values[c]["tier"] == one.group.id}
            side = f": {behind.sides(one)[0]}"
            counted = [row for row in rows if row.groups[-1].endswith(side)]
            assert len(counted) == (one.part.count or 0) + (one.others.count or 0)
            told += 1
    assert told > 250
