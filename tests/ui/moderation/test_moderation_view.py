"""Moderation as a lead inspector does it: with the keyboard, one difference after the other."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from omi_desktop.store import CaseStatus, How, Inspection, SecondRead
from omi_desktop.store.moderation_records import Agreed
from omi_ui.case.sitting import Sitting
from omi_ui.moderation.head import Part
from omi_ui.moderation.state import Sought
from omi_ui.moderation.view import ModerationView
from omi_ui.widgets.rows_table import RowsTable

Words = Any
REASON = "The levels were never made known."


def value(inspection: Inspection, question: str) -> str | None:
    return inspection.answers("c0")[question].value


def questions(view: ModerationView) -> list[str]:
    return [row[1].removesuffix(" RoH") for row in view.differences.table.rows]


def told(qtbot: QtBot, view: ModerationView) -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = []
    view.said.connect(lambda words, undo: found.append((words, undo)))
    return found


def test_what_differs_is_listed_with_both_answers_and_a_blind_case_is_not(
    view: ModerationView, asked: Words
) -> None:
    assert questions(view) == [asked.harm, asked.same_side, asked.plain]
    assert {row[0] for row in view.differences.table.rows} == {"WE-00"}
    first, second = view.differences.table.rows[0][2:4]
    assert (first[0], second[0]) == ("●", "○")
    assert view.head.words == (
        "2 cases are read twice, of 1 both readings are complete. 0 of 3 differences agreed on."
    )
    assert view.head.buttons[Part.DIFFERENCES].text() == "Differences (3)"


def test_both_readings_stand_side_by_side_with_notes_names_and_times(view: ModerationView) -> None:
    first, second, agreed = view.differences.both.sides
    assert "Ann Bell, " in first
    assert "Note: Screened on time." in first
    assert "Owen Teasdale, 19 July 2006, 10:00 UTC" in second
    assert "Note: Levels not shared." in second
    assert agreed == "Nothing yet\nThe first reading’s counts"


def test_with_the_keyboard_alone_the_second_is_taken_with_a_reason_and_the_next_one_comes(
    qtbot: QtBot, view: ModerationView, twice: Inspection, asked: Words
) -> None:
    page = view.differences
    own = value(twice, asked.harm)
    said = told(qtbot, view)
    page.focus()
    qtbot.keyClick(page.table, Qt.Key.Key_S)
    assert page.agreeing.reason.hasFocus()
    qtbot.keyClicks(page.agreeing.reason, REASON)
    qtbot.keyClick(page.agreeing.reason, Qt.Key.Key_Return)
    (agreed,) = twice.records(Agreed)
    assert (agreed.question, agreed.own, agreed.reason, agreed.by) == (
        asked.harm,
        own,
        REASON,
        "lead",
    )
    assert value(twice, asked.harm) == agreed.value != own
    assert twice.history("c0", asked.harm)[-1].how is How.MODERATED
    # The keyboard is on the next difference that is open, and the words of the reason are gone.
    assert page.table.hasFocus()
    assert page.chosen is not None
    assert page.chosen.answer.question.id == asked.same_side
    assert page.agreeing.reason.text() == ""
    assert said[0][0].startswith(f"WE-00, {asked.harm}: agreed on ○ ")
    # What the assessor gave stays in sight.
    assert page.table.rows[0][2].startswith("●")
    assert page.table.rows[0][4].startswith("○")


def test_undo_takes_the_agreement_back_and_goes_there(
    qtbot: QtBot, view: ModerationView, twice: Inspection, asked: Words
) -> None:
    before = twice.answers("c0")[asked.harm]
    said = told(qtbot, view)
    view.differences.agreeing.take_second()
    view.differences.agreeing.reason.setText(REASON)
    view.differences.agreeing.agree_button.click()
    said[0][1]()
    after = twice.answers("c0")[asked.harm]
    assert (after.value, after.by, after.at) == (before.value, before.by, before.at)
    assert twice.records(Agreed) == ()
    assert view.differences.chosen is not None
    assert view.differences.chosen.answer.question.id == asked.harm
    assert view.differences.chosen.answer.is_open


def test_a_digit_takes_another_answer_and_f_the_first(
    qtbot: QtBot, view: ModerationView, twice: Inspection, asked: Words
) -> None:
    page = view.differences
    page.focus()
    qtbot.keyClick(page.table, Qt.Key.Key_0)
    assert page.agreeing.value == "not-applicable"
    qtbot.keyClick(page.agreeing.reason, Qt.Key.Key_Escape)
    assert page.agreeing.value is None
    assert page.table.hasFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_F)
    assert page.agreeing.value == value(twice, asked.harm)
    # In the reason a letter and a digit are what they are.
    qtbot.keyClicks(page.agreeing.reason, "fs0n")
    assert page.agreeing.reason.text() == "fs0n"
    qtbot.keyClick(page.agreeing.reason, Qt.Key.Key_Return)
    assert twice.records(Agreed)[0].value == value(twice, asked.harm)


def test_nothing_is_agreed_on_without_a_reason(
    qtbot: QtBot, view: ModerationView, twice: Inspection
) -> None:
    view.differences.agreeing.take_second()
    assert not view.differences.agreeing.agree_button.isEnabled()
    qtbot.keyClick(view.differences.agreeing.reason, Qt.Key.Key_Return)
    assert twice.records(Agreed) == ()
    view.differences.agreeing.reason.setText("  ")
    assert not view.differences.agreeing.agree_button.isEnabled()


def test_an_agreement_is_given_up_and_that_is_undone_too(
    qtbot: QtBot, view: ModerationView, twice: Inspection, asked: Words
) -> None:
    own = value(twice, asked.harm)
    view.agree("c0", asked.harm, "not-applicable", REASON)
    view.differences.choose(("c0", asked.harm))
    said = told(qtbot, view)
    assert not view.differences.agreeing.give_up_button.isHidden()
    view.differences.agreeing.give_up_button.click()
    assert (value(twice, asked.harm), twice.records(Agreed)) == (own, ())
    said[0][1]()
    assert value(twice, asked.harm) == "not-applicable"
    assert len(twice.records(Agreed)) == 1


def test_the_reason_alone_can_be_changed(
    qtbot: QtBot, view: ModerationView, twice: Inspection, asked: Words
) -> None:
    view.agree("c0", asked.harm, "not-applicable", REASON)
    view.differences.choose(("c0", asked.harm))
    assert not view.differences.agreeing.agree_button.isEnabled()
    view.differences.agreeing.reason.setText("Said better.")
    view.differences.agreeing.agree_button.click()
    assert twice.records(Agreed)[0].reason == "Said better."
    assert value(twice, asked.harm) == "not-applicable"


def test_filters_leave_risk_of_harm_what_is_across_the_line_and_what_is_open(
    qtbot: QtBot, view: ModerationView, asked: Words
) -> None:
    page = view.differences
    page.only_harm.click()
    harm = questions(view)
    assert asked.harm in harm
    assert asked.plain not in harm
    page.only_harm.click()
    page.only_line.click()
    assert questions(view) == [asked.harm, asked.plain]
    view.agree("c0", asked.harm, "not-applicable", REASON)
    page.only_open.click()
    assert questions(view) == [asked.plain]
    assert page.sought == Sought("", only_open=True, only_across_line=True)


def test_going_on_comes_round_to_the_first_again(
    qtbot: QtBot, view: ModerationView, asked: Words
) -> None:
    page = view.differences
    page.table.choose(2)
    page.focus()
    qtbot.keyClick(page.table, Qt.Key.Key_N)
    assert page.table.row == 0
    view.agree("c0", asked.harm, "not-applicable", REASON)
    page.table.choose(2)
    qtbot.keyClick(page.table, Qt.Key.Key_N)
    assert page.table.row == 1


def test_what_is_being_typed_stays_while_the_file_is_read_anew(
    qtbot: QtBot, view: ModerationView
) -> None:
    view.differences.agreeing.take_second()
    qtbot.keyClicks(view.differences.agreeing.reason, "Half a rea")
    before = view.state
    view.show_now()
    qtbot.waitUntil(lambda: view.state is not before, timeout=30_000)
    assert view.differences.agreeing.reason.text() == "Half a rea"
    assert view.differences.agreeing.value is not None


def test_the_cases_say_who_reads_and_a_blind_one_says_no_more(
    qtbot: QtBot, view: ModerationView
) -> None:
    view.go_to(Part.READINGS)
    assert view.readings.table.rows == (
        ("WE-00", "Ann Bell, complete", "Owen Teasdale, complete", "Both complete", "3", "0"),
        (
            "WE-01",
            "Ann Bell, reading",
            "Owen Teasdale, complete",
            "Blind until both are complete",
            "",
            "",
        ),
    )
    qtbot.keyClick(view.readings.table, Qt.Key.Key_Return)
    view.readings.table.opened.emit(0)
    assert view.part is Part.DIFFERENCES
    assert view.differences.sought == Sought("c0")


def test_a_refused_agreement_changes_nothing_and_says_why(
    qtbot: QtBot, view: ModerationView, twice: Inspection, asked: Words
) -> None:
    twice.set_status("c0", CaseStatus.IN_PROGRESS, by="ann", reason="Once more.")
    with qtbot.waitSignal(view.refused) as refused:
        view.agree("c0", asked.harm, "not-applicable", REASON)
    assert "still being read" in str(refused.args[0])
    assert twice.records(Agreed) == ()


def test_agreement_is_a_table_that_can_be_saved(
    qtbot: QtBot, view: ModerationView, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    view.go_to(Part.AGREEMENT)
    whole, *criteria = view.agreement.table.rows
    assert whole == ("All judgements", "1", "3", "1", "few", "few", "few", "0")
    assert [row[0].split()[0] for row in criteria] == ["1.2", "1.3", "3.2"]
    view.agreement.by.setCurrentIndex(2)
    assert [row[0] for row in view.agreement.table.rows[1:]] == ["Ann Bell", "Owen Teasdale"]
    path = tmp_path / "a.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    with qtbot.waitSignal(view.said):
        view.agreement.save_button.click()
    with path.open(encoding="utf-8-sig", newline="") as file:
        assert next(csv.DictReader(file))["judgements"] == "3"


def test_area_assessors_are_compared_in_a_sentence(view: ModerationView) -> None:
    view.go_to(Part.KINDS)
    assert "cannot be compared" in view.kinds.words
    assert view.kinds.table.isHidden()


def test_without_second_reads_the_screen_says_where_they_are_planted(
    qtbot: QtBot, view: ModerationView, twice: Inspection
) -> None:
    twice.change_records(drop=twice.records(SecondRead), by="lead")
    before = view.state
    view.show_now("Cases read twice")
    qtbot.waitUntil(lambda: view.state is not before, timeout=30_000)
    assert view.head.words == "No case is read twice."
    assert view.part is Part.READINGS
    assert view.readings.currentIndex() == 0
    assert view.differences.currentIndex() == 0


def test_an_agreed_answer_shows_in_the_case_what_its_assessor_gave(
    view: ModerationView, twice: Inspection, asked: Words
) -> None:
    view.agree("c0", asked.harm, "not-applicable", REASON)
    sitting = Sitting(twice, "c0", "lead")
    assert sitting.beside(asked.harm).startswith(
        "Agreed by Ruth Ambler: The levels were never made known. Before: Ann Bell gave “"
    )
    assert "Agreed" not in sitting.beside(asked.plain)


CONTROLS = {
    QAccessible.Role.Button,
    QAccessible.Role.RadioButton,
    QAccessible.Role.CheckBox,
    QAccessible.Role.ComboBox,
    QAccessible.Role.EditableText,
    QAccessible.Role.Table,
}


def controls(part: QAccessibleInterface) -> list[tuple[str, str]]:
    """The controls that are in sight: what each is, and its name."""
    thing = part.object()
    if isinstance(thing, QWidget) and not thing.isVisible():
        return []
    if part.role() in CONTROLS:
        return [(part.role().name, part.text(QAccessible.Text.Name))]
    children = [part.child(number) for number in range(part.childCount())]
    return [one for child in children if child is not None for one in controls(child)]


@pytest.mark.parametrize("part", Part)
def test_every_control_has_a_name_and_the_page_takes_the_keyboard(
    view: ModerationView, part: Part
) -> None:
    view.go_to(part)
    root = QAccessible.queryAccessibleInterface(view)
    assert root is not None
    found = controls(root)
    assert len(found) >= len(Part)
    assert [role for role, name in found if not name] == []
    focused = [table for table in view.findChildren(RowsTable) if table.hasFocus()]
    # Where nothing can be compared there is no table to go to.
    assert len(focused) == (part is not Part.KINDS)
