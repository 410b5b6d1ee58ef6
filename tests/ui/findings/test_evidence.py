"""What lies beside the findings: cases behind a figure, marked passages, results taken as one."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from omi_desktop.report.live import Figure, Form
from omi_desktop.report.quoting import THE_CASE
from omi_desktop.store import Finding, FindingKind, GoodPractice, Inspection, Mark, MarkKind
from omi_ui.findings.acts import Act
from omi_ui.findings.view import FindingsView

S, I = FindingKind.STRENGTH, FindingKind.IMPROVEMENT  # noqa: E741
Said = list[tuple[str, Callable[[], None] | None]]


@pytest.fixture
def said(view: FindingsView) -> Said:
    """Return what the screen says, with the way back, as it comes."""
    heard: Said = []
    view.said.connect(lambda words, undo: heard.append((words, undo)))
    return heard


@pytest.fixture
def marks(cumbria: Inspection) -> tuple[Mark, Mark]:
    """Keep two passages marked for criterion 2.1: one names its case, one has braces."""
    first, second = cumbria.cases()[:2]
    naming = f"In {first.ref.lower()} nobody\ntold the hostel."
    shown, good = MarkKind.ILLUSTRATION, MarkKind.GOOD_PRACTICE
    kept = (
        Mark("m1", first.id, "2.1", "2.1.4", shown, naming, "lead", ""),
        Mark("m2", second.id, "2.1", "2.1.5", good, "Said “well done” {twice}.", "lead", ""),
    )
    withdrawn = cumbria.cases()[-1]
    elsewhere = Mark("m3", withdrawn.id, "2.1", "", MarkKind.ILLUSTRATION, "Gone.", "lead", "")
    other = Mark("m4", first.id, "2.2", "", MarkKind.ILLUSTRATION, "Other.", "lead", "")
    cumbria.change_records(put=(*kept, elsewhere, other), by="lead")
    return kept


def write(view: FindingsView, inspection: Inspection, text: str, criterion: str = "2.1") -> str:
    inspection.put_record(Finding(criterion, S, 1, text, "own"), by="lead")
    view.show_now(criterion)
    view.page.focus_item("own")
    return "own"


def beside(view: FindingsView, key: str, chip: int = 0) -> None:
    editor = view.page.items[key].editor
    cursor = editor.textCursor()
    places = [at for at, sign in enumerate(editor.document().toRawText()) if sign == "\ufffc"]
    cursor.setPosition(places[chip] + 1)
    editor.setTextCursor(cursor)


def press(view: FindingsView, text: str, nth: int = 0) -> None:
    found = [each for each in view.evidence.findChildren(QPushButton) if each.text() == text]
    found[nth].click()


def kept(inspection: Inspection, criterion: str) -> list[Finding]:
    return [each for each in inspection.records(Finding) if each.criterion == criterion]


def test_a_chip_opens_to_its_question_filter_side_and_cases(
    qtbot: QtBot, view: FindingsView, cumbria: Inspection
) -> None:
    key = write(view, cumbria, "Late in {percent 1.2.21 insufficient where licence} of cases.")
    beside(view, key)
    qtbot.keyClick(view.page.items[key].editor, Qt.Key.Key_Return, Qt.KeyboardModifier.AltModifier)
    assert view.desk is not None
    figure = Figure(Form.PERCENT, ("1.2.21",), sufficient=False, where="licence")
    reading = view.desk.figures.reading(figure)
    answers = view.evidence.cases.answers
    title, told = view.evidence.told.split("\n")
    assert title.startswith("1.2.21 ")
    assert told == "Insufficient · Licences"
    assert view.evidence.cases.words == f"{reading.count} of {reading.base} below the line"
    assert [each.above_line for each in answers] == (
        [False] * reading.count + [True] * (reading.base - reading.count)
    )
    stored = cumbria.values()
    scale = cumbria.instrument.questions["1.2.21"].scale
    assert scale is not None
    for each in answers:
        assert stored[each.case]["case_type"] == "licence"
        assert (stored[each.case]["1.2.21"] in scale.above) is each.above_line
        assert cumbria.case(each.case).ref == each.ref
    assert QApplication.focusWidget() is view.evidence.cases.table


def test_a_case_is_wanted_at_the_question_and_every_word_is_on_disk_before(
    qtbot: QtBot, view: FindingsView, cumbria: Inspection
) -> None:
    key = write(view, cumbria, "In {of 2.1.4}.")
    qtbot.keyClicks(view.page.items[key].editor, " More.")
    beside(view, key)
    view.do(key, Act.CASES)
    with qtbot.waitSignal(view.case_wanted) as wanted:
        qtbot.keyClick(view.evidence.cases.table, Qt.Key.Key_Return)
    first = view.evidence.cases.answers[0]
    assert wanted.args == [first.case, "2.1.4"]
    assert first.above_line is True
    assert kept(cumbria, "2.1")[0].text.endswith(" More.")


def test_a_double_click_on_a_chip_opens_its_cases(
    qtbot: QtBot, view: FindingsView, cumbria: Inspection
) -> None:
    key = write(view, cumbria, "{of 2.1.4}, so it is.")
    editor = view.page.items[key].editor
    beside(view, key)
    inside = editor.cursorRect().center()
    inside.setX(inside.x() - 8)
    qtbot.mouseDClick(editor.viewport(), Qt.MouseButton.LeftButton, pos=inside)
    assert view.evidence.cases.isVisible()
    assert view.evidence.question == "2.1.4"


def test_an_answer_that_a_figure_counts_comes_first(
    view: FindingsView, cumbria: Inspection
) -> None:
    key = write(view, cumbria, "{count 3.1.P1 is convicted} were.")
    beside(view, key)
    view.do(key, Act.CASES)
    found = view.evidence.cases
    assert found.words == "29 of 99 answered “Convicted”"
    assert [each.answer == "Convicted" for each in found.answers] == [True] * 29 + [False] * 70


def test_a_mean_shows_the_cases_of_every_question(view: FindingsView, cumbria: Inspection) -> None:
    key = write(view, cumbria, "{percent 2.1.4+2.1.5} on average.")
    beside(view, key)
    view.do(key, Act.CASES)
    assert view.evidence.told == "Mean of 2.1.4 and 2.1.5\nSufficient · All cases"
    assert (
        view.evidence.cases.words
        == "2.1.4: 77 of 99 above the line; 2.1.5: 76 of 99 above the line"
    )
    assert {each.question for each in view.evidence.cases.answers} == {"2.1.4", "2.1.5"}


def test_the_caret_beside_another_side_of_the_same_question_shows_that_side(
    view: FindingsView, cumbria: Inspection
) -> None:
    key = write(view, cumbria, "{of 2.1.4} and {of 2.1.4 insufficient} and {score 2.1}.")
    beside(view, key, 0)
    assert view.evidence.cases.words == "77 of 99 above the line"
    beside(view, key, 1)
    assert view.evidence.cases.words == "22 of 99 below the line"
    beside(view, key, 2)
    assert view.evidence.cases.words == "22 of 99 below the line"


def test_a_question_of_the_table_lists_its_cases_those_below_the_line_first(
    view: FindingsView,
) -> None:
    view.open_criterion("1.2")
    view.evidence.show_question("1.2.1")
    assert view.evidence.cases.words == "5 of 82 below the line"
    assert [each.above_line for each in view.evidence.cases.answers] == [False] * 5 + [True] * 77
    view.evidence.show_question("1.2.P1")
    answers = [each.answer for each in view.evidence.cases.answers]
    assert answers == sorted(answers)
    assert view.evidence.cases.words == f"{len(answers)} cases, by answer"


def test_the_marks_of_the_criterion_lie_beside_it_with_their_cases(
    view: FindingsView, cumbria: Inspection, marks: tuple[Mark, Mark]
) -> None:
    view.show_now("2.1")
    first, second = cumbria.cases()[:2]
    assert view.evidence.marks_shown() == (
        f"{second.ref} · Good practice · 2.1.5: {marks[1].text}",
        f"{first.ref} · Illustration · 2.1.4: {marks[0].text}",
    )
    view.open_criterion("2.3")
    assert view.evidence.marks_shown() == ()


def test_a_mark_is_used_as_good_practice_once_and_that_can_be_taken_back(
    view: FindingsView, cumbria: Inspection, marks: tuple[Mark, Mark], said: Said
) -> None:
    before = cumbria.records(GoodPractice)
    view.show_now("2.1")
    press(view, "Use as good practice", nth=1)
    (made,) = set(cumbria.records(GoodPractice)) - set(before)
    assert made.position == max(each.position for each in before) + 1
    assert (made.criterion, made.mark) == ("2.1", "m1")
    assert made.text == f"In {THE_CASE} nobody told the hostel."
    used = [b for b in view.evidence.findChildren(QPushButton) if "Used" in b.text()]
    assert [each.isEnabled() for each in used] == [False]
    undo = said[-1][1]
    assert undo is not None
    undo()
    assert cumbria.records(GoodPractice) == before
    assert len(view.evidence.marks_shown()) == 2
    assert not [b for b in view.evidence.findChildren(QPushButton) if "Used" in b.text()]


def test_good_practice_that_was_rewritten_since_is_not_taken_back(
    qtbot: QtBot,
    view: FindingsView,
    cumbria: Inspection,
    marks: tuple[Mark, Mark],
    said: Said,
) -> None:
    view.show_now("2.1")
    press(view, "Use as good practice")
    (made,) = [each for each in cumbria.records(GoodPractice) if each.mark]
    mine = GoodPractice(made.position, "Mine", "2.1", "Reworded.", (), made.mark)
    cumbria.put_record(mine, by="lead")
    undo = said[-1][1]
    assert undo is not None
    with qtbot.waitSignal(view.refused) as refused:
        undo()
    assert "was changed since" in str(refused.args[0])
    assert mine in cumbria.records(GoodPractice)


def test_a_mark_is_copied_as_a_quotation_that_names_no_case(
    view: FindingsView, cumbria: Inspection, marks: tuple[Mark, Mark], said: Said
) -> None:
    view.show_now("2.1")
    press(view, "Copy into the finding as a quotation")
    assert "Put the caret into a finding first" in said[-1][0]
    key = write(view, cumbria, "Told in {of 2.1.4}:")
    press(view, "Copy into the finding as a quotation", nth=1)
    press(view, "Copy into the finding as a quotation", nth=0)
    (finding,) = kept(cumbria, "2.1")
    assert finding.text == (
        f"Told in {{of 2.1.4}}: “In {THE_CASE} nobody told the hostel.” "
        "“Said ‘well done’ {{twice}}.”"
    )
    assert QApplication.focusWidget() is view.page.items[key].editor
    refs = [case.ref for case in cumbria.cases()]
    assert not any(ref.casefold() in finding.text.casefold() for ref in refs)


def test_several_questions_are_taken_as_one_finding(
    qtbot: QtBot, view: FindingsView, cumbria: Inspection, said: Said
) -> None:
    view.open_criterion("1.1")
    table = view.evidence.table
    assert view.evidence.together_button.isHidden()
    chosen = table.selectionModel()
    flags = QItemSelectionModel.SelectionFlag
    first_row = [table.cell(row, 0)[:5] for row in range(4)].index("1.1.1")
    table.selectRow(first_row)
    chosen.select(table.model().index(first_row + 1, 0), flags.Select | flags.Rows)
    assert view.evidence.together_button.text() == "Take these 2 as one"
    qtbot.keyClick(table, Qt.Key.Key_Return)
    (only,) = kept(cumbria, "1.1")
    assert view.desk is not None
    offered = {each.question: each for each in view.desk.proposed("1.1")}
    first, second = (view.desk.figures.text(offered[q].text) for q in ("1.1.1", "1.1.2"))
    assert offered["1.1.1"].kind is offered["1.1.2"].kind is S
    assert view.desk.figures.text(only.text) == f"{first} {second}"
    assert said[-1][0] == "Took what 1.1.1 and 1.1.2 propose, as one: the last strength."
    undo = said[-1][1]
    assert undo is not None
    undo()
    assert kept(cumbria, "1.1") == []
