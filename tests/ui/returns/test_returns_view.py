"""Packs out and returns in, as a lead inspector does it, with real files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QAccessible, QAccessibleInterface, QDragEnterEvent, QDropEvent
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from omi_desktop.merge.settling import settle_all
from omi_desktop.store import (
    CaseStatus,
    Inspection,
    KeyCost,
    Mark,
    MarkKind,
    open_inspection,
)
from omi_desktop.store.merge_records import Conflict, Keep, Merge, Pack
from omi_desktop.store.merging import open_conflicts
from omi_desktop.store.team_records import SecondRead
from omi_ui.returns.head import Part
from omi_ui.returns.reading import Standing
from omi_ui.returns.view import ReturnsView

WORD = "the word of the pack"
ASKED = "1.2.5"
Back = Callable[[str, Callable[[Inspection], object]], Path]


def after(qtbot: QtBot, view: ReturnsView, act: Callable[[], object]) -> None:
    """Do something that runs beside the window, and wait until it has ended."""
    act()
    assert view.is_busy
    qtbot.waitUntil(lambda: not view.is_busy, timeout=60_000)


def look_again(qtbot: QtBot, view: ReturnsView) -> None:
    before = view.state
    view.show_now()
    qtbot.waitUntil(lambda: view.state is not before, timeout=30_000)


def read(qtbot: QtBot, view: ReturnsView, *paths: Path, word: str = WORD) -> None:
    if paths:
        view.add_files(paths)
    view.returns.passphrase.setText(word)
    after(qtbot, view, view.returns.read_button.click)


def merge(qtbot: QtBot, view: ReturnsView) -> None:
    after(qtbot, view, view.returns.merge_button.click)


def value(inspection: Inspection, case: str) -> str | None:
    answer = inspection.answers(case).get(ASKED)
    return answer.value if answer else None


def choices(inspection: Inspection) -> tuple[str, ...]:
    scale = inspection.instrument.questions[ASKED].scale
    assert scale is not None
    return tuple(choice.id for choice in scale.choices)


def answered(case: str, place: int, note: str = "") -> Callable[[Inspection], None]:
    """Return work in a copy: one answer, and a note where there is one."""

    def work(copy: Inspection) -> None:
        by = copy.case(case).assessor or ""
        copy.answer(case, ASKED, choices(copy)[place], by=by)
        if note:
            copy.note(case, ASKED, note, by=by)

    return work


@pytest.fixture
def differing(
    qtbot: QtBot, view: ReturnsView, lead_copy: Inspection, pack_back: Back
) -> ReturnsView:
    """Return the screen with one difference open, at WE-00."""
    path = pack_back("ann", answered("c0", 0, "Seen at the hostel"))
    lead_copy.answer("c0", ASKED, choices(lead_copy)[1], by="lead")
    lead_copy.note("c0", ASKED, "The diary says otherwise", by="lead")
    read(qtbot, view, path)
    merge(qtbot, view)
    return view


def test_everybody_with_cases_is_listed_and_has_no_pack_at_first(view: ReturnsView) -> None:
    assert view.packs.readers.rows == (
        ("Ann Bell", "2", "", "None yet", "Not yet"),
        ("Owen Teasdale", "1", "", "None yet", "Not yet"),
    )
    assert view.head.words == (
        "2 people have cases: 0 with a pack, 0 came back. Nothing is open that differs."
    )


def test_a_pack_wants_the_same_passphrase_twice(view: ReturnsView) -> None:
    page = view.packs
    assert not page.make_button.isEnabled()
    page.first.setText(WORD)
    assert page.says.words == "Type the same passphrase twice."
    page.second.setText(WORD)
    assert page.says.words == ""
    assert page.make_button.isEnabled()


def test_a_passphrase_typed_for_one_is_forgotten_with_the_next(view: ReturnsView) -> None:
    view.packs.first.setText(WORD)
    view.packs.readers.choose(1)
    assert view.packs.first.text() == ""
    assert not view.packs.make_button.isEnabled()


def test_a_pack_holds_the_cases_of_the_chosen_one(
    qtbot: QtBot,
    view: ReturnsView,
    lead_copy: Inspection,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    said: list[str] = []
    view.said.connect(lambda words, _back: said.append(words))
    # Without its ending, as some systems hand it over.
    chosen = tmp_path / "for owen"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(chosen), ""))
    view.packs.readers.choose(1)
    view.packs.first.setText(WORD)
    view.packs.second.setText(WORD)
    after(qtbot, view, view.packs.make_button.click)
    path = tmp_path / "for owen.omi"
    with open_inspection(path, WORD, cost=KeyCost(1, 64, 1)) as copy:
        assert [case.ref for case in copy.cases()] == ["WE-02"]
    assert said == [f"“{path}” holds 1 case. Send it to its assessor."]
    assert view.packs.first.text() == ""
    assert [one.assessor for one in lead_copy.records(Pack)] == ["owen"]
    assert view.packs.readers.rows[1][3].endswith("UTC, 1 case")


def test_a_pack_where_a_file_is_already_is_refused_and_the_passphrase_stays(
    qtbot: QtBot, view: ReturnsView, lead_copy: Inspection, tmp_path: Path
) -> None:
    refused: list[Exception] = []
    view.refused.connect(refused.append)
    taken = tmp_path / "taken.omi"
    taken.write_bytes(b"something else")
    view.packs.first.setText(WORD)
    view.packs.second.setText(WORD)
    after(qtbot, view, lambda: view.make_pack("ann", taken, WORD))
    assert "exists already" in str(refused[0])
    look_again(qtbot, view)
    assert view.packs.first.text() == WORD
    assert taken.read_bytes() == b"something else"
    assert lead_copy.records(Pack) == ()


def test_cases_that_came_after_the_pack_are_told(
    qtbot: QtBot, view: ReturnsView, lead_copy: Inspection, pack_back: Back
) -> None:
    pack_back("owen", lambda _copy: None)
    lead_copy.assign("c3", "owen", by="lead")
    look_again(qtbot, view)
    view.packs.readers.choose(1)
    assert "1 case came to them since their pack." in view.packs.words


def test_the_plan_comes_before_anything_is_written(
    qtbot: QtBot, view: ReturnsView, lead_copy: Inspection, workbook_back: Back
) -> None:
    path = workbook_back("ann", answered("c0", 0))
    before = lead_copy.saved().revision
    read(qtbot, view, path)
    assert view.returns.files.rows == (
        ("ann.xlsx", "Ann Bell", "1", "0", "0", "0", "0", "Can be merged"),
    )
    assert view.returns.words == (
        "1 file can be merged: 1 new answer, nothing differs. Nothing has been written yet."
    )
    assert not view.returns.asks
    assert lead_copy.saved().revision == before
    assert QApplication.focusWidget() is view.returns.merge_button


def test_merging_writes_the_answers_and_shows_the_receipt(
    qtbot: QtBot, view: ReturnsView, lead_copy: Inspection, workbook_back: Back
) -> None:
    said: list[tuple[str, object]] = []
    view.said.connect(lambda words, back: said.append((words, back)))
    path = workbook_back("ann", answered("c0", 0))
    read(qtbot, view, path)
    with qtbot.waitSignals([view.saved, view.merged], timeout=60_000):
        merge(qtbot, view)
    assert value(lead_copy, "c0") == choices(lead_copy)[0]
    assert view.part is Part.MERGES
    kept = lead_copy.records(Merge)[0]
    assert view.merges.receipt.toPlainText() == kept.receipt
    assert "1 answer new" in kept.receipt
    assert view.known.files == ()
    assert said[-1][0] == "Merge 1: 1 new answer came in."
    assert view.packs.readers.rows[0][4].startswith("ann.xlsx, merged ")


def test_a_merge_is_taken_back_from_the_notice(
    qtbot: QtBot, view: ReturnsView, lead_copy: Inspection, pack_back: Back
) -> None:
    backs: list[Callable[[], None]] = []
    view.said.connect(lambda _words, back: backs.append(back))
    read(qtbot, view, pack_back("ann", answered("c0", 0)))
    merge(qtbot, view)
    after(qtbot, view, backs[-1])
    assert value(lead_copy, "c0") is None
    assert view.merges.merges.rows[0][3].startswith("Undone ")
    assert not view.merges.undo_button.isEnabled()


def test_undoing_a_merge_says_what_stays(
    qtbot: QtBot, view: ReturnsView, lead_copy: Inspection, pack_back: Back
) -> None:
    read(qtbot, view, pack_back("ann", answered("c0", 0)))
    merge(qtbot, view)
    lead_copy.answer("c0", ASKED, choices(lead_copy)[2], by="lead")
    after(qtbot, view, view.merges.undo_button.click)
    assert value(lead_copy, "c0") == choices(lead_copy)[2]
    assert view.merges.stays == f"Stays, because it was changed since: WE-00, {ASKED}, answer."


def test_only_the_last_merge_can_be_undone(
    qtbot: QtBot, view: ReturnsView, lead_copy: Inspection, pack_back: Back
) -> None:
    refused: list[Exception] = []
    view.refused.connect(refused.append)
    for person, case in (("ann", "c0"), ("owen", "c2")):
        read(qtbot, view, pack_back(person, answered(case, 0)))
        merge(qtbot, view)
    view.merges.merges.choose(1)
    assert not view.merges.undo_button.isEnabled()
    after(qtbot, view, lambda: view.undo(1))
    assert str(refused[0]).startswith("Merge 1 is not the last one")
    assert value(lead_copy, "c0") == value(lead_copy, "c2") == choices(lead_copy)[0]


def test_the_receipt_is_saved_as_text(
    qtbot: QtBot,
    view: ReturnsView,
    lead_copy: Inspection,
    pack_back: Back,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    read(qtbot, view, pack_back("ann", answered("c0", 0)))
    merge(qtbot, view)
    path = tmp_path / "receipt.txt"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    after(qtbot, view, view.merges.save_button.click)
    assert path.read_text("utf-8") == lead_copy.records(Merge)[0].receipt + "\n"


def test_the_receipt_is_printed(
    qtbot: QtBot,
    view: ReturnsView,
    pack_back: Back,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    read(qtbot, view, pack_back("ann", answered("c0", 0)))
    merge(qtbot, view)
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "receipt.pdf"))
    monkeypatch.setattr("omi_ui.returns.merges_page.ask_printer", lambda _parent: printer)
    view.merges.print_button.click()
    printed = "\n".join(page.extract_text() for page in PdfReader(tmp_path / "receipt.pdf").pages)
    assert "Merge 1," in " ".join(printed.split())
    assert "ann.omi" in printed


def test_merging_the_same_return_again_says_that_it_is_here(
    qtbot: QtBot, view: ReturnsView, lead_copy: Inspection, pack_back: Back
) -> None:
    said: list[str] = []
    view.said.connect(lambda words, _back: said.append(words))
    path = pack_back("ann", answered("c0", 0))
    for _ in range(2):
        read(qtbot, view, path)
        merge(qtbot, view)
    assert said[-1] == "Everything was here already, so nothing was written."
    assert len(lead_copy.records(Merge)) == 1


def test_a_wrong_passphrase_leaves_the_file_to_be_read_with_another(
    qtbot: QtBot, view: ReturnsView, pack_back: Back
) -> None:
    path = pack_back("ann", answered("c0", 0))
    read(qtbot, view, path, word="something else")
    assert [one.standing for one in view.known.files] == [Standing.UNREAD]
    assert "The passphrase does not open ann.omi." in view.returns.look.toPlainText()
    assert view.returns.asks
    assert view.returns.passphrase.text() == ""
    assert not view.returns.merge_button.isEnabled()
    read(qtbot, view)
    assert [one.standing for one in view.known.files] == [Standing.READY]


def test_one_bad_file_keeps_nobody_from_merging_the_others_and_stays_in_sight(
    qtbot: QtBot, view: ReturnsView, lead_copy: Inspection, pack_back: Back, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(b"PK\x03\x04 no workbook")
    read(qtbot, view, broken, pack_back("ann", answered("c0", 0)))
    assert [row[7] for row in view.returns.files.rows] == ["Could not be read", "Can be merged"]
    merge(qtbot, view)
    assert value(lead_copy, "c0") == choices(lead_copy)[0]
    assert [one.path for one in view.known.files] == [broken]


def test_a_return_of_a_pack_that_is_not_known_is_refused_with_its_reason(
    qtbot: QtBot, view: ReturnsView, lead_copy: Inspection, pack_back: Back
) -> None:
    path = pack_back("ann", answered("c0", 0))
    lead_copy.drop_record(lead_copy.records(Pack)[0], by="lead")
    read(qtbot, view, path)
    told = view.known.files[0].told
    assert told is not None
    assert told.refused
    assert view.returns.files.rows[0][7] == "Refused"
    assert view.returns.look.toPlainText() == told.refused
    assert view.returns.words == "None of these files can be merged."
    assert not view.returns.merge_button.isEnabled()


def test_nothing_is_merged_but_what_was_seen(
    qtbot: QtBot, view: ReturnsView, lead_copy: Inspection, pack_back: Back
) -> None:
    said: list[str] = []
    view.said.connect(lambda words, _back: said.append(words))
    read(qtbot, view, pack_back("ann", answered("c0", 0)))
    lead_copy.answer("c0", ASKED, choices(lead_copy)[1], by="lead")
    merge(qtbot, view)
    assert said[-1] == "The inspection has changed, so it was compared again. Look."
    assert lead_copy.records(Merge) == ()
    assert view.known.differ == 1
    merge(qtbot, view)
    assert len(lead_copy.records(Merge)) == 1


def test_a_file_that_is_given_again_is_read_again(
    qtbot: QtBot, view: ReturnsView, lead_copy: Inspection, pack_back: Back
) -> None:
    path = pack_back("ann", answered("c0", 0))
    read(qtbot, view, path)
    with open_inspection(path, WORD, cost=KeyCost(1, 64, 1)) as copy:
        answered("c1", 1)(copy)
    view.add_files([path])
    assert view.returns.asks
    assert view.returns.words == ""
    view.returns.passphrase.setText(WORD)
    after(qtbot, view, lambda: qtbot.keyClick(view.returns.passphrase, Qt.Key.Key_Return))
    merge(qtbot, view)
    assert value(lead_copy, "c1") == choices(lead_copy)[1]


def test_a_merge_that_has_begun_offers_no_cancel(
    qtbot: QtBot, view: ReturnsView, pack_back: Back
) -> None:
    read(qtbot, view, pack_back("ann", answered("c0", 0)))
    view.merge()
    assert not view.doing.cancel_button.isEnabled()
    qtbot.waitUntil(lambda: not view.is_busy, timeout=60_000)


def test_reading_is_cancelled_between_two_files(
    qtbot: QtBot, view: ReturnsView, lead_copy: Inspection, pack_back: Back
) -> None:
    said: list[str] = []
    view.said.connect(lambda words, _back: said.append(words))
    view.add_files([pack_back("ann", answered("c0", 0)), pack_back("owen", answered("c2", 0))])
    view.read_files(WORD)
    view.doing.cancel_button.click()
    qtbot.waitUntil(lambda: not view.is_busy, timeout=30_000)
    assert said == ["Cancelled. Nothing was changed."]
    assert [one.standing for one in view.known.files] == [Standing.WAITING] * 2
    assert lead_copy.records(Merge) == ()


def test_files_are_dropped_onto_the_screen(
    qtbot: QtBot, view: ReturnsView, pack_back: Back, tmp_path: Path
) -> None:
    path = pack_back("ann", answered("c0", 0))
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(one)) for one in (path, tmp_path / "photo.png")])
    at, copy = QPointF(200, 300), Qt.DropAction.CopyAction
    held = (Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    enter = QDragEnterEvent(at, copy, data, *held)
    QApplication.sendEvent(view, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(view, QDropEvent(at, copy, data, *held))
    assert [one.path for one in view.known.files] == [path]
    assert view.part is Part.RETURNS
    assert QApplication.focusWidget() is view.returns.passphrase


def test_what_is_no_return_cannot_be_dropped(view: ReturnsView, tmp_path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "photo.png"))])
    held = (Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    enter = QDragEnterEvent(QPointF(200, 300), Qt.DropAction.CopyAction, data, *held)
    QApplication.sendEvent(view, enter)
    assert not enter.isAccepted()


def test_files_that_were_put_away_can_be_brought_back(view: ReturnsView, tmp_path: Path) -> None:
    backs: list[Callable[[], None]] = []
    view.said.connect(lambda _words, back: backs.append(back))
    view.add_files([tmp_path / "ann.omi"])
    view.returns.forget_button.click()
    assert view.known.files == ()
    backs[-1]()
    assert [row[0] for row in view.returns.files.rows] == ["ann.omi"]


def test_what_differs_stands_side_by_side_with_notes_and_who(differing: ReturnsView) -> None:
    differing.go_to(Part.DIFFERS)
    state = differing.state
    assert state is not None
    assert differing.head.buttons[Part.DIFFERS].text() == f"What differs ({len(state.differences)})"
    at = [one.place for one in state.differences].index(ASKED)
    differing.differs.table.choose(at)
    ours, theirs, before = differing.differs.sides
    assert "Ruth Ambler, " in ours
    assert "The diary says otherwise" in ours
    assert "Ann Bell, " in theirs
    assert "Seen at the hostel" in theirs
    assert before == "No answer\nWhen the pack was made"


@pytest.mark.parametrize(("key", "place"), [(Qt.Key.Key_O, 1), (Qt.Key.Key_T, 0)])
def test_a_key_settles_what_differs(
    qtbot: QtBot, differing: ReturnsView, lead_copy: Inspection, key: Qt.Key, place: int
) -> None:
    differing.go_to(Part.DIFFERS)
    state = differing.state
    assert state is not None
    number = len(state.differences)
    differing.differs.table.choose([one.place for one in state.differences].index(ASKED))
    after(qtbot, differing, lambda: qtbot.keyClick(differing.differs.table, key))
    assert value(lead_copy, "c0") == choices(lead_copy)[place]
    assert len(differing.differs.table.rows) == number - 1


@pytest.mark.parametrize(("keep", "place"), [(Keep.OURS, 1), (Keep.ASSESSOR, 0)])
def test_one_rule_settles_all_once_it_is_confirmed_in_place(
    qtbot: QtBot, differing: ReturnsView, lead_copy: Inspection, keep: Keep, place: int
) -> None:
    differing.go_to(Part.DIFFERS)
    page = differing.differs
    (page.all_ours_button if keep is Keep.OURS else page.all_theirs_button).click()
    assert page.asks.startswith("Keep ours" if keep is Keep.OURS else "Keep the assessor’s")
    assert all(one.kept is None for one in lead_copy.records(Conflict))
    after(qtbot, differing, page.sure_button.click)
    assert {one.kept for one in lead_copy.records(Conflict)} == {keep}
    assert value(lead_copy, "c0") == choices(lead_copy)[place]
    assert differing.head.buttons[Part.DIFFERS].text() == "What differs"
    assert page.currentIndex() == 0


def test_leaving_it_settles_nothing(differing: ReturnsView, lead_copy: Inspection) -> None:
    differing.go_to(Part.DIFFERS)
    differing.differs.all_theirs_button.click()
    differing.differs.not_sure_button.click()
    assert differing.differs.asks == ""
    assert all(one.kept is None for one in lead_copy.records(Conflict))


def test_a_rule_settles_what_differs_with_the_merge(
    qtbot: QtBot, view: ReturnsView, lead_copy: Inspection, pack_back: Back
) -> None:
    path = pack_back("ann", answered("c0", 0))
    lead_copy.answer("c0", ASKED, choices(lead_copy)[1], by="lead")
    read(qtbot, view, path)
    assert view.returns.rule.isVisible()
    view.returns.rule.setCurrentIndex(1)
    merge(qtbot, view)
    assert value(lead_copy, "c0") == choices(lead_copy)[0]
    assert [one.kept for one in lead_copy.records(Conflict)] == [Keep.ASSESSOR]


def test_marks_notes_and_status_that_differ_are_told_in_words(
    qtbot: QtBot, view: ReturnsView, lead_copy: Inspection, pack_back: Back
) -> None:
    mark = Mark("m1", "c0", "1.2", ASKED, MarkKind.GOOD_PRACTICE, "As it was", "ann", "")
    lead_copy.put_record(mark, by="ann")

    def work(copy: Inspection) -> None:
        copy.note("c0", ASKED, "Seen at the hostel", by="ann")
        copy.put_record(replace(mark, text="What Ann marked"), by="ann")
        copy.set_status("c0", CaseStatus.IN_PROGRESS, by="ann", reason="The file is thin.")

    path = pack_back("ann", work)
    lead_copy.note("c0", ASKED, "The diary says otherwise", by="lead")
    lead_copy.put_record(replace(mark, text="What Ruth marked"), by="lead")
    lead_copy.set_status("c0", CaseStatus.IN_PROGRESS, by="lead", reason="Asked the area.")
    read(qtbot, view, path)
    merge(qtbot, view)
    assert sorted(row[:4] for row in view.differs.table.rows) == [
        ("WE-00", f"{ASKED}, note", "The diary says otherwise", "Seen at the hostel"),
        ("WE-00", "Marked passage", "“What Ruth marked”", "“What Ann marked”"),
        ("WE-00", "Reason", "Asked the area.", "The file is thin."),
    ]


def test_a_blind_second_read_is_counted_apart(
    qtbot: QtBot, view: ReturnsView, lead_copy: Inspection
) -> None:
    lead_copy.put_record(SecondRead("c0", "owen"), by="lead")
    look_again(qtbot, view)
    assert view.packs.readers.rows[1][:3] == ("Owen Teasdale", "1", "1")
    view.packs.readers.choose(1)
    assert view.packs.words.startswith("It will hold 2 cases")
    assert "without any answer of their first reader" in view.packs.words


def test_every_control_has_a_name(qtbot: QtBot, differing: ReturnsView, pack_back: Back) -> None:
    read(qtbot, differing, pack_back("owen", answered("c2", 0)))
    for part in Part:
        differing.go_to(part)
        assert nameless(differing) == []


CONTROLS = {
    QAccessible.Role.Button,
    QAccessible.Role.ComboBox,
    QAccessible.Role.EditableText,
    QAccessible.Role.Table,
    QAccessible.Role.ProgressBar,
}


def nameless(widget: QWidget) -> list[str]:
    root = QAccessible.queryAccessibleInterface(widget)
    assert root is not None
    return _nameless(root)


def _nameless(part: QAccessibleInterface) -> list[str]:
    thing = part.object()
    if isinstance(thing, QWidget) and not thing.isVisible():
        return []
    found = []
    if part.role() in CONTROLS and not part.text(QAccessible.Text.Name):
        found.append(f"{part.role().name} {type(thing).__name__}")
    if part.role() != QAccessible.Role.Table:
        for number in range(part.childCount()):
            child = part.child(number)
            if child is not None:
                found += _nameless(child)
    return found


def test_what_was_settled_elsewhere_is_refused_and_shown_anew(
    qtbot: QtBot, differing: ReturnsView, lead_copy: Inspection
) -> None:
    refused: list[Exception] = []
    differing.refused.connect(refused.append)
    settle_all(lead_copy, Keep.OURS, by="lead")
    differing.go_to(Part.DIFFERS)
    before = differing.state
    after(qtbot, differing, differing.differs.theirs_button.click)
    assert "settled or changed meanwhile" in str(refused[0])
    qtbot.waitUntil(lambda: differing.state is not before, timeout=30_000)
    assert differing.differs.table.rows == ()
    assert value(lead_copy, "c0") == choices(lead_copy)[1]


def test_a_folder_is_dropped_with_all_that_came_back_in_it(
    qtbot: QtBot, view: ReturnsView, pack_back: Back, lead_copy: Inspection, tmp_path: Path
) -> None:
    came = tmp_path / "came back"
    (came / "by post").mkdir(parents=True)
    ann, owen = pack_back("ann", answered("c0", 0)), pack_back("owen", answered("c2", 0))
    ann.rename(came / "ann.omi")
    owen.rename(came / "by post" / "owen.omi")
    for other in ("~$ann.xlsx", "notes.txt"):
        (came / other).write_text("not a return")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(came)), QUrl.fromLocalFile(str(tmp_path / "x.png"))])
    held = (Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    at, copy = QPointF(200, 300), Qt.DropAction.CopyAction
    QApplication.sendEvent(view, QDragEnterEvent(at, copy, data, *held))
    QApplication.sendEvent(view, QDropEvent(at, copy, data, *held))
    qtbot.waitUntil(lambda: len(view.known.files) == 2, timeout=30_000)
    assert [one.path.name for one in view.known.files] == ["ann.omi", "owen.omi"]


def test_the_inspection_itself_is_no_return_of_its_folder(
    qtbot: QtBot, view: ReturnsView, lead_copy: Inspection
) -> None:
    said: list[str] = []
    view.said.connect(lambda words, undo: said.append(words))
    view.take([lead_copy.path.parent])
    qtbot.waitUntil(lambda: bool(said), timeout=30_000)
    assert said == ["There is no workbook and no .omi file in that folder."]


@pytest.mark.parametrize("all_at_once", [True, False])
def test_what_was_settled_is_opened_again_from_the_notice(
    all_at_once: bool, qtbot: QtBot, differing: ReturnsView, lead_copy: Inspection
) -> None:
    backs: list[Callable[[], None]] = []
    differing.said.connect(lambda words, undo: backs.append(undo))
    before = open_conflicts(lead_copy)
    answers = {(a.case, a.question): a.value for a in lead_copy.all_answers()}
    if all_at_once:
        differing.settle_all(Keep.ASSESSOR)
    else:
        differing.settle(before[0], Keep.ASSESSOR)
    qtbot.waitUntil(lambda: not differing.is_busy and bool(backs), timeout=30_000)
    assert open_conflicts(lead_copy) != before
    backs[-1]()
    qtbot.waitUntil(lambda: not differing.is_busy and len(backs) == 2, timeout=30_000)
    assert open_conflicts(lead_copy) == before
    assert {(a.case, a.question): a.value for a in lead_copy.all_answers()} == answers
    assert differing.part is Part.DIFFERS


@pytest.mark.parametrize("part", [Part.DIFFERS, Part.MERGES])
def test_a_page_that_waits_for_returns_leads_to_them(view: ReturnsView, part: Part) -> None:
    view.go_to(part)
    page = {Part.DIFFERS: view.differs, Part.MERGES: view.merges}[part]
    assert QApplication.focusWidget() is page.returns_button
    page.returns_button.click()
    assert view.part is Part.RETURNS
