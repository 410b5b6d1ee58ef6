"""Long work beside the window: one worker, in order, results on the main thread.

A task is a plain value and the runner the only QObject that both threads know. A QObject a task,
deleted once it ended, was deleted now and then while the worker still stood inside its signal,
which brought the program down much later.
"""

from __future__ import annotations

import atexit
import gc
import threading
from collections.abc import Callable
from functools import partial
from queue import SimpleQueue
from typing import Protocol, TypeVar

from PySide6.QtCore import QObject, Qt, Signal
from shiboken6 import isValid


class Cancelled(Exception):
    """The person does not want the work any more; it stops where it is."""


class Step(Protocol):
    """How work says what it does now and how far it is, from 0 to 1; stops it when cancelled."""

    def __call__(self, doing: str, share: float) -> None:
        """Say what is being done."""


Result = TypeVar("Result")


class Task:
    """One piece of work that was handed to the worker."""

    def __init__(
        self,
        progressed: Callable[[str, float], None] | None,
        cancelled: Callable[[], None] | None,
    ) -> None:
        self.progressed = progressed
        self.cancelled = cancelled
        self._stop = threading.Event()

    @property
    def is_stopping(self) -> bool:
        """Tell whether the work was asked to stop."""
        return self._stop.is_set()

    def cancel(self) -> None:
        """Ask the work to stop at its next step."""
        self._stop.set()


class TaskRunner(QObject):
    """Runs tasks one after another on one worker thread."""

    _told = Signal(object)
    """A call that the worker leaves to the main thread, which makes it."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks: set[Task] = set()
        self._waiting: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._worker: threading.Thread | None = None
        self._is_closed = False
        self._told.connect(self._on_told, Qt.ConnectionType.QueuedConnection)

    @property
    def is_idle(self) -> bool:
        """Tell whether every task that was handed over has ended."""
        return not self._tasks

    def run(
        self,
        work: Callable[[Step], Result],
        done: Callable[[Result], None],
        failed: Callable[[Exception], None],
        progressed: Callable[[str, float], None] | None = None,
        cancelled: Callable[[], None] | None = None,
    ) -> Task:
        """Start work; exactly one of `done`, `failed` and `cancelled` is called when it ends.

        All are called on the main thread, `progressed` at each step on the way; none of a widget
        that is gone by then.
        """
        if self._is_closed:
            raise RuntimeError("the runner was closed and takes no more work")
        task = Task(progressed, cancelled)
        self._tasks.add(task)
        # Circles are collected by whichever thread makes the next object, and a widget that is
        # freed beside the main thread takes the program down: meanwhile none are collected.
        gc.disable()
        self._waiting.put(partial(self._perform, task, work, done, failed))
        if self._worker is None:
            # It does not keep the program from ending: what it does then is brought to an end.
            self._worker = threading.Thread(target=self._work, name="omi-work", daemon=True)
            self._worker.start()
            atexit.register(self.close)
        return task

    def close(self) -> None:
        """Stop what can be stopped and wait for the worker; what waited is not begun."""
        self._is_closed = True
        for task in self._tasks:
            task.cancel()
        if self._worker is not None:
            self._waiting.put(None)
            self._worker.join()
            atexit.unregister(self.close)
        gc.enable()

    def _work(self) -> None:
        while (perform := self._waiting.get()) is not None:
            if not self._is_closed:
                perform()

    def _perform(
        self,
        task: Task,
        work: Callable[[Step], Result],
        done: Callable[[Result], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """Do the work; called on the worker."""

        def step(doing: str, share: float) -> None:
            if task.is_stopping:
                raise Cancelled
            if task.progressed is not None:
                self._told.emit(partial(_call, task.progressed, doing, share))

        end: Callable[[], None] | None
        try:
            result = work(step)
        except Cancelled:
            end = partial(_call, task.cancelled) if task.cancelled else None
        except Exception as error:
            # Handed over whole: the main thread tells a person about it, or the crash window.
            end = partial(_call, failed, error)
        else:
            end = partial(_call, done, result)
        self._told.emit(partial(self._end, task, end))

    def _end(self, task: Task, end: Callable[[], None] | None) -> None:
        self._tasks.discard(task)
        if not self._tasks:
            gc.enable()
        if end is not None:
            end()

    def _on_told(self, call: Callable[[], None]) -> None:
        call()


def _call(told: Callable[..., None], *what: object) -> None:
    """Call what waits for news, unless it belongs to an object of Qt that is gone."""
    owner = getattr(told, "__self__", None)
    if not isinstance(owner, QObject) or isValid(owner):
        told(*what)
