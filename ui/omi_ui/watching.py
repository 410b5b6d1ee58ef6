"""Keeps an eye on what surrounds the open file: its place, the clock, and a computer that slept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from omi_desktop.clock import elapsed
from omi_desktop.errors import OmiError

if TYPE_CHECKING:
    from omi_desktop.store import Inspection, Saved

LOOKS_EVERY = 5
"""Seconds between one look and the next."""

LOOKS_FIRST = 300
"""Milliseconds until the first look."""


class Watch(QObject):
    """Says in a sentence what somebody should know; nothing is said twice in a row."""

    told = Signal(str)
    gone = Signal(object)
    """The error that says the file is not where it was opened any more."""
    woken = Signal(str)

    def __init__(
        self, inspection: Inspection, parent: QObject, clock: Callable[[], float] = elapsed
    ) -> None:
        super().__init__(parent)
        self._inspection = inspection
        self._clock = clock
        self._saved = inspection.saved()
        self._looked_at = clock()
        self._said = ""
        self._is_placed = self._is_far = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.look)

    @property
    def saved(self) -> Saved:
        """Return what was on disk at the last change that was seen."""
        return self._saved

    def begin(self) -> None:
        """Look soon, once the window is drawn, and from then on from time to time."""
        self._looked_at = self._clock()
        self._timer.start(LOOKS_FIRST)

    def stop(self) -> None:
        """Look no more."""
        self._timer.stop()

    def take(self, saved: Saved) -> None:
        """Compare the time of a change with that of the one before."""
        before, self._saved = self._saved, saved
        if saved.at < before.at:
            from omi_desktop.store.surroundings import clock_remark

            self._say(clock_remark(before, saved))

    def look(self) -> None:
        """Look where the file is, whether it is still there, and whether the computer slept."""
        from omi_desktop.store.surroundings import is_on_network, remark_on, waking_remark

        if not self._is_placed:
            self._is_placed = True
            self._is_far = is_on_network(self._inspection.path)
            self._say(remark_on(self._inspection.path))
        before, self._looked_at = self._looked_at, self._clock()
        asleep = timedelta(seconds=self._looked_at - before - LOOKS_EVERY)
        self._timer.start(LOOKS_EVERY * 1000)
        words = waking_remark(asleep, self._inspection.saved())
        if words:
            self.woken.emit(words)
        # A share that has gone away would make the window wait; there the next write tells.
        if not self._is_far:
            self._look_at_file()

    def _look_at_file(self) -> None:
        from omi_desktop.store.surroundings import read_only_remark

        try:
            self._inspection.refuse_if_gone()
        except OmiError as error:
            if self._said != str(error):
                self._said = str(error)
                self.gone.emit(error)
            return
        self._say(read_only_remark(self._inspection.path))

    def _say(self, words: str) -> None:
        if words and words != self._said:
            self.told.emit(words)
        self._said = words
