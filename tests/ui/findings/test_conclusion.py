"""A conclusion of the lead inspector's own, where the line decides otherwise."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from omi_desktop.clock import now
from omi_desktop.report.content import report
from omi_desktop.report.gather import gather
from omi_desktop.report.html import page
from omi_desktop.report.parts.criteria import GOOD, OPEN, PRIORITY
from omi_desktop.store import CaseStatus, Conclusion, Inspection
from omi_ui.findings.conclusion import ConclusionPart
from omi_ui.findings.view import FindingsView

WHY = "The area has mended this since the visit."
Said = list[tuple[str, Callable[[], None] | None]]


@pytest.fixture
def said(view: FindingsView) -> Said:
    """Return what the screen says, with the way back, as it comes."""
    heard: Said = []
    view.said.connect(lambda words, undo: heard.append((words, undo)))
    return heard


def part(view: FindingsView) -> ConclusionPart:
    assert view.page.conclusion is not None
    return view.page.conclusion


def words(view: FindingsView) -> str:
    shown = (each for each in part(view).findChildren(QLabel) if each.isVisibleTo(part(view)))
    return "\n".join(each.text() for each in shown)


def conclude(qtbot: QtBot, view: FindingsView, reason: str = WHY) -> None:
    part(view).otherwise[0].click()
    qtbot.keyClicks(part(view).reason, reason)
    part(view).conclude_button.click()


def test_a_conclusion_is_otherwise_only_with_a_reason_and_the_report_prints_both(
    qtbot: QtBot, view: FindingsView, cumbria: Inspection
) -> None:
    view.open_criterion("2.1")
    assert f"{PRIORITY}\nBy the line: 62% against the line of 70%." in words(view)
    part(view).otherwise[0].click()
    assert QApplication.focusWidget() is part(view).reason
    assert not part(view).conclude_button.isEnabled()
    qtbot.keyClicks(part(view).reason, "  ")
    assert not part(view).conclude_button.isEnabled()
    assert cumbria.records(Conclusion) == ()
    qtbot.keyClicks(part(view).reason, f"{WHY} ")
    part(view).conclude_button.click()
    assert cumbria.records(Conclusion) == (Conclusion("2.1", False, WHY),)
    assert f"{GOOD}\n{WHY}\nYour conclusion. By the line: “{PRIORITY}”" in words(view)
    assert QApplication.focusWidget() is part(view).otherwise[0]
    assert WHY in page(report(gather(cumbria, at=now())))


def test_a_conclusion_goes_back_to_the_line_and_every_step_can_be_taken_back(
    qtbot: QtBot, view: FindingsView, cumbria: Inspection, said: Said
) -> None:
    view.open_criterion("2.1")
    conclude(qtbot, view)
    (own,) = cumbria.records(Conclusion)
    part(view).back_button.click()
    assert cumbria.records(Conclusion) == ()
    assert PRIORITY in words(view)
    for at, left in ((-1, (own,)), (0, ())):
        undo = said[at][1]
        assert undo is not None
        undo()
        assert cumbria.records(Conclusion) == left


def test_the_reason_is_changed_and_the_way_back_leads_to_the_one_before(
    qtbot: QtBot, view: FindingsView, cumbria: Inspection, said: Said
) -> None:
    view.open_criterion("2.1")
    conclude(qtbot, view)
    part(view).otherwise[0].click()
    assert part(view).reason.toPlainText() == WHY
    qtbot.keyClick(part(view).reason, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(part(view).reason, " It shows.")
    part(view).conclude_button.click()
    assert cumbria.records(Conclusion)[0].reason == f"{WHY} It shows."
    undo = said[-1][1]
    assert undo is not None
    undo()
    assert cumbria.records(Conclusion)[0].reason == WHY


def test_a_reason_half_written_is_there_again_and_escape_gives_it_up(
    qtbot: QtBot, view: FindingsView, cumbria: Inspection
) -> None:
    view.open_criterion("2.1")
    part(view).otherwise[0].click()
    qtbot.keyClicks(part(view).reason, "Half a")
    view.open_criterion("1.1")
    assert not part(view).reason.isVisible()
    view.open_criterion("2.1")
    assert part(view).reason.isVisible()
    assert part(view).reason.toPlainText() == "Half a"
    qtbot.keyClick(part(view).reason, Qt.Key.Key_Escape)
    assert not part(view).reason.isVisible()
    view.open_criterion("2.1")
    assert not part(view).reason.isVisible()
    assert cumbria.records(Conclusion) == ()


def test_a_criterion_that_is_rated_has_no_conclusion(view: FindingsView) -> None:
    view.open_criterion("4.1")
    assert view.page.conclusion is None


def test_where_no_case_is_relevant_either_can_be_concluded(
    qtbot: QtBot, view: FindingsView, cumbria: Inspection
) -> None:
    for case in cumbria.cases():
        if case.status is not CaseStatus.WITHDRAWN:
            cumbria.set_status(case.id, CaseStatus.WITHDRAWN, by="lead", reason="Away.")
    view.show_now("1.1")
    assert OPEN in words(view)
    assert [each.text() for each in part(view).otherwise] == [
        "Conclude that it was good…",
        "Conclude that it is a priority…",
    ]
    part(view).otherwise[1].click()
    qtbot.keyClicks(part(view).reason, WHY)
    part(view).conclude_button.click()
    assert cumbria.records(Conclusion) == (Conclusion("1.1", True, WHY),)


def test_what_could_not_be_kept_is_told_and_the_reason_stays(
    qtbot: QtBot, view: FindingsView, cumbria: Inspection
) -> None:
    view.open_criterion("2.1")
    part(view).otherwise[0].click()
    qtbot.keyClicks(part(view).reason, WHY)
    cumbria.close()
    with qtbot.waitSignal(view.refused) as refused:
        part(view).conclude_button.click()
    assert "was closed" in str(refused.args[0])
    assert part(view).reason.toPlainText() == WHY
