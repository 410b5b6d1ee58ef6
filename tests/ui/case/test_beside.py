"""The panels beside the questions: history, decisions, and the jump to any place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from omi_desktop.store import (
    Case,
    CaseStatus,
    Details,
    Inspection,
    KeyCost,
    Precedent,
    Role,
    create,
)
from omi_ui.case.sitting import Sitting
from omi_ui.case.view import CaseView

Shown = Callable[..., CaseView]
Press = Callable[..., None]
CTRL = Qt.KeyboardModifier.ControlModifier
DECIDED = "A screening done a day late counts as done."


@pytest.fixture
def assessors(tmp_path: Path, bank: dict[str, str]) -> Iterator[Inspection]:
    """Open an assessor's copy with one case and one decision of the lead inspector."""
    details = Details("insp", "Westmorland", Role.ASSESSOR, "2006-07-18T09:00:00.000Z")
    cost = KeyCost(passes=1, kibibytes=64, lanes=1)
    with create(
        tmp_path / "own.omi", "four plain words", bank=bank, details=details, cost=cost
    ) as made:
        made.add_cases([Case("c0", "WE-1", 0, CaseStatus.NOT_STARTED, "", None)], by="")
        made.put_record(Precedent("p", "tier", DECIDED, "2006-07-14T09:00:00.000Z"), by="")
        yield made


def _words(panel: object) -> str:
    return "\n".join(each.text() for each in panel.findChildren(QLabel))  # type: ignore[attr-defined]


def test_the_history_of_an_answer_says_who_when_and_from_what_to_what(
    show_case: Shown, press: Press, inspection: Inspection
) -> None:
    inspection.answer("c0", "case_type", "licence", by="lead")
    inspection.answer("c0", "case_type", "community", by="assessor")
    inspection.note("c0", "case_type", "Order of 12 January", by="assessor")
    view = show_case(question="case_type")
    press(Qt.Key.Key_H, CTRL)
    told = _words(view.side.answer_history)
    assert "“Licence” became “Community order”" in told
    assert "Note: “Order of 12 January”" in told
    assert told.index("Note") < told.index("became") < told.index("Ruth Ambler")
    press(Qt.Key.Key_H, CTRL)
    assert view.side.is_guidance


def test_the_history_follows_the_keyboard_and_grows_with_each_answer(
    show_case: Shown, press: Press
) -> None:
    view = show_case(question="gender")
    press(Qt.Key.Key_H, CTRL)
    assert "Nothing was answered" in _words(view.side.answer_history)
    press("1")
    view.go_to("gender")
    assert "Owen Teasdale" in _words(view.side.answer_history)


def test_a_decision_is_written_by_the_lead_and_shown_beside_its_question_alone(
    qtbot: QtBot, show_case: Shown, inspection: Inspection
) -> None:
    back: list[Callable[[], None]] = []
    view = show_case(by="lead", question="tier")
    view.said.connect(lambda words, undo: back.append(undo))
    view.side.guidance.precedents_wanted.emit()
    panel = view.side.precedents
    assert not panel.keep.isEnabled()
    qtbot.keyClicks(panel.text, DECIDED)
    panel.keep.click()
    (kept,) = inspection.records(Precedent)
    assert (kept.question, kept.text) == ("tier", DECIDED)
    assert DECIDED in view.side.guidance.decided
    view.go_to("gender")
    assert view.side.guidance.decided == ""
    back[0]()
    assert inspection.records(Precedent) == ()


def test_a_decision_is_removed_and_brought_back(show_case: Shown, inspection: Inspection) -> None:
    inspection.put_record(Precedent("p", "tier", DECIDED, "2006-07-14T09:00:00.000Z"), by="lead")
    back: list[Callable[[], None]] = []
    view = show_case(by="lead", question="tier")
    view.said.connect(lambda words, undo: back.append(undo))
    view.side.guidance.precedents_wanted.emit()
    found = view.side.precedents.findChildren(QPushButton)
    next(each for each in found if each.text() == "Remove").click()
    assert inspection.records(Precedent) == ()
    back[0]()
    assert [each.id for each in inspection.records(Precedent)] == ["p"]


def test_an_assessor_reads_decisions_and_writes_none(qtbot: QtBot, assessors: Inspection) -> None:
    view = CaseView(Sitting(assessors, "c0", ""))
    qtbot.addWidget(view)
    view.resize(1200, 700)
    with qtbot.waitExposed(view):
        view.show()
    view.show_sitting(view.sitting, "tier")
    assert view.side.guidance.decided == f"14 July 2006: {DECIDED}"
    shown = [each for each in view.side.guidance.findChildren(QPushButton) if each.isVisible()]
    assert "Write a decision…" not in {each.text() for each in shown}


@pytest.mark.parametrize(
    ("letters", "question"), [("1.5.1", "1.5.1"), ("151", "1.5.1"), ("gend", "gender")]
)
def test_a_few_letters_lead_to_a_question(
    show_case: Shown, press: Press, letters: str, question: str
) -> None:
    view = show_case()
    press(Qt.Key.Key_K, CTRL)
    press(letters)
    press(Qt.Key.Key_Return)
    assert view.page_view.current == question
    assert view.side.is_guidance


def test_a_few_letters_lead_to_a_criterion(show_case: Shown, press: Press) -> None:
    view = show_case()
    press(Qt.Key.Key_K, CTRL)
    press("2.4")
    press(Qt.Key.Key_Return)
    assert view.page.id == "2.4"


def test_a_few_letters_lead_to_another_case(qtbot: QtBot, show_case: Shown, press: Press) -> None:
    view = show_case()
    press(Qt.Key.Key_K, CTRL)
    press("0402")
    with qtbot.waitSignal(view.case_wanted) as wanted:
        press(Qt.Key.Key_Return)
    assert wanted.args == ["c2"]


def test_escape_leaves_a_panel_for_the_question(show_case: Shown, press: Press) -> None:
    view = show_case(question="gender")
    press(Qt.Key.Key_K, CTRL)
    press(Qt.Key.Key_Escape)
    assert view.side.is_guidance
    assert view.page_view.current == "gender"


def test_a_case_is_opened_with_its_own_facts_beside_its_first_question(
    show_case: Shown, inspection: Inspection
) -> None:
    inspection.answer("c0", "start_date", "2006-01-27", by="assessor")
    inspection.answer("c1", "start_date", "2005-12-21", by="assessor")
    view = show_case("c0")
    assert "27 January 2006" in _words(view.side.guidance)
    view.show_sitting(Sitting(inspection, "c1", "assessor"))
    assert "21 December 2005" in _words(view.side.guidance)
    assert "27 January 2006" not in _words(view.side.guidance)


def test_beside_the_interview_stand_the_facts_of_the_case_and_no_question(
    show_case: Shown, inspection: Inspection
) -> None:
    inspection.answer("c0", "start_date", "2006-01-27", by="assessor")
    view = show_case(question="1.2.SUM")
    shown = [each for each in view.side.guidance.findChildren(QLabel) if each.isVisible()]
    assert any(each.text().startswith("1.2.SUM") for each in shown)
    view.show_interview()
    shown = [each for each in view.side.guidance.findChildren(QLabel) if each.isVisible()]
    assert [each.text().split(":")[0] for each in shown] == ["This case", "Start or release"]
    view.go_to("1.2.SUM")
    shown = [each for each in view.side.guidance.findChildren(QLabel) if each.isVisible()]
    assert any(each.text() == "Asked of" for each in shown)
