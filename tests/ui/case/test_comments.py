"""Comments beside the answers of a case: the lead inspector's, and the reader's replies."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from omi_desktop.exchange.pack import make_pack
from omi_desktop.store import CaseStatus, Inspection, KeyCost, open_inspection
from omi_desktop.store.checking import comment_on, threads
from omi_desktop.store.checking_records import Comment, Reply
from omi_ui.case.sitting import Sitting
from omi_ui.case.view import CaseView

COST = KeyCost(passes=1, kibibytes=64, lanes=1)
Shown = Callable[..., CaseView]


def pressed(view: CaseView, words: str) -> None:
    """Press the button of the panel that is called so."""
    buttons = view.side.comments.findChildren(QPushButton)
    next(one for one in buttons if (one.accessibleName() or one.text()) == words).click()


@pytest.fixture
def copy(
    inspection: Inspection, fill: Callable[[Inspection, str], None], tmp_path: Path
) -> Iterator[Inspection]:
    """Open the assessor's copy: a whole case with a comment on one answer and one on the case."""
    fill(inspection, "c0")
    comment_on(inspection, "c0", "1.2.1", "Where is that seen?", by="lead")
    comment_on(inspection, "c0", "", "Look at the dates.", by="lead")
    path = tmp_path / "owen.omi"
    make_pack(inspection, "assessor", path, "a word", by="lead", cost=COST)
    with open_inspection(path, "a word", cost=COST) as opened:
        opened.set_status("c0", CaseStatus.IN_PROGRESS, by="assessor")
        yield opened


@pytest.fixture
def owens(qtbot: QtBot, copy: Inspection) -> CaseView:
    """Return the case in the assessor's copy."""
    sitting = Sitting(copy, "c0", "assessor")
    view = CaseView(sitting)
    qtbot.addWidget(view)
    view.resize(1200, 700)
    with qtbot.waitExposed(view):
        view.show()
    view.show_sitting(sitting, "1.2.1")
    return view


def test_the_lead_comments_on_the_question_with_the_keyboard(
    show_case: Shown, inspection: Inspection
) -> None:
    view = show_case(by="lead", question="1.1.P1")
    assert view.head.comments_button.text() == "Comments"
    view.beside.toggle_comments()
    panel = view.side.comments
    panel.text.setPlainText("Is that the report of May?")
    said: list[object] = []
    view.said.connect(lambda words, undo: said.append(undo))
    panel.keep.click()
    (made,) = inspection.records(Comment)
    assert (made.case, made.question, made.text, made.by) == (
        "c0",
        "1.1.P1",
        "Is that the report of May?",
        "lead",
    )
    assert view.head.comments_button.text() == "Comments · 1"
    assert panel.text.toPlainText() == ""
    undo = said[-1]
    assert callable(undo)
    undo()
    assert inspection.records(Comment) == ()
    assert view.head.comments_button.text() == "Comments"


def test_a_comment_is_closed_and_opened_again(show_case: Shown, inspection: Inspection) -> None:
    comment_on(inspection, "c0", "1.1.P1", "Is it?", by="lead")
    view = show_case(by="lead", question="1.1.P1")
    view.beside.toggle_comments()
    pressed(view, "Close: the comment on 1.1.P1")
    assert not threads(inspection)[0].is_open
    pressed(view, "Open again: the comment on 1.1.P1")
    assert threads(inspection)[0].is_open


def test_what_is_typed_stays_while_the_case_changes(
    show_case: Shown, inspection: Inspection
) -> None:
    view = show_case(by="lead", question="1.1.P1")
    view.beside.toggle_comments()
    view.side.comments.text.setPlainText("Half a thou")
    view.answering.answer("1.1.P1", "standard")
    assert view.side.comments.text.toPlainText() == "Half a thou"


def test_an_assessor_replies_and_comments_on_nothing(owens: CaseView, copy: Inspection) -> None:
    owens.beside.toggle_comments()
    panel = owens.side.comments
    assert panel.text.isHidden()
    pressed(owens, "Reply to the comment on 1.2.1")
    assert not panel.text.isHidden()
    panel.text.setPlainText("In the log.")
    panel.keep.click()
    assert [(one.text, one.by) for one in copy.records(Reply)] == [("In the log.", "assessor")]
    pressed(owens, "Go to 1.2.1")
    assert owens.page_view.current == "1.2.1"


def test_a_case_waits_for_its_comments_to_be_answered(
    qtbot: QtBot, owens: CaseView, copy: Inspection
) -> None:
    owens.complete_button.click()
    assert owens.is_completing
    assert not owens.completing.complete.isEnabled()
    for thread in threads(copy):
        owens.sitting.reply(thread.comment.id, "Looked at.")
    owens.show_completing()
    assert owens.completing.complete.isEnabled()
    owens.completing.complete.click()
    assert copy.case("c0").status is CaseStatus.COMPLETE


def test_a_changed_answer_answers_the_comment(owens: CaseView) -> None:
    assert len(owens.sitting.blocks_completion) == 2
    owens.answering.answer("1.2.1", "no")
    assert [one.comment.question for one in owens.sitting.blocks_completion] == [""]


def test_keys_show_the_comments_and_put_them_away(qtbot: QtBot, owens: CaseView) -> None:
    keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(owens, Qt.Key.Key_K, keys)
    assert owens.side.shows("comments")
    qtbot.keyClick(owens, Qt.Key.Key_K, keys)
    assert owens.side.is_guidance
