"""The report, as a lead inspector writes it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from omi_desktop.report.outline import State
from omi_desktop.store import GoodPractice, Inspection, Passage, Recommendation
from omi_ui.report.acts import Act
from omi_ui.report.view import ReportView
from omi_ui.report.written_item import WrittenItem

ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
Opened = Callable[[str], ReportView]
Focused = Callable[[], QWidget]


def passages(inspection: Inspection, part: str) -> list[Passage]:
    """Return what the file holds of a part, in order."""
    own = [each for each in inspection.records(Passage) if each.part == part]
    return sorted(own, key=lambda each: each.position)


def item(view: ReportView, place: int = 0) -> WrittenItem[Passage]:
    """Return a passage on the screen."""
    found = list(view.pages.passages.items.values())[place]
    assert isinstance(found, WrittenItem)
    return found


def state(view: ReportView, part: str) -> State:
    """Return the mark of a part in the outline."""
    place = view.outline.entry(part).place
    assert place is not None
    return place.state


def test_the_inspection_is_read_beside_the_window_and_the_first_part_opens(
    qtbot: QtBot, view: ReportView
) -> None:
    with qtbot.waitSignal(view.shown, timeout=10_000):
        view.show_now()
        assert view.desk is None
    assert view.place == "notice"
    assert state(view, "foreword") is State.WRITTEN


def test_of_readings_that_follow_one_another_the_last_part_is_opened(
    qtbot: QtBot, view: ReportView
) -> None:
    with qtbot.waitSignal(view.shown, timeout=10_000):
        view.show_now("foreword")
        view.show_now("area")
    assert view.place == "area"


def test_a_file_that_is_closed_while_it_is_read_is_no_problem(
    qtbot: QtBot, view: ReportView, cumbria: Inspection
) -> None:
    with qtbot.assertNotEmitted(view.refused), qtbot.assertNotEmitted(view.shown, wait=1_000):
        view.show_now()
        view.close_documents()
        cumbria.close()
    assert view.desk is None


def test_a_passage_is_written_with_a_heading_and_a_live_figure(
    qtbot: QtBot, opened: Opened, cumbria: Inspection, focused: Focused
) -> None:
    view = opened("criterion/1.1")
    assert state(view, "criterion/1.1") is State.MISSING
    adder = focused()
    assert isinstance(adder, QPushButton)
    view.pages.passages.add()
    qtbot.keyClicks(focused(), "Reports were balanced in ")
    qtbot.keyClick(focused(), Qt.Key.Key_I, CTRL)
    qtbot.keyClicks(focused(), "1.1.6")
    qtbot.keyClick(focused(), Qt.Key.Key_Return)
    qtbot.keyClicks(focused(), " of cases.")
    qtbot.keyClick(focused(), Qt.Key.Key_Return)
    qtbot.keyClick(focused(), Qt.Key.Key_Return)
    qtbot.keyClicks(focused(), "They were long.")
    heading = focused().parent().findChild(QLineEdit)
    assert isinstance(heading, QLineEdit)
    qtbot.keyClicks(heading, "Reports")
    view.save()
    (kept,) = passages(cumbria, "criterion/1.1")
    assert kept.heading == "Reports"
    assert kept.text == ("Reports were balanced in {percent 1.1.6} of cases.\n\nThey were long.")
    assert kept.accepted == ("86%",)


def test_every_word_is_on_disk_after_a_pause(
    qtbot: QtBot, opened: Opened, cumbria: Inspection, focused: Focused
) -> None:
    opened("foreword")
    before = passages(cumbria, "foreword")[0].text
    with qtbot.waitSignals([opened("foreword").writing, opened("foreword").saved], timeout=5_000):
        qtbot.keyClicks(focused(), "So: ")
    assert passages(cumbria, "foreword")[0].text == f"So: {before}"


def test_what_was_typed_and_taken_away_again_is_said_to_be_on_disk(
    qtbot: QtBot, opened: Opened, cumbria: Inspection, focused: Focused
) -> None:
    view = opened("foreword")
    revision = cumbria.saved().revision
    with qtbot.waitSignal(view.saved, timeout=5_000):
        qtbot.keyClicks(focused(), "x")
        qtbot.keyClick(focused(), Qt.Key.Key_Backspace)
    assert cumbria.saved().revision == revision


def test_a_passage_of_paragraphs_is_kept_as_it_was(opened: Opened, cumbria: Inspection) -> None:
    for part in ("foreword", "context", "area", "summary/4"):
        before = passages(cumbria, part)
        view = opened(part)
        for place, kept in enumerate(before):
            assert item(view, place).record(kept) == kept


def test_the_caret_stays_in_sight_in_a_text_that_is_higher_than_the_page(
    qtbot: QtBot, opened: Opened, focused: Focused
) -> None:
    view = opened("foreword")
    editor = item(view).editor
    qtbot.keyClicks(editor, "Long. " * 600)
    body = view.page.widget()
    assert body is not None

    def is_in_sight() -> bool:
        at = editor.viewport().mapTo(body, editor.cursorRect().center())
        top = view.page.verticalScrollBar().value()
        return top <= at.y() <= top + view.page.viewport().height()

    assert editor.height() > view.page.viewport().height()
    qtbot.waitUntil(is_in_sight)
    for move in (Qt.Key.Key_Home, Qt.Key.Key_End):
        qtbot.keyClick(editor, move, CTRL)
        qtbot.waitUntil(is_in_sight)


def test_passages_are_added_moved_and_removed_and_each_step_is_undone(
    qtbot: QtBot, opened: Opened, cumbria: Inspection, focused: Focused
) -> None:
    view = opened("area")
    first, second, third = passages(cumbria, "area")
    said: list[tuple[str, Callable[[], None]]] = []
    view.said.connect(lambda words, undo: said.append((words, undo)))
    qtbot.keyClick(focused(), Qt.Key.Key_Down, ALT)
    assert [each.text for each in passages(cumbria, "area")] == [
        each.text for each in (second, first, third)
    ]
    qtbot.keyClick(focused(), Qt.Key.Key_Delete, CTRL | SHIFT)
    assert [each.text for each in passages(cumbria, "area")] == [second.text, third.text]
    assert said[0][0].startswith("Moved “Cumbria had come a long way")
    said[1][1]()
    said[0][1]()
    assert passages(cumbria, "area") == [first, second, third]


def test_a_passage_without_words_is_never_kept(
    qtbot: QtBot, opened: Opened, cumbria: Inspection, focused: Focused
) -> None:
    view = opened("notice")
    said: list[str] = []
    view.said.connect(lambda words, _undo: said.append(words))
    view.pages.passages.add()
    assert len(passages(cumbria, "notice")) == 1
    item(view).editor.selectAll()
    qtbot.keyClick(item(view).editor, Qt.Key.Key_Delete)
    view.save()
    assert passages(cumbria, "notice") == []
    assert said[0].endswith("which had no words left.")
    assert state(view, "notice") is State.EMPTY


def test_a_figure_that_changed_is_marked_and_accepted_and_that_is_undone(
    opened: Opened, cumbria: Inspection
) -> None:
    stale = Passage("summary", 1, "In {percent 1.1.6}.", "", ("12%",))
    cumbria.put_record(stale, by="lead")
    view = opened("summary")
    undone: list[Callable[[], None]] = []
    view.said.connect(lambda _words, undo: undone.append(undo))
    assert state(view, "summary") is State.STALE
    assert item(view).editor.stale() == 1
    assert view.head.accept_button.text() == "Accept all 1 change"
    view.head.accept_button.click()
    assert passages(cumbria, "summary") == [replace(stale, accepted=("86%",))]
    assert state(view, "summary") is State.WRITTEN
    assert view.head.accept_button.isHidden()
    undone[0]()
    assert passages(cumbria, "summary") == [stale]
    item(view).accept_button.click()
    assert passages(cumbria, "summary")[0].accepted == ("86%",)


def test_a_finding_is_referred_to_by_its_letter(
    qtbot: QtBot, opened: Opened, cumbria: Inspection, focused: Focused
) -> None:
    view = opened("summary/4")
    qtbot.keyClick(focused(), Qt.Key.Key_R, CTRL)
    qtbot.keyClicks(focused(), "purple book")
    qtbot.keyClick(focused(), Qt.Key.Key_Return)
    view.save()
    kept = passages(cumbria, "summary/4")[0]
    assert kept.text.startswith("{see ")
    assert kept.accepted[0] == "4.1 strength (f)"


def test_criteria_lead_to_their_findings_and_ratings(
    qtbot: QtBot, opened: Opened, focused: Focused
) -> None:
    view = opened("criterion/4.1")
    for name, expected in (
        ("Findings of 4.1", ["findings", "4.1"]),
        ("Rating of 4.1", ["leadership", "4.1"]),
    ):
        found = [each for each in view.findChildren(QPushButton) if each.text() == name]
        with qtbot.waitSignal(view.wanted) as caught:
            found[0].click()
        assert caught.args == expected


def test_recommendations_rest_on_findings_that_are_chosen(
    qtbot: QtBot, opened: Opened, cumbria: Inspection, focused: Focused
) -> None:
    view = opened("recommendations")
    page = view.pages.recommendations
    page.add()
    qtbot.keyClicks(focused(), "Look after the buildings.")
    view.save()
    assert cumbria.records(Recommendation)[-1].traces == ()
    assert state(view, "recommendations") is State.MISSING
    qtbot.keyClick(focused(), Qt.Key.Key_T, CTRL)
    qtbot.keyClicks(focused(), "purple book")
    qtbot.keyClick(focused(), Qt.Key.Key_Return)
    kept = cumbria.records(Recommendation)[-1]
    assert kept.text == "Look after the buildings."
    assert len(kept.traces) == 1
    rests_on = list(page.items.values())[-1].rests_on
    assert rests_on == "Rests on 4.1 strength (f)."
    assert state(view, "recommendations") is State.WRITTEN
    qtbot.keyClick(focused(), Qt.Key.Key_Return)
    assert cumbria.records(Recommendation)[-1].traces == ()
    qtbot.keyClick(focused(), Qt.Key.Key_Escape)
    assert not view.side.is_asking
    assert focused() is list(page.items.values())[-1].editor


def test_recommendations_are_numbered_as_they_are_moved(
    qtbot: QtBot, opened: Opened, cumbria: Inspection, focused: Focused
) -> None:
    view = opened("recommendations")
    before = cumbria.records(Recommendation)
    qtbot.keyClick(focused(), Qt.Key.Key_Down, ALT)
    after = cumbria.records(Recommendation)
    assert [each.position for each in after] == [each.position for each in before]
    assert [each.text for each in after[:2]] == [before[1].text, before[0].text]
    assert after[0].traces == before[1].traces
    assert focused().accessibleName() == "Recommendation 2"
    assert state(view, "recommendations") is State.WRITTEN


def test_an_example_begins_from_a_mark_with_roles_for_names_and_warns_of_names(
    qtbot: QtBot,
    opened: Opened,
    cumbria: Inspection,
    focused: Focused,
    marked: object,
) -> None:
    view = opened("good-practice")
    page = view.pages.good_practice
    qtbot.keyClick(focused(), Qt.Key.Key_M, CTRL | SHIFT)
    qtbot.keyClick(focused(), Qt.Key.Key_Return)
    kept = cumbria.records(GoodPractice)[-1]
    assert kept.text == (
        "In [the case] [the area assessor] found a bus pass for the day of release."
    )
    assert (kept.mark, kept.criterion) == ("m1", "2.5")
    shown = list(page.items.values())[-1]
    assert shown.warning == ""
    ref = cumbria.cases()[3].ref
    qtbot.keyClicks(focused(), f" Ask B. Keld about {ref}.")
    view.save()
    qtbot.waitUntil(lambda: bool(shown.warning), timeout=5_000)
    warning = shown.warning
    assert f"This is the case reference {ref}" in warning
    assert "B. Keld" in warning
    view.page.do(Act.MARKS)
    assert view.side.marks.finder.list.count() == 0  # it is used


def test_the_criterion_of_an_example_can_be_changed(opened: Opened, cumbria: Inspection) -> None:
    view = opened("good-practice")
    shown = next(iter(view.pages.good_practice.items.values()))
    shown.under.setCurrentIndex(shown.under.findData("4.1"))
    view.save()
    assert cumbria.records(GoodPractice)[0].criterion == "4.1"


def test_the_pages_beside_follow_what_is_written(
    qtbot: QtBot, opened: Opened, focused: Focused
) -> None:
    view = opened("notice")
    if view.side.preview.document is None:
        with qtbot.waitSignal(view.beside.pages.shown, timeout=10_000):
            pass
    with qtbot.waitSignal(view.beside.pages.shown, timeout=10_000):
        qtbot.keyClicks(focused(), "Wonderful ")
    document = view.side.preview.document
    assert document is not None
    assert "Wonderful A demonstration" in " ".join(document.getAllText(0).text().split())


def test_proofreading_leads_to_the_passage_that_is_wrong(
    qtbot: QtBot, opened: Opened, cumbria: Inspection
) -> None:
    wrong = Passage("summary", 1, "In 50% of relevant cases (43 of 61) a report had been prepared.")
    cumbria.put_record(wrong, by="lead")
    view = opened("foreword")
    with qtbot.waitSignal(view.beside.proofreader.told, timeout=20_000) as caught:
        view.side.show_tab(1)
    remark = next(each for each in caught.args[0].remarks if each.kind == "arithmetic")
    named = f"Go there: {remark.text}"
    panel = view.side.proof
    next(b for b in panel.findChildren(QPushButton) if b.accessibleName() == named).click()
    assert view.place == "summary"


def test_narrow_the_pages_fold_away_and_a_button_brings_them(opened: Opened) -> None:
    view = opened("foreword")
    view.resize(800, 700)
    assert view.side.isHidden()
    view.head.pages_button.click()
    assert view.side.isVisible()
    assert view.outline.isHidden() or not view.outline.isVisible()


def test_words_that_cannot_be_saved_keep_their_page(
    qtbot: QtBot, opened: Opened, cumbria: Inspection, focused: Focused
) -> None:
    view = opened("foreword")
    cumbria.sign_off(by="lead", code="abc")
    refused: list[object] = []
    view.refused.connect(refused.append)
    qtbot.keyClicks(focused(), "Late ")
    view.open_part("area")
    assert view.place == "foreword"
    assert refused
    cumbria.reopen(by="lead", reason="A word came late.")
    view.open_part("area")
    assert view.place == "area"
    assert passages(cumbria, "foreword")[0].text.startswith("Late ")


@pytest.mark.parametrize(
    "part",
    ["foreword", "recommendations", "good-practice", "next-steps", "timetable", "people"],
)
def test_every_control_has_a_name(opened: Opened, part: str) -> None:
    view = opened(part)
    nameless = [
        f"{type(widget).__name__} in {part}"
        for widget in view.findChildren(QWidget)
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        if not _name(QAccessible.queryAccessibleInterface(widget))
    ]
    assert nameless == []


def _name(found: QAccessibleInterface | None) -> str:
    return found.text(QAccessible.Text.Name) if found is not None else ""
