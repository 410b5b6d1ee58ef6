"""Completing a case: what is missing, the reasons that are asked for, and what does not fit."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from omi_desktop.instrument.model import NOT_APPLICABLE
from omi_desktop.store import Acknowledged, CaseStatus, Inspection
from omi_ui.case.view import CaseView

Shown = Callable[..., CaseView]
Press = Callable[..., None]
CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
WARNING = "bank/longer-than-since-start"


@pytest.fixture
def filled(
    show_case: Shown, inspection: Inspection, fill: Callable[[Inspection, str], None]
) -> CaseView:
    """Return the workspace with a case in which every question has its answer."""
    fill(inspection, "c0")
    return show_case(by="lead")


def _press_button(view: CaseView, name: str) -> None:
    found = view.completing.findChildren(QPushButton)
    next(each for each in found if name in (each.text(), each.accessibleName())).click()


def _below_line(inspection: Inspection) -> tuple[str, str]:
    """Return a question that speaks of Risk of Harm, and an answer below the line."""
    question = inspection.instrument.questions["1.2.1"]
    assert question.risk_of_harm
    assert question.scale is not None
    return question.id, next(c.id for c in question.scale.choices if c.above_line is False)


def test_not_applicable_asks_for_a_reason_in_the_row_and_in_the_head(
    filled: CaseView, press: Press
) -> None:
    filled.go_to("1.2.2")
    press("0")
    wish = filled.page_view.rows["1.2.2"].wish
    assert wish == "Say why this does not apply here, although it is asked of such cases."
    assert "1 reason to give" in filled.head.counts


def test_below_the_line_on_risk_of_harm_asks_for_a_reason_and_the_note_gives_it(
    filled: CaseView, inspection: Inspection, press: Press
) -> None:
    question, value = _below_line(inspection)
    filled.go_to(question)
    filled.page_view.answered.emit(question, value)
    row = filled.page_view.rows[question]
    assert row.wish == "Say what fell short: this answer is below the line on Risk of Harm."
    assert "1 reason to give" in filled.head.counts
    press("n")
    press("Nobody looked at the file.")
    press(Qt.Key.Key_Escape)
    assert row.wish == ""
    assert "reason" not in filled.head.counts


def test_a_reason_that_is_wanted_does_not_keep_the_case_from_being_complete(
    filled: CaseView, inspection: Inspection
) -> None:
    filled.page_view.answered.emit("1.2.2", NOT_APPLICABLE)
    filled.complete_button.click()
    assert filled.is_completing
    filled.completing.complete.click()
    assert inspection.case("c0").status is CaseStatus.COMPLETE
    assert not filled.is_completing


def test_what_is_missing_is_listed_with_the_way_to_it(
    filled: CaseView, inspection: Inspection, press: Press
) -> None:
    filled.go_to("2.1.4")
    press(Qt.Key.Key_Delete)
    filled.go_to("1.2.1")
    press(Qt.Key.Key_C, CTRL_SHIFT)
    assert filled.is_completing
    assert not filled.completing.complete.isEnabled()
    press(Qt.Key.Key_Space)
    assert not filled.is_completing
    assert filled.page_view.current == "2.1.4"
    assert inspection.case("c0").status is CaseStatus.IN_PROGRESS


def test_a_warning_waits_for_a_word_and_the_word_can_be_taken_back(
    filled: CaseView, inspection: Inspection, press: Press
) -> None:
    told: list[tuple[str, Callable[[], None]]] = []
    inspection.answer("c0", "start_date", None, by="lead")
    filled.page_view.answered.emit("start_date", "2006-01-12")
    filled.page_view.answered.emit("months_supervised", "900")
    filled.complete_button.click()
    page = filled.completing
    assert WARNING in page.words
    for warning in tuple(page.words):
        assert not page.complete.isEnabled()
        page.words[warning].setFocus()
        press("Counted from remand.")
        press(Qt.Key.Key_Return)
    filled.said.connect(lambda words, undo: told.append((words, undo)))
    assert page.complete.isEnabled()
    assert filled.is_completing
    kept = {each.warning: each.word for each in inspection.records(Acknowledged)}
    assert kept[WARNING] == "Counted from remand."
    page.words[WARNING].clear()
    page.words[WARNING].setFocus()
    press(Qt.Key.Key_Return)
    assert WARNING not in {each.warning for each in inspection.records(Acknowledged)}
    assert not page.complete.isEnabled()
    told[-1][1]()
    assert WARNING in {each.warning for each in inspection.records(Acknowledged)}


def test_escape_goes_back_to_the_questions(filled: CaseView, press: Press) -> None:
    filled.page_view.answered.emit("1.2.2", NOT_APPLICABLE)
    filled.go_to("1.2.SUM")
    filled.complete_button.click()
    press(Qt.Key.Key_Escape)
    assert not filled.is_completing
    assert filled.isVisible()
    assert filled.page_view.current == "1.2.SUM"


def test_completing_reopening_and_withdrawing_stand_in_the_history(
    filled: CaseView, inspection: Inspection
) -> None:
    filled.complete_button.click()
    filled.complete_button.click()
    filled.head.withdraw_button.click()
    filled.side.reason.text.setPlainText("Moved away")
    filled.side.reason.withdraw.click()
    rows = [change for change in inspection.history("c0") if change.what in ("status", "reason")]
    assert [row.new for row in rows][-4:] == [
        CaseStatus.COMPLETE,
        CaseStatus.IN_PROGRESS,
        CaseStatus.WITHDRAWN,
        "Moved away",
    ]
    assert {row.by for row in rows[-4:]} == {"lead"}
