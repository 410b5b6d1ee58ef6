"""Long work beside the window: one worker, in order, results on the main thread."""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Protocol, TypeVar

from PySide6.QtCore import QObject, Signal


class Cancelled(Exception):
    """The person does not want the work any more; it stops where it is."""


class Step(Protocol):
    """How work says what it does now and how far it is, from 0 to 1; stops it when cancelled."""

    def __call__(self, doing: str, share: float) -> None:
        """Say what is being done."""


Result = TypeVar("Result")


class Task(QObject):
    """One piece of work: its signals arrive on the thread that made it."""

    progressed = Signal(str, float)
    done = Signal(object)
    failed = Signal(object)
    cancelled = Signal()

    def __init__(self, work: Callable[[Step], object], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self._stop = threading.Event()

    def cancel(self) -> None:
        """Ask the work to stop at its next step."""
        self._stop.set()

    def perform(self) -> None:
        """Do the work; called on the worker."""
        try:
            result = self._work(self._step)
        except Cancelled:
            self.cancelled.emit()
        except Exception as error:
            # Handed over whole: the main thread tells a person about it, or the crash window.
            self.failed.emit(error)
        else:
            self.done.emit(result)

    def _step(self, doing: str, share: float) -> None:
        if self._stop.is_set():
            raise Cancelled
        self.progressed.emit(doing, share)


class TaskRunner(QObject):
    """Runs tasks one after another on one worker thread."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="omi-work")
        self._tasks: set[Task] = set()

    def run(
        self,
        work: Callable[[Step], Result],
        done: Callable[[Result], None],
        failed: Callable[[Exception], None],
        progressed: Callable[[str, float], None] | None = None,
        cancelled: Callable[[], None] | None = None,
    ) -> Task:
        """Start work; exactly one of `done`, `failed` and `cancelled` is called when it ends.

        All are called on the main thread, `progressed` at each step on the way.
        """
        task = Task(work, self)
        # Kept until it ends: a task that is collected early would lose its signals.
        self._tasks.add(task)
        # Circles are collected by whichever thread makes the next object, and a widget that is
        # freed beside the main thread takes the program down: meanwhile none are collected.
        gc.disable()
        # Everything is connected before the work begins: a signal that the worker sends while
        # this thread still connects may reach nobody.
        task.done.connect(done)
        task.failed.connect(failed)
        if progressed is not None:
            task.progressed.connect(progressed)
        if cancelled is not None:
            task.cancelled.connect(cancelled)
        for end in (task.done, task.failed, task.cancelled):
            end.connect(self._on_ended)
        self._pool.submit(task.perform)
        return task

    def close(self) -> None:
        """Stop what can be stopped and wait for the worker."""
        for task in self._tasks:
            task.cancel()
        self._pool.shutdown(wait=True, cancel_futures=True)
        gc.enable()

    def _on_ended(self) -> None:
        task = self.sender()
        if isinstance(task, Task):
            self._tasks.discard(task)
            task.deleteLater()
            if not self._tasks:
                gc.enable()
