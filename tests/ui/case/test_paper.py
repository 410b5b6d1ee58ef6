"""A form that was filled in on paper is typed in by key events alone, and the keys are counted."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import datetime

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from omi_desktop.casework.orders import Order
from omi_desktop.instrument.applicability import State, standing
from omi_desktop.instrument.model import Instrument, Question, ValueType
from omi_desktop.report.case_form import Asked, case_form
from omi_desktop.store import CaseStatus, How, Inspection, NewAnswer
from omi_ui.case.paper_sheet import PaperSheet
from omi_ui.case.sitting import Sitting
from omi_ui.case.view import CaseView
from omi_ui.tasks import TaskRunner
from omi_ui.workspace import Workspace

MOST_KEYS = 1.15
"""Keys a question of the form, its notes aside."""
AT = datetime(2006, 7, 18, 9, 0)

Shown = Callable[..., CaseView]


class Hands:
    """Presses keys where the keyboard is, one at a time, and counts them."""

    def __init__(self) -> None:
        self.keys = 0

    def press(self, *keys: Qt.Key | str) -> None:
        for key in keys:
            focused = QApplication.focusWidget()
            assert focused is not None
            if isinstance(key, str):
                for letter in key:
                    self.keys += 1
                    QTest.keyClicks(QApplication.focusWidget(), letter)
            else:
                self.keys += 1
                QTest.keyClick(focused, key)


def _some_value(question: Question, number: int) -> str:
    if question.value_type is ValueType.DATE:
        return "2006-02-03"
    if question.value_type is ValueType.NUMBER:
        return str(number % 7 + 1)
    assert question.scale is not None
    choices = [choice.id for choice in question.scale.choices]
    if question.value_type is ValueType.SEVERAL:
        return "+".join(choices[1:4:2])
    if question.criterion and number % 11 == 0:
        return "not-applicable"
    return choices[number % len(choices)]


def _whole_case(instrument: Instrument) -> dict[str, str]:
    values: dict[str, str] = {}
    while missing := standing(instrument, values).missing:
        question = missing[0]
        values[question] = _some_value(instrument.questions[question], len(values) * 5)
    return values


@pytest.fixture
def filled_in(inspection: Inspection) -> dict[str, str]:
    """Answer every question of another case, with some notes, and return the answers."""
    values = _whole_case(inspection.instrument)
    inspection.write_answers(
        [
            NewAnswer("c1", question, value, "", "assessor", "")
            for question, value in values.items()
        ],
        how=How.IMPORTED,
    )
    for question in ("1.3.1", "1.4.1"):
        inspection.note("c1", question, f"Seen in the file, {question}", by="assessor")
    return values


def _begun(view: CaseView) -> PaperSheet:
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_F8)
    assert view.paper.is_shown
    return view.paper.page.sheet


def _key(hands: Hands, asked: Asked) -> None:
    """Key what stands on the form: the figures of the crossed boxes, or what is written."""
    crossed = [box.key for box in asked.boxes if box.is_crossed]
    if asked.note:
        hands.press("+", asked.note, Qt.Key.Key_Return)
    if not asked.boxes:
        year, month, day = [*asked.written.split("-"), "", ""][:3]
        hands.press(f"{day}{month}{year}" if day else asked.written, Qt.Key.Key_Return)
    elif asked.kind is ValueType.SEVERAL:
        hands.press(*crossed, Qt.Key.Key_Return)
    else:
        hands.press(*crossed)
        if crossed == ["1"] and len(asked.boxes) > 9:
            hands.press(Qt.Key.Key_Return)


@pytest.mark.parametrize("order", Order)
def test_a_whole_case_is_typed_in_from_its_form(
    show_case: Shown,
    inspection: Inspection,
    filled_in: dict[str, str],
    order: Order,
    capsys: pytest.CaptureFixture[str],
) -> None:
    form = case_form(inspection, "c1", at=AT, order=order)
    on_paper = [asked for part in form.parts for asked in part.asked]
    notes = sum(len(asked.note) + 2 for asked in on_paper if asked.note)
    view = show_case()
    sheet = _begun(view)
    if order is Order.READING:
        view.paper.page.in_reading_order.click()
    hands = Hands()
    for asked in on_paper:
        here = inspection.instrument.questions[sheet.current]
        assert (here.id if here.criterion else "", here.text) == (asked.number, asked.text)
        _key(hands, asked)
    typed = inspection.answers("c0")
    assert {q: a.value for q, a in typed.items() if a.value} == filled_in
    assert {q: a.note for q, a in typed.items() if a.note} == {
        q: a.note for q, a in inspection.answers("c1").items() if a.note
    }
    assert {change.how for change in inspection.history("c0") if change.what == "answer"} == {
        How.TYPED
    }
    assert "that was the last question of the form" in view.paper.page.counts
    assert f"{len(filled_in)} typed in" in view.paper.page.counts
    a_question = (hands.keys - notes) / len(on_paper)
    with capsys.disabled():
        sys.stdout.write(
            f"\n{hands.keys - notes} keys for {len(on_paper)} questions of a form in "
            f"{order.value}: {a_question:.3f} a question, and {notes} for its notes\n"
        )
    assert a_question <= MOST_KEYS


def test_each_answer_is_on_disk_before_the_next_key(
    show_case: Shown, inspection: Inspection
) -> None:
    view = show_case()
    sheet = _begun(view)
    first = sheet.current
    Hands().press("2")
    assert inspection.answers("c0")[first].value == "licence"
    assert sheet.current == "start_date"


def test_what_the_gates_close_is_passed_over_both_ways(
    show_case: Shown, inspection: Inspection
) -> None:
    inspection.answer("c0", "case_type", "licence", by="assessor")
    view = show_case()
    sheet = _begun(view)
    instrument = inspection.instrument
    closed = {q for q in instrument.questions if view.sitting.standing.applies(q) is False}
    assert closed
    hands = Hands()
    hands.press(Qt.Key.Key_Home)
    seen = [sheet.current]
    while sheet.current != sheet.asked[-1]:
        hands.press(Qt.Key.Key_Return)
        seen.append(sheet.current)
    assert seen == list(sheet.asked)
    assert not closed & set(seen)
    back = [sheet.current]
    while sheet.current != sheet.asked[0]:
        hands.press(Qt.Key.Key_Backspace)
        back.append(sheet.current)
    assert back == seen[::-1]
    assert {q for q, a in inspection.answers("c0").items() if a.value} == {"case_type"}


def test_another_answer_in_the_file_is_shown_before_anything_is_overwritten(
    show_case: Shown, inspection: Inspection
) -> None:
    inspection.answer("c0", "case_type", "community", by="lead")
    view = show_case()
    sheet = _begun(view)
    hands = Hands()
    hands.press(Qt.Key.Key_Home, "2")
    assert sheet.current == "case_type"
    assert inspection.answers("c0")["case_type"].value == "community"
    words = sheet.accessibleName()
    assert "In the file: Community order. On the form: Licence." in words
    hands.press(Qt.Key.Key_Return)
    assert inspection.answers("c0")["case_type"].value == "community"
    assert "1 left as in the file" in view.paper.page.counts
    hands.press(Qt.Key.Key_Backspace, "2", "r")
    assert inspection.answers("c0")["case_type"].value == "licence"
    assert "left as in the file" not in view.paper.page.counts
    # The slip of a finger is mended without a word: it came from this form.
    hands.press(Qt.Key.Key_Backspace, "1")
    assert inspection.answers("c0")["case_type"].value == "community"


def test_another_date_in_the_file_is_shown_too(show_case: Shown, inspection: Inspection) -> None:
    inspection.answer("c0", "start_date", "2006-01-12", by="lead")
    view = show_case()
    sheet = _begun(view)
    sheet.go_to("start_date")
    hands = Hands()
    hands.press("03022006", Qt.Key.Key_Return)
    assert "In the file: 12 January 2006. On the form: 3 February 2006." in sheet.accessibleName()
    assert inspection.answers("c0")["start_date"].value == "2006-01-12"
    hands.press("r")
    assert inspection.answers("c0")["start_date"].value == "2006-02-03"


def test_what_is_no_date_stays_to_be_mended(show_case: Shown, inspection: Inspection) -> None:
    view = show_case()
    sheet = _begun(view)
    sheet.go_to("start_date")
    hands = Hands()
    hands.press("31022006", Qt.Key.Key_Return)
    assert sheet.current == "start_date"
    assert "This is no date." in sheet.accessibleName()
    assert "start_date" not in inspection.answers("c0")


def test_a_figure_without_a_box_answers_nothing(show_case: Shown, inspection: Inspection) -> None:
    view = show_case()
    sheet = _begun(view)
    Hands().press("7")
    assert sheet.current == "case_type"
    assert "There is no box 7 here." in sheet.accessibleName()
    assert inspection.answers("c0") == {}


def test_a_note_of_the_question_before_is_written_without_going_back(
    show_case: Shown, inspection: Inspection
) -> None:
    view = show_case()
    sheet = _begun(view)
    hands = Hands()
    hands.press("2", "03022006", Qt.Key.Key_Return, "*", "Seen", Qt.Key.Key_Return)
    assert inspection.answers("c0")["start_date"].note == "Seen"
    assert sheet.current == "months_supervised"
    hands.press("5", Qt.Key.Key_Return)
    assert inspection.answers("c0")["months_supervised"].value == "5"


def test_a_note_that_is_being_typed_is_journalled_and_saved_when_the_form_is_left(
    qtbot: QtBot, show_case: Shown, inspection: Inspection
) -> None:
    view = show_case()
    _begun(view)
    Hands().press("n", "Half")
    qtbot.waitUntil(lambda: bool(inspection.journalled()), timeout=3000)
    view.save_notes()
    assert inspection.journalled() == ()
    assert inspection.answers("c0")["case_type"].note == "Half"


def test_undo_goes_back_on_the_form_and_escape_to_the_same_question(
    show_case: Shown, inspection: Inspection
) -> None:
    view = show_case()
    sheet = _begun(view)
    Hands().press("2")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert inspection.answers("c0")["case_type"].value is None
    assert sheet.current == "case_type"
    Hands().press("2", Qt.Key.Key_Down, Qt.Key.Key_Escape)
    assert view.page_view.isVisible()
    assert view.page_view.current == "months_supervised"


def test_a_form_that_was_only_looked_at_leads_back_to_the_question_it_was_left_for(
    show_case: Shown,
) -> None:
    view = show_case(question="1.2.SUM")
    sheet = _begun(view)
    assert sheet.current != "1.2.SUM"
    Hands().press(Qt.Key.Key_Escape)
    assert view.page_view.isVisible()
    assert view.page_view.current == "1.2.SUM"


def test_the_question_with_the_keyboard_is_in_sight_at_every_width(
    qtbot: QtBot, show_case: Shown
) -> None:
    view = show_case()
    sheet = _begun(view)
    for width in (1200, 700, 1000):
        view.resize(width, 700)
        for question in (sheet.asked[0], sheet.asked[60], sheet.asked[-1]):
            sheet.go_to(question)

            def is_in_sight(asked: str = question) -> bool:
                return sheet.visibleRegion().boundingRect().contains(sheet.place_of(asked))

            qtbot.waitUntil(is_in_sight)


def test_a_click_on_a_box_is_its_figure(
    qtbot: QtBot, show_case: Shown, inspection: Inspection
) -> None:
    view = show_case()
    sheet = _begun(view)
    top, shown = sheet._line_of("case_type")
    assert shown is not None
    _, place = shown.places[1]
    qtbot.mouseClick(sheet, Qt.MouseButton.LeftButton, pos=place.center() + QPoint(0, top))
    assert inspection.answers("c0")["case_type"].value == "licence"


def test_a_note_that_is_half_written_is_saved_before_the_form_is_shown(
    show_case: Shown, inspection: Inspection
) -> None:
    view = show_case()
    Hands().press("n", "Half")
    view.answering.journal("case_type", "Hal")
    sheet = _begun(view)
    assert inspection.answers("c0")["case_type"].note == "Half"
    assert inspection.journalled() == ()
    assert sheet.current == "case_type"


def test_what_a_crash_left_is_decided_before_a_form_is_typed_in(
    show_case: Shown, inspection: Inspection
) -> None:
    inspection.journal("c0", "tier", "Half", by="assessor")
    view = show_case()
    view.paper.begin()
    assert view.recovering.page.isVisible()
    assert len(inspection.journalled()) == 1


def test_a_complete_case_takes_no_form(show_case: Shown, inspection: Inspection) -> None:
    inspection.set_status("c0", CaseStatus.WITHDRAWN, by="lead", reason="Moved")
    told: list[str] = []
    view = show_case()
    view.said.connect(lambda words, undo: told.append(words))
    view.paper.begin()
    assert not view.paper.is_shown
    assert told == ["WE-0400 is withdrawn. Reopen it to type in a form."]


def test_the_form_of_another_case_begins_anew(show_case: Shown, inspection: Inspection) -> None:
    view = show_case()
    sheet = _begun(view)
    Hands().press("2")
    view.show_sitting(Sitting(inspection, "c2", "assessor"))
    assert view.page_view.isVisible()
    sheet = _begun(view)
    assert sheet.current == "case_type"
    assert sheet.typing.keyed == {}
    assert view.sitting.state("case_type") is State.NOT_ANSWERED


def test_it_is_reached_from_the_list_of_cases(qtbot: QtBot, inspection: Inspection) -> None:
    runner = TaskRunner()
    workspace = Workspace(inspection, runner)
    qtbot.addWidget(workspace)
    with qtbot.waitExposed(workspace):
        workspace.show()
    workspace.cases.show_case("c1")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_F8)
    assert workspace.case is not None
    assert workspace.case.paper.is_shown
    assert workspace.case.sitting.case.id == "c1"
    runner.close()
