"""Surveys, groups and passages, as a lead inspector enters them; all is read back from the file."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from omi_desktop.store import (
    FocusGroup,
    Inspection,
    OffenderManager,
    Passage,
    SurveyResult,
    SurveyReturn,
)
from omi_desktop.store.interviewing import Interviewing
from omi_ui.perspectives.item_row import ItemRow
from omi_ui.perspectives.survey_page import SurveyPage
from omi_ui.perspectives.view import PerspectivesView
from omi_ui.widgets.movable import Deed
from omi_ui.widgets.two_lines import Done

ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
VICTIMS = SurveyReturn("victims", 12, 2)
FIRST = SurveyResult("victims", "victims.1", 2, 2)
GROUPS = (
    FocusGroup(1, "Unpaid work", 8, "They felt punished."),
    FocusGroup(2, "Victims", 3),
)
SAID = Passage("perspective/victims", 1, "Both were positive.")


@pytest.fixture
def view(qtbot: QtBot, inspection: Inspection) -> PerspectivesView:
    """Return the screen over two groups and a questionnaire that came back."""
    inspection.change_records(put=(VICTIMS, FIRST, *GROUPS, SAID), by="lead")
    return shown(qtbot, inspection)


def shown(qtbot: QtBot, inspection: Inspection) -> PerspectivesView:
    made = PerspectivesView(inspection, "lead")
    qtbot.addWidget(made)
    made.resize(1156, 720)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    made.show_now()
    return made


def survey(view: PerspectivesView) -> SurveyPage:
    page = view.page.survey
    assert page is not None
    return page


def enter(qtbot: QtBot, field: QWidget, text: str) -> None:
    field.setFocus()
    qtbot.keyClicks(field, text)
    qtbot.keyClick(field, Qt.Key.Key_Tab)


def item(view: PerspectivesView, number: int) -> ItemRow:
    return survey(view).rows[number - 1]


def undo_of(said: list[object]) -> Callable[[], None]:
    back = said[1]
    assert callable(back)
    return back


def test_staff_are_asked_once_and_their_results_are_worded_as_the_report_words_them(
    qtbot: QtBot, view: PerspectivesView, inspection: Inspection
) -> None:
    assert view.place == "staff"
    assert QApplication.focusWidget() is survey(view).sent
    enter(qtbot, survey(view).sent, "44")
    assert SurveyReturn("staff", 44, 44) in inspection.records(SurveyReturn)
    row = item(view, 10)
    enter(qtbot, row.answered, "41")
    assert row.sentence.words == (
        "Say also how many of them above the line; nothing is kept until then."
    )
    enter(qtbot, row.above, "15")
    assert row.sentence.words == ""
    assert (row.percentage.text(), row.part.text()) == ("37%", "15 of the 41")
    assert SurveyResult("staff", "staff.10", 41, 15) in inspection.records(SurveyResult)
    entry = view.outline.entry("staff")
    assert (entry.below, entry.done) == ("44 interviewed · 1 item", Done.FULL)


def test_the_percentage_follows_the_keys_and_is_a_dash_below_the_small_base(
    qtbot: QtBot, view: PerspectivesView
) -> None:
    view.open_place("staff")
    row = item(view, 1)
    qtbot.keyClicks(row.answered, "1")
    qtbot.keyClicks(row.above, "1")
    assert (row.percentage.text(), row.part.text()) == ("–", "one of one")
    row.answered.end(False)
    qtbot.keyClicks(row.answered, "2")
    assert (row.percentage.text(), row.part.text()) == ("8%", "one of the 12")


@pytest.mark.parametrize(
    ("answered", "above", "sentence"),
    [
        ("3", "1", "3 cannot have answered: there were 2 in all."),
        ("1", "2", "2 cannot be above the line of 1 who answered."),
        ("one", "1", "“one” is not how many answered. Write a whole number, such as 12."),
    ],
)
def test_what_cannot_be_true_is_said_beside_the_item_and_not_kept(
    qtbot: QtBot,
    view: PerspectivesView,
    inspection: Inspection,
    answered: str,
    above: str,
    sentence: str,
) -> None:
    view.open_place("victims")
    enter(qtbot, item(view, 2).answered, answered)
    enter(qtbot, item(view, 2).above, above)
    assert item(view, 2).sentence.words.startswith(sentence)
    assert item(view, 2).percentage.text() == ""
    assert inspection.records(SurveyResult) == (FIRST,)
    enter(qtbot, item(view, 3).answered, "2")
    enter(qtbot, item(view, 3).above, "0")
    assert SurveyResult("victims", "victims.3", 2, 0) in inspection.records(SurveyResult)


def test_fewer_cannot_come_back_than_answered(
    qtbot: QtBot, view: PerspectivesView, inspection: Inspection
) -> None:
    view.open_place("victims")
    enter(qtbot, survey(view).returned, "1")
    assert survey(view).sentence.words.startswith("2 people answered item 1, so 1 cannot be all")
    assert inspection.records(SurveyReturn) == (VICTIMS,)
    enter(qtbot, item(view, 1).answered, "1")
    enter(qtbot, item(view, 1).above, "1")
    assert survey(view).sentence.words == ""
    assert inspection.records(SurveyReturn) == (SurveyReturn("victims", 12, 1),)


def test_numbers_are_kept_after_a_pause(
    qtbot: QtBot, view: PerspectivesView, inspection: Inspection
) -> None:
    view.open_place("victims")
    item(view, 1).above.setFocus()
    with qtbot.waitSignals([view.writing, view.saved], timeout=5_000):
        qtbot.keyClicks(item(view, 1).above, "1")
    assert inspection.records(SurveyResult) == (SurveyResult("victims", "victims.1", 2, 1),)


def test_an_emptied_item_and_a_remark_are_kept(
    qtbot: QtBot, view: PerspectivesView, inspection: Inspection
) -> None:
    view.open_place("victims")
    for field in (item(view, 1).answered, item(view, 1).above):
        field.setFocus()
        qtbot.keyClick(field, Qt.Key.Key_Delete)
    enter(qtbot, survey(view).remark, "Ten had moved.")
    assert inspection.records(SurveyResult) == ()
    assert inspection.records(SurveyReturn)[0].remark == "Ten had moved."


def test_a_group_is_added_and_kept_once_it_says_who_was_met(
    qtbot: QtBot, view: PerspectivesView, inspection: Inspection
) -> None:
    view.open_place("groups")
    adder = view.page.add_group
    assert adder is not None
    adder.click()
    fresh = list(view.page.groups.values())[-1]
    assert QApplication.focusWidget() is fresh.who
    enter(qtbot, fresh.people, "5")
    assert inspection.records(FocusGroup) == GROUPS
    assert fresh.sentence.words.startswith("Say who they were")
    enter(qtbot, fresh.who, "Residents")
    assert inspection.records(FocusGroup)[2] == FocusGroup(3, "Residents", 5)
    assert view.outline.entry("groups").below == "3 groups, 16 people"
    enter(qtbot, fresh.people, "few")
    assert fresh.sentence.words.startswith("“few” is not how many they were")
    assert inspection.records(FocusGroup)[2].people == 5


def test_a_group_that_lost_its_name_only_keeps_it(
    qtbot: QtBot, view: PerspectivesView, inspection: Inspection
) -> None:
    view.open_place("groups")
    first = next(iter(view.page.groups.values()))
    first.who.selectAll()
    qtbot.keyClick(first.who, Qt.Key.Key_Delete)
    view.save()
    assert inspection.records(FocusGroup) == GROUPS
    assert first.sentence.words == (
        "Say who they were; until then the file calls them “Unpaid work”."
    )


def test_groups_are_moved_and_removed_with_the_keyboard_and_each_step_taken_back(
    qtbot: QtBot, view: PerspectivesView, inspection: Inspection
) -> None:
    view.open_place("groups")
    first = next(iter(view.page.groups.values()))
    with qtbot.waitSignal(view.said) as moved:
        qtbot.keyClick(first.who, Qt.Key.Key_Down, ALT)
    assert [group.who for group in inspection.records(FocusGroup)] == ["Victims", "Unpaid work"]
    assert moved.args[0] == "Moved “Unpaid work”."
    fresh = view.page.groups[first.row_id]
    assert QApplication.focusWidget() is fresh.who
    qtbot.keyClicks(fresh.who, " party")
    with qtbot.waitSignal(view.said) as removed:
        qtbot.keyClick(fresh.who, Qt.Key.Key_Delete, CTRL | SHIFT)
    assert removed.args[0] == "Removed “Unpaid work party”."
    assert [group.who for group in inspection.records(FocusGroup)] == ["Victims"]
    undo_of(removed.args)()
    undo_of(moved.args)()
    whos = [group.who for group in inspection.records(FocusGroup)]
    assert whos == ["Unpaid work party", "Victims"]


def test_the_menu_of_a_group_moves_and_removes_it(
    view: PerspectivesView, inspection: Inspection
) -> None:
    view.open_place("groups")
    menu = list(view.page.groups.values())[1].menu()
    assert [action.text() for action in menu.actions()] == [deed.words for deed in Deed]
    menu.actions()[0].trigger()
    assert [group.who for group in inspection.records(FocusGroup)] == ["Victims", "Unpaid work"]


def test_a_passage_is_written_with_a_live_figure_and_kept_with_its_heading(
    qtbot: QtBot,
    view: PerspectivesView,
    inspection: Inspection,
    fill: Callable[[Inspection, str], None],
) -> None:
    fill(inspection, "c0")
    view.show_now("victims")
    (item_of_it,) = view.page.passages.values()
    editor = item_of_it.editor
    editor.setFocus()
    qtbot.keyClick(editor, Qt.Key.Key_End, CTRL)
    qtbot.keyClicks(editor, " So it was in ")
    qtbot.keyClick(editor, Qt.Key.Key_I, CTRL)
    finder = view.inserting.insert.finder.line
    assert QApplication.focusWidget() is finder
    qtbot.keyClicks(finder, "1.2.5")
    qtbot.keyClick(finder, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is editor
    assert view.inserting.isHidden()
    enter(qtbot, item_of_it.heading, "Replies")
    (kept,) = inspection.records(Passage)
    assert kept.heading == "Replies"
    assert kept.text == "Both were positive. So it was in {percent 1.2.5}"
    assert kept.accepted == ("100%",)


def test_a_passage_in_general_is_added_and_one_without_words_is_not_kept(
    qtbot: QtBot, view: PerspectivesView, inspection: Inspection
) -> None:
    view.open_place("general")
    adder = view.page.add_passage
    assert adder is not None
    adder.click()
    assert inspection.records(Passage) == (SAID,)
    (fresh,) = view.page.passages.values()
    fresh.editor.setFocus()
    qtbot.keyClicks(fresh.editor, "All were met")
    qtbot.keyClick(fresh.editor, Qt.Key.Key_Return)
    qtbot.keyClicks(fresh.editor, "in July.")
    view.open_place("groups")
    assert Passage("perspective", 1, "All were met\nin July.") in inspection.records(Passage)


def test_a_passage_that_lost_all_its_words_is_removed_and_comes_back(
    qtbot: QtBot, view: PerspectivesView, inspection: Inspection
) -> None:
    view.open_place("victims")
    (item_of_it,) = view.page.passages.values()
    item_of_it.editor.selectAll()
    item_of_it.editor.setFocus()
    qtbot.keyClick(item_of_it.editor, Qt.Key.Key_Delete)
    with qtbot.waitSignal(view.said) as caught:
        view.save()
    assert inspection.records(Passage) == ()
    assert caught.args[0] == "Removed “Both were positive.”, which had no words left."
    undo_of(caught.args)()
    assert inspection.records(Passage) == (SAID,)


def test_a_file_that_is_signed_off_refuses_numbers_and_words(
    qtbot: QtBot, view: PerspectivesView, inspection: Inspection
) -> None:
    inspection.sign_off(by="lead", code="7F3A")
    view.open_place("victims")
    with qtbot.waitSignal(view.refused) as caught:
        enter(qtbot, item(view, 1).above, "1")
    assert "signed off" in str(caught.args[0])
    with qtbot.waitSignal(view.refused):
        view.add_group()
    assert inspection.records(SurveyResult) == (FIRST,)
    assert inspection.records(FocusGroup) == GROUPS


def test_nothing_entered_says_what_belongs_there_and_holds_the_buttons(
    qtbot: QtBot, inspection: Inspection
) -> None:
    view = shown(qtbot, inspection)
    assert view.empty.isVisible()
    assert QApplication.focusWidget() is view.begin_button
    view.begin_button.click()
    assert view.place == "staff"
    assert not view.empty.isVisible()


def test_places_are_turned_with_the_keyboard(qtbot: QtBot, view: PerspectivesView) -> None:
    seen = []
    for _ in range(5):
        seen.append(view.place)
        qtbot.keyClick(view, Qt.Key.Key_PageDown, CTRL)
    assert seen == ["staff", "general", "groups", "offenders", "sentencers"]
    qtbot.keyClick(view, Qt.Key.Key_PageUp, CTRL)
    assert view.place == "sentencers"


def test_interviews_recorded_with_the_cases_are_counted_where_nothing_was_typed(
    qtbot: QtBot, inspection: Inspection
) -> None:
    for case, manager, answer in (("c0", "m1", "fully"), ("c1", "m2", "hardly")):
        talk = Interviewing(inspection, case, "assessor")
        talk.choose(OffenderManager(manager, manager))
        talk.answer("staff.1", answer, day="2006-07-18")
    view = shown(qtbot, inspection)
    view.open_place("staff")
    assert survey(view).interviews_told == (
        "2 interviews are recorded with the cases. They are counted here; a number that is typed "
        "takes the place of counting."
    )
    assert (survey(view).sent.text(), item(view, 1).answered.text()) == ("2", "2")
    assert inspection.records(SurveyReturn) == ()


def test_typed_numbers_give_way_to_counting_when_asked_and_come_back(
    qtbot: QtBot, inspection: Inspection
) -> None:
    typed = (SurveyReturn("staff", 44, 44), SurveyResult("staff", "staff.1", 44, 42))
    inspection.change_records(put=typed, by="lead")
    talk = Interviewing(inspection, "c0", "assessor")
    talk.choose(OffenderManager("m1", "R. Solway"))
    talk.answer("staff.1", "fully", day="2006-07-18")
    view = shown(qtbot, inspection)
    view.open_place("staff")
    assert survey(view).interviews_told == (
        "1 interview is recorded with the cases. These numbers were typed, and stand."
    )
    with qtbot.waitSignal(view.said) as said:
        survey(view).count.click()
    assert survey(view).sent.text() == "1"
    assert inspection.records(SurveyReturn) == ()
    undo_of(said.args)()
    assert survey(view).sent.text() == "44"
    assert inspection.records(SurveyReturn) == typed[:1]
    assert inspection.records(SurveyResult) == typed[1:]
