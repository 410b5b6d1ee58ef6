"""The findings, as a lead inspector writes them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from omi_desktop.clock import now
from omi_desktop.report.content import report
from omi_desktop.report.gather import gather
from omi_desktop.report.parts.criteria import GOOD, PRIORITY
from omi_desktop.report.pdf import write_pdf
from omi_desktop.report.settling import Settled
from omi_desktop.store import Finding, FindingKind, Inspection, Mark, MarkKind
from omi_ui.findings.acts import Act
from omi_ui.findings.view import FindingsView

S, I = FindingKind.STRENGTH, FindingKind.IMPROVEMENT  # noqa: E741
ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def kept(inspection: Inspection, criterion: str, kind: FindingKind = S) -> list[Finding]:
    found = inspection.records(Finding)
    own = [each for each in found if each.criterion == criterion and each.kind is kind]
    return sorted(own, key=lambda finding: finding.position)


def take(qtbot: QtBot, view: FindingsView, criterion: str) -> None:
    view.open_criterion(criterion)
    taker = QApplication.focusWidget()
    assert isinstance(taker, QPushButton)
    assert taker.text() == "Take the proposals"
    qtbot.keyClick(taker, Qt.Key.Key_Space)


def focused(view: FindingsView) -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    assert view.isAncestorOf(widget)
    return widget


def printed(view: FindingsView, key: str) -> str:
    return view.page.items[key].editor.accessibleDescription()


def pdf_text(inspection: Inspection, path: Path) -> str:
    write_pdf(report(gather(inspection, at=now())), path)
    return " ".join(" ".join(page.extract_text() for page in PdfReader(path).pages).split())


def test_a_sentence_is_taken_edited_given_a_figure_goes_stale_and_is_accepted(
    qtbot: QtBot,
    view: FindingsView,
    cumbria: Inspection,
    worsen: Callable[[Inspection, str, int], None],
    tmp_path: Path,
) -> None:
    take(qtbot, view, "1.1")
    assert view.outline.entry("1.1").settled is Settled.SETTLED
    first = kept(cumbria, "1.1")[0]
    assert focused(view) is view.page.items[first.key].editor
    qtbot.keyClicks(focused(view), " Reports were balanced in ")
    qtbot.keyClick(focused(view), Qt.Key.Key_I, CTRL)
    qtbot.keyClicks(focused(view), "1.1.6")
    assert view.side.insert.makes == "86%"
    qtbot.keyClick(focused(view), Qt.Key.Key_Return)
    assert focused(view) is view.page.items[first.key].editor
    qtbot.keyClicks(focused(view), " of cases.")
    view.save()
    assert kept(cumbria, "1.1")[0].text.endswith(
        "Reports were balanced in {percent 1.1.6} of cases."
    )
    assert kept(cumbria, "1.1")[0].accepted[-1] == "86%"
    assert "Reports were balanced in 86% of cases." in pdf_text(cumbria, tmp_path / "before.pdf")

    worsen(cumbria, "1.1.6", 5)
    view.show_now()
    item = view.page.items[first.key]
    assert item.editor.stale() == 1
    assert item.accept_button.isVisible()
    assert view.outline.entry("1.1").settled is Settled.CHANGED
    # The sentence of 1.1.6 itself holds two figures: its percentage and its counts.
    assert view.outline.entry("1.1").words == "3 changed"
    assert view.head.accept_button.isVisible()

    item.accept_button.click()
    assert item.editor.stale() == 0
    assert kept(cumbria, "1.1")[0].accepted[-1] == "74%"
    assert view.outline.entry("1.1").changed == 2
    view.head.accept_button.click()
    assert view.outline.entry("1.1").settled is Settled.SETTLED
    assert "Reports were balanced in 74% of cases." in pdf_text(cumbria, tmp_path / "after.pdf")


def test_what_is_shown_before_anything_is_settled_is_what_the_report_prints(
    view: FindingsView, cumbria: Inspection, tmp_path: Path
) -> None:
    text = pdf_text(cumbria, tmp_path / "report.pdf")
    desk = view.desk
    assert desk is not None
    for proposal in desk.proposed("1.1"):
        assert desk.figures.text(proposal.text, "1.1") in text
    assert view.outline.entry("1.1").settled is Settled.PROPOSED
    assert not cumbria.records(Finding)[0].criterion.startswith("1")


def test_every_word_is_on_disk_after_a_pause(
    qtbot: QtBot, view: FindingsView, cumbria: Inspection
) -> None:
    take(qtbot, view, "1.1")
    with qtbot.waitSignal(view.saved, timeout=5_000):
        qtbot.keyClicks(focused(view), " More {to} come")
    assert kept(cumbria, "1.1")[0].text.endswith(" More {{to}} come")
    assert printed(view, kept(cumbria, "1.1")[0].key).endswith(" More {to} come")


def test_what_is_written_is_on_disk_when_the_writer_leaves(
    qtbot: QtBot, view: FindingsView, cumbria: Inspection
) -> None:
    take(qtbot, view, "1.1")
    qtbot.keyClicks(focused(view), " Left")
    qtbot.keyClick(focused(view), Qt.Key.Key_Tab)
    assert kept(cumbria, "1.1")[0].text.endswith(" Left")


def test_one_backspace_removes_a_figure_whole_and_undo_brings_it_back(
    qtbot: QtBot, view: FindingsView, cumbria: Inspection
) -> None:
    take(qtbot, view, "1.1")
    editor = view.page.items[kept(cumbria, "1.1")[0].key].editor
    cursor = editor.textCursor()
    cursor.setPosition(len("In ") + 1)
    editor.setTextCursor(cursor)
    qtbot.keyClick(editor, Qt.Key.Key_Backspace)
    assert editor.written()[0].startswith("In  of relevant cases ({of 1.1.1})")
    qtbot.keyClick(editor, Qt.Key.Key_Z, CTRL)
    assert editor.written()[0].startswith("In {percent 1.1.1} of relevant cases")


def test_a_copied_figure_stays_alive_in_a_finding_and_is_printed_elsewhere(
    qtbot: QtBot, view: FindingsView, cumbria: Inspection
) -> None:
    take(qtbot, view, "1.1")
    first, second = kept(cumbria, "1.1")[:2]
    editor = view.page.items[first.key].editor
    editor.selectAll()
    qtbot.keyClick(editor, Qt.Key.Key_C, CTRL)
    assert QApplication.clipboard().text() == printed(view, first.key)
    other = view.page.items[second.key].editor
    other.setFocus()
    qtbot.keyClick(other, Qt.Key.Key_End, CTRL)
    qtbot.keyClick(other, Qt.Key.Key_V, CTRL)
    assert other.written()[0] == second.text + first.text
    assert other.stale() == 0
    QApplication.clipboard().setText("two\nlines {of} words")
    qtbot.keyClick(other, Qt.Key.Key_V, CTRL)
    assert other.written()[0].endswith("two lines {{of}} words")


@pytest.mark.parametrize(
    ("key", "held", "order", "other"),
    [
        (Qt.Key.Key_Down, ALT, [1, 0, 2], None),
        (Qt.Key.Key_Up, ALT, [0, 1, 2], None),
        (Qt.Key.Key_Delete, CTRL | SHIFT, [1, 2], None),
        (Qt.Key.Key_Right, ALT, [1, 2], 0),
    ],
)
def test_findings_are_arranged_with_the_keyboard_and_the_step_can_be_undone(
    qtbot: QtBot,
    view: FindingsView,
    cumbria: Inspection,
    key: Qt.Key,
    held: Qt.KeyboardModifier,
    order: list[int],
    other: int | None,
) -> None:
    take(qtbot, view, "1.1")
    before = kept(cumbria, "1.1")
    undo: list[Callable[[], None]] = []
    view.said.connect(lambda _words, back: undo.append(back))
    qtbot.keyClick(focused(view), key, held)
    after = kept(cumbria, "1.1")
    assert [each.id for each in after[: len(order)]] == [before[n].id for n in order]
    if other is not None:
        assert kept(cumbria, "1.1", I)[-1].id == before[other].id
    assert list(view.page.items)[: len(order)] == [before[n].key for n in order]
    for back in undo:
        back()
    assert kept(cumbria, "1.1") == before
    assert list(view.page.items)[:3] == [each.key for each in before[:3]]


def test_two_findings_are_merged_and_undo_parts_them_again(
    qtbot: QtBot, view: FindingsView, cumbria: Inspection
) -> None:
    take(qtbot, view, "1.1")
    before = kept(cumbria, "1.1")
    view.page.focus_item(before[1].key)
    with qtbot.waitSignal(view.said) as said:
        qtbot.keyClick(focused(view), Qt.Key.Key_M, CTRL)
    merged = kept(cumbria, "1.1")
    assert merged[0].text == f"{before[0].text} {before[1].text}"
    assert len(merged) == len(before) - 1
    assert view.page.items[merged[0].key].editor.stale() == 0
    said.args[1]()
    assert kept(cumbria, "1.1") == before


def test_enter_begins_a_finding_below_which_is_kept_once_it_has_a_word(
    qtbot: QtBot, view: FindingsView, cumbria: Inspection
) -> None:
    take(qtbot, view, "1.1")
    before = kept(cumbria, "1.1")
    qtbot.keyClick(focused(view), Qt.Key.Key_Return)
    assert kept(cumbria, "1.1") == before
    qtbot.keyClicks(focused(view), "New.")
    view.save()
    assert [each.text for each in kept(cumbria, "1.1")][:2] == [before[0].text, "New."]
    qtbot.keyClick(focused(view), Qt.Key.Key_Return)
    view.open_criterion("1.2")
    view.open_criterion("1.1")
    assert len(view.page.items) == len(before) + 1 + len(kept(cumbria, "1.1", I))


def test_a_finding_left_without_words_is_removed_and_can_be_brought_back(
    qtbot: QtBot, view: FindingsView, cumbria: Inspection
) -> None:
    take(qtbot, view, "1.1")
    before = kept(cumbria, "1.1")
    editor = view.page.items[before[0].key].editor
    editor.selectAll()
    qtbot.keyClick(editor, Qt.Key.Key_Backspace)
    with qtbot.waitSignal(view.said) as said:
        qtbot.keyClick(editor, Qt.Key.Key_Tab)
    assert kept(cumbria, "1.1")[0].id == before[1].id
    assert "no words left" in said.args[0]
    said.args[1]()
    assert kept(cumbria, "1.1") == before


def test_enter_on_a_question_takes_its_proposal_alone(
    qtbot: QtBot, view: FindingsView, cumbria: Inspection
) -> None:
    view.evidence.show_question("1.1.10")
    qtbot.keyClick(view.evidence.table, Qt.Key.Key_Return)
    (only,) = kept(cumbria, "1.1", I)
    assert (
        printed(view, only.key)
        == "In 49% of reports (21 of 43) too little was said about the victim."
    )
    assert kept(cumbria, "1.1") == []
    assert focused(view) is view.page.items[only.key].editor


def test_a_reference_follows_the_finding_it_leads_to(
    qtbot: QtBot, view: FindingsView, cumbria: Inspection
) -> None:
    take(qtbot, view, "1.1")
    first, second = kept(cumbria, "1.1")[:2]
    view.page.focus_item(first.key)
    qtbot.keyClicks(focused(view), " See ")
    qtbot.keyClick(focused(view), Qt.Key.Key_R, CTRL)
    qtbot.keyClicks(focused(view), "community sentence")
    qtbot.keyClick(focused(view), Qt.Key.Key_Return)
    assert printed(view, first.key).endswith(" See strength (b)")
    view.do(second.key, Act.DOWN)
    assert printed(view, first.key).endswith(" See strength (c)")
    assert view.page.items[first.key].editor.stale() == 0
    view.do(second.key, Act.REMOVE)
    assert printed(view, first.key).endswith(" See [no such finding]")
    assert view.outline.entry("1.1").settled is Settled.CHANGED


def test_a_whole_sentence_is_made_words_to_edit(
    qtbot: QtBot, view: FindingsView, cumbria: Inspection
) -> None:
    finding = Finding("2.1", S, 1, "{sentence 1.1.1}", "whole")
    cumbria.put_record(finding, by="lead")
    view.show_now("2.1")
    editor = view.page.items["whole"].editor
    said = printed(view, "whole")
    assert len(editor.sentences()) == 1
    qtbot.keyClick(focused(view), Qt.Key.Key_E, CTRL)
    assert not editor.sentences()
    assert printed(view, "whole") == said
    assert kept(cumbria, "2.1")[0].text.startswith(
        "In {percent 1.1.1} of relevant cases ({of 1.1.1})"
    )


def test_the_caret_beside_a_figure_brings_the_notes_of_its_cases_those_below_the_line_first(
    qtbot: QtBot, view: FindingsView, cumbria: Inspection
) -> None:
    take(qtbot, view, "1.2")
    assert view.desk is not None
    key = next(each.key for each in kept(cumbria, "1.2") if "1.2.2}" in each.text)
    view.page.focus_item(key)
    editor = view.page.items[key].editor
    qtbot.keyClick(editor, Qt.Key.Key_Home, CTRL)
    assert view.evidence.question == "1.2.2"
    notes = view.desk.notes("1.2.2")
    assert [note.above_line for note in notes] == [False] * 4 + [True] * 4
    assert [f"{n.ref}, {n.answer}: {n.text}" for n in notes] == list(view.evidence.notes_shown())


def test_the_conclusion_stands_by_the_line(view: FindingsView) -> None:
    assert view.desk is not None
    assert view.desk.conclusion("1.1") == GOOD
    assert view.desk.conclusion("2.1") == PRIORITY
    assert view.desk.conclusion("4.1") == ""
    assert view.outline.entry("4.1").verdict == "Well met"
    assert view.outline.entry("2.1").verdict == "62%"


def test_a_figure_is_chosen_by_side_form_and_cases(qtbot: QtBot, view: FindingsView) -> None:
    take(qtbot, view, "1.1")
    qtbot.keyClick(focused(view), Qt.Key.Key_I, CTRL)
    qtbot.keyClicks(focused(view), "1.2.21")
    panel = view.side.insert
    assert panel.makes == "73%"
    panel.side.setCurrentIndex(panel.side.findText("Insufficient"))
    assert panel.makes == "27%"
    panel.form.setCurrentIndex(1)
    assert panel.makes == "16 of 59"
    panel.gate.setCurrentIndex(panel.gate.findText("Licences"))
    assert str(panel.figure()) == "{of 1.2.21 insufficient where licence}"
    qtbot.keyClick(panel.finder.line, Qt.Key.Key_Escape)
    assert focused(view) is next(iter(view.page.items.values())).editor
    qtbot.keyClick(focused(view), Qt.Key.Key_I, CTRL)
    qtbot.keyClicks(focused(view), "score harm thread")
    assert panel.makes == "76%"
    assert str(panel.figure()) == "{score risk-of-harm}"


def test_a_finding_that_names_what_the_bank_has_not_is_a_sentence_not_a_crash(
    view: FindingsView, cumbria: Inspection
) -> None:
    cumbria.put_record(Finding("1.1", S, 1, "{percent 9.9.9}", "odd"), by="lead")
    refused: list[Exception] = []
    view.refused.connect(refused.append)
    view.show_now()
    (error,) = refused
    assert "9.9.9" in str(error)


def test_what_could_not_be_written_is_told_and_stays_on_the_screen(
    qtbot: QtBot, view: FindingsView, cumbria: Inspection
) -> None:
    take(qtbot, view, "1.1")
    first = kept(cumbria, "1.1")[0]
    cumbria.close()
    qtbot.keyClicks(focused(view), " Late")
    with qtbot.waitSignal(view.refused) as refused:
        view.save()
    assert "was closed" in str(refused.args[0])
    assert printed(view, first.key).endswith(" Late")
    with qtbot.waitSignal(view.refused):
        view.save()


def test_the_panel_folds_away_where_there_is_no_room(view: FindingsView) -> None:
    assert view.evidence.isVisible()
    view.resize(900, 600)
    assert not view.evidence.isVisible()
    view.head.evidence_button.click()
    assert view.evidence.isVisible()
    assert not view.outline.isVisible()


def test_every_control_has_a_name(qtbot: QtBot, view: FindingsView, cumbria: Inspection) -> None:
    assert nameless(view) == []
    case = cumbria.cases()[0].id
    cumbria.put_record(Mark("m", case, "1.1", "", MarkKind.ILLUSTRATION, "So.", "lead", ""), by="p")
    view.show_now("1.1")
    for tab in ("Notes", "Cases", "Marks"):
        found = view.evidence.findChildren(QPushButton)
        next(each for each in found if each.text().startswith(tab)).click()
        assert nameless(view) == []
    assert view.page.conclusion is not None
    view.page.conclusion.otherwise[0].click()
    assert nameless(view) == []
    take(qtbot, view, "1.1")
    assert nameless(view) == []
    for keys in (Qt.Key.Key_I, Qt.Key.Key_R):
        qtbot.keyClick(next(iter(view.page.items.values())).editor, keys, CTRL)
        assert nameless(view) == []
        view.close_panel()


def test_a_figure_is_inserted_with_the_mouse_where_the_caret_was(
    qtbot: QtBot, view: FindingsView, cumbria: Inspection
) -> None:
    take(qtbot, view, "1.1")
    first = kept(cumbria, "1.1")[0]
    buttons = {each.text(): each for each in view.head.findChildren(QPushButton)}
    qtbot.mouseClick(buttons[Act.FIGURE.words], Qt.MouseButton.LeftButton)
    qtbot.keyClicks(focused(view), "1.1.6")
    inserts = {each.text(): each for each in view.side.insert.findChildren(QPushButton)}
    qtbot.mouseClick(inserts["Insert"], Qt.MouseButton.LeftButton)
    assert view.page.items[first.key].editor.written()[0] == f"{first.text}{{percent 1.1.6}}"
    assert view.side.is_evidence


def test_the_menu_offers_every_act_and_goes_when_it_is_closed(
    qtbot: QtBot, view: FindingsView
) -> None:
    take(qtbot, view, "1.1")
    item = next(iter(view.page.items.values()))
    menu = item.menu()
    words = [entry.text() for entry in menu.actions() if entry.text()]
    assert words == [
        Act.FIGURE.words, Act.REFERENCE.words, Act.CASES.words, Act.WORDS.words,
        Act.ACCEPT_ONE.words, Act.ACCEPT.words, Act.UP.words, Act.DOWN.words,
        Act.OTHER_SIDE.words, Act.MERGE.words, Act.BELOW.words, Act.REMOVE.words,
        "Cut", "Copy", "Paste",
    ]  # fmt: skip
    can = {entry.text(): entry.isEnabled() for entry in menu.actions()}
    assert not can[Act.ACCEPT.words]
    assert can[Act.UP.words]
    menu.deleteLater()


CONTROLS = {
    QAccessible.Role.Button,
    QAccessible.Role.ComboBox,
    QAccessible.Role.EditableText,
    QAccessible.Role.Table,
    QAccessible.Role.List,
}


def nameless(widget: QWidget) -> list[str]:
    root = QAccessible.queryAccessibleInterface(widget)
    assert root is not None
    found = list(controls(root))
    assert len(found) > 4
    return [part.object().objectName() or str(part.role()) for part in found if not name(part)]


def controls(part: QAccessibleInterface) -> Iterator[QAccessibleInterface]:
    thing = part.object()
    if isinstance(thing, QWidget) and not thing.isVisible():
        return
    if part.role() in CONTROLS:
        yield part
    if part.role() in (QAccessible.Role.Table, QAccessible.Role.List):
        return
    for number in range(part.childCount()):
        child = part.child(number)
        if child is not None:
            yield from controls(child)


def name(part: QAccessibleInterface) -> str:
    return part.text(QAccessible.Text.Name)
