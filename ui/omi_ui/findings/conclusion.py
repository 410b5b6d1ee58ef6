"""The foot of a criterion's page: what is concluded, by the line or by the lead inspector."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from omi_desktop.report.parts.criteria import GOOD, OPEN, PRIORITY
from omi_desktop.store import Conclusion
from omi_ui.widgets.growing_text import GrowingText
from omi_ui.widgets.labels import button, label

if TYPE_CHECKING:
    from omi_ui.findings.desk import Desk

_SAID = {True: PRIORITY, False: GOOD}


@dataclass(frozen=True, slots=True)
class Draft:
    """A conclusion that is being written: what it will be, and its reason so far."""

    is_priority: bool
    reason: str


class ConclusionPart(QWidget):
    """Shows the conclusion, and asks for the reason of one that is not the line's."""

    concluded = Signal(object)
    """The Conclusion that is to be kept."""
    line_wanted = Signal()
    drafted = Signal(object)
    """The Draft so far, or None where it was given up."""
    grew = Signal()

    def __init__(self, desk: Desk, criterion: str, draft: Draft | None) -> None:
        super().__init__()
        self._criterion = criterion
        self._draft = draft
        own, by_line = desk.own_conclusion(criterion), desk.by_the_line(criterion)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(4)
        column.addWidget(label("Conclusion", "heading"))
        column.addWidget(label(desk.conclusion(criterion), "strong", wraps=True))
        if own is not None:
            column.addWidget(label(own.reason, wraps=True))
        where = f"{desk.verdict(criterion)} against the line of {desk.card.line}%"
        column.addWidget(label(_by_whom(own, by_line, where), "muted", wraps=True))
        self._asking = QWidget()
        column.addWidget(self._asking)
        self._fill_asking(own, by_line)
        self._form = QWidget()
        column.addWidget(self._form)
        self._fill_form()
        self._show_form()

    def ask(self, draft: Draft) -> None:
        """Ask for the reason of a conclusion, beginning with what is drafted."""
        self._draft = draft
        self.drafted.emit(draft)
        self._show_form()
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus(self) -> None:
        """Take the keyboard, at what can be done first."""
        if self._draft is not None:
            self.reason.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.otherwise[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask to be brought into sight where it grew while it is being written in."""
        super().resizeEvent(event)
        if self._draft is not None and self.window().focusWidget() is self.reason:
            self.grew.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Give up on Escape, where something is being asked."""
        if event.key() == Qt.Key.Key_Escape and self._draft is not None:
            self._give_up()
        else:
            super().keyPressEvent(event)

    def _fill_asking(self, own: Conclusion | None, by_line: str) -> None:
        line = QHBoxLayout(self._asking)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        self.otherwise: list[QPushButton] = []
        for words, draft in _ways(own, by_line):
            way = button(words, partial(self.ask, draft), "")
            way.setAccessibleDescription(_SAID[draft.is_priority])
            self.otherwise.append(way)
            line.addWidget(way)
        self.back_button = button("Back to the line", self.line_wanted.emit, "quiet")
        self.back_button.setVisible(own is not None)
        line.addWidget(self.back_button)
        line.addStretch(1)

    def _fill_form(self) -> None:
        column = QVBoxLayout(self._form)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(4)
        self._instead = label("", wraps=True)
        column.addWidget(self._instead)
        asked = label("Why? The report prints the reason below the conclusion.", "muted")
        asked.setWordWrap(True)
        column.addWidget(asked)
        self.reason = GrowingText("")
        self.reason.setAccessibleName("Why it is concluded otherwise")
        # Else it takes what is left of the page, and stands alone in the middle of it.
        self.reason.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.reason.textChanged.connect(self._on_typed)
        self.reason.grew.connect(self._grow)
        asked.setBuddy(self.reason)
        column.addWidget(self.reason)
        line = QHBoxLayout()
        self.conclude_button = button("Conclude so", self._on_given, "primary")
        line.addWidget(self.conclude_button)
        line.addWidget(button("Cancel", self._give_up, "quiet", "Esc"))
        line.addStretch(1)
        column.addLayout(line)

    def _show_form(self) -> None:
        draft = self._draft
        self._asking.setVisible(draft is None)
        self._form.setVisible(draft is not None)
        if draft is not None:
            self._instead.setText(f"To be concluded: “{_SAID[draft.is_priority]}”")
            if self.reason.toPlainText() != draft.reason:
                self.reason.setPlainText(draft.reason)
            self.conclude_button.setEnabled(bool(draft.reason.strip()))
            self._grow()

    def _grow(self) -> None:
        # A line more than it holds: a reason of one line looks as if one word would do.
        more = self.reason.fontMetrics().lineSpacing()
        self.reason.setFixedHeight(self.reason.wanted_height() + more)

    def _on_typed(self) -> None:
        if self._draft is not None:
            self._draft = Draft(self._draft.is_priority, self.reason.toPlainText())
            self.conclude_button.setEnabled(bool(self._draft.reason.strip()))
            self.drafted.emit(self._draft)

    def _on_given(self) -> None:
        draft = self._draft
        if draft is not None and draft.reason.strip():
            reason = " ".join(draft.reason.split())
            self.concluded.emit(Conclusion(self._criterion, draft.is_priority, reason))

    def _give_up(self) -> None:
        self._draft = None
        self.drafted.emit(None)
        self._show_form()
        self.focus()


def _by_whom(own: Conclusion | None, by_line: str, where: str) -> str:
    if own is None:
        return "" if by_line == OPEN else f"By the line: {where}."
    if by_line == _SAID[own.is_priority]:
        return f"Your conclusion. The line says the same: {where}."
    return f"Your conclusion. By the line: “{by_line}” ({where})"


def _ways(own: Conclusion | None, by_line: str) -> list[tuple[str, Draft]]:
    if own is not None:
        return [("Change the reason…", Draft(own.is_priority, own.reason))]
    if by_line == OPEN:
        return [
            ("Conclude that it was good…", Draft(is_priority=False, reason="")),
            ("Conclude that it is a priority…", Draft(is_priority=True, reason="")),
        ]
    return [("Conclude otherwise…", Draft(is_priority=by_line == GOOD, reason=""))]
