"""Work beside the window."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from omi_ui.tasks import Step, TaskRunner


@pytest.fixture
def runner(qtbot: QtBot) -> Iterator[TaskRunner]:
    """Return a runner, closed at the end."""
    made = TaskRunner()
    yield made
    made.close()


def test_a_result_lands_on_the_main_thread(qtbot: QtBot, runner: TaskRunner) -> None:
    landed: list[tuple[object, str]] = []
    worked_on: list[str] = []

    def work(step: Step) -> int:
        worked_on.append(threading.current_thread().name)
        return 7

    def done(result: object) -> None:
        landed.append((result, threading.current_thread().name))

    runner.run(work, done, pytest.fail)
    qtbot.waitUntil(lambda: bool(landed))
    assert landed == [(7, threading.main_thread().name)]
    assert worked_on != [threading.main_thread().name]


def test_a_failure_is_handed_over_whole(qtbot: QtBot, runner: TaskRunner) -> None:
    failures: list[Exception] = []

    def work(step: Step) -> None:
        raise ValueError("as it was")

    runner.run(work, pytest.fail, failures.append)
    qtbot.waitUntil(lambda: bool(failures))
    assert [type(failure) for failure in failures] == [ValueError]


def test_cancelled_work_stops_at_its_next_step(qtbot: QtBot, runner: TaskRunner) -> None:
    go_on = threading.Event()
    reached: list[str] = []

    def work(step: Step) -> None:
        step("first", 0.1)
        go_on.wait(10)
        step("second", 0.5)
        reached.append("after the second step")

    ends: list[str] = []
    task = runner.run(work, pytest.fail, pytest.fail, cancelled=lambda: ends.append("cancelled"))
    task.cancel()
    go_on.set()
    qtbot.waitUntil(lambda: bool(ends))
    assert (ends, reached) == (["cancelled"], [])


def test_a_widget_that_is_gone_is_told_nothing(qtbot: QtBot, runner: TaskRunner) -> None:
    class Waiting(QWidget):
        def told(self, number: int) -> None:
            pytest.fail(f"{number} was told to a widget that is gone")

    waiting, go_on, after = Waiting(), threading.Event(), list[int]()

    def work(step: Step) -> int:
        go_on.wait(10)
        return 7

    runner.run(work, waiting.told, pytest.fail)
    runner.run(work, after.append, pytest.fail)
    delete(waiting)
    go_on.set()
    qtbot.waitUntil(lambda: after == [7])


def test_every_task_tells_its_end_once_however_soon_it_is_cancelled(
    qtbot: QtBot, runner: TaskRunner
) -> None:
    ends: list[str] = []

    def work(step: Step) -> None:
        for share in range(10):
            step("on the way", share / 10)

    for number in range(60):
        task = runner.run(
            work,
            lambda _: ends.append("done"),
            pytest.fail,
            lambda _doing, _share: None,
            lambda: ends.append("cancelled"),
        )
        if number % 2:
            task.cancel()
    qtbot.waitUntil(lambda: len(ends) == 60, timeout=10_000)
    assert set(ends) <= {"done", "cancelled"}


def test_work_is_done_in_the_order_it_was_given(qtbot: QtBot, runner: TaskRunner) -> None:
    order: list[object] = []
    for number in range(5):

        def work(step: Step, number: int = number) -> int:
            return number

        runner.run(work, order.append, pytest.fail)
    qtbot.waitUntil(lambda: len(order) == 5)
    assert order == [0, 1, 2, 3, 4]


def test_no_circle_is_collected_beside_the_main_thread(qtbot: QtBot, runner: TaskRunner) -> None:
    freed_on: list[str] = []
    ended: list[int] = []

    class Circle:
        def __init__(self) -> None:
            self.itself = self

        def __del__(self) -> None:
            freed_on.append(threading.current_thread().name)

    Circle()

    def work(step: Step) -> int:
        return len([[number] for number in range(200_000)])

    runner.run(work, ended.append, pytest.fail)
    qtbot.waitUntil(lambda: bool(ended))
    gc.collect()
    assert freed_on == [threading.main_thread().name]
