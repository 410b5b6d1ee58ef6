"""Guards over every test: nothing may be left running, nothing unexpected may be logged."""

from __future__ import annotations

import gc
import logging
import os
import sys
import threading
import weakref
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis.configuration import set_hypothesis_home_dir

# Before Qt is first asked for a screen.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QEvent, QThread, QThreadPool, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

# With the other caches of pytest; a folder .hypothesis beside the packages would be collected.
set_hypothesis_home_dir(Path(__file__).resolve().parents[1] / ".pytest_cache" / "hypothesis")

# No deadline: a law does not turn false because the machine is busy.
settings.register_profile("everyday", deadline=None)
settings.register_profile("soak", deadline=None, max_examples=2000)
settings.load_profile("soak" if os.environ.get("OMI_SOAK") else "everyday")

Started = list[tuple["weakref.ref[QThread | QTimer]", str]]


@pytest.fixture(autouse=True)
def no_unexpected_log(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fail a test that logs a warning or worse.

    A test that expects one asserts on `caplog.records` and then calls `caplog.clear()`.
    """
    yield
    records = [*caplog.get_records("setup"), *caplog.get_records("call")]
    loud = [f"{r.name}: {r.getMessage()}" for r in records if r.levelno >= logging.WARNING]
    assert not loud, f"logged without being expected: {loud}"


@pytest.fixture(autouse=True)
def no_thread_left() -> Iterator[None]:
    """Fail a test that leaves a Python thread alive."""
    before = set(threading.enumerate())
    yield
    # Python lists a thread of Qt's that once ran Python code as "Dummy-n", even after its end.
    left = [t for t in threading.enumerate() if t not in before and "Dummy-" not in t.name]
    for thread in left:
        thread.join(timeout=1)
    alive = [thread.name for thread in left if thread.is_alive()]
    assert not alive, f"threads left running: {alive}; stop and join them"


@pytest.fixture(autouse=True)
def nothing_of_qt_left(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """Fail a test of the window that leaves a timer, a thread or a top-level widget."""
    if not {"qtbot", "qapp"} & set(request.fixturenames):
        yield
        return
    started: Started = []
    monkeypatch.setattr(QTimer, "start", _recording(QTimer.start, started))
    monkeypatch.setattr(QThread, "start", _recording(QThread.start, started))
    before = set(map(id, _top_levels()))
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    if _left(before) or _running(started):
        gc.collect()  # a widget in a circle of references waits for the collector, no more
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    faults = [*_left(before), *_running(started)]
    if QThreadPool.globalInstance().activeThreadCount():
        faults.append("work in QThreadPool.globalInstance()")
    assert not faults, f"left behind: {faults}; close, stop or wait for them"


def _recording(start: Callable[..., None], started: Started) -> Callable[..., None]:
    def recorded(subject: QThread | QTimer, *arguments: object) -> None:
        caller = sys._getframe(1)
        place = f"{caller.f_code.co_filename}:{caller.f_lineno}"
        started.append((weakref.ref(subject), f"{type(subject).__name__} started at {place}"))
        start(subject, *arguments)

    return recorded


def _running(started: Started) -> list[str]:
    alive = [(subject(), place) for subject, place in started]
    return [
        place
        for subject, place in alive
        if subject is not None
        and isValid(subject)
        and (subject.isActive() if isinstance(subject, QTimer) else subject.isRunning())
    ]


def _top_levels() -> list[QWidget]:
    return QApplication.topLevelWidgets() if QApplication.instance() else []


def _left(before: set[int]) -> list[str]:
    # Qt keeps its one tool tip for the next time.
    return [
        f"{type(widget).__name__} “{widget.objectName() or widget.windowTitle()}”"
        for widget in _top_levels()
        if id(widget) not in before and widget.metaObject().className() != "QTipLabel"
    ]
