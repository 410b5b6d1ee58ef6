"""Next steps, timetable, people and sign-off, as a lead inspector settles them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from omi_desktop.report.outline import State
from omi_desktop.store import CaseStatus, Contributor, Inspection, NextSteps, SignOff, Timetable
from omi_ui.report.view import ReportView

Opened = Callable[[str], ReportView]
Focused = Callable[[], QWidget]


def kept_steps(inspection: Inspection) -> NextSteps | None:
    """Return the next steps in the file."""
    return next(iter(inspection.records(NextSteps)), None)


def kept_days(inspection: Inspection) -> Timetable:
    """Return the timetable in the file."""
    return next(iter(inspection.records(Timetable)), Timetable())


def press(view: ReportView, words: str) -> None:
    """Press the button with these words on the page."""
    found = [each for each in view.page.findChildren(QPushButton) if each.text() == words]
    found[0].click()


def test_next_steps_are_kept_as_they_are_chosen(
    qtbot: QtBot, opened: Opened, cumbria: Inspection
) -> None:
    view = opened("next-steps")
    page = view.pages.next_steps
    assert page.weeks is not None
    assert page.again is not None
    assert page.remark is not None
    page.weeks.selectAll()
    qtbot.keyClicks(page.weeks, "6")
    page.again.setChecked(True)
    page.remark.setPlainText("Risk of Harm work gives concern.")
    view.save()
    assert kept_steps(cumbria) == NextSteps(6, True, "Risk of Harm work gives concern.")


def test_weeks_that_are_no_number_are_said_and_not_kept(
    qtbot: QtBot, opened: Opened, cumbria: Inspection
) -> None:
    before = kept_steps(cumbria)
    view = opened("next-steps")
    page = view.pages.next_steps
    assert page.weeks is not None
    page.weeks.selectAll()
    qtbot.keyClicks(page.weeks, "0")
    view.save()
    assert kept_steps(cumbria) == before
    told = [each.text() for each in page.findChildren(QLabel) if each.isVisibleTo(page)]
    assert "Write the weeks as a number from 1 to 52." in told


def test_a_plan_has_a_day_only_where_publication_has_one(
    opened: Opened, cumbria: Inspection
) -> None:
    page = opened("next-steps").pages.next_steps

    def told() -> str:
        return " ".join(each.text() for each in page.findChildren(QLabel))

    assert "Publication is November 2006: the day follows once it has one." in told()
    cumbria.put_record(Timetable(publication="2006-11-16"), by="lead")
    opened("next-steps")
    assert "Due by 14 December 2006." in told()


def test_next_steps_are_left_out_taken_back_and_begun_anew(
    opened: Opened, cumbria: Inspection
) -> None:
    before = kept_steps(cumbria)
    view = opened("next-steps")
    undone: list[Callable[[], None]] = []
    view.said.connect(lambda _words, undo: undone.append(undo))
    press(view, "Leave them out")
    assert kept_steps(cumbria) is None
    assert view.outline.entry("next-steps").place.state is State.MISSING
    undone[0]()
    assert kept_steps(cumbria) == before
    press(view, "Leave them out")
    press(view, "Add the next steps")
    assert kept_steps(cumbria) == NextSteps(4, further_inspection=False)


def test_an_empty_day_shows_the_one_that_follows_from_the_rules(
    qtbot: QtBot, opened: Opened, cumbria: Inspection
) -> None:
    cumbria.put_record(Timetable(fieldwork_to="2006-07-21"), by="lead")
    view = opened("timetable")
    lines = view.pages.timetable.lines
    assert lines["draft"].text() == ""
    assert lines["draft"].placeholderText() == "1 September 2006"
    assert lines["draft"].accessibleDescription() == "1 September 2006, follows from the rules"
    assert lines["publication"].accessibleDescription().endswith("as the file was begun with")
    qtbot.keyClicks(lines["draft"], "8/9/2006")
    qtbot.keyClick(lines["draft"], Qt.Key.Key_Return)
    assert kept_days(cumbria).draft == "2006-09-08"
    assert lines["draft"].text() == "8 September 2006"
    assert lines["comments"].placeholderText() == "22 September 2006"


def test_days_the_wrong_way_round_are_warned_of_in_one_sentence(
    qtbot: QtBot, opened: Opened
) -> None:
    view = opened("timetable")
    page = view.pages.timetable
    for name, day in (("fieldwork_to", "21 July 2006"), ("draft", "1 July 2006")):
        qtbot.keyClicks(page.lines[name], day)
        qtbot.keyClick(page.lines[name], Qt.Key.Key_Return)
    assert page.warning == (
        "“Draft to the area” lies before “Fieldwork ends”: one of the two days is wrong."
    )
    page.lines["draft"].clear()
    view.save()
    assert page.warning == ""


def test_what_is_no_day_is_said_and_not_kept(
    qtbot: QtBot, opened: Opened, cumbria: Inspection
) -> None:
    view = opened("timetable")
    line = view.pages.timetable.lines["feedback"]
    qtbot.keyClicks(line, "next Friday")
    view.save()
    assert kept_days(cumbria).feedback == ""
    assert line.text() == "next Friday"


def test_people_are_added_moved_and_removed(
    qtbot: QtBot, opened: Opened, cumbria: Inspection, focused: Focused
) -> None:
    cumbria.change_records(drop=cumbria.records(Contributor), by="lead")
    view = opened("people")
    page = view.pages.people
    for name, post in (("R. Solway", "Information manager"), ("V. Wampool", "Officer")):
        page.add()
        qtbot.keyClicks(focused(), name)
        qtbot.keyClick(focused(), Qt.Key.Key_Tab)
        qtbot.keyClicks(focused(), post)
    view.save()
    first, second = (
        Contributor(1, "R. Solway", "Information manager"),
        Contributor(2, "V. Wampool", "Officer"),
    )
    assert cumbria.records(Contributor) == (first, second)
    qtbot.keyClick(focused(), Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert [each.name for each in cumbria.records(Contributor)] == ["V. Wampool", "R. Solway"]
    undone: list[Callable[[], None]] = []
    view.said.connect(lambda _words, undo: undone.append(undo))
    remove = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(focused(), Qt.Key.Key_Delete, remove)
    assert [each.name for each in cumbria.records(Contributor)] == ["R. Solway"]
    undone[0]()
    assert len(cumbria.records(Contributor)) == 2


def test_what_is_open_leads_to_where_it_is_settled(qtbot: QtBot, opened: Opened) -> None:
    view = opened("sign-off")
    assert view.pages.sign_off.sign_button is not None
    assert not view.pages.sign_off.sign_button.isEnabled()
    with qtbot.waitSignal(view.wanted) as caught:
        press(view, "Go there")
    assert caught.args == ["findings", "1.1"]


def test_a_report_is_signed_off_after_one_question_and_reopened_with_a_reason(
    qtbot: QtBot, opened: Opened, cumbria: Inspection, settle: Callable[[Inspection], None]
) -> None:
    settle(cumbria)
    view = opened("sign-off")
    page = view.pages.sign_off
    assert page.sign_button is not None
    page.sign_button.click()
    assert cumbria.signed_off() is None
    assert page.confirm_button is not None
    with qtbot.waitSignal(view.shown, timeout=20_000):
        page.confirm_button.click()
    (signed,) = cumbria.records(SignOff)
    assert signed.holds
    assert view.head.counts.startswith("Signed off as number 1")
    view.open_part("foreword")
    body = view.page.widget()
    assert body is not None
    assert not body.isEnabled()
    view.open_part("sign-off")
    assert page.reopen_button is not None
    assert page.reason is not None
    assert not page.reopen_button.isEnabled()
    page.reason.setText("A figure was disputed.")
    with qtbot.waitSignal(view.shown, timeout=20_000):
        page.reopen_button.click()
    (signed,) = cumbria.records(SignOff)
    assert signed.reason == "A figure was disputed."
    assert cumbria.signed_off() is None
    assert view.pages.sign_off.sign_button is not None
    assert view.pages.sign_off.sign_button.isEnabled()


def test_a_sign_off_that_is_refused_says_why_and_changes_nothing(
    qtbot: QtBot, opened: Opened, cumbria: Inspection, settle: Callable[[Inspection], None]
) -> None:
    settle(cumbria)
    view = opened("sign-off")
    page = view.pages.sign_off
    assert page.sign_button is not None
    page.sign_button.click()
    cumbria.drop_record(kept_days(cumbria), by="lead")
    case = cumbria.cases()[0].id
    cumbria.set_status(case, CaseStatus.IN_PROGRESS, by="lead")
    assert page.confirm_button is not None
    with (
        qtbot.waitSignal(view.refused, timeout=20_000) as caught,
        qtbot.waitSignal(view.shown, timeout=20_000),
    ):
        page.confirm_button.click()
    assert "1 case begun but not complete" in str(caught.args[0])
    assert cumbria.signed_off() is None
