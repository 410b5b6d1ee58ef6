"""Pictures of every screen: python -m omi_ui.screenshots DIR [--readme]."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from omi_ui.lasting_constants import keep_constants

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QWidget

    from omi_desktop.store import Inspection
    from omi_ui.case.view import CaseView
    from omi_ui.main_window import MainWindow
    from omi_ui.workspace import Workspace

SIZES = ((1366, 768), (1920, 1080))
README = "screenshots/scores.png"
_AREAS = (
    ("Cumbria", "2004-05-10"),
    ("Cumbria", "2005-05-16"),
    ("Furness", "2006-01-09"),
    ("Rutland", "2006-03-06"),
)
PLACES = {
    "sample": ("",),
    "team": ("",),
    "returns": ("",),
    "checks": ("", "comments"),
    "findings": ("1.2",),
    "leadership": ("4.1",),
    "risk-of-harm": ("",),
    "perspectives": ("", "offenders"),
    "performance": ("",),
    "report": ("summary/1", "recommendations", "next-steps", "timetable", "people", "sign-off"),
}
"""The screens on which the lead inspector writes, and the places of each that are drawn."""


def main(argv: Sequence[str] | None = None) -> int:
    """Write the pictures and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m omi_ui.screenshots")
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("--readme", action="store_true", help="write the README's picture too")
    asked = parser.parse_args(argv)
    keep_constants()

    from omi_ui.app import make_app

    app = make_app(sys.argv[:1])
    asked.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="omi-pictures-") as scratch:
        for written in _pictures(app, Path(scratch), asked.folder, readme=asked.readme):
            sys.stdout.write(f"{written}\n")
    return 0


def _pictures(app: QApplication, scratch: Path, folder: Path, *, readme: bool) -> Iterator[Path]:
    from PySide6.QtTest import QTest

    from omi_desktop import demo
    from omi_desktop.demo.write import write_demo
    from omi_desktop.store import derive_key, open_with_key
    from omi_ui import theme
    from omi_ui.drawn_inspection import drawn_inspection
    from omi_ui.main_window import MainWindow
    from omi_ui.tasks import TaskRunner

    path = scratch / "Cumbria 2006.omi"
    write_demo(path, demo.PASSPHRASE)
    key = derive_key(path, demo.PASSPHRASE)
    _draw_and_comment(open_with_key(path, key))
    points = app.font().pointSizeF()
    for enlarged, looks in ((1.0, ("light", "dark")), (2.0, ("light",))):
        for look in looks:
            colours = theme.DARK if look == "dark" else theme.LIGHT
            theme.wear(app, colours, theme.body_font(points, enlarged))
            window = MainWindow(TaskRunner(), scratch / "recent.json")
            window.resize(*SIZES[0])
            window.show()
            yield from _start_screens(window, folder, look, enlarged)
            workspace = window.show_inspection(open_with_key(path, key))
            yield from _screens(window, workspace, folder, look, enlarged)
            if readme and look == "light" and enlarged == 1.0:
                yield _readme_picture(window, workspace)
            window.close_file()
            yield from _grab(window, folder, "start", look, enlarged)
            made = scratch / f"Drawn {look} {enlarged}.omi"
            drawn = window.show_inspection(drawn_inspection(made, demo.PASSPHRASE))
            for name in ("sample", "team"):
                _show_written(drawn, name, "")
                QTest.qWait(1_000)
                yield from _grab(window, folder, f"{name}-drawn", look, enlarged)
            window.close_file()
            window.close()


def _draw_and_comment(inspection: Inspection) -> None:
    """Draw cases to be checked, with a comment and its reply, so that there is something to see."""
    from omi_desktop.store.checking import comment_on, draw_cases, reply_to
    from omi_desktop.store.team_changes import acting

    with inspection:
        by = acting(inspection)
        draw = draw_cases(inspection, by=by, seed="July", count=10)
        first = inspection.case(draw.cases[0])
        asked = comment_on(
            inspection, first.id, "1.2.1", "Dated three days after the start: in time?", by=by
        )
        comment_on(inspection, draw.cases[1], "", "Please look at the dates once more.", by=by)
        words = "The start was a Friday; the screening was done on the Monday after."
        reply_to(inspection, asked.id, words, by=first.assessor or "")


def _start_screens(window: MainWindow, folder: Path, look: str, enlarged: float) -> Iterator[Path]:
    window.start.ask_new()
    yield from _grab(window, folder, "new", look, enlarged)
    window.start.ask_passphrase(Path("Cumbria 2006.omi"))
    yield from _grab(window, folder, "unlock", look, enlarged)


def _screens(
    window: MainWindow, workspace: Workspace, folder: Path, look: str, enlarged: float
) -> Iterator[Path]:
    yield from _grab(window, folder, "cases", look, enlarged)
    first = workspace.inspection.cases()[0].id
    view = workspace.open_case(first, "1.2.1")
    yield from _grab(window, folder, "case", look, enlarged)
    view.show_interview()
    yield from _grab(window, folder, "interview", look, enlarged)
    view.show_sitting(view.sitting, "1.2.1")
    view.turn_to_first_page()
    yield from _grab(window, folder, "facts", look, enlarged)
    view.side.toggle_keys()
    yield from _grab(window, folder, "keys", look, enlarged)
    view.side.show_guidance()
    view.beside.toggle_comments()
    yield from _grab(window, folder, "case-comments", look, enlarged)
    view.side.show_guidance()
    _show_parked(view)
    yield from _grab(window, folder, "parked", look, enlarged)
    _show_form(view)
    yield from _grab(window, folder, "form", look, enlarged)
    _show_recovered(workspace, first)
    yield from _grab(window, folder, "recovered", look, enlarged)
    _show_misspelt(view)
    yield from _grab(window, folder, "misspelt", look, enlarged)
    _show_scores(workspace)
    yield from _grab(window, folder, "scores", look, enlarged)
    workspace.scores.open_criterion("1.5")
    yield from _grab(window, folder, "criterion", look, enlarged)
    workspace.scores.open_question("1.5.12")
    yield from _grab(window, folder, "behind", look, enlarged)
    workspace.scores.show_overview()
    workspace.scores.open_choices("2.7")
    yield from _grab(window, folder, "choices", look, enlarged)
    yield from _areas_screens(window, workspace, folder, look, enlarged)
    yield from _comparisons(window, workspace, folder, look, enlarged)
    for name, places in PLACES.items():
        for place in places:
            _show_written(workspace, name, place)
            called = f"{name}-{place.replace('/', '-')}" if place else name
            yield from _grab(window, folder, called, look, enlarged)
    workspace.show_screen("export")
    yield from _grab(window, folder, "export", look, enlarged)
    _make_pages(workspace)
    yield from _grab(window, folder, "pages", look, enlarged)


def _areas_screens(
    window: MainWindow, workspace: Workspace, folder: Path, look: str, enlarged: float
) -> Iterator[Path]:
    """Draw Areas and years without and with other inspections, which are invented."""
    from PySide6.QtCore import QEventLoop

    from omi_desktop import demo
    from omi_desktop.demo.areas import write_area
    from omi_ui.areas.view import AreasView

    view = workspace.written("areas")
    if not isinstance(view, AreasView):
        return
    waiting = QEventLoop()
    view.shown.connect(waiting.quit)
    view.refused.connect(waiting.quit)
    workspace.show_screen("areas")
    waiting.exec()
    yield from _grab(window, folder, "areas-empty", look, enlarged)
    for seed, (area, day) in enumerate(_AREAS):
        path = workspace.inspection.path.with_name(f"{area} {day[:4]}.omi")
        if not path.exists():
            write_area(path, demo.PASSPHRASE, area=area, seed=seed, fieldwork=day)
        view.ask_for([path])
        yield from _grab(window, folder, "areas-asking", look, enlarged) if not seed else ()
        view.open_file(path, demo.PASSPHRASE)
        waiting.exec()
    yield from _grab(window, folder, "areas", look, enlarged)
    view.open_score("1.5")
    yield from _grab(window, folder, "areas-score", look, enlarged)
    view.shown.disconnect(waiting.quit)
    view.refused.disconnect(waiting.quit)


def _comparisons(
    window: MainWindow, workspace: Workspace, folder: Path, look: str, enlarged: float
) -> Iterator[Path]:
    from PySide6.QtCore import QEventLoop

    from omi_ui.comparison.asked import Asked
    from omi_ui.comparison.view import ComparisonView

    view = workspace.written("comparison")
    if not isinstance(view, ComparisonView):
        return
    workspace.show_screen("comparison")
    yield from _grab(window, folder, "comparison-empty", look, enlarged)
    waiting = QEventLoop()
    view.compared.connect(waiting.quit)
    for name, asked in (
        ("comparison", Asked("3.1.8+3.1.9+3.1.10", "convicted_or_cautioned")),
        ("comparison-tier", Asked("2.1.SUM", "tier")),
        ("comparison-published", Asked("3.1.P1", "gender", for_publication=True)),
    ):
        view.asking.choose(asked)
        view.show_comparison(asked)
        waiting.exec()
        yield from _grab(window, folder, name, look, enlarged)
    view.open_cases(0)
    yield from _grab(window, folder, "comparison-cases", look, enlarged)
    view.compared.disconnect(waiting.quit)


def _show_scores(workspace: Workspace) -> None:
    """Show the scores, once it is known how sure they are."""
    from PySide6.QtCore import QEventLoop

    waiting = QEventLoop()
    workspace.scores.settled.connect(waiting.quit)
    workspace.show_screen("scores")
    waiting.exec()
    workspace.scores.settled.disconnect(waiting.quit)


def _show_written(workspace: Workspace, name: str, place: str) -> None:
    """Show a screen on which the lead inspector writes, once it has read the file."""
    from PySide6.QtCore import QEventLoop
    from PySide6.QtTest import QTest

    from omi_ui.checks.view import ChecksView
    from omi_ui.report.view import ReportView
    from omi_ui.risk_of_harm.view import RiskOfHarmView
    from omi_ui.team.view import TeamView

    view = workspace.written(name)
    if not isinstance(view, ReportView):
        workspace.show_screen(name, place)
        while isinstance(view, TeamView | ChecksView) and view.state is None:
            QTest.qWait(20)
        while isinstance(view, RiskOfHarmView) and not view.words:
            QTest.qWait(20)
        return
    waiting = QEventLoop()
    view.shown.connect(waiting.quit)
    workspace.show_screen(name, place)
    waiting.exec()
    view.shown.disconnect(waiting.quit)


def _make_pages(workspace: Workspace) -> None:
    from PySide6.QtCore import QEventLoop

    waiting = QEventLoop()
    workspace.export.said.connect(waiting.quit)
    workspace.export.refused.connect(waiting.quit)
    workspace.export.make_preview()
    waiting.exec()


def _show_parked(view: CaseView) -> None:
    """Reopen the case and change an earlier answer, so that later answers are parked."""
    if not view.sitting.is_open:
        view.complete_button.click()
    question = "1.2.P1"
    view.go_to(question)
    view.page_view.answered.emit(question, "no")


def _show_form(view: CaseView) -> None:
    """Type in a form, up to an answer that is another in the file."""
    from PySide6.QtTest import QTest

    view.paper.begin()
    sheet = view.paper.page.sheet
    sheet.go_to("1.2.5")
    stored = view.sitting.values.get("1.2.5")
    QTest.keyClicks(sheet, "1" if stored != "excellent" else "2")


def _show_recovered(workspace: Workspace, case: str) -> None:
    """Open a case in which the program was stopped while a note was typed."""
    inspection = workspace.inspection
    note = inspection.answers(case)["1.2.6"].note
    typed = f"{note} Then told the manager, who had seen it on 3 February."
    inspection.journal(case, "1.2.6", typed, by="")
    inspection.journal(case, "1.2.8", "Screened on the day, see contact log", by="")
    workspace.open_case(case)


def _show_misspelt(view: CaseView) -> None:
    """Type a note with slips, once the dictionary knows of them."""
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from omi_ui.spelling.underline import underline_of
    from omi_ui.widgets.growing_text import GrowingText

    for typed in view.sitting.typed:
        view.sitting.forget_typed(typed.question)
    view.go_to("1.2.1")
    view.page_view.write_note("1.2.1")
    editor = QApplication.focusWidget()
    if isinstance(editor, GrowingText):
        editor.clear()
        QTest.keyClicks(editor, "The asessment was sufficent, but MAPPA knew of it late. ")
        underline = underline_of(editor)
        while underline is not None and underline.speller.is_running and not underline.marked:
            QTest.qWait(20)


def _grab(window: QWidget, folder: Path, screen: str, look: str, enlarged: float) -> Iterator[Path]:
    from PySide6.QtTest import QTest

    for width, height in SIZES if enlarged == 1.0 else SIZES[:1]:
        window.resize(width, height)
        QTest.qWait(60)
        text = "" if enlarged == 1.0 else f"-text{enlarged * 100:.0f}"
        path = folder / f"{screen}-{width}x{height}-{look}{text}.png"
        window.grab().save(str(path))
        yield path


def _readme_picture(window: MainWindow, workspace: Workspace) -> Path:
    from PySide6.QtTest import QTest

    from omi_desktop.assets import asset

    _show_scores(workspace)
    window.resize(1366, 768)
    QTest.qWait(60)
    path = asset(README)
    path.parent.mkdir(parents=True, exist_ok=True)
    window.grab().save(str(path))
    return path


if __name__ == "__main__":
    sys.exit(main())
