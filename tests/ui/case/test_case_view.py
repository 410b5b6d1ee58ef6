"""The workspace of a case, driven with keys; every answer is read back from the file."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from omi_desktop.casework.orders import Order
from omi_desktop.instrument.applicability import State
from omi_desktop.store import CaseStatus, Inspection, Saved
from omi_ui.case.inputs import LineInput, ScaleInput
from omi_ui.case.page_view import NOTE_PAUSE
from omi_ui.case.row import QuestionRow
from omi_ui.case.sitting import Sitting
from omi_ui.case.view import CaseView
from omi_ui.widgets.choice_button import ChoiceButton

Fill = Callable[[Inspection, str], None]


@pytest.fixture
def view(qtbot: QtBot, inspection: Inspection) -> CaseView:
    """Return the workspace with a case that has no answer yet."""
    return _shown(qtbot, inspection)


@pytest.fixture
def filled(qtbot: QtBot, inspection: Inspection, fill: Fill) -> CaseView:
    """Return the workspace with a case in which every question has its answer."""
    fill(inspection, "c0")
    return _shown(qtbot, inspection)


def _shown(qtbot: QtBot, inspection: Inspection) -> CaseView:
    sitting = Sitting(inspection, "c0", "lead")
    made = CaseView(sitting)
    qtbot.addWidget(made)
    made.resize(1200, 700)
    with qtbot.waitExposed(made):
        made.show()
    made.show_sitting(sitting)
    return made


def _key(qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    qtbot.keyClick(focused, key, modifier or Qt.KeyboardModifier.NoModifier)


def _value(inspection: Inspection, question: str) -> str | None:
    answer = inspection.answers("c0").get(question)
    return answer.value if answer else None


def test_a_digit_answers_the_focused_question_and_is_on_disk(
    qtbot: QtBot, view: CaseView, inspection: Inspection
) -> None:
    told: list[Saved] = []
    view.saved.connect(told.append)
    assert view.page_view.current == "case_type"
    _key(qtbot, Qt.Key.Key_2)
    assert _value(inspection, "case_type") == "licence"
    assert told == [inspection.saved()]


def test_every_part_of_an_answer_has_the_whole_room_that_it_takes(view: CaseView) -> None:
    for row in view.page_view.rows.values():
        if not row.isHidden():
            assert row.input.rect().contains(row.input.childrenRect()), row.question.id


def test_tab_comes_to_the_answer_that_was_chosen_and_never_to_another(
    qtbot: QtBot, inspection: Inspection
) -> None:
    inspection.answer("c0", "case_type", "licence", by="lead")
    view = _shown(qtbot, inspection)
    view.go_to("case_type")
    _key(qtbot, Qt.Key.Key_Left)
    looked_at = QApplication.focusWidget()
    assert isinstance(looked_at, ChoiceButton)
    assert not looked_at.isChecked()
    for key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
        _key(qtbot, key)
    come_to = QApplication.focusWidget()
    assert isinstance(come_to, ChoiceButton)
    assert come_to.isChecked()
    assert _value(inspection, "case_type") == "licence"


def test_enter_presses_the_button_that_has_the_keyboard(qtbot: QtBot, view: CaseView) -> None:
    view.head.form_button.setFocus()
    _key(qtbot, Qt.Key.Key_Return)
    assert view.paper.is_shown


def test_zero_means_not_applicable(qtbot: QtBot, view: CaseView, inspection: Inspection) -> None:
    _key(qtbot, Qt.Key.Key_0)
    assert _value(inspection, "case_type") == "not-applicable"


def test_a_digit_that_is_no_answer_changes_nothing(
    qtbot: QtBot, view: CaseView, inspection: Inspection
) -> None:
    _key(qtbot, Qt.Key.Key_7)
    assert _value(inspection, "case_type") is None


def test_arrows_move_and_never_answer(qtbot: QtBot, view: CaseView, inspection: Inspection) -> None:
    _key(qtbot, Qt.Key.Key_Right)
    _key(qtbot, Qt.Key.Key_Down)
    assert view.page_view.current == "start_date"
    _key(qtbot, Qt.Key.Key_Up)
    assert view.page_view.current == "case_type"
    assert inspection.saved().answers == 0


def test_arrows_pass_a_list_without_changing_it(
    qtbot: QtBot, filled: CaseView, inspection: Inspection
) -> None:
    filled.go_to("factor_1")
    before = _value(inspection, "factor_1")
    _key(qtbot, Qt.Key.Key_Up)
    assert filled.page_view.current != "factor_1"
    assert _value(inspection, "factor_1") == before


def test_a_list_takes_zero_as_not_applicable(
    qtbot: QtBot, filled: CaseView, inspection: Inspection
) -> None:
    filled.go_to("factor_1")
    _key(qtbot, Qt.Key.Key_0)
    assert _value(inspection, "factor_1") == "not-applicable"


def test_none_and_the_other_marks_exclude_each_other(
    qtbot: QtBot, view: CaseView, inspection: Inspection
) -> None:
    view.go_to("requirements")
    _key(qtbot, Qt.Key.Key_2)
    _key(qtbot, Qt.Key.Key_3)
    assert _value(inspection, "requirements") == "supervision+unpaid_work"
    _key(qtbot, Qt.Key.Key_1)
    assert _value(inspection, "requirements") == "none"
    _key(qtbot, Qt.Key.Key_1)
    assert _value(inspection, "requirements") is None


def test_the_space_bar_chooses_what_the_arrows_reached(
    qtbot: QtBot, view: CaseView, inspection: Inspection
) -> None:
    _key(qtbot, Qt.Key.Key_Right)
    _key(qtbot, Qt.Key.Key_Space)
    assert _value(inspection, "case_type") == "licence"


def test_delete_takes_an_answer_back(qtbot: QtBot, view: CaseView, inspection: Inspection) -> None:
    _key(qtbot, Qt.Key.Key_1)
    view.go_to("case_type")
    _key(qtbot, Qt.Key.Key_Delete)
    assert _value(inspection, "case_type") is None
    row = view.page_view.rows["case_type"].input
    assert isinstance(row, ScaleInput)
    assert not row.button("community").isChecked()


def test_a_date_is_typed_as_people_write_it(
    qtbot: QtBot, view: CaseView, inspection: Inspection
) -> None:
    line = view.page_view.rows["start_date"].input
    assert isinstance(line, LineInput)
    line.focus()
    qtbot.keyClicks(line.edit, "12/1/2006")
    _key(qtbot, Qt.Key.Key_Return)
    assert _value(inspection, "start_date") == "2006-01-12"
    assert line.edit.text() == "12 January 2006"


def test_what_is_no_date_is_said_and_not_kept(
    qtbot: QtBot, view: CaseView, inspection: Inspection
) -> None:
    line = view.page_view.rows["start_date"].input
    assert isinstance(line, LineInput)
    line.focus()
    qtbot.keyClicks(line.edit, "soon")
    _key(qtbot, Qt.Key.Key_Return)
    assert _value(inspection, "start_date") is None
    assert "This is no date" in line.complaint


def test_an_answer_opens_and_closes_the_questions_behind_it(qtbot: QtBot, view: CaseView) -> None:
    assert "recall" not in view.page_view.rows
    _key(qtbot, Qt.Key.Key_2)
    assert view.page_view.rows["recall"].isVisible()
    view.go_to("case_type")
    _key(qtbot, Qt.Key.Key_1)
    assert not view.page_view.rows["recall"].isVisible()


def test_an_answer_behind_a_closed_gate_is_parked_with_its_reason(
    qtbot: QtBot, filled: CaseView, inspection: Inspection
) -> None:
    said: list[str] = []
    filled.said.connect(lambda words, undo: said.append(words))
    parked_before = filled.sitting.standing.parked
    filled.go_to("non_compliance")
    _key(qtbot, Qt.Key.Key_2)
    row = filled.page_view.rows["breach_required"]
    assert filled.sitting.state("breach_required") is State.PARKED
    assert row.isVisible()
    assert not row.input.isVisible()
    assert row.old_answer == "Yes"
    assert "Cases with non-compliance" in row.reason
    assert filled.sitting.standing.parked > parked_before
    assert said
    assert "parked" in said[0]
    assert _value(inspection, "breach_required") == "yes"


def test_undo_brings_a_parked_answer_back(
    qtbot: QtBot, filled: CaseView, inspection: Inspection
) -> None:
    filled.go_to("non_compliance")
    _key(qtbot, Qt.Key.Key_2)
    _key(qtbot, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert _value(inspection, "non_compliance") == "yes"
    assert filled.sitting.state("breach_required") is State.ANSWERED
    _key(qtbot, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert _value(inspection, "non_compliance") == "no"


def test_a_note_is_saved_some_time_after_the_last_key(
    qtbot: QtBot, view: CaseView, inspection: Inspection
) -> None:
    writing: list[bool] = []
    view.writing.connect(lambda: writing.append(True))
    _key(qtbot, Qt.Key.Key_N)
    qtbot.keyClicks(QApplication.focusWidget(), "Seen in the court papers")
    assert writing
    assert "case_type" not in inspection.answers("c0")
    with qtbot.waitSignal(view.saved, timeout=NOTE_PAUSE * 6):
        pass
    assert inspection.answers("c0")["case_type"].note == "Seen in the court papers"


def test_a_note_is_on_disk_when_the_page_is_left(
    qtbot: QtBot, view: CaseView, inspection: Inspection
) -> None:
    _key(qtbot, Qt.Key.Key_N)
    qtbot.keyClicks(QApplication.focusWidget(), "Half a sent")
    view.show_page("1.1")
    assert inspection.answers("c0")["case_type"].note == "Half a sent"


def test_a_digit_in_a_note_is_no_answer(
    qtbot: QtBot, view: CaseView, inspection: Inspection
) -> None:
    _key(qtbot, Qt.Key.Key_N)
    qtbot.keyClicks(QApplication.focusWidget(), "2")
    view.save_notes()
    assert _value(inspection, "case_type") is None
    assert inspection.answers("c0")["case_type"].note == "2"


def test_the_next_unanswered_question_is_found_across_pages(
    qtbot: QtBot, filled: CaseView, inspection: Inspection
) -> None:
    filled.go_to("1.5.1")
    _key(qtbot, Qt.Key.Key_Delete)
    filled.go_to("case_type")
    _key(qtbot, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert filled.page_view.current == "1.5.1"


def test_a_case_with_something_missing_is_not_completed(
    view: CaseView, inspection: Inspection
) -> None:
    view.complete_button.click()
    assert inspection.case("c0").status is CaseStatus.NOT_STARTED
    assert view.is_completing
    assert not view.completing.complete.isEnabled()


def test_a_case_with_nothing_missing_is_completed_and_reopened(
    filled: CaseView, inspection: Inspection
) -> None:
    filled.complete_button.click()
    assert inspection.case("c0").status is CaseStatus.COMPLETE
    assert all(not row.input.isEnabled() for row in filled.page_view.rows.values())
    filled.complete_button.click()
    assert inspection.case("c0").status is CaseStatus.IN_PROGRESS


def test_the_space_bar_after_reopening_answers_a_question_and_does_not_complete_again(
    qtbot: QtBot, filled: CaseView, inspection: Inspection
) -> None:
    filled.show_page("1.5")
    filled.complete_button.setFocus()
    _key(qtbot, Qt.Key.Key_Space)
    assert inspection.case("c0").status is CaseStatus.COMPLETE
    _key(qtbot, Qt.Key.Key_Space)
    assert inspection.case("c0").status is CaseStatus.COMPLETE
    filled.complete_button.setFocus()
    _key(qtbot, Qt.Key.Key_Space)
    assert inspection.case("c0").status is CaseStatus.IN_PROGRESS
    assert filled.page_view.current == filled.page.questions[0].id
    _key(qtbot, Qt.Key.Key_Space)
    assert inspection.case("c0").status is CaseStatus.IN_PROGRESS


def test_a_case_that_is_reopened_asks_for_its_first_unanswered_question(
    qtbot: QtBot, filled: CaseView, inspection: Inspection
) -> None:
    for question in ("1.5.3", "2.1.4"):
        inspection.answer("c0", question, None, by="lead")
    filled.sitting.set_status(CaseStatus.WITHDRAWN, "By mistake")
    filled.show_sitting(Sitting(inspection, "c0", "lead"))
    filled.show_page("1.2")
    filled.complete_button.click()
    assert filled.page_view.current == "1.5.3"
    filled.sitting.set_status(CaseStatus.WITHDRAWN, "By mistake")
    filled.show_page("2.1")
    filled.complete_button.click()
    assert filled.page_view.current == "2.1.4"


def test_a_case_is_withdrawn_only_with_a_reason(
    qtbot: QtBot, view: CaseView, inspection: Inspection
) -> None:
    view.head.withdraw_button.click()
    reason = view.side.reason
    assert not reason.withdraw.isEnabled()
    qtbot.keyClicks(reason.text, "Moved to another area in April")
    reason.withdraw.click()
    case = inspection.case("c0")
    assert (case.status, case.reason) == (CaseStatus.WITHDRAWN, "Moved to another area in April")


def test_the_question_with_the_keyboard_is_kept_when_the_order_changes(filled: CaseView) -> None:
    filled.go_to("1.5.1")
    filled.show_order(Order.READING)
    assert filled.page_view.current == "1.5.1"
    instrument = filled.sitting.instrument
    stage = instrument.questions["1.5.1"].stage
    assert filled.page.heading == next(s.title for s in instrument.stages if s.id == stage)


def test_at_most_one_page_of_rows_is_alive(qtbot: QtBot, filled: CaseView) -> None:
    gone: list[bool] = []
    filled.page_view.rows["case_type"].destroyed.connect(lambda: gone.append(True))
    filled.show_page("1.1")
    qtbot.waitUntil(lambda: bool(gone))


def test_the_rows_that_are_alive_are_those_of_one_page_whichever_page_is_turned_to(
    filled: CaseView,
) -> None:
    for order in Order:
        filled.show_order(order)
        for page in filled.pages:
            filled.show_page(page.id)
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
            alive = [row.question.id for row in filled.findChildren(QuestionRow)]
            assert set(alive) <= {question.id for question in page.questions}
            assert len(alive) == len(set(alive))


def test_the_screen_goes_back_to_the_answer_that_the_file_holds(
    qtbot: QtBot, filled: CaseView, inspection: Inspection
) -> None:
    filled.go_to("1.2.1")
    shown = filled.page_view.rows["1.2.1"].input
    assert isinstance(shown, ScaleInput)
    assert shown.button("yes").isChecked()
    inspection.sign_off(by="lead", code="x")
    with qtbot.waitSignal(filled.refused):
        _key(qtbot, Qt.Key.Key_2)
    assert shown.button("yes").isChecked()
    assert filled.page_view.current == "1.2.1"
