"""The interview is a page of the case, and the staff interview is asked once a manager."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QPushButton
from pytestqt.qtbot import QtBot

from omi_desktop.store import (
    CaseInterview,
    CaseStatus,
    Holder,
    Inspection,
    InterviewNote,
    OffenderManager,
    StaffAnswer,
    StaffInterview,
    TookPlace,
)
from omi_desktop.store.interviewing import Interviewing, managers_of, staff_of
from omi_ui.case.interview_page import InterviewPage
from omi_ui.case.view import CaseView

Shown = Callable[..., CaseView]
Press = Callable[..., None]

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def held(inspection: Inspection) -> Inspection:
    """R. Solway held two of the three cases."""
    for case in ("c0", "c1"):
        inspection.put_record(Holder(case, "Kendal", "Team 2", "R. Solway"), by="lead")
    return inspection


def _interview(view: CaseView) -> InterviewPage:
    view.show_interview()
    assert view.talking.page is not None
    return view.talking.page


def _solway(inspection: Inspection) -> OffenderManager:
    (found,) = [m for m in inspection.records(OffenderManager) if m.name == "R. Solway"]
    return found


def test_the_interview_is_a_page_of_the_case_and_a_key_leads_there_and_back(
    show_case: Shown, press: Press
) -> None:
    view = show_case(question="tier")
    press(Qt.Key.Key_I, CTRL)
    assert view.talking.is_shown
    chosen = view.outline.currentIndex().data()
    assert chosen == "Offender manager"
    press(Qt.Key.Key_I, CTRL)
    assert not view.talking.is_shown
    assert view.page_view.current == "tier"
    press(Qt.Key.Key_I, CTRL)
    press(Qt.Key.Key_Escape)
    assert view.page_view.current == "tier"


def test_it_is_found_by_a_few_letters(show_case: Shown, press: Press) -> None:
    view = show_case()
    press(Qt.Key.Key_K, CTRL)
    press("interv")
    press(Qt.Key.Key_Return)
    assert view.talking.is_shown


def test_prompts_stand_in_an_order_for_talking_with_what_to_listen_for(show_case: Shown) -> None:
    view = show_case()
    page = _interview(view)
    guide = view.sitting.instrument.interview
    assert guide is not None
    assert [*page.notes] == [*(prompt.id for prompt in guide.prompts), ""]
    assert page.notes["om.1"].accessibleName().startswith("Notes on: Tell me about this person.")


def test_whether_it_took_place_with_whom_in_what_role_and_when_is_kept(
    show_case: Shown, held: Inspection, qtbot: QtBot
) -> None:
    view = show_case()
    page = _interview(view)
    page.head.took_place[TookPlace.YES].click()
    assert page.head.choice.listed is not None
    assert page.head.choice.listed.text() == "R. Solway, Kendal, Team 2 · as the list says"
    page.head.choice.listed.click()
    qtbot.keyClicks(page.head.role, "Supervisor")
    page.head.role.editingFinished.emit()
    page.head.day.setText("18/7/2006")
    page.head.day.editingFinished.emit()
    assert held.records(CaseInterview) == (
        CaseInterview("c0", _solway(held).key, "Supervisor", "2006-07-18", TookPlace.YES),
    )


def test_where_it_did_not_take_place_the_page_asks_why(
    show_case: Shown, inspection: Inspection
) -> None:
    page = _interview(show_case())
    page.head.took_place[TookPlace.NO].click()
    page.head.reason.setText("On leave until August")
    page.head.reason.editingFinished.emit()
    (told,) = inspection.records(CaseInterview)
    assert (told.took_place, told.reason) == (TookPlace.NO, "On leave until August")


def test_a_day_that_is_none_is_told_and_not_kept(show_case: Shown, inspection: Inspection) -> None:
    page = _interview(show_case())
    page.head.day.setText("31/6/2006")
    page.head.day.editingFinished.emit()
    assert page.head.complaint.text() == "“31/6/2006” is no date. Write 18/7/2006."
    assert inspection.records(CaseInterview) == ()


def test_notes_are_on_disk_when_the_field_is_left_and_ctrl_enter_leads_to_the_next_prompt(
    show_case: Shown, inspection: Inspection, press: Press
) -> None:
    page = _interview(show_case())
    page.focus_prompt("om.1")
    press("Good with his hands.")
    press(Qt.Key.Key_Return, CTRL)
    assert inspection.records(InterviewNote) == (
        InterviewNote("c0", "om.1", "Good with his hands."),
    )
    assert page.notes["om.2"].hasFocus()


def test_what_was_typed_before_a_crash_is_offered_beside_its_prompt(
    show_case: Shown, inspection: Inspection
) -> None:
    inspection.journal("", "interview note/c0/om.3", "The court wanted", by="assessor")
    page = _interview(show_case())
    take, leave = page.recovered["om.3"]
    assert leave.text() == "Leave"
    take.click()
    assert inspection.records(InterviewNote) == (InterviewNote("c0", "om.3", "The court wanted"),)
    assert inspection.journalled() == ()
    assert page.recovered == {}


def test_typing_is_journalled_within_the_second(
    show_case: Shown, inspection: Inspection, press: Press, qtbot: QtBot
) -> None:
    page = _interview(show_case())
    page.focus_prompt("om.1")
    press("Half a sen")
    with qtbot.waitSignal(page.notes["om.1"].typed, timeout=1000):
        pass
    (typed,) = inspection.journalled()
    assert (typed.question, typed.text) == ("interview note/c0/om.1", "Half a sen")


def test_a_prompt_leads_to_the_questions_it_informs_and_the_question_back_to_what_was_said(
    show_case: Shown, inspection: Inspection, fill: Callable[..., None], press: Press
) -> None:
    fill(inspection, "c0")
    view = show_case()
    page = _interview(view)
    page.focus_prompt("om.5")
    press("Mostly his former partner.")
    page.evidence["om.5"].click()
    (menu,) = page.findChildren(QMenu)
    assert menu.actions()[0].text() == "1.2.1  Correct Risk of Harm level"
    menu.actions()[0].trigger()
    menu.close()
    assert not view.talking.is_shown
    assert view.page_view.current == "1.2.1"
    assert view.side.guidance.heard == "Mostly his former partner."
    press(Qt.Key.Key_I, CTRL)
    assert page.notes["om.5"].hasFocus()
    view.go_to("tier")
    view.side.guidance.interview_wanted.emit("om.6")
    assert page.notes["om.6"].hasFocus()


def test_a_question_shows_what_to_ask_while_nothing_was_said(show_case: Shown) -> None:
    view = show_case(question="tier")
    assert view.side.guidance.heard == ""
    view.go_to("1.1.P1")
    view.beside.show_guidance("1.2.1")
    assert view.side.guidance.heard.startswith("Whom could this person harm")


def test_a_typed_name_is_never_taken_for_somebody_but_likely_ones_are_offered(
    show_case: Shown, held: Inspection, qtbot: QtBot, press: Press
) -> None:
    page = _interview(show_case("c2"))
    assert page.head.choice.listed is None
    page.head.choice.name.setFocus()
    qtbot.keyClicks(page.head.choice.name, "solwey roger")
    assert [offer.text() for offer in page.head.choice.offers] == [
        "R. Solway, Kendal, Team 2 · known already",
        "Add “solwey roger”, who is none of these",
    ]
    press(Qt.Key.Key_Return)
    assert held.records(OffenderManager) == ()
    assert page.head.choice.offers[0].hasFocus()
    press(Qt.Key.Key_Space)
    (told,) = held.records(CaseInterview)
    assert told.manager == _solway(held).key


def test_somebody_new_has_a_key_of_their_own_however_alike_the_name(
    show_case: Shown, held: Inspection, qtbot: QtBot
) -> None:
    page = _interview(show_case())
    qtbot.keyClicks(page.head.choice.name, "R. Solway")
    page.head.choice.offers[-1].click()
    (told,) = held.records(CaseInterview)
    listed = page.talk.listed
    assert listed is not None
    assert told.manager != listed.key
    assert sorted(m.name for m in page.talk.managers.known) == ["R. Solway", "R. Solway"]


def test_the_staff_interview_waits_until_it_is_known_whose_it_is(show_case: Shown) -> None:
    page = _interview(show_case())
    assert page.staff.rows == {}
    assert page.staff.told == "Say above who was interviewed. Each manager is asked this once."


def test_staff_answers_are_given_by_one_key_each_and_begin_the_staff_interview(
    show_case: Shown, held: Inspection, press: Press
) -> None:
    page = _interview(show_case())
    assert page.head.choice.listed is not None
    page.head.choice.listed.click()
    page.focus_staff()
    press("1")
    press("3")
    key = _solway(held).key
    assert held.records(StaffAnswer) == (
        StaffAnswer(key, "staff.1", "fully"),
        StaffAnswer(key, "staff.2", "hardly"),
    )
    (begun,) = held.records(StaffInterview)
    assert (begun.manager, begun.case) == (key, "c0")
    assert page.staff.told.startswith("R. Solway was asked here on ")


def test_digits_can_be_turned_off_in_the_staff_interview_too(
    show_case: Shown, held: Inspection, press: Press, tmp_path: Path
) -> None:
    settings = tmp_path / "keys.json"
    settings.write_text('{"single_keys": false, "goes_on": true}', encoding="utf-8")
    page = _interview(show_case(key_settings=settings))
    assert page.head.choice.listed is not None
    page.head.choice.listed.click()
    page.focus_staff()
    press("1")
    assert held.records(StaffAnswer) == ()


def test_the_second_case_of_a_manager_says_where_they_were_asked_and_leads_there(
    show_case: Shown, held: Inspection, press: Press, qtbot: QtBot
) -> None:
    first = _interview(show_case("c0"))
    assert first.head.choice.listed is not None
    first.head.choice.listed.click()
    first.head.day.setText("18/7/2006")
    first.head.day.editingFinished.emit()
    first.focus_staff()
    press("2")
    view = show_case("c1")
    page = _interview(view)
    assert page.head.choice.listed is not None
    page.head.choice.listed.click()
    assert page.staff.told.startswith("R. Solway was asked already, in WE-0400 on 18 July 2006.")
    assert page.staff.rows["staff.1"].value == "mostly"
    page.staff.rows["staff.1"].focus()
    press("4")
    key = _solway(held).key
    assert held.records(StaffAnswer) == (StaffAnswer(key, "staff.1", "not-at-all"),)
    assert held.records(StaffInterview) == (StaffInterview(key, "c0", "2006-07-18"),)
    assert page.staff.elsewhere is not None
    with qtbot.waitSignal(view.case_wanted) as wanted:
        page.staff.elsewhere.click()
    assert wanted.args == ["c0"]


def test_undo_takes_back_what_was_answered_and_chosen_on_the_page(
    show_case: Shown, held: Inspection, press: Press
) -> None:
    page = _interview(show_case())
    assert page.head.choice.listed is not None
    page.head.choice.listed.click()
    page.focus_staff()
    press("2")
    press(Qt.Key.Key_Z, CTRL)
    key = _solway(held).key
    assert held.records(StaffAnswer) == (StaffAnswer(key, "staff.1", ""),)
    press(Qt.Key.Key_Z, CTRL)
    assert held.records(CaseInterview) == (CaseInterview("c0"),)


def test_the_interview_of_a_case_that_is_complete_can_only_be_read(
    show_case: Shown, inspection: Inspection
) -> None:
    inspection.set_status("c0", CaseStatus.COMPLETE, by="assessor")
    page = _interview(show_case())
    assert not page.notes["om.1"].isEnabled()


def test_the_outline_says_whether_it_was_told_if_the_interview_took_place(
    show_case: Shown, inspection: Inspection
) -> None:
    view = show_case()
    page = _interview(view)
    last = view.outline.model().rowCount() - 1
    index = view.outline.model().index(last, 0)
    spoken = Qt.ItemDataRole.AccessibleTextRole
    assert index.data(spoken) == "Offender manager, 0 of 1 answered"
    page.head.took_place[TookPlace.YES].click()
    assert view.outline.model().index(last, 0).data(spoken) == "Offender manager, 1 of 1 answered"
    assert view.sitting.interview_is_told


def test_two_who_turn_out_to_be_one_person_are_united_when_somebody_says_so(
    qtbot: QtBot, show_case: Shown, held: Inspection
) -> None:
    # Somebody added by hand whom the list names too, and asked them.
    by_hand = Interviewing(held, "c2", "assessor")
    by_hand.add("Roger Solway")
    by_hand.answer("staff.1", "fully", day="2006-07-17")
    by_hand.answer("staff.2", "fully", day="2006-07-17")
    listed = Interviewing(held, "c0", "assessor")
    assert listed.listed is not None
    listed.choose(listed.listed)
    listed.answer("staff.1", "hardly", day="2006-07-18")
    view = show_case("c2")
    page = _interview(view)
    (same,) = page.head.alike
    assert same.text() == "The same person as R. Solway, Kendal, Team 2"
    with qtbot.waitSignal(view.said) as said:
        same.click()
    assert said.args[0] == (
        "R. Solway and Roger Solway are one person now. One answer differed; those given as "
        "R. Solway stand."
    )
    (staff,) = staff_of(held, managers_of(held))
    assert staff.manager.key == listed.listed.key
    assert {item: each.value for item, each in staff.answers.items()} == {
        "staff.1": "hardly",
        "staff.2": "fully",
    }
    assert page.staff is not None
    assert page.staff.told.startswith("R. Solway was asked already, in WE-0400 on 18 July 2006.")
    page.talk.answer("staff.2", "", day="2006-07-18")
    (staff,) = staff_of(held, managers_of(held))
    assert staff.answers["staff.2"].value == ""
    said.args[1]()
    assert len(staff_of(held, managers_of(held))) == 2


def test_the_page_before_completion_says_that_the_interview_is_not_told(
    show_case: Shown, press: Press
) -> None:
    view = show_case()
    press(Qt.Key.Key_C, CTRL | Qt.KeyboardModifier.ShiftModifier)
    buttons = {each.text(): each for each in view.completing.findChildren(QPushButton)}
    buttons["Go to the interview"].click()
    assert view.talking.is_shown
