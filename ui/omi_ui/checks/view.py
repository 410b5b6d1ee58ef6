"""Drawing completed cases to be checked, and the comments on them with their replies."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QVBoxLayout, QWidget

from omi_desktop.clock import now, stamp
from omi_desktop.errors import OmiError
from omi_desktop.report.wording import counted
from omi_desktop.store import RELEASE_COST, Role
from omi_desktop.store.checking import close_comment, comment_of, draw_cases, reply_to
from omi_desktop.store.checking_records import CheckDraw, Checked
from omi_ui.checks.comments_page import CommentsPage
from omi_ui.checks.drawn_page import DrawnPage
from omi_ui.checks.head import ChecksHead, Part
from omi_ui.checks.state import ChecksState, read_state, summary

if TYPE_CHECKING:
    from collections.abc import Callable
    from fractions import Fraction

    from omi_desktop.exchange.taking_in import TakenIn
    from omi_desktop.store import Inspection, KeyCost
    from omi_ui.tasks import Step, TaskRunner

Made = TypeVar("Made")


class ChecksView(QWidget):
    """On the lead's copy drawn cases and comments; on an assessor's copy the comments alone."""

    saved = Signal(object)
    writing = Signal()
    refused = Signal(object)
    said = Signal(str, object)
    """What happened, and a callable that undoes it, or None."""
    case_wanted = Signal(str, str)
    """A case, and the question in it or ""."""

    def __init__(
        self,
        inspection: Inspection,
        runner: TaskRunner,
        by: str,
        parent: QWidget | None = None,
        *,
        cost: KeyCost = RELEASE_COST,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._inspection = inspection
        self._runner = runner
        self._by = by
        self._cost = cost
        self._wanted = 0
        self._state: ChecksState | None = None
        is_lead = inspection.details.role is Role.LEAD
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.head = ChecksHead(is_lead=is_lead)
        column.addWidget(self.head)
        self._stack = QStackedWidget()
        column.addWidget(self._stack, 1)
        self.drawn = DrawnPage()
        self.comments = CommentsPage(is_lead=is_lead)
        self._pages: dict[Part, DrawnPage | CommentsPage] = {
            Part.DRAWN: self.drawn,
            Part.COMMENTS: self.comments,
        }
        for page in self._pages.values():
            self._stack.addWidget(page)
        self.show_part(Part.DRAWN if is_lead else Part.COMMENTS)
        self.head.chosen.connect(self.go_to)
        self.drawn.draw_wanted.connect(self.draw_cases)
        self.drawn.case_wanted.connect(self._on_case)
        self.drawn.checked_wanted.connect(self.mark_checked)
        self.comments.reply_wanted.connect(self.reply)
        self.comments.closing_wanted.connect(self.close_comment)
        self.comments.question_wanted.connect(self.case_wanted)
        self.comments.pack_wanted.connect(self._on_pack)

    @property
    def part(self) -> Part:
        """Return the page that is on the screen."""
        shown = self._stack.currentWidget()
        return next(part for part, page in self._pages.items() if page is shown)

    @property
    def state(self) -> ChecksState | None:
        """Return drawn cases and comments as they were read last."""
        return self._state

    def show_now(self, place: str = "") -> None:
        """Read drawn cases and comments anew; `place` is “comments” to show these."""
        if place == Part.COMMENTS.value.lower():
            self.show_part(Part.COMMENTS)
        self._wanted += 1
        wanted = self._wanted

        def work(_step: Step) -> tuple[int, ChecksState]:
            return wanted, read_state(self._inspection)

        self._runner.run(work, self._on_state, self.refused.emit)

    def save(self) -> None:
        """Keep what is typed: a reply that was begun stays in its field until it is sent."""

    def show_part(self, part: Part) -> None:
        """Show a page."""
        self._stack.setCurrentWidget(self._pages[part])
        self.head.show_part(part)

    def go_to(self, part: Part) -> None:
        """Show a page and take the keyboard there."""
        self.show_part(part)
        self._pages[part].focus()

    def draw_cases(self, count: int, share: Fraction | None, seed: str) -> None:
        """Draw completed cases to be checked."""
        draw = self._done(
            partial(draw_cases, self._inspection, by=self._by, seed=seed, count=count, share=share)
        )
        if draw is not None:
            self.drawn.seed.clear()
            words = counted(len(draw.cases), "case was", "cases were")
            self.said.emit(f"{words} drawn.", partial(self._undo_draw, draw))

    def mark_checked(self, case: str, is_checked: bool) -> None:
        """Say that a drawn case is checked, or that it is not after all."""
        one = Checked(case, self._by, stamp(now()))
        keep, drop = self._inspection.put_record, self._inspection.drop_record
        write, back = (keep, drop) if is_checked else (drop, keep)
        if self._done(partial(write, one, by=self._by)) is not None:
            words = "Checked." if is_checked else "To be checked again."
            self.said.emit(words, partial(self._done, partial(back, one, by=self._by)))

    def reply(self, comment: str, text: str) -> None:
        """Keep a word on a comment."""
        by = self._by
        if self._inspection.details.role is Role.ASSESSOR:
            told = comment_of(self._inspection, comment)
            by = self._inspection.case(told.case).assessor or ""
        made = self._done(partial(reply_to, self._inspection, comment, text, by=by))
        if made is not None:
            self.comments.forget_typed()
            drop = partial(self._inspection.drop_record, made, by=by)
            self.said.emit("Replied.", partial(self._done, drop))

    def close_comment(self, comment: str, closed: bool) -> None:
        """Close a comment, or open it again."""
        change = partial(close_comment, self._inspection, comment, by=self._by)
        if self._done(partial(change, closed=closed)) is not None:
            words = "The comment is closed." if closed else "The comment is open again."
            back = partial(self._done, partial(change, closed=not closed))
            self.said.emit(words, back)

    def take_in(self, path: Path, passphrase: str) -> None:
        """Bring the comments of a newer pack into this copy."""
        inspection, cost = self._inspection, self._cost

        def work(_step: Step) -> TakenIn:
            from omi_desktop.exchange.taking_in import take_in
            from omi_desktop.store.returning import pack_of

            by = pack_of(inspection, inspection.path.name).assessor
            return take_in(inspection, path, passphrase, by=by, cost=cost)

        self.comments.setEnabled(False)
        self._runner.run(work, self._on_taken_in, self._on_not_taken_in)

    def _on_state(self, read: tuple[int, ChecksState]) -> None:
        wanted, state = read
        if wanted != self._wanted:
            # Read before the last change: a later reading is on its way.
            return
        is_first = self._state is None
        self._state = state
        self.head.show_words(summary(state), state.still_open)
        self.drawn.show_state(state)
        self.comments.show_state(state)
        if is_first and self.isVisible():
            self._pages[self.part].focus()

    def _on_case(self, case: str) -> None:
        self.case_wanted.emit(case, "")

    def _on_pack(self, passphrase: str) -> None:
        chosen, _ = QFileDialog.getOpenFileName(
            self, "Choose the newer pack", str(self._inspection.path.parent), "Packs (*.omi)"
        )
        if chosen:
            self.take_in(Path(chosen), passphrase)

    def _on_taken_in(self, came: TakenIn) -> None:
        self.comments.setEnabled(True)
        self.comments.forget_typed()
        self.saved.emit(self._inspection.saved())
        number = came.comments + came.replies
        words = "Nothing is new in it."
        if number:
            words = f"{counted(number, 'word', 'words')} of the lead inspector came in."
        if came.other_cases:
            words += f" Only in the pack: {', '.join(came.other_cases)}."
        self.said.emit(words, None)
        self.show_now()

    def _on_not_taken_in(self, error: Exception) -> None:
        self.comments.setEnabled(True)
        self.comments.passphrase.setFocus(Qt.FocusReason.OtherFocusReason)
        self.refused.emit(error)

    def _undo_draw(self, draw: CheckDraw) -> None:
        self._done(partial(self._inspection.drop_record, draw, by=self._by))

    def _done(self, write: Callable[[], Made]) -> Made | None:
        """Write something, say that it is on disk, and show the file as it then is."""
        try:
            made = write()
        except OmiError as error:
            self.refused.emit(error)
            return None
        self.saved.emit(self._inspection.saved())
        self.show_now()
        return made
