"""The sample from its rules to its reserves, as a lead inspector goes through it."""

from __future__ import annotations

import csv
import threading
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from functools import partial
from pathlib import Path

import pypdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from omi_desktop.assets import asset
from omi_desktop.sampling.rules import Minimum, Rules, read_rules, seal
from omi_desktop.store import (
    CaseStatus,
    Inspection,
    Replacement,
    ReserveCase,
    SampledCase,
    SampledList,
    SealedRules,
)
from omi_desktop.store.sample_records import TakenBackDraw
from omi_ui.sample.stages import Stage
from omi_ui.sample.view import SampleView
from omi_ui.tasks import TaskRunner

SEED = "westmorland-2006"


def set_rules(view: SampleView, size: int, reserves: int, *minimums: Minimum) -> None:
    view.rules.size_field.setText(str(size))
    view.rules.reserves.setText(str(reserves))
    view.rules.minimums.show_minimums(minimums)
    view.rules.seed.setText(SEED)


def seal_rules(qtbot: QtBot, view: SampleView) -> None:
    qtbot.mouseClick(view.rules.seal_button, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(view.saved):
        qtbot.mouseClick(view.rules.confirm_button, Qt.MouseButton.LeftButton)


def finish(qtbot: QtBot, view: SampleView, begun: Callable[[], object]) -> None:
    begun()
    assert view.is_busy
    qtbot.waitUntil(lambda: not view.is_busy, timeout=30_000)


def opened(qtbot: QtBot, view: SampleView, path: Path) -> None:
    finish(qtbot, view, lambda: view.open_list(path))


def drawn(qtbot: QtBot, view: SampleView, path: Path, *, reserves: int = 4) -> None:
    set_rules(view, 12, reserves, Minimum("high_roh", 5), Minimum("ppo", 2))
    seal_rules(qtbot, view)
    opened(qtbot, view, path)
    view.go_to(Stage.DRAW)
    with qtbot.waitSignal(view.drawn, timeout=30_000):
        qtbot.mouseClick(view.draw.draw_button, Qt.MouseButton.LeftButton)


def test_an_empty_file_begins_with_the_rules_and_the_list_says_that_they_come_first(
    view: SampleView, area_list: Path, bare: Inspection
) -> None:
    assert view.stage is Stage.RULES
    view.go_to(Stage.LIST)
    assert QApplication.focusWidget() is view.list.to_rules
    view.open_list(area_list)
    assert not view.is_busy
    assert view.loaded is None
    view.list.to_rules.click()
    assert view.stage is Stage.RULES
    assert not bare.records(SealedRules)


def test_the_seal_shows_the_hash_before_and_with_the_time_after_it_is_kept(
    qtbot: QtBot, view: SampleView, bare: Inspection
) -> None:
    set_rules(view, 12, 3, Minimum("high_roh", 5))
    view.rules.share_gate.setCurrentIndex(view.rules.share_gate.findData("licence"))
    view.rules.share_number.setText("4")
    view.rules.by_office.setChecked(True)
    view.rules.begins.setText("1 January 2006")
    view.rules.ends.setText("28/2/2006")
    wanted = Rules(
        12,
        SEED,
        (Minimum("high_roh", 5),),
        Minimum("licence", 4),
        by_office=True,
        reserves=3,
        begins=date(2006, 1, 1),
        ends=date(2006, 2, 28),
    )
    view.rules.seal_button.click()
    assert view.rules.asked_digest.text() == seal(wanted)
    assert not bare.records(SealedRules)
    with qtbot.waitSignal(view.saved):
        view.rules.confirm_button.click()
    (kept,) = bare.records(SealedRules)
    assert read_rules(kept.text) == wanted
    assert (kept.digest, kept.by, kept.reason) == (seal(wanted), "lead", "")
    assert view.rules.digest.text() == kept.digest
    assert not view.rules.is_open
    assert "Rules sealed" in view.stages.words


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda view: view.rules.begins.setText("31 February 2006"), "31 February 2006"),
        (lambda view: view.rules.seed.setText(""), "The seed must be one line"),
        (
            lambda view: view.rules.minimums.show_minimums([Minimum("ppo", 99)]),
            "99 of “Prolific and priority offenders” do not fit a sample of 12",
        ),
        (
            lambda view: view.rules.minimums.show_minimums([Minimum("ppo", 1)] * 2),
            "“Prolific and priority offenders” is asked for twice",
        ),
    ],
)
def test_rules_that_make_no_sense_are_told_in_place_and_nothing_is_sealed(
    view: SampleView,
    bare: Inspection,
    change: Callable[[SampleView], None],
    words: str,
) -> None:
    set_rules(view, 12, 3)
    change(view)
    view.rules.seal_button.click()
    assert words in view.rules.problem.words
    assert not view.rules.confirm_button.isVisible()
    assert not bare.records(SealedRules)


def test_sealed_rules_change_only_with_a_reason_and_both_versions_stay(
    qtbot: QtBot, view: SampleView, bare: Inspection
) -> None:
    set_rules(view, 12, 3)
    seal_rules(qtbot, view)
    view.rules.change_button.click()
    view.rules.size_field.setText("14")
    view.rules.seal_button.click()
    assert "Say why the rules change" in view.rules.problem.words
    assert QApplication.focusWidget() is view.rules.reason
    qtbot.keyClicks(view.rules.reason, "The area is larger than was known")
    seal_rules(qtbot, view)
    first, second = bare.records(SealedRules)
    assert (read_rules(first.text).size, read_rules(second.text).size) == (12, 14)
    assert second.reason == "The area is larger than was known"
    view.rules.change_button.click()
    view.rules.size_field.setText("20")
    view.rules.leave_button.click()
    assert view.rules.size_field.value == 14
    assert len(bare.records(SealedRules)) == 2


def test_rules_that_are_being_changed_stay_as_typed_when_the_screen_is_left_and_shown_again(
    qtbot: QtBot, view: SampleView
) -> None:
    set_rules(view, 12, 3)
    seal_rules(qtbot, view)
    view.rules.change_button.click()
    view.rules.size_field.setText("14")
    view.show_now()
    assert view.rules.is_open
    assert view.rules.size_field.value == 14


def test_an_open_list_is_read_again_by_rules_that_were_sealed_anew(
    qtbot: QtBot, view: SampleView, area_list: Path
) -> None:
    set_rules(view, 12, 3)
    seal_rules(qtbot, view)
    opened(qtbot, view, area_list)
    view.go_to(Stage.RULES)
    view.rules.change_button.click()
    view.rules.begins.setText("1 February 2006")
    view.rules.reason.setText("January was inspected before")
    finish(qtbot, view, lambda: seal_rules(qtbot, view))
    assert view.list.counts == "40 rows, from which 28 cases can be drawn."
    assert any("outside the window" in why for _, why in view.list.unusable.rows)


def test_minimums_are_added_by_type_and_removed(qtbot: QtBot, view: SampleView) -> None:
    minimums = view.rules.minimums
    minimums.add_button.click()
    minimums.add_button.click()
    assert [one.gate for one in minimums.minimums()] == ["licence", "community"]
    assert QApplication.focusWidget() is minimums.lines[1].number
    qtbot.keyClicks(minimums.lines[1].number, "7")
    minimums.lines[0].remove_button.click()
    assert minimums.minimums() == (Minimum("community", 7),)


def test_the_list_tells_what_it_took_from_where_and_which_rows_it_cannot_use(
    qtbot: QtBot, view: SampleView, area_list: Path, tmp_path: Path, bare: Inspection
) -> None:
    set_rules(view, 12, 3)
    seal_rules(qtbot, view)
    before = area_list.read_bytes()
    opened(qtbot, view, area_list)
    assert view.stage is Stage.LIST
    assert view.list.counts == "40 rows, from which 38 cases can be drawn."
    assert dict(view.list.columns.columns())["roh_level"] == "Risk of Harm"
    assert len(view.list.first_rows.rows) == 10
    assert view.list.first_rows.rows[0][:2] == ("2", "WE-0000")
    assert view.list.unusable.rows == (
        ("7", "It has no case reference."),
        ("9", "Its reference “WE-0006” stands in row 8 already."),
    )
    ((word, choice),) = view.list.words.choices
    assert (word.word, word.count, word.choice) == ("Sev", 1, "")
    saved = tmp_path / "rows.csv"
    with qtbot.waitSignal(view.said, timeout=30_000):
        view.save_unusable(saved)
    with saved.open(encoding="utf-8-sig", newline="") as file:
        assert [row[0] for row in csv.reader(file)] == ["Row", "7", "9"]
    assert area_list.read_bytes() == before
    assert not bare.cases()
    choice.setCurrentIndex(choice.findData("very_high"))
    choice.activated.emit(choice.currentIndex())
    assert not view.list.draw_button.isEnabled()
    finish(qtbot, view, view.list.again_button.click)
    assert view.loaded is not None
    assert view.loaded.caseload is not None
    read = next(case for case in view.loaded.caseload.cases if case.row == 11)
    assert read.facts["roh_level"] == "very_high"
    assert view.list.draw_button.isEnabled()


def test_a_list_without_a_reference_says_so_and_cannot_be_drawn_from(
    qtbot: QtBot, view: SampleView, area_list: Path
) -> None:
    set_rules(view, 12, 3)
    seal_rules(qtbot, view)
    opened(qtbot, view, area_list)
    choice = view.list.columns.choices["reference"]
    choice.setCurrentIndex(0)
    choice.activated.emit(0)
    finish(qtbot, view, view.list.again_button.click)
    assert "Say which column holds the case reference" in view.list.problem.words
    view.go_to(Stage.DRAW)
    assert QApplication.focusWidget() is view.draw.to_list


def test_what_cannot_be_read_is_one_sentence_and_changes_nothing(
    qtbot: QtBot, view: SampleView, tmp_path: Path, bare: Inspection
) -> None:
    set_rules(view, 12, 3)
    seal_rules(qtbot, view)
    revision = bare.saved().revision
    broken = tmp_path / "caseload.xlsx"
    broken.write_bytes(b"no workbook")
    with qtbot.waitSignal(view.refused, timeout=30_000) as caught:
        view.open_list(broken)
    assert "caseload.xlsx" in str(caught.args[0])
    assert view.loaded is None
    assert bare.saved().revision == revision


def test_reading_can_be_cancelled_and_leaves_no_list(
    qtbot: QtBot, view: SampleView, runner: TaskRunner, area_list: Path
) -> None:
    set_rules(view, 12, 3)
    seal_rules(qtbot, view)
    may_go_on = threading.Event()
    # The worker is busy until Cancel was pressed, however fast it reads.
    runner.run(lambda _step: may_go_on.wait(30), lambda _was_set: None, view.refused.emit)
    with qtbot.waitSignal(view.said, timeout=30_000) as caught:
        view.open_list(area_list)
        assert QApplication.focusWidget() is view.doing.cancel_button
        view.doing.cancel_button.click()
        may_go_on.set()
    assert caught.args[0] == "Cancelled. Nothing was changed."
    assert view.loaded is None
    assert view.doing.words == ""


def test_what_cannot_be_met_is_said_in_the_words_of_the_bank_before_anything_is_drawn(
    qtbot: QtBot, view: SampleView, area_list: Path, bare: Inspection
) -> None:
    set_rules(view, 12, 3, Minimum("ppo", 9))
    seal_rules(qtbot, view)
    opened(qtbot, view, area_list)
    view.go_to(Stage.DRAW)
    assert view.draw.hindrance.words == (
        "Of “Prolific and priority offenders” 9 are wanted and 4 are in the list, 5 short: lower "
        "the number to 4."
    )
    assert not view.draw.draw_button.isVisible()
    view.draw_sample()
    assert not view.is_busy
    assert not bare.cases()


def test_the_draw_keeps_cases_reserves_and_method_and_opens_at_the_sample(
    qtbot: QtBot, view: SampleView, area_list: Path, bare: Inspection
) -> None:
    drawn(qtbot, view, area_list)
    assert view.stage is Stage.SAMPLE
    assert view.loaded is None
    sampled = bare.records(SampledCase)
    assert len(bare.cases()) == len(sampled) == 12
    assert len(bare.records(ReserveCase)) == 4
    assert [row[0] for row in view.sample.cases.rows] == [one.ref for one in sampled]
    came = {one.ref: one for one in sampled}
    for ref, origin, chance, office, state in view.sample.cases.rows:
        assert origin.startswith("Random" if came[ref].origin == "random" else "For the minimum:")
        assert chance.endswith("%")
        assert office == came[ref].office
        assert state == "Not started"
    (listed,) = bare.records(SampledList)
    assert view.sample.method == listed.method
    view.sample.copy_button.click()
    assert QGuiApplication.clipboard().text() == listed.method
    assert view.sample.wanted.rows[1][0] == "Prolific and priority offenders"
    assert view.sample.wanted.rows[1][1] == "at least 2"
    assert int(view.sample.wanted.rows[1][2]) >= 2


def test_a_draw_is_taken_back_from_the_bar_and_that_stays_on_record(
    qtbot: QtBot, view: SampleView, area_list: Path, bare: Inspection
) -> None:
    with qtbot.waitSignal(view.said) as said:
        set_rules(view, 12, 4)
        seal_rules(qtbot, view)
    opened(qtbot, view, area_list)
    view.go_to(Stage.DRAW)
    with qtbot.waitSignal(view.drawn, timeout=30_000), qtbot.waitSignal(view.said) as said:
        qtbot.mouseClick(view.draw.draw_button, Qt.MouseButton.LeftButton)
    assert said.args is not None
    words, undo = said.args
    assert words == "12 cases were drawn and kept."
    finish(qtbot, view, undo)
    assert bare.cases() == ()
    assert bare.records(SampledCase) == ()
    assert [told.draw for told in bare.records(TakenBackDraw)] == [1]
    assert view.stage is Stage.LIST
    assert view.sample.begin_button.isVisibleTo(view.sample)
    opened(qtbot, view, area_list)
    view.go_to(Stage.DRAW)
    assert not view.draw.reason.isVisible()
    assert view.draw.draw_button.isEnabled()


def test_how_the_cases_were_chosen_is_saved_as_one_page_and_with_the_list(
    qtbot: QtBot, view: SampleView, area_list: Path, tmp_path: Path
) -> None:
    drawn(qtbot, view, area_list)
    asked: list[bool] = []
    view.sample.page_wanted.connect(asked.append)
    view.sample.page_wanted.disconnect(view._on_save_page)
    view.sample.page_button.click()
    view.sample.list_button.click()
    assert asked == [False, True]
    ref = view.sample.cases.rows[0][0]
    for with_cases in asked:
        path = tmp_path / f"{with_cases}.pdf"
        with qtbot.waitSignal(view.said, timeout=30_000) as said:
            finish(qtbot, view, partial(view.save_page, path, with_cases=with_cases))
        assert said.args == [f"How the cases were chosen is in “{path}”.", None]
        pages = [page.extract_text() for page in pypdf.PdfReader(path).pages]
        assert (ref in "".join(pages)) is with_cases
        assert (len(pages) == 1) is not with_cases


def test_scores_by_weight_stand_beside_the_published_ones_once_there_are_any(
    qtbot: QtBot, view: SampleView, area_list: Path, bare: Inspection
) -> None:
    drawn(qtbot, view, area_list)
    assert not view.sample.weighted.isVisibleTo(view.sample)
    for place, case in enumerate(bare.cases()):
        bare.answer(case.id, "1.3.1", "yes" if place % 3 else "no", by="lead")
    view.show_now()
    qtbot.waitUntil(lambda: view.sample.weighted.isVisibleTo(view.sample), timeout=30_000)
    rows = {row[0].split()[0]: row[1:] for row in view.sample.weighted.rows}
    published, weighed, points = rows["1.3"]
    assert published == "67%"
    by_weight = [1 / Fraction(one.chance) for one in bare.records(SampledCase)]
    sufficient = sum(weight for place, weight in enumerate(by_weight) if place % 3)
    share = round(float(100 * sufficient / sum(by_weight)))
    assert (weighed, points) == (f"{share}%", f"{share - 67:+d}" if share != 67 else "0")


def test_the_walk_goes_on_to_the_team(qtbot: QtBot, view: SampleView, area_list: Path) -> None:
    drawn(qtbot, view, area_list)
    with qtbot.waitSignal(view.wanted) as wanted:
        qtbot.mouseClick(view.sample.team_button, Qt.MouseButton.LeftButton)
    assert wanted.args == ["team"]


def test_a_replacement_is_taken_back_from_the_bar(
    qtbot: QtBot, view: SampleView, area_list: Path, bare: Inspection
) -> None:
    drawn(qtbot, view, area_list)
    before = bare.cases()
    view.sample.cases.choose(0)
    view.sample.reason.setText("The file is lost")
    with qtbot.waitSignal(view.said) as said:
        view.sample.replace_button.click()
    assert bare.cases() != before
    assert said.args is not None
    said.args[1]()
    assert bare.cases() == before
    assert view.sample.cases.rows[0][4] == "Not started"


def test_the_pictures_count_sample_and_list_and_say_it_in_words(
    qtbot: QtBot, view: SampleView, area_list: Path
) -> None:
    drawn(qtbot, view, area_list)
    pictures = view.sample.pictures
    assert list(pictures) == [
        "By type",
        "By office",
        "By sentence",
        "By month in which supervision began",
    ]
    ppo = next(b for b in pictures["By type"].bars if b.title == "Prolific and priority offenders")
    assert ppo.outlined == pytest.approx(4 / 38)
    assert ppo.spoken.endswith("list 4 of 38")
    offices = pictures["By office"].bars
    assert [bar.title for bar in offices] == ["Kendal", "Sedbergh"]
    assert sum(bar.filled for bar in offices) == pytest.approx(1)
    months = pictures["By month in which supervision began"].bars
    assert [bar.title for bar in months] == ["January 2006", "February 2006"]
    assert "list 4 of 38" in pictures["By type"].accessibleDescription()


def test_every_picture_is_saved_under_a_name_of_its_own(
    qtbot: QtBot, view: SampleView, area_list: Path, tmp_path: Path
) -> None:
    drawn(qtbot, view, area_list)
    buttons = view.sample.picture_buttons
    assert list(buttons) == list(view.sample.pictures)
    assert len({each.title for each in buttons.values()}) == len(buttons)
    with qtbot.waitSignal(view.said):
        buttons["By office"].save_to(tmp_path / "offices.svg")
    picture = (tmp_path / "offices.svg").read_text(encoding="utf-8")
    assert "Sample against caseload, by office" in picture
    assert "Kendal: sample" in picture


def test_a_case_gives_way_to_the_reserve_that_was_announced_and_only_with_a_reason(
    qtbot: QtBot, view: SampleView, area_list: Path, bare: Inspection
) -> None:
    drawn(qtbot, view, area_list)
    page = view.sample
    page.cases.choose(0)
    dropped = page.cases.rows[0][0]
    assert page.hint.startswith(f"{dropped} gives way to ")
    assert not page.replace_button.isEnabled()
    page.cases.setFocus()
    qtbot.keyClick(page.cases, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is page.reason
    qtbot.keyClicks(page.reason, "The file is lost")
    with qtbot.waitSignal(view.drawn):
        qtbot.keyClick(page.reason, Qt.Key.Key_Return)
    (done,) = bare.records(Replacement)
    assert (done.dropped, done.reason, done.by) == (dropped, "The file is lost", "lead")
    assert page.cases.rows[0][4] == f"Replaced by {done.taken}: The file is lost"
    assert page.cases.rows[-1][1] == f"Reserve for {dropped}"
    assert page.hint == f"{dropped} is not in the sample any more."
    assert {case.ref: case.status for case in bare.cases()}[dropped] is CaseStatus.WITHDRAWN
    used = next(row for row in page.reserves.rows if row[1] == done.taken)
    assert used[3] == f"Used for {dropped}"


def test_a_sample_that_is_there_comes_first_and_its_list_is_compared_only_if_it_is_the_same(
    qtbot: QtBot,
    view: SampleView,
    runner: TaskRunner,
    area_list: Path,
    tmp_path: Path,
    bare: Inspection,
) -> None:
    drawn(qtbot, view, area_list)
    again = SampleView(bare, runner, "lead")
    qtbot.addWidget(again)
    again.show_now()
    assert again.stage is Stage.SAMPLE
    qtbot.waitUntil(lambda: bool(again.sample.pictures), timeout=30_000)
    assert all(bar.outlined is None for bar in again.sample.pictures["By office"].bars)
    other = tmp_path / "other.csv"
    other.write_text(area_list.read_text(encoding="utf-8").replace("Kendal", "Ulverston"))
    with qtbot.waitSignal(again.refused, timeout=30_000) as caught:
        again.compare_with(other)
    assert "other.csv is not the list that the sample was drawn from" in str(caught.args[0])
    finish(qtbot, again, lambda: again.compare_with(area_list))
    assert again.sample.pictures["By office"].bars == view.sample.pictures["By office"].bars


def test_a_second_draw_asks_for_a_reason_and_none_is_possible_once_cases_are_answered(
    qtbot: QtBot, view: SampleView, area_list: Path, bare: Inspection
) -> None:
    drawn(qtbot, view, area_list)
    opened(qtbot, view, area_list)
    view.go_to(Stage.DRAW)
    assert QApplication.focusWidget() is view.draw.reason
    assert not view.draw.draw_button.isEnabled()
    bare.set_status(bare.cases()[0].id, CaseStatus.IN_PROGRESS, by="lead")
    opened(qtbot, view, area_list)
    assert "some are answered already" in view.draw.hindrance.words
    assert not view.draw.draw_button.isVisible()


def test_the_demo_caseload_is_read_and_drawn(
    qtbot: QtBot, view: SampleView, bare: Inspection
) -> None:
    set_rules(view, 100, 10, Minimum("high_roh", 20), Minimum("minority_ethnic", 5))
    seal_rules(qtbot, view)
    opened(qtbot, view, asset("demo/cumbria-2006/caseload.csv"))
    assert view.list.words.choices == []
    view.draw_sample()
    qtbot.waitSignal(view.drawn, timeout=60_000).wait()
    assert len(bare.cases()) == 100


def test_every_control_has_a_name(qtbot: QtBot, view: SampleView, area_list: Path) -> None:
    drawn(qtbot, view, area_list)
    view.rules.minimums.add()
    unnamed = [
        widget
        for widget in view.findChildren(QWidget)
        if isinstance(widget, QLineEdit)
        and not widget.accessibleName()
        and widget.objectName() != "qt_spinbox_lineedit"
    ]
    assert unnamed == []
