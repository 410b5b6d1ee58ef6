"""Drawing cases to be checked, and comments with their replies, on both copies."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from omi_desktop.exchange.pack import make_pack
from omi_desktop.store import Inspection, KeyCost
from omi_desktop.store.checking import Waits, comment_on, reply_to, threads
from omi_desktop.store.checking_records import CheckDraw, Checked, Reply
from omi_ui.checks.head import Part
from omi_ui.checks.view import ChecksView

COST = KeyCost(passes=1, kibibytes=64, lanes=1)
WORD = "the word of the pack"
Show = Callable[[Inspection], ChecksView]
Said = list[tuple[str, Callable[[], object] | None]]


def told(view: ChecksView) -> Said:
    said: Said = []
    view.said.connect(lambda words, undo: said.append((words, undo)))
    return said


def test_nothing_is_drawn_at_first_and_the_next_draw_is_told(
    lead_copy: Inspection, show: Show
) -> None:
    view = show(lead_copy)
    assert view.head.words == "4 cases are complete, none was drawn to be checked yet."
    assert view.drawn.words.startswith("1 case of 4 that are complete")
    assert view.drawn.cases.rows == ()
    assert QApplication.focusWidget() is view.drawn.number


def test_a_draw_spreads_over_the_readers_and_is_undone(
    qtbot: QtBot, lead_copy: Inspection, show: Show
) -> None:
    view = show(lead_copy)
    said = told(view)
    view.drawn.number.setText("50")
    view.drawn.seed.setText("July")
    view.drawn.draw_button.click()
    qtbot.waitUntil(lambda: len(view.drawn.cases.rows) == 2, timeout=30_000)
    assert {row[1] for row in view.drawn.cases.rows} == {"Ann Bell", "Owen Teasdale"}
    (draw,) = lead_copy.records(CheckDraw)
    assert (draw.seed, draw.wanted) == ("July", "50 % of 4 completed cases")
    words, undo = said[-1]
    assert words == "2 cases were drawn."
    assert undo is not None
    undo()
    qtbot.waitUntil(lambda: view.drawn.cases.rows == (), timeout=30_000)
    assert lead_copy.records(CheckDraw) == ()


def test_a_number_of_cases_is_drawn_until_none_is_left(
    qtbot: QtBot, lead_copy: Inspection, show: Show
) -> None:
    view = show(lead_copy)
    view.drawn.unit.setCurrentIndex(1)
    view.drawn.unit.activated.emit(1)
    view.drawn.number.setText("9")
    view.drawn.draw_button.click()
    qtbot.waitUntil(lambda: len(view.drawn.cases.rows) == 4, timeout=30_000)
    assert view.drawn.words == "All completed cases were drawn."
    assert not view.drawn.draw_button.isEnabled()


def test_a_drawn_case_is_opened_and_checked(
    qtbot: QtBot, lead_copy: Inspection, show: Show
) -> None:
    view = show(lead_copy)
    view.drawn.draw_button.click()
    qtbot.waitUntil(lambda: len(view.drawn.cases.rows) == 1, timeout=30_000)
    (draw,) = lead_copy.records(CheckDraw)
    with qtbot.waitSignal(view.case_wanted) as wanted:
        view.drawn.open_button.click()
    assert wanted.args == [draw.cases[0], ""]
    view.drawn.checked_button.click()
    qtbot.waitUntil(lambda: view.drawn.cases.rows[0][4].startswith("Checked"), timeout=30_000)
    assert [one.case for one in lead_copy.records(Checked)] == [draw.cases[0]]
    assert view.drawn.checked_button.text() == "Not checked after all"
    view.drawn.checked_button.click()
    qtbot.waitUntil(lambda: view.drawn.cases.rows[0][4] == "To be checked", timeout=30_000)


def test_the_lead_reads_a_reply_answers_it_and_closes_the_comment(
    qtbot: QtBot, lead_copy: Inspection, show: Show
) -> None:
    made = comment_on(lead_copy, "c0", "1.1.1", "Where is that seen?", by="lead")
    reply_to(lead_copy, made.id, "In the contact log.", by="ann")
    view = show(lead_copy)
    view.show_now("comments")
    assert view.part is Part.COMMENTS
    assert view.comments.comments.rows == (
        ("WE-00", "1.1.1", "Ann Bell", "To be looked at", "Where is that seen?"),
    )
    assert "Ruth Ambler" in view.comments.said
    assert "In the contact log." in view.comments.said
    with qtbot.waitSignal(view.case_wanted) as wanted:
        view.comments.question_button.click()
    assert wanted.args == ["c0", "1.1.1"]
    view.comments.text.setPlainText("Which entry?")
    view.comments.reply_button.click()
    qtbot.waitUntil(lambda: view.comments.comments.rows[0][3] == "To be answered", timeout=30_000)
    assert view.comments.text.toPlainText() == ""
    said = told(view)
    assert view.comments.close_button is not None
    view.comments.close_button.click()
    qtbot.waitUntil(lambda: view.comments.comments.rows[0][3] == "Closed", timeout=30_000)
    assert not view.comments.text.isEnabled()
    undo = said[-1][1]
    assert undo is not None
    undo()
    qtbot.waitUntil(lambda: view.comments.comments.rows[0][3] == "To be answered", timeout=30_000)


def test_a_changed_answer_is_shown_beside_the_comment(lead_copy: Inspection, show: Show) -> None:
    comment_on(lead_copy, "c0", "1.1.1", "Is it?", by="lead")
    lead_copy.answer("c0", "1.1.1", "insufficient", by="ann")
    view = show(lead_copy)
    assert "Answered since: “Sufficient” became “Insufficient”." in view.comments.said


def test_a_reply_that_was_begun_goes_under_no_other_comment(
    anns_copy: Inspection, show: Show
) -> None:
    view = show(anns_copy)
    view.comments.text.setPlainText("In the log.")
    view.comments.comments.choose(1)
    assert view.comments.text.toPlainText() == ""


def test_an_assessor_sees_what_to_answer_and_replies(
    qtbot: QtBot, anns_copy: Inspection, show: Show
) -> None:
    view = show(anns_copy)
    assert view.head.words == "2 comments to answer, 2 in all."
    assert view.head.buttons == {}
    assert view.comments.close_button is None
    view.comments.text.setPlainText("They are right.")
    said = told(view)
    view.comments.reply_button.click()
    qtbot.waitUntil(lambda: view.head.words.startswith("1 comment to answer"), timeout=30_000)
    assert [(one.text, one.by) for one in anns_copy.records(Reply)] == [("They are right.", "ann")]
    undo = said[-1][1]
    assert undo is not None
    undo()
    qtbot.waitUntil(lambda: view.head.words.startswith("2 comments to answer"), timeout=30_000)


def test_comments_of_a_newer_pack_are_taken_in(
    qtbot: QtBot, anns_copy: Inspection, lead_copy: Inspection, show: Show, tmp_path: Path
) -> None:
    comment_on(lead_copy, "c1", "", "A word on this one, too.", by="lead")
    newer = tmp_path / "newer.omi"
    make_pack(lead_copy, "ann", newer, WORD, by="lead", cost=COST)
    view = show(anns_copy)
    refused: list[Exception] = []
    view.refused.connect(refused.append)
    view.take_in(newer, "another word")
    qtbot.waitUntil(lambda: bool(refused), timeout=30_000)
    said = told(view)
    view.take_in(newer, WORD)
    qtbot.waitUntil(lambda: len(view.comments.comments.rows) == 3, timeout=30_000)
    assert said == [("1 word of the lead inspector came in.", None)]
    view.take_in(newer, WORD)
    qtbot.waitUntil(lambda: len(said) == 2, timeout=30_000)
    assert said[1] == ("Nothing is new in it.", None)


@pytest.mark.parametrize("is_lead", [True, False])
def test_an_empty_screen_says_what_belongs_there(
    is_lead: bool, lead_copy: Inspection, show: Show, tmp_path: Path
) -> None:
    from omi_desktop.store import open_inspection

    if is_lead:
        view = show(lead_copy)
        assert view.comments.comments.rows == ()
        return
    path = tmp_path / "ann.omi"
    make_pack(lead_copy, "ann", path, WORD, by="lead", cost=COST)
    with open_inspection(path, WORD, cost=COST) as copy:
        view = show(copy)
        assert view.head.words == "The lead inspector has commented on nothing yet."
        assert QApplication.focusWidget() is view.comments.passphrase
        view.comments.passphrase.setFocus(Qt.FocusReason.OtherFocusReason)


def test_what_the_file_refuses_is_told_and_nothing_changes(
    qtbot: QtBot, anns_copy: Inspection, show: Show
) -> None:
    view = show(anns_copy)
    saved = anns_copy.saved()
    with qtbot.waitSignal(view.refused):
        view.close_comment(threads(anns_copy)[0].comment.id, True)
    assert anns_copy.saved() == saved
    assert [one.waits for one in threads(anns_copy)] == [Waits.ASSESSOR] * 2
