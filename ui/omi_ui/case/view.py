"""The workspace of one case: outline, questions and guidance side by side."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QBoxLayout,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from omi_desktop.errors import OmiError
from omi_desktop.store import CaseStatus, Saved
from omi_ui.case.outline import outline, outline_entries
from omi_ui.case.page_view import PageView
from omi_ui.case.pages import Order, Page, pages, progress
from omi_ui.case.side import Side
from omi_ui.case.sitting import Sitting, Step
from omi_ui.widgets.labels import button, label

_SIDE_FROM = 1160
"""Below this width, at normal text size, the panel beside the questions folds away."""


class CaseView(QWidget):
    """Shows a sitting and keeps what is answered; says so only when the file said so."""

    saved = Signal(object)
    writing = Signal()
    refused = Signal(object)
    said = Signal(str, object)
    """What happened, and a callable that undoes it, or None."""
    left = Signal()

    def __init__(self, sitting: Sitting, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sitting = sitting
        self._order = Order.REPORT
        self._pages = pages(sitting.instrument, self._order)
        self._page = self._pages[0]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._build_head())
        middle = QHBoxLayout()
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(0)
        middle.addWidget(self._build_outline())
        self.page_view = PageView()
        middle.addWidget(self.page_view, 1)
        self.side = Side()
        middle.addWidget(self.side)
        column.addLayout(middle, 1)
        self.page_view.answered.connect(self._on_answered)
        self.page_view.noted.connect(self._on_noted)
        self.page_view.writing.connect(self.writing)
        self.page_view.current_changed.connect(self._on_current_changed)
        self.page_view.next_wanted.connect(self._on_next_page)
        self.side.jump_wanted.connect(self.go_to)
        self.side.withdrawn.connect(self._on_withdrawn)
        self.side.closed.connect(self._fold)
        for keys, slot in (
            ("Ctrl+Down", self.go_to_next_unanswered),
            ("Ctrl+Z", self._on_undo),
            ("Ctrl+Y", self._on_redo),
            ("PgDown", self._on_next_page),
            ("PgUp", self._on_page_before),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    @property
    def sitting(self) -> Sitting:
        """Return the case on the table."""
        return self._sitting

    @property
    def pages(self) -> tuple[Page, ...]:
        """Return the pages in the order that is shown."""
        return self._pages

    @property
    def page(self) -> Page:
        """Return the page that is open."""
        return self._page

    def show_sitting(self, sitting: Sitting, question: str = "") -> None:
        """Open a case at a question, else at the first page with something missing."""
        self.save_notes()
        self._sitting = sitting
        self._pages = pages(sitting.instrument, self._order)
        self.side.show_guidance()
        page = self._page_of(question) or self._first_unfinished()
        self._show_page(page, question)

    def save_notes(self) -> None:
        """Bring every note to disk."""
        self.page_view.save_notes()

    def show_order(self, order: Order) -> None:
        """Show the pages in this order and keep the question that has the keyboard."""
        question = self.page_view.current
        self._order = order
        self._pages = pages(self._sitting.instrument, order)
        self._show_page(self._page_of(question) or self._first_unfinished(), question)

    def show_page(self, page_id: str) -> None:
        """Open a page by its id."""
        self._show_page(next(page for page in self._pages if page.id == page_id))

    def turn_to_first_page(self) -> None:
        """Open the first page, which holds the facts."""
        self._show_page(self._pages[0])

    def go_to(self, question: str) -> None:
        """Open the page of a question and give the question the keyboard."""
        page = self._page_of(question)
        if page is not None and page is not self._page:
            self._show_page(page, question)
        else:
            self.page_view.focus_question(question)

    def go_to_next_unanswered(self) -> None:
        """Go to the next question without an answer, from here to the end and round again."""
        order = [question.id for page in self._pages for question in page.questions]
        here = self.page_view.current
        at = order.index(here) + 1 if here in order else 0
        found = (q for q in (*order[at:], *order[:at]) if self._sitting.is_missing(q))
        question = next(found, "")
        if question:
            self.go_to(question)
        else:
            self.said.emit("Every question that applies has an answer.", None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Show the keys on ?, and go back on Escape."""
        if event.text() == "?":
            self.side.toggle_keys()
            self._fold()
        elif event.key() == Qt.Key.Key_Escape:
            if self.side.is_guidance:
                self._on_back()
            else:
                self.side.show_guidance()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold the panel away where there is no room for it."""
        super().resizeEvent(event)
        self._fold()

    def _build_head(self) -> QWidget:
        head = QFrame()
        head.setObjectName("head")
        self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight, head)
        self._head.setContentsMargins(8, 8, 16, 8)
        self._head.setSpacing(12)
        line = QHBoxLayout()
        line.setSpacing(12)
        self._head.addLayout(line, 1)
        self._back = button("← Cases", self._on_back, "quiet", "Back to the list (Esc)")
        self._back.setAccessibleName("Back to the cases")
        line.addWidget(self._back)
        self._ref = label("", "heading")
        line.addWidget(self._ref)
        self._facts = label("", "muted")
        self._facts.setMinimumWidth(40)
        line.addWidget(self._facts, 1)
        line = QHBoxLayout()
        line.setSpacing(12)
        self._head.addLayout(line)
        self._counts = label("", "")
        line.addWidget(self._counts)
        self.withdraw_button = button("Withdraw…", self._on_withdraw, "quiet")
        line.addWidget(self.withdraw_button)
        self._keys_button = button("Keys", self._on_keys, "quiet", "Show the keys (?)")
        line.addWidget(self._keys_button)
        self.complete_button: QPushButton = button("Complete…", self._on_complete, "primary")
        line.addWidget(self.complete_button)
        return head

    def _build_outline(self) -> QWidget:
        frame = QFrame()
        frame.setObjectName("outlineside")
        column = QVBoxLayout(frame)
        column.setContentsMargins(0, 8, 1, 8)
        column.setSpacing(8)
        line = QHBoxLayout()
        line.setContentsMargins(12, 0, 8, 0)
        line.setSpacing(12)
        self._orders = QButtonGroup(self)
        for order, words in ((Order.REPORT, "Report"), (Order.READING, "Reading")):
            choice = QRadioButton(words)
            choice.setAccessibleName(f"Pages in {order.value}")
            choice.setToolTip(f"Show the pages in {order.value}")
            choice.setChecked(order is self._order)
            choice.setProperty("order", order.name)
            self._orders.addButton(choice)
            line.addWidget(choice)
        line.addStretch(1)
        self._orders.buttonClicked.connect(self._on_order)
        column.addLayout(line)
        self.outline = outline()
        self.outline.wanted.connect(self.show_page)
        column.addWidget(self.outline, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(8, 0, 8, 0)
        self._next = button("Next unanswered", self.go_to_next_unanswered, "", "Ctrl+Down")
        foot.addWidget(self._next, 1)
        column.addLayout(foot)
        self._outline_frame = frame
        return frame

    def _show_page(self, page: Page, question: str = "") -> None:
        self.page_view.save_notes()
        self._page = page
        self.page_view.show_page(page, self._sitting)
        self._refresh_head()
        if question:
            self.page_view.focus_question(question)
        else:
            self.page_view.focus_first()
        if not self._sitting.is_open:
            self.outline.setFocus(Qt.FocusReason.OtherFocusReason)
        if not self.page_view.current and page.questions:
            self._show_guidance(page.questions[0].id)

    def _refresh_head(self) -> None:
        sitting = self._sitting
        self._ref.setText(sitting.case.ref)
        facts = (
            sitting.fact("case_type"),
            sitting.fact("tier"),
            _risk(sitting.fact("roh_level")),
            "PPO" if sitting.values.get("ppo") == "yes" else "",
        )
        self._facts.setText(" · ".join(fact for fact in facts if fact))
        standing = sitting.standing
        counts = f"{standing.answered} of {standing.applicable} answered"
        if standing.parked:
            counts += f" · {standing.parked} parked"
        if not sitting.is_open:
            reason = f": {sitting.case.reason}" if sitting.case.reason else ""
            counts = f"{str(sitting.case.status).capitalize()}{reason}"
        self._counts.setText(counts)
        self.complete_button.setText("Complete…" if sitting.is_open else "Reopen")
        self.withdraw_button.setVisible(sitting.case.status is not CaseStatus.WITHDRAWN)
        marks = [progress(page, standing) for page in self._pages]
        self.outline.show_entries(outline_entries(self._pages, marks), self._page.id)

    def _on_answered(self, question: str, value: str | None) -> None:
        sitting = self._sitting
        parked = sitting.standing.parked
        try:
            saved = sitting.answer(question, value)
        except OmiError as error:
            # The file holds the old answer; so must the screen.
            self.refused.emit(error)
            self.page_view.refresh()
            return
        self._after_write(saved)
        newly = sitting.standing.parked - parked
        if newly > 0:
            words = "answer was" if newly == 1 else "answers were"
            self.said.emit(f"{newly} {words} parked by this change.", self._on_undo)

    def _on_noted(self, question: str, text: str) -> None:
        try:
            saved = self._sitting.note(question, text)
        except OmiError as error:
            self.refused.emit(error)
            return
        self.saved.emit(saved)

    def _after_write(self, saved: Saved) -> None:
        self.saved.emit(saved)
        self.page_view.refresh()
        self._refresh_head()

    def _on_undo(self) -> None:
        done = self._try_step(undo=True)
        if done:
            self._tell_step("Undone", done, done.old, self._on_redo)

    def _on_redo(self) -> None:
        done = self._try_step(undo=False)
        if done:
            self._tell_step("Redone", done, done.new, self._on_undo)

    def _try_step(self, *, undo: bool) -> Step | None:
        try:
            done = self._sitting.undo() if undo else self._sitting.redo()
        except OmiError as error:
            self.refused.emit(error)
            return None
        if done is None:
            return None
        step, saved = done
        self._after_write(saved)
        self.go_to(step.question)
        return step

    def _tell_step(self, what: str, step: Step, value: str | None, back: object) -> None:
        question = self._sitting.instrument.questions[step.question]
        words = f"“{question.label(value)}”" if value else "no answer"
        self.said.emit(f"{what}: {question.short} is {words} again.", back)

    def _on_complete(self) -> None:
        sitting = self._sitting
        self.save_notes()
        if not sitting.is_open:
            self._set_status(CaseStatus.IN_PROGRESS, "", f"{sitting.case.ref} is open again.")
            return
        missing = sitting.standing.missing
        if missing:
            self.side.show_missing([sitting.instrument.questions[each] for each in missing])
            self._fold()
            return
        self._set_status(CaseStatus.COMPLETE, "", f"{sitting.case.ref} is complete.")

    def _on_withdraw(self) -> None:
        self.save_notes()
        self.side.ask_reason()
        self._fold()

    def _on_withdrawn(self, reason: str) -> None:
        self.side.show_guidance()
        words = f"{self._sitting.case.ref} is withdrawn and counts nowhere."
        self._set_status(CaseStatus.WITHDRAWN, reason, words)

    def _set_status(self, status: CaseStatus, reason: str, words: str) -> None:
        sitting = self._sitting
        before, why = sitting.case.status, sitting.case.reason
        try:
            saved = sitting.set_status(status, reason)
        except OmiError as error:
            self.refused.emit(error)
            return
        self._after_write(saved)

        def back() -> None:
            # Only while the same case is on the table: the bar outlives the page.
            if self._sitting is sitting:
                self._set_status(before, why, f"{sitting.case.ref} is {before} again.")

        self.said.emit(words, back)

    def _on_current_changed(self, question: str) -> None:
        self._show_guidance(question)

    def _show_guidance(self, question: str) -> None:
        asked = self._sitting.instrument.questions[question]
        self.side.guidance.show_question(asked, self._sitting)

    def _on_order(self, clicked: QRadioButton) -> None:
        self.show_order(Order[str(clicked.property("order"))])

    def _on_next_page(self) -> None:
        self._turn_page(1)

    def _on_page_before(self) -> None:
        self._turn_page(-1)

    def _turn_page(self, by: int) -> None:
        to = self._pages.index(self._page) + by
        if 0 <= to < len(self._pages):
            self._show_page(self._pages[to])

    def _on_back(self) -> None:
        self.save_notes()
        self.left.emit()

    def _on_keys(self) -> None:
        self.side.toggle_keys()
        self._fold()

    def _fold(self) -> None:
        em = self.fontMetrics().height() / 15
        fits = self.width() > 860 * em
        direction = QBoxLayout.Direction
        self._head.setDirection(direction.LeftToRight if fits else direction.TopToBottom)
        self._outline_frame.setFixedWidth(min(int(252 * em), int(self.width() * 0.3)))
        wide = self.width() >= _SIDE_FROM * em
        self.side.setFixedWidth(min(int(272 * em), int(self.width() * 0.35)))
        self.side.setVisible(wide or not self.side.is_guidance)

    def _page_of(self, question: str) -> Page | None:
        holds = (page for page in self._pages if any(q.id == question for q in page.questions))
        return next(holds, None)

    def _first_unfinished(self) -> Page:
        standing = self._sitting.standing
        for page in self._pages:
            how_far = progress(page, standing)
            if how_far.answered < how_far.applicable:
                return page
        return self._pages[0]


def _risk(level: str) -> str:
    return f"{level} Risk of Harm" if level else ""
