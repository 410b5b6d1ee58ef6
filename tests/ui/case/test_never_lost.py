"""Nothing typed is lost: the journal while typing, and the sentence that comes back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from omi_desktop.store import Inspection
from omi_ui.case.sitting import Sitting
from omi_ui.case.view import CaseView

Shown = Callable[..., CaseView]
Press = Callable[..., None]
CTRL = Qt.KeyboardModifier.ControlModifier


def _press_button(view: CaseView, name: str) -> None:
    found = view.side.recovered.findChildren(QPushButton)
    next(each for each in found if each.text() == name).click()


def test_what_is_typed_is_in_the_file_within_a_second_though_nobody_pauses(
    qtbot: QtBot, show_case: Shown, press: Press, inspection: Inspection
) -> None:
    show_case()
    press("n")
    typed: list[str] = []

    def is_journalled() -> bool:
        # Typing on without a pause never comes to the pause that saves.
        press("a")
        typed.append("a")
        return bool(inspection.journalled())

    qtbot.waitUntil(is_journalled, timeout=1000)
    (waiting,) = inspection.journalled()
    assert (waiting.case, waiting.question, waiting.by) == ("c0", "case_type", "assessor")
    assert set(waiting.text) == {"a"}
    assert "case_type" not in inspection.answers("c0")


def test_a_note_that_is_saved_is_journalled_no_longer(
    show_case: Shown, press: Press, inspection: Inspection
) -> None:
    view = show_case()
    inspection.journal("c0", "case_type", "Half", by="assessor")
    press("n")
    press("Half a sentence")
    press(Qt.Key.Key_Escape)
    assert inspection.journalled() == ()
    assert inspection.answers("c0")["case_type"].note == "Half a sentence"
    assert view.sitting.typed == ()


def test_after_a_crash_the_sentence_is_shown_beside_the_one_before_and_taken(
    show_case: Shown, inspection: Inspection
) -> None:
    inspection.note("c0", "1.2.P1", "As before", by="assessor")
    inspection.journal("c0", "1.2.P1", "As before, and then", by="assessor")
    view = show_case()
    assert view.side.shows("recovered")
    _press_button(view, "Take")
    assert inspection.answers("c0")["1.2.P1"].note == "As before, and then"
    assert inspection.journalled() == ()
    assert view.side.is_guidance


def test_after_a_crash_the_sentence_can_be_left(show_case: Shown, inspection: Inspection) -> None:
    inspection.note("c0", "tier", "As before", by="assessor")
    inspection.journal("c0", "tier", "As bef", by="assessor")
    view = show_case()
    _press_button(view, "Leave")
    assert inspection.answers("c0")["tier"].note == "As before"
    assert inspection.journalled() == ()
    assert view.page_view.current == "tier"


def test_what_was_typed_in_another_case_is_not_shown_here(
    show_case: Shown, inspection: Inspection
) -> None:
    inspection.journal("c1", "tier", "Elsewhere", by="assessor")
    assert show_case().side.is_guidance


def test_undo_and_redo_go_across_answers_and_notes(
    show_case: Shown, press: Press, inspection: Inspection
) -> None:
    view = show_case()
    press("2")
    press(Qt.Key.Key_N, CTRL | Qt.KeyboardModifier.ShiftModifier)
    press("Released")
    press(Qt.Key.Key_Escape)
    press(Qt.Key.Key_Z, CTRL)
    assert inspection.answers("c0")["case_type"].note == ""
    assert view.page_view.rows["case_type"].written_note() == ""
    press(Qt.Key.Key_Z, CTRL)
    assert inspection.answers("c0")["case_type"].value is None
    press(Qt.Key.Key_Y, CTRL)
    press(Qt.Key.Key_Y, CTRL)
    answer = inspection.answers("c0")["case_type"]
    assert (answer.value, answer.note) == ("licence", "Released")


def test_an_answer_of_the_last_sitting_is_undone_in_this_one(
    show_case: Shown, press: Press, inspection: Inspection
) -> None:
    inspection.answer("c0", "gender", "male", by="assessor")
    told: list[str] = []
    view = show_case()
    view.said.connect(lambda words, undo: told.append(words))
    press(Qt.Key.Key_Z, CTRL)
    assert inspection.answers("c0")["gender"].value is None
    assert view.page_view.current == "gender"
    press(Qt.Key.Key_Z, CTRL)
    assert told[-1] == "There is nothing more to undo here."


def test_the_bar_undoes_nothing_in_another_case(
    show_case: Shown, press: Press, inspection: Inspection
) -> None:
    back: list[Callable[[], None]] = []
    view = show_case()
    press("2")
    view.said.connect(lambda words, undo: back.append(undo))
    press(Qt.Key.Key_Z, CTRL)
    view.show_sitting(Sitting(inspection, "c1", "assessor"))
    back[0]()
    assert inspection.answers("c0")["case_type"].value is None
