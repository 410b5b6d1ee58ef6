"""Every screen of the program in the states worth looking at: one list for pictures and for tests.

What stands in the rail and what stands beside a case is read from the window itself, so that a new
screen is drawn, and walked over by the tests, without being named here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest

from omi_desktop.casework.orders import Order
from omi_desktop.store import Case, CaseStatus, How, Mark, MarkKind, NewAnswer, Precedent

if TYPE_CHECKING:
    from omi_desktop.store import Inspection
    from omi_ui.case.view import CaseView
    from omi_ui.main_window import MainWindow
    from omi_ui.workspace import Workspace

READER = "ins-1"
"""The person of the demo whose cases stand in every state once `prepare` was called."""

_PAUSE = 20
_MOST_PAUSES = 3000
_SOON = 1000
"""A timer that ends within so many milliseconds is waited for."""

_PLACES = {
    "checks": ("", "comments"),
    "findings": ("1.2",),
    "leadership": ("4.1",),
    "moderation": ("", "Agreement", "Area assessors"),
    "perspectives": ("", "offenders"),
    "report": ("summary/1", "recommendations", "next-steps", "timetable", "people", "sign-off"),
}
"""The places of a screen that are shown, where it is not the one it opens at."""

_AREAS = (
    ("Cumbria", "2004-05-10"),
    ("Cumbria", "2005-05-16"),
    ("Furness", "2006-01-09"),
    ("Rutland", "2006-03-06"),
)
_QUESTION, _MISSPELT = "1.2.5", "1.2.6"
_INCOHERENT = {"months_supervised": "900", "1.2.2": "not-applicable"}


@dataclass(frozen=True, slots=True)
class Screen:
    """A screen in one state; showing it leaves the window at rest."""

    name: str
    show: Callable[[MainWindow], None]


def prepare(inspection: Inspection) -> None:
    """Put cases of the demo into every state: empty, half done, warnings, parked, after a crash."""
    own = [case.id for case in inspection.cases() if case.assessor == READER]
    _, half, warned, parked, crashed, withdrawn, *_ = own
    position = max(case.position for case in inspection.cases()) + 1
    empty = Case("empty", "CU-0001", position, CaseStatus.NOT_STARTED, "", READER)
    inspection.add_cases([empty], by="")
    for case in (half, warned, parked, crashed):
        inspection.set_status(case, CaseStatus.IN_PROGRESS, by="")
    later = [
        NewAnswer(half, question, None, "", READER, "")
        for question, answer in inspection.answers(half).items()
        if question[:1].isdigit() and question >= "1.4" and answer.value
    ]
    inspection.write_answers(later, how=How.TYPED)
    inspection.note(
        half, _QUESTION, "Screened late, but in the end by the right person.", by=READER
    )
    inspection.put_record(
        Precedent("p", _QUESTION, "Late by a day is still in time.", "2006-07-14T09:00:00Z"), by=""
    )
    inspection.put_record(
        Mark(
            "m", half, "1.2", _QUESTION, MarkKind.GOOD_PRACTICE, "by the right person", READER, ""
        ),
        by=READER,
    )
    for question, value in _INCOHERENT.items():
        inspection.answer(warned, question, value, by=READER)
    inspection.answer(parked, "1.2.P1", "no", by=READER)
    inspection.note(crashed, _QUESTION, "The screening was done", by=READER)
    typed = "The screening was done on the day, and by somebody who had met"
    inspection.journal(crashed, _QUESTION, typed, by=READER)
    inspection.set_status(withdrawn, CaseStatus.WITHDRAWN, by="", reason="Moved away in April")
    _draw_and_comment(inspection)


def _draw_and_comment(inspection: Inspection) -> None:
    """Draw cases to be checked, with a comment and its reply, so that there is something to see."""
    from omi_desktop.store.checking import comment_on, draw_cases, reply_to
    from omi_desktop.store.team_changes import acting

    by = acting(inspection)
    draw = draw_cases(inspection, by=by, seed="July", count=10)
    first = inspection.case(draw.cases[0])
    words = "Dated three days after the start: in time?"
    asked = comment_on(inspection, first.id, "1.2.1", words, by=by)
    comment_on(inspection, draw.cases[1], "", "Please look at the dates once more.", by=by)
    words = "The start was a Friday; the screening was done on the Monday after."
    reply_to(inspection, asked.id, words, by=first.assessor or "")


def first_screens() -> tuple[Screen, ...]:
    """Return what is shown while no file is open."""
    return (
        Screen("start", lambda window: window.start.show_home()),
        Screen("new", lambda window: window.start.ask_new()),
        Screen("unlock", lambda window: window.start.ask_passphrase(Path("Cumbria 2006.omi"))),
        Screen("unlocking", _show_unlocking),
        Screen("appearance", lambda window: window.show_appearance()),
    )


def screens(workspace: Workspace) -> Iterator[Screen]:
    """Return every screen of an open file that was prepared, in the order of the rail."""
    for name in workspace.rail.names:
        parts = _SHOWN.get(name)
        if parts is not None:
            yield from parts(workspace)
            continue
        for place in _PLACES.get(name, ("",)):
            where = place.replace("/", "-").replace(" ", "-").lower()
            called = f"{name}-{where}" if place else name
            yield Screen(called, partial(show_rail, name=name, place=place))


def areas(workspace: Workspace, folder: Path, passphrase: str) -> Iterator[Screen]:
    """Return Areas and years with other inspections, which are invented and written to a folder.

    They take some seconds to write, so only pictures are made of them.
    """
    from omi_desktop.demo.areas import write_area
    from omi_ui.areas.view import AreasView

    view = workspace.written("areas")
    if not isinstance(view, AreasView):
        raise TypeError("the screen of areas is another now")
    paths = []
    for seed, (area, day) in enumerate(_AREAS):
        paths.append(folder / f"{area} {day[:4]}.omi")
        if not paths[-1].exists():
            write_area(paths[-1], passphrase, area=area, seed=seed, fieldwork=day)

    def ask(window: MainWindow) -> None:
        workspace.show_screen("areas")
        view.ask_for(paths[:1])
        settle(window)

    def show(window: MainWindow) -> None:
        for path in paths:
            view.open_file(path, passphrase)
            settle(window)

    def show_score(window: MainWindow) -> None:
        view.open_score("1.5")
        settle(window)

    yield Screen("areas-asking", ask)
    yield Screen("areas-open", show)
    yield Screen("areas-score", show_score)


def settle(window: MainWindow) -> None:
    """Wait until nothing is under way any more that will change what is shown."""
    for _ in range(_MOST_PAUSES):
        QTest.qWait(_PAUSE)
        soon = (timer for timer in window.findChildren(QTimer) if timer.isSingleShot())
        if window.is_idle and not any(t.isActive() and t.interval() < _SOON for t in soon):
            return
    raise TimeoutError("the window never came to rest")


def _show_unlocking(window: MainWindow) -> None:
    window.start.ask_passphrase(Path("Cumbria 2006.omi"))
    window.start.unlock.show_waiting(is_waiting=True)


def _workspace(window: MainWindow) -> Workspace:
    if window.workspace is None:
        raise LookupError("no file is open")
    return window.workspace


def show_rail(window: MainWindow, name: str, place: str) -> None:
    """Show a screen of the rail at a place."""
    _workspace(window).show_screen(name, place)
    settle(window)


def _cases(workspace: Workspace) -> Iterator[Screen]:
    yield Screen("cases", partial(show_rail, name="cases", place=""))
    yield Screen("cases-filters", _show_filters)
    yield Screen("cases-found", _show_found)
    for state, case in _states(workspace.inspection).items():
        yield Screen(f"case-{state}", partial(_show_case, case=case))
    half = _states(workspace.inspection)["half-done"]
    yield Screen("case-reading-order", partial(_show_order, case=half))
    yield Screen("facts", partial(_show_page, case=half, number=0))
    yield Screen("case-note", partial(_show_note, case=half))
    yield Screen("interview", partial(_show_interview, case=half))
    yield Screen("misspelt", partial(_show_misspelt, case=half))
    yield Screen("form", partial(_show_form, case=half))
    yield Screen("parked", partial(_show_parked, case=_states(workspace.inspection)["parked"]))
    yield Screen("completing", partial(_show_completing, case=half))
    warned = _states(workspace.inspection)["warnings"]
    yield Screen("warnings", partial(_show_completing, case=warned))
    for panel in _panels():
        yield Screen(f"case-panel-{panel}", partial(_show_panel, case=half, panel=panel))


def _states(inspection: Inspection) -> dict[str, str]:
    """Return the cases that `prepare` put into each state."""
    own = [case for case in inspection.cases() if case.assessor == READER]
    typed = {each.case for each in inspection.journalled()}
    first = {case.status: case.id for case in reversed(own)}
    half, warned, parked, crashed = (
        case.id for case in own if case.status is CaseStatus.IN_PROGRESS
    )
    states = {
        "empty": first[CaseStatus.NOT_STARTED],
        "half-done": half,
        "complete": first[CaseStatus.COMPLETE],
        "warnings": warned,
        "parked": parked,
    }
    # A pack holds neither what is withdrawn nor what somebody was typing.
    if CaseStatus.WITHDRAWN in first:
        states["withdrawn"] = first[CaseStatus.WITHDRAWN]
    if crashed in typed:
        states["after-a-crash"] = crashed
    return states


def _panels() -> tuple[str, ...]:
    """Return the names of the panels that a case may have beside it."""
    from omi_ui.case.side import Side

    return tuple(name for name, part in vars(Side).items() if isinstance(part, cached_property))


def _show_filters(window: MainWindow) -> None:
    workspace = _workspace(window)
    workspace.show_screen("cases")
    workspace.cases.filters.show()
    settle(window)


def _show_found(window: MainWindow) -> None:
    workspace = _workspace(window)
    workspace.show_screen("cases")
    workspace.cases.filters.hide()
    workspace.cases.search.setText("screen")
    settle(window)


def _open(window: MainWindow, case: str, question: str = "") -> CaseView:
    workspace = _workspace(window)
    workspace.cases.search.clear()
    if workspace.case is not None:
        workspace.case.show_order(Order.REPORT)
    return workspace.open_case(case, question)


def _show_case(window: MainWindow, case: str) -> None:
    view = _open(window, case)
    # What was typed when the program stopped is shown first, and an empty case begins at its facts.
    if not view.sitting.typed and view.sitting.values:
        view.go_to(_QUESTION)
    settle(window)


def _show_order(window: MainWindow, case: str) -> None:
    _open(window, case, _QUESTION).show_order(Order.READING)
    settle(window)


def _show_page(window: MainWindow, case: str, number: int) -> None:
    view = _open(window, case)
    view.show_page(view.pages[number].id)
    settle(window)


def _show_note(window: MainWindow, case: str) -> None:
    _open(window, case, _QUESTION).page_view.write_note(_QUESTION)
    settle(window)


def _show_misspelt(window: MainWindow, case: str) -> None:
    """Type a note with slips, once the dictionary knows of them."""
    from omi_ui.spelling.underline import underline_of

    view = _open(window, case, _MISSPELT)
    view.page_view.write_note(_MISSPELT)
    editor = view.page_view.rows[_MISSPELT].editor
    if editor is None:
        raise LookupError("no note is written")
    editor.setPlainText("The asessment was sufficent, but MAPPA knew of it late. ")
    underline = underline_of(editor)
    for _ in range(_MOST_PAUSES):
        if underline is None or not underline.speller.is_running or underline.marked:
            break
        QTest.qWait(_PAUSE)
    settle(window)


def _show_interview(window: MainWindow, case: str) -> None:
    _open(window, case).show_interview()
    settle(window)


def _show_form(window: MainWindow, case: str) -> None:
    """Type in a form, up to an answer that is another in the file."""
    view = _open(window, case)
    view.paper.begin()
    sheet = view.paper.page.sheet
    sheet.go_to(_QUESTION)
    stored = view.sitting.values.get(_QUESTION)
    QTest.keyClicks(sheet, "1" if stored != "excellent" else "2")
    settle(window)


def _show_parked(window: MainWindow, case: str) -> None:
    _open(window, case, "1.2.P1")
    settle(window)


def _show_completing(window: MainWindow, case: str) -> None:
    _open(window, case).show_completing()
    settle(window)


def _show_panel(window: MainWindow, case: str, panel: str) -> None:
    view = _open(window, case, _QUESTION)
    # The ways in which a person comes to a panel; one without a way of its own is shown as it is.
    ways: dict[str, Callable[[], None]] = {
        "marks": view.beside.toggle_marks,
        "answer_history": view.beside.toggle_history,
        "comments": view.beside.toggle_comments,
        "jump": view.beside.ask_where,
        "precedents": view.side.guidance.precedents_wanted.emit,
        "reason": view.head.withdraw_wanted.emit,
        "keys": view.head.keys_wanted.emit,
    }
    view.side.show_guidance()
    if panel in ways:
        ways[panel]()
    else:
        view.side.setCurrentWidget(getattr(view.side, panel))
        view.fold()
    settle(window)


def _scores(workspace: Workspace) -> Iterator[Screen]:
    del workspace
    yield Screen("scores", partial(show_rail, name="scores", place=""))
    yield Screen("criterion", partial(_show_scores, question=""))
    yield Screen("choices", _show_choices)
    yield Screen("behind", partial(_show_scores, question="1.5.12"))


def _show_scores(window: MainWindow, question: str) -> None:
    workspace = _workspace(window)
    if workspace.place[0] != "scores":
        workspace.show_screen("scores")
        settle(window)
    workspace.scores.open_criterion("1.5")
    if question:
        workspace.scores.open_question(question)
    settle(window)


def _show_choices(window: MainWindow) -> None:
    workspace = _workspace(window)
    workspace.show_screen("scores")
    settle(window)
    workspace.scores.show_overview()
    workspace.scores.open_choices("2.7")
    settle(window)


def _comparison(workspace: Workspace) -> Iterator[Screen]:
    del workspace
    yield Screen("comparison", partial(show_rail, name="comparison", place=""))
    yield Screen("comparison-shown", partial(_show_comparison, of="2.4.8"))
    yield Screen("comparison-cases", partial(_show_comparison, of="2.4.8", has_cases=True))


def _show_comparison(window: MainWindow, of: str, *, has_cases: bool = False) -> None:
    from omi_ui.comparison.asked import Asked
    from omi_ui.comparison.view import ComparisonView

    workspace = _workspace(window)
    workspace.show_screen("comparison")
    view = workspace.written("comparison")
    if not isinstance(view, ComparisonView):
        raise TypeError("the screen of comparisons is another now")
    view.show_comparison(Asked(of, "tier"))
    settle(window)
    if has_cases:
        view.open_cases(2)
        settle(window)


def _parts(name: str, workspace: Workspace) -> Iterator[Screen]:
    """Return the parts of a screen that is divided into parts, by the enum of its head."""
    from omi_ui.returns.head import Part as OfReturns
    from omi_ui.sample.stages import Stage
    from omi_ui.team.head import Part as OfTeam

    del workspace
    for number, part in enumerate({"sample": Stage, "team": OfTeam, "returns": OfReturns}[name]):
        called = f"{name}-{part.value.lower().replace(' ', '-')}" if number else name
        yield Screen(called, partial(_show_part, name=name, part=part))


def _show_part(window: MainWindow, name: str, part: object) -> None:
    workspace = _workspace(window)
    workspace.show_screen(name)
    settle(window)
    workspace.written(name).go_to(part)  # type: ignore[union-attr, arg-type]
    settle(window)


def _export(workspace: Workspace) -> Iterator[Screen]:
    del workspace
    yield Screen("export", partial(show_rail, name="export", place=""))
    yield Screen("pages", _show_pages)


def _show_pages(window: MainWindow) -> None:
    workspace = _workspace(window)
    workspace.show_screen("export")
    workspace.export.make_preview()
    settle(window)


_SHOWN: dict[str, Callable[[Workspace], Iterator[Screen]]] = {
    "cases": _cases,
    "scores": _scores,
    "comparison": _comparison,
    "sample": partial(_parts, "sample"),
    "team": partial(_parts, "team"),
    "returns": partial(_parts, "returns"),
    "export": _export,
}
