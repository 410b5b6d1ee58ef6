"""What an assessor relies on over a day: nothing postponed is forgotten, and nothing is lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QRadioButton
from pytestqt.qtbot import QtBot

from omi_desktop.instrument.model import NOT_APPLICABLE, Kind
from omi_desktop.store import Acknowledged, CaseStatus, Inspection
from omi_desktop.store.interviewing import Interviewing
from omi_ui.case.view import CaseView
from omi_ui.cases.model import Column
from omi_ui.cases.rows import case_rows
from omi_ui.cases.view import CasesView
from omi_ui.tasks import TaskRunner
from omi_ui.workspace import Workspace

Shown = Callable[..., CaseView]
Press = Callable[..., None]
Fill = Callable[[Inspection, str], None]
CTRL = Qt.KeyboardModifier.ControlModifier
CTRL_SHIFT = CTRL | Qt.KeyboardModifier.ShiftModifier


def _summary_against_its_answers(inspection: Inspection) -> None:
    for question in inspection.instrument.criterion["1.5"].questions:
        value = inspection.answers("c0").get(question.id)
        if value is None or value.value is None or question.scale is None:
            continue
        wanted = question.kind is Kind.SUMMARY
        choice = next((c for c in question.scale.choices if c.above_line is wanted), None)
        if choice is not None:
            inspection.answer("c0", question.id, choice.id, by="assessor")


def _high_risk_without_plan(inspection: Inspection) -> None:
    inspection.answer("c0", "roh_level", "high", by="assessor")
    for question in ("1.2.13", "1.2.14", "1.2.15", "1.2.16"):
        inspection.answer("c0", question, None, by="assessor")


def _licence_facts_on_a_community_case(inspection: Inspection) -> None:
    inspection.answer("c0", "case_type", "licence", by="assessor")
    inspection.answer("c0", "recall", "no", by="assessor")
    inspection.answer("c0", "case_type", "community", by="assessor")


def _interview_before_the_start(inspection: Inspection) -> None:
    talk = Interviewing(inspection, "c0", "assessor")
    talk.say(replace(talk.interview, day="2005-12-24"))


@pytest.mark.parametrize(
    ("spoil", "warning", "mend"),
    [
        (_summary_against_its_answers, "summary/1.5", "1.5.SUM"),
        (_high_risk_without_plan, "bank/high-roh-without-plan", "roh_level"),
        (_licence_facts_on_a_community_case, "bank/licence-facts-on-order", "case_type"),
        (_interview_before_the_start, "interview/start_date", "start_date"),
    ],
)
def test_what_hardly_goes_together_is_mended_or_acknowledged_with_a_word_by_keys(
    show_case: Shown,
    press: Press,
    inspection: Inspection,
    fill: Fill,
    spoil: Callable[[Inspection], None],
    warning: str,
    mend: str,
) -> None:
    fill(inspection, "c0")
    spoil(inspection)
    view = show_case()
    press(Qt.Key.Key_C, CTRL_SHIFT)
    assert view.is_completing
    assert warning in view.completing.words
    view.completing.jump_wanted.emit(mend)
    assert view.page_view.current == mend
    press(Qt.Key.Key_C, CTRL_SHIFT)
    view.completing.words[warning].setFocus()
    press("Seen")
    press(Qt.Key.Key_Return)
    kept = {each.warning: each.word for each in inspection.records(Acknowledged)}
    assert kept == {warning: "Seen"}


def test_a_date_in_the_wrong_order_goes_once_it_is_mended(
    show_case: Shown, press: Press, inspection: Inspection, fill: Fill
) -> None:
    fill(inspection, "c0")
    _interview_before_the_start(inspection)
    view = show_case()
    told = [warning.sentence for warning in view.sitting.completing().warnings]
    assert told == [
        "The interview is dated 24 December 2005, before “Start or release”: 12 January 2006."
    ]
    view.show_interview()
    assert view.talking.page is not None
    view.talking.page.head.day.setText("18/7/2006")
    view.talking.page.head.day.editingFinished.emit()
    assert view.sitting.completing().warnings == ()


def test_reasons_that_were_postponed_are_still_asked_for_once_the_case_is_complete(
    qtbot: QtBot, show_case: Shown, inspection: Inspection, fill: Fill
) -> None:
    fill(inspection, "c0")
    inspection.answer("c0", "1.2.2", NOT_APPLICABLE, by="assessor")
    inspection.set_status("c0", CaseStatus.COMPLETE, by="assessor")
    assert show_case().head.counts == "Complete · 1 reason to give"
    cases = CasesView()
    qtbot.addWidget(cases)
    cases.show()
    cases.use(inspection)
    cases.show_rows(case_rows(inspection))
    model = cases.table.model()
    qtbot.waitUntil(lambda: model.index(0, Column.NOTES_ASKED).data() == "1")


def test_a_withdrawn_case_is_opened_again_with_everything_in_it(
    show_case: Shown, inspection: Inspection, fill: Fill
) -> None:
    fill(inspection, "c0")
    view = show_case()
    before = inspection.values()["c0"]
    view.closing.withdraw("Moved to another area")
    assert view.head.counts == "Withdrawn: Moved to another area"
    view.complete_button.click()
    assert inspection.case("c0").status is CaseStatus.IN_PROGRESS
    assert inspection.case("c0").reason == ""
    assert inspection.values()["c0"] == before


def test_the_order_of_the_pages_is_the_same_the_next_day(
    show_case: Shown, press: Press, tmp_path: Path, inspection: Inspection
) -> None:
    settings = tmp_path / "keys.json"
    first = show_case(key_settings=settings)
    headings = {page.heading for page in first.pages}
    press(Qt.Key.Key_R, CTRL)
    first.side.toggle_keys()
    first.side.keys.single_keys.click()
    second = show_case(key_settings=settings)
    assert not second.settings.single_keys
    assert {page.heading for page in second.pages} != headings
    chosen = [each.text() for each in second.findChildren(QRadioButton) if each.isChecked()]
    assert "Reading" in chosen


def test_the_sheet_of_keys_opens_where_single_keys_are_off(
    show_case: Shown, press: Press, tmp_path: Path
) -> None:
    settings = tmp_path / "keys.json"
    settings.write_text('{"single_keys": false}', encoding="utf-8")
    view = show_case(key_settings=settings)
    press("?")
    assert view.side.is_guidance
    press(Qt.Key.Key_F1)
    assert view.side.shows("keys")


def test_words_of_an_interview_are_found_and_lead_to_their_prompt(
    qtbot: QtBot, inspection: Inspection
) -> None:
    Interviewing(inspection, "c1", "assessor").note("om.3", "The court wanted unpaid work.")
    workspace = Workspace(inspection, TaskRunner())
    qtbot.addWidget(workspace)
    workspace.resize(1200, 700)
    workspace.show()
    workspace.cases.search.setText("court wanted")
    qtbot.waitUntil(lambda: workspace.cases.shown() == ("WE-0401",))
    found = workspace.cases.hits.list
    assert found.item(0).text() == "WE-0401  om.3  interview: The court wanted unpaid work."
    workspace.cases.hits.list.itemActivated.emit(found.item(0))
    assert workspace.case is not None
    page = workspace.case.talking.page
    assert page is not None
    assert QApplication.focusWidget() is page.notes["om.3"]


def test_words_of_an_interview_that_were_never_saved_are_told_in_list_and_case(
    qtbot: QtBot, show_case: Shown, inspection: Inspection
) -> None:
    inspection.journal("", "interview note/c0/om.3", "The court", by="assessor")
    cases = CasesView()
    qtbot.addWidget(cases)
    cases.show_rows(case_rows(inspection))
    assert cases.stopped == "1 note was typed and never saved: open WE-0400."
    view = show_case("c1")
    with qtbot.waitSignal(view.said) as said:
        view.show_sitting(type(view.sitting)(inspection, "c0", "assessor"))
    assert said.args[0] == "Words of the interview were never saved. Ctrl+I shows them."
