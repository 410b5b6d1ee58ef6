"""A case opens, turns and answers before anybody waits: p95 over cases and pages of the demo.

Other programs make a machine slower for a while and never faster, so everything is measured in
several rounds, and the best p95 of a round is held against the limit, which is as it is. What is
held against it is the time on the wall; where other programs keep the processor, that is the time
of the processor on the main thread and of the disk, which is what the wall shows on a machine of
one's own.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from omi_desktop import demo
from omi_desktop.casework.orders import Order
from omi_desktop.demo.write import write_demo
from omi_desktop.instrument.applicability import State
from omi_desktop.store import CaseStatus, Inspection, KeyCost, open_inspection
from omi_ui import theme
from omi_ui.case.sitting import Sitting
from omi_ui.case.view import CaseView
from omi_ui.lasting_constants import keep_constants

keep_constants()

CHEAP = KeyCost(passes=1, kibibytes=64, lanes=1)
CASES = 40
KEYS = 120
ROUNDS = 5
TURNED = 4
"""Every page of so many cases is turned to, in both orders."""
OPENING_MILLISECONDS = 100
TURNING_MILLISECONDS = 60
KEY_MILLISECONDS = 16


@pytest.fixture(scope="module")
def inspection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Inspection]:
    """Open the demo: a hundred cases with their answers and notes."""
    path = tmp_path_factory.mktemp("bench") / "demo.omi"
    write_demo(path, demo.PASSPHRASE, cost=CHEAP)
    with open_inspection(path, demo.PASSPHRASE, cost=CHEAP) as opened:
        yield opened


@pytest.fixture
def view(qtbot: QtBot, qapp: QApplication, inspection: Inspection) -> CaseView:
    """Return the workspace of a case as it is shown on a laptop, open to changes."""
    qapp.setStyle("Fusion")
    theme.load_fonts()
    theme.wear(qapp, theme.LIGHT, theme.body_font(10))
    case = inspection.cases()[1].id
    inspection.set_status(case, CaseStatus.IN_PROGRESS, by="")
    sitting = Sitting(inspection, case, "")
    made = CaseView(sitting)
    qtbot.addWidget(made)
    made.resize(1200, 700)
    with qtbot.waitExposed(made):
        made.show()
    made.show_sitting(sitting)
    return made


@pytest.fixture
def tell(capsys: pytest.CaptureFixture[str]) -> Callable[[str, Sequence[float]], float]:
    """Write the median and the p95 of measured times past pytest's capture; return the p95."""

    def told(what: str, taken: Sequence[float]) -> float:
        late = statistics.quantiles(taken, n=20)[-1]
        with capsys.disabled():
            words = f"median {statistics.median(taken):.1f} ms, p95 {late:.1f} ms"
            sys.stdout.write(f"\n{what}: {words} ({len(taken)} times)\n")
        return late

    return told


def _until_painted(work: Callable[[], object]) -> float:
    """Return the milliseconds that something takes until it is on the screen."""
    wall, processor, waits = time.perf_counter(), time.thread_time(), _waits()
    work()
    # Lays out and paints what changed, as the event loop would next.
    QApplication.sendPostedEvents()
    taken = time.perf_counter() - wall
    waited_for_processor = _waits() - waits
    on_processor = time.thread_time() - processor
    # The page before goes once the new one is on the screen.
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    return max(taken - waited_for_processor, on_processor) * 1000


def _waits() -> float:
    """Return for how many seconds this thread could have gone on and had no processor.

    Only Linux tells; elsewhere the time on the wall stands as it is.
    """
    try:
        told = Path("/proc/thread-self/schedstat").read_text(encoding="ascii").split()
    except OSError:
        return 0.0
    return int(told[1]) / 1e9


def test_opening_a_case(
    view: CaseView, inspection: Inspection, tell: Callable[[str, Sequence[float]], float]
) -> None:
    def opened(case: str) -> None:
        view.show_sitting(Sitting(inspection, case, ""))

    ids = [case.id for case in inspection.cases()[: CASES + 1]]
    rounds = [[_until_painted(partial(opened, case)) for case in ids][1:] for _ in range(ROUNDS)]
    assert tell("a case is opened", _best(rounds)) <= OPENING_MILLISECONDS


@pytest.mark.parametrize("order", Order)
def test_turning_to_another_criterion(
    view: CaseView,
    inspection: Inspection,
    order: Order,
    tell: Callable[[str, Sequence[float]], float],
) -> None:
    cases = [case.id for case in inspection.cases()[1 : TURNED + 1]]
    rounds: list[list[float]] = []
    for _ in range(ROUNDS):
        rounds.append([])
        for case in cases:
            view.show_sitting(Sitting(inspection, case, ""))
            view.show_order(order)
            view.turn_to_first_page()
            _until_painted(QApplication.processEvents)
            for page in view.pages[1:]:
                rounds[-1].append(_until_painted(partial(view.show_page, page.id)))
    assert tell(f"a page is turned in {order.value}", _best(rounds)) <= TURNING_MILLISECONDS


def test_a_key_on_the_form_that_is_typed_in(
    view: CaseView, tell: Callable[[str, Sequence[float]], float]
) -> None:
    view.paper.begin()
    sheet = view.paper.page.sheet
    sitting = view.sitting
    asked = [q for q in sheet.asked if sitting.instrument.questions[q].criterion]
    for question in asked[:KEYS]:
        if sitting.values.get(question) is not None:
            sitting.answer(question, None)
    sheet.refresh()
    taken = []
    for question in asked[:KEYS]:
        sheet.go_to(question)
        QApplication.sendPostedEvents()
        focused = QApplication.focusWidget()
        assert focused is not None
        taken.append(_until_painted(partial(QTest.keyClick, focused, Qt.Key.Key_1)))
    assert len(sheet.typing.keyed) > KEYS // 2
    assert tell("a key on the form is on screen and on disk", taken) <= KEY_MILLISECONDS


def test_a_key_that_answers(view: CaseView, tell: Callable[[str, Sequence[float]], float]) -> None:
    view.show_page("1.5")
    sitting = view.sitting
    asked = [
        question.id
        for question in view.page.questions
        if sitting.state(question.id) is State.ANSWERED and question.scale
    ]
    rounds: list[list[float]] = [[] for _ in range(ROUNDS)]
    for number in range(KEYS * ROUNDS):
        view.page_view.focus_question(asked[number % len(asked)])
        # What the question before left to be painted is not of this key.
        QApplication.sendPostedEvents()
        focused = QApplication.focusWidget()
        assert focused is not None
        key = (Qt.Key.Key_1, Qt.Key.Key_2)[number // len(asked) % 2]
        before = sitting.standing
        taken = _until_painted(partial(QTest.keyClick, focused, key))
        rounds[number // KEYS].append(taken)
        assert number < len(asked) or sitting.standing is not before
    assert tell("a key is answered on screen and on disk", _best(rounds)) <= KEY_MILLISECONDS


def _best(rounds: Sequence[Sequence[float]]) -> Sequence[float]:
    """Return the round that was disturbed least."""
    return min(rounds, key=lambda taken: statistics.quantiles(taken, n=20)[-1])
