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
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(LOOKS_EVERY * 1000)
        self._timer.timeout.connect(self.look)

    @property
    def saved(self) -> Saved:
        """Return what was on disk at the last change that was seen."""
        return self._saved

    def begin(self) -> None:
        """Say what is to be minded about the place of the file, and look from time to time."""
        from omi_desktop.store.surroundings import remark_on

        self._say(remark_on(self._inspection.path))
        self._looked_at = self._clock()
        self._timer.start()

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
        """Look whether the computer slept, and whether the file is where it was."""
        from omi_desktop.store.surroundings import read_only_remark, waking_remark

        before, self._looked_at = self._looked_at, self._clock()
        asleep = timedelta(seconds=self._looked_at - before - LOOKS_EVERY)
        self._timer.start()
        try:
            self._inspection.refuse_if_gone()
        except OmiError as error:
            if self._said != str(error):
                self._said = str(error)
                self.gone.emit(error)
            return
        words = waking_remark(asleep, self._inspection.saved())
        if words:
            self.woken.emit(words)
        self._say(read_only_remark(self._inspection.path))

    def _say(self, words: str) -> None:
        if words and words != self._said:
            self.told.emit(words)
        self._said = words
