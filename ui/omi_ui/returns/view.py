"""Packs out, workbooks back, what differs, and the merges with their receipts."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from omi_desktop.report.wording import counted
from omi_desktop.store import RELEASE_COST
from omi_ui.returns.busy import BusyScreen
from omi_ui.returns.choosing import ask_pack, ask_receipt, ask_returns, returns_in
from omi_ui.returns.differs_page import DiffersPage
from omi_ui.returns.head import Part, ReturnsHead
from omi_ui.returns.merges_page import MergesPage
from omi_ui.returns.packs_page import PacksPage
from omi_ui.returns.reading import (
    Comparison,
    Merged,
    merged_words,
    read_and_compare,
    stays_words,
    with_files,
)
from omi_ui.returns.returns_page import ReturnsPage
from omi_ui.returns.state import summary
from omi_ui.returns.writing import (
    look_through,
    merge_or_look,
    open_again,
    settle_by_rule,
    settle_one,
    undo_last,
    write_pack,
    write_receipt,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from omi_desktop.merge.apply import Undone
    from omi_desktop.store import Inspection, KeyCost
    from omi_desktop.store.merge_records import Conflict, Keep, Merge, Pack
    from omi_ui.returns.state import ReturnsState
    from omi_ui.tasks import TaskRunner


class ReturnsView(BusyScreen):
    """Makes packs and merges returns; everything that reads a file runs beside the window."""

    saved = Signal(object)
    writing = Signal()
    merged = Signal()
    """Answers came in, were settled, or were taken back."""

    def __init__(
        self,
        inspection: Inspection,
        runner: TaskRunner,
        by: str,
        parent: QWidget | None = None,
        *,
        cost: KeyCost = RELEASE_COST,
    ) -> None:
        super().__init__(inspection, runner, parent)
        self.setObjectName("surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAcceptDrops(True)
        self._by = by
        self._cost = cost
        self._state: ReturnsState | None = None
        self._known = Comparison(())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.head = ReturnsHead()
        column.addWidget(self.head)
        column.addWidget(self._stack, 1)
        # Until the file is read nothing is known, not even that nobody has cases.
        self._blank = QWidget()
        self._stack.addWidget(self._blank)
        self.packs = PacksPage()
        self.returns = ReturnsPage()
        self.differs = DiffersPage()
        self.merges = MergesPage()
        self._pages: dict[Part, PacksPage | ReturnsPage | DiffersPage | MergesPage] = {
            Part.PACKS: self.packs,
            Part.RETURNS: self.returns,
            Part.DIFFERS: self.differs,
            Part.MERGES: self.merges,
        }
        for page in self._pages.values():
            self._stack.addWidget(page)
        column.addWidget(self.doing)
        self.head.show_part(Part.PACKS)
        self.returns.show_files(self._known)
        self._connect_parts()

    @property
    def part(self) -> Part:
        """Return the page that is on the screen."""
        shown = self._stack.currentWidget()
        return next((p for p, page in self._pages.items() if page is shown), Part.PACKS)

    @property
    def state(self) -> ReturnsState | None:
        """Return packs, returns and what differs as they were read last."""
        return self._state

    @property
    def known(self) -> Comparison:
        """Return the files that came back, as far as they are read and compared."""
        return self._known

    def save(self) -> None:
        """Keep what is typed: only passphrases are typed here, and they are kept nowhere."""

    def go_to(self, part: Part) -> None:
        """Show a page and take the keyboard there."""
        self._stack.setCurrentWidget(self._pages[part])
        self.head.show_part(part)
        self._pages[part].focus()

    def make_pack(self, person: str, path: Path, passphrase: str) -> None:
        """Write one assessor's pack to `path`."""
        work = partial(write_pack, self._inspection, person, path, passphrase, self._by, self._cost)
        self.start("Writing the pack", work, partial(self._on_packed, path))

    def add_files(self, paths: Sequence[Path]) -> None:
        """Put files that came back on the screen; they wait for their passphrase."""
        self._known = with_files(self._known, paths)
        self.returns.show_files(self._known)
        self.go_to(Part.RETURNS)
        self.returns.files.choose(len(self._known.files) - 1)
        self.returns.passphrase.setFocus(Qt.FocusReason.OtherFocusReason)

    def take(self, paths: Sequence[Path]) -> None:
        """Take what was dropped: files as they are, and the returns that stand in folders."""
        if self.is_busy:
            return
        if not any(path.is_dir() for path in paths):
            self.add_files(paths)
            return
        work = partial(look_through, paths, self._inspection.path)
        self.start("Looking through the folder", work, self._on_looked_through)

    def read_files(self, passphrase: str) -> None:
        """Read the files that are not read yet, and compare all with the inspection."""
        work = partial(read_and_compare, self._inspection, self._known, passphrase, self._cost)
        self.start("Reading what came back", work, self._on_compared)

    def merge(self, keep: Keep | None = None) -> None:
        """Merge the files that can be merged; `keep` settles what differs at once."""
        if not self._known.ready:
            return
        work = partial(merge_or_look, self._inspection, self._known, keep, self._by)
        self.start("Merging", work, self._on_merged, can_stop=False)

    def settle(self, conflict: Conflict, keep: Keep) -> None:
        """Settle one thing that differs."""
        work = partial(settle_one, self._inspection, conflict, keep, self._by)
        self.start("Settling it", work, self._on_settled, can_stop=False)

    def settle_all(self, keep: Keep) -> None:
        """Settle all that differs by one rule."""
        work = partial(settle_by_rule, self._inspection, keep, self._by)
        self.start("Settling what differs", work, self._on_settled, can_stop=False)

    def open_again(self, settled: tuple[Conflict, ...]) -> None:
        """Open again what was settled."""
        work = partial(open_again, self._inspection, settled, self._by)
        self.start("Opening it again", work, self._on_opened_again, can_stop=False)

    def undo(self, number: int) -> None:
        """Take a merge back, if it is still the last one."""
        work = partial(undo_last, self._inspection, number, self._by)
        self.start("Taking the merge back", work, self._on_undone, can_stop=False)

    def save_receipt(self, merge: Merge, path: Path) -> None:
        """Write the receipt of a merge to `path` as plain text."""
        work = partial(write_receipt, merge, path)
        self.start("Writing the receipt", work, self._on_receipt_saved)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files that can be returns, unless something runs."""
        if not self.is_busy and returns_in(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Put the files that were dropped on the screen."""
        found = returns_in(event.mimeData())
        if found and not self.is_busy:
            event.acceptProposedAction()
            self.take(found)

    def _connect_parts(self) -> None:
        self.head.chosen.connect(self.go_to)
        self.packs.pack_wanted.connect(self._on_pack)
        self.returns.files_wanted.connect(self._on_choose)
        self.returns.forgetting_wanted.connect(self._on_forget)
        self.returns.reading_wanted.connect(self.read_files)
        self.returns.merge_wanted.connect(self.merge)
        for page in (self.differs, self.merges):
            page.returns_wanted.connect(partial(self.go_to, Part.RETURNS))
        self.differs.settling_wanted.connect(self.settle)
        self.differs.rule_wanted.connect(self.settle_all)
        self.merges.undo_wanted.connect(self.undo)
        self.merges.saving_wanted.connect(self._on_save_receipt)

    def show_state(self, state: ReturnsState) -> None:
        """Show packs, returns and what differs as the file holds them."""
        is_first = self._state is None
        self._state = state
        self.head.show_words(summary(state), len(state.differences))
        self.packs.show_state(state)
        self.differs.show_state(state)
        self.merges.show_state(state)
        if self._stack.currentWidget() is self._blank:
            self._stack.setCurrentWidget(self._pages[self.part])
        if is_first and self.isVisible():
            self.focus_page()

    def focus_page(self) -> None:
        """Take the keyboard, on the page that is on the screen."""
        self._pages[self.part].focus()

    def _on_pack(self, person: str, passphrase: str) -> None:
        names = self._state.names if self._state else {}
        area = self._inspection.details.area
        suggested = self._inspection.path.with_name(f"{area}, {names.get(person, person)}.omi")
        path = ask_pack(self, str(suggested))
        if path is not None:
            self.make_pack(person, path, passphrase)

    def _on_packed(self, path: Path, pack: Pack) -> None:
        self.packs.forget_typed()
        self.saved.emit(self._inspection.saved())
        holds = counted(len(pack.cases), "case", "cases")
        self.said.emit(f"“{path}” holds {holds}. Send it to its assessor.", None)

    def _on_looked_through(self, paths: list[Path]) -> None:
        if paths:
            self.add_files(paths)
        else:
            self.said.emit("There is no workbook and no .omi file in that folder.", None)

    def _on_choose(self) -> None:
        paths = ask_returns(self)
        if paths:
            self.add_files(paths)

    def _on_forget(self) -> None:
        before, self._known = self._known, Comparison(())
        self.returns.show_files(self._known)
        self.returns.focus()
        self.said.emit("The files were put away.", partial(self._bring_back, before))

    def _bring_back(self, known: Comparison) -> None:
        self._known = known
        self.returns.show_files(known)
        self.go_to(Part.RETURNS)

    def _on_compared(self, known: Comparison) -> None:
        self._known = known
        self.returns.show_files(known)
        self.returns.focus()

    def _on_merged(self, made: Merged | Comparison) -> None:
        if isinstance(made, Comparison):
            self._on_compared(made)
            self.said.emit("The inspection has changed, so it was compared again. Look.", None)
            return
        self._known = made.left
        self.returns.show_files(self._known)
        number = made.receipt.number
        words = merged_words(made.receipt)
        if number is None:
            self.returns.focus()
            self.said.emit(words, None)
            return
        self.merges.show_stays("")
        self.go_to(Part.MERGES)
        self.saved.emit(self._inspection.saved())
        self.said.emit(words, partial(self.undo, number))
        self.merged.emit()

    def _on_settled(self, settled: tuple[Conflict, ...]) -> None:
        self.differs.focus()
        number = len(settled)
        if not number:
            self.said.emit("Two assessors differ there, so nothing could be settled.", None)
            return
        self.saved.emit(self._inspection.saved())
        words = counted(number, "difference is", "differences are")
        self.said.emit(f"{words} settled.", partial(self.open_again, settled))
        self.merged.emit()

    def _on_opened_again(self, number: int) -> None:
        self.go_to(Part.DIFFERS)
        self.saved.emit(self._inspection.saved())
        words = counted(number, "difference is", "differences are")
        self.said.emit(f"{words} open again.", None)
        self.merged.emit()

    def _on_undone(self, undone: Undone) -> None:
        self.go_to(Part.MERGES)
        refs = self._state.refs if self._state else {}
        self.merges.show_stays(stays_words(undone, refs))
        self.saved.emit(self._inspection.saved())
        self.said.emit(f"Merge {undone.merge.number} was taken back.", None)
        self.merged.emit()

    def _on_save_receipt(self, merge: Merge) -> None:
        area = self._inspection.details.area
        suggested = self._inspection.path.with_name(f"{area}, merge {merge.number}.txt")
        path = ask_receipt(self, str(suggested))
        if path is not None:
            self.save_receipt(merge, path)

    def _on_receipt_saved(self, path: Path) -> None:
        self.said.emit(f"The receipt is in “{path}”.", None)
