"""Going through a case: one key an answer, two orders, and back to where it was left."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from omi_desktop.casework.orders import Order
from omi_desktop.store import CaseStatus, Inspection
from omi_ui.case.key_settings import KeySettings
from omi_ui.case.sitting import Sitting
from omi_ui.case.view import CaseView

Shown = Callable[..., CaseView]
Press = Callable[..., None]
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def filled(
    show_case: Shown, inspection: Inspection, fill: Callable[[Inspection, str], None]
) -> CaseView:
    """Return the workspace with a case in which every question has its answer."""
    fill(inspection, "c0")
    return show_case(by="lead")


def test_a_digit_that_gives_a_missing_answer_goes_on_to_the_next(
    show_case: Shown, press: Press
) -> None:
    view = show_case()
    press("2")
    assert view.page_view.current == "start_date"


def test_a_digit_that_changes_an_answer_stays(filled: CaseView, press: Press) -> None:
    filled.go_to("1.2.1")
    press("1")
    press("2")
    assert filled.page_view.current == "1.2.1"


def test_several_marks_wait_for_enter(show_case: Shown, press: Press) -> None:
    view = show_case(question="requirements")
    press("2")
    press("3")
    assert view.page_view.current == "requirements"
    press(Qt.Key.Key_Return)
    assert view.page_view.current != "requirements"


def test_the_last_answer_of_a_page_turns_to_the_next_with_something_missing(
    filled: CaseView, press: Press
) -> None:
    filled.go_to("1.5.1")
    press(Qt.Key.Key_Delete)
    filled.go_to("1.2.1")
    press(Qt.Key.Key_Delete)
    press("1")
    assert filled.page_view.current == "1.5.1"


def test_what_was_passed_over_is_told_and_enter_goes_there(filled: CaseView, press: Press) -> None:
    told: list[str] = []
    filled.said.connect(lambda words, undo: told.append(words))
    for question in ("1.2.1", "1.5.1"):
        filled.go_to(question)
        press(Qt.Key.Key_Delete)
    press("1")
    assert told == ["1 question before this has no answer. Enter goes there."]
    press(Qt.Key.Key_Return)
    assert filled.page_view.current == "1.2.1"


def test_a_date_that_cannot_be_read_keeps_the_keyboard(show_case: Shown, press: Press) -> None:
    view = show_case(question="start_date")
    press("soon")
    press(Qt.Key.Key_Return)
    assert view.page_view.current == "start_date"


def test_control_and_enter_leave_a_note_for_the_next_question(
    show_case: Shown, press: Press, inspection: Inspection
) -> None:
    view = show_case()
    press("n")
    press("Seen")
    press(Qt.Key.Key_Return, CTRL)
    assert inspection.answers("c0")["case_type"].note == "Seen"
    assert view.page_view.current == "start_date"


def test_shift_and_n_write_a_note_on_the_question_answered_last(
    show_case: Shown, press: Press, inspection: Inspection
) -> None:
    view = show_case(question="tier")
    press("1")
    assert view.page_view.current == "requirements"
    press(Qt.Key.Key_N, SHIFT)
    press("As the file says")
    view.save_notes()
    assert inspection.answers("c0")["tier"].note == "As the file says"


def test_single_keys_can_be_turned_off_and_that_is_remembered(
    show_case: Shown, tmp_path: Path, press: Press
) -> None:
    kept = tmp_path / "keys.json"
    view = show_case(key_settings=kept)
    view.side.toggle_keys()
    view.side.keys.single_keys.click()
    for made in (view, show_case(key_settings=kept)):
        made.activateWindow()
        assert made.settings == KeySettings(single_keys=False)
        made.page_view.focus_question("case_type")
        for key in ("2", "n", "?"):
            press(key)
        row = made.page_view.rows["case_type"]
        assert (row.editor, made.sitting.values) == (None, {})
        assert not made.side.shows("keys") or made is view


def test_going_on_by_itself_can_be_turned_off(show_case: Shown, press: Press) -> None:
    view = show_case()
    view.side.toggle_keys()
    view.side.keys.goes_on.click()
    view.page_view.focus_question("case_type")
    press("2")
    assert view.page_view.current == "case_type"


def test_settings_that_cannot_be_read_are_the_usual_ones(show_case: Shown, tmp_path: Path) -> None:
    kept = tmp_path / "keys.json"
    kept.write_text("no settings", encoding="utf-8")
    assert show_case(key_settings=kept).settings == KeySettings()


def test_the_order_is_kept_from_case_to_case(
    filled: CaseView, press: Press, inspection: Inspection
) -> None:
    filled.go_to("1.5.1")
    press(Qt.Key.Key_R, CTRL)
    assert filled.page_view.current == "1.5.1"
    filled.show_sitting(Sitting(inspection, "c1", "lead"))
    stages = {stage.title for stage in inspection.instrument.stages} - {"Facts"}
    assert stages <= {page.heading for page in filled.pages}
    press(Qt.Key.Key_R, CTRL)
    assert not stages & {page.heading for page in filled.pages}


def test_a_criterion_is_found_in_reading_order_too(filled: CaseView) -> None:
    filled.show_order(Order.READING)
    filled.show_page("2.4")
    assert filled.page.questions[0].criterion == "2.4"


def test_a_case_is_picked_up_on_the_question_where_it_was_left(
    filled: CaseView, inspection: Inspection
) -> None:
    filled.go_to("2.1.4")
    filled.show_sitting(Sitting(inspection, "c1", "lead"))
    filled.show_sitting(Sitting(inspection, "c0", "lead"))
    assert filled.page_view.current == "2.1.4"


def test_the_next_day_a_case_goes_on_after_the_answer_given_last(
    show_case: Shown, inspection: Inspection
) -> None:
    inspection.answer("c0", "gender", "male", by="lead")
    inspection.answer("c0", "tier", "3", by="assessor")
    assert show_case().page_view.current == "requirements"


def test_a_case_that_can_only_be_read_opens_on_its_first_page(
    filled: CaseView, inspection: Inspection
) -> None:
    filled.go_to("2.1.4")
    inspection.set_status("c0", CaseStatus.COMPLETE, by="lead")
    filled.show_sitting(Sitting(inspection, "c0", "lead"))
    assert filled.page is filled.pages[0]
