"""The questions of one page, as rows; at most one page's widgets are alive."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRect, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QWidget

from omi_desktop.casework.orders import Page
from omi_desktop.instrument.applicability import State
from omi_desktop.instrument.model import Question
from omi_desktop.store.journal import JOURNAL_EVERY
from omi_ui.case.row import QuestionRow
from omi_ui.case.sitting import Sitting
from omi_ui.widgets.labels import button, label

NOTE_PAUSE = 2000
"""Milliseconds after the last key at which a note is saved; until then it is journalled."""


class PageView(QScrollArea):
    """A page of a case: the questions that apply, and how many do not."""

    answered = Signal(str, object)
    noted = Signal(str, str)
    typed = Signal(str, str)
    """A note as it stands while it is being written."""
    writing = Signal()
    current_changed = Signal(str)
    done = Signal(str)
    next_wanted = Signal()
    next_page_wanted = Signal()
    last_note_wanted = Signal()
    mark_wanted = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # The bar keeps its room: a page that grows by a note must not shift its questions.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._rows: dict[str, QuestionRow] = {}
        self._page: Page | None = None
        self._sitting: Sitting | None = None
        # The pages stand in it one after the other: taking one out of the scroll area and putting
        # another in would have the style sheet read for all their parts again.
        self._ground = QWidget()
        self.setWidget(self._ground)
        self._body = QWidget(self._ground)
        self._away_shown = False
        self._unsaved: set[str] = set()
        self._pointed = ""
        self.last_current = ""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(NOTE_PAUSE)
        self._pause.timeout.connect(self.save_notes)
        self._takes_single_keys = True
        self._journal = QTimer(self)
        self._journal.setSingleShot(True)
        self._journal.setInterval(int(JOURNAL_EVERY * 1000))
        self._journal.timeout.connect(self._on_journal)
        QApplication.instance().focusChanged.connect(self._on_focus_changed)  # type: ignore[union-attr]

    @property
    def rows(self) -> Mapping[str, QuestionRow]:
        """Return the rows of the page by question id, hidden ones included."""
        return self._rows

    @property
    def current(self) -> str:
        """Return the id of the question that has the keyboard, or ""."""
        row = self._row_with(QApplication.focusWidget())
        return row.question.id if row else ""

    def show_page(self, page: Page, sitting: Sitting) -> None:
        """Show a page; notes of the page before are saved first."""
        self.save_notes()
        self._page, self._sitting, self._rows, self._pointed = page, sitting, {}, ""
        old, body = self._body, QWidget(self._ground)
        body.setObjectName("surface")
        body.setAccessibleName(page.title)
        self._title = label(page.title, "heading")
        self._title.setParent(body)
        for question in page.questions:
            if sitting.is_shown(question.id):
                self._add_row(question, body)
        self._away = label("", "muted", wraps=True)
        self._away.setParent(body)
        self._away_button = button("Show which", self._on_away, "quiet")
        self._away_button.setParent(body)
        self._away_button.setAccessibleName("Show the questions that do not apply")
        self._away_shown = False
        self._body = body
        self._refresh_rows()
        self._arrange()
        old.hide()
        body.show()
        # Later: the page may be turned by a key that one of its own rows is answering.
        old.deleteLater()
        self.verticalScrollBar().setValue(0)

    def refresh(self) -> None:
        """Show the same page after an answer: questions come and go, the rest stays put."""
        if self._page is None or self._sitting is None:
            return
        for question in self._page.questions:
            shown = self._sitting.is_shown(question.id)
            if shown and question.id not in self._rows:
                self._add_row(question, self._body)
        self._refresh_rows()
        self._arrange()

    def take_single_keys(self, *, takes: bool) -> None:
        """Let digits and letters act in the question that has the keyboard, or not."""
        self._takes_single_keys = takes
        for row in self._rows.values():
            row.takes_single_keys = takes

    def save_notes(self) -> None:
        """Hand over every note that is not on disk yet."""
        self._pause.stop()
        self._journal.stop()
        for question in tuple(self._unsaved):
            self._unsaved.discard(question)
            row = self._rows.get(question)
            if row is not None:
                self.noted.emit(question, row.written_note())

    def write_note(self, question: str) -> None:
        """Open the note on a question."""
        row = self._rows.get(question)
        if row is not None and self._takes_keys(row):
            row.write_note()
            self.ensureWidgetVisible(row, 0, 24)

    def focus_question(self, question: str) -> None:
        """Give a question the keyboard and bring it into sight."""
        row = self._rows.get(question)
        if row is not None:
            row.focus()
            self.ensureWidgetVisible(row, 0, 24)

    def point_at(self, question: str) -> None:
        """Mark a question of a case that can only be read, so that it is found on the page."""
        self._pointed = question
        self._mark_current(None)

    def passage(self, question: str) -> str:
        """Return what is selected in the note on a question, else the whole note."""
        row = self._rows.get(question)
        return row.passage() if row is not None else ""

    def focus_first(self) -> None:
        """Give the first unanswered question the keyboard, else the first."""
        shown = [row for row in self._rows.values() if self._takes_keys(row)]
        sitting = self._sitting
        open_rows = [r for r in shown if sitting and sitting.is_missing(r.question.id)]
        for row in (open_rows or shown)[:1]:
            self.focus_question(row.question.id)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the rows to the new width."""
        super().resizeEvent(event)
        self._arrange()

    def _add_row(self, question: Question, body: QWidget) -> None:
        row = QuestionRow(question, body)
        row.answered.connect(self.answered)
        row.noted.connect(self._on_noted)
        row.writing.connect(self._on_writing)
        row.resized.connect(self._arrange)
        row.asked_to_move.connect(self._on_asked_to_move)
        row.done.connect(self.done)
        row.next_wanted.connect(self.next_wanted)
        row.last_note_wanted.connect(self.last_note_wanted)
        row.takes_single_keys = self._takes_single_keys
        row.mark_wanted.connect(self.mark_wanted)
        self._rows[question.id] = row

    def _refresh_rows(self) -> None:
        sitting = self._sitting
        if sitting is None or self._page is None:
            return
        for question, row in self._rows.items():
            shown = sitting.is_shown(question)
            if row.isHidden() == shown:
                row.setVisible(shown)
            if shown:
                row.set_open(is_open=sitting.is_open)
                row.show_answer(
                    sitting.state(question),
                    sitting.values.get(question),
                    sitting.shown_note(question),
                    sitting.why_parked(question),
                    sitting.beside(question),
                )
        away = [q for q in self._page.questions if not sitting.is_shown(q.id)]
        waiting = sum(1 for q in away if sitting.applies(q.id) is None)
        self._away.setText(_away_words(len(away) - waiting, waiting))
        self._away_button.setVisible(bool(away))
        if self._away_shown and away:
            names = "; ".join(q.short for q in away)
            self._away.setText(f"{self._away.text()} {names}.")
        self._away_button.setText("Hide" if self._away_shown else "Show which")

    def _arrange(self) -> None:
        if self._page is None:
            return
        width = self.viewport().width()
        tall = self._title.sizeHint().height()
        self._title.setGeometry(16, 16, width - 32, tall)
        y = 16 + tall + 8
        for question in self._page.questions:
            row = self._rows.get(question.id)
            if row is not None and not row.isHidden():
                height = row.height_for(width, place=True)
                row.setGeometry(QRect(0, y, width, height))
                y += height
        if self._away.text():
            size = self._away_button.sizeHint()
            room = width - 32 - size.width() - 12
            tall = self._away.heightForWidth(room)
            self._away.setGeometry(16, y + 12, room, max(tall, size.height()))
            self._away_button.setGeometry(
                width - 16 - size.width(), y + 12, size.width(), size.height()
            )
            y += max(tall, size.height()) + 12
        self._body.resize(width, max(y + 24, self.viewport().height()))
        self._ground.resize(self._body.size())

    def _on_writing(self, question: str) -> None:
        self._unsaved.add(question)
        self._pause.start()
        # Not begun anew by the next key: who types without a pause is journalled all the same.
        if not self._journal.isActive():
            self._journal.start()
        self.writing.emit()

    def _on_journal(self) -> None:
        for question in tuple(self._unsaved):
            row = self._rows.get(question)
            if row is not None:
                self.typed.emit(question, row.written_note())

    def _on_noted(self, question: str, text: str) -> None:
        self._unsaved.discard(question)
        self.noted.emit(question, text)

    def _on_asked_to_move(self, question: str, by: int) -> None:
        order = [q.id for q in self._page.questions] if self._page else []
        shown = [q for q in order if q in self._rows and self._takes_keys(self._rows[q])]
        to = shown.index(question) + by
        if 0 <= to < len(shown):
            self.focus_question(shown[to])
        elif to >= len(shown):
            self.next_page_wanted.emit()

    def _takes_keys(self, row: QuestionRow) -> bool:
        sitting = self._sitting
        parked = sitting is not None and sitting.state(row.question.id) is State.PARKED
        return not row.isHidden() and not parked

    def _on_away(self) -> None:
        self._away_shown = not self._away_shown
        self._refresh_rows()
        self._arrange()

    def _on_focus_changed(self, _old: QWidget | None, now: QWidget | None) -> None:
        current = self._row_with(now)
        self._mark_current(current)
        if current is not None:
            self.last_current = current.question.id
            self.current_changed.emit(current.question.id)

    def _mark_current(self, current: QuestionRow | None) -> None:
        for name, row in self._rows.items():
            row.set_current(row is current or (current is None and name == self._pointed))

    def _row_with(self, widget: QWidget | None) -> QuestionRow | None:
        while widget is not None:
            if isinstance(widget, QuestionRow):
                return widget if self._rows.get(widget.question.id) is widget else None
            widget = widget.parentWidget()
        return None


def _away_words(closed: int, waiting: int) -> str:
    parts = []
    if closed:
        parts.append(f"{closed} {'question does' if closed == 1 else 'questions do'} not apply.")
    if waiting:
        verb = "question waits" if waiting == 1 else "questions wait"
        parts.append(f"{waiting} {verb} for an earlier answer.")
    return " ".join(parts)
