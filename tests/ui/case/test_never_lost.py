"""Nothing typed is lost: the journal while typing, and the sentence that comes back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from omi_desktop.store import Inspection
from omi_ui import remembered
from omi_ui.case.key_settings import KeySettings
from omi_ui.case.sitting import Sitting
from omi_ui.case.view import CaseView

Shown = Callable[..., CaseView]
Press = Callable[..., None]
CTRL = Qt.KeyboardModifier.ControlModifier


def _press_button(view: CaseView, name: str) -> None:
    found = view.recovering.page.findChildren(QPushButton)
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
    _press_button(view, "Keep as typed")
    assert inspection.answers("c0")["1.2.P1"].note == "As before, and then"
    assert inspection.journalled() == ()
    # The question is not asked of this case as yet; its page has the keyboard all the same.
    assert view.page.id == "1.2"
    assert view.page_view.current


def test_after_a_crash_the_sentence_can_be_left(show_case: Shown, inspection: Inspection) -> None:
    inspection.note("c0", "tier", "As before", by="assessor")
    inspection.journal("c0", "tier", "As bef", by="assessor")
    view = show_case()
    _press_button(view, "Keep as saved")
    assert inspection.answers("c0")["tier"].note == "As before"
    assert inspection.journalled() == ()
    assert view.page_view.current == "tier"


def test_what_was_typed_in_another_case_is_not_shown_here(
    show_case: Shown, inspection: Inspection
) -> None:
    inspection.journal("c1", "tier", "Elsewhere", by="assessor")
    view = show_case()
    assert not view.is_completing
    assert view.page_view.isVisible()


def test_the_two_versions_stand_side_by_side_with_their_differences_marked(
    show_case: Shown, inspection: Inspection
) -> None:
    inspection.note("c0", "tier", "Seen by the court <late>", by="assessor")
    inspection.journal("c0", "tier", "Seen by the hostel <late>", by="assessor")
    view = show_case()
    (versions,) = view.recovering.page.entries
    saved, typed = (
        next(w for w in versions.findChildren(QLabel) if w.accessibleName().startswith(title))
        for title in ("As saved: ", "As typed, ")
    )
    assert versions.is_beside
    assert saved.mapTo(view, saved.rect().topLeft()).y() == typed.mapTo(view, QPoint()).y()
    assert saved.mapTo(view, saved.rect().topRight()).x() < typed.mapTo(view, QPoint()).x()
    assert "<s>court</s>" in saved.text()
    assert "<b><u>hostel</u></b>" in typed.text()
    assert "&lt;late&gt;" in saved.text()
    assert saved.accessibleDescription() == "Only here: court"
    assert typed.accessibleDescription() == "Only here: hostel"
    view.resize(620, 700)
    assert not versions.is_beside


def test_several_sentences_are_decided_by_keys_and_each_can_be_undone(
    show_case: Shown, press: Press, inspection: Inspection
) -> None:
    for question in ("tier", "gender", "case_type"):
        inspection.note("c0", question, "Before", by="assessor")
        inspection.journal("c0", question, "Before and after", by="assessor")
    back: list[Callable[[], None]] = []
    view = show_case()
    view.said.connect(lambda words, undo: back.append(undo))
    page = view.recovering.page
    order = [typed.question for typed in view.sitting.typed]
    press(Qt.Key.Key_Down)
    assert page.entries[1].has_keyboard
    press("1")
    assert inspection.answers("c0")[order[1]].note == "Before"
    assert [typed.question for typed in inspection.journalled()] == [order[0], order[2]]
    back.pop()()
    assert {typed.question for typed in inspection.journalled()} == set(order)
    press("2")
    press(Qt.Key.Key_Left)
    press(Qt.Key.Key_Right)
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Left)
    press(Qt.Key.Key_Return)
    notes = {question: inspection.answers("c0")[question].note for question in order}
    assert sorted(notes.values()) == ["Before", "Before and after", "Before and after"]
    assert inspection.journalled() == ()
    assert view.page_view.isVisible()


def test_a_sentence_that_is_not_decided_now_comes_again(
    show_case: Shown, press: Press, inspection: Inspection
) -> None:
    inspection.journal("c0", "tier", "Half a sentence", by="assessor")
    view = show_case()
    press(Qt.Key.Key_Escape)
    assert view.page_view.isVisible()
    assert len(inspection.journalled()) == 1
    view.show_sitting(Sitting(inspection, "c0", "assessor"))
    assert view.recovering.page.isVisible()


def test_digits_keep_nothing_where_single_keys_are_off(
    show_case: Shown, press: Press, inspection: Inspection, tmp_path: Path
) -> None:
    settings = tmp_path / "keys.json"
    remembered.keep(settings, KeySettings(single_keys=False))
    inspection.journal("c0", "tier", "Half a sentence", by="assessor")
    show_case(key_settings=settings)
    press("1")
    assert len(inspection.journalled()) == 1


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
