"""Section 4, as a lead inspector rates it; every change is read back from the file."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from omi_desktop.clock import now
from omi_desktop.report.gather import gather
from omi_desktop.report.model import Items
from omi_desktop.report.parts.criteria import facts
from omi_desktop.store import (
    Evidence,
    Finding,
    FindingKind,
    Inspection,
    Rating,
    SurveyResult,
)
from omi_ui.leadership.evidence_item import EvidenceItem
from omi_ui.leadership.rating_row import RatingRow
from omi_ui.leadership.view import LeadershipView
from omi_ui.widgets.movable import Deed
from omi_ui.widgets.two_lines import Done
from omi_ui.writing.editor import LiveEditor

ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
WELL = Rating("4.1", "well-met", "They lead together.")
BOARD = Evidence("e1", "4.1", "4.1.a", 1, "It asked hard questions.", "Minutes")
MEMBERS = Evidence(
    "e2", "4.1", "4.1.a", 2, "Two met no staff.", "Interview", FindingKind.IMPROVEMENT
)
PLAN = Evidence("e3", "4.1", "4.1.b", 1, "The plan is candid.")


@pytest.fixture
def view(qtbot: QtBot, inspection: Inspection) -> LeadershipView:
    """Return the screen over one rating and three pieces of evidence."""
    inspection.change_records(put=(WELL, BOARD, MEMBERS, PLAN), by="lead")
    return shown(qtbot, inspection)


def shown(qtbot: QtBot, inspection: Inspection) -> LeadershipView:
    made = LeadershipView(inspection, "lead")
    qtbot.addWidget(made)
    made.resize(1156, 720)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    made.show_now()
    return made


def rating_row(view: LeadershipView) -> RatingRow:
    row = view.page.rating
    assert row is not None
    return row


def reason(view: LeadershipView) -> LiveEditor:
    editor = view.page.reason
    assert editor is not None
    return editor


def focused(view: LeadershipView) -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    assert view.isAncestorOf(widget)
    return widget


def item(view: LeadershipView, text: str) -> EvidenceItem:
    return next(each for each in view.page.items.values() if each.text.toPlainText() == text)


def texts(inspection: Inspection, specific: str = "4.1.a") -> list[str]:
    own = [each for each in inspection.records(Evidence) if each.specific == specific]
    return [each.text for each in sorted(own, key=lambda each: each.position)]


def undo_of(said: list[object]) -> Callable[[], None]:
    back = said[1]
    assert callable(back)
    return back


def test_one_key_rates_and_the_rating_is_taken_back(
    qtbot: QtBot, view: LeadershipView, inspection: Inspection
) -> None:
    view.open_criterion("4.2")
    assert rating_row(view).isAncestorOf(focused(view))
    with qtbot.waitSignal(view.said) as caught:
        qtbot.keyClick(focused(view), Qt.Key.Key_3)
    assert Rating("4.2", "partly-met") in inspection.records(Rating)
    assert caught.args[0] == "4.2 is now partly met."
    assert rating_row(view).rating == "partly-met"
    assert view.outline.entry("4.2").below == "Partly met"
    undo_of(caught.args)()
    assert inspection.records(Rating) == (WELL,)
    assert rating_row(view).rating == ""


def test_a_rating_is_chosen_with_the_mouse_and_the_arrows_change_nothing(
    qtbot: QtBot, view: LeadershipView, inspection: Inspection
) -> None:
    qtbot.keyClick(focused(view), Qt.Key.Key_Right)
    qtbot.keyClick(focused(view), Qt.Key.Key_Right)
    assert focused(view) is rating_row(view).button("partly-met")
    assert inspection.records(Rating) == (WELL,)
    qtbot.keyClick(focused(view), Qt.Key.Key_Space)
    assert inspection.records(Rating)[0].rating == "partly-met"
    qtbot.mouseClick(rating_row(view).button("not-met"), Qt.MouseButton.LeftButton)
    kept = inspection.records(Rating)[0]
    assert (kept.rating, kept.reason) == ("not-met", "They lead together.")


def test_delete_takes_the_rating_back_and_the_reason_stays(
    qtbot: QtBot, view: LeadershipView, inspection: Inspection
) -> None:
    qtbot.keyClick(focused(view), Qt.Key.Key_Delete)
    assert inspection.records(Rating) == (Rating("4.1", "", "They lead together."),)
    assert view.outline.entry("4.1").below.startswith("Not rated")
    reason(view).selectAll()
    reason(view).setFocus()
    qtbot.keyClick(reason(view), Qt.Key.Key_Delete)
    view.save()
    assert inspection.records(Rating) == ()


def test_the_words_of_the_ratings_are_those_of_the_bank(view: LeadershipView) -> None:
    spoken = QAccessible.queryAccessibleInterface(rating_row(view))
    assert spoken is not None
    names = [
        child.text(QAccessible.Text.Name)
        for number in range(spoken.childCount())
        if (child := spoken.child(number)) is not None
        and child.role() == QAccessible.Role.RadioButton
    ]
    assert names == ["Well met", "Satisfactorily met", "Partly met", "Not met"]


def test_a_reason_is_kept_after_a_pause_with_its_live_figure(
    qtbot: QtBot,
    view: LeadershipView,
    inspection: Inspection,
    fill: Callable[[Inspection, str], None],
) -> None:
    fill(inspection, "c0")
    view.show_now()
    reason(view).setFocus()
    qtbot.keyClick(reason(view), Qt.Key.Key_End, CTRL)
    with qtbot.waitSignals([view.writing, view.saved], timeout=5_000):
        qtbot.keyClicks(reason(view), " Sufficient in ")
    qtbot.keyClick(reason(view), Qt.Key.Key_I, CTRL)
    qtbot.keyClicks(focused(view), "1.2.5")
    qtbot.keyClick(focused(view), Qt.Key.Key_Return)
    view.save()
    (kept,) = inspection.records(Rating)
    assert kept.reason == "They lead together. Sufficient in {percent 1.2.5}"
    assert (kept.rating, kept.accepted) == ("well-met", ("100%",))


def test_a_reason_refers_to_a_finding_by_its_letter(
    qtbot: QtBot, view: LeadershipView, inspection: Inspection
) -> None:
    finding = Finding("4.1", FindingKind.STRENGTH, 1, "The Board led.", "f1")
    inspection.put_record(finding, by="lead")
    view.show_now()
    reason(view).setFocus()
    qtbot.keyClick(reason(view), Qt.Key.Key_End, CTRL)
    qtbot.keyClick(reason(view), Qt.Key.Key_R, CTRL)
    qtbot.keyClick(focused(view), Qt.Key.Key_Return)
    assert reason(view).accessibleDescription() == "They lead together.strength (a)"
    view.save()
    assert inspection.records(Rating)[0].accepted == ("strength (a)",)


def test_evidence_is_added_on_a_specific_criterion_with_source_side_and_words(
    qtbot: QtBot, view: LeadershipView, inspection: Inspection
) -> None:
    view.page.adders["4.1.b"].click()
    assert texts(inspection, "4.1.b") == ["The plan is candid."]
    fresh = next(each for each in view.page.items.values() if not each.text.toPlainText())
    assert focused(view) is fresh.source
    qtbot.keyClicks(fresh.source, "Business plan")
    qtbot.keyClick(fresh.source, Qt.Key.Key_Tab)
    assert focused(view) is fresh.side
    qtbot.keyClick(fresh.side, Qt.Key.Key_Down)
    qtbot.keyClick(fresh.side, Qt.Key.Key_Tab)
    assert focused(view) is fresh.text
    qtbot.keyClicks(fresh.text, "Every objective has an owner.")
    qtbot.keyClick(fresh.text, Qt.Key.Key_Tab)
    kept = next(each for each in inspection.records(Evidence) if each.source == "Business plan")
    assert (kept.criterion, kept.specific, kept.position) == ("4.1", "4.1.b", 2)
    assert (kept.side, kept.text) == (FindingKind.STRENGTH, "Every objective has an owner.")
    assert view.outline.entry("4.1").below == "Well met · 4 pieces of evidence"


def test_evidence_moves_inside_its_criterion_and_is_removed_and_each_step_taken_back(
    qtbot: QtBot, view: LeadershipView, inspection: Inspection
) -> None:
    before = sorted(inspection.records(Evidence), key=lambda each: each.id)
    item(view, BOARD.text).focus()
    with qtbot.waitSignal(view.said) as moved:
        qtbot.keyClick(focused(view), Qt.Key.Key_Down, ALT)
    assert texts(inspection) == [MEMBERS.text, BOARD.text]
    assert texts(inspection, "4.1.b") == [PLAN.text]
    assert moved.args[0] == "Moved “It asked hard questions.”."
    with qtbot.waitSignal(view.said) as removed:
        qtbot.keyClick(item(view, BOARD.text).source, Qt.Key.Key_Delete, CTRL | SHIFT)
    assert texts(inspection) == [MEMBERS.text]
    assert focused(view) is item(view, MEMBERS.text).source
    undo_of(removed.args)()
    undo_of(moved.args)()
    assert sorted(inspection.records(Evidence), key=lambda each: each.id) == before


def test_an_undo_keeps_what_is_being_typed(
    qtbot: QtBot, view: LeadershipView, inspection: Inspection
) -> None:
    with qtbot.waitSignal(view.said) as removed:
        item(view, PLAN.text).asked.emit(item(view, PLAN.text).row_id, Deed.REMOVE)
    source = item(view, BOARD.text).source
    source.setFocus()
    qtbot.keyClicks(source, " of July")
    undo_of(removed.args)()
    assert texts(inspection, "4.1.b") == [PLAN.text]
    assert item(view, BOARD.text).source.text() == "Minutes of July"
    assert "Minutes of July" in [each.source for each in inspection.records(Evidence)]


def test_evidence_that_lost_all_its_words_is_removed_and_comes_back(
    qtbot: QtBot, view: LeadershipView, inspection: Inspection
) -> None:
    plan = item(view, PLAN.text)
    plan.text.setFocus()
    plan.text.selectAll()
    qtbot.keyClick(plan.text, Qt.Key.Key_Delete)
    with qtbot.waitSignal(view.said) as caught:
        view.open_criterion("4.2")
    assert texts(inspection, "4.1.b") == []
    assert caught.args[0] == "Removed “The plan is candid.”, which had no words left."
    undo_of(caught.args)()
    assert texts(inspection, "4.1.b") == [PLAN.text]


def test_what_the_cases_and_the_staff_say_is_what_the_report_says(
    view: LeadershipView, inspection: Inspection, fill: Callable[[Inspection, str], None]
) -> None:
    fill(inspection, "c0")
    results = (SurveyResult("staff", "staff.1", 44, 42), SurveyResult("staff", "staff.6", 3, 3))
    strength = Finding("4.1", FindingKind.STRENGTH, 1, "The Board led.", "f1")
    inspection.change_records(put=(*results, strength), by="lead")
    view.show_now("4.1")
    question = "Are you well informed about the policies and procedures that apply in the area?"
    assert view.known.texts() == (
        "1 strength, 0 areas for improvement.",
        f"{question}: 42 of 44 positive · 95%",
    )
    view.open_criterion("4.4")
    trainee = "If you are a trainee: is your professional development given enough attention?"
    assert view.known.texts()[-1] == f"{trainee}: 3 of 3 positive"
    view.open_criterion("4.6")
    data = gather(inspection, at=now())
    rated = next(each for each in inspection.instrument.leadership if each.id == "4.6")
    said = [text for block in facts(rated.questions, data) for text in _items(block)]
    assert said
    assert view.known.texts() == ("None is written yet.", *said)


def _items(block: object) -> tuple[str, ...]:
    return block.items if isinstance(block, Items) else ()


def test_the_outline_tells_how_far_each_criterion_is(view: LeadershipView) -> None:
    first, second = view.outline.entry("4.1"), view.outline.entry("4.2")
    assert (first.done, first.below) == (Done.FULL, "Well met · 3 pieces of evidence")
    assert (second.done, second.below) == (Done.NOTHING, "Not rated")


def test_nothing_rated_says_what_belongs_there_and_holds_the_button(
    qtbot: QtBot, inspection: Inspection
) -> None:
    view = shown(qtbot, inspection)
    assert view.empty.isVisible()
    assert QApplication.focusWidget() is view.begin_button
    view.begin_button.click()
    assert view.criterion == "4.1"
    qtbot.keyClick(focused(view), Qt.Key.Key_1)
    assert inspection.records(Rating) == (Rating("4.1", "well-met"),)


def test_a_file_that_is_signed_off_refuses_and_shows_what_it_holds(
    qtbot: QtBot, view: LeadershipView, inspection: Inspection
) -> None:
    inspection.sign_off(by="lead", code="7F3A")
    with qtbot.waitSignal(view.refused) as caught:
        qtbot.keyClick(focused(view), Qt.Key.Key_4)
    assert "signed off" in str(caught.args[0])
    assert rating_row(view).rating == "well-met"
    with qtbot.waitSignal(view.refused):
        view.page.adders["4.1.a"].click()
        item(view, BOARD.text).asked.emit(item(view, BOARD.text).row_id, Deed.REMOVE)
    assert texts(inspection) == [BOARD.text, MEMBERS.text]
    assert inspection.records(Rating) == (WELL,)


def test_criteria_are_turned_with_the_keyboard(qtbot: QtBot, view: LeadershipView) -> None:
    qtbot.keyClick(view, Qt.Key.Key_PageDown, CTRL)
    assert view.criterion == "4.2"
    qtbot.keyClick(view, Qt.Key.Key_PageUp, CTRL)
    qtbot.keyClick(view, Qt.Key.Key_PageUp, CTRL)
    assert view.criterion == "4.1"


def test_a_narrow_window_folds_the_panel_away_and_a_button_brings_it_back(
    view: LeadershipView,
) -> None:
    assert view.known.isVisible()
    view.resize(800, 700)
    assert not view.known.isVisible()
    view.known_button.click()
    assert view.known.isVisible()
    assert not view.outline.isVisible()
