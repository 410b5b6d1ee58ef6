"""Keeping what is typed on a screen: after a pause, on leaving, and with a way back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from omi_desktop.errors import OmiError
from omi_desktop.report import listing
from omi_desktop.report.kept_list import KeptList
from omi_desktop.report.listing import P, Rows
from omi_desktop.store import Inspection, Saved
from omi_desktop.store.records import Record

TYPING_PAUSE = 500
"""Milliseconds after the last key at which what was typed is saved."""


class Keeper(QObject):
    """Writes for a screen and says what became of it; nothing is kept that the file refuses.

    `paused` is called some time after the last key, `save` before a step is taken back.
    """

    saved = Signal(object)
    writing = Signal()
    refused = Signal(object)
    said = Signal(str, object)
    """What happened, and a callable that undoes it, or None."""

    def __init__(
        self,
        inspection: Inspection,
        by: str,
        paused: Callable[[], None],
        save: Callable[[], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._save = save
        self._inspection = inspection
        self._by = by
        self._lists: tuple[KeptList[Any], ...] = ()
        self._steps: list[Callable[[], None]] = []
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(TYPING_PAUSE)
        self._pause.timeout.connect(paused)

    def watch(self, *lists: KeptList[Any]) -> None:
        """Take these lists as the ones on the screen; steps in earlier ones are not undone."""
        self._lists = lists
        self._steps.clear()

    def carry(self, kept: KeptList[P], begun: Rows[P]) -> None:
        """Show rows of the last reading again that could not be kept; the file stays as it is."""
        after = kept.rows
        for row in begun:
            after = listing.added(after, row)
        if begun:
            self.write(kept, after)

    def typed(self) -> None:
        """Say that something typed is not on disk yet, and save it after a pause."""
        self.writing.emit()
        self._pause.start()

    def stop(self) -> None:
        """Forget the pause: everything is about to be saved."""
        self._pause.stop()

    def change(self, *, put: Iterable[Record] = (), drop: Iterable[Record] = ()) -> bool:
        """Keep and remove records; tell whether the file took them."""
        return self._attempt(
            lambda: self._inspection.change_records(put=put, drop=drop, by=self._by)
        )

    def write(self, kept: KeptList[P], after: Rows[P]) -> bool:
        """Bring a list to this state; tell whether the file took it."""
        return self._attempt(lambda: kept.write(after))

    def step(
        self, kept: KeptList[P], after: Rows[P], words: str, shown: Callable[[], None]
    ) -> bool:
        """Write a step in a list and offer to take it back; `shown` shows the list anew."""
        before = kept.rows
        if after == before or not self.write(kept, after):
            return False
        back = partial(self._take_back, kept, before, kept.rows, shown)
        self._steps.append(back)
        shown()
        if words:
            self.said.emit(words, back)
        return True

    def keep(
        self,
        kept: KeptList[P],
        typed: Mapping[str, P],
        named: Callable[[P], str],
        shown: Callable[[], None],
    ) -> bool:
        """Write what stands in the fields of rows; a row that lost all its words is removed."""
        before = after = kept.rows
        for row_id, record in typed.items():
            if kept.has(row_id):
                after = listing.rewritten(after, row_id, record)
        if after == before:
            return True
        if not self.write(kept, after):
            return False
        back = partial(self._take_back, kept, before, kept.rows, shown)
        for row in before:
            if listing.says_something(row.record) and not listing.says_something(
                kept.record(row.id)
            ):
                self.said.emit(f"Removed {named(row.record)}, which had no words left.", back)
        return True

    def undo(self) -> None:
        """Take back the last step that was not taken back yet."""
        if self._steps:
            self._steps[-1]()

    def _take_back(
        self, kept: KeptList[P], before: Rows[P], made: Rows[P], shown: Callable[[], None]
    ) -> None:
        # Only while the same reading is on the screen: the bar outlives it.
        if kept not in self._lists:
            return
        self._save()
        self._steps = [step for step in self._steps if not _is_of(step, made)]
        if self.write(kept, listing.taken_back(kept.rows, before, made)):
            shown()

    def _attempt(self, write: Callable[[], Saved]) -> bool:
        try:
            saved = write()
        except OmiError as error:
            self.refused.emit(error)
            return False
        self.saved.emit(saved)
        return True


def _is_of(step: Callable[[], None], made: Rows[P]) -> bool:
    return isinstance(step, partial) and step.args[2] is made
