"""The team, the cases and how they are shared out, as a lead inspector does it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from omi_desktop.store import (
    AllocationRules,
    Attendance,
    Cause,
    DeclaredInterest,
    Holder,
    Inspection,
    Membership,
    PersonKind,
    Placement,
    SecondRead,
)
from omi_desktop.store.inspected_team import memberships
from omi_ui.team.head import Part
from omi_ui.team.view import TeamView

ROWS = {"Ruth Ambler": 0, "Ann Bell": 1, "Bob Carr": 2, "Owen Teasdale": 3, "Mary Dent": 4}


def after(qtbot: QtBot, view: TeamView, act: Callable[[], object]) -> None:
    """Do something and wait until the team was read again."""
    before = view.state
    act()
    qtbot.waitUntil(lambda: view.state is not before and not view.is_busy, timeout=30_000)


def choose(view: TeamView, name: str) -> None:
    view.go_to(Part.PEOPLE)
    view.people.people.choose(ROWS[name])


def propose(qtbot: QtBot, view: TeamView) -> None:
    view.go_to(Part.SHARING)
    view.sharing.propose_button.click()
    assert view.is_busy
    qtbot.waitUntil(lambda: not view.is_busy, timeout=30_000)


def share(qtbot: QtBot, view: TeamView) -> None:
    propose(qtbot, view)
    after(qtbot, view, view.sharing.keep_button.click)


def readers(inspection: Inspection) -> dict[str, str | None]:
    return {case.ref: case.assessor for case in inspection.cases()}


def undo_of(said: list[object]) -> Callable[[], None]:
    back = said[1]
    assert callable(back)
    return back


def told(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel))


def test_the_team_is_listed_with_who_reads(view: TeamView) -> None:
    assert [row[:3] for row in view.people.people.rows] == [
        ("Ruth Ambler", "Lead inspector", "Leads, reads no cases"),
        ("Ann Bell", "Inspector", "Reads cases"),
        ("Bob Carr", "Practice assessor", "Reads cases"),
        ("Owen Teasdale", "Area assessor", "Reads cases"),
        ("Mary Dent", "Area assessor", "Reads cases"),
    ]
    assert view.head.words == (
        "5 people, 4 of them read cases. 12 cases, 12 of them without a reader."
    )


def test_somebody_is_added_by_name_and_not_twice(
    qtbot: QtBot, view: TeamView, shared_out: Inspection
) -> None:
    joining = view.people.joining
    joining.kind.setCurrentIndex(joining.kind.findText("Area assessor in the reserve"))
    joining.name.setFocus()
    qtbot.keyClicks(joining.name, "Ida Fell")
    after(qtbot, view, lambda: qtbot.keyClick(joining.name, Qt.Key.Key_Return))
    added = shared_out.people()[-1]
    assert (added.name, added.kind) == ("Ida Fell", PersonKind.AREA_ASSESSOR)
    assert memberships(shared_out)[added.id].attendance is Attendance.RESERVE
    assert view.people.people.rows[-1][2] == "In the reserve"
    assert QApplication.focusWidget() is joining.name
    qtbot.keyClicks(joining.name, "ida fell")
    joining.add_button.click()
    assert "is in the team already" in joining.problem.words
    assert len(shared_out.people()) == 6


def test_share_limit_and_place_are_kept_when_the_field_is_left_and_can_be_taken_back(
    qtbot: QtBot, view: TeamView, shared_out: Inspection
) -> None:
    choose(view, "Mary Dent")
    form = view.people.form
    form.most.setFocus()
    qtbot.keyClicks(form.most, "2")
    with qtbot.waitSignal(view.said, timeout=30_000) as said:
        qtbot.keyClick(form.most, Qt.Key.Key_Return)
    assert memberships(shared_out)["mary"] == Membership("mary", most=2)
    qtbot.waitUntil(lambda: view.state is not None and view.state.joined["mary"].most == 2)
    after(qtbot, view, undo_of(said.args))
    assert memberships(shared_out)["mary"].most is None
    assert form.most.text() == ""


def test_what_is_typed_in_the_next_field_is_not_written_over_by_the_reading(
    qtbot: QtBot, view: TeamView, shared_out: Inspection
) -> None:
    choose(view, "Owen Teasdale")
    form = view.people.form
    form.office.setFocus()
    form.office.selectAll()
    qtbot.keyClicks(form.office, "Ulverston")
    before = view.state
    qtbot.keyClick(form.office, Qt.Key.Key_Tab)
    qtbot.keyClicks(form.team, "Ulverston 3")
    qtbot.waitUntil(lambda: view.state is not before, timeout=30_000)
    typed = form.team.text()
    assert typed.endswith("Ulverston 3")
    assert memberships(shared_out)["owen"].office == "Ulverston"
    view.save()
    assert memberships(shared_out)["owen"].team == typed


@pytest.mark.parametrize(
    ("typed", "words"), [("much", "“much” is no share"), ("0", "capacity of 0")]
)
def test_a_share_that_makes_no_sense_is_refused_and_nothing_is_kept(
    view: TeamView, shared_out: Inspection, typed: str, words: str
) -> None:
    refused: list[str] = []
    view.refused.connect(lambda error: refused.append(str(error)))
    choose(view, "Ann Bell")
    form = view.people.form
    form.capacity.setText(typed)
    view.save()
    assert words in " ".join([form.problem.words, *refused])
    assert memberships(shared_out)["ann"] == Membership("ann")


def test_the_place_in_the_area_is_asked_of_area_assessors_only(view: TeamView) -> None:
    choose(view, "Ann Bell")
    assert not view.people.form.team.isVisible()
    choose(view, "Owen Teasdale")
    assert view.people.form.team.isVisible()
    assert view.people.form.team.text() == "Kendal 1"
    assert told(view.people.form.interests).count("is of the team that held it (Kendal 1)") == 6


def test_an_interest_is_declared_with_its_reason_withdrawn_and_declared_again(
    qtbot: QtBot, view: TeamView, shared_out: Inspection
) -> None:
    choose(view, "Ann Bell")
    form = view.people.form
    form.case_field.setText("WE-07")
    form.declare_button.click()
    assert "Say what the interest is" in form.problem.words
    form.case_field.setText("WE-99")
    form.reason_field.setText("is a neighbour")
    form.declare_button.click()
    assert "There is no case “WE-99”" in form.problem.words
    assert not shared_out.records(DeclaredInterest)
    form.case_field.setText("WE-07")
    after(qtbot, view, form.declare_button.click)
    interest = DeclaredInterest("ann", "c7", "is a neighbour")
    assert shared_out.records(DeclaredInterest) == (interest,)
    (remove,) = form.interests.findChildren(QPushButton)
    assert remove.accessibleName() == "Withdraw the interest in WE-07: is a neighbour"
    with qtbot.waitSignal(view.said) as said:
        after(qtbot, view, remove.click)
    assert not shared_out.records(DeclaredInterest)
    after(qtbot, view, undo_of(said.args))
    assert shared_out.records(DeclaredInterest) == (interest,)


def test_a_proposal_is_shown_with_reasons_and_nothing_is_kept_before_it_is_wanted(
    qtbot: QtBot, view: TeamView, shared_out: Inspection
) -> None:
    revision = shared_out.saved().revision
    propose(qtbot, view)
    page = view.sharing
    assert page.title == "Proposal: 12 cases shared out"
    assert len(page.given.rows) == 12
    assert all(row[4] for row in page.given.rows)
    assert Counter(row[1] for row in page.given.rows) == {
        "Ann Bell": 4,
        "Bob Carr": 4,
        "Owen Teasdale": 2,
        "Mary Dent": 2,
    }
    bars = {bar.title: bar for bar in page.shares.cases.bars}
    assert (bars["Ann Bell"].filled, bars["Ann Bell"].outlined) == (4, 4)
    assert bars["Ann Bell"].spoken == "Ann Bell: 4 cases, a fair share is 4"
    assert shared_out.saved().revision == revision
    assert QApplication.focusWidget() is page.keep_button
    page.leave_button.click()
    assert page.title == ""
    assert view.proposal is None
    assert set(readers(shared_out).values()) == {None}


def test_what_is_kept_follows_the_interests_and_says_why(
    qtbot: QtBot, view: TeamView, shared_out: Inspection
) -> None:
    with qtbot.waitSignal(view.shared, timeout=30_000):
        share(qtbot, view)
    given = readers(shared_out)
    assert None not in given.values()
    owens = {ref for ref, reader in given.items() if reader == "owen"}
    assert owens <= {f"WE-{n:02}" for n in range(6, 12)}
    assert len(shared_out.records(Placement)) == 12
    assert view.part is Part.CASES
    row = next(n for n, each in enumerate(view.cases.cases.rows) if each[0] == "WE-00")
    view.cases.cases.choose(row)
    assert "Owen Teasdale may not read it: is of the team that held it" in view.cases.why
    assert view.head.words.endswith("12 cases, all with a reader.")
    assert "4" in view.people.people.rows[1][3]


def test_second_reads_are_planted_by_the_share_that_is_typed(
    qtbot: QtBot, view: TeamView, shared_out: Inspection
) -> None:
    view.sharing.second_reads.setText("25%")
    propose(qtbot, view)
    assert len(view.sharing.seconds.rows) == 3
    after(qtbot, view, view.sharing.keep_button.click)
    kept = shared_out.records(SecondRead)
    assert len(kept) == 3
    given = {case.id: case.assessor for case in shared_out.cases()}
    assert all(given[read.case] != read.person for read in kept)
    assert shared_out.records(AllocationRules)[0].second_reads == "25%"
    assert sum(bool(row[2]) for row in view.cases.cases.rows) == 3


def test_a_share_that_is_no_part_is_one_sentence_and_changes_nothing(
    qtbot: QtBot, view: TeamView, shared_out: Inspection
) -> None:
    view.go_to(Part.SHARING)
    view.sharing.area_share.setText("most")
    with qtbot.waitSignal(view.refused, timeout=30_000) as caught:
        view.sharing.propose_button.click()
    assert "“most” is not a part of a whole" in str(caught.args[0])
    assert view.proposal is None
    assert not shared_out.records(AllocationRules)


def test_a_case_is_moved_by_hand_and_a_rule_is_overridden_only_with_a_reason(
    qtbot: QtBot, view: TeamView, shared_out: Inspection
) -> None:
    share(qtbot, view)
    page = view.cases
    page.cases.choose(next(n for n, row in enumerate(page.cases.rows) if row[0] == "WE-00"))
    page.choose_person("owen")
    assert "Owen Teasdale should not get WE-00" in page.rule
    assert not page.move_button.isEnabled()
    qtbot.keyClicks(page.reason, "Nobody else is free")
    with qtbot.waitSignal(view.shared, timeout=30_000):
        after(qtbot, view, lambda: qtbot.keyClick(page.reason, Qt.Key.Key_Return))
    assert readers(shared_out)["WE-00"] == "owen"
    placement = next(one for one in shared_out.records(Placement) if one.case == "c0")
    assert (placement.cause, placement.reason) == (Cause.BY_HAND, "Nobody else is free")
    assert placement.broken == ("is of the team that held it (Kendal 1)",)
    assert "This overrides a rule" in page.why
    assert page.reason.text() == ""


def test_a_move_and_a_sharing_out_can_be_undone_from_the_bar(
    qtbot: QtBot, view: TeamView, shared_out: Inspection
) -> None:
    with qtbot.waitSignal(view.said, timeout=30_000) as said:
        share(qtbot, view)
    shared = readers(shared_out)
    share_back = undo_of(said.args)
    view.cases.cases.choose(0)
    ref = view.cases.cases.rows[0][0]
    other = next(r for r in ("ann", "owen") if r != shared[ref])
    view.cases.choose_person(other)
    view.cases.reason.setText("To have another look")
    with qtbot.waitSignal(view.said, timeout=30_000) as said:
        after(qtbot, view, view.cases.move_button.click)
    assert readers(shared_out)[ref] == other
    after(qtbot, view, undo_of(said.args))
    assert readers(shared_out) == shared
    after(qtbot, view, share_back)
    assert set(readers(shared_out).values()) == {None}


def test_whoever_falls_ill_gives_their_cases_to_others_in_one_step_and_comes_back(
    qtbot: QtBot, view: TeamView, shared_out: Inspection
) -> None:
    share(qtbot, view)
    before = readers(shared_out)
    choose(view, "Ann Bell")
    view.people.form.ill_button.click()
    qtbot.waitUntil(lambda: not view.is_busy, timeout=30_000)
    assert view.sharing.title == "Ann Bell is ill: 4 cases to others"
    assert readers(shared_out) == before
    after(qtbot, view, view.sharing.keep_button.click)
    now = readers(shared_out)
    assert "ann" not in now.values()
    assert {ref: r for ref, r in now.items() if before[ref] != "ann"} == {
        ref: r for ref, r in before.items() if r != "ann"
    }
    assert memberships(shared_out)["ann"].attendance is Attendance.ILL
    choose(view, "Ann Bell")
    assert not view.people.form.ill_button.isVisible()
    with qtbot.waitSignal(view.said) as said:
        after(qtbot, view, view.people.form.back_button.click)
    assert memberships(shared_out)["ann"].attendance is Attendance.WORKING
    after(qtbot, view, undo_of(said.args))
    assert memberships(shared_out)["ann"].attendance is Attendance.ILL


def test_a_proposal_that_came_too_late_is_not_kept(
    qtbot: QtBot, view: TeamView, shared_out: Inspection
) -> None:
    propose(qtbot, view)
    shared_out.assign("c0", "bob", by="lead")
    with qtbot.waitSignal(view.refused, timeout=30_000) as caught:
        view.sharing.keep_button.click()
    assert "Share out once more" in str(caught.args[0])
    assert list(readers(shared_out).values()).count(None) == 11


def test_who_held_a_case_is_kept_and_bars_the_case_at_once(
    qtbot: QtBot, view: TeamView, shared_out: Inspection
) -> None:
    view.go_to(Part.CASES)
    page = view.cases
    page.cases.choose(11)
    assert page.team.text() == "Kendal 2"
    page.manager.setText("Mary Dent")
    after(qtbot, view, page.holder_button.click)
    held = next(one for one in shared_out.records(Holder) if one.case == "c11")
    assert held.offender_manager == "Mary Dent"
    page.choose_person("mary")
    assert "was its offender manager" in page.rule


def test_every_control_has_a_name(view: TeamView) -> None:
    controls = [
        each
        for kind in (QLineEdit, QComboBox)
        for each in view.findChildren(kind)
        if not each.accessibleName()
    ]
    assert controls == []
