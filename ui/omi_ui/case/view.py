"""The workspace of one case: outline, questions and guidance side by side."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from omi_desktop.casework.orders import pages
from omi_desktop.store import Mark, MarkKind
from omi_ui.case.closing import Closing
from omi_ui.case.course import Places, page_to_open
from omi_ui.case.key_settings import KeySettings
from omi_ui.case.marking import KEYS as MARK_KEYS
from omi_ui.case.marking import Marking
from omi_ui.case.recovering import Recovering
from omi_ui.case.shortcuts import listen
from omi_ui.case.sitting import Sitting
from omi_ui.case.turning import CasePages

if TYPE_CHECKING:
    from pathlib import Path

    from omi_ui.case.completing_page import CompletingPage


class CaseView(CasePages):
    """Shows a sitting and keeps what is answered; says so only when the file said so."""

    saved = Signal(object)
    writing = Signal()
    left = Signal()
    case_wanted = Signal(str)
    """The id of another case that is to be opened."""

    def __init__(
        self, sitting: Sitting, key_settings: Path | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(sitting, key_settings, parent)
        self._places = Places()
        self._answered_last = ""
        self._refused_notes: dict[str, dict[str, str]] = {}
        self.closing = Closing(sitting, self)
        self.marking = Marking(self)
        self.recovering = Recovering(sitting, self, takes_single_keys=self.settings.single_keys)
        self._connect_parts()
        self._add_shortcuts()

    def show_sitting(self, sitting: Sitting, question: str = "") -> None:
        """Open a case at a question, else where it was left, else where something is missing."""
        self.save_notes()
        self._places.keep(self._sitting, self.page_view.last_current)
        if self._sitting.unkept and sitting is not self._sitting:
            self._refused_notes[self._sitting.case.id] = self._sitting.unkept
        sitting.unkept = self._refused_notes.pop(sitting.case.id, sitting.unkept)
        self._sitting = self.answering.sitting = self.closing.sitting = sitting
        self._answered_last = ""
        self._pages = pages(sitting.instrument, self._order)
        self.side.show_guidance()
        prompt = question.removeprefix("interview/") if question.startswith("interview/") else None
        question = question if prompt is None else ""
        question = question or self._places.of(sitting, self._pages)
        # Before the page: its first question is shown with the facts of its own case beside it.
        self.beside.show_sitting(sitting)
        self._show_page(page_to_open(self._pages, sitting.standing, question), question)
        self.recovering.show_sitting(sitting)
        if prompt is not None:
            self.show_interview(prompt)
        elif sitting.typed_in_interview:
            self.said.emit("Words of the interview were never saved. Ctrl+I shows them.", None)

    @property
    def unkept(self) -> int:
        """Return how many notes the file refused, in this case and those that were open before."""
        return len(self._sitting.unkept) + sum(map(len, self._refused_notes.values()))

    def show_completing(self) -> None:
        """Show what stands between the case and its completion."""
        self.save_notes()
        self.completing.show_sitting(self._sitting)
        self.put_in_middle(self.completing)
        self.completing.focus_first()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Show the keys on ?, and go back on Escape."""
        if event.text() == "?" and self.settings.single_keys:
            self._on_keys()
        elif event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.is_completing:
            self._on_completing_closed()
        elif self.side.is_guidance:
            self._on_back()
        else:
            self._on_panel_left()

    def connect_completing(self, page: CompletingPage) -> None:
        """Listen to the page before completion, once it is made."""
        page.jump_wanted.connect(self.go_to)
        page.acknowledged.connect(self._on_acknowledged)
        page.complete_wanted.connect(self.closing.complete)
        page.comments_wanted.connect(self.beside.toggle_comments)
        page.closed.connect(self._on_completing_closed)
        page.interview_wanted.connect(self.show_interview)

    def _connect_parts(self) -> None:
        self.head.back_wanted.connect(self._on_back)
        self.head.withdraw_wanted.connect(self._on_withdraw)
        self.head.marks_wanted.connect(self.beside.toggle_marks)
        self.head.comments_wanted.connect(self.beside.toggle_comments)
        self.head.keys_wanted.connect(self._on_keys)
        self.head.complete_wanted.connect(self._on_complete)
        self.contents.page_wanted.connect(self.show_page)
        self.contents.order_wanted.connect(self.show_order)
        self.contents.next_wanted.connect(self.go_to_next_unanswered)
        view = self.page_view
        view.answered.connect(self._on_answered)
        view.noted.connect(self.answering.note)
        view.typed.connect(self.answering.journal)
        view.writing.connect(self.writing)
        view.current_changed.connect(self.beside.show_guidance)
        view.done.connect(self._on_done)
        view.next_wanted.connect(self.go_to_next_unanswered)
        view.next_page_wanted.connect(self._on_next_page)
        view.last_note_wanted.connect(self._on_last_note)
        view.mark_wanted.connect(self._on_mark_of)
        self.side.guidance.interview_wanted.connect(self.show_interview)
        self.side.jump_wanted.connect(self.go_to)
        self.side.withdrawn.connect(self._on_withdrawn)
        self.side.closed.connect(self.fold)
        self.side.mark_removed.connect(self._on_mark_removed)
        self.side.settings_changed.connect(self._on_settings)
        self.beside.opened.connect(self.fold)
        self.beside.go_wanted.connect(self.go_to)
        self.beside.page_wanted.connect(self.show_page)
        self.beside.case_wanted.connect(self.case_wanted)
        self.talking.writing.connect(self.writing)
        self.talking.changed.connect(self._refresh_head)
        self.talking.go_wanted.connect(self.go_to)
        self.talking.case_wanted.connect(self._on_interviewed_elsewhere)
        parts = (self.answering, self.closing, self.marking, self.beside, self.recovering)
        for part in (*parts, self.talking):
            part.saved.connect(self.saved)
            part.refused.connect(self.refused)
            part.said.connect(self.said)
        self.answering.changed.connect(self._refresh)
        self.answering.moved.connect(self.go_to)
        self.closing.changed.connect(self._on_status)
        self.marking.changed.connect(self._show_marks)
        self.beside.changed.connect(self._refresh)
        self.recovering.changed.connect(self._refresh)
        self.recovering.wanted.connect(self.show_in_middle)
        self.recovering.go_wanted.connect(self.go_to)
        self.head.form_wanted.connect(self.paper.begin)
        self.paper.said.connect(self.said)
        self.paper.writing.connect(self.writing)
        self.paper.wanted.connect(self.show_in_middle)
        self.paper.closed.connect(self._on_form_left)

    def _add_shortcuts(self) -> None:
        listen(
            self,
            ("Ctrl+Down", self.go_to_next_unanswered),
            ("F4", self.go_to_next_unanswered),
            ("Ctrl+Return", self.go_to_next_unanswered),
            ("Ctrl+Z", self._on_undo),
            ("Ctrl+Y", self._on_redo),
            ("Ctrl+Shift+Z", self._on_redo),
            ("Ctrl+N", self._on_note),
            ("Ctrl+Shift+N", self._on_last_note),
            ("Ctrl+H", self.beside.toggle_history),
            ("Ctrl+K", self.beside.ask_where),
            ("Ctrl+Shift+K", self.beside.toggle_comments),
            ("Ctrl+R", self._on_other_order),
            ("F8", self.paper.begin),
            ("F1", self._on_keys),
            ("Ctrl+I", self._on_interview),
            ("Ctrl+Shift+C", self._on_complete_keys),
            ("PgDown", self._on_next_page),
            ("PgUp", self._on_page_before),
            *((key, partial(self._on_mark, kind)) for kind, key in MARK_KEYS.items()),
        )

    def _on_answered(self, question: str, value: str | None) -> None:
        self._answered_last = question
        self.answering.answer(question, value)

    def _on_note(self) -> None:
        self.page_view.write_note(self.page_view.current)

    def _on_last_note(self) -> None:
        if self._answered_last:
            self.go_to(self._answered_last)
            self.page_view.write_note(self._answered_last)

    def _on_interview(self) -> None:
        if self.talking.is_shown:
            self._on_completing_closed()
        else:
            self.show_interview()

    def _on_form_left(self, question: str) -> None:
        if question:
            self.go_to(question)
        else:
            self._on_completing_closed()

    def _on_interviewed_elsewhere(self, case: str) -> None:
        self.case_wanted.emit(case)
        # Whoever shows the cases may have shown that one in this workspace.
        if self._sitting.case.id == case:
            self.show_interview()
            self.talking.show_staff()

    def _on_undo(self) -> None:
        if self.talking.is_shown:
            self.talking.undo()
            return
        self.save_notes()
        self.answering.undo()

    def _on_redo(self) -> None:
        self.save_notes()
        self.answering.redo()

    def _on_complete(self) -> None:
        sitting = self._sitting
        self.save_notes()
        if not sitting.is_open:
            self.closing.reopen()
        elif sitting.completing().is_ready and not sitting.blocks_completion:
            self.closing.complete()
        else:
            self.show_completing()

    def _on_complete_keys(self) -> None:
        # The keys complete and never reopen: what they do is not to depend on what is shown.
        if self._sitting.is_open:
            self._on_complete()

    def _on_completing_closed(self) -> None:
        """Go back to the question that was left for the page in place of the questions."""
        left = self.page_view.last_current
        is_here = any(question.id == left for question in self._page.questions)
        self._show_page(self._page, left if is_here else "")

    def _on_acknowledged(self, warning: str, word: str) -> None:
        before = self._sitting.acknowledged().get(warning, "")
        self.beside.write(
            partial(self._sitting.acknowledge, warning, word),
            "Kept. The warning stays as it is." if word else "The word is taken back.",
            partial(self._sitting.acknowledge, warning, before),
        )
        self.show_completing()

    def _on_withdraw(self) -> None:
        self.save_notes()
        self.side.ask_reason()
        self.fold()

    def _on_withdrawn(self, reason: str) -> None:
        self.side.show_guidance()
        self.closing.withdraw(reason)

    def _on_status(self) -> None:
        """Show the case as it now is, and take the keyboard off what now does the contrary."""
        self.put_in_middle(self.page_view)
        self._refresh()
        if not self._sitting.is_open:
            self.outline.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        own = [question.id for question in self._page.questions]
        missing = self._sitting.standing.missing
        # What is missing here before what is missing elsewhere.
        first = next((q for q in missing if q in own), next(iter(missing), ""))
        if first:
            self.go_to(first)
        else:
            self.page_view.focus_first()

    def _on_settings(self, settings: KeySettings) -> None:
        self.page_view.take_single_keys(takes=settings.single_keys)
        self.recovering.takes_single_keys = settings.single_keys
        self._remember(replace(settings, reading=self.settings.reading))

    def _on_mark(self, kind: MarkKind) -> None:
        # In a case that can only be read no question has the keyboard.
        self._on_mark_of(self.page_view.current or self.beside.question, kind)

    def _on_mark_of(self, question: str, kind: MarkKind) -> None:
        # What is marked must be on disk: the mark outlives the page.
        self.save_notes()
        self.marking.mark(self._sitting, question, kind, self.page_view.passage(question))

    def _on_mark_removed(self, mark: Mark) -> None:
        self.marking.remove(self._sitting, mark)

    def _show_marks(self) -> None:
        self.head.show_sitting(self._sitting)
        self.beside.refresh()

    def _on_back(self) -> None:
        self.save_notes()
        self._places.keep(self._sitting, self.page_view.last_current)
        self.left.emit()

    def _on_panel_left(self) -> None:
        self.side.show_guidance()
        if self.beside.question:
            self.page_view.focus_question(self.beside.question)

    def _on_keys(self) -> None:
        self.side.toggle_keys()
        self.fold()
